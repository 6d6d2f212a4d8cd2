/* test_telegram_poll.c - settings, hello, the offset, files. */
#include "tests/unit/channels/telegram_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bot/base/log.h"

static const struct poll_ops *poll;

static void test_settings(void **state)
{
	(void)state;
	static const struct {
		struct config_setting v[3];
		const char *why; /* a part of it; NULL: accepted */
	} cases[] = {
		{ { { "token", "123:ABC_d-e", 1 } }, NULL },
		{ { { "token", "123:ABC", 1 }, { "api", "http://127.0.0.1:9/", 2 }, { "mode", "poll", 3 } }, NULL },
		{ { { "mode", "poll", 1 } }, "token" },
		{ { { "token", "123:ABC", 1 }, { "token_file", "x", 2 } }, "not both" },
		{ { { "token", "123:ABC/../getMe", 1 } }, "not one of" },
		{ { { "token", "ABC", 1 } }, "not one of" },
		{ { { "token", "123:ABC", 1 }, { "api", "ftp://x", 2 } }, "api" },
		{ { { "token", "123:ABC", 1 }, { "api", "https://", 2 } }, "api" },
		{ { { "token", "123:ABC", 1 }, { "api", "https://x?y", 2 } }, "api" },
		{ { { "token", "123:ABC", 1 }, { "mode", "webhook", 2 } }, "not supported yet" },
		{ { { "token", "123:ABC", 1 }, { "mode", "push", 2 } }, "mode" },
		{ { { "token_file", "no/such/file", 1 } }, "no/such/file" },
	};
	struct telegram_fixture f = { .arena = arena_new() };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct config_setting v[3];
		size_t n = 0;
		struct str why = NO_STR;

		while (n < 3 && cases[i].v[n].key)
			v[n] = cases[i].v[n], n++;
		enum err e = telegram_configure(&f, v, n, &why);

		assert_int_equal(e, cases[i].why ? ERR_INPUT : OK);
		if (cases[i].why && !str_has(why, str_c(cases[i].why)))
			fail_msg("case %zu: " STR_FMT, i, STR_ARG(why));
		if (e == OK)
			telegram_channel.release(&f.channel);
	}
	arena_free(f.arena);
}

static void test_token_file(void **state)
{
	char name[] = "/tmp/xiaodeng-token-XXXXXX";
	int fd = mkstemp(name);
	struct telegram_fixture f = { .arena = arena_new() };
	struct config_setting v[] = { { "token_file", name, 1 } };
	struct http_request req;
	struct str why = NO_STR;

	(void)state;
	assert_true(fd >= 0 && write(fd, " 77:FromFile\n", 13) == 13);
	close(fd);
	assert_int_equal(telegram_configure(&f, v, 1, &why), OK);
	poll->hello(&f.channel, f.arena, &req);
	assert_str(req.url, "https://api.telegram.org/bot77:FromFile/getMe");
	assert_false(f.channel.ready);
	telegram_channel.release(&f.channel);
	unlink(name);
	arena_free(f.arena);
}

static void test_hello(void **state)
{
	static const struct {
		int status;
		const char *body;
		bool ok;
		int64_t least, most; /* ms to wait */
	} cases[] = {
		{ 200, "{\"ok\":true,\"result\":{\"id\":5,\"username\":\"b\"}}", true, 0, 0 },
		{ 401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}", false, 60000, 60000 },
		{ 404, "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}", false, 60000, 60000 },
		{ 200, "{\"ok\":false,\"error_code\":401}", false, 60000, 60000 },
		{ 200, "{\"ok\":true,\"result\":[]}", false, 500, 60000 },
		{ 200, "", false, 500, 60000 },
		{ 502, "<html>", false, 500, 60000 },
		{ 0, NULL, false, 500, 60000 },
		{ 429, "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":13}}", false, 13000, 13000 },
	};
	struct telegram_fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_response r = telegram_said(cases[i].status, cases[i].body);
		int64_t wait = 0;
		bool ok = poll->greeted(&f->channel, &r, f->arena, &wait);

		if (ok != cases[i].ok || wait < cases[i].least || wait > cases[i].most)
			fail_msg("case %zu: %d, wait %d", i, ok, (int)wait);
		assert_int_equal(f->channel.ready, ok);
	}
}

