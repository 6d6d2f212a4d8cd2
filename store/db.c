/* db.c - the only file that knows SQLite. */
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "bot/base/file.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "store/db_functions.h"
#include "store/migrate.h"
#include "store/watch.h"

enum { BUSY_MS = 5000 };
enum { CACHE = 1024 }; /* slots for statements; a power of two, far more than there are */

struct rows {
	struct db *db;
	const char *sql; /* its address is the key; NULL: free slot */
	sqlite3_stmt *stmt;
	bool open;
	bool once; /* from db_query_text: freed by db_done */
};

struct db {
	sqlite3 *sqlite;
	struct keys keys;
	int lock; /* file descriptor, or -1 */
	enum err error;
	char why[256];
	char *ledger;
	bool scrub;
	struct watch *watches;
	struct rows cache[CACHE];
};

/* ------------------------------------------------------------------ errors */

/* The one place that maps SQLite's result to ours. */
static enum err translate(struct db *db, int rc)
{
	int extended = sqlite3_extended_errcode(db->sqlite);

	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return OK;
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_CONSTRAINT:
		return extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY ? ERR_EXISTS
													: ERR_INPUT;
	case SQLITE_ERROR:
	case SQLITE_TOOBIG:
	case SQLITE_MISMATCH:
	case SQLITE_RANGE:
		return ERR_INPUT; /* a statement or a value that cannot be: not the disk's fault */
	case SQLITE_AUTH:
		return ERR_KEY; /* from unseal(): see db_functions.c */
	default:
		/* the shared-memory file of the WAL cannot grow: the disk is full too */
		return sqlite3_system_errno(db->sqlite) == ENOSPC ? ERR_FULL : ERR_IO;
	}
}

static enum err fail(struct db *db, int rc)
{
	enum err e = translate(db, rc);

	if (e != OK && db->error == OK) {
		db->error = e;
		snprintf(db->why, sizeof db->why, "%s", sqlite3_errmsg(db->sqlite));
	}
	return e;
}

enum err db_error(const struct db *db)
{
	return db->error;
}

const char *db_error_text(const struct db *db)
{
	return db->why;
}

void db_fail(struct db *db, enum err e, const char *why)
{
	if (db->error == OK) {
		db->error = e;
		snprintf(db->why, sizeof db->why, "%s", why);
	}
}

static void forget_error(struct db *db)
{
	db->error = OK;
	db->why[0] = '\0';
}

/* ------------------------------------------------------------------ values */

struct val val_int(int64_t i)
{
	return (struct val){ .type = VAL_INT, .i = i };
}

struct val val_real(double d)
{
	return (struct val){ .type = VAL_REAL, .d = d };
}

struct val val_str(struct str s)
{
	return s.p ? (struct val){ .type = VAL_TEXT, .s = s } : NULL_VAL;
}

struct val val_cstr(const char *s)
{
	return val_str(str_c(s));
}

struct val val_blob(struct str s)
{
	return s.p ? (struct val){ .type = VAL_BLOB, .s = s } : NULL_VAL;
}

static void bind(sqlite3_stmt *stmt, const struct val *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int at = (int)i + 1;

		switch (v[i].type) {
		case VAL_NULL:
			sqlite3_bind_null(stmt, at);
			break;
		case VAL_INT:
			sqlite3_bind_int64(stmt, at, v[i].i);
			break;
		case VAL_REAL:
			sqlite3_bind_double(stmt, at, v[i].d);
			break;
		case VAL_TEXT:
			sqlite3_bind_text64(stmt, at, v[i].s.p, v[i].s.n, SQLITE_STATIC, SQLITE_UTF8);
			break;
		case VAL_BLOB:
			sqlite3_bind_blob64(stmt, at, v[i].s.p, v[i].s.n, SQLITE_STATIC);
			break;
		}
	}
}

/* -------------------------------------------------------------- statements */

static struct rows *slot_for(struct db *db, const char *sql)
{
	size_t i = ((uintptr_t)sql * 0x9E3779B97F4A7C15ULL) >> 54;

	for (size_t tries = 0; tries < CACHE; tries++, i++) {
		struct rows *r = &db->cache[i % CACHE];

		if (r->sql == sql || !r->sql)
			return r;
	}
	log_error("store", "problem=too many statements");
	abort(); /* a bug: SQL that is not a literal */
}

static struct rows *prepared(struct db *db, const char *sql)
{
	struct rows *r = slot_for(db, sql);

