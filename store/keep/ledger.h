/* ledger.h - who asked to be forgotten, kept outside the database, so that a
 * backup from before does not bring anybody back.
 *
 * A text file to which lines are only ever added, flushed before the deletion is
 * committed; each is
 *	1 TIME KEY HASH WHO KEPT
 * TIME in milliseconds since 1970, KEY the number of the master key, HASH the
 * keyed hash of one id, "CHANNEL:ID", WHO the person's uid at that time, KEPT
 * "case" (the way to reach the person stays for cases that are not finished) or
 * "nothing". Who has several ids has as many lines with one WHO. Neither name
 * nor id can be read in it. */
#ifndef STORE_KEEP_LEDGER_H
#define STORE_KEEP_LEDGER_H

#include <stdbool.h>

#include "bot/base/arena.h"
#include "bot/base/time.h"
#include "store/db/seal.h"

enum { LEDGER_WHO = 16 };

struct ledger_entry {
	ms_t at;
	unsigned key;
	unsigned char hash[KEYED_HASH];
	char who[LEDGER_WHO + 1];
	bool case_kept;
};

/* The hash of an id under master key `number`, in which it is looked up. */
void ledger_hash(const struct keys *, unsigned number, struct str id, unsigned char out[KEYED_HASH]);

/* Adds lines, all of them, flushed; makes the file (0600) when it is absent. A
 * line that was not finished when the machine stopped is cut off first. *before
 * and *after: bytes in the file. ERR_FULL, ERR_IO; logged. */
MUST_CHECK enum err ledger_add(const char *file, const struct ledger_entry *, size_t n, int64_t *before,
			       int64_t *after);

/* Can it be written? Makes it when it is absent. Logs why not. */
MUST_CHECK enum err ledger_check(const char *file);
int64_t ledger_size(const char *file); /* bytes; 0: it is not there */

/* All entries in their order, in the arena; none when there is no file. A line
 * at the end that was not finished does not count. ERR_INPUT: *why names the line. */
MUST_CHECK enum err ledger_read(const char *file, struct arena *, struct ledger_entry **out, size_t *n,
				struct str *why);

/* What stands in `copy` and not in `file` is added to it: a copy that lay with a
 * backup, after the file itself was lost. *added: lines. */
MUST_CHECK enum err ledger_merge(const char *file, const char *copy, struct arena *, size_t *added, struct str *why);

#endif
