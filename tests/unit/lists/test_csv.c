/* test_csv.c - CSV: the line of every row, whatever is quoted; what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "store/lists/csv.h"

/* Rows as "line|cell|cell\n", absent cells as "-". */
static bool note(void *ctx, size_t line, const struct str *cells, size_t n)
{
	FILE *f = ctx;

	fprintf(f, "%zu", line);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "|" STR_FMT, STR_ARG(cells[i].p ? cells[i] : STR("-")));
	putc('\n', f);
	return true;
}

static enum err read_csv(struct str text, struct csv_problem *problem, char **rows)
{
	static struct text_problem why;
	size_t n = 0;
	struct arena *a = arena_new();
	FILE *f = open_memstream(rows, &n);
	struct text *t = text_of(text, &why);
	enum err e = ERR_INPUT;

	if (t)
		e = csv_read(t, a, note, f, problem);
	else
		*problem = (struct csv_problem){ why.line, 0, why.reason };
	if (e != OK && problem->reason != why.reason) /* it lives as long as the text */
		problem->reason = strcpy(why.reason, problem->reason);
	text_close(t);
	fclose(f);
	arena_free(a);
	return e;
}

static void reads(struct str text, const char *expected)
{
	struct csv_problem problem;
	char *rows = NULL;

	assert_int_equal(read_csv(text, &problem, &rows), OK);
	assert_string_equal(rows, expected);
	free(rows);
}

static void refuses(struct str text, size_t line, size_t column, const char *reason, const char *before)
{
	struct csv_problem problem;
	char *rows = NULL;

	assert_int_equal(read_csv(text, &problem, &rows), ERR_INPUT);
	assert_string_equal(rows, before);
	assert_int_equal(problem.line, line);
	assert_int_equal(problem.column, column);
	assert_non_null(strstr(problem.reason, reason));
	free(rows);
}

static void test_plain(void **state)
{
	(void)state;
	reads(STR(""), "");
	reads(STR("a,b\n1,2\n"), "1|a|b\n2|1|2\n");
	reads(STR("a,b\n1,2"), "1|a|b\n2|1|2\n");
	reads(STR("a,b\n,\n"), "1|a|b\n2|-|-\n");
	reads(STR("a\n\"\"\nb"), "1|a\n2|-\n3|b\n");
	reads(STR(" a , b\t\n"), "1|a|b\n");
}

static void test_bom_and_line_ends(void **state)
{
	(void)state;
	reads(STR("\xef\xbb\xbf"
		  "a,b\r\n1,2\r\n"),
	      "1|a|b\n2|1|2\n");
	reads(STR("\xef\xbb\xbf"
		  "\"a\",b\r\n"),
	      "1|a|b\n");
	reads(STR("a\r\nb\nc\rd"), "1|a\n2|b\n3|c\n4|d\n");
}

static void test_blank_lines(void **state)
{
	(void)state;
	reads(STR("\n\na\n \t\r\n\r\nb\n\n"), "3|a\n6|b\n");
}

static void test_lines_of_quoted_rows(void **state)
{
	(void)state;
	reads(STR("h,i\n\"a\nb\n\nc\",1\nd,2\n"), "1|h|i\n2|a\nb\n\nc|1\n6|d|2\n");
	reads(STR("h\r\n\"a\r\nb\"\r\nc\r\n"), "1|h\n2|a\nb\n4|c\n");
	reads(STR("h\n\"a\rb\"\nc\n"), "1|h\n2|a\nb\n4|c\n"); /* a lone CR ends a line too */
	reads(STR("\"a \"\"b\"\", c\",d"), "1|a \"b\", c|d\n");
	reads(STR("\"\n\n\"\nx"), "1|-\n4|x\n"); /* blank lines within quotes are no blank rows */
}

static void test_bad_quotes(void **state)
{
	(void)state;
	refuses(STR("h,i\na,b\nc,d\"e\nf,g\n"), 3, 2, "a quote", "1|h|i\n2|a|b\n");
	refuses(STR("h,i\n\"a\" b,c\n"), 2, 1, "a quote", "1|h|i\n");
	refuses(STR("h,i\nx,\"a\nb\n\"c,d\n"), 2, 2, "a quote", "1|h|i\n");
	refuses(STR("h,i\na,b\nx,\"a\nb\n"), 3, 2, "never closed", "1|h|i\n2|a|b\n");
	refuses(STR("\""), 1, 1, "never closed", "");
}

static void test_other_encodings(void **state)
{
	(void)state;
	reads(STR("h\na\n\xd5\xc5\xd3\xc2\nb\n"), "1|h\n2|a\n3|张勇\n4|b\n");
	reads(STR("\xff\xfeh\0,\0i\0\r\0\n\0\x20\x5f,\0\"\0\n\0\"\0"), "1|h|i\n2|张|-\n");
	/* "Unicode text" of Excel has tabs; a comma in the header says otherwise */
	reads(STR("\xfe\xff\0h\0\t\0i\0\n\0a\0\t\0b\0,\0c"), "1|h|i\n2|a|b,c\n");
	reads(STR("\xff\xfeh\0,\0i\0\t\0\n\0"), "1|h|i\n");
	reads(STR("h\ti\na\tb\n"), "1|h\ti\n2|a\tb\n");
}