	if (!r->sql) {
		*r = (struct rows){ .db = db };
		if (db->error != OK)
			return r;
		int rc = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &r->stmt, NULL);

		if (rc != SQLITE_OK) {
			fail(db, rc);
			log_error("store", "problem=%s", sqlite3_errmsg(db->sqlite));
			r->stmt = NULL;
			return r;
		}
		r->sql = sql;
	}
	return r;
}

static void finish(struct rows *r)
{
	sqlite3_reset(r->stmt);
	sqlite3_clear_bindings(r->stmt);
	r->open = false;
}

struct rows *db_query_n(struct db *db, const char *sql, const struct val *v, size_t n)
{
	struct rows *r = prepared(db, sql);

	if (db->error != OK || !r->stmt)
		return r;
	if (r->open) {
		log_error("store", "problem=statement opened twice");
		abort(); /* a bug: the rows of the first use would be lost */
	}
	bind(r->stmt, v, n);
	r->open = true;
	return r;
}

bool db_next(struct rows *r)
{
	if (!r->open || r->db->error != OK)
		return false;
	int rc = sqlite3_step(r->stmt);

	if (rc == SQLITE_ROW)
		return true;
	fail(r->db, rc);
	finish(r);
	return false;
}

void db_done(struct rows *r)
{
	if (r->open)
		finish(r);
	if (r->once) {
		sqlite3_finalize(r->stmt);
		free(r);
	}
}

int64_t db_run_n(struct db *db, const char *sql, const struct val *v, size_t n)
{
	struct rows *r = db_query_n(db, sql, v, n);

	while (db_next(r))
		;
	db_done(r);
	return db->error == OK ? sqlite3_changes64(db->sqlite) : 0;
}

int64_t db_get_int_n(struct db *db, int64_t otherwise, const char *sql, const struct val *v, size_t n)
{
	struct rows *r = db_query_n(db, sql, v, n);

	if (db_next(r) && !db_is_null(r, 0))
		otherwise = db_int(r, 0);
	db_done(r);
	return otherwise;
}

struct str db_get_str_n(struct db *db, struct arena *a, const char *sql, const struct val *v, size_t n)
{
	struct rows *r = db_query_n(db, sql, v, n);
	struct str s = NO_STR;

	if (db_next(r) && !db_is_null(r, 0))
		s = arena_str(a, db_str(r, 0));
	db_done(r);
	return s;
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->sqlite);
}

size_t db_ints(struct rows *r, int64_t *out, size_t n)
{
	size_t found = 0;

	while (found < n && db_next(r))
		out[found++] = db_int(r, 0);
	db_done(r);
	return found;
}

int db_columns(const struct rows *r)
{
	return r->stmt ? sqlite3_column_count(r->stmt) : 0;
}

const char *db_column_name(const struct rows *r, int column)
{
	return sqlite3_column_name(r->stmt, column);
}

bool db_is_null(const struct rows *r, int column)
{
	return sqlite3_column_type(r->stmt, column) == SQLITE_NULL;
}

int64_t db_int(const struct rows *r, int column)
{
	return sqlite3_column_int64(r->stmt, column);
}

double db_real(const struct rows *r, int column)
{
	return sqlite3_column_double(r->stmt, column);
}

struct str db_str(const struct rows *r, int column)
{
	if (db_is_null(r, column))
		return NO_STR;
	const char *p = sqlite3_column_blob(r->stmt, column); /* of text too: the bytes as they are */
	size_t n = (size_t)sqlite3_column_bytes(r->stmt, column);

	if (sqlite3_column_type(r->stmt, column) == SQLITE_INTEGER ||
	    sqlite3_column_type(r->stmt, column) == SQLITE_FLOAT) {
		p = (const char *)sqlite3_column_text(r->stmt, column);
		n = (size_t)sqlite3_column_bytes(r->stmt, column);
	}
	return p ? (struct str){ p, n } : STR("");
}

enum err db_script(struct db *db, const char *sql)
{
	if (db->error != OK)
		return db->error;
	return fail(db, sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL));
}

