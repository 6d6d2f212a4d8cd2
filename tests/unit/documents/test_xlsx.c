/* test_xlsx.c - workbooks: what fails, and what does not. */
#include "tests/unit/scratch.h"

#include "bot/documents/xlsx.h"

static const ms_t NOW = INT64_C(1749603600000);
static const struct xlsx_column COLUMNS[] = { { .title = STR("编号") }, { .title = STR("内容"), .width = 60 } };

static struct xlsx *begun(struct str sheet)
{
	struct xlsx *x = xlsx_new(NOW);

	xlsx_sheet(x, sheet, COLUMNS, 2);
	return x;
}

/* The size of the file, which must be a zip. */
static long written(struct xlsx *x)
{
	FILE *out = tmpfile();
	char head[2];

	assert_int_equal(xlsx_write(x, out), OK);
	long size = ftell(out);

	rewind(out);
	assert_int_equal(fread(head, 1, 2, out), 2);
	assert_memory_equal(head, "PK", 2);
	fclose(out);
	return size;
}

static void rows_of_all_types(void **state)
{
	(void)state;
	struct xlsx *x = begun(STR("诉求"));
	struct xlsx_cell cells[] = { xlsx_text(STR("Q-1")), xlsx_text(STR("=1+1")), xlsx_count(12),
				     xlsx_number(1.5),	    xlsx_percent(0.98),	    xlsx_day(NOW),
				     xlsx_time(NOW),	    xlsx_text(NO_STR),	    xlsx_time(0) };

	xlsx_row(x, cells, sizeof cells / sizeof *cells);
	xlsx_sheet(x, STR("第二张"), COLUMNS, 2);
	assert_true(written(x) > 1000);
	assert_true(written(begun(STR("空"))) > 1000);
}

static void names_of_sheets(void **state)
{
	(void)state;
	written(begun(STR("a[b]c:d*e?f/g\\h'")));
	written(begun(STR("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十")));
	struct xlsx *x = begun(STR("同名"));

	xlsx_sheet(x, STR("同名"), COLUMNS, 2);
	xlsx_row(x, (struct xlsx_cell[]){ xlsx_count(1) }, 1);
	FILE *out = tmpfile();

	assert_int_equal(xlsx_write(x, out), ERR_INPUT);
	fclose(out);
}

static void too_long_for_a_cell(void **state)
{
	struct scratch *s = *state;
	struct xlsx *x = begun(STR("长"));
	char *text = arena_alloc(s->a, XLSX_CELL_MAX + 2);

	memset(text, 'a', XLSX_CELL_MAX + 1);
	xlsx_row(x, (struct xlsx_cell[]){ xlsx_text((struct str){ text, XLSX_CELL_MAX }) }, 1);
	assert_int_equal(xlsx_cut(x), 0);
	xlsx_row(x, (struct xlsx_cell[]){ xlsx_text((struct str){ text, XLSX_CELL_MAX + 1 }) }, 1);
	assert_int_equal(xlsx_cut(x), 1);
	written(x);
}

static void disk_is_full(void **state)
{
	(void)state;
	FILE *full = fopen("/dev/full", "w");

	assert_non_null(full);
	assert_int_equal(xlsx_write(begun(STR("满")), full), ERR_IO);
	fclose(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_all_types),
		cmocka_unit_test(names_of_sheets),
		cmocka_unit_test_setup_teardown(too_long_for_a_cell, scratch_set_up, scratch_tear_down),
		cmocka_unit_test(disk_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
