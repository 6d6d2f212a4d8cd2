/* test_rekey.c - a new master key: all of it, or nothing of it. */
#include <fcntl.h>
#include <sys/file.h>

#include "bot/base/file.h"
#include "store/db/audit.h"
#include "store/keep/backup.h"
#include "store/messages/chat.h"
#include "store/messages/inbox.h"
#include "store/messages/outbox.h"
#include "store/person/person.h"
#include "store/keep/rekey.h"
#include "store/messages/unmatched.h"
#include "tests/unit/scratch.h"

#define A STR("bridge")

struct vault {
	struct scratch *s;
	const char *file, *db;
	struct keys keys;
	struct rekeyed done;
	struct str why;
};

static int set_up(void **state)
{
	struct vault *v = calloc(1, sizeof *v);
	void *scratch;

	scratch_set_up(&scratch);
	v->s = scratch;
	v->file = scratch_path(v->s, "key");
	v->db = scratch_path(v->s, "a.db");
	assert_int_equal(keys_load(v->file, true, &v->keys), OK);
	*state = v;
	return 0;
}

static int tear_down(void **state)
{
	struct vault *v = *state;
	void *scratch = v->s;

	scratch_tear_down(&scratch);
	free(v);
	return 0;
}

static void open_db(struct vault *v)
{
	assert_int_equal(db_open(v->db, DB_WRITE, &v->keys, &v->s->db), OK);
}

static void close_db(struct vault *v)
{
	db_close(v->s->db);
	v->s->db = NULL;
}

static enum err rotate(struct vault *v)
{
	assert_int_equal(keys_load(v->file, false, &v->keys), OK);
	return rekey_file(v->db, v->file, &v->keys, 5, v->s->a, &v->done, &v->why);
}

static struct inbox_key key_of(struct vault *v, const char *id)
{
	return inbox_key(v->s->db, A, str_c(id));
}

/* One of each: sealed, looked up by key, known only by a trace, chained. */
static void fill(struct vault *v)
{
	struct db *db = v->s->db;
	struct arena *a = v->s->a;

	assert_int_equal(db_begin(db), OK);
	struct person p = person_meet(db, A, STR("u1"), STR("张勇"), 1, a);
	int64_t chat = chat_private(db, A, STR("u1"), p.id, true);

	db_run(db, "update person set phone = seal(?1), phone_key = keyed(?1)", V("13800000101"));
	for (int i = 0; i < 50; i++) {
		struct inbox_key key = key_of(v, arena_printf(a, "m-%d", i).p);

		assert_true(inbox_add(db, &key, 1));
		audit(db, i, NULL, "test", str_c(p.uid), NO_STR);
	}
	struct inbox_key bad = key_of(v, "bad");

	suspect_add(db, &bad, 3);
	quarantine_add(db, &bad, 1, "failed", A, STR("{\"text\":\"\"}"));
	unmatched_add(db, p.id, STR("呜哩"), "private", 1, a);
	struct outbox_new o = { .channel = A, .chat = chat, .body = STR("{}"), .reply_to = STR("m-1") };

	outbox_sent(db, outbox_add(db, &o, 1), 2, STR("77"));
	db_run(db, "insert into photo(chat, person, at, bytes) values(?1, ?2, 1, seal(?3))", V(chat), V(p.id),
	       val_blob((struct str){ "\xff\xd8\0\x80x", 5 }));
	assert_int_equal(db_commit(db), OK);
}

/* Everything that was put in is found as it was. */
static void assert_full(struct vault *v, int64_t audits)
{
	struct db *db = v->s->db;
	struct inbox_key seen = key_of(v, "m-7"), bad = key_of(v, "bad"), other = key_of(v, "m-50");
	struct person p = person_find(db, A, STR("u1"), v->s->a);
	struct chat c = chat_find(db, A, STR("u1"), 1, v->s->a);
	struct verified verified;
	size_t n;

	assert_true(str_is(p.name, "张勇") && c.id);
	assert_int_equal(db_get_int(db, 0, "select id from person where phone_key = keyed(?1)", V("13800000101")),
			 p.id);
	assert_true(inbox_seen(db, &seen) && !inbox_seen(db, &other));
	assert_int_equal(suspect_weight(db, &bad), 3);
	assert_true(outbox_find(db, A, c.id, STR("77"), v->s->a).id &&
		    !outbox_find(db, A, c.id, STR("78"), v->s->a).id);
	assert_true(str_is(unmatched_list(db, 1, v->s->a, &n)->text, "呜哩"));
	unmatched_add(db, p.id, STR("呜哩"), "private", 1, v->s->a);
	assert_int_equal(db_get_int_n(db, 0, "select count(*) from unmatched", NULL, 0), 1);
	struct str bytes = db_get_str_n(db, v->s->a, "select unseal(bytes) from photo", NULL, 0);

	assert_true(str_eq(bytes, ((struct str){ "\xff\xd8\0\x80x", 5 })));
	assert_int_equal(verify(db, v->s->a, &verified), OK);
	assert_string_equal(verify_complaint(&verified, v->s->a).p ? verify_complaint(&verified, v->s->a).p : "", "");
	assert_int_equal(verified.audit_rows, audits);
}

