/* test_base.c - str, buf, arena, UTF-8, log lines. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bot/base/arena.h"
#include "bot/base/buf.h"
#include "bot/base/json.h"
#include "bot/base/log.h"
#include "handlers/turn/split.h"
#include "bot/base/str.h"
#include "bot/base/utf8.h"

static void strings(void **state)
{
	struct str rest = STR("a,,b"), piece;

	(void)state;
	assert_true(str_is(str_trim(STR(" \t　小灯　\r\n")), "小灯"));
	assert_int_equal(str_trim(STR("　 ")).n, 0);
	assert_int_equal(str_trim(NO_STR).n, 0);
	assert_true(str_split(&rest, ',', &piece) && str_is(piece, "a"));
	assert_true(str_split(&rest, ',', &piece) && piece.n == 0);
	assert_true(str_split(&rest, ',', &piece) && str_is(piece, "b"));
	assert_false(str_split(&rest, ',', &piece));
	rest = STR("");
	assert_true(str_split(&rest, ',', &piece) && piece.n == 0);
	assert_false(str_split(&rest, ',', &piece));
	assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
	assert_int_equal(str_find(STR("ab"), STR("abc")), -1);
	assert_int_equal(str_find(STR("ab"), STR("")), 0);
	assert_true(str_starts(STR("小灯 在"), STR("小灯")) && str_ends(STR("x.ini"), STR(".ini")));
	assert_false(str_ends(STR("i"), STR(".ini")));
	assert_true(str_is(str_sub(STR("abc"), 1, 99), "bc"));
	assert_int_equal(str_sub(STR("abc"), 5, 2).n, 0);
}

static void long_texts_in_pieces(void **state)
{
	static const char *const cases[][4] = {
		{ "一二三四", "一二三四", "" },
		{ "一二\n\n四五六七\n八九十", "一二\n\n四五六七", "八九十" }, /* the line: the paragraph is too early */
		{ "一二三四五六。七八九十", "一二三四五六。", "七八九十" },
		{ "一二三四五六七八九十一二", "一二三四五六七八九十", "一二" },
		{ "123456789👨‍👩‍👧", "123456789", "👨‍👩‍👧" }, /* people stay together */
		{ "🚲🚲🚲🚲🚲🚲", "🚲🚲🚲🚲🚲", "🚲" },					      /* two units each */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str rest = str_c(cases[i][0]), piece = text_piece(&rest, 10);

		assert_true(str_is(piece, cases[i][1]));
		assert_true(str_is(rest, cases[i][2]));
	}
	struct str stuck = STR("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧");

	for (int i = 0; stuck.n; i++) { /* it comes to an end all the same */
		assert_true(utf8_valid(text_piece(&stuck, 3)) && utf8_valid(stuck));
		assert_true(i < 30);
	}
}

static void whole_numbers(void **state)
{
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "0x1", "1.0", "１", "9999999999999999999", "11" };
	int64_t v = 77;

	(void)state;
	assert_true(str_int(STR("-5"), -5, 10, &v) && v == -5);
	assert_true(str_int(STR("007"), 0, 10, &v) && v == 7);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(str_int(str_c(bad[i]), -5, 10, &v));
	assert_int_equal(v, 7);
}

static void buffers_keep_their_cap(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	assert_string_equal(b.data, "");
	buf_addc(&b, "12345");
	buf_addc(&b, NULL);
	buf_printf(&b, "%s", "67890");
	assert_false(b.failed);
	buf_char(&b, 'x');
	assert_true(b.failed);
	buf_addc(&b, "");
	assert_string_equal(b.data, "1234567890");
	buf_reset(&b);
	assert_true(!b.failed && b.n == 0 && b.data[0] == '\0');
	buf_printf(&b, "%0100d", 1);
	assert_true(b.failed && b.n == 0);
	buf_free(&b);
	buf_free(&b);
	buf_addc(&b, "again");
	assert_string_equal(b.data, "again");
	buf_free(&b);
}

