/* test_import_census.c - lists of people who never wrote to the bot, and what
 * becomes of them when they do. */
#include "tests/unit/lists/import_fixture.h"
#include "store/keep/merge.h"
#include "store/register/roster.h"

static int city(void **state)
{
	world_begin(state);
	struct world *w = *state;

	put_file(w, "places.csv", "name,lat,lon\n镇,30,103\n街道,30,103\n", 0);
	put_file(w, "sites.csv", "name,street\n东站,镇\n西站,镇\n", 0);
	assert_int_equal(load_in(w), OK);
	return 0;
}

#define COUNTS(w, a, c, s)                                                                                             \
	do {                                                                                                           \
		assert_int_equal((w)->report.counts[KIND_CENSUS].added, a);                                            \
		assert_int_equal((w)->report.counts[KIND_CENSUS].changed, c);                                          \
		assert_int_equal((w)->report.counts[KIND_CENSUS].same, s);                                             \
	} while (0)

static const char list[] = "name,phone,trade,platform,site,street\n"
			   "王芳,13800000001,delivery,美团,东站,镇\n"
			   "李强,13800000002,,,,街道\n"
			   "赵六,,courier,顺丰,西站,\n"
			   "王芳,13800000004,,,东站,\n"; /* another of that name */

static void a_list_goes_in_and_out(void **state)
{
	struct world *w = *state, *second;
	void *other;

	assert_int_equal(load_text(w, "census", list), OK);
	COUNTS(w, 4, 0, 0);
	assert_int_equal(
		ask(w, "select count(*) from v_person where identity is null and source = 'census' and not registered"),
		4);
	assert_int_equal(
		ask(w,
		    "select count(*) from v_person where name = '王芳' and phone = '13800000001' and trade = 'delivery'"
		    " and platform = '美团' and site = '东站' and street = '镇'"),
		1);
	const char *out = exported(w, KIND_CENSUS);

	assert_string_equal(out, list);
	assert_string_equal(exported(w, KIND_PEOPLE), "id,name,phone,trade,platform,site,street,groups,registered\n");
	assert_int_equal(load_text(w, "census", out), OK);
	COUNTS(w, 0, 0, 4);
	city(&other);
	second = other;
	assert_int_equal(load_text(second, "census", out), OK);
	assert_string_equal(exported(second, KIND_CENSUS), out);
	world_end(&other);
}

static void a_newer_list_updates(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_text(w, "census", list), OK);
	assert_int_equal(
		load_text(
			w, "census",
			"name,phone,platform,site\n王芳,13800000001,饿了么,西站\n李强,13800000002,,\n赵六,13800000003,,西站\n"),
		OK);
	COUNTS(w, 0, 2, 1);
	assert_int_equal(
		ask(w,
		    "select count(*) from v_person where phone = '13800000001' and platform = '饿了么' and site = '西站'"
		    " and trade = 'delivery'"),
		1);
	assert_int_equal(
		ask(w,
		    "select count(*) from v_person where name = '赵六' and phone = '13800000003' and trade = 'courier'"),
		1);
	/* the phone is known now, and with another one it is somebody else */
	assert_int_equal(load_text(w, "census", "name,phone,site\n赵六,13800000003,\n赵六,13800000009,西站\n"), OK);
	COUNTS(w, 1, 0, 1);
	assert_int_equal(ask(w, "select count(*) from person"), 5);
}

static void bad_rows(void **state)
{
	static const struct bad cases[] = {
		{ "census", "name,phone\n王芳,\n", "in/census.csv:2: phone or site: one of the two must be filled" },
		{ "census", "name,phone,site\n,13800000001,东站\n", "in/census.csv:2: name: must be filled" },
		{ "census", "name,site\n王芳,南站\n", "in/census.csv:2: site: “南站” is not in sites" },
		{ "census", "name,phone\n王芳,1.38E+10\n",
		  "in/census.csv:2: phone: is a number in scientific notation~" },
		{ "census", "name,phone,site\n王芳,13800000001,东站\n王芳,13800000001,西站\n王芳,,东站\n王芳,,东站\n",
		  "in/census.csv:3: name: the same key as line 2\nin/census.csv:5: name: the same key as line 4" },
		{ "census", "phone\n13800000001\n", "in/census.csv:1: name: the column is missing" },
	};

	REFUSED(*state, cases);
}

