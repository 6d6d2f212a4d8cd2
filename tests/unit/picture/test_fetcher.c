/* test_fetcher.c - photos of cases on the whole way: by URL from a server in a
 * thread, or as they were sent; through the decoder's process; into the database. */
#include "tests/unit/engine/house_fixture.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <uv.h>

#include "bot/http/address.h"
#include "bot/picture/darkroom.h"
#include "bot/picture/fetcher.h"
#include "store/media/photo.h"
#include "store/messages/timer.h"
#include "tests/unit/picture/picture_fixture.h"

extern const struct channel_ops bridge_channel;

/* ------------------------------------------------------------------ a server */

static int listener, port;
static struct str jpeg; /* what /photo gives */
static char big[256 * 1024];
static atomic_int asked, busy_answers;

static void answer(int fd, const char *head, struct str body)
{
	char line[256];
	int n = snprintf(line, sizeof line, "HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n", head,
			 body.n);

	send(fd, line, (size_t)n, MSG_NOSIGNAL);
	send(fd, body.p, body.n, MSG_NOSIGNAL);
}

static void *serve(void *arg)
{
	char in[4096];
	int fd;

	(void)arg;
	while ((fd = accept(listener, NULL, NULL)) >= 0) {
		ssize_t n = recv(fd, in, sizeof in - 1, 0);

		in[n > 0 ? n : 0] = '\0';
		atomic_fetch_add(&asked, 1);
		if (strstr(in, " /photo ") && atomic_load(&busy_answers) == 0)
			answer(fd, "200 OK\r\nContent-Type: text/html", jpeg); /* the type says nothing */
		else if (strstr(in, " /photo ") && atomic_fetch_sub(&busy_answers, 1))
			answer(fd, "503 Busy", STR("later"));
		else if (strstr(in, " /page "))
			answer(fd, "200 OK\r\nContent-Type: image/jpeg", STR("<html>this is no picture</html>"));
		else if (strstr(in, " /moved "))
			answer(fd, "302 Found\r\nLocation: /photo", STR(""));
		else if (strstr(in, " /big "))
			answer(fd, "200 OK", (struct str){ big, sizeof big });
		else
			answer(fd, "404 Not Found", STR(""));
		close(fd);
	}
	return NULL;
}

static void start_server(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t n = sizeof at;
	pthread_t thread;

	listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(listener, (struct sockaddr *)&at, n) != 0 || listen(listener, 16) != 0 ||
	    getsockname(listener, (struct sockaddr *)&at, &n) != 0)
		abort();
	port = ntohs(at.sin_port);
	pthread_create(&thread, NULL, serve, NULL);
	pthread_detach(thread);
}

/* ------------------------------------------------------------------ the house */

static uv_loop_t loop;
static struct transport *client;
static struct fetcher *fetcher;
static struct house *house;

static ms_t now(void)
{
	return house->now;
}

static bool anybody(const struct sockaddr *to)
{
	(void)to;
	return true;
}

static void begin(void)
{
	client = http_client_new(&loop);
	http_client_let(client, anybody);
	fetcher = fetcher_new(&(struct fetcher_setup){ .loop = &loop,
						       .transport = client,
						       .gateway = house->core.gateway,
						       .db = house->s->db,
						       .channels = house->channels,
						       .n_channels = 2,
						       .max_bytes = jpeg.n + 1000,
						       .now = now });
}

static void end(void)
{
	fetcher_free(fetcher);
	http_client_free(client);
	house_tick(house);
	uv_run(&loop, UV_RUN_DEFAULT);
}

