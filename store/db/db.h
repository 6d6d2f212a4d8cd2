/* db.h - the database: one connection, statements with typed values, sealing.
 *
 * This folder alone knows SQLite. The rest of store/ writes SQL with
 * it; nothing above store/ does: it opens, commits, and may db_ask.
 *
 *	db_run(db, "update chat set title=?1 where id=?2", V(title), V(id));
 *
 *	struct rows *r = db_query(db, "select id, unseal(name) from person where site=?1", V(site));
 *	while (db_next(r))
 *		use(db_int(r, 0), db_str(r, 1));
 *	db_done(r);
 *
 * Statements are prepared once and found again by the address of their SQL, so
 * the SQL must be a literal (or live as long as the db).
 *
 * Failures stick: the first statement that fails puts the db in error
 * (db_error), every later one does nothing, and neither savepoint nor
 * transaction can be committed until it is rolled back. So a turn may write
 * without checking each step and cannot be half done. A UNIQUE or CHECK
 * constraint that is hit sticks too, unless the statement says `on conflict`.
 *
 * SQL functions of ours: seal(x) and unseal(x) encrypt and open one value
 * (NULL stays NULL); keyed(x) is a keyed hash of 16 bytes for look-ups of what is
 * kept sealed beside it, trace(x) one of what is not kept itself (see seal.h);
 * day(ms) is the local date, clock(ms) "YYYY-MM-DD HH:MM"; terms(x) is what the
 * full text is made of (terms.h). A value that does not open is an error of the
 * statement.
 *
 * One thread. Other threads and processes open a connection of their own with
 * DB_READ. */
#ifndef STORE_DB_DB_H
#define STORE_DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/base/str.h"
#include "store/db/seal.h"

struct db;
struct rows;

enum db_mode {
	DB_WRITE,   /* the one writer: creates and migrates; takes the lock file (ERR_BUSY) */
	DB_READ,    /* read only; the file must exist and be of this version */
	DB_SCRATCH, /* as DB_WRITE, without waiting for the disk: for stories, tests and `chat` */
	DB_HELD,    /* as DB_WRITE, by the gateway, which holds the lock (db_lock) and waits for nobody */
};

/* The lock of the database at `path`, which need not exist, without opening
 * it; ERR_BUSY. Freed by close(*fd). */
MUST_CHECK enum err db_lock(const char *path, int *fd);
/* The process that holds it; 0: none. */
int db_lock_holder(const char *path);

/* Opens `path` with the one of `keys` that it was made with; a new one gets the
 * newest. Logs why it cannot: ERR_VERSION (newer than the program), ERR_KEY,
 * ERR_BUSY, ERR_IO. */
MUST_CHECK enum err db_open(const char *path, enum db_mode, const struct keys *, struct db **out);
void db_close(struct db *); /* NULL-safe; rolls back what is open; checkpoints */

/* A value for a placeholder. Text and bytes are borrowed for the call. */
struct val {
	enum { VAL_NULL, VAL_INT, VAL_REAL, VAL_TEXT, VAL_BLOB } type;
	union {
		int64_t i;
		double d;
		struct str s;
	};
};

struct val val_int(int64_t);
struct val val_real(double);
struct val val_str(struct str);	   /* absent = NULL */
struct val val_cstr(const char *); /* NULL = NULL */
struct val val_blob(struct str);   /* absent = NULL */

/* clang-format off */
#define V(x) _Generic((x), \
	struct str: val_str, char *: val_cstr, const char *: val_cstr, \
	double: val_real, float: val_real, default: val_int)(x)
/* clang-format on */
#define NULL_VAL ((struct val){ .type = VAL_NULL })
#define VALS_(...) ((const struct val[]){ __VA_ARGS__ })
#define VALS_N_(...) (sizeof(VALS_(__VA_ARGS__)) / sizeof(struct val))

/* Runs a statement; returns the rows changed (0 also when db is in error). */
#define db_run(db, sql, ...) db_run_n((db), (sql), VALS_(__VA_ARGS__), VALS_N_(__VA_ARGS__))
#define db_run0(db, sql) db_run_n((db), (sql), NULL, 0)
/* The first column of the first row; `otherwise` when there is none or it is NULL. */
#define db_get_int(db, otherwise, sql, ...)                                                                            \
	db_get_int_n((db), (otherwise), (sql), VALS_(__VA_ARGS__), VALS_N_(__VA_ARGS__))
#define db_get_str(db, arena, sql, ...) db_get_str_n((db), (arena), (sql), VALS_(__VA_ARGS__), VALS_N_(__VA_ARGS__))
#define db_query(db, sql, ...) db_query_n((db), (sql), VALS_(__VA_ARGS__), VALS_N_(__VA_ARGS__))
#define db_query0(db, sql) db_query_n((db), (sql), NULL, 0)

