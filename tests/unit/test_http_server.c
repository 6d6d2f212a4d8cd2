/* test_http_server.c - the HTTP server over real sockets: it turns in a thread
 * of its own, as the loop does in the program, and is asked from here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#include "bot/http_server.h"

/* ------------------------------------------------------------------ the server */

struct fixture {
	uv_loop_t loop;
	uv_async_t stop, answer;
	struct http_server *server;
	pthread_t thread;
	int port;
	struct http_exchange *kept;
	atomic_int gone;
	atomic_int kept_now;
};

static int deny(void *arg, struct http_exchange *ex)
{
	(void)arg;
	return str_is(http_header(ex, "Authorization"), "Bearer right") ? 0 : 401;
}

static int deny_host(void *arg, struct http_exchange *ex)
{
	(void)arg;
	return str_starts(http_header(ex, "Host"), STR("localhost")) ? 0 : 403;
}

static void echo(void *arg, struct http_exchange *ex)
{
	(void)arg;
	http_reply(ex, 200, "text/plain", http_body(ex));
}

static void query(void *arg, struct http_exchange *ex)
{
	struct str q = http_query(ex, "q");

	(void)arg;
	http_reply_header(ex, "content-security-policy", "default-src 'self'");
	http_reply(ex, 200, "text/plain", q.p ? q : STR("(none)"));
}

static void below(void *arg, struct http_exchange *ex)
{
	(void)arg;
	http_reply(ex, 200, "text/plain", http_path(ex));
}

static void large(void *arg, struct http_exchange *ex)
{
	size_t n = 8 << 20;	/* more than the kernel takes off our hands */
	char *p = arena_alloc(http_arena(ex), n);

	(void)arg;
	memset(p, 'x', n);
	http_reply(ex, 200, "text/plain", (struct str){ p, n });
}

static void gone(void *arg, struct http_exchange *ex)
{
	struct fixture *f = arg;

	(void)ex;
	f->kept = NULL;
	f->gone++;
}

static void keep(void *arg, struct http_exchange *ex)
{
	struct fixture *f = arg;

	f->kept = ex;
	http_keep(ex, gone, f);
	f->kept_now++;
}

static void forget(void *arg, struct http_exchange *ex)	/* a bug in a route */
{
	(void)arg;
	(void)ex;
}

static void on_stop(uv_async_t *a)
{
	struct fixture *f = a->data;

	http_server_free(f->server);
	uv_close((uv_handle_t *)&f->stop, NULL);
	uv_close((uv_handle_t *)&f->answer, NULL);
}

static void on_answer(uv_async_t *a)
{
	struct fixture *f = a->data;

	if (f->kept)
		http_reply(f->kept, 200, "text/plain", STR("later"));
	f->kept = NULL;
}

static void *turn(void *arg)
{
	struct fixture *f = arg;

	uv_run(&f->loop, UV_RUN_DEFAULT);
	return NULL;
}

static struct http_route routes[16];

static int start(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct http_route rows[] = {
		{ .path = "/api/*", .admit = deny },
		{ .method = "POST", .path = "/echo", .max_body = 100000, .handle = echo },
		{ .method = "GET", .path = "/query", .handle = query },
		{ .method = "GET", .path = "/below/*", .handle = below },
		{ .method = "GET", .path = "/large", .handle = large },
		{ .method = "GET", .path = "/keep", .handle = keep, .arg = f },
		{ .method = "GET", .path = "/forget", .handle = forget },
		{ .method = "GET", .path = "/host", .admit = deny_host, .handle = query },
		{ .method = "POST", .path = "/xml", .max_body = 1000, .handle = echo, .type = "text/xml" },
		{ .method = "POST", .path = "/api/echo", .max_body = 1000, .handle = echo },
		{ .method = "GET", .path = "/both", .handle = below },
		{ .method = "POST", .path = "/both", .max_body = 10, .handle = echo },
		{ 0 },
	};
	struct http_server_setup setup = { .listen = "127.0.0.1:0", .routes = routes, .idle_seconds = 2, .request_seconds = 1 };

	memcpy(routes, rows, sizeof rows);
	assert_int_equal(uv_loop_init(&f->loop), 0);
	setup.loop = &f->loop;
	f->stop.data = f->answer.data = f;
	uv_async_init(&f->loop, &f->stop, on_stop);
	uv_async_init(&f->loop, &f->answer, on_answer);
	assert_int_equal(http_server_new(&setup, &f->server), OK);
	f->port = http_server_port(f->server);
	assert_true(http_server_is_loopback(f->server));
	assert_int_equal(pthread_create(&f->thread, NULL, turn, f), 0);
	*state = f;
	return 0;
}

