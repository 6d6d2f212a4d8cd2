/* review.c - staff pass or refuse what waits for them: requests for help, volunteers, drivers, stations. */
#include <inttypes.h>

#include "handlers/turn/turn.h"
#include "handlers/volunteer/volunteer.h"
#include "handlers/talk/list.h"
#include "handlers/task/task.h"
#include "handlers/talk/who.h"
#include "store/person/department.h"
#include "store/db/number.h"
#include "store/place/place.h"
#include "store/ride/ride.h"
#include "store/station/station.h"
#include "store/person/role.h"
#include "store/volunteer/volunteer.h"

enum { WAITING = 60 };

/* ------------------------------------------------------------------------ tasks */

static void refuse_task(struct turn *t, struct task *k)
{
	struct str reason = slots_get(&t->slots, "reason");

	if (!task_refuse(t->db, k->code, t->who.id, t->who.uid, reason.n ? reason : NO_STR, t->now))
		return;
	task_unwatch(t->db, k->code);
	task_say(t, k, PHRASE("review.refused"));
	task_tell_asker(t->world, k, reason.n ? PHRASE("task.asker.refused") : PHRASE("task.asker.refused.bare"),
			reason.n ? FILL("reason", reason) : (struct fill){ 0 }, t->now, t->arena);
}

/* Where nothing was known: the street that is named now. */
static bool locate(struct turn *t, struct task *k)
{
	struct named street = street_named_in(t->db, t->said, t->arena);

	if (k->located)
		return true;
	if (!street.id || !place_position_by_id(t->db, street.id, &k->at))
		return false;
	task_locate(t->db, k->code, street.id, &k->at);
	return true;
}

static void review_task(struct turn *t, int64_t code, bool yes)
{
	struct task k = task_load(t->db, code, t->arena);

	if (!k.code || !task_seen_by(t->db, code, t->who.id))
		turn_say_n(t, PHRASE("task.unknown"), NULL, 0);
	else if (!str_is(k.state, "requested"))
		task_say(t, &k, PHRASE("review.again"));
	else if (!yes)
		refuse_task(t, &k);
	else if (!locate(t, &k))
		task_say(t, &k, PHRASE("review.where"));
	else if (task_publish(t->db, code, t->who.id, t->who.uid, t->now)) {
		task_say(t, &k, PHRASE("review.passed"));
		task_tell_asker(t->world, &k, PHRASE("task.asker.passed"), (struct fill){ 0 }, t->now, t->arena);
		task_offer_now(t->world, code, t->now, t->arena);
	}
}

/* ------------------------------------------------------------------- volunteers */

/* With the reason, when one was given. */
static void tell_refused(struct turn *t, int64_t person, struct str about, const char *bare, const char *why)
{
	struct fill reason = FILL("reason", slots_get(&t->slots, "reason"));

	turn_tell_n(t, person, NOTICE_AWAITED, about, reason.value.n ? why : bare, &reason, reason.value.n ? 1 : 0);
}

static void review_volunteer(struct turn *t, int64_t person, bool yes)
{
	struct str label = who_label(t, person);

	if (!volunteer_decide(t->db, person, t->who.uid, yes, t->now)) {
		turn_say(t, "review.volunteer.again", FILL("who", label));
		return;
	}
	if (yes) {
		turn_say(t, "review.volunteer.passed", FILL("who", label));
		turn_tell(t, person, 0, STR("volunteer"), "volunteer.verified", FILL("who", label));
	} else {
		turn_say(t, "review.volunteer.refused", FILL("who", label));
		tell_refused(t, person, STR("volunteer"), PHRASE("volunteer.refused"), PHRASE("volunteer.refused.why"));
	}
}

static struct str volunteer_line(struct turn *t, int64_t person)
{
	struct volunteer v = volunteer_load(t->db, person, t->arena);
	struct fill fills[] = { FILL("who", who_label(t, person)), FILL("area", v.area),
				FILL("radius", arena_printf(t->arena, "%g", v.radius_km)),
				FILL("skills", volunteer_can(t, &v)) };

	return turn_phrase(t, PHRASE("review.volunteer"), fills, sizeof fills / sizeof *fills);
}

/* ---------------------------------------------------------------------- drivers */

static void review_driver(struct turn *t, int64_t person, bool yes)
{
	struct fill who = FILL("who", who_label(t, person));

	if (!ride_driver_decide(t->db, person, yes, t->who.uid, t->now))
		return;
	turn_say_n(t, yes ? PHRASE("review.driver.passed") : PHRASE("review.driver.refused"), &who, 1);
	if (yes)
		turn_tell(t, person, NOTICE_AWAITED, STR("driver"), "ride.driver.verified", FILL("name", who.value));
	else
		tell_refused(t, person, STR("driver"), PHRASE("ride.driver.refused"),
			     PHRASE("ride.driver.refused.why"));
}

static bool among(const int64_t *people, size_t n, int64_t person)
{
	for (size_t i = 0; i < n; i++)
		if (people[i] == person)
			return true;
	return false;
}

/* --------------------------------------------------------------------- stations */

