/* test_lesson.c - full text by pairs of characters, what is current, records and sums. */
#include <time.h>

#include "handlers/talk/cover.h"
#include "store/lesson/lesson.h"
#include "store/db/terms.h"
#include "store/keep/retention.h"
#include "store/lesson/topic.h"
#include "store/lesson/window.h"
#include "tests/unit/scratch.h"

/* 2025-06-11 08:00 in Shanghai */
static const ms_t NOW = INT64_C(1749600000000);

/* ------------------------------------------------------------------- terms */

static void assert_terms(const char *text, const char *expected)
{
	struct buf b;

	buf_init(&b, 4096);
	terms_write(str_c(text), &b);
	assert_string_equal(b.data, expected);
	buf_free(&b);
}

static void terms_of_a_text(void **state)
{
	(void)state;
	assert_terms("充电安全", "充电 电安 安全 全");
	assert_terms("充电，安全", "充电 电 安全 全");
	assert_terms("拿AED、打１２０！", "拿 aed 打 120");
	assert_terms("GB 811-2022", "gb 811 2022");
	assert_terms("40℃的天", "40 c 的天 天");
	assert_terms("𠀀𠀁", "𠀀𠀁 𠀁");
	assert_terms("", "");
	assert_terms(" \n\"*()^:- ", "");
}

static void assert_question(const char *text, const char *expected)
{
	struct arena *a = arena_new();
	struct str v[TERMS_MAX], joined = terms_joined(v, terms_quoted(str_c(text), v, a), " ", a);

	assert_string_equal(joined.p ? joined.p : "", expected);
	arena_free(a);
}

static void terms_of_a_search(void **state)
{
	(void)state;
	assert_question("充电安全", "\"充电\" \"电安\" \"安全\"");
	assert_question("充电，充电", "\"充电\"");
	assert_question("AED 急救", "\"aed\" \"急救\"");
	assert_question("药", "\"药\"*");
	/* what FTS5 would read as an order is only separators */
	assert_question("a\" OR b* NEAR(c)", "\"a\"* \"or\" \"b\"* \"near\" \"c\"*");
	assert_question("\"*^", "");
	assert_question("", "");
}

static void assert_cover(const char *text, const char *in, size_t found, size_t of)
{
	struct cover c = cover_of(str_c(text), str_c(in));

	assert_int_equal(c.found, found);
	assert_int_equal(c.of, of);
}

static void how_much_of_a_text(void **state)
{
	(void)state;
	assert_cover("押金合不合法", "收押金都不合法", 5, 6);
	assert_cover("充电安全", "电动自行车充电安全", 4, 4);
	assert_cover("充电安全", "安全地充电", 4, 4);
	assert_cover("电 池", "电池", 0, 0);
	assert_cover("电池，保养", "电池", 2, 4);
	assert_cover("", "电池", 0, 0);
	assert_true(cover_reaches((struct cover){ 3, 4 }, 75));
	assert_false(cover_reaches((struct cover){ 2, 4 }, 75));
	assert_false(cover_reaches((struct cover){ 0, 0 }, 0));
}

/* ------------------------------------------------------------------ lessons */

static void fill(struct scratch *s)
{
	assert_int_equal(db_begin(s->db), OK);
	db_run0(s->db, "insert into lesson(code, title, topics, trades, body, state, day, valid_day) values"
		       " (1, '充电安全', '电池;飞线', null, '烫手先晾一晾。', 'published', 'any', null),"
		       " (2, '大货车盲区', null, null, '车头过了不等于安全。充电的事不讲。', 'published', null, null),"
		       " (3, '收件验视', null, 'courier', '看一眼里头。', 'published', '2025-06-11', null),"
		       " (4, '雨天', null, null, '慢。', 'published', '2025-06-10', null),"
		       " (5, '充电旧规定', null, null, '过了期的。', 'published', null, '2025-06-10'),"
		       " (6, '充电草稿', null, null, '草稿。', 'draft', null, null),"
		       " (7, '充电撤了', null, null, '撤了。', 'withdrawn', '2025-06-11', null)");
	db_run0(s->db, "insert into question(lesson, no, question, options, answer) values"
		       " (1, 1, 'q', 'x;y', 'A'), (1, 2, 'q', 'x;y', 'B')");
	db_run0(s->db, "insert into person(uid, trade, created_at) values('u1', 'courier', 1), ('u2', null, 1)");
	assert_int_equal(db_commit(s->db), OK);
}

