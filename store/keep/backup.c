/* backup.c - copies that are complete or not there. */
#include "store/keep/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bot/base/file.h"
#include "bot/base/mem.h"
#include "store/db/audit.h"
#include "store/db/db.h"
#include "store/keep/forget.h"
#include "store/db/migrate.h"
#include "store/db/number.h"
#include "store/keep/rekey.h"

/* ------------------------------------------------------------------ files */

static const char *beside(const char *path, const char *end, struct arena *a)
{
	return arena_printf(a, "%s%s", path, end).p;
}

void backup_remove(const char *path, struct arena *a)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal", ".lock" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		unlink(beside(path, ends[i], a));
}

/* Gives a finished file its name. */
static enum err name_file(const char *from, const char *to, bool replace)
{
	if (replace)
		return rename(from, to) == 0 ? OK : file_err();
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return OK;
	if (errno != EINVAL)
		return file_err();
	if (access(to, F_OK) == 0) /* a file system without that flag */
		return ERR_EXISTS;
	return rename(from, to) == 0 ? OK : file_err();
}

/* ------------------------------------------------------------------- look */

static int64_t big_endian(const unsigned char *p)
{
	return (int64_t)((uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]);
}

enum err backup_look(const char *file, int64_t *version, struct arena *a, struct str *why)
{
	unsigned char head[100]; /* the file format of SQLite 3, section 1.3 */
	FILE *f = fopen(file, "re");

	if (!f) {
		*why = arena_printf(a, "cannot be read: %s", strerror(errno));
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
	}
	size_t n = fread(head, 1, sizeof head, f);

	fclose(f);
	if (n < sizeof head || memcmp(head, "SQLite format 3", 16) != 0 || big_endian(head + 68) != DB_APPLICATION) {
		*why = STR("is not a database of xiaodeng");
		return ERR_INPUT;
	}
	*version = big_endian(head + 60);
	if (*version > db_version()) {
		*why = arena_printf(a,
				    "has version %" PRId64 ", newer than this program's %d: install the newer program",
				    *version, db_version());
		return ERR_VERSION;
	}
	return OK;
}

static enum err check_copy(struct db *copy, struct verified *v, struct arena *a, struct str *why)
{
	enum err e = verify(copy, a, v);

	if (e != OK) {
		*why = arena_printf(a, "the copy cannot be read: %s", err_name(e));
		return e;
	}
	*why = verify_complaint(v, a);
	return v->ok ? OK : ERR_INPUT;
}

/* ----------------------------------------------------------------- backup */

static enum err check_file(const char *file, const struct keys *keys, struct verified *v, struct arena *a,
			   struct str *why)
{
	struct db *copy;
	enum err e = db_open(file, DB_READ, keys, &copy);

	if (e != OK) {
		*why = arena_printf(a, "the copy does not open: %s", err_name(e));
		return e;
	}
	e = check_copy(copy, v, a, why);
	db_close(copy);
	return e;
}

enum err backup_make(struct db *db, const char *to, bool replace, struct arena *a, struct verified *v, struct str *why)
{
	const char *draft = arena_printf(a, "%s.%d.part", to, (int)getpid()).p;
	enum err e = OK;

	if (!replace && access(to, F_OK) == 0) {
		*why = STR("exists already");
		return ERR_EXISTS;
	}
	e = db_copy(db, draft);
	if (e != OK) {
		*why = arena_printf(a, "cannot be written: %s", db_error(db) != OK ? db_error_text(db) : err_name(e));
		db_rollback(db); /* clears the error: there is nothing to take back */
		return e;
	}
	e = check_file(draft, db_keys(db), v, a, why);
	if (e == OK && (e = name_file(draft, to, replace)) != OK)
		*why = e == ERR_EXISTS ? STR("exists already")
				       : arena_printf(a, "cannot be named: %s", strerror(errno));
	if (e == OK && (e = file_flush_folder(to)) != OK)
		*why = STR("its folder cannot be flushed");
	else if (e != OK)
		backup_remove(draft, a);
	return e;
}

/* ---------------------------------------------------------------- restore */

/* The letters of numbers that the program gives out itself. */
static const char *const letters[] = { "Q", "T", "A", "D", "M", "B", "H" };

enum { LETTERS = sizeof letters / sizeof *letters };

/* How far the numbers are. */
struct reach {
	bool known;
	int64_t last[LETTERS];
	int64_t outbox; /* ids that a bridge may have confirmed */
};

static void read_reach(struct db *db, struct reach *r)
{
	for (size_t i = 0; i < LETTERS; i++)
		r->last[i] = db_get_int(db, 0, "select last from number where letter = ?1", V(letters[i]));
	r->outbox = db_get_int_n(db, 0, "select seq from sqlite_sequence where name = 'outbox'", NULL, 0);
	r->known = db_error(db) == OK;
}

/* Looks at the present database; closing it also empties its log, so that the
 * file alone is all of it. */
static enum err read_present(const char *path, const struct keys *keys, struct reach *r, struct arena *a,
			     struct str *why)
{
	struct db *db;

	*r = (struct reach){ .known = false };
	if (access(path, F_OK) != 0 || db_open(path, DB_HELD, keys, &db) != OK)
		return OK; /* not there, or the reason for the restore */
	read_reach(db, r);
	db_close(db);
	if (access(beside(path, "-wal", a), F_OK) == 0) {
		*why = STR("somebody reads the database: try again when that has ended");
		return ERR_BUSY;
	}
	return OK;
}

/* What must not be as it was at the time of the backup. */
static enum err move_on(struct db *copy, const struct reach *present, ms_t now)
{
	struct reach own;
	enum err e = db_begin(copy);

