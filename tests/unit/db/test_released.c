/* test_released.c - databases of each released version (tests/fixtures/released) are
 * opened, brought up to this one, and hold what they held. */
#include <glob.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

#include "bot/base/buf.h"
#include "store/db/functions.h"
#include "store/db/verify.h"
#include "tests/unit/scratch.h"

#define RELEASED "tests/fixtures/released/"

/* What is called otherwise or written otherwise since: an expression over the old row. */
static const struct {
	int before; /* a database of an older version has it so */
	const char *table, *column, *old;
} changes[] = {
	{ 18, "person", "since_at", "since" },
	{ 18, "station_closure", "until_at", "until" },
	{ 18, "subscription", "since_at", "since" },
	{ 18, "task", "start_at", "start" },
	{ 18, "task", "deadline_at", "deadline" },
	{ 18, "team_member", "since_at", "since" },
	{ 18, "volunteer", "since_at", "since" },
	{ 18, "volunteer", "until_day", "until" },
	{ 18, "volunteer", "asked_day", "iif(asked_day > 0, date(asked_day * 86400, 'unixepoch'), null)" },
	{ 18, "duty_desk", "until_at", "until" },
	{ 18, "ride_driver", "since_at", "since" },
	{ 18, "holiday", "day", "date" },
	{ 18, "lesson", "valid_day", "valid_until" },
	{ 18, "duty", "due_day", "due" },
	{ 18, "class", "first_day", "start" },
	{ 18, "class", "last_day", "last" },
	{ 18, "activity", "start_at", "unixepoch(start, 'utc') * 1000" },
	{ 18, "meeting", "start_at", "unixepoch(start, 'utc') * 1000" },
	{ 18, "job_day", "day", "date(day * 86400, 'unixepoch')" },
	{ 19, "unmatched", "id",
	  "(select count(*) from unmatched u where (u.key, u.place) <= (unmatched.key, unmatched.place))" },
	{ 19, "unmatched", "person", "null" },
	{ 19, "topic_wanted", "id",
	  "(select count(*) from topic_wanted t where (t.key, t.kind) <= (topic_wanted.key, topic_wanted.kind))" },
	{ 19, "topic_wanted", "person", "null" },
};

/* ------------------------------------------------------------ the old database */

static void unpack(struct scratch *s, int version, const char *to)
{
	char command[512];

	snprintf(command, sizeof command, "gzip -dc " RELEASED "%d.db.gz >%s", version, to);
	assert_int_equal(system(command), 0);
	/* the tests' folder may be readable by all; a key file must not be */
	snprintf(command, sizeof command, "cp " RELEASED "key %s && chmod 600 %s", scratch_path(s, "key"),
		 scratch_path(s, "key"));
	assert_int_equal(system(command), 0);
	assert_int_equal(keys_load(scratch_path(s, "key"), false, &s->keys), OK);
}

