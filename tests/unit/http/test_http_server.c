/* test_http_server.c - requests and answers over real sockets: what is served,
 * and in which order and how everything else is refused. */
#include "tests/unit/http/http_fixture.h"

static void answers_and_has_security_headers(void **state)
{
	const char *a = ask(*state, "GET /query?x=1&q=%E5%B0%8F+%e7%81%af HTTP/1.1\r\n" H "\r\n");

	assert_int_equal(status_of(a), 200);
	assert_string_equal(body_of(a), "小 灯");
	assert_non_null(strstr(a, "X-Content-Type-Options: nosniff"));
	assert_non_null(strstr(a, "Cache-Control: no-store"));
	assert_non_null(strstr(a, "X-Frame-Options: DENY"));
	assert_non_null(strstr(a, "Referrer-Policy: no-referrer"));
	assert_non_null(strstr(a, "default-src 'self'")); /* the route's wins */
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
		{ 200, "POST /echo HTTP/1.1\r\n" H
		       "Content-Type: Application/JSON ; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}" },
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
		"POST /echo HTTP/1.1\r\n" H JSON
		"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
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
	for (int i = 0; i < 40; i++) /* far more than the cap, and on after the refusal */
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
	put(fd, "GET /query?q=again HTTP/1.1\r\n" H "\r\n"); /* the connection lives on */
	assert_string_equal(body_of(get(fd, false)), "again");
	close(fd);
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
	if (http_server_new(&setup, &s) == OK) { /* where there is IPv6 */
		assert_true(http_server_is_loopback(s));
		http_server_free(s);
		uv_run(&loop, UV_RUN_DEFAULT);
	}
	assert_int_equal(uv_loop_close(&loop), 0);
}

/* What arrives in the last moment is not begun any more: whatever it would need is gone. */
static void a_request_at_the_end_is_hung_up_on(void **state)
{
	struct fixture end = { 0 };
	const struct http_route one[] = { { .method = "GET", .path = "/keep", .handle = keep, .arg = &end }, { 0 } };
	uv_loop_t loop;
	char byte;

	(void)state;
	uv_loop_init(&loop);
	assert_int_equal(
		http_server_new(&(struct http_server_setup){ .loop = &loop, .listen = "127.0.0.1:0", .routes = one },
				&end.server),
		OK);
	end.port = http_server_port(end.server);
	int fd = dial(&end);

	uv_run(&loop, UV_RUN_ONCE); /* it is accepted */
	put(fd, "GET /keep HTTP/1.1\r\n" H "\r\n");
	http_server_free(end.server);
	assert_int_equal(end.kept_now, 0);
	assert_int_equal(recv(fd, &byte, 1, 0), 0);
	close(fd);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&loop), 0);
}

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
		T(bad_addresses_are_refused),
		T(a_request_at_the_end_is_hung_up_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
