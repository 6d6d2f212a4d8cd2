/* enrolment.h - places with a capacity and a waiting list: activities, childcare
 * classes, meeting days. Never more in than there is room; the first who waits
 * moves up when a place becomes free. */
#ifndef STORE_ACTIVITY_ENROLMENT_H
#define STORE_ACTIVITY_ENROLMENT_H

#include <stdbool.h>

#include "store/db/db.h"

/* What places are of: "activity", "class" or "meeting", and its number. */
struct event {
	const char *kind;
	int64_t code;
};

/* Places that are left; INT64_MAX: no limit. */
int64_t enrolment_left(struct db *, const struct event *);

struct enrolled {
	int64_t id;    /* 0: not enrolled */
	bool in;       /* has a place; else waits */
	int64_t place; /* in the waiting list, from 1 */
	bool again;    /* was enrolled before */
};

/* Takes a place, or the end of the waiting list; who is there already stays where
 * he is. `child` tells children of one person apart (0: himself). Audited. */
struct enrolled enrolment_join(struct db *, const struct event *, int64_t person, int64_t child, struct str about,
			       const char *actor, ms_t now);
struct enrolled enrolment_of(struct db *, const struct event *, int64_t person, int64_t child);

/* Gives the place back; false: had none. Audited. */
bool enrolment_leave(struct db *, const struct event *, int64_t person, int64_t child, const char *actor, ms_t now);
/* The first who waits gets a place, if there is one: his enrolment, and the person; 0: nobody.
 * Ask until 0. */
int64_t enrolment_move_up(struct db *, const struct event *, ms_t now, int64_t *person);

/* All who are in (or wait), in their order; at most `room`. */
struct enrolment_row {
	int64_t person, child;
	struct str name, about; /* may be absent */
	bool in, attended;
	int64_t filed; /* the case that his question became, or 0 */
};
size_t enrolment_list(struct db *, const struct event *, struct enrolment_row *out, size_t room, struct arena *);

/* What this person has a place in or waits for, soonest first: codes of a kind. */
size_t enrolment_mine(struct db *, int64_t person, const char *kind, int64_t *codes, size_t room);

/* He is there; false: he has no place. Once. */
bool enrolment_attend(struct db *, const struct event *, int64_t person, ms_t now);

#endif