/* As it is, past all that would bring it up. */
static sqlite3 *open_as_it_is(struct scratch *s, const char *path)
{
	sqlite3 *old;

	assert_int_equal(sqlite3_open_v2(path, &old, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	db_functions(old, &s->keys);
	return old;
}

static int64_t number(sqlite3 *sqlite, const char *sql)
{
	sqlite3_stmt *q;

	if (sqlite3_prepare_v2(sqlite, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(sqlite));
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	int64_t n = sqlite3_column_int64(q, 0);

	sqlite3_finalize(q);
	return n;
}

/* All rows of a query of one text column, a line each. */
static struct str lines(struct scratch *s, sqlite3 *sqlite, const char *sql)
{
	sqlite3_stmt *q;
	struct buf b;
	int rc;

	buf_init(&b, 64 << 20);
	if (sqlite3_prepare_v2(sqlite, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(sqlite));
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		buf_add(&b, str_c((const char *)sqlite3_column_text(q, 0)));
		buf_addc(&b, "\n");
	}
	if (rc != SQLITE_DONE)
		fail_msg("%s: %s", sql, sqlite3_errmsg(sqlite));
	sqlite3_finalize(q);
	assert_false(b.failed);
	struct str all = arena_str(s->a, buf_str(&b));

	buf_free(&b);
	return all;
}

/* ---------------------------------------------------------------- contents */

static bool is_sealed(const char *table, const char *column)
{
	char name[200];

	snprintf(name, sizeof name, "%s.%s", table, column);
	for (const struct secret_column *c = sealed_columns; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return true;
	return false;
}

static const char *change_of(int version, const char *table, const char *column)
{
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		if (version < changes[i].before && strcmp(changes[i].table, table) == 0 &&
		    strcmp(changes[i].column, column) == 0)
			return changes[i].old;
	return NULL;
}

/* Each row as one text, unsealed; `old`: of a database of that version, else of today's. */
static struct str contents(struct scratch *s, sqlite3 *sqlite, const char *table, struct str columns, int old)
{
	struct str text = arena_printf(s->a, "select ''"), rest = columns, one;

	while (str_split(&rest, '\n', &one)) {
		const char *column = arena_cstr(s->a, one), *was = old ? change_of(old, table, column) : NULL;

		if (one.n)
			text = arena_printf(s->a, STR_FMT " || '|' || quote(%s%s%s)", STR_ARG(text),
					    is_sealed(table, column) ? "unseal(" : "", was ? was : column,
					    is_sealed(table, column) ? ")" : "");
	}
	return lines(s, sqlite, arena_printf(s->a, STR_FMT " from %s order by 1", STR_ARG(text), table).p);
}

#define TABLES                                                                                                         \
	"select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"                             \
	" and name not like 'lesson_text_%' order by name"

static void same_contents(struct scratch *s, sqlite3 *old, sqlite3 *now, int version)
{
	struct str tables = lines(s, old, TABLES), one;

	while (str_split(&tables, '\n', &one)) {
		if (!one.n)
			continue;
		const char *table = arena_cstr(s->a, one);
		struct str columns = lines(s, now,
					   arena_printf(s->a, "select name from pragma_table_info('%s')", table).p);
		struct str a = contents(s, old, table, columns, version), b = contents(s, now, table, columns, 0);

		assert_true(a.n > 0);
		if (!str_eq(a, b))
			fail_msg("%s is not what it was:\n" STR_FMT "\n" STR_FMT, table, STR_ARG(a), STR_ARG(b));
	}
}

/* ---------------------------------------------------------------------- tests */

static void each_version(struct scratch *s, void (*test)(struct scratch *, int))
{
	glob_t found;

	assert_int_equal(glob(RELEASED "*.db.gz", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		test(s, atoi(found.gl_pathv[i] + strlen(RELEASED)));
	globfree(&found);
}

static void comes_up(struct scratch *s, int version)
{
	const char *path = scratch_path(s, "a.db"), *before = scratch_path(s, "old.db");
	struct verified v;
	struct db *db;

	unpack(s, version, path);
	unpack(s, version, before);
	sqlite3 *old = open_as_it_is(s, before);

	assert_int_equal(number(old, "pragma user_version"), version);
	assert_int_equal(db_open(path, DB_WRITE, &s->keys, &db), OK);
	assert_int_equal(verify(db, s->a, &v), OK);
	if (!v.ok)
		fail_msg(STR_FMT, STR_ARG(verify_complaint(&v, s->a)));
	assert_int_equal(v.audit_rows, number(old, "select count(*) from audit"));
	db_close(db);
	sqlite3 *now = open_as_it_is(s, path);

	assert_int_equal(number(now, "pragma user_version"), db_version());
	same_contents(s, old, now, version);
	/* no number is given out twice */
	static const char sequences[] = "select name || ' ' || seq from sqlite_sequence order by name";

	assert_string_equal(lines(s, now, sequences).p, lines(s, old, sequences).p);
	/* the lessons are still found by their words */
	assert_true(number(now, "select count(*) from lesson_text where lesson_text match terms('开灯')") > 0);
	sqlite3_close(now);
	sqlite3_close(old);
	unlink(path);
	unlink(before);
}

/* It is built like one that was made new. */
static void is_like_a_new_one(struct scratch *s, int version)
{
	static const char sql[] = "select type || ' ' || name || ' ' || coalesce(replace(sql, '\"', ''), '')"
				  " from sqlite_schema where name not like 'sqlite_%' order by 1";
	const char *path = scratch_path(s, "a.db"), *fresh = scratch_path(s, "new.db");
	struct db *db;

	unpack(s, version, path);
	assert_int_equal(db_open(path, DB_WRITE, &s->keys, &db), OK);
	db_close(db);
	assert_int_equal(db_open(fresh, DB_WRITE, &s->keys, &db), OK);
	assert_int_equal(db_get_int_n(db, 0, "pragma foreign_keys", NULL, 0), 1);
	db_close(db);
	sqlite3 *a = open_as_it_is(s, path), *b = open_as_it_is(s, fresh);

	assert_string_equal(lines(s, a, sql).p, lines(s, b, sql).p);
	sqlite3_close(a);
	sqlite3_close(b);
	unlink(path);
	unlink(fresh);
}

static void script(sqlite3 *sqlite, const char *sql)
{
	if (sqlite3_exec(sqlite, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(sqlite));
}

/* What nobody described is not thrown away, and what refers to nothing is not hidden: the old one stays as it was. */
static void is_left_alone(struct scratch *s, int version)
{
	static const char *const spoilt[] = {
		"create table other(a)",
		"alter table place add column other text",
		"insert into person_group(person, chat) values(901, 999999)",
	};
	static const char schema[] = "select coalesce(sql, name) from sqlite_schema order by 1";
	const char *path = scratch_path(s, "a.db");
	struct db *db;

	for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
		unpack(s, version, path);
		sqlite3 *old = open_as_it_is(s, path);

		script(old, spoilt[i]);
		struct str before = lines(s, old, schema);

		sqlite3_close(old);
		if (version < db_version())
			assert_int_not_equal(db_open(path, DB_WRITE, &s->keys, &db), OK);
		old = open_as_it_is(s, path);
		assert_string_equal(lines(s, old, schema).p, before.p);
		assert_int_equal(number(old, "pragma user_version"), version);
		sqlite3_close(old);
		unlink(path);
	}
}

/* Killed at any moment of its way up it is of the old version or of this one, whole; and goes on. */
static void survives_being_killed(struct scratch *s, int version)
{
	const char *path = scratch_path(s, "a.db");
	struct verified v;
	struct db *db;
	int ended = 0;

	for (useconds_t after = 10000; !ended; after *= 2) {
		unpack(s, version, path);
		pid_t child = fork();

		if (child == 0)
			_exit(db_open(path, DB_WRITE, &s->keys, &db) != OK);
		usleep(after);
		ended = waitpid(child, NULL, WNOHANG) == child;
		if (!ended) {
			kill(child, SIGKILL);
			waitpid(child, NULL, 0);
		}
		sqlite3 *now = open_as_it_is(s, path);
		int64_t is = number(now, "pragma user_version");

		assert_true(is == version || is == db_version());
		assert_true(number(now, "select count(*) from person") > 0);
		sqlite3_close(now);
		assert_int_equal(db_open(path, DB_WRITE, &s->keys, &db), OK);
		assert_int_equal(verify(db, s->a, &v), OK);
		assert_true(v.ok);
		db_close(db);
		unlink(path);
	}
}

static void every_version_is_like_a_new_one(void **state)
{
	each_version(*state, is_like_a_new_one);
}

static void nothing_is_thrown_away(void **state)
{
	each_version(*state, is_left_alone);
}

static void every_version_survives_being_killed(void **state)
{
	each_version(*state, survives_being_killed);
}

static void every_version_comes_up(void **state)
{
	each_version(*state, comes_up);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(every_version_comes_up),
		SCRATCH_TEST(every_version_is_like_a_new_one),
		SCRATCH_TEST(nothing_is_thrown_away),
		SCRATCH_TEST(every_version_survives_being_killed),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests_name("databases of released versions", tests, NULL, NULL);
}
