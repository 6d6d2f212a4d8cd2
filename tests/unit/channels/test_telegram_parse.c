/* test_telegram_parse.c - updates as Telegram sends them, and as it never would. */
#include "tests/unit/channels/telegram_fixture.h"

#include <stdio.h>
#include <stdlib.h>

/* One update through telegram_parse. */
static bool parse(struct telegram_fixture *f, const char *json, struct message *m)
{
	struct str why = NO_STR;
	cJSON *tree = json_parse(str_c(json), f->arena, &why);

	assert_non_null(tree);
	bool ok = telegram_parse(&f->channel, tree, f->arena, m);

	cJSON_Delete(tree);
	return ok;
}

/* A group message from 5001 with these members. */
static bool parse_group(struct telegram_fixture *f, const char *members, struct message *m)
{
	return parse(
		f,
		arena_printf(f->arena,
			     "{\"update_id\":870001,\"message\":{\"message_id\":52,\"date\":1750000000,"
			     "\"from\":{\"id\":5001,\"is_bot\":false,\"first_name\":\"阿强\"},"
			     "\"chat\":{\"id\":-1002000000001,\"type\":\"supergroup\",\"title\":\"骑手互助\"},%s}}",
			     members)
			.p,
		m);
}

static void test_text(void **state)
{
	struct message m;

	assert_true(parse_group(*state, "\"text\":\"哪儿可以充电\"", &m));
	assert_str(m.channel, "telegram");
	assert_str(m.id, "870001");
	assert_str(m.native, "52");
	assert_true(m.time == INT64_C(1750000000000));
	assert_str(m.chat, "-1002000000001");
	assert_int_equal(m.type, CHAT_GROUP);
	assert_str(m.title, "骑手互助");
	assert_str(m.from, "5001");
	assert_str(m.name, "阿强");
	assert_str(m.text, "哪儿可以充电");
	assert_false(m.from_bot || m.from_group || m.mentions_bot || m.mentions_other || m.replies_to_bot ||
		     m.transcript);
	assert_null(m.reply_to.p);
	assert_null(m.position);
	assert_null(m.edits.p);
	assert_null(m.button.p);
	assert_int_equal(m.n_photos, 0);
	assert_int_equal(m.news, NEWS_NONE);
}

static void test_private(void **state)
{
	struct message m;

	assert_true(parse(
		*state,
		"{\"update_id\":1,\"message\":{\"message_id\":2,\"date\":1750000000,"
		"\"from\":{\"id\":9007199254740991,\"first_name\":\"刘\",\"last_name\":\"敏\"},"
		"\"chat\":{\"id\":9007199254740991,\"type\":\"private\",\"first_name\":\"刘\"},\"text\":\"/start\"}}",
		&m));
	assert_int_equal(m.type, CHAT_PRIVATE);
	assert_str(m.chat, "9007199254740991");
	assert_str(m.from, "9007199254740991");
	assert_str(m.name, "刘 敏");
	assert_null(m.title.p);
}

/* Offsets count UTF-16 units: 🚲 is two of them and four bytes. */
static void test_mentions(void **state)
{
	static const struct {
		const char *members;
		bool bot, other;
	} cases[] = {
		{ "\"text\":\"🚲🚲 @xiaodeng_bot 充电\",\"entities\":[{\"type\":\"mention\",\"offset\":5,\"length\":13}]",
		  true, false },
		{ "\"text\":\"🚲 @xiaodeng_bo 充电\",\"entities\":[{\"type\":\"mention\",\"offset\":3,\"length\":12}]",
		  false, true },
		{ "\"text\":\"@aq @XIAODENG_BOT\",\"entities\":[{\"type\":\"mention\",\"offset\":0,\"length\":3},"
		  "{\"type\":\"mention\",\"offset\":4,\"length\":13}]",
		  true, true },
		{ "\"text\":\"小灯 看\",\"entities\":[{\"type\":\"text_mention\",\"offset\":0,\"length\":2,\"user\":{\"id\":999}}]",
		  true, false },
		{ "\"text\":\"三娃 看\",\"entities\":[{\"type\":\"text_mention\",\"offset\":0,\"length\":2,\"user\":{\"id\":5002}}]",
		  false, true },
		{ "\"text\":\"/help@Xiaodeng_bot\",\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":18}]",
		  true, false },
		{ "\"text\":\"/help@helper_bot\",\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":16}]",
		  false, true },
		{ "\"text\":\"/help\",\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":5}]", false,
		  false },
		{ "\"caption\":\"👨‍👩‍👧 @xiaodeng_bot\",\"caption_entities\":[{\"type\":\"mention\",\"offset\":9,\"length\":13}],"
		  "\"photo\":[{\"file_id\":\"a\"}]",
		  true, false },
		/* what does not fit the text is nobody's mention */
		{ "\"text\":\"@x\",\"entities\":[{\"type\":\"mention\",\"offset\":-1,\"length\":2},"
		  "{\"type\":\"mention\",\"offset\":9007199254740991,\"length\":9007199254740991},{\"type\":\"mention\"},"
		  "{\"type\":\"mention\",\"offset\":0.5,\"length\":1},7,null,{\"type\":3},{\"type\":\"url\",\"offset\":0,\"length\":2}]",
		  false, false },
		{ "\"text\":\"hi\",\"entities\":\"none\"", false, false },
	};
	struct message m;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(parse_group(*state, cases[i].members, &m));
		if (m.mentions_bot != cases[i].bot || m.mentions_other != cases[i].other)
			fail_msg("%s: bot %d, other %d", cases[i].members, m.mentions_bot, m.mentions_other);
	}
}

