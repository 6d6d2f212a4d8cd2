/* activity.h - activities and trainings: what, when, where, for how many. */
#ifndef STORE_ACTIVITY_ACTIVITY_H
#define STORE_ACTIVITY_ACTIVITY_H

#include <stdbool.h>

#include "store/db/db.h"

struct activity {
	int64_t code;			       /* 0: none */
	struct str title, start, place, state; /* start "2025-06-14 14:00", or absent */
	int64_t capacity;		       /* 0: no limit */
};

int64_t activity_new(struct db *, const struct activity *, const char *actor, ms_t now);
struct activity activity_load(struct db *, int64_t code, struct arena *);
/* What is given is changed; absent or 0 stays. */
void activity_change(struct db *, const struct activity *, const char *actor, ms_t now);
void activity_set_state(struct db *, int64_t code, const char *state, const char *actor, ms_t now);

/* Open ones that have not begun at `clock` ("2025-06-11 10:00"), soonest first; with
 * `all` the closed ones too. At most `room`. */
size_t activity_upcoming(struct db *, struct str clock, bool all, struct activity *out, size_t room, struct arena *);

/* The code that is said on the spot: six digits, drawn when first asked for. */
struct str activity_door_code(struct db *, int64_t code, struct arena *);
/* The same, when it was drawn already; absent: not yet. */
struct str activity_drawn_code(struct db *, int64_t code, struct arena *);
int64_t activity_by_door_code(struct db *, struct str said); /* 0: none */

#endif
