/* http_fixture.h - an HTTP server that turns in a thread of its own, as the loop
 * does in the program, and a client that asks it over real sockets. */
#ifndef TESTS_HTTP_FIXTURE_H
#define TESTS_HTTP_FIXTURE_H

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

#include "bot/http/server.h"

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
	atomic_int rounds; /* see come_round */
};

static inline int deny(void *arg, struct http_exchange *ex)
{
	(void)arg;
	return str_is(http_header(ex, "Authorization"), "Bearer right") ? 0 : 401;
}

static inline int deny_host(void *arg, struct http_exchange *ex)
{
	(void)arg;
	return str_starts(http_header(ex, "Host"), STR("localhost")) ? 0 : 403;
}

static inline void echo(void *arg, struct http_exchange *ex)
{
	(void)arg;
	http_reply(ex, 200, "text/plain", http_body(ex));
}

static inline void query(void *arg, struct http_exchange *ex)
{
	struct str q = http_query(ex, "q");

	(void)arg;
	http_reply_header(ex, "content-security-policy", "default-src 'self'");
	http_reply(ex, 200, "text/plain", q.p ? q : STR("(none)"));
}

static inline void below(void *arg, struct http_exchange *ex)
{
	(void)arg;
	http_reply(ex, 200, "text/plain", http_path(ex));
}

static inline void large(void *arg, struct http_exchange *ex)
{
	size_t n = 8 << 20; /* more than the kernel takes off our hands */
	char *p = arena_alloc(http_arena(ex), n);

	(void)arg;
	memset(p, 'x', n);
	http_reply(ex, 200, "text/plain", (struct str){ p, n });
}

static inline void gone(void *arg, struct http_exchange *ex)
{
	struct fixture *f = arg;

	(void)ex;
	f->kept = NULL;
	f->gone++;
}

static inline void keep(void *arg, struct http_exchange *ex)
{
	struct fixture *f = arg;

	f->kept = ex;
	http_keep(ex, gone, f);
	f->kept_now++;
}

static inline void forget(void *arg, struct http_exchange *ex) /* a bug in a route */
{
	(void)arg;
	(void)ex;
}

static inline void on_stop(uv_async_t *a)
{
	struct fixture *f = a->data;

	http_server_free(f->server);
	uv_close((uv_handle_t *)&f->stop, NULL);
	uv_close((uv_handle_t *)&f->answer, NULL);
}

static inline void on_answer(uv_async_t *a)
{
	struct fixture *f = a->data;

	if (f->kept)
		http_reply(f->kept, 200, "text/plain", STR("later"));
	f->kept = NULL;
	f->rounds++;
}

static inline void *turn(void *arg)
{
	struct fixture *f = arg;

	uv_run(&f->loop, UV_RUN_DEFAULT);
	return NULL;
}

static struct http_route routes[16];

static inline int start(void **state)
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
	struct http_server_setup setup = {
		.listen = "127.0.0.1:0", .routes = routes, .idle_seconds = 2, .request_seconds = 1
	};

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

static inline int stop(void **state)
{
	struct fixture *f = *state;

	uv_async_send(&f->stop);
	pthread_join(f->thread, NULL);
	assert_int_equal(uv_loop_close(&f->loop), 0);
	free(f);
	return 0;
}

/* ------------------------------------------------------------------ the client */

static inline int dial(const struct fixture *f)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)f->port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, "127.0.0.1", &a.sin_addr);
	assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
	return fd;
}

static inline void put(int fd, const char *text)
{
	size_t n = strlen(text);

	for (ssize_t k; n > 0; text += k, n -= (size_t)k) {
		k = send(fd, text, n, MSG_NOSIGNAL);
		if (k <= 0)
			return;
	}
}

static inline int64_t ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* How long the loop takes to come to what is none of HTTP's: milliseconds. */
static inline int64_t come_round(struct fixture *f)
{
	int64_t began = ms_now();
	int before = f->rounds;

	uv_async_send(&f->answer);
	while (f->rounds == before && ms_now() - began < 3000)
		poll(NULL, 0, 1);
	return ms_now() - began;
}

enum { ANSWER = 1 << 20 };
static char answer_text[ANSWER + 1];

/* Reads until the other side closes, or until a whole answer with a
 * Content-Length is there; "" when it closed without one. */
static inline const char *get(int fd, bool to_end)
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

static inline int status_of(const char *answer)
{
	return strncmp(answer, "HTTP/1.1 ", 9) == 0 ? atoi(answer + 9) : 0;
}

static inline const char *body_of(const char *answer)
{
	const char *b = strstr(answer, "\r\n\r\n");

	return b ? b + 4 : "";
}

/* One request on a connection of its own. */
static inline const char *ask(const struct fixture *f, const char *request)
{
	int fd = dial(f);

	put(fd, request);
	const char *a = get(fd, false);

	close(fd);
	return a;
}

/* The same, and the server must then close the connection. */
static inline const char *ask_and_lose(const struct fixture *f, const char *request)
{
	int fd = dial(f);

	put(fd, request);
	const char *a = get(fd, true);

	close(fd);
	return a;
}

#define H "Host: localhost\r\n"
#define JSON "Content-Type: application/json\r\n"
#define T(f) cmocka_unit_test_setup_teardown(f, start, stop)

#endif