/* "@xiaodeng_bot 充电" asks for charging: rules know the bot by its own name only. */
static void test_own_name_is_cut(void **state)
{
	static const struct {
		const char *members, *text;
	} cases[] = {
		{ "\"text\":\"@Xiaodeng_bot 你好\",\"entities\":[{\"type\":\"mention\",\"offset\":0,\"length\":13}]",
		  " 你好" },
		{ "\"text\":\"🚲 充电 @xiaodeng_bot\",\"entities\":[{\"type\":\"mention\",\"offset\":6,\"length\":13}]",
		  "🚲 充电 " },
		{ "\"text\":\"@aq @xiaodeng_bot\",\"entities\":[{\"type\":\"mention\",\"offset\":0,\"length\":3},"
		  "{\"type\":\"mention\",\"offset\":4,\"length\":13}]",
		  "@aq " },
		{ "\"text\":\"@xiaodeng_bot\",\"entities\":[{\"type\":\"mention\",\"offset\":0,\"length\":13}]",
		  "@xiaodeng_bot" },
	};
	struct message m;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(parse_group(*state, cases[i].members, &m));
		assert_str(m.text, cases[i].text);
	}
}

static void test_replies(void **state)
{
	struct message m;

	assert_true(parse_group(
		*state, "\"text\":\"a\",\"reply_to_message\":{\"message_id\":50,\"from\":{\"id\":999,\"is_bot\":true}}",
		&m));
	assert_str(m.reply_to, "50");
	assert_true(m.replies_to_bot);
	assert_true(parse_group(*state, "\"text\":\"a\",\"reply_to_message\":{\"message_id\":50,\"from\":{\"id\":998}}",
				&m));
	assert_str(m.reply_to, "50");
	assert_false(m.replies_to_bot);
	/* in a forum everything "replies" to the beginning of its topic */
	assert_true(parse_group(
		*state,
		"\"text\":\"a\",\"reply_to_message\":{\"message_id\":7,\"from\":{\"id\":999},\"forum_topic_created\":{\"name\":\"x\"}}",
		&m));
	assert_null(m.reply_to.p);
	assert_false(m.replies_to_bot);
}

static void test_speakers(void **state)
{
	struct message m;
	const char *anonymous =
		"{\"update_id\":3,\"message\":{\"message_id\":4,\"date\":1750000000,"
		"\"from\":{\"id\":1087968824,\"is_bot\":true,\"first_name\":\"Group\",\"username\":\"GroupAnonymousBot\"},"
		"\"sender_chat\":{\"id\":-100200,\"type\":\"supergroup\",\"title\":\"群\"},"
		"\"chat\":{\"id\":-100200,\"type\":\"supergroup\",\"title\":\"群\"},\"text\":\"小灯 帮助\"}}";
	const char *bot =
		"{\"update_id\":3,\"message\":{\"message_id\":4,\"from\":{\"id\":77,\"is_bot\":true,\"first_name\":\"b\"},"
		"\"chat\":{\"id\":-100200,\"type\":\"group\"},\"text\":\"x\"}}";

	assert_true(parse(*state, anonymous, &m));
	assert_true(m.from_group);
	assert_false(m.from_bot);
	assert_str(m.from, "-100200");
	assert_true(parse(*state, bot, &m));
	assert_true(m.from_bot);
	assert_false(m.from_group);
	assert_true(m.time == 0);
}

