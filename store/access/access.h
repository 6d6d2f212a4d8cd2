/* access.h - how one gets in somewhere and where one parks, by place: what answers to
 * cases, riders and staff told. Only what staff confirmed is told as a fact; what a rider
 * said is told as his word, with its date. Words of a note change only while staff decide about it. */
#ifndef STORE_ACCESS_ACCESS_H
#define STORE_ACCESS_ACCESS_H

#include <stdbool.h>

#include "store/db/db.h"

enum { ACCESS_TEXT = 100, ACCESS_SHOWN = 8 }; /* characters of a note; notes told at once */

struct access_note {
	int64_t number; /* 0: none */
	const char *uid;
	struct str place, kind, text, state; /* entry, parking; draft, said, confirmed, refused, replaced */
	int64_t source, person;		     /* the case whose answer it was, the rider; or 0 */
	ms_t at, decided_at;
};

/* A note in `state`; what this rider said before about the same place and kind is
 * replaced by it. `confirmed` replaces what was confirmed before. Returns its number. */
int64_t access_add(struct db *, const struct access_note *, const char *state, const char *actor, ms_t now,
		   struct arena *);
struct access_note access_load(struct db *, int64_t number, struct arena *);
/* Is there a note that came from this case? */
bool access_from_case(struct db *, int64_t number);

/* What may be told of a place, of one kind or (absent) of both: what is confirmed, then
 * what riders said since, the newest first. At most ACCESS_SHOWN. */
size_t access_known(struct db *, struct str place, struct str kind, struct access_note *out, struct arena *);
/* What staff have not decided, the oldest first; at most n. */
size_t access_waiting(struct db *, struct access_note *out, size_t n, struct arena *);

/* Staff confirm, or refuse; in other words when `text` is there. A confirmed one may still
 * be refused. False: it was decided before. */
bool access_decide(struct db *, int64_t number, bool yes, struct str text, const char *actor, ms_t now);

#endif
