/* rekey.h - a new master key for a database.
 *
 * All that hangs on the key is made again: sealed values, look-up keys, traces,
 * the audit chain. The file with the keys and the database change one after the
 * other, each at once and whole; in between, the database is one of the key
 * before the newest, which opens as ever. So a process or machine that stops at
 * any instant leaves something that works, and doing it again finishes it. */
#ifndef STORE_KEEP_REKEY_H
#define STORE_KEEP_REKEY_H

#include <stdbool.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/base/str.h"
#include "store/db/verify.h"

struct db;
struct keys;

/* Brings an open database to the newest of its keys, in one transaction, with an
 * audit row. Nothing to do: OK. */
MUST_CHECK enum err rekey(struct db *, ms_t now, struct arena *);

struct rekeyed {
	struct verified verified; /* of the database as it is now */
	unsigned from, to;	  /* numbers of the keys */
	bool finished;		  /* no new key was made: one that was made before had not been taken everywhere */
};

/* Makes a new master key, the newest in `key_file`, and brings the database
 * `path` to it: in a copy beside, which is verified and then takes its place.
 * *keys are those of the file; afterwards they have the new one. ERR_BUSY:
 * somebody has the lock or reads; ERR_FULL: the disk, or KEYS_MOST keys. *why is
 * for a person. */
MUST_CHECK enum err rekey_file(const char *path, const char *key_file, struct keys *keys, ms_t now, struct arena *,
			       struct rekeyed *, struct str *why);

#endif
