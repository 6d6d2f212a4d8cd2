/* jobs.h - what happens without a message: reminders, deadlines, briefings.
 *
 * A capability sets a timer (store/timer.h); when it is due the job of that name
 * runs in a savepoint of its own, writes to the database and sends notices
 * (handlers/notice.h). A job that fails is undone and tried again a minute
 * later. A job with a time of the day runs once on each local day. */
#ifndef HANDLERS_JOBS_H
#define HANDLERS_JOBS_H

#include "handlers/turn.h"
#include "store/timer.h"

struct job {
	const char *name;
	void (*run)(const struct turn_world *, const struct timer *, ms_t now, struct arena *);
	const char *daily; /* "08:00", or NULL: only when a timer was set */
};

/* NULL: a timer of a job that this program no longer has. */
const struct job *job_named(const char *name);

/* At start: every daily job has its timer. */
void jobs_begin(struct db *, ms_t now);
/* After a daily job ran: its next day. */
void jobs_next_day(struct db *, const struct job *, ms_t now);

#endif