/* The codes that are found, in order: "1 2". */
static const char *found(struct scratch *s, const char *text, bool all)
{
	struct lesson v[8];
	size_t n = lesson_search(s->db, str_c(text), all, NOW, v, 8, s->a);
	struct str codes = STR("");

	for (size_t i = 0; i < n; i++)
		codes = arena_printf(s->a, STR_FMT "%s%d", STR_ARG(codes), i ? " " : "", (int)v[i].code);
	assert_int_equal(db_error(s->db), OK);
	return codes.p;
}

static void search_finds_what_is_current(void **state)
{
	struct scratch *s = *state;

	fill(s);
	assert_string_equal(found(s, "充电", true), "1 2"); /* the title before the body */
	assert_string_equal(found(s, "盲区", true), "2");
	assert_string_equal(found(s, "飞线", true), "1"); /* a topic */
	assert_string_equal(found(s, "电安", true), "1");
	assert_string_equal(found(s, "充电盲区", true), "");
	assert_string_equal(found(s, "盲区验视", false), "3 2");
	assert_string_equal(found(s, "慢", true), "4");
	assert_string_equal(found(s, "晾", true), "1");
	assert_string_equal(found(s, "没有的词", true), "");
	assert_string_equal(found(s, "\"' ) OR *", true), "");
}

static void search_follows_every_write(void **state)
{
	struct scratch *s = *state;

	fill(s);
	db_run0(s->db, "update lesson set body = '换电柜在哪里' where code = 2");
	assert_string_equal(found(s, "充电", true), "1");
	assert_string_equal(found(s, "换电", true), "2");
	db_run0(s->db, "insert into lesson(code, title, body, state) values(2, '新题目', '新内容', 'published')"
		       " on conflict(code) do update set title = excluded.title, body = excluded.body");
	assert_string_equal(found(s, "换电", true), "");
	assert_string_equal(found(s, "题目", true), "2");
	db_run0(s->db, "update lesson set state = 'withdrawn' where code = 2");
	assert_string_equal(found(s, "题目", true), "");
	db_run0(s->db, "delete from lesson where code = 4");
	assert_string_equal(found(s, "雨天", true), "");
	/* what was undone is not found */
	assert_int_equal(db_begin(s->db), OK);
	db_run0(s->db, "insert into lesson(code, title, body, state) values(9, '高温', '防暑', 'published')");
	assert_string_equal(found(s, "高温", true), "9");
	db_rollback(s->db);
	assert_string_equal(found(s, "高温", true), "");
	db_run0(s->db, "insert into lesson_text(lesson_text) values('integrity-check')");
	assert_int_equal(db_error(s->db), OK);
}

static void the_lesson_of_the_day(void **state)
{
	struct scratch *s = *state;

	fill(s);
	assert_int_equal(lesson_of_day(s->db, NOW, "courier", s->a).code, 3);
	assert_int_equal(lesson_of_day(s->db, NOW, "delivery", s->a).code, 1);
	assert_int_equal(lesson_of_day(s->db, NOW, NULL, s->a).code, 1);
	assert_int_equal(lesson_of_day(s->db, NOW - MS_DAY, "courier", s->a).code, 4);
	assert_int_equal(lesson_on(s->db, STR("2025-06-10"), NOW, NULL, s->a).code, 4);
	assert_int_equal(lesson_on(s->db, STR("2025-06-09"), NOW, NULL, s->a).code, 0);
	assert_int_equal(lesson_is(s->db, 1, NOW), LESSON_CURRENT);
	assert_int_equal(lesson_is(s->db, 5, NOW), LESSON_EXPIRED);
	assert_int_equal(lesson_is(s->db, 5, NOW - MS_DAY), LESSON_CURRENT);
	assert_int_equal(lesson_is(s->db, 6, NOW), LESSON_NONE);
	assert_int_equal(lesson_is(s->db, 7, NOW), LESSON_WITHDRAWN);
	assert_int_equal(lesson_is(s->db, 99, NOW), LESSON_NONE);
}

