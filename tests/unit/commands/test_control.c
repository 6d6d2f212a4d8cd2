/* test_control.c - both ends of the control socket; the gateway's in a thread. */
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <uv.h>

#include "bot/commands/control.h"
#include "tests/unit/scratch.h"

struct server {
	pthread_t thread;
	uv_loop_t loop;
	uv_async_t stop;
	struct control *control;
	int runs;
};

/* What the gateway would do: here an echo with a few tricks. */
static enum exit_code run(void *arg, struct invocation *inv)
{
	struct server *server = arg;

	server->runs++;
	if (strcmp(inv->argv[0], "large") == 0)
		for (int i = 0; i < 100000; i++)
			fprintf(inv->out, "行 %d\n", i);
	else if (strcmp(inv->argv[0], "raw") == 0)
		fwrite("a\0b\xff"
		       "c\n",
		       1, 6, inv->out);
	else
		for (int i = 0; i < inv->argc; i++)
			fprintf(i ? inv->out : inv->err, "%s|", inv->argv[i]);
	fprintf(inv->err, "%s", inv->cwd);
	return strcmp(inv->argv[0], "fail") == 0 ? EXIT_FAILED : EXIT_DONE;
}

static void on_stop(uv_async_t *a)
{
	struct server *server = a->data;

	control_free(server->control);
	uv_close((uv_handle_t *)a, NULL);
}

static void *serve(void *arg)
{
	struct server *server = arg;

	uv_run(&server->loop, UV_RUN_DEFAULT);
	uv_loop_close(&server->loop);
	return NULL;
}

static void start(struct server *server, const char *path)
{
	*server = (struct server){ .runs = 0 };
	assert_int_equal(uv_loop_init(&server->loop), 0);
	assert_int_equal(uv_async_init(&server->loop, &server->stop, on_stop), 0);
	server->stop.data = server;
	server->control = control_new(&server->loop, path, run, server);
	assert_non_null(server->control);
	assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void stop(struct server *server)
{
	uv_async_send(&server->stop);
	pthread_join(server->thread, NULL);
}

struct answer {
	bool reached;
	enum exit_code code;
	struct str out, err;
};

static struct answer call(struct scratch *s, const char *path, int argc, const char *const *argv)
{
	char *out = NULL, *err = NULL;
	size_t n_out, n_err;
	struct answer r = { .code = EXIT_USAGE };
	struct invocation inv = { .arena = s->a, .argc = argc, .argv = (char **)argv, .cwd = "/home/li" };

	inv.out = open_memstream(&out, &n_out);
	inv.err = open_memstream(&err, &n_err);
	r.reached = control_call(path, &inv, &r.code);
	fclose(inv.out);
	fclose(inv.err);
	r.out = arena_str(s->a, (struct str){ out, n_out });
	r.err = arena_str(s->a, (struct str){ err, n_err });
	free(out);
	free(err);
	return r;
}

#define CALL(s, path, ...)                                                                                             \
	call((s), (path), (int)(sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *)),                             \
	     (const char *[]){ __VA_ARGS__, NULL })

/* Sends bytes as they are and returns all that comes back. */
static struct str raw(struct scratch *s, const char *path, struct str request)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	struct buf b;
	char chunk[4096];
	ssize_t n;

	memcpy(to.sun_path, path, strlen(path) + 1);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	while (request.n && (n = send(fd, request.p, request.n, MSG_NOSIGNAL)) > 0)
		request = str_sub(request, (size_t)n, request.n);
	shutdown(fd, SHUT_WR);
	buf_init(&b, 1 << 20);
	while ((n = recv(fd, chunk, sizeof chunk, 0)) > 0)
		buf_add(&b, (struct str){ chunk, (size_t)n });
	close(fd);
	struct str answer = arena_str(s->a, buf_str(&b));

	buf_free(&b);
	return answer;
}

