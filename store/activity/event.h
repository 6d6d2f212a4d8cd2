/* event.h - what activities, classes and meeting days have in common, for whoever
 * looks over all of them. */
#ifndef STORE_ACTIVITY_EVENT_H
#define STORE_ACTIVITY_EVENT_H

#include "store/activity/enrolment.h"

struct event_facts {
	struct str title, start, place; /* of a meeting day the title is absent: NO_STR */
};
struct event_facts event_facts(struct db *, const struct event *, struct arena *);

/* His place on its waiting list, the first of them when he waits with several; 0: he waits for nothing. */
int64_t event_waits(struct db *, const struct event *, int64_t person);

/* Can one still come to it at `clock` ("2025-06-11 10:00")? It is not called off, and has not begun (a
 * class: is not over). */
bool event_to_come(struct db *, const struct event *, struct str clock);

/* One to come that has a free place and somebody waiting; false: none. */
bool event_with_room(struct db *, struct str clock, struct event *);

/* All who have a place in something on this day ("2025-06-12"); at most `room`. */
struct event_place {
	struct event event;
	int64_t person;
};
size_t event_places_on(struct db *, struct str day, struct event_place *out, size_t room);

#endif
