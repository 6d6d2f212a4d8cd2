/* test_db.c - what store/db/db.h promises: sticking errors, savepoints, lock, versions, keys. */
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "store/person/role.h"
#include "tests/unit/scratch.h"

static int64_t people(struct db *db)
{
	return db_get_int_n(db, -1, "select count(*) from person", NULL, 0);
}

static void add(struct db *db, const char *uid)
{
	db_run(db, "insert into person(uid, created_at) values(?1, 1)", V(uid));
}

/* -------------------------------------------------------------- statements */

static void values_come_back(void **state)
{
	struct scratch *s = *state;
	struct rows *r = db_query(s->db, "select ?1, ?2, ?3, ?4, ?5", V(INT64_MIN), V(1.5), V("灯"),
				  val_blob(STR("a\0b")), NULL_VAL);

	assert_true(db_next(r));
	assert_int_equal(db_columns(r), 5);
	assert_true(db_int(r, 0) == INT64_MIN);
	assert_true(db_real(r, 1) == 1.5);
	assert_true(str_is(db_str(r, 2), "灯"));
	assert_true(str_eq(db_str(r, 3), STR("a\0b")));
	assert_true(db_is_null(r, 4) && !db_str(r, 4).p);
	assert_false(db_next(r));
	db_done(r);
	assert_int_equal(db_get_int(s->db, 42, "select null where ?1", V(0)), 42);
	assert_null(db_get_str(s->db, s->a, "select ?1", V((const char *)NULL)).p);
	assert_int_equal(db_error(s->db), OK);
}

static void functions(void **state)
{
	struct scratch *s = *state;

	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	assert_true(str_is(db_get_str(s->db, s->a, "select unseal(seal(?1))", V("13800000101")), "13800000101"));
	assert_int_equal(db_get_int(s->db, 0, "select seal(?1) <> seal(?1) and keyed(?1) = keyed(?1)", V("x")), 1);
	assert_int_equal(db_get_int_n(s->db, 0,
				      "select seal(null) is null and unseal(null) is null and keyed(null) is null",
				      NULL, 0),
			 1);
	assert_true(str_is(db_get_str(s->db, s->a, "select clock(?1)", V((int64_t)1765000000000)), "2025-12-06 13:46"));
	assert_true(str_is(db_get_str(s->db, s->a, "select day(?1)", V((int64_t)1765036800000)), "2025-12-07"));
}

static void what_does_not_open(void **state)
{
	struct scratch *s = *state;

	db_get_str(s->db, s->a, "select unseal(?1)", V("not sealed"));
	assert_int_equal(db_error(s->db), ERR_KEY);
	db_rollback(s->db);
	assert_int_equal(db_error(s->db), OK);
}

static void text_from_outside(void **state)
{
	struct scratch *s = *state;
	struct str answer = NO_STR;

	assert_true(db_ask(s->db, STR("select 1, 'x' union select 2, null order by 1"), s->a, &answer));
	assert_true(str_is(answer, "1|x;2|"));
	assert_false(db_ask(s->db, STR("selekt"), s->a, &answer));
	assert_true(str_has(answer, STR("syntax")));
	assert_false(db_ask(s->db, STR(""), s->a, &answer));
	assert_false(db_ask(s->db, STR("select name from person"), s->a, &answer));
	assert_false(db_ask(s->db, STR("select unseal('not sealed')"), s->a, &answer));
	assert_int_equal(db_error(s->db), ERR_KEY);
	db_rollback(s->db);
}

/* ------------------------------------------------------------- transactions */

static void errors_stick(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(db_begin(s->db), OK);
	add(s->db, "one");
	add(s->db, "one");
	assert_int_equal(db_error(s->db), ERR_EXISTS);
	add(s->db, "two");
	assert_int_equal(people(s->db), -1);
	assert_int_equal(db_commit(s->db), ERR_EXISTS);
	assert_false(db_in_transaction(s->db));
	assert_int_equal(db_error(s->db), OK);
	assert_int_equal(people(s->db), 0);
}

static void checks_are_input_errors(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(db_begin(s->db), OK);
	db_run0(s->db, "insert into role(person, role) values(1, 'king')");
	assert_int_equal(db_commit(s->db), ERR_INPUT);
}

static void savepoints_protect_neighbours(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(db_begin(s->db), OK);
	db_savepoint(s->db);
	add(s->db, "good");
	assert_int_equal(db_release(s->db), OK);
	db_savepoint(s->db);
	add(s->db, "half");
	add(s->db, "good");
	assert_int_equal(db_release(s->db), ERR_EXISTS);
	assert_true(db_in_transaction(s->db));
	db_savepoint(s->db);
	add(s->db, "undone");
	db_undo(s->db);
	assert_int_equal(db_commit(s->db), OK);
	assert_int_equal(people(s->db), 1);
}

