/* test_dialogs_phrase.c - wordings and placeholders. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "dialogs/pack/phrase.h"

static const char ini[] = "[phrase filed]\n"
			  "text = 收到，单号 {number}。\n"
			  "text = 记下了：{number}\\n谢谢\n"
			  "[phrase odd]\n"
			  "text = {} {A} {x {number}} \\\\n\n";

static void test_variants(void **state)
{
	struct try_pack t = try_pack(ini);
	struct fill f[] = { { "number", STR("Q-1") } };

	(void)state;
	assert_str(phrase(t.pack, "filed", 0, f, 1, t.arena), "收到，单号 Q-1。");
	assert_str(phrase(t.pack, "filed", 1, f, 1, t.arena), "记下了：Q-1\n谢谢");
	assert_str(phrase(t.pack, "filed", 2, f, 1, t.arena), "收到，单号 Q-1。");
	assert_str(phrase(t.pack, "odd", 0, f, 1, t.arena), "{} {A} {x Q-1} \\n");
	try_pack_free(&t);
}

static void test_values_are_not_read(void **state)
{
	struct try_pack t = try_pack(ini);
	struct fill f[] = { { "number", STR("{number}{x}\\n") } };

	(void)state;
	assert_str(phrase(t.pack, "filed", 0, f, 1, t.arena), "收到，单号 {number}{x}\\n。");
	try_pack_free(&t);
}

static void test_missing(void **state)
{
	struct try_pack t = try_pack(ini);

	(void)state;
	assert_true(phrase_exists(t.pack, "filed"));
	assert_false(phrase_exists(t.pack, "nope"));
	assert_str(phrase(t.pack, "nope", 0, NULL, 0, t.arena), "「nope」");
	assert_str(phrase(t.pack, "filed", 0, NULL, 0, t.arena), "收到，单号 。");
	try_pack_free(&t);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_variants),
		cmocka_unit_test(test_values_are_not_read),
		cmocka_unit_test(test_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
