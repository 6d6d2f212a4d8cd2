/* privacy.h - everything that is kept about one person, kind by kind, for his own
 * eyes. The description of the data (store/schema) is not built when it leaves unsaid
 * what is kept. */
#ifndef STORE_KEEP_PRIVACY_H
#define STORE_KEEP_PRIVACY_H

#include <stdbool.h>

#include "store/db/db.h"
#include "store/schema/lists.h"

/* In the order in which they are told: PRIVACY_KINDS of store/schema/lists.h. A handler that tells them names a
 * phrase for each. */
#define PRIVACY_NAME_(kind) PRIVACY_##kind,
enum privacy_kind { PRIVACY_KINDS(PRIVACY_NAME_) PRIVACY_KINDS_COUNT };
#undef PRIVACY_NAME_

extern const char *const privacy_kind_names[PRIVACY_KINDS_COUNT]; /* "identity", … */

enum { PRIVACY_FACTS = 6 };

/* One thing that is kept: what is filled into the phrase of its kind. Words of the
 * program (states, trades) stand as they are stored. */
struct privacy_row {
	enum privacy_kind kind;
	struct {
		const char *name;
		struct str value;
	} facts[PRIVACY_FACTS];
	size_t n;
};

/* In the arena. `full`: with every word that he wrote, for a copy to take away. */
struct privacy_row *privacy_rows(struct db *, int64_t person, bool full, struct arena *, size_t *n);

/* Somebody had himself deleted and waits only for the answer to his case: once
 * that stands for `for_ms` without a word from him, the case may be closed. The
 * first such case at `now`, 0: none; and when the next one will be, INT64_MAX: none. */
int64_t leaving_answered(struct db *, ms_t for_ms, ms_t now);
ms_t leaving_next(struct db *, ms_t for_ms);

#endif
