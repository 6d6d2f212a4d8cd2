/* test_bridge_parse.c - updates of the bridge API: what is taken, what is
 * malformed (400) and what is impossible (422), and which element is to blame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/channels/bridge/bridge.h"

static const ms_t NOW = 1765000000000;

static int start(void **state)
{
	*state = arena_new();
	return 0;
}

static int stop(void **state)
{
	arena_free(*state);
	return 0;
}

static struct updates parse(struct arena *a, const char *json)
{
	struct updates u;

	bridge_parse(STR("bridge"), str_c(json), NOW, 1000, a, &u);
	return u;
}

static void assert_str(struct str s, const char *text)
{
	assert_non_null(s.p);
	if (!str_is(s, text))
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(s), text);
}

#define GROUP "\"chat\":{\"id\":\"g1\",\"type\":\"group\"}"
#define FROM "\"from\":{\"id\":\"u1\"}"
#define BASE "\"id\":\"e-1\"," GROUP "," FROM

static void takes_everything_there_is(void **state)
{
	struct updates u = parse(
		*state,
		"{\"id\":\"e-1\",\"time\":1764999990.5,\"chat\":{\"id\":\"g1\",\"type\":\"group\",\"title\":\"文君片区\"},"
		"\"from\":{\"id\":\"u1\",\"name\":\"张勇\",\"bot\":true},\"text\":\"小灯 哪儿可以充电\",\"mentions_bot\":true,"
		"\"mentions_other\":true,\"reply_to\":\"e-0\",\"photos\":[{\"url\":\"https://x.cn/1.jpg\"},"
		"{\"base64\":\"aGVsbG8=\",\"mime\":\"image/jpeg\"}],\"location\":{\"lat\":30.41,\"lon\":103.46,\"datum\":\"wgs84\"},"
		"\"voice\":{\"url\":\"https://x.cn/1.amr\",\"transcript\":\"听不清\"},\"button\":\"满意\",\"edits\":\"e-00\","
		"\"recalls\":\"e-000\",\"unknown\":[{\"x\":{}}],\"native\":7}");

	assert_null(u.why.p);
	assert_int_equal(u.n, 1);
	struct message *m = u.v;

	assert_str(m->channel, "bridge");
	assert_str(m->id, "e-1");
	assert_int_equal(m->time, 1764999990500);
	assert_str(m->chat, "g1");
	assert_int_equal(m->type, CHAT_GROUP);
	assert_str(m->title, "文君片区");
	assert_str(m->from, "u1");
	assert_str(m->name, "张勇");
	assert_true(m->from_bot && m->mentions_bot && m->mentions_other);
	assert_str(m->text, "小灯 哪儿可以充电");
	assert_false(m->transcript);
	assert_str(m->reply_to, "e-0");
	assert_int_equal(m->n_photos, 2);
	assert_str(m->photos[0].url, "https://x.cn/1.jpg");
	assert_null(m->photos[0].bytes.p);
	assert_str(m->photos[1].bytes, "hello");
	assert_str(m->photos[1].mime, "image/jpeg");
	assert_true(m->position->lat == 30.41 && m->position->lon == 103.46 && m->position->datum == DATUM_WGS84);
	assert_str(m->voice, "https://x.cn/1.amr");
	assert_str(m->button, "满意");
	assert_str(m->edits, "e-00");
	assert_str(m->recalls, "e-000");
}

static void takes_the_least_there_can_be(void **state)
{
	struct updates u = parse(
		*state,
		"[{" BASE "},{\"id\":\"2\",\"chat\":{\"id\":\"u2\",\"type\":\"private\",\"title\":null},"
		"\"from\":{\"id\":\"u2\",\"name\":null},\"text\":\"\",\"photos\":[],\"location\":null,\"time\":null}]");

	assert_null(u.why.p);
	assert_int_equal(u.n, 2);
	assert_int_equal(u.v[0].time, NOW);
	assert_null(u.v[0].text.p);
	assert_null(u.v[0].position);
	assert_int_equal(u.v[1].type, CHAT_PRIVATE);
	assert_null(u.v[1].text.p);
	assert_int_equal(parse(*state, "[]").n, 0);
	assert_null(parse(*state, " [] ").why.p);
}

static void a_transcript_is_text_when_there_is_no_other(void **state)
{
	struct updates u = parse(*state, "[{" BASE ",\"voice\":{\"transcript\":\"我要反映\"}},{" BASE
					 ",\"voice\":{\"url\":\"u\"}}]");

	assert_str(u.v[0].text, "我要反映");
	assert_true(u.v[0].transcript);
	assert_str(u.v[0].voice, "");
	assert_null(u.v[1].text.p);
	assert_false(u.v[1].transcript);
}

static void a_time_far_off_is_not_believed(void **state)
{
	static const struct {
		const char *seconds;
		ms_t expected;
	} cases[] = {
		{ "1765000000", NOW },
		{ "1765000300", NOW + 5 * MS_MINUTE },
		{ "1765000301", NOW },
		{ "1764395200", NOW - 7 * (ms_t)MS_DAY },
		{ "1764395199", NOW },
		{ "0", NOW },
		{ "-5", NOW },
		{ "1e300", NOW },
		{ "1765000000000", NOW }, /* milliseconds by mistake */
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char json[256];

		snprintf(json, sizeof json, "{" BASE ",\"time\":%s}", cases[i].seconds);
		struct updates u = parse(*state, json);

		assert_null(u.why.p);
		assert_int_equal(u.v[0].time, cases[i].expected);
	}
}