static void screens_of_a_body(void **state)
{
	struct str v[LESSON_SCREENS];

	(void)state;
	assert_int_equal(lesson_screens(STR("\n \na\nb\n\t\n\n c \n\n"), v), 2);
	assert_true(str_is(v[0], "a\nb"));
	assert_true(str_is(v[1], "c"));
	assert_int_equal(lesson_screens(STR(""), v), 0);
	assert_int_equal(lesson_screens(STR("1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n7\n\n8\n\n9"), v), 9);
}

/* ------------------------------------------------------------------ records */

static void one_door_for_figures(void **state)
{
	struct scratch *s = *state;
	struct lesson_figures f;
	struct lesson_sums all;

	fill(s);
	struct question q1 = lesson_question(s->db, 1, 1, s->a), q2 = lesson_question(s->db, 1, 2, s->a);

	lesson_answered(s->db, 1, 1, &q1, 'B', NOW);
	lesson_answered(s->db, 1, 1, &q1, 'B', NOW);
	lesson_answered(s->db, 1, 1, &q1, 'A', NOW);
	f = lesson_figures(s->db, 1, 0);
	assert_int_equal(f.opened, 1);
	assert_int_equal(f.finished, 0);
	assert_int_equal(f.right, 1);
	assert_int_equal(f.questions, 2);
	lesson_answered(s->db, 1, 1, &q2, 'B', NOW + 1);
	lesson_shown(s->db, 2, 4, 1, 1, NOW); /* no quiz: read is finished */
	lesson_shown(s->db, 2, 1, 1, 2, NOW + MS_DAY);
	assert_int_equal(lesson_figures(s->db, 1, 1).finished, 1);
	assert_int_equal(lesson_figures(s->db, 2, 0).finished, 1);
	assert_int_equal(lesson_figures(s->db, 2, 0).opened, 2);
	assert_int_equal(lesson_figures(s->db, 2, 1).finished, 0);
	/* the report's sums are the persons' figures */
	all = lesson_sums(s->db, NOW, NOW + 2 * MS_DAY, NULL, 0);
	assert_int_equal(all.people, 2);
	assert_int_equal(all.opened, 3);
	assert_int_equal(all.finished, 2);
	all = lesson_sums(s->db, NOW, NOW + MS_DAY, NULL, 0);
	assert_int_equal(all.opened, 2);
	all = lesson_sums(s->db, NOW, NOW + 2 * MS_DAY, "courier", 0);
	assert_int_equal(all.people, 1);
	assert_int_equal(all.finished, 1);
	assert_int_equal(lesson_sums(s->db, NOW, NOW + MS_DAY, NULL, 7).people, 0);
	/* withdrawn: what was done stays */
	db_run0(s->db, "update lesson set state = 'withdrawn' where code = 1");
	assert_int_equal(lesson_figures(s->db, 1, 0).right, 2);
	assert_int_equal(lesson_last(s->db, 1, false, NOW).lesson, 0);
	assert_int_equal(db_error(s->db), OK);
}

static void what_is_still_to_do(void **state)
{
	struct scratch *s = *state;
	struct lesson_due due[5];

	fill(s);
	lesson_shown(s->db, 1, 1, 1, 3, NOW);
	assert_int_equal(lesson_due(s->db, 1, "courier", NOW - 3 * MS_DAY, NOW, due, 5, s->a), 3);
	assert_int_equal(due[0].lesson, 1);
	assert_true(due[0].begun);
	assert_int_equal(due[1].lesson, 3);
	assert_int_equal(due[2].lesson, 4);
	assert_false(due[2].begun);
	assert_int_equal(lesson_due(s->db, 2, "truck", NOW - 3 * MS_DAY, NOW, due, 5, s->a), 1);
	assert_int_equal(lesson_due(s->db, 2, "truck", NOW, NOW, due, 5, s->a), 0);
}

/* ---------------------------------------------------- topics, windows, talk */

