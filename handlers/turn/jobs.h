/* jobs.h - what happens without a message: reminders, deadlines, briefings.
 *
 * A capability sets a timer (store/messages/timer.h); when it is due the job of that name
 * runs in a savepoint of its own, writes to the database and sends notices
 * (handlers/turn/notice.h). A job that fails is undone and tried again a minute
 * later. A job with a time of the day runs once on each local day. */
#ifndef HANDLERS_TURN_JOBS_H
#define HANDLERS_TURN_JOBS_H

#include "handlers/turn/turn.h"
#include "store/messages/timer.h"

struct job {
	const char *name;
	void (*run)(const struct turn_world *, const struct timer *, ms_t now, struct arena *);
	const char *daily; /* "08:00", or NULL: only when a timer was set */
	/* When it has something to do next, from what is stored; asked every minute,
	 * for what an import may have changed. NULL: only when a timer was set. */
	ms_t (*next)(struct db *, ms_t now);
	/* The clock was set back: its timers that were only to wait a moment. NULL: none. */
	void (*set_back)(struct db *, ms_t now);
};

/* NULL: a timer of a job that this program no longer has. */
const struct job *job_named(const char *name);

/* At start, and from time to time: every daily job has its timer at its next day,
 * also when the clock was set back or forward meanwhile. */
void jobs_daily(struct db *, ms_t now);
/* The clock was set back while the program ran, or while it did not. */
void jobs_set_back(struct db *, ms_t now);
/* Runs the job of a timer that was taken. */
void job_run(const struct turn_world *, const struct timer *, ms_t now, struct arena *);

#endif