int64_t db_run_n(struct db *, const char *sql, const struct val *, size_t n);
int64_t db_get_int_n(struct db *, int64_t otherwise, const char *sql, const struct val *, size_t n);
struct str db_get_str_n(struct db *, struct arena *, const char *sql, const struct val *, size_t n);
struct rows *db_query_n(struct db *, const char *sql, const struct val *, size_t n);

int64_t db_last_id(struct db *);

/* Rows: never NULL; a failed query simply has none. Strings are borrowed until
 * the next db_next. The same SQL may not be open twice at once. */
bool db_next(struct rows *);
void db_done(struct rows *);
/* The first column of all rows, at most n of them, and db_done; returns how many. */
size_t db_ints(struct rows *, int64_t *out, size_t n);
int db_columns(const struct rows *);
const char *db_column_name(const struct rows *, int column);
bool db_is_null(const struct rows *, int column);
int64_t db_int(const struct rows *, int column);
double db_real(const struct rows *, int column);
struct str db_str(const struct rows *, int column);		       /* text or blob; NULL gives NO_STR */
struct str db_strdup(const struct rows *, int column, struct arena *); /* the same, as long as the arena */

/* SQL made at run time, several statements allowed; for migrations and exports. */
MUST_CHECK enum err db_script(struct db *, const char *sql);
/* Runs SQL from outside (a story's "?" line), which may read views v_* and
 * nothing else: columns joined by |, rows by ; in the arena. False: *answer says why not. */
bool db_ask(struct db *, struct str sql, struct arena *, struct str *answer);

/* The transaction. Only bot/engine/commit.c (and commands that own the lock) call
 * these. Savepoints do not nest. */
MUST_CHECK enum err db_begin(struct db *);
MUST_CHECK enum err db_commit(struct db *); /* on failure all is rolled back */
void db_rollback(struct db *);		    /* clears the error */
void db_savepoint(struct db *);
/* OK: the savepoint is part of the transaction. Otherwise it was rolled back:
 * and when the whole transaction went with it (disk full, I/O), db_in_transaction
 * says so. Clears the error. */
MUST_CHECK enum err db_release(struct db *);
void db_undo(struct db *); /* back to the savepoint, clears the error */
/* A part within the savepoint that may fail alone. db_tried: OK, or why nothing of the
 * part is left; the error is cleared, unless it is the disk's: then the whole is lost.
 * A db in error stays so. Parts do not nest. */
void db_try(struct db *);
MUST_CHECK enum err db_tried(struct db *);
bool db_in_transaction(const struct db *);
enum err db_error(const struct db *); /* what sticks, or OK */
const char *db_error_text(const struct db *);
/* Something that belongs to the transaction, outside the database, failed: as if a statement had. */
void db_fail(struct db *, enum err, const char *why);

/* For whoever keeps rows of a table in memory: db_touched gives, one after the
 * other, the ids of the rows to read again: those that any statement of this
 * connection inserted, changed or deleted, and those of which that was undone.
 * Row 0 is all of them (the first time, and after very many). A watch is the
 * db's; `table` is a literal and has rowids. Ask before each use of the copy,
 * and not while the db is in error. */
struct watch;
struct watch *db_watch(struct db *, const char *table);
bool db_touched(struct watch *, int64_t *row); /* false: no more */

/* How much of the database is kept in memory: little for long work that looks
 * at most pages once, else the usual 32 MB. */
void db_keep_little(struct db *, bool);

/* Can the disk take a transaction again? A write of some pages, taken back. */
MUST_CHECK enum err db_probe(struct db *);

/* Integrity of the file, "ok" or what is wrong with it. */
struct str db_integrity(struct db *, struct arena *);

/* A consistent copy (VACUUM INTO) to a file that must not exist, flushed. */
MUST_CHECK enum err db_copy(struct db *, const char *to);

/* Deleting: the old bytes are overwritten in the database (secure_delete), but its
 * log still holds them until it is emptied. */
void db_scrub_later(struct db *); /* after this transaction */
bool db_scrub_due(const struct db *);
/* Empties the log, outside a transaction. ERR_BUSY: somebody reads; try again. */
MUST_CHECK enum err db_scrub(struct db *);

/* The ledger of deletions that belongs to this database (store/keep/ledger.h): what was set, else
 * PATH.ledger. */
void db_set_ledger(struct db *, const char *file);
const char *db_ledger(const struct db *);

int db_version(void);	      /* the schema version of this program */
const char *db_library(void); /* the version of SQLite */
const struct keys *db_keys(const struct db *);
/* For migrate.c and store/keep/rekey.c: the number in use, and whether older ones open too. */
void db_use_key(struct db *, unsigned number, bool older);

#endif