static void topics_are_masked_and_counted(void **state)
{
	struct scratch *s = *state;
	size_t n;

	db_run0(s->db, "insert into person(id, uid, created_at) values(7, 'p7', 1), (8, 'p8', 1)");
	topic_wanted(s->db, 7, STR("修电脑"), TOPIC_LESSON, NOW, s->a);
	topic_wanted(s->db, 7, STR("修电脑"), TOPIC_LESSON, NOW + 1, s->a);
	topic_wanted(s->db, 8, STR("修电脑"), TOPIC_LESSON, NOW, s->a);
	topic_wanted(s->db, 7, STR("修电脑"), TOPIC_POLICY, NOW, s->a);
	topic_wanted(s->db, 8, STR("13800000101能不能退"), TOPIC_POLICY, NOW, s->a);
	struct topic_row *v = topic_list(s->db, 10, s->a, &n);

	assert_int_equal(n, 3);
	assert_int_equal(v[0].count, 3);
	assert_true(str_is(v[0].kind, "lesson"));
	assert_true(str_is(v[1].text, "***********能不能退") || str_is(v[2].text, "***********能不能退"));
	int64_t from = 0;

	assert_int_equal(retention_step(s->db, KEEP_UNMATCHED, 1, NOW + MS_DAY + 1, 10, &from), 3);
}

static void codes_of_windows(void **state)
{
	static const char *const same[] = { "XW-1", "xw1", "xw-001", "Xw 1", " xw--01 " };
	static const char *const none[] = { "",	       "X-1",  "XW",  "XW-0",	 "XW-1234567",
					    "ABCDE-1", "学角", "abc", "学习-角", "我们这个地方的学习窗口编号",
					    "XW-1a" };
	struct scratch *s = *state;

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_string_equal(window_code(str_c(same[i]), s->a).p, "XW-1");
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_null(window_code(str_c(none[i]), s->a).p);
	assert_string_equal(window_code(STR("文君A座"), s->a).p, "文君a座");
}

static void visits_count_once_a_day(void **state)
{
	struct scratch *s = *state;

	fill(s);
	db_run0(s->db, "insert into study_window(code, name) values('XW-1', '窗口'), ('文君角', '角')");
	struct window w = window_find(s->db, STR("xw 01"), s->a);

	assert_true(str_is(w.code, "XW-1"));
	assert_true(window_visited(s->db, &w, 1, NOW));
	assert_false(window_visited(s->db, &w, 1, NOW + MS_HOUR));
	assert_true(window_visited(s->db, &w, 2, NOW));
	assert_true(window_visited(s->db, &w, 1, NOW + MS_DAY));
	w = window_find(s->db, STR("文君角"), s->a);
	assert_true(window_visited(s->db, &w, 1, NOW));
	assert_int_equal(window_sums(s->db, NOW, NOW + MS_DAY).visits, 3);
	assert_int_equal(window_sums(s->db, NOW, NOW + MS_DAY).windows, 2);
	assert_null(window_find(s->db, STR("XW-2"), s->a).code.p);
	assert_null(window_find(s->db, STR("' or 1"), s->a).code.p);
}

static void talk_is_counted_by_heads(void **state)
{
	struct scratch *s = *state;

	fill(s);
	db_run0(s->db, "insert into chat(channel, key, native, type) values('x', keyed('x:g'), seal('g'), 'group')");
	for (int i = 0; i < 3; i++)
		lesson_discussed(s->db, 1, 1, STR("x:a"), NOW + i);
	lesson_discussed(s->db, 1, 1, STR("x:b"), NOW);
	lesson_discussed(s->db, 2, 1, STR("x:b"), NOW);
	assert_int_equal(db_get_int_n(s->db, 0, "select count(*) from lesson_discussion", NULL, 0), 3);
	assert_int_equal(db_error(s->db), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_of_a_text),	     cmocka_unit_test(terms_of_a_search),
		cmocka_unit_test(how_much_of_a_text),	     SCRATCH_DB_TEST(search_finds_what_is_current),
		SCRATCH_DB_TEST(search_follows_every_write), SCRATCH_DB_TEST(the_lesson_of_the_day),
		cmocka_unit_test(screens_of_a_body),	     SCRATCH_DB_TEST(one_door_for_figures),
		SCRATCH_DB_TEST(what_is_still_to_do),	     SCRATCH_DB_TEST(topics_are_masked_and_counted),
		SCRATCH_DB_TEST(codes_of_windows),	     SCRATCH_DB_TEST(visits_count_once_a_day),
		SCRATCH_DB_TEST(talk_is_counted_by_heads),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
