/* test_dialogs_numbers.c - numbers, codes and phones the way people type them. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "dialogs/words/normalise.h"
#include "dialogs/words/numbers.h"

static void test_numbers(void **state)
{
	static const struct {
		const char *text;
		double value;
		const char *rest;
	} cases[] = {
		{ "12", 12, "" },	  { "3.5公里", 3.5, "公里" }, { "十", 10, "" },
		{ "十二", 12, "" },	  { "二十", 20, "" },	      { "二十五个", 25, "个" },
		{ "一百零五", 105, "" },  { "一百二", 120, "" },      { "两千三", 2300, "" },
		{ "一万二", 12000, "" },  { "三万五千", 35000, "" },  { "半公里", 0.5, "公里" },
		{ "三点五", 3.5, "" },	  { "两公里", 2, "公里" },    { "七点半", 7, "点半" },
		{ "二〇二五", 2025, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str s = str_c(cases[i].text);
		size_t at = 0;
		double v = -1;

		assert_true(number_read(s, &at, &v));
		if (v < cases[i].value - 1e-9 || v > cases[i].value + 1e-9)
			fail_msg("%s is %g, want %g", cases[i].text, v, cases[i].value);
		assert_str(str_sub(s, at, s.n), cases[i].rest);
	}
	size_t at = 0;
	double v;

	assert_false(number_read(STR("万福广场"), &at, &v));
	assert_false(number_read(STR("公里"), &at, &v));
	assert_int_equal(at, 0);
}

static void code(const char *typed, char letter, const char *want)
{
	struct arena *a = arena_new();
	struct str got = code_find(normalise(str_c(typed), a), letter, a);

	if (want)
		assert_str(got, want);
	else if (got.p)
		fail_msg("%s gives " STR_FMT, typed, STR_ARG(got));
	arena_free(a);
}

static void test_codes(void **state)
{
	static const char *const ways[] = { "Q-1190",  "q1190",	     "Ｑ１１９０",	   "ｑ－１１９０", "Q 1190",
					    "Q—1190",  "Q01190",     "单子Q-001190咋样了", "q号1190",	   "Q.1190",
					    "Q～1190", "【Q-1190】", "q一一九零" };

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		code(ways[i], 'Q', "Q-1190");
	code("T-31我接", 'T', "T-31");
	code("接 t31", 'T', "T-31");
	code("T-31", 'Q', NULL);
	code("faq1190", 'Q', NULL);
	code("q1190abc", 'Q', NULL);
	code("Q-0", 'Q', NULL);
	code("Q-99999999999", 'Q', NULL);
	code("先问Q-1 再问Q-2", 'Q', "Q-2");
}

static void phone(const char *typed, const char *want, bool want_bad)
{
	struct arena *a = arena_new();
	bool bad;
	struct str got = phone_find(normalise(str_c(typed), a), a, &bad);

	if (want)
		assert_str(got, want);
	else
		assert_null(got.p);
	assert_int_equal(bad, want_bad);
	arena_free(a);
}

static void test_phones(void **state)
{
	(void)state;
	phone("13800000101", "13800000101", false);
	phone("电话138 0000 0101", "13800000101", false);
	phone("138-0000-0101哈", "13800000101", false);
	phone("+86 13800000101", "13800000101", false);
	phone("１３８００００0101", "13800000101", false);
	phone("一三八零零零零零一零一", "13800000101", false);
	phone("13800000101 两个小时以内", "13800000101", false);
	phone("13800000101 3楼", "13800000101", false);
	phone("幺三八〇〇〇〇〇幺〇幺", "13800000101", false);
	phone("1380000010", NULL, true);
	phone("12800000101", NULL, true);
	phone("138000001012", NULL, true);
	phone("三公里", NULL, false);
	phone("不留", NULL, false);
	phone("写错了 13800000101 应该是 13800000102", "13800000102", false);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_phones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