static int set_up(void **state)
{
	struct str why = NO_STR;
	char hosts[64];

	house_set_up(state);
	house = *state;
	snprintf(hosts, sizeof hosts, "127.0.0.1:%d, localhost:%d", port, port);
	struct config_setting settings[] = { { "photo_hosts", hosts, 1 },
					     { "token_file", scratch_path(house->s, "token"), 2 } };
	struct config_channel section = { .name = "pull", .kind = "bridge", .settings = settings, .n = 2 };

	house->config.arena = house->s->a;
	house->config.dir = house->s->dir;
	house->channels[0].ops = &bridge_channel;
	assert_int_equal(bridge_channel.configure(&house->channels[0], &house->config, &section, &why), OK);
	assert_int_equal(
		db_script(
			house->s->db,
			"insert into chat(id, channel, key, native, type) values(1, 'pull', x'01', seal('u'), 'private');"
			"insert into person(id, uid, created_at) values(1, 'a', 0);"
			"insert into cases(number, uid, kind, category, text, filed_at, person)"
			" values(1190, 'c', 'hazard', 'fire', seal('x'), 0, 1)"),
		OK);
	assert_int_equal(uv_loop_init(&loop), 0);
	atomic_store(&asked, 0);
	atomic_store(&busy_answers, 0);
	begin();
	return 0;
}

static int tear_down(void **state)
{
	end();
	assert_int_equal(uv_loop_close(&loop), 0);
	bridge_channel.release(&house->channels[0]);
	return house_tear_down(state);
}

/* A photo of the case, as one commit of the gateway would leave it. */
static int64_t send_photo(struct photo photo)
{
	struct db *db = house->s->db;

	assert_int_equal(db_begin(db), OK);
	int64_t id = photo_add(db, 1, 1, house->now, &photo);

	photo_attach(db, 1, 1, 1190, 0);
	assert_int_equal(db_commit(db), OK);
	fetcher_kick(fetcher);
	return id;
}

/* PORT is the server's. */
static int64_t send_url(const char *url)
{
	const char *at = strstr(url, "PORT");
	int before = at ? (int)(at - url) : (int)strlen(url);

	return send_photo((struct photo){ .url = at ? arena_printf(house->s->a, "%.*s%d%s", before, url, port, at + 4)
						    : arena_str(house->s->a, str_c(url)) });
}

static struct str state_of(int64_t id)
{
	return db_get_str(house->s->db, house->s->a, "select state from photo where id = ?1", V(id));
}

/* Runs until nothing is left to be done for this photo now: the state it is in. */
static const char *settled(int64_t id)
{
	struct db *db = house->s->db;

	for (;;) {
		house_tick(house);
		if (db_get_int(db, INT64_MAX, "select work_at from photo where id = ?1", V(id)) > house->now)
			return state_of(id).p;
		uv_run(&loop, UV_RUN_ONCE);
	}
}

/* --------------------------------------------------------------------- tests */

static void bytes_become_a_picture(void **state)
{
	int64_t id = send_photo((struct photo){ .bytes = jpeg, .mime = STR("image/png") });

	(void)state;
	assert_string_equal(settled(id), "here");
	struct str kept = photo_load(house->s->db, id, house->s->a);

	assert_true(str_starts(kept, STR("\xff\xd8\xff")));
	assert_false(str_has(kept, STR("N30.41")));
	assert_int_equal(house_count(house, "select count(raw) + count(source) from photo"), 0);
	assert_int_equal(timer_at(house->s->db, PHOTO_TIMER, id), INT64_MAX);
}

static void a_url_becomes_a_picture(void **state)
{
	int64_t id = send_url("http://127.0.0.1:PORT/photo");

	(void)state;
	assert_string_equal(settled(id), "here");
	assert_true(photo_load(house->s->db, id, house->s->a).n > 0);
	assert_int_equal(atomic_load(&asked), 1);
}