static void arenas(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t n = 0; n < 300; n++) {
			unsigned char *p = arena_alloc(a, n * 7);

			assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
			for (size_t i = 0; i < n * 7; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xee, n * 7);
		}
		memset(arena_alloc(a, 1 << 20), 0xee, 1 << 20);
		arena_reset(a);
	}
	assert_null(arena_strdup(a, NULL));
	assert_string_equal(arena_cstr(a, STR("x")), "x");
	assert_string_equal(arena_printf(a, "%05d-%s", 7, "灯").p, "00007-灯");
	arena_free(a);
	arena_free(NULL);
}

static void utf8_knows_what_is_valid(void **state)
{
	static const char *const good[] = {
		"", "a", "小灯", "\xf0\x9f\x98\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xf4\x8f\xbf\xbf"
	};
	static const char *const bad[] = { "\x80",
					   "\xc0\xaf",
					   "\xc1\xbf",
					   "\xe0\x80\x80",
					   "\xed\xa0\x80",
					   "\xf0\x80\x80\x80",
					   "\xf4\x90\x80\x80",
					   "\xf5\x80\x80\x80",
					   "\xe5\xb0",
					   "\xff",
					   "a\xe5" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(utf8_valid(str_c(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(utf8_valid(str_c(bad[i])));
}

/* Every code point, there and back. */
static void utf8_round_trip(void **state)
{
	char text[4];

	(void)state;
	for (uint32_t cp = 1; cp <= 0x10ffff; cp++) {
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		struct str s = { text, utf8_put(cp, text) };
		size_t i = 0;

		if (!utf8_valid(s) || utf8_next(s, &i) != cp || i != s.n || utf8_count(s) != 1 ||
		    utf16_count(s) != (cp >= 0x10000 ? 2 : 1))
			fail_msg("U+%04X", (unsigned)cp);
	}
}

static void utf8_cuts_between_characters(void **state)
{
	struct str s = STR("a灯\xf0\x9f\x98\x80z"); /* units of UTF-16: 1 1 2 1 */

	(void)state;
	assert_int_equal(utf8_count(s), 4);
	assert_int_equal(utf16_count(s), 5);
	assert_true(str_is(utf8_cut(s, 2), "a灯"));
	assert_true(str_eq(utf8_cut(s, 99), s));
	assert_int_equal(utf8_at_utf16(s, 2), 4);
	assert_int_equal(utf8_at_utf16(s, 3), 8); /* in the middle of a pair: after it */
	assert_int_equal(utf8_at_utf16(s, 99), s.n);
}

/* What log_event writes, with stderr in a pipe. */
static struct str logged(struct arena *a, bool json, const char *value)
{
	int ends[2], saved = dup(STDERR_FILENO);
	char text[4096];

	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	log_setup(LOG_INFO, json);
	log_debug("quiet", "%s", "");
	log_info("commit", "messages=%d problem=%s ms=%d", 12, value, 3);
	dup2(saved, STDERR_FILENO);
	log_setup(LOG_INFO, false);
	close(saved);
	close(ends[1]);
	ssize_t n = read(ends[0], text, sizeof text);

	close(ends[0]);
	assert_true(n > 0);
	return arena_str(a, (struct str){ text, (size_t)n });
}

static void log_lines(void **state)
{
	struct arena *a = arena_new();
	struct str why, line;

	(void)state;
	line = logged(a, false, "no\nsecond line");
	assert_true(str_has(line, STR(" info commit messages=12 problem=no second line ms=3\n")));
	line = logged(a, true, "says \"no\" \x01 here");
	cJSON *o = json_parse(line, a, &why);

	assert_non_null(o);
	assert_true(str_is(json_str(o, "event"), "commit"));
	assert_int_equal(json_int(o, "messages", 0), 12);
	assert_int_equal(json_int(o, "ms", 0), 3);
	assert_true(str_has(json_str(o, "problem"), STR("says \"no\"")));
	cJSON_Delete(o);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings),	   cmocka_unit_test(long_texts_in_pieces),
		cmocka_unit_test(whole_numbers),   cmocka_unit_test(buffers_keep_their_cap),
		cmocka_unit_test(arenas),	   cmocka_unit_test(utf8_knows_what_is_valid),
		cmocka_unit_test(utf8_round_trip), cmocka_unit_test(utf8_cuts_between_characters),
		cmocka_unit_test(log_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
