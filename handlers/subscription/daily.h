/* daily.h - what people and groups subscribed to, at the hour that each of them chose. */
#ifndef HANDLERS_SUBSCRIPTION_DAILY_H
#define HANDLERS_SUBSCRIPTION_DAILY_H

#include "handlers/turn/turn.h"
#include "store/broadcast/subscription.h"
#include "store/messages/timer.h"

/* The kind of a subscription is its job's name as well. */
#define DAILY_BRIEFING "briefing"
#define DAILY_LESSON "lesson"

/* When the next hour of all subscribers is; INT64_MAX: nobody subscribed. */
ms_t daily_next(struct db *, const char *kind, ms_t now);
/* After a subscription was changed. */
void daily_plan(struct db *, const char *kind, ms_t now);

/* Calls `give` for those whose hour has come and who have nothing yet of this day, some at a
 * time; sets the timer for the rest, or for the next hour. late: more than two hours after his
 * hour, when nothing is sent any more. */
void daily_run(const struct turn_world *, const char *kind, const struct timer *, ms_t now, struct arena *,
	       void (*give)(void *arg, const struct subscriber *, bool late), void *arg);

#endif