static void what_is_no_photo(void **state)
{
	static const struct {
		const char *url, *state;
	} all[] = {
		{ "http://127.0.0.1:PORT/page", "unreadable" },
		{ "http://127.0.0.1:PORT/moved", "lost" },
		{ "http://127.0.0.1:PORT/big", "large" },
		{ "http://127.0.0.1:PORT/nothing", "lost" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		int64_t id = send_url(all[i].url);

		if (strcmp(settled(id), all[i].state) != 0)
			fail_msg("%s: %s", all[i].url, settled(id));
		assert_null(photo_load(house->s->db, id, house->s->a).p);
	}
	assert_int_equal(atomic_load(&asked), 4); /* nothing was tried twice, nor followed */
}

static void hosts_that_are_not_allowed(void **state)
{
	int64_t id = send_url("http://127.0.0.2:PORT/photo"), other = send_url("https://127.0.0.1/photo");

	(void)state;
	assert_string_equal(settled(id), "reference");
	assert_string_equal(settled(other), "reference");
	assert_int_equal(house_count(house, "select count(source) from photo"), 2);
	assert_int_equal(timer_at(house->s->db, PHOTO_TIMER, id), INT64_MAX); /* nobody's fault */
	assert_int_equal(atomic_load(&asked), 0);
}

/* The list says yes, the name says here: the address decides. */
static void addresses_of_ours(void **state)
{
	(void)state;
	http_client_let(client, address_is_public);
	assert_string_equal(settled(send_url("http://127.0.0.1:PORT/photo")), "lost");
	assert_string_equal(settled(send_url("http://localhost:PORT/photo")), "lost");
	assert_int_equal(atomic_load(&asked), 0);
}

static void tried_again_later(void **state)
{
	(void)state;
	atomic_store(&busy_answers, 2);
	int64_t id = send_url("http://127.0.0.1:PORT/photo");

	assert_string_equal(settled(id), "sent");
	house->now += 59 * MS_SECOND;
	fetcher_kick(fetcher);
	assert_string_equal(settled(id), "sent");
	assert_int_equal(atomic_load(&asked), 1);
	house->now += 2 * MS_SECOND;
	fetcher_kick(fetcher);
	assert_string_equal(settled(id), "sent");
	assert_int_equal(atomic_load(&asked), 2);
	house->now += 8 * MS_MINUTE;
	fetcher_kick(fetcher);
	assert_string_equal(settled(id), "here");
}

static void given_up(void **state)
{
	(void)state;
	atomic_store(&busy_answers, 100);
	int64_t id = send_url("http://127.0.0.1:PORT/photo");

	for (int i = 0; i < 5; i++, house->now += MS_HOUR) {
		fetcher_kick(fetcher);
		settled(id);
	}
	assert_string_equal(settled(id), "lost");
	assert_int_equal(atomic_load(&asked), PHOTO_TRIES);
}

static void a_slow_one_goes_on_after_a_restart(void **state)
{
	struct photo photo = { .bytes = jpeg };
	int64_t id = send_photo(photo);

	(void)state;
	uv_run(&loop, UV_RUN_NOWAIT); /* the decoder is at work, or has just ended */
	end();
	house_restart(house);
	assert_string_equal(state_of(id).p, "sent");
	begin(); /* nobody says that there is work */
	assert_string_equal(settled(id), "here");
}

static void many_in_a_row(void **state)
{
	int64_t ids[5];

	(void)state;
	for (int i = 0; i < 5; i++)
		ids[i] = send_photo(i == 2 ? (struct photo){ .bytes = STR("\xff\xd8\xff broken") }
					   : (struct photo){ .bytes = jpeg });
	for (int i = 0; i < 5; i++)
		assert_string_equal(settled(ids[i]), i == 2 ? "unreadable" : "here");
	assert_int_equal(photo_of_case(house->s->db, 1190, ids, 5), 4);
}

#define FETCHER_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		FETCHER_TEST(bytes_become_a_picture),
		FETCHER_TEST(a_url_becomes_a_picture),
		FETCHER_TEST(what_is_no_photo),
		FETCHER_TEST(hosts_that_are_not_allowed),
		FETCHER_TEST(addresses_of_ours),
		FETCHER_TEST(tried_again_later),
		FETCHER_TEST(given_up),
		FETCHER_TEST(a_slow_one_goes_on_after_a_restart),
		FETCHER_TEST(many_in_a_row),
	};
	struct arena *a = arena_new();

	darkroom_child(argc, argv);
	signal(SIGPIPE, SIG_IGN);
	jpeg = jpeg_with_exif(jpeg_of(canvas_quarters(400, 300, a), 0, a), exif_block(6, "N30.41", a), a);
	start_server();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(a);
	return failed;
}
