/* verify.h - is this database whole? */
#ifndef STORE_DB_VERIFY_H
#define STORE_DB_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/str.h"
#include "store/schema/schema.h"

struct db;

enum { VERIFY_COUNTS = 16 };

struct verified {
	bool ok;		       /* of all that follows */
	struct str integrity;	       /* "ok", or SQLite's words */
	int64_t dangling;	       /* references to rows that are not there */
	const char *sealed;	       /* the first column with a value that does not open, or NULL */
	const char *keyed;	       /* the first column with a look-up key that does not fit its value, or NULL */
	unsigned key, newest_key;      /* the master key that it was made with, and the newest that there is */
	bool chained;		       /* the audit chain */
	int64_t audit_rows, audit_bad; /* see audit_verify */
	struct {
		const char *what;
		int64_t n;
	} counts[VERIFY_COUNTS]; /* people, cases, …; then what waits for a person to look; `what` NULL ends */
};

/* Reads everything once, as it was at one moment. Errors: it could not be read
 * at all. No transaction may be open. */
MUST_CHECK enum err verify(struct db *, struct arena *, struct verified *out);
/* What is wrong first of all, for a person; NO_STR when nothing is. */
struct str verify_complaint(const struct verified *, struct arena *);

#endif
