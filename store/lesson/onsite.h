/* onsite.h - lessons and briefings spoken on the spot. */
#ifndef STORE_LESSON_ONSITE_H
#define STORE_LESSON_ONSITE_H

#include "store/db/db.h"

struct onsite {
	bool briefing;	/* a morning talk; else a lesson */
	int64_t lesson; /* or 0 */
	int64_t site;	/* or 0, and then perhaps */
	struct str place;
	struct str speaker; /* or absent */
	int64_t people;
	struct str day; /* "2025-06-11" */
	int64_t person; /* who logs it */
	bool entered;	/* afterwards, by the office */
};

/* The same kind, place and day logged again by the same person replaces what was
 * said before. Audited. */
void onsite_log(struct db *, const struct onsite *, const char *actor, ms_t now, struct arena *);

struct onsite_row {
	struct str day, where, speaker; /* speaker may be absent */
	bool briefing;
	int64_t people;
};
/* Newest first; at most `room`. */
size_t onsite_list(struct db *, struct str from, struct str to, struct onsite_row *out, size_t room, struct arena *);

#endif
