/* test_telegram_send.c - replies as requests, and every verdict. */
#include "tests/unit/channels/telegram_fixture.h"

#include <stdio.h>

#include "bot/base/utf8.h"

static struct str body_of(struct telegram_fixture *f, const struct outgoing *out)
{
	struct http_request req;

	telegram_channel.send(&f->channel, out, f->arena, &req);
	assert_str(req.url, "http://127.0.0.1:1/bot123:SECRET/sendMessage");
	return req.body;
}

static void test_plain(void **state)
{
	struct outgoing out = { .id = 1,
				.chat = STR("5001"),
				.type = CHAT_PRIVATE,
				.to = STR("5001"),
				.to_name = STR("张勇"),
				.reply_to = STR("52"),
				.reply = { .text = STR("好的 *不是* <标记>") } };

	assert_str(
		body_of(*state, &out),
		"{\"chat_id\":5001,\"text\":\"好的 *不是* <标记>\",\"link_preview_options\":{\"is_disabled\":true}}");
}

static void test_group(void **state)
{
	struct outgoing out = { .id = 1,
				.chat = STR("-1002000000001"),
				.type = CHAT_GROUP,
				.to = STR("5001"),
				.to_name = STR("🚲张勇\n"),
				.reply_to = STR("52"),
				.reply = { .text = STR("文君驿站可以充电") } };

	assert_str(
		body_of(*state, &out),
		"{\"chat_id\":-1002000000001,\"entities\":[{\"type\":\"text_mention\",\"offset\":0,\"length\":4,\"user\":{\"id\":5001}}],"
		"\"text\":\"🚲张勇 文君驿站可以充电\",\"link_preview_options\":{\"is_disabled\":true},"
		"\"reply_parameters\":{\"message_id\":52,\"allow_sending_without_reply\":true}}");
	out.to = STR("-1002000000001"); /* a group that speaks is named, not linked */
	out.reply_to = STR("u-7");
	assert_str(
		body_of(*state, &out),
		"{\"chat_id\":-1002000000001,\"text\":\"🚲张勇 文君驿站可以充电\",\"link_preview_options\":{\"is_disabled\":true}}");
}

static void test_buttons(void **state)
{
	struct button buttons[] = {
		{ STR("满意"), STR("rate:1190:1") },
		{ STR("不满意"), STR("rate:1190:0") },
		{ STR("说一说哪里不满意 好让人改"), STR("rate:1190:2") },
		{ STR("坏的"), STR("0123456789012345678901234567890123456789012345678901234567890123456") },
		{ STR("算了"), STR("no") },
		{ STR("哪一个都不是，我要从头说一遍"), STR("again") },
	};
	struct outgoing out = { .id = 1,
				.chat = STR("5"),
				.type = CHAT_PRIVATE,
				.reply = { .text = STR("办得怎样"), .buttons = buttons, .n_buttons = 6 } };
	struct str body = body_of(*state, &out);

	assert_true(str_has(
		body,
		STR("\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"满意\",\"callback_data\":\"rate:1190:1\"},"
		    "{\"text\":\"不满意\",\"callback_data\":\"rate:1190:0\"}],"
		    "[{\"text\":\"说一说哪里不满意 好让人改\",\"callback_data\":\"rate:1190:2\"},"
		    "{\"text\":\"算了\",\"callback_data\":\"no\"}],"
		    "[{\"text\":\"哪一个都不是，我要从头说一遍\",\"callback_data\":\"again\"}]]}")));
}

/* The field `name` of a form, as it was sent. */
static struct str field(struct telegram_fixture *f, const struct http_request *req, const char *name)
{
	struct str head = STR("multipart/form-data; boundary=");
	struct str boundary = str_sub(req->content_type, head.n, req->content_type.n);
	ptrdiff_t at = str_find(req->body, arena_printf(f->arena, "name=\"%s\"", name));

	assert_true(str_starts(req->content_type, head) && boundary.n == 32);
	if (at < 0)
		return NO_STR;
	struct str rest = str_sub(req->body, (size_t)at, req->body.n);
	ptrdiff_t begin = str_find(rest, STR("\r\n\r\n"));
	ptrdiff_t end = str_find(rest, arena_printf(f->arena, "\r\n--" STR_FMT, STR_ARG(boundary)));

	assert_true(begin > 0 && end > begin);
	return arena_str(f->arena, str_sub(rest, (size_t)begin + 4, (size_t)end));
}

static void test_photo(void **state)
{
	struct telegram_fixture *f = *state;
	struct button button = { STR("满意"), STR("rate:1190:1") };
	struct outgoing out = {
		.id = 1,
		.chat = STR("-1002000000001"),
		.type = CHAT_GROUP,
		.to = STR("5001"),
		.to_name = STR("张勇"),
		.photo = STR("\xff\xd8\xff \0\r\n-- bytes"),
		.reply = { .text = STR("Q-1190 的照片"), .photo = 3, .buttons = &button, .n_buttons = 1 }
	};
	struct http_request req;

	telegram_channel.send(&f->channel, &out, f->arena, &req);
	assert_str(req.url, "http://127.0.0.1:1/bot123:SECRET/sendPhoto");
	assert_str(field(f, &req, "chat_id"), "-1002000000001");
	assert_str(field(f, &req, "caption"), "张勇 Q-1190 的照片");
	assert_true(str_has(field(f, &req, "caption_entities"), STR("{\"type\":\"text_mention\",\"offset\":0")));
	assert_str(field(f, &req, "reply_markup"),
		   "{\"inline_keyboard\":[[{\"text\":\"满意\",\"callback_data\":\"rate:1190:1\"}]]}");
	assert_true(str_eq(field(f, &req, "photo"), out.photo));
	assert_null(field(f, &req, "text").p);
	assert_null(field(f, &req, "link_preview_options").p);
	out.photo = NO_STR; /* erased meanwhile: the words alone */
	telegram_channel.send(&f->channel, &out, f->arena, &req);
	assert_str(req.url, "http://127.0.0.1:1/bot123:SECRET/sendMessage");
}