/* Within a savepoint: what was before it and what comes after it stand. */
static void a_part_fails_alone(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(db_begin(s->db), OK);
	db_savepoint(s->db);
	add(s->db, "before");
	db_try(s->db);
	add(s->db, "half");
	add(s->db, "before");
	assert_int_equal(db_tried(s->db), ERR_EXISTS);
	assert_int_equal(db_error(s->db), OK);
	db_try(s->db);
	add(s->db, "after");
	assert_int_equal(db_tried(s->db), OK);
	assert_int_equal(db_release(s->db), OK);
	assert_int_equal(people(s->db), 2);
	db_savepoint(s->db);
	db_try(s->db);
	add(s->db, "disk");
	db_fail(s->db, ERR_FULL, "played");
	assert_int_equal(db_tried(s->db), ERR_FULL);
	db_try(s->db); /* it is in error, and stays so */
	assert_int_equal(db_tried(s->db), ERR_FULL);
	assert_int_equal(db_release(s->db), ERR_FULL); /* the disk's error is everybody's */
	assert_int_equal(db_commit(s->db), OK);
	assert_int_equal(people(s->db), 2);
}

static void committed_is_seen_by_readers(void **state)
{
	struct scratch *s = *state;
	struct db *reader;

	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_READ, &s->keys, &reader), OK);
	assert_int_equal(db_begin(s->db), OK);
	add(s->db, "one");
	assert_int_equal(people(reader), 0);
	assert_int_equal(db_commit(s->db), OK);
	assert_int_equal(people(reader), 1);
	add(reader, "two");
	assert_int_not_equal(db_error(reader), OK);
	db_close(reader);
	assert_int_equal(db_probe(s->db), OK);
	assert_true(str_is(db_integrity(s->db, s->a), "ok"));
}

/* ------------------------------------------------------------------ opening */

static void one_writer(void **state)
{
	struct scratch *s = *state;
	struct db *other;
	int lock;

	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_WRITE, &s->keys, &other), ERR_BUSY);
	assert_null(other);
	assert_int_equal(db_lock(scratch_path(s, "a.db"), &lock), ERR_BUSY);
	assert_int_equal(db_lock_holder(scratch_path(s, "a.db")), getpid());
	db_close(s->db);
	assert_int_equal(db_lock(scratch_path(s, "a.db"), &lock), OK);
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_WRITE, &s->keys, &s->db), ERR_BUSY);
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_HELD, &s->keys, &s->db), OK);
	close(lock);
	assert_int_equal(db_lock_holder(scratch_path(s, "a.db")), 0);
}

static void what_was_written_stays(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(db_begin(s->db), OK);
	add(s->db, "one");
	assert_int_equal(db_commit(s->db), OK);
	db_close(s->db);
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_WRITE, &s->keys, &s->db), OK);
	assert_int_equal(people(s->db), 1);
	assert_int_equal(db_get_int_n(s->db, 0, "pragma synchronous", NULL, 0), 2);
	assert_true(str_is(db_get_str_n(s->db, s->a, "pragma journal_mode", NULL, 0), "wal"));
}

static void another_key(void **state)
{
	struct scratch *s = *state;
	struct keys other;
	struct db *db;

	keys_random(&other);
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_READ, &other, &db), ERR_KEY);
	assert_null(db);
}

static void another_version(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(db_script(s->db, "pragma user_version = 99"), OK);
	db_close(s->db);
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_WRITE, &s->keys, &s->db), ERR_VERSION);
	assert_null(s->db);
}

static void not_ours(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(db_script(s->db, "pragma application_id = 7"), OK);
	db_close(s->db);
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_WRITE, &s->keys, &s->db), ERR_INPUT);
}

static void nothing_there(void **state)
{
	struct scratch *s = *state;
	struct db *db;

	assert_int_not_equal(db_open(scratch_path(s, "none.db"), DB_READ, &s->keys, &db), OK);
	assert_int_not_equal(access(scratch_path(s, "none.db"), F_OK), 0);
	assert_int_not_equal(db_open(scratch_path(s, "no/folder.db"), DB_WRITE, &s->keys, &db), OK);
	scratch_write(
		s, "text.db",
		"this is certainly no database, and long enough to be looked at for one by anybody who tries to open it.");
	assert_int_not_equal(db_open(scratch_path(s, "text.db"), DB_WRITE, &s->keys, &db), OK);
}

