/* test_access.c - notes on getting in and parking: what may be told, what replaces what, and lists of them. */
#include "store/access/access.h"

#include "store/lists/import.h"
#include "tests/unit/scratch.h"

static int64_t add(struct scratch *s, const char *kind, const char *text, const char *state, int64_t person, ms_t now)
{
	struct access_note n = { .place = STR("瑞云府"), .kind = str_c(kind), .text = str_c(text), .person = person };

	return access_add(s->db, &n, state, "u", now, s->a);
}

static struct str told(struct scratch *s, const char *kind)
{
	struct access_note v[ACCESS_SHOWN];
	size_t n = access_known(s->db, STR("瑞云府"), kind ? str_c(kind) : NO_STR, v, s->a);
	struct str all = STR("");

	for (size_t i = 0; i < n; i++)
		all = arena_printf(s->a, STR_FMT "%s%s" STR_FMT, STR_ARG(all), i ? " " : "",
				   str_is(v[i].state, "said") ? "?" : "", STR_ARG(v[i].text));
	return all;
}

static void drafts_are_told_to_nobody(void **state)
{
	struct scratch *s = *state;
	int64_t g = add(s, "entry", "东门", "draft", 0, 1);

	assert_true(str_is(told(s, NULL), ""));
	assert_true(access_decide(s->db, g, true, NO_STR, "u", 2));
	assert_true(str_is(told(s, NULL), "东门"));
	assert_false(access_decide(s->db, g, true, NO_STR, "u", 3));
	assert_true(access_decide(s->db, g, false, NO_STR, "u", 4)); /* after all not */
	assert_true(str_is(told(s, NULL), ""));
}

static void words_of_riders_stand_until_staff_looked(void **state)
{
	struct scratch *s = *state;
	int64_t first, second;

	db_run0(s->db, "insert into person(id, uid, created_at) values(1, 'a', 0), (2, 'b', 0)");
	(void)add(s, "entry", "东门", "confirmed", 0, 1);
	(void)add(s, "parking", "架空层", "confirmed", 0, 1);
	first = add(s, "entry", "西门", "said", 1, 2);
	second = add(s, "entry", "南门", "said", 2, 3);
	assert_true(str_is(told(s, "entry"), "东门 ?南门 ?西门"));
	assert_true(str_is(told(s, "parking"), "架空层"));
	first = add(s, "entry", "北门", "said", 1, 4); /* his own newer word */
	assert_true(str_is(told(s, "entry"), "东门 ?北门 ?南门"));
	assert_true(access_decide(s->db, second, true, STR("南门，登记"), "u", 5));
	assert_true(str_is(told(s, "entry"), "南门，登记")); /* what was said before is not told any more */
	assert_int_equal(access_waiting(s->db, &(struct access_note){ 0 }, 1, s->a), 1); /* but still to be decided */
	assert_true(access_decide(s->db, first, false, NO_STR, "u", 6));
	assert_int_equal(access_waiting(s->db, &(struct access_note){ 0 }, 1, s->a), 0);
	assert_int_equal(access_known(s->db, STR("别处"), NO_STR, (struct access_note[ACCESS_SHOWN]){ 0 }, s->a), 0);
}

static void lists_are_confirmed(void **state)
{
	struct scratch *s = *state;
	struct import_report report;
	FILE *f = fopen(scratch_path(s, "access.csv"), "w");

	assert_non_null(f);
	fputs("place,kind,text\n瑞云府,entry,从北门进\n瑞云府,parking,\"停南门外，限15分钟\"\n", f);
	fclose(f);
	for (int again = 0; again < 2; again++)
		assert_int_equal(import_dir(s->db, scratch_path(s, ""), "in", &(struct import_options){ .now = 9 },
					    s->a, &report),
				 OK);
	assert_true(str_is(told(s, NULL), "从北门进 停南门外，限15分钟"));
	assert_int_equal(db_get_int(s->db, 0, "select count(*) from access_note where at > ?1", V(0)), 2);
	assert_int_equal(add(s, "entry", "东门", "confirmed", 0, 10), 3); /* numbers go on */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(drafts_are_told_to_nobody, scratch_set_up_db, scratch_tear_down),
		cmocka_unit_test_setup_teardown(words_of_riders_stand_until_staff_looked, scratch_set_up_db,
						scratch_tear_down),
		cmocka_unit_test_setup_teardown(lists_are_confirmed, scratch_set_up_db, scratch_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
