/* test_dialogs_normalise.c - one spelling for what people type in many. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "bot/base/utf8.h"
#include "dialogs/words/normalise.h"

static void check_pair(const char *typed, const char *want)
{
	struct arena *a = arena_new();
	struct str once = normalise(str_c(typed), a), twice = normalise(once, a);

	assert_str(once, want);
	assert_true(str_eq(once, twice));
	arena_free(a);
}

static void test_spelling(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{ "", "" },
		{ "   ", "" },
		{ "ＷＩＦＩ在哪儿？？", "wifi在哪儿?" },
		{ "Ｑ－１１９０", "q-1190" },
		{ "Q—1190", "q-1190" },
		{ "哪裡可以充電", "哪里可以充电" },
		{ "我要投訴，門衛不讓進！！！", "我要投诉,门卫不让进!" },
		{ "等哈。。。来单了……", "等哈.来单了." },
		{ "  两  个\t空格\n换行　全角 ", "两 个 空格 换行 全角" },
		{ "充电🔌哪里😀😀", "充电 哪里" },
		{ "👨‍👩‍👧家", "家" },
		{ "“万福广场”那边", "万福广场那边" },
		{ "充\u200b电", "充电" },
		{ "①号桩", "1号桩" },
		{ "3㎞", "3km" },
		{ "Café é", "café é" },
		{ "ﬁne", "fine" },
		{ "好的～～", "好的~" },
		{ "12：30", "12:30" },
		{ "\ufeff你好", "你好" },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		check_pair(pairs[i][0], pairs[i][1]);
}

static void test_long_text_is_cut(void **state)
{
	struct arena *a = arena_new();
	char *text = arena_alloc(a, 3 * 10000);

	(void)state;
	for (size_t i = 0; i < 10000; i++)
		memcpy(text + 3 * i, "电", 3);
	struct str s = normalise((struct str){ text, 30000 }, a);

	assert_int_equal(utf8_count(s), NORMALISE_MAX);
	arena_free(a);
}

static void test_every_code_point(void **state)
{
	struct arena *a = arena_new();
	char c[4];

	(void)state;
	for (uint32_t cp = 1; cp < 0x110000; cp++) {
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		struct str s = normalise((struct str){ c, utf8_put(cp, c) }, a);

		assert_true(utf8_valid(s));
		if (!str_eq(s, normalise(s, a)))
			fail_msg("U+%04X is spelled differently the second time", cp);
		if (cp % 4096 == 0)
			arena_reset(a);
	}
	arena_free(a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spelling),
		cmocka_unit_test(test_long_text_is_cut),
		cmocka_unit_test(test_every_code_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
