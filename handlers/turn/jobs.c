/* jobs.c - what every capability does by the clock, and the days of those that come daily. */
#include "handlers/turn/jobs.h"

#include <string.h>

#include "handlers/turn/capability.h"
#include "handlers/turn/hours.h"

#define EACH(j)                                                                                                        \
	for (size_t c_ = 0; c_ < capabilities_n; c_++)                                                                 \
		for (const struct job *j = capabilities[c_].jobs; j && j->name; j++)

const struct job *job_named(const char *name)
{
	EACH(j)
	if (strcmp(j->name, name) == 0)
		return j;
	return NULL;
}

/* The first moment of the job from now on, on a day on which it has not run. */
static ms_t next_day(struct db *db, const struct job *j, ms_t now)
{
	int minute = (j->daily[0] - '0') * 600 + (j->daily[1] - '0') * 60 + (j->daily[3] - '0') * 10 + j->daily[4] -
		     '0';
	int64_t day = local_day(now);

	while (hours_at(day, minute) <= now || timer_ran(db, j->name, day))
		day++;
	return hours_at(day, minute);
}

void jobs_daily(struct db *db, ms_t now)
{
	EACH(j)
	{
		if (!j->daily && !j->next)
			continue;
		ms_t set = timer_at(db, j->name, 0), next = j->next ? j->next(db, now) : next_day(db, j, now);

		if (set > next)
			timer_set(db, j->name, 0, next);
	}
}

void jobs_set_back(struct db *db, ms_t now)
{
	EACH(j)
	if (j->set_back)
		j->set_back(db, now);
}

void job_run(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	const struct job *j = job_named(timer->job);

	if (!j)
		return; /* of another version of the program: nobody waits for it any more */
	if (j->daily && !timer_first_today(w->db, j->name, local_day(now), now))
		return;
	if (j->daily)
		timer_set(w->db, j->name, 0, next_day(w->db, j, now));
	j->run(w, timer, now, a);
}
