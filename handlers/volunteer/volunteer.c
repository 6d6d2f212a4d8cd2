/* volunteer.c - "I want to help": where, how far, with what. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/turn/jobs.h"
#include "handlers/volunteer/volunteer.h"
#include "handlers/talk/dates.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/notice.h"
#include "handlers/talk/who.h"
#include "store/person/department.h"
#include "store/place/place.h"
#include "store/task/task.h"
#include "store/volunteer/volunteer.h"

#define RESUME_TIMER "volunteer.resume" /* its subject is the person */

enum { DAYS_MAX = 400, WEEK = 7, MONTH = 30, STAFF_MAX = 64 };

static struct str radius_words(struct turn *t, double km)
{
	return arena_printf(t->arena, "%g", km);
}

static double radius(const struct slots *slots)
{
	char text[16] = "";
	struct str s = slots_get(slots, "radius");

	for (size_t i = 0; i < s.n && i + 1 < sizeof text; i++)
		text[i] = s.p[i];
	double km = strtod(text, NULL);

	return km > 0 && km <= 100 ? km : 0;
}

static const char *vehicle_phrase(struct str vehicle)
{
	if (str_is(vehicle, "ebike"))
		return PHRASE("volunteer.vehicle.ebike");
	if (str_is(vehicle, "trike"))
		return PHRASE("volunteer.vehicle.trike");
	if (str_is(vehicle, "car"))
		return PHRASE("volunteer.vehicle.car");
	return str_is(vehicle, "van") ? PHRASE("volunteer.vehicle.van") : PHRASE("volunteer.vehicle.truck");
}

struct str volunteer_can(struct turn *t, const struct volunteer *v)
{
	struct str skills = v->skills.n ? v->skills : turn_phrase(t, PHRASE("volunteer.no_skill"), NULL, 0);

	return v->vehicle.n ? arena_printf(t->arena, STR_FMT "，" STR_FMT, STR_ARG(skills),
					   STR_ARG(turn_phrase(t, vehicle_phrase(v->vehicle), NULL, 0)))
			    : skills;
}

static void say_record(struct turn *t, bool is_new)
{
	struct volunteer v = volunteer_load(t->db, t->who.id, t->arena);
	struct fill fills[] = {
		FILL("area", v.area),
		FILL("radius", radius_words(t, v.radius_km)),
		FILL("skills", volunteer_can(t, &v)),
	};

	turn_say_n(t, is_new ? PHRASE("volunteer.saved") : PHRASE("volunteer.known"), fills,
		   sizeof fills / sizeof *fills);
}

/* complete: the form knows all, so that what it does not name is not there. */
static void save(struct turn *t, bool complete)
{
	struct str skills = slots_get(&t->slots, "skill");
	struct str area = slots_get(&t->slots, "area");
	struct position at;
	bool known = area.n && place_position(t->db, area, &at);

	if (t->m->position) {
		at = *t->m->position;
		known = true;
	}
	volunteer_save(t->db, t->who.id, t->who.uid, area.n ? area : NO_STR, known ? &at : NULL, radius(&t->slots),
		       skills.p || !complete ? skills : STR(""), t->now, t->arena);
	if (slots_get(&t->slots, "vehicle").n)
		volunteer_drives(t->db, t->who.id, slots_get(&t->slots, "vehicle"));
	say_record(t, complete);
}

/* The staff look at whoever is new before he is sent anywhere. */
static void tell_staff(struct turn *t)
{
	struct volunteer v = volunteer_load(t->db, t->who.id, t->arena);
	struct position at;
	bool known = volunteer_position(t->db, t->who.id, &at, t->arena);
	int64_t staff[STAFF_MAX];
	size_t n = task_staff(t->db, known ? street_nearest(t->db, at) : t->who.street, staff, STAFF_MAX);

	for (size_t i = 0; i < n; i++)
		turn_tell(t, staff[i], NOTICE_AWAITED, NO_STR, "volunteer.staff.new",
			  FILL("who", who_label(t, t->who.id)), FILL("area", v.area),
			  FILL("radius", radius_words(t, v.radius_km)), FILL("skills", volunteer_can(t, &v)));
}

static void registered(struct turn *t)
{
	struct volunteer before = volunteer_load(t->db, t->who.id, t->arena);

	save(t, true);
	if (!before.known || str_is(before.state, "left"))
		tell_staff(t);
}

/* Who is registered already is not asked again: what is new is changed, and a
 * bare "am I registered?" is answered. */
static bool known_already(struct turn *t)
{
	struct volunteer v = volunteer_load(t->db, t->who.id, t->arena);

	if (!v.known || str_is(v.state, "left"))
		return false;
	if (turn_is_group(t)) /* what a person offers is between him and us */
		turn_say(t, "private.please", FILL("name", t->who.name));
	else if (slots_get(&t->slots, "area").n || slots_get(&t->slots, "radius").n ||
		 slots_get(&t->slots, "skill").n || slots_get(&t->slots, "vehicle").n)
		save(t, false);
	else
		say_record(t, false);
	return true;
}

/* What is not plain sailing: not looked at yet, or resting. */
static void say_state(struct turn *t, const struct volunteer *v)
{
	if (str_is(v->state, "pending"))
		turn_say(t, "volunteer.pending", FILL("name", t->who.name));
	else if (str_is(v->state, "paused"))
		turn_say(t, "volunteer.paused.now", FILL("name", t->who.name));
}