/* Views may be read, and tables only through them. */
static int views_only(void *arg, int action, const char *a, const char *b, const char *schema, const char *through)
{
	(void)arg, (void)schema;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_FUNCTION:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		/* a table of which no column is read (b is "") is only counted */
		return (through && strncmp(through, "v_", 2) == 0) || !a || !*a || strncmp(a, "v_", 2) == 0 ||
				       (b && !*b)
			       ? SQLITE_OK
			       : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

struct rows *db_query_text(struct db *db, struct str sql, struct arena *a, struct str *why)
{
	sqlite3_stmt *stmt = NULL;

	sqlite3_set_authorizer(db->sqlite, views_only, NULL);
	int rc = sqlite3_prepare_v2(db->sqlite, sql.p, (int)sql.n, &stmt, NULL);

	sqlite3_set_authorizer(db->sqlite, NULL, NULL);
	if (rc != SQLITE_OK || !stmt) {
		*why = rc == SQLITE_OK ? STR("no statement") : arena_str(a, str_c(sqlite3_errmsg(db->sqlite)));
		return NULL;
	}
	struct rows *r = mem_zalloc(sizeof *r);

	*r = (struct rows){ .db = db, .sql = "", .stmt = stmt, .open = true, .once = true };
	return r;
}

/* ------------------------------------------------------------------ watches */

static void row_touched(void *arg, int action, const char *schema, const char *table, sqlite3_int64 row)
{
	const struct db *db = arg;

	(void)action, (void)schema;
	watch_row(db->watches, table, row);
}

struct watch *db_watch(struct db *db, const char *table)
{
	struct watch *w;

	watch_add(&db->watches, table, &w);
	sqlite3_update_hook(db->sqlite, row_touched, db);
	return w;
}

/* ------------------------------------------------------------- transaction */

bool db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->sqlite);
}

enum err db_begin(struct db *db)
{
	forget_error(db);
	db_run0(db, "begin immediate");
	return db->error;
}

enum err db_commit(struct db *db)
{
	if (db->error == OK)
		db_run0(db, "commit");
	enum err e = db->error;

	if (e != OK)
		db_rollback(db);
	else
		watch_commit(db->watches);
	return e;
}

void db_rollback(struct db *db)
{
	forget_error(db);
	if (db_in_transaction(db))
		db_run0(db, "rollback");
	watch_rollback(db->watches);
}

void db_savepoint(struct db *db)
{
	db_run0(db, "savepoint turn");
	watch_savepoint(db->watches);
}

void db_undo(struct db *db)
{
	forget_error(db);
	if (db_in_transaction(db)) {
		db_run0(db, "rollback to turn");
		db_run0(db, "release turn");
	}
	watch_undo(db->watches);
}

enum err db_release(struct db *db)
{
	enum err e = db->error;

	if (e == OK) {
		db_run0(db, "release turn");
		e = db->error;
	}
	if (e != OK)
		db_undo(db);
	return e;
}

enum err db_probe(struct db *db)
{
	enum err e = db_begin(db);

	if (e != OK)
		return e;
	db_run0(db, "insert or replace into meta(key, value) values('probe', hex(randomblob(32768)))");
	e = db_commit(db);
	if (e == OK && (e = db_begin(db)) == OK) {
		db_run0(db, "delete from meta where key = 'probe'");
		e = db_commit(db);
	}
	return e;
}

void db_keep_little(struct db *db, bool little)
{
	db_run0(db, little ? "pragma cache_size = -8192" : "pragma cache_size = -32768");
}

/* ---------------------------------------------------------- open and close */

static char *with_end(const char *path, const char *end)
{
	size_t n = strlen(path) + strlen(end) + 1;
	char *file = mem_alloc(n);

	snprintf(file, n, "%s%s", path, end);
	return file;
}

enum err db_lock(const char *path, int *fd)
{
	char *file = with_end(path, ".lock");
	enum err e = OK;

	*fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (*fd < 0) {
		log_error("store", "file=%s problem=cannot create: %s", file, strerror(errno));
		e = ERR_IO;
	} else if (flock(*fd, LOCK_EX | LOCK_NB) != 0) {
		e = errno == EWOULDBLOCK ? ERR_BUSY : ERR_IO;
		close(*fd);
		*fd = -1;
	}
	free(file);
	return e;
}

static enum err set_up(struct db *db, enum db_mode mode)
{
	/* A checkpoint each 16 MB: pages that many messages touch are copied once;
	 * to read that much again after a crash takes some 10 ms. */
	static const char *const pragmas[] = {
		[DB_WRITE] = ("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;"
			      "pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -32768;"
			      "pragma wal_autocheckpoint = 4000"),
		[DB_READ] = "pragma temp_store = memory", /* not query_only: it forbids VACUUM INTO too */
		[DB_SCRATCH] = ("pragma journal_mode = wal; pragma synchronous = off; pragma secure_delete = on;"
				"pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -32768"),
	};
	enum err e = db_script(db, pragmas[mode == DB_HELD ? DB_WRITE : mode]);

