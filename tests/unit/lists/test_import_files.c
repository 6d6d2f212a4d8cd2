/* test_import_files.c - files as Excel, WPS and people really save them: all of
 * them are read as the same; and what comes out goes in again. */
#include <iconv.h>

#include "tests/unit/lists/import_fixture.h"
#include "store/person/person.h"

static const char table[] = "id,name,platform,groups\n"
			    "x:a,张勇,\"美团, 专送\",\n"
			    "x:b,刘敏,\"说\"\"好\"\"的\",x:G\n"
			    "x:c,买买提·艾力,,\n";

static const char groups[] = "chat,title\nx:G,一群\n";

/* The table with other line ends, in another encoding, with what stands at the
 * front of such files. */
static void save(struct world *w, const char *text, const char *end, const char *encoding, const char *front, size_t n)
{
	char lines[1000], bytes[4000], *in = lines, *out = bytes + n, *to = lines;
	size_t room = sizeof bytes - n;

	for (const char *p = text; *p; p++)
		to = *p == '\n' ? stpcpy(to, end) : (*to = *p, to + 1);
	size_t left = (size_t)(to - lines);
	iconv_t cd = iconv_open(encoding, "UTF-8");

	memcpy(bytes, front, n);
	assert_int_equal(iconv(cd, &in, &left, &out, &room), 0);
	iconv_close(cd);
	put_file(w, "people.csv", bytes, (size_t)(out - bytes));
}

static void in_every_encoding(void **state)
{
	static const struct {
		const char *end, *encoding, *front;
		size_t n;
		const char *told;
	} files[] = {
		{ "\n", "UTF-8", "", 0, NULL },
		{ "\r\n", "UTF-8", "\xef\xbb\xbf", 3, NULL }, /* "CSV UTF-8" of Excel */
		{ "\r\n", "GBK", "", 0, "GBK" },	      /* "CSV" of Excel and WPS on a Chinese Windows */
		{ "\n", "GB18030", "", 0, "GBK" },
		{ "\r", "UTF-8", "", 0, NULL }, /* "CSV (Macintosh)" */
		{ "\r", "GBK", "", 0, "GBK" },
		{ "\r\n", "UTF-16LE", "\xff\xfe", 2, "UTF-16" },
		{ "\n", "UTF-16BE", "\xfe\xff", 2, "UTF-16" },
	};
	struct world *w = *state;
	const char *first = NULL;

	assert_int_equal(load_text(w, "groups", groups), OK);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		save(w, table, files[i].end, files[i].encoding, files[i].front, files[i].n);
		if (load_in(w) != OK)
			fail_msg("%s: %s", files[i].encoding, problems(w));
		const struct import_count *c = &w->report.counts[KIND_PEOPLE];

		assert_int_equal(c->added, i ? 0 : 3); /* read again it is all the same */
		assert_int_equal(c->same, i ? 3 : 0);
		if (files[i].told)
			assert_string_equal(c->encoding, files[i].told);
		else
			assert_null(c->encoding);
		if (!first)
			first = exported(w, KIND_PEOPLE);
		assert_string_equal(exported(w, KIND_PEOPLE), first);
	}
}

/* "Unicode text": UTF-16 with tabs, as Excel writes it. */
static void with_tabs(void **state)
{
	struct world *w = *state;

	save(w, "id\tname\tplatform\nx:a\t张勇\t美团, 专送\nx:b\t刘敏\t\"说\"\"好\"\"的\"\n", "\r\n", "UTF-16LE",
	     "\xff\xfe", 2);
	assert_int_equal(load_in(w), OK);
	assert_int_equal(ask(w, "select count(*) from person where platform = '美团, 专送'"), 1);
	assert_int_equal(ask(w, "select count(*) from person where platform = '说\"好\"的'"), 1);
	/* in UTF-8 it is no CSV, and it is said why */
	assert_int_equal(load_text(w, "people", "id\tname\nx:a\t张勇\n"), ERR_INPUT);
	expect_problems("in/people.csv:1: id\tname: unknown column: commas must stand between the cells~\n"
			"in/people.csv:1: id: the column is missing\nin/people.csv:1: name: the column is missing",
			problems(w));
}

static void mixed_line_ends(void **state)
{
	struct world *w = *state;

	put_file(w, "people.csv", "id,name\r\nx:a,甲\nx:b,乙\rx:c,丙\r\n\r\n\n  \r\nx:d,丁", 0);
	assert_int_equal(load_in(w), OK);
	assert_int_equal(w->report.counts[KIND_PEOPLE].added, 4);
	/* the line is that of the editor, whatever ends it */
	put_file(w, "people.csv", "id,name\r\nx:a,甲\nx:b,乙\rx\r\n", 0);
	assert_int_equal(load_in(w), ERR_INPUT);
	assert_string_equal(problems(w), "in/people.csv:4: name: the row has 1 cells, the header 2\n");
}

/* What Excel leaves behind when cells are emptied. */
static void empty_rows_and_columns(void **state)
{
	static const struct bad cases[] = {
		{ "people", "id,name\nx:a,甲\n,\n,\n",
		  "in/people.csv:3: id: an empty row: delete the whole row, not only what is in it\n"
		  "in/people.csv:4: id: an empty row: delete the whole row, not only what is in it" },
		{ "people", "id,name,\nx:a,甲,\n",
		  "in/people.csv:1: column 3: has no name (an empty column: delete it)" },
		{ "people", "id,name\nx:a,甲,\n", "in/people.csv:2: column 3: the row has 3 cells, the header 2" },
	};

	REFUSED(*state, cases);
}

