/* test_backup.c - backup, verify, restore. */
#include <fcntl.h>
#include <sys/stat.h>

#include "store/db/audit.h"
#include "store/keep/backup.h"
#include "store/db/migrate.h"
#include "store/db/number.h"
#include "tests/unit/scratch.h"

/* A database with something of everything that matters here. */
static void fill(struct scratch *s)
{
	assert_int_equal(db_begin(s->db), OK);
	db_run(s->db, "insert into person(uid, name, name_key, created_at) values('u1', seal(?1), keyed(?1), 1)",
	       V("张勇"));
	db_run0(s->db,
		"insert into chat(channel, key, native, type, person) values('bridge', keyed('bridge:a'), seal('a'), 'private', 1)");
	db_run0(s->db,
		"insert into outbox(channel, chat, class, body, receipt, due_at, created_at)"
		" values('bridge', 1, 'answer', seal('{}'), 0, 1, 1), ('bridge', 1, 'answer', seal('{}'), 1, 1, 1)");
	assert_int_equal(number_next(s->db, "Q"), 1);
	audit(s->db, 1, NULL, "test", NO_STR, NO_STR);
	assert_int_equal(db_commit(s->db), OK);
}

static const char *make_backup(struct scratch *s)
{
	const char *to = scratch_path(s, "copy.db");
	struct verified v;
	struct str why = NO_STR;

	assert_int_equal(backup_make(s->db, to, false, s->a, &v, &why), OK);
	assert_true(v.ok);
	return to;
}

static enum err restore(struct scratch *s, const char *from, struct restored *out, struct str *why)
{
	struct restore r = { from, scratch_path(s, "a.db"), scratch_path(s, "ledger"), &s->keys, 1000 };

	return backup_restore(&r, s->a, out, why);
}

static void reopen(struct scratch *s)
{
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_SCRATCH, &s->keys, &s->db), OK);
}

static void shut(struct scratch *s)
{
	db_close(s->db);
	s->db = NULL;
}

static bool exists(struct scratch *s, const char *name)
{
	return access(scratch_path(s, name), F_OK) == 0;
}

