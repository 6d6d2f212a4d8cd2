/* approval.h - what one of the staff may not do alone: proposed by one, done when
 * another agrees within a day. */
#ifndef STORE_APPROVAL_APPROVAL_H
#define STORE_APPROVAL_APPROVAL_H

#include <stdbool.h>

#include "store/db/db.h"

enum { APPROVAL_LASTS = MS_DAY };

struct approval {
	int64_t number; /* 0: no such */
	const char *uid;
	struct str kind;  /* merge, role, export, delete */
	int64_t a, b;	  /* merge: a stays, b goes; role: a gets, of b or (0) new */
	struct str what;  /* merge: "lost" when the ids of a are lost; role: "street 文君街道"; export: the kind;
			    delete: uids, a space between */
	struct str state; /* open, approved, done, refused; expired also when only the time says so */
	int64_t by;
	ms_t at;
};

/* Its number; the same again while such a one is open. Audited. */
int64_t approval_propose(struct db *, const struct approval *what, const char *actor, ms_t now, struct arena *);
struct approval approval_load(struct db *, int64_t number, ms_t now, struct arena *);
/* approved, done, refused or expired. `staff` 0: the command line. Audited. */
void approval_set(struct db *, const struct approval *, const char *state, int64_t staff, const char *actor, ms_t now);
/* Numbers of those that are open, the oldest first; returns how many there are. */
size_t approval_open(struct db *, ms_t now, int64_t *out, size_t room);

/* Was this agreed to within a day, and not done yet? 0: no. */
int64_t approval_agreed(struct db *, struct str kind, struct str what, ms_t now);

/* Does what was agreed to (do.c) and says so in the audit; an export is only
 * set free: `xiaodeng export` fetches it. staff 0: the command line. False: what it was
 * about is not there any more; it is closed. */
bool approval_do(struct db *, const struct approval *, int64_t staff, const char *actor, ms_t now, struct arena *);

#endif