static void malformed(void **state)
{
	static const struct {
		const char *json, *why;
	} cases[] = {
		{ "", "it ends too early at byte 0" },
		{ "{", "it ends too early at byte 1" },
		{ "{" BASE "} {}", "something follows the value" },
		{ "[{" BASE "},]", "no value begins like this" },
		{ "{" BASE ",\"text\":\"\xff\"}", "invalid UTF-8 at byte 73" },
		{ "{" BASE ",\"text\":\"小\xe5\xb0\"}", "invalid UTF-8 at byte 76" },
		{ "{" BASE ",\"text\":\"\xed\xa0\x80\"}", "invalid UTF-8" },
		{ "{" BASE ",\"text\":\"\xc0\x80\"}", "invalid UTF-8" },
		{ "{" BASE ",\"text\":\"a\\u0000b\"}", "NUL" },
		{ "{" BASE ",\"text\":\"\\ud800\"}", "half a surrogate pair at byte 73" },
		{ "{" BASE ",\"text\":\"\\uqqqq\"}", "\\u without four hexadecimal digits at byte 73" },
		{ "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "nested deeper" },
		{ "{" BASE ",\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
		  "nested deeper" },
		{ "{\"id\":tru}", "no value begins like this at byte 6" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct updates u = parse(*state, cases[i].json);

		if (!u.malformed || u.n || !str_has(u.why, str_c(cases[i].why)))
			fail_msg("%s: \"" STR_FMT "\"", cases[i].json, STR_ARG(u.why));
	}
	struct updates u;

	bridge_parse(STR("bridge"), (struct str){ "{\"id\":\"a\0b\"}", 12 }, NOW, 1000, *state, &u);
	assert_true(u.malformed);
	assert_true(str_has(u.why, STR("NUL at byte 8")));
}

static void impossible(void **state)
{
	static const struct {
		const char *json, *why;
	} cases[] = {
		{ "5", "an update must be an object" },
		{ "\"x\"", "an update must be an object" },
		{ "null", "an update must be an object" },
		{ "{}", "id is missing" },
		{ "{\"id\":7," GROUP "," FROM "}", "id must be a string" },
		{ "{\"id\":null," GROUP "," FROM "}", "id is missing" },
		{ "{\"id\":\"\"," GROUP "," FROM "}", "id is empty" },
		{ "{\"id\":\"1\"," FROM "}", "chat is missing" },
		{ "{\"id\":\"1\",\"chat\":\"g1\"," FROM "}", "chat must be an object" },
		{ "{\"id\":\"1\",\"chat\":{\"type\":\"group\"}," FROM "}", "chat.id is missing" },
		{ "{\"id\":\"1\",\"chat\":{\"id\":5,\"type\":\"group\"}," FROM "}", "chat.id must be a string" },
		{ "{\"id\":\"1\",\"chat\":{\"id\":\"g1\"}," FROM "}", "chat.type must be group or private" },
		{ "{\"id\":\"1\",\"chat\":{\"id\":\"g1\",\"type\":\"channel\"}," FROM "}", "chat.type must be" },
		{ "{\"id\":\"1\",\"chat\":{\"id\":\"g1\",\"type\":1}," FROM "}", "type must be a string" },
		{ "{\"id\":\"1\"," GROUP "}", "from is missing" },
		{ "{\"id\":\"1\"," GROUP ",\"from\":{}}", "from.id is missing" },
		{ "{\"id\":\"1\"," GROUP ",\"from\":{\"id\":\"u\",\"name\":5}}", "name must be a string" },
		{ "{\"id\":\"1\"," GROUP ",\"from\":{\"id\":\"u\",\"bot\":\"no\"}}", "bot must be true or false" },
		{ "{\"id\":\"1\",\"chat\":{\"id\":\"g1\",\"type\":\"private\"}," FROM "}",
		  "of a private chat must be from.id" },
		{ "{" BASE ",\"time\":\"now\"}", "time must be a number" },
		{ "{" BASE ",\"text\":5}", "text must be a string" },
		{ "{" BASE ",\"mentions_bot\":1}", "mentions_bot must be" },
		{ "{" BASE ",\"reply_to\":7}", "reply_to must be a string" },
		{ "{" BASE ",\"photos\":{}}", "photos must be a list" },
		{ "{" BASE ",\"photos\":[5]}", "photos must be a list of objects" },
		{ "{" BASE ",\"photos\":[{}]}", "photos need url or base64" },
		{ "{" BASE ",\"photos\":[{\"url\":\"https://x\",\"base64\":\"aGk=\"}]}", "not both" },
		{ "{" BASE ",\"photos\":[{\"url\":\"file:///etc/passwd\"}]}", "must begin with http" },
		{ "{" BASE ",\"photos\":[{\"base64\":\"a\"}]}", "base64 is not valid" },
		{ "{" BASE ",\"photos\":[{\"base64\":\"\"}]}", "base64 is not valid" },
		{ "{" BASE ",\"photos\":[{\"base64\":\"aG k=\"}]}", "base64 is not valid" },
		{ "{" BASE ",\"photos\":[{},{},{},{},{},{},{},{},{},{},{}]}", "photos are too many" },
		{ "{" BASE ",\"location\":[]}", "location must be an object" },
		{ "{" BASE ",\"location\":{\"lat\":91,\"lon\":0}}", "location.lat must be" },
		{ "{" BASE ",\"location\":{\"lat\":1e999,\"lon\":0}}", "location.lat must be" },
		{ "{" BASE ",\"location\":{\"lat\":\"30\",\"lon\":103}}", "location.lat must be" },
		{ "{" BASE ",\"location\":{\"lat\":30}}", "location.lon must be" },
		{ "{" BASE ",\"location\":{\"lat\":30,\"lon\":-180.5}}", "location.lon must be" },
		{ "{" BASE ",\"location\":{\"lat\":30,\"lon\":103,\"datum\":\"bd09\"}}", "datum must be" },
		{ "{" BASE ",\"voice\":\"x\"}", "voice must be an object" },
		{ "{" BASE ",\"button\":{}}", "button must be a string" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct updates u = parse(*state, cases[i].json);

		if (u.malformed || u.n || u.bad_index != 0 || !str_has(u.why, str_c(cases[i].why)))
			fail_msg("%s: \"" STR_FMT "\"", cases[i].json, STR_ARG(u.why));
	}
}

static void one_bad_element_is_named(void **state)
{
	struct updates u = parse(*state, "[{" BASE "},{" BASE "},{\"id\":\"x\"},{}]");

	assert_false(u.malformed);
	assert_int_equal(u.n, 0);
	assert_int_equal(u.bad_index, 2);
	assert_str(u.why, "chat is missing");
}

/* A string member `key` of `n` letters in an update that is otherwise well. */
static struct updates with_length(struct arena *a, const char *before, size_t n, const char *after)
{
	char *fill = arena_alloc(a, n + 1);

	memset(fill, 'a', n);
	return parse(a, arena_printf(a, "%s%s%s", before, fill, after).p);
}

static void lengths_are_limited(void **state)
{
	static const struct {
		size_t most;
		const char *before, *after;
	} cases[] = {
		{ BRIDGE_ID, "{\"id\":\"", "\"," GROUP "," FROM "}" },
		{ BRIDGE_ID, "{\"id\":\"1\",\"chat\":{\"type\":\"group\",\"id\":\"", "\"}," FROM "}" },
		{ BRIDGE_ID, "{" BASE ",\"reply_to\":\"", "\"}" },
		{ BRIDGE_TEXT, "{" BASE ",\"text\":\"", "\"}" },
		{ BRIDGE_BUTTON, "{" BASE ",\"button\":\"", "\"}" },
		{ 1332, "{" BASE ",\"photos\":[{\"base64\":\"", "\"}]}" }, /* 999 bytes */
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t more = cases[i].most == 1332 ? 1336 : cases[i].most + 1;

		assert_null(with_length(*state, cases[i].before, cases[i].most, cases[i].after).why.p);
		struct updates u = with_length(*state, cases[i].before, more, cases[i].after);

		assert_non_null(u.why.p);
		assert_false(u.malformed);
	}
	struct updates u = with_length(*state, "{" GROUP ",\"id\":\"1\",\"from\":{\"id\":\"u\",\"name\":\"", 500,
				       "\"}}");

	assert_null(u.why.p);
	assert_int_equal(u.v[0].name.n, BRIDGE_NAME);
}

static void at_most_a_hundred(void **state)
{
	struct buf b;

	for (int n = 100; n <= 101; n++) {
		buf_init(&b, 1 << 20);
		for (int i = 0; i < n; i++)
			buf_printf(&b, "%s{" BASE "}", i ? "," : "[");
		buf_addc(&b, "]");
		struct updates u = parse(*state, b.data);

		assert_int_equal(u.n, n == 100 ? 100 : 0);
		assert_int_equal(u.why.p != NULL, n > 100);
		assert_false(u.malformed);
		buf_free(&b);
	}
}

#define T(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(takes_everything_there_is),
		T(takes_the_least_there_can_be),
		T(a_transcript_is_text_when_there_is_no_other),
		T(a_time_far_off_is_not_believed),
		T(malformed),
		T(impossible),
		T(one_bad_element_is_named),
		T(lengths_are_limited),
		T(at_most_a_hundred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
