/* event.h - between activities, classes and meeting days. */
#ifndef HANDLERS_ACTIVITY_EVENT_H
#define HANDLERS_ACTIVITY_EVENT_H

#include "handlers/turn/turn.h"
#include "store/activity/activity.h"
#include "store/activity/enrolment.h"

/* Whoever waits moves up into places that became free; each is told once. */
void event_fill(const struct turn_world *, const struct event *, ms_t now, struct arena *);

/* The same for all that take place: places became free without a word. */
void event_fill_all(const struct turn_world *, ms_t now, struct arena *);

/* The moment as event.start is written: "2025-06-11 10:00". */
struct str event_clock(ms_t now, struct arena *);

/* "A-7", "C-2", "M-1" */
struct str event_name(struct arena *, const struct event *);
/* Title or place, and when, for people. */
struct str event_title(struct db *, const struct event *, struct arena *);
/* "2025-06-14 14:00" as "6月14日 14:00"; "" when it is absent. */
struct str event_when(struct str start, struct arena *);
/* The moment; 0: none. */
ms_t event_moment(struct str start);

#endif