static void overwrite(struct scratch *s, const char *name, long at, const char *bytes, size_t n)
{
	FILE *f = fopen(scratch_path(s, name), "r+");

	assert_non_null(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

/* ----------------------------------------------------------------- backup */

static void backup_is_whole_and_private(void **state)
{
	struct scratch *s = *state;
	struct verified v;
	struct str why;
	struct stat st;

	fill(s);
	umask(077);
	assert_int_equal(stat(make_backup(s), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(backup_make(s->db, scratch_path(s, "copy.db"), false, s->a, &v, &why), ERR_EXISTS);
	assert_int_equal(backup_make(s->db, scratch_path(s, "copy.db"), true, s->a, &v, &why), OK);
	assert_int_not_equal(backup_make(s->db, scratch_path(s, "no/such/folder/x"), false, s->a, &v, &why), OK);
	assert_int_equal(db_error(s->db), OK);
	db_rollback(s->db);
}

static void backup_from_a_reader_while_written(void **state)
{
	struct scratch *s = *state;
	struct db *reader;
	struct verified v;
	struct str why;

	fill(s);
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_READ, &s->keys, &reader), OK);
	assert_int_equal(db_begin(s->db), OK);
	db_run0(s->db, "insert into person(uid, created_at) values('half', 1)");
	assert_int_equal(backup_make(reader, scratch_path(s, "copy.db"), false, s->a, &v, &why), OK);
	assert_int_equal(db_commit(s->db), OK);
	db_close(reader);
	assert_int_equal(db_open(scratch_path(s, "copy.db"), DB_READ, &s->keys, &reader), OK);
	assert_int_equal(db_get_int_n(reader, 0, "select count(*) from person", NULL, 0), 1);
	db_close(reader);
}

/* ----------------------------------------------------------------- verify */

static void verify_finds_what_is_wrong(void **state)
{
	struct scratch *s = *state;
	struct verified v;

	fill(s);
	assert_int_equal(verify(s->db, s->a, &v), OK);
	assert_true(v.ok);
	assert_int_equal(v.audit_rows, 1);
	assert_int_equal(db_script(s->db, "update person set phone = x'00112233'"), OK);
	assert_int_equal(verify(s->db, s->a, &v), OK);
	assert_false(v.ok);
	assert_string_equal(v.sealed, "person.phone");
	assert_int_equal(db_script(s->db, "update person set phone = null, name_key = keyed('李勇')"), OK);
	assert_int_equal(verify(s->db, s->a, &v), OK);
	assert_false(v.ok || v.sealed);
	assert_string_equal(v.keyed, "person.name_key");
	assert_int_equal(
		db_script(
			s->db,
			"update person set name_key = keyed(unseal(name)); drop trigger audit_is_final_1; update audit set action = 'x'"),
		OK);
	assert_int_equal(verify(s->db, s->a, &v), OK);
	assert_false(v.ok || v.chained);
	assert_int_equal(v.audit_bad, 1);
}

/* ---------------------------------------------------------------- restore */

static void restore_moves_on(void **state)
{
	struct scratch *s = *state;
	struct restored done;
	struct str why = NO_STR;

	fill(s);
	const char *copy = make_backup(s);

	assert_int_equal(db_begin(s->db), OK); /* life goes on after the backup */
	for (int i = 0; i < 41; i++)
		number_next(s->db, "Q");
	number_next(s->db, "T");
	for (int i = 0; i < 7; i++)
		db_run0(s->db,
			"insert into outbox(channel, chat, class, due_at, created_at) values('bridge', 1, 'answer', 1, 1)");
	assert_int_equal(db_commit(s->db), OK);
	assert_int_equal(restore(s, copy, &done, &why), ERR_BUSY);
	assert_true(str_has(why, STR("stop it first")));
	shut(s);
	if (restore(s, copy, &done, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	assert_false(done.leapt);
	assert_string_equal(done.kept, scratch_path(s, "a.db.before-restore"));
	assert_false(exists(s, "a.db.restoring") || exists(s, "a.db.restoring-wal") ||
		     exists(s, "a.db.restoring.lock"));
	reopen(s);
	assert_int_equal(number_next(s->db, "Q"), 43);
	assert_int_equal(number_next(s->db, "T"), 2);
	assert_int_equal(db_get_int_n(s->db, 0, "select seq from sqlite_sequence where name = 'outbox'", NULL, 0), 9);
	assert_int_equal(db_get_int_n(s->db, 0, "select count(*) from outbox where state = 'uncertain'", NULL, 0), 1);
	assert_int_equal(
		db_get_int_n(s->db, 0, "select count(*) from outbox where state = 'queued' and receipt", NULL, 0), 1);
	struct verified v;

	assert_int_equal(verify(s->db, s->a, &v), OK);
	assert_true(v.ok);
	assert_int_equal(v.audit_rows, 2);
	shut(s);
	assert_int_equal(restore(s, copy, &done, &why), OK);
	assert_string_equal(done.kept, scratch_path(s, "a.db.before-restore-2"));
}

static void restore_without_a_present(void **state)
{
	struct scratch *s = *state;
	struct restored done;
	struct str why = NO_STR;

	fill(s);
	const char *copy = make_backup(s);

	shut(s);
	assert_int_equal(unlink(scratch_path(s, "a.db")), 0);
	assert_int_equal(restore(s, copy, &done, &why), OK);
	assert_null(done.kept);
	assert_true(done.leapt);
	reopen(s);
	assert_int_equal(number_next(s->db, "Q"), 1 + RESTORE_LEAP + 1);
}

static void restore_over_a_damaged_one(void **state)
{
	static const char junk[4096] = "junk";
	struct scratch *s = *state;
	struct restored done;
	struct str why = NO_STR;

	fill(s);
	const char *copy = make_backup(s);

	shut(s);
	overwrite(s, "a.db", 0, junk, sizeof junk);
	scratch_write(s, "a.db-wal", "a log that must not be read into the new one");
	assert_int_equal(restore(s, copy, &done, &why), OK);
	assert_true(done.leapt);
	assert_false(exists(s, "a.db-wal"));
	reopen(s);
	assert_int_equal(db_get_int_n(s->db, 0, "select count(*) from person", NULL, 0), 1);
}

/* The present database is untouched when the file is not good. */
static void restore_refuses(void **state)
{
	struct scratch *s = *state;
	struct restored done;
	struct str why = NO_STR;
	struct keys other;

	fill(s);
	const char *copy = make_backup(s);

	shut(s);
	assert_int_equal(restore(s, scratch_path(s, "none"), &done, &why), ERR_NOT_FOUND);
	scratch_write(
		s, "text",
		"not a database, but long enough to have a head of a hundred bytes, which is what is looked at first"
		"........................................");
	assert_int_equal(restore(s, scratch_path(s, "text"), &done, &why), ERR_INPUT);
	keys_random(&other);
	struct restore with_other = { copy, scratch_path(s, "a.db"), scratch_path(s, "ledger"), &other, 1 };

	assert_int_equal(backup_restore(&with_other, s->a, &done, &why), ERR_KEY);
	overwrite(s, "copy.db", 60, "\x00\x00\x03\xe8", 4); /* user_version */
	assert_int_equal(restore(s, copy, &done, &why), ERR_VERSION);
	overwrite(s, "copy.db", 60, "\x00\x00\x00\x01", 4);
	overwrite(s, "copy.db", 4096 + 8, "\xff\xff\xff\xff\xff\xff\xff\xff", 8);
	assert_int_not_equal(restore(s, copy, &done, &why), OK);
	assert_false(exists(s, "a.db.restoring") || exists(s, "a.db.before-restore"));
	reopen(s);
	assert_int_equal(number_next(s->db, "Q"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(backup_is_whole_and_private),
		SCRATCH_DB_TEST(backup_from_a_reader_while_written),
		SCRATCH_DB_TEST(verify_finds_what_is_wrong),
		SCRATCH_DB_TEST(restore_moves_on),
		SCRATCH_DB_TEST(restore_without_a_present),
		SCRATCH_DB_TEST(restore_over_a_damaged_one),
		SCRATCH_DB_TEST(restore_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
