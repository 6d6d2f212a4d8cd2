/* audit.h - who did what: append-only rows, each chained to the one before.
 *
 * A row holds random ids (person.uid, cases.uid) and words of the program,
 * never a text, a name, a phone number, nor a hash of one. Its hash is keyed
 * BLAKE2b over the hash before and all fields, with a key that is not in the
 * database: whoever changes, removes or inserts a row cannot mend the chain. */
#ifndef STORE_DB_AUDIT_H
#define STORE_DB_AUDIT_H

#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/base/str.h"

struct db;

enum { AUDIT_WORDS = 200 }; /* code points of object and of detail; more is cut */

/* Adds a row within the open transaction. actor_uid: person.uid, "operator"
 * (the command line) or NULL (the program itself, "system"). object and detail
 * may be absent. Errors stick on the db. */
void audit(struct db *, ms_t now, const char *actor_uid, const char *action, struct str object, struct str detail);

/* The same; the object is the row whose uid `uid_sql` finds by its id ?1. */
void audit_row(struct db *, ms_t now, const char *actor_uid, const char *action, const char *uid_sql, int64_t id,
	       struct str detail);

/* Makes every hash again with the key in use, for a new key (store/keep/rekey.c), which has
 * proved the chain before and lets rows be changed meanwhile. Errors stick. */
void audit_chain_again(struct db *);

/* Walks the whole chain. OK: *rows rows, all as they were written. ERR_INPUT:
 * the row *bad_id is not (or, when *bad_id is 0, rows are missing at the end).
 * Other errors: the database could not be read. */
MUST_CHECK enum err audit_verify(struct db *, struct arena *, int64_t *rows, int64_t *bad_id);

#endif