	if (e != OK)
		return e;
	if ((mode == DB_WRITE || mode == DB_HELD) && db_get_int_n(db, 0, "pragma synchronous", NULL, 0) != 2) {
		log_error("store", "problem=the database does not wait for the disk (synchronous is not FULL)");
		return ERR_IO;
	}
	return OK;
}

enum err db_open(const char *path, enum db_mode mode, const struct keys *keys, struct db **out)
{
	struct db *db = mem_zalloc(sizeof *db);
	enum err e = OK;
	int flags = mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

	db->keys = *keys;
	db->ledger = with_end(path, ".ledger");
	db->scrub = mode != DB_READ; /* a process that was killed may have left a log */
	db->lock = -1;
	if (mode != DB_READ && mode != DB_HELD && (e = db_lock(path, &db->lock)) != OK)
		goto out;
	if (sqlite3_open_v2(path, &db->sqlite, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		log_error("store", "file=%s problem=%s", path, sqlite3_errmsg(db->sqlite));
		e = ERR_IO;
		goto out;
	}
	sqlite3_extended_result_codes(db->sqlite, 1);
	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	db_functions(db->sqlite, &db->keys);
	if ((e = set_up(db, mode)) == OK)
		e = migrate(db, path, mode != DB_READ);
	if (e == OK)
		e = migrate_key_check(db, mode != DB_READ);
out:
	if (e != OK) {
		if (db->error != OK)
			log_error("store", "file=%s problem=%s", path, db->why);
		db_close(db);
		db = NULL;
	}
	*out = db;
	return e;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	if (db->sqlite) {
		for (size_t i = 0; i < CACHE; i++)
			if (db->cache[i].sql)
				sqlite3_finalize(db->cache[i].stmt);
		sqlite3_close(db->sqlite);
	}
	watch_free_all(&db->watches);
	if (db->lock >= 0)
		close(db->lock);
	explicit_bzero(&db->keys, sizeof db->keys);
	free(db->ledger);
	free(db);
}

const char *db_library(void)
{
	return sqlite3_libversion();
}

const struct keys *db_keys(const struct db *db)
{
	return &db->keys;
}

void db_use_key(struct db *db, unsigned number, bool older)
{
	db->keys.number = (unsigned char)number;
	db->keys.older = older;
}

void db_set_ledger(struct db *db, const char *file)
{
	free(db->ledger);
	db->ledger = mem_strdup(file);
}

const char *db_ledger(const struct db *db)
{
	return db->ledger;
}

/* ----------------------------------------------------------- whole database */

void db_scrub_later(struct db *db)
{
	db->scrub = true;
}

bool db_scrub_due(const struct db *db)
{
	return db->scrub;
}

enum err db_scrub(struct db *db)
{
	int log = 0, copied = 0;

	sqlite3_busy_timeout(db->sqlite, 0); /* nobody waits for a reader here */
	int rc = sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE, &log, &copied);

	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	if (rc == SQLITE_OK)
		db->scrub = false;
	return rc == SQLITE_OK ? OK : translate(db, rc);
}

struct str db_integrity(struct db *db, struct arena *a)
{
	struct str s = db_get_str_n(db, a, "pragma integrity_check(1)", NULL, 0);

	if (db->error != OK) {
		s = arena_str(a, str_c(db->why));
		forget_error(db);
	}
	return s.p ? s : STR("no answer");
}

enum err db_copy(struct db *db, const char *to)
{
	struct arena *a = arena_new();
	const char *part = arena_printf(a, "%s.part", to).p;
	enum err e = access(to, F_OK) == 0 ? ERR_EXISTS : OK;

	forget_error(db);
	if (e == OK) {
		unlink(part); /* what a killed process left */
		db_run(db, "vacuum into ?1", V(part));
		e = db->error;
	}
	if (e == OK)
		e = file_flush(part);
	if (e == OK && rename(part, to) != 0)
		e = ERR_IO;
	if (e == OK)
		e = file_flush_folder(to);
	if (e != OK && e != ERR_EXISTS)
		unlink(part);
	arena_free(a);
	return e;
}
