/* test_http_client.c - HTTP out, against a small server in a thread. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include "bot/http/address.h"
#include "bot/http/client.h"

/* ------------------------------------------------------------------ a server */

static int listener, port;
static atomic_int connections, counted; /* whole requests to /drop and /count that arrived */

static void say(int fd, const char *text)
{
	send(fd, text, strlen(text), MSG_NOSIGNAL);
}

/* Reads one request; false: the other side is gone. */
static bool read_request(int fd, char *in, size_t room)
{
	size_t n = 0, length = 0;
	char *body = NULL;

	for (;;) {
		ssize_t k = recv(fd, in + n, room - 1 - n, 0);

		if (k <= 0)
			return false;
		in[n += (size_t)k] = '\0';
		if (!body && (body = strstr(in, "\r\n\r\n")) != NULL) {
			char *header = strcasestr(in, "content-length:");

			body += 4;
			length = header ? strtoul(header + 15, NULL, 10) : 0;
		}
		if (body && n - (size_t)(body - in) >= length) {
			if (strstr(in, " /drop ") || strstr(in, " /count "))
				atomic_fetch_add(&counted, 1);
			return true;
		}
	}
}

static void *serve(void *arg)
{
	int fd = (int)(intptr_t)arg;
	char in[8192], out[8400];

	while (read_request(fd, in, sizeof in)) {
		if (strstr(in, " /drop "))
			break;
		if (strstr(in, " /slow ")) {
			recv(fd, in, 1, 0); /* until the other side gives up */
			break;
		}
		if (strstr(in, " /429 ")) {
			say(fd,
			    "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nslow");
		} else if (strstr(in, " /redirect ")) {
			say(fd, "HTTP/1.1 302 Found\r\nLocation: /echo\r\nContent-Length: 0\r\n\r\n");
		} else if (strstr(in, " /big ")) {
			say(fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
			for (int i = 0; i < 3000; i++) {
				memset(out, 'x', 1000);
				memcpy(out, "3e0\r\n", 5);
				memcpy(out + 5 + 0x3e0, "\r\n", 3);
				say(fd, out);
			}
			say(fd, "0\r\n\r\n");
		} else {
			snprintf(out, sizeof out,
				 "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%s",
				 strlen(in), in);
			say(fd, out);
		}
	}
	close(fd);
	return NULL;
}

static void *accept_all(void *arg)
{
	(void)arg;
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		pthread_t thread;

		if (fd < 0)
			return NULL;
		atomic_fetch_add(&connections, 1);
		pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd);
		pthread_detach(thread);
	}
}

/* A listening socket on a free port of loopback. */
static int bound(int *number)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, n) != 0 || getsockname(fd, (struct sockaddr *)&at, &n) != 0)
		abort();
	*number = ntohs(at.sin_port);
	return fd;
}

/* ------------------------------------------------------------------ the client */

static uv_loop_t loop;
static struct transport *client;

struct result {
	bool done, in_start;
	struct http_response r;
	char body[16384], type[64];
};

static void done(void *arg, const struct http_response *r)
{
	struct result *result = arg;

	assert_false(result->done || result->in_start);
	result->done = true;
	result->r = *r;
	snprintf(result->body, sizeof result->body, STR_FMT, STR_ARG(r->body));
	snprintf(result->type, sizeof result->type, STR_FMT, STR_ARG(r->content_type));
	result->r.body = NO_STR;
}

static void *begin(const char *path, int to_port, const char *body, struct http_request req, struct result *result)
{
	char url[128];

	snprintf(url, sizeof url, "http://127.0.0.1:%d%s", to_port, path);
	req.url = str_c(url);
	req.body = str_c(body);
	*result = (struct result){ .in_start = true };
	void *handle = client->start(client, &req, done, result);

	memset(url, 'x', sizeof url); /* the request was copied */
	result->in_start = false;
	return handle;
}

static void finish(const struct result *result)
{
	while (!result->done)
		uv_run(&loop, UV_RUN_ONCE);
}

static struct result *ask(const char *path, const char *body, struct http_request req)
{
	static struct result result;

	begin(path, port, body, req, &result);
	finish(&result);
	return &result;
}

static const struct http_request plain;