static void review_station(struct turn *t, const struct station_offer *s, bool yes)
{
	if (!(yes ? station_accept(t->db, s->id, t->who.uid, t->now)
		  : station_refuse(t->db, s->id, t->who.uid, t->now)))
		return;
	turn_say_n(t, yes ? PHRASE("review.station.passed") : PHRASE("review.station.refused"),
		   &(struct fill){ "station", s->name }, 1);
	if (!s->person)
		return;
	if (yes)
		turn_tell(t, s->person, 0, STR("station"), "review.station.is_open", FILL("station", s->name));
	else
		turn_tell(t, s->person, NOTICE_AWAITED, STR("station"), "review.station.is_not",
			  FILL("station", s->name));
}

/* Those that he looks after: all of the city, or his street's. */
static size_t stations_waiting(struct turn *t, struct station_offer *out, size_t room)
{
	struct str scope = role_scope_of(t->db, t->who.id, ROLE_STREET, t->arena);
	bool all = role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY);
	size_t n = station_pending(t->db, out, room, t->arena), mine = 0;

	for (size_t i = 0; i < n; i++)
		if (all || (scope.p && (!scope.n || street_nearest(t->db, out[i].position) == place_id(t->db, scope))))
			out[mine++] = out[i];
	return mine;
}

static struct str station_line(struct turn *t, const struct station_offer *s)
{
	struct fill fills[] = { FILL("station", s->name), FILL("address", s->address), FILL("hours", s->hours) };

	return turn_phrase(t, PHRASE("review.station"), fills, sizeof fills / sizeof *fills);
}

/* ---------------------------------------------------------------------- which one */

struct waiting {
	int64_t tasks[WAITING], people[WAITING];
	int64_t drivers[WAITING];
	struct station_offer stations[WAITING];
	size_t n_tasks, n_people, n_drivers, n_stations;
};

static void show(struct turn *t, const struct waiting *all)
{
	struct str lines[4 * WAITING];
	struct fill fills[TASK_FILLS];
	size_t n = 0;

	for (size_t i = 0; i < all->n_tasks; i++) {
		struct task k = task_load(t->db, all->tasks[i], t->arena);

		lines[n++] = turn_phrase(t, PHRASE("review.task"), fills,
					 task_fills(t->world, &k, t->now, fills, t->arena));
	}
	for (size_t i = 0; i < all->n_people; i++)
		lines[n++] = volunteer_line(t, all->people[i]);
	for (size_t i = 0; i < all->n_drivers; i++)
		lines[n++] = turn_phrase(t, PHRASE("review.driver"), &FILL("who", who_label(t, all->drivers[i])), 1);
	for (size_t i = 0; i < all->n_stations; i++)
		lines[n++] = station_line(t, &all->stations[i]);
	if (!n) {
		turn_say_n(t, PHRASE("review.none"), NULL, 0);
		return;
	}
	turn_say_n(t, PHRASE("review.head"), NULL, 0);
	list_say(t, lines, n);
}

static void gather(struct turn *t, struct waiting *all)
{
	all->n_tasks = task_list(t->db, TASKS_WAITING, t->who.id, all->tasks, WAITING);
	all->n_people = volunteer_waiting(t->db, t->who.id, all->people, WAITING);
	all->n_drivers = ride_drivers_waiting(t->db, all->drivers, WAITING);
	all->n_stations = stations_waiting(t, all->stations, WAITING);
}

/* The one whose name is in the sentence; NULL: none. */
static const struct station_offer *station_said(struct turn *t, const struct waiting *all)
{
	for (size_t i = 0; i < all->n_stations; i++)
		if (str_has(t->said, all->stations[i].name))
			return &all->stations[i];
	return NULL;
}

static void review_only(struct turn *t, const struct waiting *all, bool yes)
{
	if (all->n_tasks)
		review_task(t, all->tasks[0], yes);
	else if (all->n_people)
		review_volunteer(t, all->people[0], yes);
	else if (all->n_drivers)
		review_driver(t, all->drivers[0], yes);
	else
		review_station(t, &all->stations[0], yes);
}

static bool waits(struct turn *t, int64_t person)
{
	return str_is(volunteer_load(t->db, person, t->arena).state, "pending") ||
	       str_is(ride_driver_load(t->db, person, t->arena).state, "pending");
}

static void review(struct turn *t)
{
	struct str verdict = slots_get(&t->slots, "verdict"), number = slots_get(&t->slots, "task");
	bool yes = str_is(verdict, "yes");
	struct waiting *all = arena_one(t->arena, struct waiting);
	int64_t person = 0;

	if (verdict.n && number.n) {
		review_task(t, number_parse(number, 'T'), yes);
		return;
	}
	gather(t, all);
	const struct station_offer *station = verdict.n ? station_said(t, all) : NULL;
	enum who named = verdict.n && !station ? who_fitting(t, waits, &person) : WHO_NONE;

	if (named == WHO_ASKED)
		return;
	if (station)
		review_station(t, station, yes);
	else if (named == WHO_ONE && among(all->people, all->n_people, person))
		review_volunteer(t, person, yes);
	else if (named == WHO_ONE && among(all->drivers, all->n_drivers, person))
		review_driver(t, person, yes);
	else if (verdict.n && named == WHO_NONE && all->n_tasks + all->n_people + all->n_drivers + all->n_stations == 1)
		review_only(t, all, yes);
	else
		show(t, all);
}

const struct handler review_handlers[] = {
	{ .intent = "admin.review", .run = review },
	{ 0 },
};