static int stop(void **state)
{
	struct fixture *f = *state;

	uv_async_send(&f->stop);
	pthread_join(f->thread, NULL);
	assert_int_equal(uv_loop_close(&f->loop), 0);
	free(f);
	return 0;
}

/* ------------------------------------------------------------------ the client */

static int dial(const struct fixture *f)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)f->port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, "127.0.0.1", &a.sin_addr);
	assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
	return fd;
}

static void put(int fd, const char *text)
{
	size_t n = strlen(text);

	for (ssize_t k; n > 0; text += k, n -= (size_t)k) {
		k = send(fd, text, n, MSG_NOSIGNAL);
		if (k <= 0)
			return;
	}
}

static int64_t ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum { ANSWER = 1 << 20 };
static char answer_text[ANSWER + 1];

/* Reads until the other side closes, or until a whole answer with a
 * Content-Length is there; "" when it closed without one. */
static const char *get(int fd, bool to_end)
{
	size_t n = 0;

	answer_text[0] = '\0';
	for (int64_t limit = ms_now() + 10000; n < ANSWER;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int64_t left = limit - ms_now();

		assert_true(left > 0 && poll(&p, 1, (int)left) == 1);
		ssize_t k = recv(fd, answer_text + n, ANSWER - n, 0);

		if (k <= 0)
			break;
		n += (size_t)k;
		answer_text[n] = '\0';
		const char *body = strstr(answer_text, "\r\n\r\n"), *length = strstr(answer_text, "Content-Length: ");

		if (!to_end && body && length && n >= (size_t)(body + 4 - answer_text) + (size_t)atol(length + 16))
			break;
	}
	return answer_text;
}

static int status_of(const char *answer)
{
	return strncmp(answer, "HTTP/1.1 ", 9) == 0 ? atoi(answer + 9) : 0;
}

static const char *body_of(const char *answer)
{
	const char *b = strstr(answer, "\r\n\r\n");

	return b ? b + 4 : "";
}

/* One request on a connection of its own. */
static const char *ask(const struct fixture *f, const char *request)
{
	int fd = dial(f);

	put(fd, request);
	const char *a = get(fd, false);

	close(fd);
	return a;
}

/* The same, and the server must then close the connection. */
static const char *ask_and_lose(const struct fixture *f, const char *request)
{
	int fd = dial(f);

	put(fd, request);
	const char *a = get(fd, true);

	close(fd);
	return a;
}

#define H "Host: localhost\r\n"
#define JSON "Content-Type: application/json\r\n"

/* ------------------------------------------------------------------- the tests */

static void answers_and_has_security_headers(void **state)
{
	const char *a = ask(*state, "GET /query?x=1&q=%E5%B0%8F+%e7%81%af HTTP/1.1\r\n" H "\r\n");

	assert_int_equal(status_of(a), 200);
	assert_string_equal(body_of(a), "小 灯");
	assert_non_null(strstr(a, "X-Content-Type-Options: nosniff"));
	assert_non_null(strstr(a, "Cache-Control: no-store"));
	assert_non_null(strstr(a, "X-Frame-Options: DENY"));
	assert_non_null(strstr(a, "Referrer-Policy: no-referrer"));
	assert_non_null(strstr(a, "default-src 'self'"));	/* the route's wins */
	assert_null(strstr(a, "default-src 'none'"));
	assert_string_equal(body_of(ask(*state, "GET /query HTTP/1.1\r\n" H "\r\n")), "(none)");
	assert_string_equal(body_of(ask(*state, "GET /query?q HTTP/1.1\r\n" H "\r\n")), "");
	assert_string_equal(body_of(ask(*state, "GET /query?q=%00%zz HTTP/1.1\r\n" H "\r\n")), "%00%zz");
	assert_string_equal(body_of(ask(*state, "GET /below/a%20b HTTP/1.1\r\n" H "\r\n")), "/below/a b");
}