static void test_get_and_post(void **state)
{
	struct http_request req = { .headers = { STR("X-One: 1"), STR("X-Two: 2") }, .n_headers = 2 };
	struct result *r = ask("/echo", NULL, plain);

	(void)state;
	assert_int_equal(r->r.status, 200);
	assert_null(r->r.problem);
	assert_int_equal(r->r.retry_after, -1);
	assert_string_equal(r->type, "text/plain");
	assert_non_null(strstr(r->body, "GET /echo HTTP/1.1\r\n"));
	r = ask("/echo", "{\"a\":1}", req);
	assert_non_null(strstr(r->body, "POST /echo HTTP/1.1\r\n"));
	assert_non_null(strstr(r->body, "Content-Type: application/json\r\n"));
	assert_non_null(strstr(r->body, "Content-Length: 7\r\n"));
	assert_non_null(strstr(r->body, "X-One: 1\r\nX-Two: 2\r\n"));
	assert_null(strstr(r->body, "Expect"));
	assert_non_null(strstr(r->body, "\r\n\r\n{\"a\":1}"));
	req.content_type = STR("text/x");
	r = ask("/echo", "", req);
	assert_non_null(strstr(r->body, "POST "));
	assert_non_null(strstr(r->body, "Content-Type: text/x\r\n"));
}

static void test_connection_is_kept(void **state)
{
	int before;

	(void)state;
	ask("/echo", "x", plain);
	before = atomic_load(&connections);
	for (int i = 0; i < 5; i++)
		assert_int_equal(ask("/echo", "x", plain)->r.status, 200);
	assert_int_equal(atomic_load(&connections), before);
}

static void test_statuses(void **state)
{
	struct result *r = ask("/429", "x", plain);

	(void)state;
	assert_int_equal(r->r.status, 429);
	assert_int_equal(r->r.retry_after, 7);
	assert_string_equal(r->body, "slow");
	r = ask("/redirect", NULL, plain);
	assert_int_equal(r->r.status, 302); /* never followed */
	assert_int_equal(r->r.retry_after, -1);
}

/* A request that arrived on a kept connection must not be repeated by itself. */
static void test_drop_after_send(void **state)
{
	struct result *r;
	int before;

	(void)state;
	for (int i = 0; i < 5; i++) {
		ask("/echo", "warm", plain);
		before = atomic_load(&counted);
		r = ask("/drop", "{\"text\":\"once\"}", plain);
		assert_int_equal(r->r.status, 0);
		assert_false(r->r.unsent);
		assert_non_null(r->r.problem);
		assert_int_equal(atomic_load(&counted), before + 1);
	}
}

static void test_unsent(void **state)
{
	static const char *const urls[] = { "http://nobody.invalid/x", "ftp://127.0.0.1/x", "file:///etc/passwd",
					    "not a url", "" };
	struct result result = { 0 };
	int closed;
	int fd = bound(&closed); /* not listening: refused */

	(void)state;
	begin("/echo", closed, "x", plain, &result);
	finish(&result);
	assert_int_equal(result.r.status, 0);
	assert_true(result.r.unsent);
	begin("/echo", closed, NULL, plain, &result);
	finish(&result);
	assert_true(result.r.unsent);
	close(fd);
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		struct http_request req = { .url = str_c(urls[i]), .body = STR("x"), .timeout_ms = 5000 };

		result = (struct result){ 0 };
		client->start(client, &req, done, &result);
		finish(&result);
		assert_int_equal(result.r.status, 0);
		assert_true(result.r.unsent);
	}
}

static void test_limits(void **state)
{
	struct result *r = ask("/slow", "x", (struct http_request){ .timeout_ms = 1000 });

	(void)state;
	assert_int_equal(r->r.status, 0);
	assert_false(r->r.unsent);
	r = ask("/big", NULL, plain); /* 3 MB, one allowed */
	assert_int_equal(r->r.status, 0);
	assert_string_equal(r->r.problem, "the answer is too large");
	r = ask("/big", NULL, (struct http_request){ .max_body = 4 << 20 });
	assert_int_equal(r->r.status, 200);
	r = ask("/echo", "x", (struct http_request){ .max_body = 5 }); /* told by Content-Length */
	assert_int_equal(r->r.status, 0);
}

static bool anybody(const struct sockaddr *to)
{
	(void)to;
	return true;
}

static struct result *ask_url(const char *url)
{
	static struct result result;
	struct http_request req = { .url = str_c(url), .public_only = true, .timeout_ms = 5000 };