static void record(struct turn *t)
{
	if (slots_get(&t->slots, "rule").n) {
		turn_say_n(t, PHRASE("volunteer.rule"), NULL, 0);
		return;
	}
	struct volunteer v = volunteer_load(t->db, t->who.id, t->arena);
	struct str n = arena_printf(t->arena, "%" PRId64, v.served), hours = arena_printf(t->arena, "%g", v.hours);

	if (!v.known) {
		turn_say(t, "volunteer.unknown", FILL("name", t->who.name));
		return;
	}
	if (str_is(v.state, "left")) {
		turn_say(t, "volunteer.left", FILL("n", n), FILL("hours", hours));
		return;
	}
	say_record(t, false);
	say_state(t, &v);
	turn_say(t, "volunteer.hours", FILL("hours", hours));
	if (v.served)
		turn_say(t, "volunteer.served", FILL("n", n));
}

/* ------------------------------------------------------------- pause, back, leave */

static int64_t slot_number(struct turn *t, const char *name)
{
	int64_t n = 0;

	return str_int(slots_get(&t->slots, name), 0, DAYS_MAX, &n) ? n : 0;
}

/* The first day on which he can be asked again; absent: he will say so. */
static struct str pause_end(struct turn *t)
{
	struct str until = slots_get(&t->slots, "pause_until");
	int64_t days = slot_number(t, "pause_days") + WEEK * slot_number(t, "pause_weeks") +
		       MONTH * slot_number(t, "pause_months") + (slots_get(&t->slots, "pause_half").n ? MONTH / 2 : 0);

	if (days)
		return day_str(local_day(t->now) + days, t->arena);
	return until.n == strlen("2025-06-11") && str_order(until, day_str(local_day(t->now), t->arena)) > 0 ? until
													     : NO_STR;
}

/* What he took still stands; he says so himself when he cannot. */
static void say_in_hand(struct turn *t)
{
	int64_t code;

	if (task_list(t->db, TASKS_TAKEN, t->who.id, &code, 1))
		turn_say(t, "volunteer.pause.holding", FILL("number", arena_printf(t->arena, "T-%" PRId64, code)));
}

static ms_t day_begins(struct str day)
{
	int64_t y = 0, m = 0, d = 0;

	(void)(str_int(str_sub(day, 0, 4), 1970, 9999, &y) && str_int(str_sub(day, 5, 7), 1, 12, &m) &&
	       str_int(str_sub(day, 8, 10), 1, 31, &d));
	return hours_at(civil_day((int)y, (int)m, (int)d), 0);
}

static void rest(struct turn *t, struct str hours)
{
	struct str until = pause_end(t);

	timer_clear(t->db, RESUME_TIMER, t->who.id);
	if (!volunteer_pause(t->db, t->who.id, t->who.uid, until, t->now)) {
		turn_say(t, "volunteer.pending", FILL("name", t->who.name));
		return;
	}
	if (until.n) {
		timer_set(t->db, RESUME_TIMER, t->who.id, day_begins(until));
		turn_say(t, "volunteer.pause.until", FILL("day", date_words(local_day(day_begins(until)), t->arena)),
			 FILL("hours", hours));
	} else {
		turn_say(t, "volunteer.pause.open", FILL("hours", hours));
	}
	say_in_hand(t);
}

static void pause_or_back(struct turn *t)
{
	struct volunteer v = volunteer_load(t->db, t->who.id, t->arena);
	struct str action = slots_get(&t->slots, "action"), hours = arena_printf(t->arena, "%g", v.hours);

	if (!v.known || str_is(v.state, "left")) {
		turn_say(t, "volunteer.unknown", FILL("name", t->who.name));
	} else if (str_is(action, "leave")) {
		timer_clear(t->db, RESUME_TIMER, t->who.id);
		(void)volunteer_leave(t->db, t->who.id, t->who.uid, t->now);
		turn_say(t, "volunteer.leave.done", FILL("hours", hours));
		say_in_hand(t);
	} else if (!str_is(action, "resume")) {
		rest(t, hours);
	} else if (str_is(v.state, "pending")) {
		turn_say(t, "volunteer.pending", FILL("name", t->who.name));
	} else {
		timer_clear(t->db, RESUME_TIMER, t->who.id);
		turn_say_n(t,
			   volunteer_resume(t->db, t->who.id, t->who.uid, t->now) ? PHRASE("volunteer.resumed")
										  : PHRASE("volunteer.resume.already"),
			   NULL, 0);
	}
}

/* The day has come on which he wanted to be back; the next task says so. */
static void back(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	struct volunteer v = volunteer_load(w->db, timer->subject, a);

	if (v.until.n && day_begins(v.until) <= now)
		(void)volunteer_resume(w->db, timer->subject, NULL, now);
}

const struct job volunteer_jobs[] = { { .name = RESUME_TIMER, .run = back }, { 0 } };

const struct handler volunteer_handlers[] = {
	{ .intent = "volunteer.register", .run = registered, .flags = HANDLER_FILES, .before = known_already },
	{ .intent = "volunteer.record", .run = record },
	{ .intent = "volunteer.pause", .run = pause_or_back, .flags = HANDLER_FILES },
	{ 0 },
};
