/* clock.c - rides by the clock: the evening before, an hour before, half an hour
 * before without a word from the driver, and long after. */
#include "handlers/turn/jobs.h"
#include "handlers/turn/hours.h"
#include "handlers/ride/ride.h"

#define TIMER "ride.due" /* its subject is the ride's number */

enum alarm { ALARM_NONE, ALARM_EVENING, ALARM_HOUR, ALARM_SILENT, ALARM_AFTER };
enum { EVENING = 20 * 60, SILENT = 30 * MS_MINUTE, AFTER = 3 * MS_HOUR };

static ms_t alarm_at(const struct ride *r, enum alarm alarm)
{
	switch (alarm) {
	case ALARM_EVENING:
		return hours_at(local_day(r->at) - 1, EVENING);
	case ALARM_HOUR:
		return r->at - MS_HOUR;
	case ALARM_SILENT:
		return r->at - SILENT;
	default:
		return r->at + AFTER;
	}
}

/* Steps whose time is over already are not made up for; the last is always taken. */
void ride_watch(struct db *db, const struct ride *r, ms_t now)
{
	enum alarm next = (enum alarm)(r->alarm + 1);

	while (next < ALARM_AFTER && alarm_at(r, next) <= now)
		next++;
	if (next > ALARM_AFTER)
		return;
	ride_set_alarm(db, r->code, (int64_t)next - 1);
	timer_set(db, TIMER, r->code, alarm_at(r, next) > now ? alarm_at(r, next) : now);
}

static void tell(const struct turn_world *w, const struct ride *r, int64_t person, const char *name, ms_t now,
		 struct arena *a)
{
	if (person)
		ride_tell(w, r, &(struct ride_notice){ .person = person, .flags = NOTICE_URGENT, .phrase = name }, now,
			  a);
}

/* Half an hour before and no driver on the way: whoever could, and the staff. The family
 * hears how it is. */
static void call_reserve(const struct turn_world *w, const struct ride *r, ms_t now, struct arena *a)
{
	int64_t people[RIDE_PROPOSED];
	size_t n = ride_proposals(w->db, r->code, people, RIDE_PROPOSED);

	ride_tell_staff(w, r, r->driver ? PHRASE("ride.staff.silent") : PHRASE("ride.staff.none_yet"), NOTICE_URGENT,
			now, a);
	tell(w, r, r->person, r->driver ? PHRASE("ride.family.silent") : PHRASE("ride.family.none_yet"), now, a);
	tell(w, r, r->driver, PHRASE("ride.driver.where"), now, a);
	for (size_t i = 0; i < n; i++)
		ride_tell(w, r,
			  &(struct ride_notice){ .person = people[i],
						 .flags = NOTICE_URGENT,
						 .phrase = PHRASE("ride.reserve"),
						 .press = PHRASE("ride.take"),
						 .numbered = true },
			  now, a);
}

static void before(const struct turn_world *w, const struct ride *r, enum alarm alarm, ms_t now, struct arena *a)
{
	if (str_is(r->state, "open")) {
		if (alarm == ALARM_SILENT)
			call_reserve(w, r, now, a);
		else
			ride_tell_staff(w, r, PHRASE("ride.staff.none_yet"), NOTICE_URGENT, now, a);
		return;
	}
	if (!str_is(r->state, "matched"))
		return; /* on the way */
	if (alarm == ALARM_EVENING) {
		tell(w, r, r->driver, PHRASE("ride.driver.tomorrow"), now, a);
		tell(w, r, r->person, PHRASE("ride.family.tomorrow"), now, a);
	} else if (alarm == ALARM_HOUR) {
		ride_tell(w, r,
			  &(struct ride_notice){ .person = r->driver,
						 .flags = NOTICE_URGENT,
						 .phrase = PHRASE("ride.driver.hour"),
						 .press = PHRASE("ride.press.off") },
			  now, a);
	} else {
		call_reserve(w, r, now, a);
	}
}

static void due(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	struct ride r = ride_load(w->db, timer->subject, a);
	enum alarm alarm = (enum alarm)(r.alarm + 1);

	if (!r.code || str_is(r.state, "done") || str_is(r.state, "withdrawn") || str_is(r.state, "to_staff"))
		return;
	if (alarm >= ALARM_AFTER) {
		if (ride_close(w->db, r.code, "to_staff", NULL, now))
			ride_tell_staff(w, &r, PHRASE("ride.staff.after"), NOTICE_AWAITED, now, a);
		return;
	}
	before(w, &r, alarm, now, a);
	r.alarm = alarm;
	ride_watch(w->db, &r, now);
}

static void listed(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	struct ride r = ride_load(w->db, timer->subject, a);

	if (r.code)
		ride_watch(w->db, &r, now);
}

const struct job ride_jobs[] = { { .name = TIMER, .run = due }, { .name = RIDE_LISTED, .run = listed }, { 0 } };
