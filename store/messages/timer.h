/* timer.h - what is due when: one-shot timers that survive a restart.
 *
 * A timer is a job's name (handlers/turn/jobs.c) and a subject, the id of what it is
 * about. Setting it again moves it. It is taken off when its job runs; a job
 * that comes round every day sets its next one itself. */
#ifndef STORE_MESSAGES_TIMER_H
#define STORE_MESSAGES_TIMER_H

#include <stdbool.h>

#include "store/db/db.h"

void timer_set(struct db *, const char *job, int64_t subject, ms_t at);
void timer_clear(struct db *, const char *job, int64_t subject);
ms_t timer_at(struct db *, const char *job, int64_t subject); /* INT64_MAX: not set */

/* When the next one of all is due; INT64_MAX: none. */
ms_t timer_next(struct db *);

struct timer {
	const char *job; /* in the arena */
	int64_t subject;
	ms_t at; /* when it was due; may be long ago after a downtime */
};

/* Takes the earliest that is due off the list; false: none is. */
bool timer_take(struct db *, ms_t now, struct timer *, struct arena *);

/* Daily jobs: true when `job` has not run on this local day; it has from now on. */
bool timer_first_today(struct db *, const char *job, int64_t day, ms_t now);
bool timer_ran(struct db *, const char *job, int64_t day);

#endif
