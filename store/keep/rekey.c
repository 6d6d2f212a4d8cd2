/* rekey.c - everything under a new master key. */
#include "store/keep/rekey.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bot/base/file.h"
#include "store/db/audit.h"
#include "store/keep/backup.h"
#include "store/db/db.h"
#include "store/db/migrate.h"

/* ------------------------------------------------------------ the database */

static void run_all(struct db *db, const struct secret_column *columns)
{
	for (const struct secret_column *c = columns; c->name; c++)
		db_run0(db, c->again);
}

static void make_again(struct db *db, unsigned from, unsigned to)
{
	/* A trace is hashed again with each key in turn: see trace_hash(). */
	for (unsigned n = from + 1; n <= to; n++) {
		db_use_key(db, n, true);
		run_all(db, traced_columns);
	}
	run_all(db, sealed_columns);
	run_all(db, keyed_columns);
	migrate_key_set(db);
}

/* The rows of the audit may be changed for as long as this takes. */
static enum err chain_again(struct db *db, struct arena *a)
{
	static const char which[] = "select sql from sqlite_schema where name = 'audit_is_final_1'";
	struct str trigger = db_get_str_n(db, a, which, NULL, 0);

	if (!trigger.p)
		return db_error(db) != OK ? db_error(db) : ERR_INPUT;
	enum err e = db_script(db, "drop trigger audit_is_final_1");

	audit_chain_again(db);
	return e == OK ? db_script(db, trigger.p) : e;
}

enum err rekey(struct db *db, ms_t now, struct arena *a)
{
	unsigned from = db_keys(db)->number, to = db_keys(db)->newest;
	enum err e = from < to ? db_begin(db) : OK;

	if (from == to || e != OK)
		return e;
	make_again(db, from, to);
	e = chain_again(db, a);
	if (e == OK) {
		audit(db, now, "operator", "key.rotate", NO_STR, arena_printf(a, "%u to %u", from, to));
		e = db_commit(db);
	} else {
		db_rollback(db);
	}
	db_use_key(db, e == OK ? to : from, false);
	return e;
}

/* ---------------------------------------------------------------- the files */

/* One rotation of a database file. */
struct rotation {
	const char *path, *copy, *key_file;
	struct keys *keys;
	ms_t now;
	struct arena *arena;
	struct rekeyed *out;
	struct str *why;
};

static enum err fail(struct rotation *r, enum err e, const char *what)
{
	*r->why = arena_printf(r->arena, "%s: %s", what, e == ERR_IO && errno ? strerror(errno) : err_name(e));
	return e;
}

static enum err must_be_whole(struct rotation *r, struct db *db, const char *which)
{
	struct verified *v = &r->out->verified;
	enum err e = verify(db, r->arena, v);

	if (e != OK)
		return fail(r, e, which);
	if (v->ok)
		return OK;
	*r->why = arena_printf(r->arena, "%s is not whole (`xiaodeng verify` says more): " STR_FMT, which,
			       STR_ARG(verify_complaint(v, r->arena)));
	return ERR_INPUT;
}

/* The present database, proved and copied; closing it empties its log. */
static enum err copy_present(struct rotation *r)
{
	struct db *db;
	enum err e = db_open(r->path, DB_HELD, r->keys, &db);

	if (e != OK)
		return fail(r, e, "it does not open");
	r->out->from = db_keys(db)->number;
	e = must_be_whole(r, db, "the database");
	if (e == OK && (e = db_copy(db, r->copy)) != OK)
		fail(r, e, "it cannot be copied beside itself");
	db_close(db);
	if (e == OK && access(arena_printf(r->arena, "%s-wal", r->path).p, F_OK) == 0) {
		*r->why = STR("somebody reads the database: try again when that has ended");
		e = ERR_BUSY;
	}
	return e;
}

static enum err change_copy(struct rotation *r)
{
	struct db *db;
	enum err e = db_open(r->copy, DB_HELD, r->keys, &db);

	if (e != OK)
		return fail(r, e, "the copy does not open");
	e = rekey(db, r->now, r->arena);
	if (e != OK)
		fail(r, e, "the copy cannot be changed");
	else
		e = must_be_whole(r, db, "the copy");
	db_close(db);
	if (e == OK && (e = file_flush(r->copy)) != OK)
		fail(r, e, "the copy cannot be flushed");
	return e;
}

/* The keys first: the database that still has the old one opens with them too. */
static enum err take_over(struct rotation *r, struct str key_text)
{
	enum err e = key_text.p ? file_replace(r->key_file, key_text) : OK;

	if (e != OK)
		return fail(r, e, "the key file cannot be written");
	if (rename(r->copy, r->path) != 0 || file_flush_folder(r->path) != OK)
		return fail(r, ERR_IO, "the changed copy cannot take its place: do it again");
	return OK;
}

static enum err rotate(struct rotation *r)
{
	struct str key_text = NO_STR;
	enum err e = copy_present(r);

	if (e == OK && r->out->from == r->keys->newest) {
		e = keys_renew(r->key_file, r->keys, r->arena, &key_text);
		if (e != OK)
			fail(r, e, e == ERR_FULL ? "the key file has as many keys as it may" : "no new key");
	}
	r->out->finished = !key_text.p;
	r->out->to = r->keys->newest;
	if (e == OK)
		e = change_copy(r);
	if (e == OK)
		e = take_over(r, key_text);
	if (key_text.p)
		keys_wipe(key_text);
	return e;
}

enum err rekey_file(const char *path, const char *key_file, struct keys *keys, ms_t now, struct arena *a,
		    struct rekeyed *out, struct str *why)
{
	struct rotation r = { path, arena_printf(a, "%s.rekeying", path).p, key_file, keys, now, a, out, why };
	int lock;
	enum err e;

	*out = (struct rekeyed){ .finished = false };
	if (access(path, F_OK) != 0) {
		*why = STR("there is no database");
		return ERR_NOT_FOUND;
	}
	if ((e = db_lock(path, &lock)) != OK) {
		*why = e == ERR_BUSY ? STR("the gateway (or another command) is at work: stop it first")
				     : STR("the database cannot be locked");
		return e;
	}
	backup_remove(r.copy, a);
	e = rotate(&r);
	backup_remove(r.copy, a);
	close(lock);
	return e;
}