static void wide_characters(void **state)
{
	struct world *w = *state;

	put_file(w, "people.csv",
		 "id,name,phone,registered,trade\nx:a,１号,１３８００００００１１,ｙｅｓ,ｄｅｌｉｖｅｒｙ\n", 0);
	assert_int_equal(load_in(w), OK);
	assert_int_equal(
		ask(w, "select count(*) from v_person where phone = '13800000011' and name = '１号' and registered"
		       " and trade = 'delivery'"),
		1);
	assert_int_equal(load_text(w, "lessons", "code,title,body,valid_until\nＬ－７,题,文,２０２６－０１－０１\n"),
			 OK);
	assert_int_equal(ask(w, "select count(*) from lesson where code = 7 and valid_day = '2026-01-01'"), 1);
}

static void no_csv_at_all(void **state)
{
	static const struct bad cases[] = {
		{ "people", "PK\x03\x04",
		  "in/people.csv: is an Excel workbook, not CSV (in Excel or WPS: save as “CSV UTF-8”)" },
		{ "people", "id,name\nx:a,\xff\xff\n",
		  "in/people.csv:2: byte 13 of the file is neither UTF-8 nor GBK (in Excel or WPS: save as “CSV UTF-8”)" },
	};

	REFUSED(*state, cases);
}

/* ------------------------------------------------------------- round trips */

static struct exported left(struct world *w, enum kind_id kind)
{
	struct exported done;
	FILE *f = fopen("/dev/null", "w");

	assert_int_equal(export_kind(w->db, kind, w->arena, f, &done), OK);
	fclose(f);
	return done;
}

static enum err load_same_names(struct world *w, const char *text)
{
	struct import_options options = { .now = world_now, .same_names = true };

	put_file(w, "people.csv", text, 0);
	return import_dir(w->db, w->in, "in", &options, w->arena, &w->report);
}

/* Two people of one name: a folder names nobody twice by mistake; what is known
 * to be two comes in again; another database must be told. */
static void two_of_one_name(void **state)
{
	struct world *w = *state;
	const char *two = "id,name\nx:a,张伟\nx:b,张伟\n";

	assert_int_equal(load_text(w, "people", two), ERR_INPUT);
	expect_problems(
		"in/people.csv:3: name: the same name as another person (line 2); if they are two: --same-names",
		problems(w));
	assert_int_equal(load_same_names(w, two), OK);
	assert_int_equal(left(w, KIND_PEOPLE).same_names, 1);
	assert_int_equal(load_text(w, "people", exported(w, KIND_PEOPLE)), OK);
	assert_int_equal(w->report.counts[KIND_PEOPLE].same, 2);
	/* a third one is again perhaps a mistake */
	assert_int_equal(load_text(w, "people", "id,name\nx:a,张伟\nx:c,张伟\n"), ERR_INPUT);
}

/* Names and ids as platforms give them need not be what a list may hold. */
static void what_platforms_give(void **state)
{
	struct world *w = *state;
	struct arena *a = w->arena;

	assert_int_equal(db_begin(w->db), OK);
	person_meet(w->db, STR("x"), STR("1"), STR(" 风\n雨\r\n无\x01阻 "), 1, a);
	person_meet(w->db, STR("x"), STR("2"), STR("\n"), 1, a);
	person_meet(w->db, STR("x"), STR("3 3"), STR("有空格"), 1, a);
	person_meet(w->db, STR("x"), STR("4"), STR("引\"号,和逗号"), 1, a);
	assert_int_equal(db_commit(w->db), OK);
	struct exported done = left(w, KIND_PEOPLE);

	assert_int_equal(done.rows, 3); /* one has no name */
	assert_int_equal(done.left_out, 1);
	assert_string_equal(done.column, "id");
	db_run0(w->db, "delete from identity where unseal(native) = '3 3'");
	const char *text = exported(w, KIND_PEOPLE);

	assert_string_equal(text, "id,name,phone,trade,platform,site,street,groups,registered\n"
				  "x:1,风 雨  无 阻,,,,,,,no\nx:4,\"引\"\"号,和逗号\",,,,,,,no\n");
	assert_int_equal(load_text(w, "people", text), OK);
	assert_int_equal(w->report.counts[KIND_PEOPLE].same, 2);
}

/* Leavers and changers leave a trace, also when a list says so. */
static void history(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_text(w, "people", "id,name,trade,platform,registered\nx:a,甲,delivery,美团,yes\n"), OK);
	assert_int_equal(load_text(w, "people", "id,name,platform\nx:a,甲,饿了么\n"), OK);
	assert_int_equal(
		ask(w,
		    "select count(*) from job where why = 'changed' and platform = '美团' and to_at = 1765000000000"),
		1);
	assert_int_equal(load_text(w, "people", "id,name,phone\nx:a,甲,13800000001\n"), OK);
	assert_int_equal(ask(w, "select count(*) from job"), 1);
	assert_int_equal(load_text(w, "people", "id,name,registered\nx:a,甲,no\n"), OK);
	assert_int_equal(ask(w, "select count(*) from job where why = 'left' and platform = '饿了么'"), 1);
	assert_int_equal(ask(w, "select count(*) from person where left_at = 1765000000000 and since_at is null"), 1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, world_begin, world_end)
	const struct CMUnitTest tests[] = {
		TEST(in_every_encoding),      TEST(with_tabs),		 TEST(mixed_line_ends),
		TEST(empty_rows_and_columns), TEST(wide_characters),	 TEST(no_csv_at_all),
		TEST(two_of_one_name),	      TEST(what_platforms_give), TEST(history),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