/* Nothing that is sealed, and no name of anybody, stands in the file. */
static void the_file_tells_nothing(void **state)
{
	struct scratch *s = *state;
	char *text = NULL;
	size_t n = 0;

	assert_int_equal(db_begin(s->db), OK);
	db_run(s->db,
	       "insert into person(uid, name, phone, phone_key, created_at) values('u', seal(?1), seal(?2), keyed(?2), 1)",
	       V("张勇张勇"), V("13800000101"));
	assert_int_equal(db_commit(s->db), OK);
	db_close(s->db);
	s->db = NULL;
	FILE *f = fopen(scratch_path(s, "a.db"), "r");

	assert_non_null(f);
	assert_true(getdelim(&text, &n, EOF, f) > 0);
	fseek(f, 0, SEEK_END);
	n = (size_t)ftell(f);
	rewind(f);
	text = realloc(text, n);
	assert_int_equal(fread(text, 1, n, f), n);
	fclose(f);
	assert_false(str_has((struct str){ text, n }, STR("张勇张勇")));
	assert_false(str_has((struct str){ text, n }, STR("13800000101")));
	free(text);
}

/* -------------------------------------------------------------------- roles */

static void roles(void **state)
{
	struct scratch *s = *state;
	struct str who = STR("lik"), channel = STR("bridge"), why = NO_STR;
	size_t n;

	assert_int_equal(db_begin(s->db), OK);
	db_run0(s->db, "insert into department(name, aliases) values('城管局', '城管;综合执法')");
	db_run0(s->db, "insert into place(name, lat, lon) values('文君街道', 30.4, 103.4)");
	assert_null(role_scope(s->db, ROLE_DEPARTMENT, STR("水务局"), s->a, &why).p);
	assert_true(str_has(why, STR("水务局")));
	assert_null(role_scope(s->db, ROLE_DEPARTMENT, NO_STR, s->a, &why).p);
	assert_null(role_scope(s->db, ROLE_CITY, STR("文君街道"), s->a, &why).p);
	assert_true(str_is(role_scope(s->db, ROLE_PATROL, NO_STR, s->a, &why), ""));
	struct str scope = role_scope(s->db, ROLE_DEPARTMENT, STR("综合执法"), s->a, &why);

	assert_true(str_is(scope, "城管局"));
	assert_true(role_grant(s->db, 1, "operator", channel, who, ROLE_DEPARTMENT, scope, s->a));
	assert_false(role_grant(s->db, 1, "operator", channel, who, ROLE_DEPARTMENT, scope, s->a));
	assert_true(role_grant(s->db, 1, "operator", channel, who, ROLE_CITY, STR(""), s->a));
	assert_int_equal(people(s->db), 1);
	assert_int_equal(role_bits(s->db, 1), ROLE_BIT(ROLE_DEPARTMENT) | ROLE_BIT(ROLE_CITY));
	assert_true(role_covers(s->db, 1, ROLE_DEPARTMENT, STR("城管局")) &&
		    role_covers(s->db, 1, ROLE_CITY, STR("x")));
	assert_false(role_covers(s->db, 1, ROLE_DEPARTMENT, STR("教育局")));
	struct role_row *v = role_all(s->db, 0, s->a, &n);

	assert_int_equal(n, 2);
	assert_true(str_is(v[0].identity, "bridge:lik") && str_is(v[0].role, "city"));
	assert_int_equal(role_revoke(s->db, 1, "operator", channel, who, ROLE_DEPARTMENT, STR("教育局"), s->a), 0);
	assert_int_equal(role_revoke(s->db, 1, "operator", channel, who, ROLE_COUNT, NO_STR, s->a), 2);
	assert_int_equal(role_revoke(s->db, 1, "operator", channel, STR("nobody"), ROLE_COUNT, NO_STR, s->a), 0);
	assert_int_equal(db_get_int_n(s->db, 0,
				      "select count(*) from audit where action in ('role.grant', 'role.revoke')", NULL,
				      0),
			 4);
	assert_int_equal(db_commit(s->db), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(values_come_back),
		SCRATCH_DB_TEST(functions),
		SCRATCH_DB_TEST(what_does_not_open),
		SCRATCH_DB_TEST(text_from_outside),
		SCRATCH_DB_TEST(errors_stick),
		SCRATCH_DB_TEST(checks_are_input_errors),
		SCRATCH_DB_TEST(savepoints_protect_neighbours),
		SCRATCH_DB_TEST(a_part_fails_alone),
		SCRATCH_DB_TEST(committed_is_seen_by_readers),
		SCRATCH_DB_TEST(one_writer),
		SCRATCH_DB_TEST(what_was_written_stays),
		SCRATCH_DB_TEST(another_key),
		SCRATCH_DB_TEST(another_version),
		SCRATCH_DB_TEST(not_ours),
		SCRATCH_DB_TEST(nothing_there),
		SCRATCH_DB_TEST(the_file_tells_nothing),
		SCRATCH_DB_TEST(roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