static void there_and_back(void **state)
{
	struct scratch *s = *state;
	const char *path = scratch_path(s, "control.sock");
	struct server server;
	struct stat st;

	start(&server, path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	struct answer r = CALL(s, path, "admin", "add", "bridge:张勇", "a\"b\\\n");

	assert_true(r.reached);
	assert_int_equal(r.code, EXIT_DONE);
	assert_true(str_is(r.out, "add|bridge:张勇|a\"b\\\n|"));
	assert_true(str_is(r.err, "admin|/home/li"));
	r = CALL(s, path, "fail");
	assert_int_equal(r.code, EXIT_FAILED);
	stop(&server);
	assert_int_not_equal(access(path, F_OK), 0);
}

static void large_and_odd_answers(void **state)
{
	struct scratch *s = *state;
	const char *path = scratch_path(s, "control.sock");
	struct server server;

	start(&server, path);
	struct answer r = CALL(s, path, "large");

	assert_int_equal(r.code, EXIT_DONE);
	assert_true(str_ends(r.out, STR("行 99998\n行 99999\n")));
	r = CALL(s, path, "raw");
	assert_int_equal(r.code, EXIT_DONE);
	assert_true(str_is(r.out, "a?b?c\n"));
	stop(&server);
}

static void nobody_there(void **state)
{
	struct scratch *s = *state;
	const char *path = scratch_path(s, "control.sock");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	struct server server;

	assert_false(CALL(s, path, "admin").reached);
	memcpy(to.sun_path, path, strlen(path) + 1); /* what a killed gateway leaves behind */
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&to, sizeof to), 0);
	close(fd);
	assert_false(CALL(s, path, "admin").reached);
	start(&server, path);
	assert_true(CALL(s, path, "admin").reached);
	stop(&server);
	scratch_write(s, "control.sock", "not a socket");
	assert_null(control_new(uv_default_loop(), path, run, NULL));
	uv_loop_close(uv_default_loop());
	assert_int_equal(access(path, F_OK), 0);
}

static void a_very_long_path(void **state)
{
	struct scratch *s = *state;
	struct server server;
	char name[140];

	memset(name, 'd', 120);
	name[120] = '\0';
	assert_int_equal(mkdir(scratch_path(s, name), 0700), 0);
	strcat(name, "/control.sock");
	start(&server, scratch_path(s, name));
	assert_true(CALL(s, scratch_path(s, name), "admin").reached);
	stop(&server);
}

static void bad_requests(void **state)
{
	static const char *const bad[] = {
		"\n",
		"{}\n",
		"[]\n",
		"{\"argv\":[],\"cwd\":\"/\"}\n",
		"{\"argv\":[1],\"cwd\":\"/\"}\n",
		"{\"argv\":[\"a\"]}\n",
		"{\"argv\":[\"a\"],\"cwd\":\"relative\"}\n",
		"{\"argv\":\"a\",\"cwd\":\"/\"}\n",
		"{\"argv\":[\"a\xff\"],\"cwd\":\"/\"}\n",
		"{\"argv\":[\"a\\u0000\"],\"cwd\":\"/\"}\n",
		"{\"argv\":[\"a\\uqqqq\"],\"cwd\":\"/\"}\n",
		"GET / HTTP/1.1\r\n\r\n",
	};
	struct scratch *s = *state;
	const char *path = scratch_path(s, "control.sock");
	struct server server;

	start(&server, path);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str answer = raw(s, path, str_c(bad[i]));

		assert_true(str_has(answer, STR("{\"err\":\"xiaodeng: control: ")));
		assert_true(str_ends(answer, STR("{\"exit\":2}\n")));
	}
	assert_int_equal(raw(s, path, STR("{\"argv\":")).n, 0); /* hung up in the middle */
	char *large = malloc(2 << 20);

	memset(large, 'x', 2 << 20);
	raw(s, path, (struct str){ large, 2 << 20 }); /* refused, or the connection is reset */
	free(large);
	assert_int_equal(CALL(s, path, "admin").code, EXIT_DONE);
	stop(&server);
	assert_int_equal(server.runs, 1);
}

/* Whoever connects and says nothing keeps nobody else out, and not the end. */
static void idle_others(void **state)
{
	struct scratch *s = *state;
	const char *path = scratch_path(s, "control.sock");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	struct server server;
	int fds[4];

	start(&server, path);
	memcpy(to.sun_path, path, strlen(path) + 1);
	for (int i = 0; i < 4; i++) {
		fds[i] = socket(AF_UNIX, SOCK_STREAM, 0);
		assert_int_equal(connect(fds[i], (struct sockaddr *)&to, sizeof to), 0);
	}
	assert_int_equal(CALL(s, path, "admin").code, EXIT_DONE);
	stop(&server);
	for (int i = 0; i < 4; i++)
		close(fds[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(there_and_back),	SCRATCH_TEST(large_and_odd_answers), SCRATCH_TEST(nobody_there),
		SCRATCH_TEST(a_very_long_path), SCRATCH_TEST(bad_requests),	     SCRATCH_TEST(idle_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
