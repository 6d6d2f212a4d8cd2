/* reveal.h - looks at whole phone numbers: who, whose, why. */
#ifndef STORE_PERSON_REVEAL_H
#define STORE_PERSON_REVEAL_H

#include "store/db/db.h"

/* The number of `person`, and the look is kept (the reason sealed) and audited as
 * a deed of `staff`. NO_STR: there is no number, and nothing is kept. In the arena. */
struct str reveal_kept(struct db *, int64_t person, int64_t staff, const char *actor, struct str reason, ms_t now,
		       struct arena *);

/* The same of a number that the caller has: a number given for one call. */
void reveal_note(struct db *, int64_t person, int64_t staff, const char *actor, struct str reason, ms_t now,
		 struct arena *);

#endif