static void test_no_text(void **state)
{
	(void)state;
	refuses(STR("h\na\0b\n"), 2, 0, "NUL", "1|h\n");
	refuses(STR("h\n\0\n"), 2, 0, "NUL", "1|h\n");
	refuses(STR("h\n张\n\"x\n\xed\xa0\x80\"\n"), 4, 0, "byte 10 of the file is not UTF-8, but line 2 is", "");
}

static void big_cell(size_t n, const char *why)
{
	char *text = malloc(n + 5);
	size_t at = 0;
	struct csv_problem problem;
	char *rows = NULL;

	text[at++] = 'h';
	text[at++] = '\n';
	text[at++] = '"';
	memset(text + at, 'x', n);
	at += n;
	text[at++] = '"';
	assert_int_equal(read_csv((struct str){ text, at }, &problem, &rows), why ? ERR_INPUT : OK);
	if (why) {
		assert_int_equal(problem.line, 2);
		assert_non_null(strstr(problem.reason, why));
	}
	free(rows);
	free(text);
}

static void test_big_cells(void **state)
{
	(void)state;
	big_cell(CSV_CELL_MAX, NULL);
	big_cell(CSV_CELL_MAX + 1, "over 64 KiB in one cell");
	big_cell(5 * 1024 * 1024, "a line over 1 MiB");
}

static void test_open_quote_is_found_early(void **state)
{
	enum { N = 3 * 1024 * 1024 };
	char *text = malloc(N);
	struct csv_problem problem;
	char *rows = NULL;

	(void)state;
	memset(text, '\n', N);
	memcpy(text, "h\n\"", 3);
	assert_int_equal(read_csv((struct str){ text, N }, &problem, &rows), ERR_INPUT);
	assert_int_equal(problem.line, 2);
	free(rows);
	free(text);
}

static void test_many_columns(void **state)
{
	char text[CSV_CELLS_MAX + 10];

	(void)state;
	memset(text, ',', sizeof text);
	refuses((struct str){ text, sizeof text }, 1, 0, "too many columns", "");
}

static bool stop(void *ctx, size_t line, const struct str *cells, size_t n)
{
	(void)line, (void)cells, (void)n;
	return ++*(int *)ctx < 2;
}

static void test_receiver_stops(void **state)
{
	struct csv_problem problem;
	struct text_problem why;
	struct text *t = text_of(STR("a\nb\nc\nd\"\n"), &why);
	struct arena *a = arena_new();
	int rows = 0;

	(void)state;
	assert_int_equal(csv_read(t, a, stop, &rows, &problem), OK);
	assert_int_equal(rows, 2);
	text_close(t);
	arena_free(a);
}

static void test_put_row(void **state)
{
	static const struct str cells[] = { STR("a"),	 STR("b,c"), { NULL, 0 }, STR("say \"x\""),
					    STR("1\n2"), STR(" s "), STR("") };
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	(void)state;
	csv_put_row(f, cells, sizeof cells / sizeof *cells);
	fclose(f);
	assert_string_equal(text, "a,\"b,c\",,\"say \"\"x\"\"\",\"1\n2\",\" s \",\n");
	free(text);
}

/* ------------------------------------------------- what a spreadsheet would calculate */

static char *put_one(struct str cell)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	csv_put_row(f, (struct str[]){ STR("h"), cell }, 2);
	fclose(f);
	return text;
}

