/* test_page_link.c - what goes out comes back, and nothing else does. */
#include "tests/unit/scratch.h"

#include "store/case/case.h"
#include "store/case/page_link.h"

static const ms_t NOW = INT64_C(1749603600000);
enum { WEEK = 7 * MS_DAY };

/* Case 1 is with department 1. */
static int64_t link_of_case(struct scratch *s)
{
	assert_int_equal(db_begin(s->db), OK);
	db_run(s->db, "insert into department(id, name) values(1, ?1)", V("交警大队"));
	db_run(s->db,
	       "insert into cases(number, uid, kind, category, text, filed_at, state, department, assigned_at)"
	       " values(1, 'c1', 'grievance', 'parking', seal('t'), ?1, 'assigned', 1, ?1)",
	       V(NOW));
	return page_link_make(s->db, 1, 0, NOW + WEEK, NOW, s->a);
}

static void comes_back(void **state)
{
	struct scratch *s = *state;
	struct page_link l = page_link_load(s->db, link_of_case(s), s->a);
	struct str token = page_token(s->db, &l, s->a);
	int64_t id;
	ms_t until;

	assert_true(l.id && l.current);
	assert_true(page_token_read(s->db, 1, token, &id, &until));
	assert_int_equal(id, l.id);
	assert_int_equal(until, NOW + WEEK);
	assert_false(page_token_read(s->db, 2, token, &id, &until));
	for (size_t i = 0; i < token.n; i++) {
		char *other = arena_cstr(s->a, token);

		for (int c = '!'; c <= '~'; c++) {
			other[i] = (char)c;
			assert_int_equal(page_token_read(s->db, 1, (struct str){ other, token.n }, &id, &until),
					 c == token.p[i]);
		}
		assert_false(page_token_read(s->db, 1, str_sub(token, 0, i), &id, &until));
	}
	assert_false(page_token_read(s->db, 1, arena_printf(s->a, STR_FMT "A", STR_ARG(token)), &id, &until));
}

static void is_for_one_assignment(void **state)
{
	struct scratch *s = *state;
	int64_t id = link_of_case(s);

	assert_int_equal(page_link_standing(s->db, 1, NOW, s->a).id, id);
	db_run(s->db, "update cases set assigned_at = assigned_at + 1 where number = ?1", V(1));
	assert_false(page_link_load(s->db, id, s->a).current);
	assert_int_equal(page_link_standing(s->db, 1, NOW, s->a).id, 0);
	db_run(s->db, "update cases set department = null, assigned_at = null where number = ?1", V(1));
	assert_false(page_link_load(s->db, id, s->a).current);
	assert_int_equal(page_link_make(s->db, 1, 0, NOW + WEEK, NOW, s->a), 0);
	assert_int_equal(page_link_load(s->db, 99, s->a).id, 0);
}

static void is_taken_back(void **state)
{
	struct scratch *s = *state;
	int64_t id = link_of_case(s);

	assert_int_equal(page_link_revoke(s->db, 1, 0, NOW), 1);
	assert_int_equal(page_link_revoke(s->db, 1, 0, NOW), 0);
	assert_int_equal(page_link_load(s->db, id, s->a).revoked_at, NOW);
	assert_int_equal(page_link_standing(s->db, 1, NOW, s->a).id, 0);
}

static void another_key_signed_it(void **state)
{
	struct keys keys, others;
	unsigned char signature[SIGNATURE];

	(void)state;
	keys_random(&keys);
	keys_random(&others);
	sign(&keys, STR("page/1/1/1"), signature);
	assert_true(sign_is(&keys, STR("page/1/1/1"), signature));
	assert_false(sign_is(&keys, STR("page/1/1/2"), signature));
	assert_false(sign_is(&others, STR("page/1/1/1"), signature));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_set_up_db, scratch_tear_down)
	const struct CMUnitTest tests[] = { TEST(comes_back), TEST(is_for_one_assignment), TEST(is_taken_back),
					    TEST(another_key_signed_it) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
