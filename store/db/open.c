/* open.c - the database as a file: locked, opened, closed, emptied of what was
 * deleted, looked over, copied. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "bot/base/file.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "store/db/functions.h"
#include "store/db/internal.h"
#include "store/db/migrate.h"
#include "store/db/watch.h"

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
	} else if (ftruncate(*fd, 0) != 0 || dprintf(*fd, "%d\n", (int)getpid()) < 0) {
		log_warn("store", "file=%s problem=cannot say whose it is: %s", file, strerror(errno));
	}
	free(file);
	return e;
}

/* Who wrote his number there may be gone: it counts only as long as the lock is held. */
int db_lock_holder(const char *path)
{
	char *file = with_end(path, ".lock"), number[16] = "";
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	bool held = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0;

	if (held && read(fd, number, sizeof number - 1) < 0)
		number[0] = '\0';
	if (fd >= 0)
		close(fd);
	free(file);
	return atoi(number);
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
	db->busy_ms = mode == DB_HELD ? DB_BUSY_LOOP_MS : DB_BUSY_MS;
	db->lock = -1;
	if (mode != DB_READ && mode != DB_HELD && (e = db_lock(path, &db->lock)) != OK)
		goto out;
	if (sqlite3_open_v2(path, &db->sqlite, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		log_error("store", "file=%s problem=%s", path, sqlite3_errmsg(db->sqlite));
		e = ERR_IO;
		goto out;
	}
	sqlite3_extended_result_codes(db->sqlite, 1);
	sqlite3_busy_timeout(db->sqlite, db->busy_ms);
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
		for (size_t i = 0; i < DB_CACHE; i++)
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

	sqlite3_busy_timeout(db->sqlite, db->busy_ms);
	if (rc == SQLITE_OK)
		db->scrub = false;
	return rc == SQLITE_OK ? OK : db_translate(db, rc);
}

struct str db_integrity(struct db *db, struct arena *a)
{
	struct str s = db_get_str_n(db, a, "pragma integrity_check(1)", NULL, 0);

	if (db->error != OK) {
		s = arena_str(a, str_c(db->why));
		db_forget_error(db);
	}
	return s.p ? s : STR("no answer");
}

enum err db_copy(struct db *db, const char *to)
{
	struct arena *a = arena_new();
	const char *part = arena_printf(a, "%s.part", to).p;
	enum err e = access(to, F_OK) == 0 ? ERR_EXISTS : OK;

	db_forget_error(db);
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