static void test_attachments(void **state)
{
	struct message m;

	assert_true(parse_group(*state, "\"location\":{\"latitude\":30.41,\"longitude\":103.46}", &m));
	assert_non_null(m.position);
	assert_int_equal(m.position->datum, DATUM_WGS84);
	assert_true(m.position->lat == 30.41 && m.position->lon == 103.46);
	assert_true(parse_group(*state,
				"\"venue\":{\"title\":\"x\",\"location\":{\"latitude\":1,\"longitude\":2}},"
				"\"location\":{\"latitude\":1,\"longitude\":2}",
				&m));
	assert_non_null(m.position);
	assert_true(parse_group(
		*state,
		"\"photo\":[{\"file_id\":\"small\"},{\"file_id\":\"large\",\"width\":1280}],\"caption\":\"插线板\"",
		&m));
	assert_int_equal(m.n_photos, 1);
	assert_str(m.photos[0].file_id, "large");
	assert_str(m.text, "插线板");
	assert_true(parse_group(*state, "\"document\":{\"file_id\":\"doc\",\"mime_type\":\"image/png\"}", &m));
	assert_str(m.photos[0].file_id, "doc");
	assert_str(m.photos[0].mime, "image/png");
	assert_true(parse_group(*state, "\"voice\":{\"file_id\":\"v1\",\"duration\":3}", &m));
	assert_str(m.voice, "v1");
}

static void test_not_for_us(void **state)
{
	static const char *const members[] = {
		"\"contact\":{\"phone_number\":\"1\",\"first_name\":\"x\"}",
		"\"sticker\":{\"file_id\":\"s\"}",
		"\"new_chat_members\":[{\"id\":1}]",
		"\"migrate_from_chat_id\":-5",
		"\"document\":{\"file_id\":\"doc\",\"mime_type\":\"application/pdf\"}",
		"\"document\":{\"file_id\":\"doc\",\"mime_type\":7}",
		"\"photo\":[]",
		"\"photo\":[{}]",
		"\"photo\":{}",
		"\"text\":\"\"",
		"\"text\":7",
		"\"location\":{\"latitude\":91,\"longitude\":0}",
		"\"location\":{\"latitude\":1e999,\"longitude\":0}",
		"\"location\":{\"latitude\":\"30\",\"longitude\":0}",
		"\"location\":[]",
	};
	static const char *const updates[] = {
		"{}",
		"[]",
		"7",
		"{\"message\":{\"message_id\":1}}",
		"{\"update_id\":1}",
		"{\"update_id\":1,\"message\":7}",
		"{\"update_id\":1,\"message\":{}}",
		"{\"update_id\":1,\"poll\":{\"id\":\"9\"}}",
		"{\"update_id\":1,\"message\":{\"message_id\":1,\"chat\":{\"id\":1,\"type\":\"private\"},\"text\":\"x\"}}",
		"{\"update_id\":1,\"message\":{\"message_id\":1,\"chat\":7,\"from\":[],\"text\":\"x\"}}",
		"{\"update_id\":1,\"channel_post\":{\"message_id\":1,\"chat\":{\"id\":-1,\"type\":\"channel\"},\"text\":\"x\"}}",
		"{\"update_id\":1,\"message\":{\"message_id\":1,\"from\":{\"id\":1},\"chat\":{\"id\":-1,\"type\":\"channel\"},\"text\":\"x\"}}",
		"{\"update_id\":1,\"message\":{\"message_id\":1,\"from\":{\"id\":1e300},\"chat\":{\"id\":1,\"type\":\"private\"},\"text\":\"x\"}}",
		"{\"update_id\":1,\"callback_query\":{\"id\":\"9\",\"from\":{\"id\":1},\"data\":\"d\",\"inline_message_id\":\"i\"}}",
		"{\"update_id\":1,\"callback_query\":{\"id\":\"9\",\"from\":{\"id\":1},\"game_short_name\":\"g\","
		"\"message\":{\"message_id\":1,\"date\":0,\"chat\":{\"id\":1,\"type\":\"private\"}}}}",
		"{\"update_id\":1,\"my_chat_member\":{\"chat\":{\"id\":-1,\"type\":\"group\"},\"from\":{\"id\":1},"
		"\"old_chat_member\":{\"status\":\"member\"},\"new_chat_member\":{\"status\":\"administrator\"}}}",
	};
	struct message m;

	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (parse_group(*state, members[i], &m))
			fail_msg("taken: %s", members[i]);
	for (size_t i = 0; i < sizeof updates / sizeof *updates; i++)
		if (parse(*state, updates[i], &m))
			fail_msg("taken: %s", updates[i]);
}