static bool take(struct telegram_fixture *f, int status, const char *body, struct updates *u, int64_t *wait)
{
	struct http_response r = telegram_said(status, body);

	return poll->take(&f->channel, &r, f->arena, u, wait);
}

static struct str asks(struct telegram_fixture *f)
{
	struct http_request req;

	poll->next(&f->channel, f->arena, &req);
	assert_str(req.url, "http://127.0.0.1:1/bot123:SECRET/getUpdates");
	assert_true(req.timeout_ms >= 35000);
	return req.body;
}

static const char *const rest =
	"\"limit\":100,\"timeout\":25,"
	"\"allowed_updates\":[\"message\",\"edited_message\",\"callback_query\",\"my_chat_member\"]}";

#define TEXT(id, text)                                                                                                 \
	"{\"update_id\":" id ",\"message\":{\"message_id\":1,\"date\":1,\"from\":{\"id\":7,\"first_name\":\"a\"},"     \
	"\"chat\":{\"id\":7,\"type\":\"private\"},\"text\":\"" text "\"}}"

static void test_offset(void **state)
{
	struct telegram_fixture *f = *state;
	struct updates u;
	int64_t wait = 0;

	assert_str(asks(f), arena_printf(f->arena, "{%s", rest).p);
	assert_true(take(
		f, 200,
		"{\"ok\":true,\"result\":[" TEXT("31", "一") ",{\"update_id\":33,\"poll\":{}}," TEXT("32", "二") "]}",
		&u, &wait));
	assert_int_equal(u.n, 2);
	assert_str(u.v[0].text, "一");
	assert_str(u.v[1].id, "32");
	assert_str(asks(f), arena_printf(f->arena, "{%s", rest).p); /* not stored: not confirmed */
	poll->committed(&f->channel);
	assert_str(asks(f), arena_printf(f->arena, "{\"offset\":34,%s", rest).p);
	assert_true(take(f, 200, "{\"ok\":true,\"result\":[{\"update_id\":34,\"new_kind\":{}}]}", &u, &wait));
	assert_int_equal(u.n, 0);
	poll->committed(&f->channel);
	assert_str(asks(f), arena_printf(f->arena, "{\"offset\":35,%s", rest).p);
	assert_true(take(f, 200, "{\"ok\":true,\"result\":[]}", &u, &wait));
	poll->committed(&f->channel);
	assert_str(asks(f), arena_printf(f->arena, "{\"offset\":35,%s", rest).p);
	for (int i = 0; i < 4000; i++) { /* more than a day of silence: ids may begin anywhere */
		assert_true(take(f, 200, "{\"ok\":true,\"result\":[]}", &u, &wait));
		poll->committed(&f->channel);
	}
	assert_str(asks(f), arena_printf(f->arena, "{%s", rest).p);
	assert_true(take(f, 200, "{\"ok\":true,\"result\":[" TEXT("5", "三") "]}", &u, &wait));
	poll->committed(&f->channel);
	assert_str(asks(f), arena_printf(f->arena, "{\"offset\":6,%s", rest).p);
}

static void test_bad_answers(void **state)
{
	static const struct {
		int status;
		const char *body;
		int64_t least, most;
	} cases[] = {
		{ 200, "{\"ok\":true}", 500, 60000 },
		{ 200, "{\"ok\":true,\"result\":{}}", 500, 60000 },
		{ 200, "{\"ok\":true,\"result\":[7,{\"update_id\":-4},{\"update_id\":\"9\"}]}", 500, 60000 },
		{ 200, "{\"ok\":true,\"result\":[\"\xff\"]}", 500, 60000 },
		{ 200, "{\"ok\":true,\"result\":[\"\\u0000\"]}", 500, 60000 },
		{ 200, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 500, 60000 },
		{ 200,
		  "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: terminated by other getUpdates request\"}",
		  10000, 70000 },
		{ 409,
		  "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: can't use getUpdates method while webhook is active\"}",
		  10000, 70000 },
		{ 401, "{\"ok\":false,\"error_code\":401}", 60000, 60000 },
		{ 429, "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":3}}", 3000, 3000 },
		{ 500, "", 500, 60000 },
		{ 0, NULL, 500, 60000 },
	};
	struct telegram_fixture *f = *state;
	struct updates u;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t wait = -2;
		bool ok = take(f, cases[i].status, cases[i].body, &u, &wait);

		if (ok || wait < cases[i].least || wait > cases[i].most)
			fail_msg("case %zu: %d, wait %d", i, ok, (int)wait);
		assert_false(f->channel.ready);
	}
	int64_t wait = 0, last = 0;

	for (int i = 0; i < 40; i++, last = wait)
		assert_false(take(f, 0, NULL, &u, &wait));
	assert_true(last >= 30000 && last <= 60000);
	assert_true(take(f, 200, "{\"ok\":true,\"result\":[]}", &u, &wait));
	assert_true(f->channel.ready);
	assert_false(take(f, 0, NULL, &u, &wait));
	assert_true(wait <= 1000); /* a success forgets the failures before */
}

