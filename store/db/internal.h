/* internal.h - between the files that know SQLite: store/db/. */
#ifndef STORE_DB_INTERNAL_H
#define STORE_DB_INTERNAL_H

#include <sqlite3.h>

#include "store/db/db.h"
#include "store/db/seal.h"

/* For whoever else writes, which nobody of ours does: a command waits, the loop does not. */
enum { DB_BUSY_MS = 5000, DB_BUSY_LOOP_MS = 250 };
enum { DB_CACHE = 1024 }; /* slots for statements; a power of two, far more than there are */

struct rows {
	struct db *db;
	const char *sql; /* its address is the key; NULL: free slot */
	sqlite3_stmt *stmt;
	bool open;
};

struct db {
	sqlite3 *sqlite;
	struct keys keys;
	int lock; /* file descriptor, or -1 */
	enum err error;
	bool trying; /* a part is open: see db_try */
	char why[256];
	char *ledger;
	bool scrub;
	int busy_ms;
	struct watch *watches;
	struct rows cache[DB_CACHE];
};

/* The one place that maps SQLite's result to ours. */
enum err db_translate(struct db *, int rc);
/* The same; the first error sticks, with SQLite's words for it. */
enum err db_failed(struct db *, int rc);
void db_forget_error(struct db *);

#endif
