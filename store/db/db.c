/* db.c - errors and transactions of the database. */
#include "store/db/db.h"

#include <errno.h>
#include <stdio.h>

#include "store/db/internal.h"
#include "store/db/watch.h"

/* ------------------------------------------------------------------ errors */

enum err db_translate(struct db *db, int rc)
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
		return ERR_KEY; /* from unseal(): see functions.c */
	default:
		/* the shared-memory file of the WAL cannot grow: the disk is full too */
		return sqlite3_system_errno(db->sqlite) == ENOSPC ? ERR_FULL : ERR_IO;
	}
}

enum err db_failed(struct db *db, int rc)
{
	enum err e = db_translate(db, rc);

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

void db_forget_error(struct db *db)
{
	db->error = OK;
	db->why[0] = '\0';
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
	db_forget_error(db);
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
	db_forget_error(db);
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
	db_forget_error(db);
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

void db_try(struct db *db)
{
	db_run0(db, "savepoint part");
	db->trying = db->error == OK;
}

/* What a statement or a value is to blame for; the disk fails everybody. */
static bool is_of_the_part(enum err e)
{
	return e == ERR_INPUT || e == ERR_EXISTS || e == ERR_KEY;
}

enum err db_tried(struct db *db)
{
	enum err e = db->error;

	if (!db->trying)
		return e;
	db->trying = false;
	if (is_of_the_part(e) && db_in_transaction(db)) {
		db_forget_error(db);
		db_run0(db, "rollback to part");
		watch_undo(db->watches); /* more than was undone: read again, too */
	}
	db_run0(db, "release part");
	return e != OK ? e : db->error;
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