static void no_value_is_left_under(struct vault *v, unsigned number)
{
	for (const struct secret_column *c = sealed_columns; c->name; c++) {
		ptrdiff_t dot = str_find(str_c(c->name), STR("."));
		struct str sql = arena_printf(v->s->a, "select count(*) from %.*s where substr(%s, 2, 1) = x'%02x'",
					      (int)dot, c->name, c->name + dot + 1, number);

		assert_int_equal(db_get_int_n(v->s->db, -1, sql.p, NULL, 0), 0);
	}
}

static bool exists(struct vault *v, const char *name)
{
	return access(scratch_path(v->s, name), F_OK) == 0;
}

static void all_of_it(void **state)
{
	struct vault *v = *state;
	struct keys first;

	open_db(v);
	fill(v);
	assert_full(v, 50);
	close_db(v);
	first = v->keys;
	for (unsigned n = 2; n <= 4; n++) {
		assert_int_equal(rotate(v), OK);
		assert_int_equal(v->done.from, n - 1);
		assert_int_equal(v->done.to, n);
		assert_false(v->done.finished);
		open_db(v);
		assert_full(v, 50 + n - 1);
		no_value_is_left_under(v, n - 1);
		/* rows of the audit are final again */
		assert_int_not_equal(db_script(v->s->db, "update audit set detail = 'x'"), OK);
		db_rollback(v->s->db);
		close_db(v);
	}
	assert_false(exists(v, "a.db.rekeying") || exists(v, "a.db.rekeying-wal") || exists(v, "a.db.rekeying.lock"));
	assert_int_equal(db_open(v->db, DB_READ, &first, &v->s->db), ERR_KEY);
}

/* The old bytes are not in the new file, not even in its free pages. */
static void nothing_of_the_old_is_left(void **state)
{
	struct vault *v = *state;

	open_db(v);
	fill(v);
	struct str sealed = db_get_str_n(v->s->db, v->s->a, "select native from identity", NULL, 0);
	struct str key = db_get_str_n(v->s->db, v->s->a, "select key from identity", NULL, 0);

	close_db(v);
	assert_true(str_has(scratch_read(v->s, "a.db"), sealed));
	assert_int_equal(rotate(v), OK);
	assert_false(str_has(scratch_read(v->s, "a.db"), sealed));
	assert_false(str_has(scratch_read(v->s, "a.db"), key));
}

/* Stopped after the key file was written, before the database took its place. */
static void stopped_in_the_middle(void **state)
{
	struct vault *v = *state;
	struct str text;

	open_db(v);
	fill(v);
	close_db(v);
	for (int i = 0; i < 2; i++) { /* even twice */
		assert_int_equal(keys_load(v->file, false, &v->keys), OK);
		assert_int_equal(keys_renew(v->file, &v->keys, v->s->a, &text), OK);
		assert_int_equal(file_replace(v->file, text), OK);
	}
	scratch_write(v->s, "a.db.rekeying", "half a copy");
	scratch_write(v->s, "a.db.rekeying-wal", "and its log");
	assert_int_equal(keys_load(v->file, false, &v->keys), OK);
	open_db(v); /* as ever */
	assert_full(v, 50);
	assert_int_equal(db_keys(v->s->db)->number, 1);
	close_db(v);
	assert_int_equal(rotate(v), OK);
	assert_true(v->done.finished);
	assert_int_equal(v->done.to, 3);
	open_db(v);
	assert_full(v, 51);
	close_db(v);
}

static void refused(void **state)
{
	struct vault *v = *state;

	assert_int_equal(rotate(v), ERR_NOT_FOUND);
	open_db(v);
	fill(v);
	struct str before = scratch_read(v->s, "key");

	assert_int_equal(rotate(v), ERR_BUSY); /* somebody has the lock */
	assert_true(str_has(v->why, STR("stop it first")));
	assert_int_equal(
		db_script(v->s->db, "drop trigger audit_is_final_1; update audit set detail = 'x' where id = 9"), OK);
	close_db(v);
	assert_int_equal(rotate(v), ERR_INPUT); /* a broken chain must not be made good */
	assert_true(str_has(v->why, STR("row 9")));
	assert_true(str_eq(scratch_read(v->s, "key"), before));
	assert_false(exists(v, "a.db.rekeying"));
}

/* A backup from before the change is brought to the new key when it is restored. */
static void an_older_backup(void **state)
{
	struct vault *v = *state;
	const char *copy = scratch_path(v->s, "copy.db");
	struct verified verified;
	struct restored restored;

	open_db(v);
	fill(v);
	assert_int_equal(backup_make(v->s->db, copy, false, v->s->a, &verified, &v->why), OK);
	close_db(v);
	assert_int_equal(rotate(v), OK);
	struct restore r = { copy, v->db, scratch_path(v->s, "ledger"), &v->keys, 9 };

	assert_int_equal(backup_restore(&r, v->s->a, &restored, &v->why), OK);
	open_db(v);
	assert_int_equal(db_keys(v->s->db)->number, 2);
	assert_full(v, 52);
	no_value_is_left_under(v, 1);
	close_db(v);
}

#define VAULT_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		VAULT_TEST(all_of_it),
		VAULT_TEST(nothing_of_the_old_is_left),
		VAULT_TEST(stopped_in_the_middle),
		VAULT_TEST(refused),
		VAULT_TEST(an_older_backup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