static void keeps_a_connection_for_several_requests(void **state)
{
	int fd = dial(*state);

	for (int i = 0; i < 3; i++) {
		put(fd, "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 5\r\n\r\nhello");
		assert_string_equal(body_of(get(fd, false)), "hello");
	}
	put(fd, "POST /echo HTTP/1.1\r\n" H JSON "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
	assert_string_equal(body_of(get(fd, false)), "abcde");
	close(fd);
}

static void head_is_get_without_a_body(void **state)
{
	const char *a = ask_and_lose(*state, "HEAD /query?q=abc HTTP/1.1\r\n" H "Connection: close\r\n\r\n");

	assert_int_equal(status_of(a), 200);
	assert_non_null(strstr(a, "Content-Length: 3"));
	assert_string_equal(body_of(a), "");
}

static void refuses_in_order(void **state)
{
	static const struct {
		int status;
		const char *request;
	} cases[] = {
		{ 401, "GET /api/unknown HTTP/1.1\r\n" H "\r\n" },
		{ 401, "DELETE /api/echo HTTP/1.1\r\n" H "Authorization: Bearer wrong\r\n\r\n" },
		{ 401, "POST /api/echo HTTP/1.1\r\n" H "\r\n" },
		{ 404, "GET /api/unknown HTTP/1.1\r\n" H "Authorization: Bearer right\r\n\r\n" },
		{ 404, "POST /nothing HTTP/1.1\r\n" H "\r\n" },
		{ 404, "GET http://localhost/query HTTP/1.1\r\n" H "\r\n" },
		{ 403, "GET /host HTTP/1.1\r\nHost: evil.example\r\n\r\n" },
		{ 200, "GET /host HTTP/1.1\r\nHost: localhost:80\r\n\r\n" },
		{ 405, "GET /echo HTTP/1.1\r\n" H "\r\n" },
		{ 405, "BREW /query HTTP/1.1\r\n" H "\r\n" },
		{ 411, "POST /echo HTTP/1.1\r\n" H "\r\n" },
		{ 411, "POST /echo HTTP/1.1\r\n" H "Content-Type: text/plain\r\n\r\n" },
		{ 415, "POST /echo HTTP/1.1\r\n" H "Content-Length: 2000000\r\n\r\n" },
		{ 415, "POST /echo HTTP/1.1\r\n" H "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}" },
		{ 415, "POST /echo HTTP/1.1\r\n" H "Content-Type: application/jsonx\r\nContent-Length: 2\r\n\r\n{}" },
		{ 200, "POST /echo HTTP/1.1\r\n" H "Content-Type: Application/JSON ; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}" },
		{ 200, "POST /xml HTTP/1.1\r\n" H "Content-Type: text/xml\r\nContent-Length: 2\r\n\r\nxx" },
		{ 413, "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 100001\r\n\r\n" },
		{ 413, "GET /query HTTP/1.1\r\n" H "Content-Length: 1\r\n\r\nx" },
		{ 500, "GET /forget HTTP/1.1\r\n" H "\r\n" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *a = ask(*state, cases[i].request);

		if (status_of(a) != cases[i].status)
			fail_msg("%s gave\n%s", cases[i].request, a);
		if (cases[i].status >= 400) {
			assert_non_null(strstr(a, "{\"ok\":false,\"error\":\""));
			assert_non_null(strstr(a, "nosniff"));
		}
	}
	assert_non_null(strstr(ask(*state, "PUT /both HTTP/1.1\r\n" H "\r\n"), "Allow: GET, HEAD, POST\r\n"));
	assert_non_null(strstr(ask(*state, "GET /api/x HTTP/1.1\r\n" H "\r\n"), "WWW-Authenticate: Bearer\r\n"));
}

static void ambiguous_requests_close_the_connection(void **state)
{
	static const char *const requests[] = {
		"POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"POST /echo HTTP/1.1\r\n" H JSON "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
		"POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
		"POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
		"POST /echo HTTP/1.1\r\n" H JSON "Transfer-Encoding: gzip\r\n\r\nhello",
		"POST /echo HTTP/1.1\r\n" H JSON "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
		"POST /echo HTTP/1.1\r\n" H JSON "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
		"POST /echo HTTP/1.1\r\n" H JSON "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"POST /echo HTTP/1.0\r\n" H JSON "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"POST /echo HTTP/1.1\r\n" H JSON "Content-Length: -1\r\n\r\n",
		"POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 0x5\r\n\r\nhello",
		"GET /query HTTP/1.1\r\n" H H "\r\n",
		"GET /query HTTP/1.1\r\n\r\n",
		"GET /que%00ry HTTP/1.1\r\n" H "\r\n",
		"GET /%zz HTTP/1.1\r\n" H "\r\n",
		"GET /%ff HTTP/1.1\r\n" H "\r\n",
	};

	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		char twice[1024];

		/* what follows must not be taken for a request */
		snprintf(twice, sizeof twice, "%sGET /query?q=smuggled HTTP/1.1\r\n" H "\r\n", requests[i]);
		const char *a = ask_and_lose(*state, twice);

		if (status_of(a) != 400 || strstr(a, "smuggled"))
			fail_msg("%s gave\n%s", requests[i], a);
	}
}

static void a_body_over_the_cap_is_refused_while_it_comes(void **state)
{
	int fd = dial(*state);
	char piece[16 * 1024 + 16];
	int n = snprintf(piece, sizeof piece, "4000\r\n");

	memset(piece + n, 'x', 0x4000);
	memcpy(piece + n + 0x4000, "\r\n", 3);
	put(fd, "POST /echo HTTP/1.1\r\n" H JSON "Transfer-Encoding: chunked\r\n\r\n");
	for (int i = 0; i < 40; i++)	/* far more than the cap, and on after the refusal */
		put(fd, piece);
	assert_int_equal(status_of(get(fd, true)), 413);
	close(fd);
}

static void a_refused_sender_reads_why(void **state)
{
	int fd = dial(*state);
	static char body[1 << 20];

	memset(body, 'x', sizeof body - 1);
	put(fd, "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 1048575\r\n\r\n");
	put(fd, body);
	assert_int_equal(status_of(get(fd, true)), 413);
	close(fd);
}

static void an_answer_may_come_later(void **state)
{
	struct fixture *f = *state;
	int fd = dial(f);

	put(fd, "GET /keep HTTP/1.1\r\n" H "\r\n");
	while (!f->kept_now)
		sched_yield();
	assert_string_equal(body_of(ask(f, "GET /query?q=meanwhile HTTP/1.1\r\n" H "\r\n")), "meanwhile");
	uv_async_send(&f->answer);
	assert_string_equal(body_of(get(fd, false)), "later");
	put(fd, "GET /query?q=again HTTP/1.1\r\n" H "\r\n");	/* the connection lives on */
	assert_string_equal(body_of(get(fd, false)), "again");
	close(fd);
}

static void who_hangs_up_is_noticed(void **state)
{
	struct fixture *f = *state;
	int fd = dial(f);
	int64_t limit = ms_now() + 5000;

	put(fd, "GET /keep HTTP/1.1\r\n" H "\r\n");
	while (!f->kept_now)
		sched_yield();
	close(fd);
	while (!f->gone && ms_now() < limit)
		poll(NULL, 0, 10);
	assert_int_equal(f->gone, 1);
	assert_string_equal(body_of(ask(f, "GET /query?q=on HTTP/1.1\r\n" H "\r\n")), "on");
}

static void kept_exchanges_end_with_the_server(void **state)
{
	struct fixture *f = *state;
	int fd = dial(f);

	put(fd, "GET /keep HTTP/1.1\r\n" H "\r\n");
	while (!f->kept_now)
		sched_yield();
	stop(state);	/* must not hang nor leak */
	assert_string_equal(get(fd, true), "");
	close(fd);
	start(state);
}

static void a_drip_is_cut(void **state)
{
	const char *request = "GET /query?q=slow HTTP/1.1\r\nHost: localhost\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	int fd = dial(*state);
	int64_t began = ms_now();
	struct pollfd p = { .fd = fd, .events = POLLIN };

	for (const char *c = request; *c && poll(&p, 1, 100) == 0; c++)
		send(fd, c, 1, MSG_NOSIGNAL);
	assert_string_equal(get(fd, true), "");
	assert_in_range(ms_now() - began, 500, 3000);
	close(fd);
}

static void a_dripping_body_is_cut(void **state)
{
	int fd = dial(*state);
	int64_t began = ms_now();
	struct pollfd p = { .fd = fd, .events = POLLIN };

	put(fd, "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 1000\r\n\r\n");
	while (poll(&p, 1, 100) == 0)
		send(fd, "x", 1, MSG_NOSIGNAL);
	assert_string_equal(get(fd, true), "");
	assert_in_range(ms_now() - began, 500, 3000);
	close(fd);
}

static void idle_connections_end_in_time_and_disturb_nobody(void **state)
{
	enum { MANY = 1000 };
	struct fixture *f = *state;
	static int fd[MANY];

	for (int i = 0; i < MANY; i++)
		fd[i] = dial(f);
	int64_t began = ms_now();

	for (int i = 0; i < 100; i++)
		assert_int_equal(status_of(ask(f, "GET /query?q=1 HTTP/1.1\r\n" H "\r\n")), 200);
	assert_true(ms_now() - began < 2000);
	put(fd[0], "GET /query?q=1 HTTP/1.1\r\n" H "\r\n");	/* after an answer it may idle for longer */
	assert_int_equal(status_of(get(fd[0], false)), 200);
	for (int i = MANY - 1; i >= 0; i--) {
		assert_string_equal(get(fd[i], true), "");
		close(fd[i]);
	}
	assert_in_range(ms_now() - began, 1500, 6000);
}

static void many_answers_to_readers_that_do_not_read(void **state)
{
	enum { MANY = 20 };
	struct fixture *f = *state;
	int fd[MANY], refused = 0;

	for (int i = 0; i < MANY; i++) {
		fd[i] = dial(f);
		put(fd[i], "GET /large HTTP/1.1\r\n" H "\r\n");
	}
	assert_int_equal(status_of(ask(f, "GET /query?q=1 HTTP/1.1\r\n" H "\r\n")), 200);
	for (int i = 0; i < MANY; i++) {
		refused += status_of(get(fd[i], false)) == 503;
		close(fd[i]);
	}
	assert_in_range(refused, 1, MANY - 8);	/* 64 MiB / 8 MiB */
}

static void bodies_share_a_budget(void **state)
{
	enum { MANY = 400, PART = 90000 };
	struct fixture *f = *state;
	static int fd[MANY];
	static char part[PART + 1];
	int busy = 0;

	memset(part, 'x', PART);
	for (int i = 0; i < MANY; i++) {
		fd[i] = dial(f);
		put(fd[i], "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 90001\r\n\r\n");
		put(fd[i], part);
	}
	for (int i = 0; i < MANY; i++) {
		put(fd[i], "x");
		const char *a = get(fd[i], false);

		busy += status_of(a) == 503 && strstr(a, "Retry-After: 1");
		close(fd[i]);
	}
	assert_in_range(busy, 1, MANY - 50);
	assert_int_equal(status_of(ask(f, "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 2\r\n\r\n{}")), 200);
}

static void bad_addresses_are_refused(void **state)
{
	static const struct http_route none[] = { { 0 } };
	struct fixture *f = *state;
	uv_loop_t loop;
	struct http_server *s;
	char taken[32];

	snprintf(taken, sizeof taken, "127.0.0.1:%d", f->port);
	uv_loop_init(&loop);
	struct http_server_setup setup = { .loop = &loop, .routes = none };
	static const char *const bad[] = { "", "8080", ":8080", "127.0.0.1", "127.0.0.1:http", "nowhere.invalid:1" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		setup.listen = bad[i];
		assert_int_equal(http_server_new(&setup, &s), ERR_INPUT);
	}
	setup.listen = taken;
	assert_int_equal(http_server_new(&setup, &s), ERR_BUSY);
	setup.listen = "0.0.0.0:0";
	assert_int_equal(http_server_new(&setup, &s), OK);
	assert_false(http_server_is_loopback(s));
	http_server_free(s);
	uv_run(&loop, UV_RUN_DEFAULT);
	setup.listen = "[::1]:0";
	if (http_server_new(&setup, &s) == OK) {	/* where there is IPv6 */
		assert_true(http_server_is_loopback(s));
		http_server_free(s);
		uv_run(&loop, UV_RUN_DEFAULT);
	}
	assert_int_equal(uv_loop_close(&loop), 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(answers_and_has_security_headers),
		T(keeps_a_connection_for_several_requests),
		T(head_is_get_without_a_body),
		T(refuses_in_order),
		T(ambiguous_requests_close_the_connection),
		T(a_body_over_the_cap_is_refused_while_it_comes),
		T(a_refused_sender_reads_why),
		T(an_answer_may_come_later),
		T(who_hangs_up_is_noticed),
		T(kept_exchanges_end_with_the_server),
		T(a_drip_is_cut),
		T(a_dripping_body_is_cut),
		T(idle_connections_end_in_time_and_disturb_nobody),
		T(many_answers_to_readers_that_do_not_read),
		T(bodies_share_a_budget),
		T(bad_addresses_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