	if (e != OK)
		return e;
	read_reach(copy, &own);
	for (size_t i = 0; i < LETTERS; i++)
		number_skip(copy, letters[i], present->known ? present->last[i] : own.last[i] + RESTORE_LEAP);
	int64_t outbox = present->known ? present->outbox : own.outbox + (int64_t)RESTORE_LEAP * RESTORE_LEAP;

	if (db_run(copy, "update sqlite_sequence set seq = max(seq, ?1) where name = 'outbox'", V(outbox)) == 0)
		db_run(copy, "insert into sqlite_sequence(name, seq) values('outbox', ?1)", V(outbox));
	/* Replies that waited then have most likely been sent since. */
	db_run0(copy,
		"update outbox set state = 'uncertain', why = 'restore' where state in ('queued', 'sending', 'retry')"
		" and receipt = 0");
	audit(copy, now, "operator", "restore", NO_STR, NO_STR);
	return db_commit(copy);
}

/* Whoever was deleted since. */
static enum err forget_deleted(struct db *copy, const struct restore *r, struct arena *a, struct restored *out,
			       struct str *why)
{
	enum err e = db_begin(copy);

	if (e == OK)
		e = forget_again(copy, r->ledger, r->now, a, &out->forgotten, why);
	if (e != OK) {
		db_rollback(copy);
		return e;
	}
	e = db_commit(copy);
	if (e != OK)
		*why = arena_printf(a, "the copy cannot be written: %s", err_name(e));
	return e;
}

/* Brings the open copy to the state in which it can take over. */
static enum err bring_up(struct db *copy, const struct restore *r, const struct reach *present, struct arena *a,
			 struct restored *out, struct str *why)
{
	enum err e = check_copy(copy, &out->verified, a, why);

	out->until = db_get_int_n(copy, 0, "select max(at) from seen", NULL, 0);
	if (e == OK && (e = rekey(copy, r->now, a)) != OK)
		*why = arena_printf(a, "the copy cannot be brought to the present key: %s", err_name(e));
	if (e == OK)
		e = forget_deleted(copy, r, a, out, why);
	if (e == OK && (e = move_on(copy, present, r->now)) != OK)
		*why = arena_printf(a, "the copy cannot be written: %s", err_name(e));
	return e;
}

static enum err prepare(const struct restore *r, const char *copy_path, int64_t version, const struct reach *present,
			struct arena *a, struct restored *out, struct str *why)
{
	struct db *copy;
	enum err e = db_open(copy_path, DB_HELD, r->keys, &copy);

	if (version < db_version()) /* the migration's own copy of our copy */
		unlink(arena_printf(a, "%s.before-v%d-from-v%" PRId64, copy_path, db_version(), version).p);
	if (e != OK) {
		*why = e == ERR_KEY ? STR("was made with another key")
				    : arena_printf(a, "does not open: %s", err_name(e));
		return e;
	}
	db_set_ledger(copy, r->ledger);
	e = bring_up(copy, r, present, a, out, why);
	db_close(copy);
	if (e == OK && (e = file_flush(copy_path)) != OK)
		*why = STR("the copy cannot be flushed");
	return e;
}

/* A second name for the present database. */
static enum err keep_present(const char *path, struct arena *a, struct restored *out, struct str *why)
{
	if (access(path, F_OK) != 0)
		return OK;
	for (int i = 1; i < 1000; i++) {
		const char *kept = i == 1 ? beside(path, ".before-restore", a)
					  : arena_printf(a, "%s.before-restore-%d", path, i).p;

		if (link(path, kept) == 0) {
			out->kept = kept;
			return OK;
		}
		if (errno != EEXIST)
			break;
	}
	*why = arena_printf(a, "the present database cannot be kept: %s", strerror(errno));
	return ERR_IO;
}

static enum err take_over(const char *copy, const char *path, struct arena *a, struct restored *out, struct str *why)
{
	enum err e = keep_present(path, a, out, why);

	if (e != OK)
		return e;
	/* A log that is still there belongs to a database that did not open; it
	 * must never be read into the new one. */
	if (out->kept) {
		rename(beside(path, "-wal", a), beside(out->kept, "-wal", a));
		unlink(beside(path, "-shm", a));
	}
	if (rename(copy, path) != 0 || file_flush_folder(path) != OK) {
		*why = arena_printf(a, "cannot take its place: %s", strerror(errno));
		return ERR_IO;
	}
	return OK;
}

/* By somebody who holds the lock. */
static enum err replace(const struct restore *r, int64_t version, struct arena *a, struct restored *out,
			struct str *why)
{
	const char *copy = beside(r->path, ".restoring", a);
	struct reach present;
	enum err e;

	backup_remove(copy, a);
	if ((e = file_copy(r->from, copy)) != OK)
		*why = arena_printf(a, "cannot be copied beside the database: %s", err_name(e));
	else if ((e = read_present(r->path, r->keys, &present, a, why)) == OK &&
		 (e = prepare(r, copy, version, &present, a, out, why)) == OK) {
		out->leapt = !present.known;
		e = take_over(copy, r->path, a, out, why);
	}
	backup_remove(copy, a);
	return e;
}

enum err backup_restore(const struct restore *r, struct arena *a, struct restored *out, struct str *why)
{
	int64_t version;
	int lock;
	enum err e = backup_look(r->from, &version, a, why);

	*out = (struct restored){ .kept = NULL };
	if (e != OK)
		return e;
	e = db_lock(r->path, &lock);
	if (e != OK) {
		*why = e == ERR_BUSY ? STR("the gateway (or another command) is at work: stop it first")
				     : STR("the database cannot be locked");
		return e;
	}
	e = replace(r, version, a, out, why);
	close(lock);
	return e;
}