/* Whoever stands in people already is found, and what he said himself stays. */
static void known_people_are_found(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_text(w, "people", "id,name,phone,platform\nx:a,王芳,13800000001,饿了么\n"), OK);
	assert_int_equal(load_text(w, "census", list), OK);
	COUNTS(w, 3, 1, 0); /* his site and trade were not known */
	assert_int_equal(ask(w, "select count(*) from person"), 4);
	assert_int_equal(
		ask(w, "select count(*) from v_person where identity = 'x:a' and platform = '饿了么' and site = '东站'"
		       " and trade = 'delivery' and source = 'people'"),
		1);
	assert_int_equal(load_text(w, "census", list), OK);
	COUNTS(w, 0, 0, 4);
	assert_int_equal(ask(w, "select count(*) from v_person where identity = 'x:a' and platform = '饿了么'"), 1);
	/* he is no entry of the list any more */
	assert_null(strstr(exported(w, KIND_CENSUS), "13800000001"));
}

/* Imported with an id after the list: with name and phone the same, at once. */
static void people_after_the_census(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_text(w, "census", list), OK);
	assert_int_equal(
		load_text(w, "people", "id,name,phone,site\nx:a,王芳,13800000001,\nx:b,李强,,\nx:c,赵六,,西站\n"), OK);
	assert_int_equal(ask(w, "select count(*) from person"), 6); /* 4 + 3, of which one was there */
	assert_int_equal(
		ask(w, "select count(*) from v_person where identity = 'x:a' and site = '东站' and trade = 'delivery'"),
		1);
	assert_int_equal(ask(w, "select count(*) from v_duplicate where a = '赵六' and b = '赵六' and why = 'name+site'"
				" and state = 'proposed'"),
			 1);
	/* the two 王芳 of the site have phones of their own: staff may look, nothing is done */
	assert_int_equal(ask(w, "select count(*) from duplicate where state = 'merged'"), 1);
	/* the old list again finds him where he is now */
	assert_int_equal(load_text(w, "census", list), OK);
	COUNTS(w, 0, 0, 4);
	assert_int_equal(ask(w, "select count(*) from person"), 6);
}

/* Merged by staff, the list does not bring the old entry back. */
static void a_merged_entry_stays_merged(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_text(w, "census", "name,phone,site\n赵六,,西站\n钱七,13800000007,东站\n"), OK);
	assert_int_equal(load_text(w, "people", "id,name,phone\nx:c,赵六儿,13800000003\nx:d,钱七,13900000007\n"), OK);
	assert_int_equal(db_begin(w->db), OK);
	for (int i = 1; i <= 2; i++)
		assert_true(person_merge(w->db, i, i + 2, NULL, world_now));
	assert_int_equal(db_commit(w->db), OK);
	assert_int_equal(load_text(w, "census", "name,phone,site\n赵六,,西站\n钱七,13800000007,东站\n"), OK);
	COUNTS(w, 0, 0, 2);
	assert_int_equal(ask(w, "select count(*) from person"), 2);
	assert_int_equal(
		ask(w, "select count(*) from v_person where name = '钱七' and phone = '13900000007' and site = '东站'"),
		1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, city, world_end)
	const struct CMUnitTest tests[] = {
		TEST(a_list_goes_in_and_out), TEST(a_newer_list_updates),    TEST(bad_rows),
		TEST(known_people_are_found), TEST(people_after_the_census), TEST(a_merged_entry_stays_merged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
