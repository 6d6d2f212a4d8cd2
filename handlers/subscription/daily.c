/* daily.c - the hours of subscriptions. */
#include "handlers/subscription/daily.h"

#include "handlers/turn/hours.h"

enum {
	LATE = 120, /* minutes after its hour in which it is still sent */
	AT_ONCE = 200,
};

static int minute_of(struct str time)
{
	int64_t h = 0, m = 0;

	(void)str_int(str_sub(time, 0, 2), 0, 23, &h);
	(void)str_int(str_sub(time, 3, 5), 0, 59, &m);
	return (int)(h * 60 + m);
}

ms_t daily_next(struct db *db, const char *kind, ms_t now)
{
	struct arena *a = arena_new();
	struct str time = subscription_next(db, kind, clock_str(local_minute(now), a), a);
	int64_t day = local_day(now);

	if (!time.p) {
		time = subscription_next(db, kind, STR(""), a);
		day++;
	}
	ms_t at = time.p ? hours_at(day, minute_of(time)) : INT64_MAX;

	arena_free(a);
	return at;
}

void daily_plan(struct db *db, const char *kind, ms_t now)
{
	ms_t at = daily_next(db, kind, now);

	if (at == INT64_MAX)
		timer_clear(db, kind, 0);
	else
		timer_set(db, kind, 0, at);
}

void daily_run(const struct turn_world *w, const char *kind, const struct timer *t, ms_t now, struct arena *a,
	       void (*give)(void *arg, const struct subscriber *, bool late), void *arg)
{
	struct subscriber *v = arena_array(a, struct subscriber, AT_ONCE);
	int64_t day = local_day(now);
	int minute = local_minute(now);
	struct subscription_search q = { .kind = kind,
					 .to = clock_str(minute, a),
					 .day = day_str(day, a),
					 .midnight = hours_at(day, 0),
					 .after = t->subject };
	size_t n = subscription_due(w->db, &q, v, AT_ONCE, a);

	for (size_t i = 0; i < n; i++)
		give(arg, &v[i], minute - minute_of(v[i].time) > LATE);
	daily_plan(w->db, kind, now);
	if (n == AT_ONCE) /* those behind the last one, in the next transaction */
		timer_set(w->db, kind, v[n - 1].chat, now + 1);
}
