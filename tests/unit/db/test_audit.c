/* test_audit.c - the audit chain and what breaks it. */
#include "store/db/audit.h"
#include "tests/unit/scratch.h"

static void write_rows(struct scratch *p, int n)
{
	assert_int_equal(db_begin(p->db), OK);
	for (int i = 0; i < n; i++)
		audit(p->db, 1000 + i, i % 2 ? "0123456789abcdef" : NULL, "case.open", STR("fedcba9876543210"),
		      STR("parking"));
	assert_int_equal(db_commit(p->db), OK);
}

/* What somebody with the file, but not the key, might do. */
static void tamper(struct scratch *p, const char *sql)
{
	assert_int_equal(db_script(p->db, "drop trigger audit_is_final_1; drop trigger audit_is_final_2"), OK);
	assert_int_equal(db_script(p->db, sql), OK);
}

static void expect_bad(struct scratch *p, int64_t id)
{
	int64_t rows, bad;

	assert_int_equal(audit_verify(p->db, p->a, &rows, &bad), ERR_INPUT);
	assert_int_equal(bad, id);
}

static void whole_chain(void **state)
{
	struct scratch *p = *state;
	int64_t rows, bad;

	assert_int_equal(audit_verify(p->db, p->a, &rows, &bad), OK);
	assert_int_equal(rows, 0);
	write_rows(p, 100);
	assert_int_equal(audit_verify(p->db, p->a, &rows, &bad), OK);
	assert_int_equal(rows, 100);
	assert_int_equal(bad, 0);
}

static void absent_fields(void **state)
{
	struct scratch *p = *state;
	int64_t rows, bad;

	assert_int_equal(db_begin(p->db), OK);
	audit(p->db, 5, NULL, "restore", NO_STR, NO_STR);
	assert_int_equal(db_commit(p->db), OK);
	assert_true(
		str_is(db_get_str_n(p->db, p->a, "select actor || object || detail from audit", NULL, 0), "system"));
	assert_int_equal(audit_verify(p->db, p->a, &rows, &bad), OK);
}

static void rolled_back_rows_leave_no_gap(void **state)
{
	struct scratch *p = *state;
	int64_t rows, bad;

	write_rows(p, 3);
	assert_int_equal(db_begin(p->db), OK);
	audit(p->db, 5, NULL, "lost", NO_STR, NO_STR);
	db_rollback(p->db);
	write_rows(p, 2);
	assert_int_equal(audit_verify(p->db, p->a, &rows, &bad), OK);
	assert_int_equal(rows, 5);
}

static void rows_are_final(void **state)
{
	struct scratch *p = *state;

	write_rows(p, 2);
	assert_int_not_equal(db_script(p->db, "update audit set detail = 'x'"), OK);
	db_rollback(p->db);
	assert_int_not_equal(db_script(p->db, "delete from audit"), OK);
	db_rollback(p->db);
}

static void changed_row(void **state)
{
	write_rows(*state, 10);
	tamper(*state, "update audit set detail = 'pay' where id = 4");
	expect_bad(*state, 4);
}

static void words_moved_between_fields(void **state)
{
	write_rows(*state, 3);
	tamper(*state, "update audit set object = object || 'p', detail = 'arking' where id = 2");
	expect_bad(*state, 2);
}

static void removed_row(void **state)
{
	write_rows(*state, 10);
	tamper(*state, "delete from audit where id = 5");
	expect_bad(*state, 6);
}

static void removed_and_renumbered(void **state)
{
	write_rows(*state, 10);
	tamper(*state,
	       "delete from audit where id = 5; update audit set id = id - 1 where id > 5; update sqlite_sequence set seq = 9");
	expect_bad(*state, 5);
}

static void cut_off(void **state)
{
	write_rows(*state, 10);
	tamper(*state, "delete from audit where id > 7");
	expect_bad(*state, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(whole_chain),
		SCRATCH_DB_TEST(absent_fields),
		SCRATCH_DB_TEST(rolled_back_rows_leave_no_gap),
		SCRATCH_DB_TEST(rows_are_final),
		SCRATCH_DB_TEST(changed_row),
		SCRATCH_DB_TEST(words_moved_between_fields),
		SCRATCH_DB_TEST(removed_row),
		SCRATCH_DB_TEST(removed_and_renumbered),
		SCRATCH_DB_TEST(cut_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
