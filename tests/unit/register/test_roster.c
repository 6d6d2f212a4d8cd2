/* test_roster.c - who may be the same person as whom, and what is done about it. */
#include "store/register/roster.h"
#include "tests/unit/scratch.h"

enum { NOW = 77 };

static int city(void **state)
{
	scratch_set_up_db(state);
	struct scratch *s = *state;

	assert_int_equal(db_script(s->db, "insert into place(name, lat, lon) values('镇', 30, 103), ('街道', 30, 103);"
					  "insert into site(name, street) values('东站', 1), ('西站', 1)"),
			 OK);
	return 0;
}

static int64_t person(struct scratch *s, const char *name, const char *phone, int64_t site, bool id)
{
	db_run(s->db,
	       "insert into person(uid, name, name_key, phone, phone_key, site, created_at)"
	       " values(hex(randomblob(8)), seal(?1), keyed(?1), seal(?2), keyed(?2), nullif(?3, 0), 1)",
	       V(name), V(phone), V(site));
	int64_t p = db_last_id(s->db);

	if (id)
		db_run(s->db,
		       "insert into identity(channel, key, native, person) values('x', keyed('x:' || ?1), seal(?1), ?1)",
		       V(p));
	assert_int_equal(db_error(s->db), OK);
	return p;
}

static void propose(struct scratch *s, int64_t p)
{
	assert_int_equal(db_begin(s->db), OK);
	roster_propose(s->db, p, NOW);
	assert_int_equal(db_commit(s->db), OK);
}

#define IS(sql, expected) assert_int_equal(db_get_int_n(s->db, -1, sql, NULL, 0), expected)

static void matches(void **state)
{
	struct scratch *s = *state;
	struct match m[MATCHES_MOST];
	int64_t me = person(s, "王芳", "13800000001", 1, true);
	int64_t phone = person(s, "王方", "13800000001", 0, true);
	int64_t site = person(s, "王芳", "13800000002", 1, false);

	person(s, "王芳", "13800000003", 2, true); /* another site */
	person(s, "王芳", NULL, 0, true);
	person(s, "李芳", NULL, 1, true);
	assert_int_equal(person_matches(s->db, me, m), 2);
	assert_int_equal(m[0].person, phone);
	assert_string_equal(m[0].why, "phone");
	assert_true(m[0].sure && !m[0].listed);
	assert_int_equal(m[1].person, site);
	assert_string_equal(m[1].why, "name+site");
	assert_true(!m[1].sure && m[1].listed);
	assert_int_equal(person_matches(s->db, 999, m), 0);
}

static void platform_and_street(void **state)
{
	struct scratch *s = *state;
	struct match m[MATCHES_MOST];
	int64_t a = person(s, "王芳", NULL, 0, true), b = person(s, "王芳", "13800000002", 1, false);

	assert_int_equal(db_script(s->db, "update person set platform = '美团', street = 2"), OK);
	assert_int_equal(person_matches(s->db, a, m), 1);
	assert_int_equal(m[0].person, b);
	assert_string_equal(m[0].why, "name+platform+street");
	/* two sites, or two phones, are two people */
	db_run(s->db, "update person set site = 2 where id = ?1", V(a));
	assert_int_equal(person_matches(s->db, a, m), 0);
	db_run(s->db, "update person set site = null, phone_key = keyed('13800000003') where id = ?1", V(a));
	assert_int_equal(person_matches(s->db, a, m), 0);
}

static void a_common_name_says_nothing(void **state)
{
	struct scratch *s = *state;
	struct match m[MATCHES_MOST];
	int64_t me = person(s, "张伟", "13800000000", 1, true);

	for (int i = 0; i < 3; i++)
		person(s, "张伟", NULL, 1, true);
	assert_int_equal(person_matches(s->db, me, m), 3);
	person(s, "张伟", NULL, 1, true);
	assert_int_equal(person_matches(s->db, me, m), 0);
	/* a phone does, however often */
	for (int i = 0; i < 20; i++)
		person(s, "别人", "13800000000", 0, true);
	assert_int_equal(person_matches(s->db, me, m), MATCHES_MOST);
}

static void proposed_once(void **state)
{
	struct scratch *s = *state;
	int64_t a = person(s, "王芳", NULL, 1, true), b = person(s, "王芳", NULL, 1, true);

	propose(s, b);
	propose(s, a);
	IS("select count(*) from v_duplicate where a = '王芳' and b = '王芳' and why = 'name+site' and state = 'proposed'",
	   1);
	IS("select count(*) from duplicate where a < b and at = 77", 1);
	db_run0(s->db, "update duplicate set state = 'refused', done_at = 78");
	propose(s, b);
	IS("select count(*) from duplicate where state = 'refused'", 1);
	IS("select count(*) from person", 2);
}

static void an_entry_of_a_list_is_taken_in(void **state)
{
	struct scratch *s = *state;

	person(s, "王芳", "13800000001", 1, false);
	int64_t me = person(s, "王芳", "13800000001", 0, true);

	propose(s, me);
	IS("select count(*) from person", 1);
	assert_int_equal(db_get_int(s->db, 0, "select site from person where id = ?1", V(me)), 1);
	IS("select count(*) from duplicate where state = 'merged' and b is null and why = 'phone'", 1);
	IS("select count(*) from audit where action = 'person.merge' and actor = 'system'", 1);
}

static void what_is_not_taken_in(void **state)
{
	struct scratch *s = *state;

	person(s, "王芳", "13800000001", 1, false);
	int64_t other_name = person(s, "王方", "13800000001", 0, true);
	int64_t no_phone = person(s, "王芳", NULL, 1, true);
	int64_t from_list = person(s, "王芳", "13800000001", 2, false);

	propose(s, other_name);
	propose(s, no_phone);
	propose(s, from_list); /* two entries of lists: for staff */
	IS("select count(*) from person", 4);
	IS("select count(*) from duplicate where state = 'proposed'", 4);
	/* refused stays refused, also when the name is mended */
	db_run0(s->db, "update duplicate set state = 'refused'");
	db_run(s->db, "update person set name_key = keyed('王芳') where id = ?1", V(other_name));
	propose(s, other_name);
	IS("select count(*) from person", 4);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, city, scratch_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(matches),
		TEST(platform_and_street),
		TEST(a_common_name_says_nothing),
		TEST(proposed_once),
		TEST(an_entry_of_a_list_is_taken_in),
		TEST(what_is_not_taken_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