static void test_edits(void **state)
{
	struct message m;
	const char *text =
		"{\"update_id\":12,\"edited_message\":{\"message_id\":52,\"date\":1750000000,\"edit_date\":1750000060,"
		"\"from\":{\"id\":5001,\"first_name\":\"a\"},\"chat\":{\"id\":5001,\"type\":\"private\"},\"text\":\"改了\"}}";
	const char *live = "{\"update_id\":13,\"edited_message\":{\"message_id\":53,\"date\":1750000000,"
			   "\"from\":{\"id\":5001,\"first_name\":\"a\"},\"chat\":{\"id\":5001,\"type\":\"private\"},"
			   "\"location\":{\"latitude\":30,\"longitude\":103,\"live_period\":900}}}";

	assert_true(parse(*state, text, &m));
	assert_str(m.id, "12");
	assert_str(m.edits, "52");
	assert_true(m.time == INT64_C(1750000060000));
	assert_false(parse(*state, live, &m)); /* only where a live position began counts */
}

static void test_callback(void **state)
{
	struct message m;
	const char *json =
		"{\"update_id\":20,\"callback_query\":{\"id\":\"4382bfdwdsb323b2d9\",\"from\":{\"id\":5001,\"first_name\":\"a\"},"
		"\"message\":{\"message_id\":60,\"date\":0,\"chat\":{\"id\":-5,\"type\":\"group\"}},\"data\":\"ok:1190\"}}";

	assert_true(parse(*state, json, &m));
	assert_str(m.ack, "4382bfdwdsb323b2d9");
	assert_str(m.button, "ok:1190");
	assert_str(m.chat, "-5");
	assert_str(m.from, "5001");
	assert_str(m.reply_to, "60");
	assert_true(m.replies_to_bot);
	assert_true(m.time == 0);
	assert_null(m.text.p);
}

static void test_news(void **state)
{
	static const struct {
		const char *before, *after;
		int news;
	} cases[] = {
		{ "{\"status\":\"left\"}", "{\"status\":\"member\"}", NEWS_JOINED },
		{ "{\"status\":\"kicked\"}", "{\"status\":\"administrator\"}", NEWS_JOINED },
		{ "{\"status\":\"member\"}", "{\"status\":\"kicked\"}", NEWS_LEFT },
		{ "{\"status\":\"administrator\"}", "{\"status\":\"left\"}", NEWS_LEFT },
		{ "{\"status\":\"left\"}", "{\"status\":\"restricted\",\"is_member\":true}", NEWS_JOINED },
		{ "{\"status\":\"member\"}", "{\"status\":\"restricted\",\"is_member\":false}", NEWS_LEFT },
	};
	struct telegram_fixture *f = *state;
	struct message m;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(parse(
			f,
			arena_printf(
				f->arena,
				"{\"update_id\":30,\"my_chat_member\":{\"chat\":{\"id\":-5,\"type\":\"group\",\"title\":\"t\"},"
				"\"from\":{\"id\":5001},\"date\":1750000000,\"old_chat_member\":%s,\"new_chat_member\":%s}}",
				cases[i].before, cases[i].after)
				.p,
			&m));
		assert_int_equal(m.news, cases[i].news);
		assert_str(m.chat, "-5");
	}
	assert_true(parse_group(f, "\"migrate_to_chat_id\":-1009000000001", &m));
	assert_int_equal(m.news, NEWS_MOVED);
	assert_str(m.moved_to, "-1009000000001");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),	    cmocka_unit_test(test_private),
		cmocka_unit_test(test_mentions),    cmocka_unit_test(test_own_name_is_cut),
		cmocka_unit_test(test_speakers),    cmocka_unit_test(test_attachments),
		cmocka_unit_test(test_replies),	    cmocka_unit_test(test_speakers),
		cmocka_unit_test(test_attachments), cmocka_unit_test(test_not_for_us),
		cmocka_unit_test(test_edits),	    cmocka_unit_test(test_callback),
		cmocka_unit_test(test_news),
	};

	return cmocka_run_group_tests(tests, telegram_set_up, telegram_tear_down);
}