static void test_formulas(void **state)
{
	static const struct {
		const char *cell, *written;
	} rows[] = {
		{ "=1+1", "h,'=1+1\n" },
		{ "=HYPERLINK(\"http://x\",\"y\")", "h,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n" },
		{ "@SUM(1)", "h,'@SUM(1)\n" },
		{ "+1+1", "h,'+1+1\n" },
		{ "-2+3", "h,'-2+3\n" },
		{ "＝1", "h,'＝1\n" },
		{ "＋1", "h,'＋1\n" },
		{ "－1", "h,'－1\n" },
		{ "＠x", "h,'＠x\n" },
		{ "\t=1", "h,\"'\t=1\"\n" },
		{ "\rx", "h,\"'\rx\"\n" },
		{ " =1", "h,\"' =1\"\n" },
		{ "　=1", "h,\"'　=1\"\n" },
		{ "-", "h,'-\n" },
		{ "-5", "h,-5\n" },
		{ "-5.25", "h,-5.25\n" },
		{ "-5.", "h,'-5.\n" },
		{ "-5.2.1", "h,'-5.2.1\n" },
		{ "-5 ", "h,\"-5 \"\n" },
		{ "－5", "h,'－5\n" },
		{ "+5", "h,'+5\n" }, /* a spreadsheet would eat the + */
		{ "+8613800001234", "h,'+8613800001234\n" },
		{ "'=1", "h,''=1\n" },
		{ "' =1", "h,'' =1\n" },
		{ "''=1", "h,'''=1\n" },
		{ "'-5", "h,'-5\n" },
		{ "'tis", "h,'tis\n" },
		{ "'", "h,'\n" },
		{ "a=1", "h,a=1\n" },
		{ "a;b", "h,a;b\n" },
		{ "a;=1", "h,\"a;=1\"\n" }, /* some take ; and tab between cells */
		{ "a\t-1+1", "h,\"a\t-1+1\"\n" },
		{ "\t", "h,\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = put_one(str_c(rows[i].cell));

		assert_string_equal(text, rows[i].written);
		free(text);
	}
}

static void test_formulas_come_back(void **state)
{
	(void)state;
	reads(STR("'=1,''=1,' =1,'+86\n"), "1|=1|'=1|=1|+86\n");
	reads(STR("=1,+86,-5,-5+1\n"), "1|=1|+86|-5|-5+1\n"); /* as people write them */
	reads(STR("'tis,'-5,',''\n"), "1|'tis|'-5|'|''\n");
	reads(STR("\"'\t=1\",\"' '＝1\"\n"), "1|=1|'＝1\n");
}

static unsigned dice(unsigned n)
{
	static uint32_t x = 20250611;

	x = x * 1664525 + 1013904223;
	return (x >> 16) % n;
}

static struct str any_cell(char *room)
{
	static const char *const pieces[] = { "=", "+",	 "-",  "@",  "\t", "\v", "\f", "\r", "\n", "'", "\"", ",",
					      ";", "＝", "－", "＋", "＠", " ",	 "　", "0",  "5",  ".", "a",  "灯" };

	room[0] = '\0';
	for (unsigned n = dice(6); n-- > 0;)
		strcat(room, pieces[dice(sizeof pieces / sizeof *pieces)]);
	return str_c(room);
}

/* As it is read: trimmed, with LF. */
static struct str as_read(char *room, struct str s)
{
	size_t n = 0;

	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r' || i + 1 == s.n || s.p[i + 1] != '\n')
			room[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
	return (struct str){ room, n };
}

/* Up to the end of the cell. */
static bool is_number(const char *p, const char *also)
{
	char *end;

	strtod(p, &end);
	return end != p && strchr(also, end[strspn(end, "\" \t\v\f\r\n　")]);
}

/* The text of a row is walked as a program with `also` between cells would. */
static void nothing_is_calculated(const char *row, struct str cell, const char *also)
{
	bool quoted = false, begins = true;

	for (const char *p = row; *p; p++) {
		if (quoted && p[0] == '"' && p[1] == '"') {
			begins = false;
			p++;
			continue;
		}
		if (*p == '"' && (quoted || begins)) {
			quoted = !quoted;
			continue;
		}
		bool wide = strncmp(p, "＝", 3) == 0 || strncmp(p, "＋", 3) == 0 || strncmp(p, "－", 3) == 0 ||
			    strncmp(p, "＠", 3) == 0;

		if (begins && (strchr("=+-@\t\v\f\r", *p) || wide) && !is_number(p, also))
			fail_msg("\"" STR_FMT "\" is written as %s", STR_ARG(cell), row);
		begins = !quoted && strchr(also, *p);
	}
}

static bool keep(void *ctx, size_t line, const struct str *cells, size_t n)
{
	(void)line;
	assert_int_equal(n, 2);
	snprintf(ctx, 64, STR_FMT, STR_ARG(cells[1].p ? cells[1] : STR("")));
	return true;
}

static void test_any_cell_comes_back_and_none_is_calculated(void **state)
{
	(void)state;
	for (int i = 0; i < 100000; i++) {
		char room[64], wanted[64], got[64];
		struct str cell = any_cell(room), want = as_read(wanted, cell);
		struct csv_problem problem;
		struct text_problem why;
		char *row = put_one(cell);
		struct text *t = text_of(str_c(row), &why);
		struct arena *a = arena_new();

		assert_int_equal(csv_read(t, a, keep, got, &problem), OK);
		if (!str_eq(str_c(got), want))
			fail_msg("\"" STR_FMT "\" is written as %s and read as \"%s\"", STR_ARG(cell), row, got);
		nothing_is_calculated(row, cell, ",\n");
		nothing_is_calculated(row, cell, ",;\t\n");
		text_close(t);
		arena_free(a);
		free(row);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_bom_and_line_ends),
		cmocka_unit_test(test_blank_lines),
		cmocka_unit_test(test_lines_of_quoted_rows),
		cmocka_unit_test(test_bad_quotes),
		cmocka_unit_test(test_other_encodings),
		cmocka_unit_test(test_no_text),
		cmocka_unit_test(test_big_cells),
		cmocka_unit_test(test_open_quote_is_found_early),
		cmocka_unit_test(test_many_columns),
		cmocka_unit_test(test_receiver_stops),
		cmocka_unit_test(test_put_row),
		cmocka_unit_test(test_formulas),
		cmocka_unit_test(test_formulas_come_back),
		cmocka_unit_test(test_any_cell_comes_back_and_none_is_calculated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