static void test_ack(void **state)
{
	struct telegram_fixture *f = *state;
	struct http_request req;
	struct message with = { .ack = STR("438\"2") }, without = { 0 };

	assert_true(poll->ack(&f->channel, &with, f->arena, &req));
	assert_str(req.url, "http://127.0.0.1:1/bot123:SECRET/answerCallbackQuery");
	assert_str(req.body, "{\"callback_query_id\":\"438\\\"2\"}");
	assert_false(poll->ack(&f->channel, &without, f->arena, &req));
}

static void test_photo(void **state)
{
	struct telegram_fixture *f = *state;
	struct http_request req;
	const char *why = "";
	static const char *const bad[] = { "", "/etc/passwd", "photos/../../x", "a?b", "a b", "a%2e", "http:x" };
	static const struct {
		int status;
		const char *said;
		enum lead lead;
		const char *why;
	} answers[] = {
		{ 400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: invalid file_id\"}", LEAD_LOST,
		  "400" },
		{ 400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: file is too big\"}", LEAD_LARGE,
		  "too large" },
		{ 429, "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":3}}", LEAD_AGAIN, "429" },
		{ 404, "not found", LEAD_LOST, "404" },
		{ 502, "<html>", LEAD_AGAIN, "502" },
		{ 0, NULL, LEAD_AGAIN, "no answer" },
	};
	enum lead (*photo)(struct channel *, struct str, const struct http_response *, struct arena *,
			   struct http_request *, const char **) = telegram_channel.photo;

	assert_int_equal(photo(&f->channel, STR("AgAC-1"), NULL, f->arena, &req, &why), LEAD_ON);
	assert_str(req.url, "http://127.0.0.1:1/bot123:SECRET/getFile");
	assert_str(req.body, "{\"file_id\":\"AgAC-1\"}");
	struct http_response r = telegram_said(
		200, "{\"ok\":true,\"result\":{\"file_id\":\"x\",\"file_path\":\"photos/file_1.jpg\"}}");

	assert_int_equal(photo(&f->channel, STR("AgAC-1"), &r, f->arena, &req, &why), LEAD_ON);
	assert_str(req.url, "http://127.0.0.1:1/file/bot123:SECRET/photos/file_1.jpg");
	assert_null(req.body.p);
	r = telegram_said(200, "\xff\xd8\xff\xe0");
	assert_int_equal(photo(&f->channel, STR("AgAC-1"), &r, f->arena, &req, &why), LEAD_HERE);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		r = telegram_said(200,
				  arena_printf(f->arena, "{\"ok\":true,\"result\":{\"file_path\":\"%s\"}}", bad[i]).p);
		assert_int_equal(photo(&f->channel, STR("x"), &r, f->arena, &req, &why), LEAD_LOST);
	}
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		r = telegram_said(answers[i].status, answers[i].said);
		assert_int_equal(photo(&f->channel, STR("x"), &r, f->arena, &req, &why), answers[i].lead);
		assert_string_equal(why, answers[i].why);
	}
	r = (struct http_response){ .too_large = true, .problem = "the answer is too large" };
	assert_int_equal(photo(&f->channel, STR("x"), &r, f->arena, &req, &why), LEAD_LARGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_token_file),
		cmocka_unit_test_setup_teardown(test_hello, telegram_set_up, telegram_tear_down),
		cmocka_unit_test_setup_teardown(test_offset, telegram_set_up, telegram_tear_down),
		cmocka_unit_test_setup_teardown(test_bad_answers, telegram_set_up, telegram_tear_down),
		cmocka_unit_test_setup_teardown(test_ack, telegram_set_up, telegram_tear_down),
		cmocka_unit_test_setup_teardown(test_photo, telegram_set_up, telegram_tear_down),
	};

	log_setup(LOG_ERROR, false);
	poll = telegram_channel.poll;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
