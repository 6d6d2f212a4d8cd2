/* timer.c - one row a timer. */
#include "store/messages/timer.h"

void timer_set(struct db *db, const char *job, int64_t subject, ms_t at)
{
	db_run(db, "insert into timer(job, subject, at) values(?1, ?2, ?3) on conflict do update set at = ?3", V(job),
	       V(subject), V(at));
}

void timer_clear(struct db *db, const char *job, int64_t subject)
{
	db_run(db, "delete from timer where job = ?1 and subject = ?2", V(job), V(subject));
}

ms_t timer_at(struct db *db, const char *job, int64_t subject)
{
	return db_get_int(db, INT64_MAX, "select at from timer where job = ?1 and subject = ?2", V(job), V(subject));
}

ms_t timer_next(struct db *db)
{
	return db_get_int_n(db, INT64_MAX, "select at from timer order by at limit 1", NULL, 0);
}

bool timer_take(struct db *db, ms_t now, struct timer *t, struct arena *a)
{
	struct rows *r = db_query(
		db, "select job, subject, at from timer where at <= ?1 order by at, job, subject limit 1", V(now));
	bool due = db_next(r);

	if (due)
		*t = (struct timer){ arena_cstr(a, db_str(r, 0)), db_int(r, 1), db_int(r, 2) };
	db_done(r);
	if (due)
		timer_clear(db, t->job, t->subject);
	return due;
}

bool timer_first_today(struct db *db, const char *job, int64_t day, ms_t now)
{
	return db_run(db,
		      "insert into job_day(job, day, at) values(?1, date(?2 * 86400, 'unixepoch'), ?3)"
		      " on conflict do nothing",
		      V(job), V(day), V(now)) > 0;
}

bool timer_ran(struct db *db, const char *job, int64_t day)
{
	return db_get_int(db, 0, "select count(*) from job_day where job = ?1 and day = date(?2 * 86400, 'unixepoch')",
			  V(job), V(day)) > 0;
}