static void test_fit(void **state)
{
	struct arena *a = ((struct telegram_fixture *)*state)->arena;

	assert_str(telegram_fit(STR("四个汉字"), 4, a), "四个汉字");
	assert_str(telegram_fit(STR("四个汉字"), 3, a), "四个…");
	assert_str(telegram_fit(STR("a🚲🚲"), 4, a), "a🚲…");		     /* never half a pair */
	assert_str(telegram_fit(STR("a👨‍👩‍👧bcd"), 8, a), "a…"); /* nor half a family: 1 + 8 + 3 units */
	assert_str(telegram_fit(STR("a👨‍👩‍👧bcd"), 11, a), "a👨‍👩‍👧b…");
	assert_str(telegram_fit(STR("👨‍👩‍👧👨‍👩‍👧"), 5, a),
		   "👨‍…"); /* one cluster that fits nowhere */
	char long_text[5000 * 3 + 1];

	for (size_t i = 0; i < 5000; i++)
		memcpy(long_text + 3 * i, "灯", 3);
	struct str cut = telegram_fit((struct str){ long_text, 5000 * 3 }, 4096, a);

	assert_int_equal(utf16_count(cut), 4096);
	assert_true(utf8_valid(cut));
}

static void test_verdicts(void **state)
{
	static const struct {
		struct http_response response;
		enum verdict verdict;
		int64_t after;
	} cases[] = {
#define SAID(s, b) { .status = (s), .body = STR(b), .retry_after = -1 }
		{ SAID(200, "{\"ok\":true,\"result\":{\"message_id\":61}}"), VERDICT_SENT, -1 },
		{ SAID(200, "{\"ok\":true,\"result\":true}"), VERDICT_SENT, -1 },
		{ SAID(429,
		       "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 7\",\"parameters\":{\"retry_after\":7}}"),
		  VERDICT_RETRY, 7 },
		{ { .status = 429, .body = STR("slow down"), .retry_after = 9 }, VERDICT_RETRY, 9 },
		{ { .status = 429, .body = STR("{\"ok\":false,\"error_code\":429}"), .retry_after = 5 },
		  VERDICT_RETRY,
		  5 },
		{ SAID(200, "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":3}}"), VERDICT_RETRY, 3 },
		{ SAID(403,
		       "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was kicked from the supergroup chat\"}"),
		  VERDICT_GONE, -1 },
		{ SAID(400,
		       "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to a supergroup chat\","
		       "\"parameters\":{\"migrate_to_chat_id\":-1009000000001}}"),
		  VERDICT_MOVED, -1 },
		{ SAID(400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}"),
		  VERDICT_GONE, -1 },
		{ SAID(400,
		       "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message thread not found\"}"),
		  VERDICT_DROP, -1 },
		{ SAID(400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message is too long\"}"),
		  VERDICT_DROP, -1 },
		{ SAID(400, "{\"ok\":false}"), VERDICT_DROP, -1 },
		{ SAID(413, "{\"ok\":false,\"error_code\":413}"), VERDICT_DROP, -1 },
		{ SAID(401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}"), VERDICT_RETRY, 60 },
		{ SAID(404, "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}"), VERDICT_RETRY, 60 },
		{ SAID(500, "{\"ok\":false,\"error_code\":500}"), VERDICT_RETRY, -1 },
		{ SAID(502, "<html>Bad Gateway</html>"), VERDICT_RETRY, -1 },
		/* not the Bot API's words: a proxy's, a login page's */
		{ SAID(403, "<html>Blocked</html>"), VERDICT_RETRY, 60 },
		{ SAID(302, ""), VERDICT_RETRY, 60 },
		{ SAID(200, "<html>Log in</html>"), VERDICT_UNKNOWN, -1 },
		{ SAID(200, "{\"ok\":\"yes\"}"), VERDICT_UNKNOWN, -1 },
		{ SAID(200, "{\"ok\":true,\"result\":{\"message_id\":61}} trailing"), VERDICT_UNKNOWN, -1 },
		{ { .status = 0, .unsent = true, .retry_after = -1, .problem = "Couldn't connect to server" },
		  VERDICT_RETRY,
		  -1 },
		{ { .status = 0, .retry_after = -1, .problem = "Timeout was reached" }, VERDICT_UNKNOWN, -1 },
#undef SAID
	};
	struct telegram_fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct judgement j;

		telegram_channel.judge(&f->channel, &cases[i].response, f->arena, &j);
		if (j.verdict != cases[i].verdict || j.after != cases[i].after)
			fail_msg("case %zu: verdict %d after %d", i, j.verdict, (int)j.after);
		assert_true(j.why != NULL);
		if (i == 0)
			assert_str(j.native_id, "61");
		if (j.verdict == VERDICT_MOVED)
			assert_str(j.moved_to, "-1009000000001");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain), cmocka_unit_test(test_group), cmocka_unit_test(test_buttons),
		cmocka_unit_test(test_photo), cmocka_unit_test(test_fit),   cmocka_unit_test(test_verdicts),
	};

	return cmocka_run_group_tests(tests, telegram_set_up, telegram_tear_down);
}