	result = (struct result){ 0 };
	client->start(client, &req, done, &result);
	finish(&result);
	return &result;
}

/* What others name is fetched from the public internet only, by whatever name
 * or way it would lead here. */
static void test_public_only(void **state)
{
	static const char *const ways[] = { "127.0.0.1", "localhost",  "[::1]",	     "0",
					    "127.1",	 "0x7f000001", "2130706433", "[::ffff:127.0.0.1]" };
	char url[64];

	(void)state;
	ask("/echo", NULL, plain); /* leaves a connection that could be used again */
	int before = atomic_load(&connections);

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		snprintf(url, sizeof url, "http://%s:%d/echo", ways[i], port);
		struct result *r = ask_url(url);

		if (r->r.status != 0 || !r->r.barred || !r->r.unsent)
			fail_msg("%s: %d %s", url, r->r.status, r->r.problem);
	}
	snprintf(url, sizeof url, "http://127.0.0.1:%d", port);
	setenv("http_proxy", url, 1);
	assert_int_equal(ask_url("http://nobody.invalid/echo")->r.status, 0);
	unsetenv("http_proxy");
	assert_int_equal(atomic_load(&connections), before);
}

static void test_public_only_goes_alone(void **state)
{
	struct http_request req = { .public_only = true };
	int before = atomic_load(&connections);

	(void)state;
	http_client_let(client, anybody);
	assert_int_equal(ask("/echo", NULL, req)->r.status, 200);
	assert_int_equal(ask("/echo", NULL, req)->r.status, 200);
	assert_int_equal(atomic_load(&connections), before + 2); /* each asked for its address */
	assert_int_equal(ask("/redirect", NULL, req)->r.status, 302);
	struct result *r = ask("/big", NULL, req);

	assert_true(r->r.status == 0 && r->r.too_large && !r->r.barred);
	http_client_let(client, address_is_public);
	assert_true(ask("/echo", NULL, req)->r.barred);
}

static void test_cancel(void **state)
{
	struct result gone = { 0 }, other = { 0 };
	void *handle = begin("/slow", port, "x", plain, &gone);

	(void)state;
	begin("/echo", port, "y", plain, &other);
	finish(&other);
	client->cancel(client, handle);
	handle = begin("/echo", port, "z", plain, &gone);
	client->cancel(client, handle); /* before anything happened */
	ask("/echo", "w", plain);
	assert_false(gone.done);
}

static void test_many_at_once(void **state)
{
	static struct result many[100];
	int before = atomic_load(&counted);

	(void)state;
	for (int i = 0; i < 100; i++)
		begin("/count", port, "m", plain, &many[i]);
	for (int i = 0; i < 100; i++) {
		finish(&many[i]);
		if (many[i].r.status != 200)
			fail_msg("%d: %s", many[i].r.status, many[i].r.problem ? many[i].r.problem : "?");
	}
	assert_int_equal(atomic_load(&counted), before + 100);
}

static void test_free_tells(void **state)
{
	struct result under_way, fresh;

	(void)state;
	begin("/slow", port, "x", plain, &under_way);
	ask("/echo", "y", plain);
	begin("/echo", port, "x", plain, &fresh);
	http_client_free(client);
	assert_true(under_way.done && fresh.done);
	assert_int_equal(under_way.r.status, 0);
	assert_false(under_way.r.unsent);
	assert_true(fresh.r.unsent);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&loop), 0);
	http_client_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_get_and_post), cmocka_unit_test(test_connection_is_kept),
		cmocka_unit_test(test_statuses),     cmocka_unit_test(test_drop_after_send),
		cmocka_unit_test(test_unsent),	     cmocka_unit_test(test_limits),
		cmocka_unit_test(test_public_only),  cmocka_unit_test(test_public_only_goes_alone),
		cmocka_unit_test(test_cancel),	     cmocka_unit_test(test_many_at_once),
		cmocka_unit_test(test_free_tells),
	};
	pthread_t thread;

	unsetenv("http_proxy");
	unsetenv("https_proxy");
	unsetenv("all_proxy");
	listener = bound(&port);
	listen(listener, 128);
	pthread_create(&thread, NULL, accept_all, NULL);
	uv_loop_init(&loop);
	client = http_client_new(&loop);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
