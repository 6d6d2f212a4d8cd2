/* jobs.c - every capability's jobs, and the days of those that come daily. */
#include "handlers/jobs.h"

#include <string.h>

#include "handlers/capabilities.h"
#include "handlers/hours.h"

static const struct job *const capabilities[] = {
	notice_jobs,
};

enum { CAPABILITIES = sizeof capabilities / sizeof *capabilities };

const struct job *job_named(const char *name)
{
	for (size_t c = 0; c < CAPABILITIES; c++)
		for (const struct job *j = capabilities[c]; j->name; j++)
			if (strcmp(j->name, name) == 0)
				return j;
	return NULL;
}

void jobs_next_day(struct db *db, const struct job *j, ms_t now)
{
	int minute = (j->daily[0] - '0') * 600 + (j->daily[1] - '0') * 60 + (j->daily[3] - '0') * 10 + j->daily[4] -
		     '0';
	int64_t today = local_day(now);
	ms_t at = hours_at(today, minute);

	timer_set(db, j->name, 0, at > now ? at : hours_at(today + 1, minute));
}

void jobs_begin(struct db *db, ms_t now)
{
	for (size_t c = 0; c < CAPABILITIES; c++)
		for (const struct job *j = capabilities[c]; j->name; j++)
			if (j->daily && timer_at(db, j->name, 0) == INT64_MAX)
				jobs_next_day(db, j, now);
}
