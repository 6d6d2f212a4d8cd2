/* ride.c - rides to the exam: asked for, offered, on the way, called off. */
#include "handlers/ride/ride.h"

#include <inttypes.h>

#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/mask.h"
#include "handlers/talk/errand.h"
#include "store/task/task.h"
#include "handlers/talk/who.h"
#include "store/human/callback.h"
#include "store/person/department.h"
#include "store/db/number.h"
#include "store/place/place.h"

static struct str or_absent(struct str s)
{
	return s.n ? s : NO_STR;
}

/* ---------------------------------------------------------------- asked for, offered */

static ms_t hour_of(struct turn *t)
{
	struct str when = arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(slots_get(&t->slots, "day")),
				       STR_ARG(slots_get(&t->slots, "clock")));
	bool exact;

	return task_time(when, t->now, &exact);
}

static int64_t street_of(struct turn *t, struct str place)
{
	struct str known = t->world->places ? t->world->places->longest(t->world->places->arg, place, t->arena)
					    : NO_STR;
	int64_t street = street_named_in(t->db, place, t->arena).id;
	struct position at;

	if (!street && known.n && place_position(t->db, known, &at))
		street = street_nearest(t->db, at);
	return street ? street : t->who.street;
}

/* Whoever left a number when registering is not asked again; another one in this sentence goes before it. */
static bool number_is_known(struct turn *t)
{
	struct str phone = callback_known_phone(t->db, t->who.id, t->arena);

	if (phone.n && !slots_get(&t->u.slots, "phone").n) {
		slots_set(&t->u.slots, "phone", phone);
		turn_private(t, "ride.phone_known", FILL("phone", mask_phone(phone, t->arena)));
	}
	return false;
}

/* "是六点五十": the ride that was filed a moment ago. */
static struct ride filed_before(struct turn *t)
{
	struct ride r = t->amends ? ride_load(t->db, json_int(turn_memo(t, "ride"), "code", 0), t->arena)
				  : (struct ride){ 0 };

	return r.person == t->who.id ? r : (struct ride){ 0 };
}

static void changed(struct turn *t, struct ride *r, const struct ride *before)
{
	r->code = before->code;
	if (!ride_change(t->db, r, t->who.uid, t->now)) {
		ride_say(t, before, PHRASE("ride.change.late"));
		return;
	}
	*r = ride_load(t->db, r->code, t->arena);
	ride_say(t, r, r->driver ? PHRASE("ride.changed.matched") : PHRASE("ride.changed"));
	ride_tell_staff(t->world, r, PHRASE("ride.staff.changed"), NOTICE_AWAITED, t->now, t->arena);
	ride_tell_driver(t->world, r, r->driver, PHRASE("ride.driver.changed"), t->now, t->arena);
	ride_watch(t->db, r, t->now);
}

static void remember(struct turn *t, int64_t code)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "code", (double)code);
	turn_remember(t, "ride", memo);
}

static void requested(struct turn *t)
{
	struct str start = slots_get(&t->slots, "start");
	struct ride before = filed_before(t);
	struct ride r = { .person = t->who.id,
			  .start = or_absent(start),
			  .goal = or_absent(slots_get(&t->slots, "goal")),
			  .phone = or_absent(slots_get(&t->slots, "phone")),
			  .at = hour_of(t),
			  .seats = 1,
			  .state = STR("open"),
			  .street = street_of(t, start) };

	if (r.at <= t->now) {
		turn_say_n(t, PHRASE("ride.past"), NULL, 0);
		return;
	}
	(void)str_int(slots_get(&t->slots, "seats"), 1, 8, &r.seats);
	if (before.code) {
		changed(t, &r, &before);
		return;
	}
	r.code = ride_new(t->db, &r, t->who.uid, t->now, t->arena);
	remember(t, r.code);
	ride_say(t, &r, PHRASE("ride.saved"));
	ride_tell_staff(t->world, &r, PHRASE("ride.staff.new"),
			r.at - t->now < 24 * MS_HOUR ? NOTICE_URGENT : NOTICE_AWAITED, t->now, t->arena);
	ride_watch(t->db, &r, t->now);
}

static void offered(struct turn *t)
{
	struct str first = slots_get(&t->slots, "from"), last = slots_get(&t->slots, "to");
	struct ride_driver d = { .person = t->who.id, .phone = or_absent(slots_get(&t->slots, "phone")), .seats = 4 };
	int64_t staff[RIDE_STAFF];

	(void)str_int(slots_get(&t->slots, "car_seats"), 1, 8, &d.seats);
	ride_driver_offer(t->db, &d, or_absent(first), last.n ? last : or_absent(first), t->who.uid, t->now);
	turn_say(t, "ride.driver.saved", FILL("seats", arena_printf(t->arena, "%" PRId64, d.seats)));
	if (!str_is(ride_driver_load(t->db, t->who.id, t->arena).state, "pending"))
		return;
	size_t n = task_staff(t->db, t->who.street, staff, RIDE_STAFF);

	for (size_t i = 0; i < n; i++)
		turn_tell(t, staff[i], NOTICE_AWAITED, NO_STR, "ride.driver.staff",
			  FILL("who", who_label(t, t->who.id)));
}

/* --------------------------------------------------------------------- on the day */

static bool step_to(struct turn *t, struct str step)
{
	int64_t codes[RIDES_SHOWN];
	size_t n = ride_list(t->db, RIDES_DRIVEN, t->who.id, codes, RIDES_SHOWN);
	const char *family = str_is(step, "off")      ? PHRASE("ride.family.off")
			     : str_is(step, "picked") ? PHRASE("ride.family.picked")
						      : PHRASE("ride.family.done");

	if (!n || !ride_step(t->db, codes[0], t->who.id, arena_cstr(t->arena, step), t->who.uid, t->now))
		return false;
	struct ride r = ride_load(t->db, codes[0], t->arena);

	ride_say(t, &r, PHRASE("ride.progress"));
	if (str_is(step, "off"))
		turn_button(t, turn_phrase(t, PHRASE("ride.press.picked"), NULL, 0), NO_STR);
	else if (str_is(step, "picked"))
		turn_button(t, turn_phrase(t, PHRASE("ride.press.done"), NULL, 0), NO_STR);
	ride_tell(t->world, &r, &(struct ride_notice){ .person = r.person, .flags = NOTICE_URGENT, .phrase = family },
		  t->now, t->arena);
	return true;
}

static void progress(struct turn *t)
{
	if (!step_to(t, slots_get(&t->slots, "step")))
		turn_say_n(t, PHRASE("ride.progress.none"), NULL, 0);
}

bool ride_arrived(struct turn *t)
{
	return step_to(t, STR("done"));
}

/* --------------------------------------------------------------------- called off */

static bool hand_back(const struct turn_world *w, int64_t code, int64_t driver, const char *actor, ms_t now,
		      struct arena *a)
{
	if (!ride_give_back(w->db, code, driver, actor, now))
		return false;
	struct ride r = ride_load(w->db, code, a);

	ride_tell_staff(w, &r, PHRASE("ride.staff.gave_up"), NOTICE_URGENT, now, a);
	ride_tell(w, &r,
		  &(struct ride_notice){
			  .person = r.person, .flags = NOTICE_URGENT, .phrase = PHRASE("ride.family.gave_up") },
		  now, a);
	ride_watch(w->db, &r, now);
	return true;
}

static void driver_cannot(struct turn *t, int64_t code)
{
	if (!hand_back(t->world, code, t->who.id, t->who.uid, t->now, t->arena))
		return;
	struct ride r = ride_load(t->db, code, t->arena);

	ride_say(t, &r, PHRASE("ride.driver.gave_up"));
}

static void family_does_not_need(struct turn *t, const struct ride *r)
{
	if (!ride_close(t->db, r->code, "withdrawn", t->who.uid, t->now))
		return;
	ride_say(t, r, PHRASE("ride.withdrawn"));
	ride_tell_driver(t->world, r, r->driver, PHRASE("ride.driver.off"), t->now, t->arena);
}

void ride_forget(const struct turn_world *w, int64_t person, ms_t now, struct arena *a)
{
	int64_t codes[RIDES_SHOWN];
	size_t n = ride_list(w->db, RIDES_DRIVEN, person, codes, RIDES_SHOWN);

	for (size_t i = 0; i < n; i++)
		(void)hand_back(w, codes[i], person, NULL, now, a);
	n = ride_list(w->db, RIDES_LEFT, person, codes, RIDES_SHOWN);
	for (size_t i = 0; i < n; i++) {
		struct ride r = ride_load(w->db, codes[i], a);

		ride_tell_driver(w, &r, r.driver, PHRASE("ride.driver.off"), now, a);
		ride_release(w->db, codes[i]);
	}
}

bool ride_cancel(struct turn *t, int64_t code)
{
	struct ride r = ride_load(t->db, code, t->arena);

	if (!r.code || (r.person != t->who.id && r.driver != t->who.id))
		return false;
	if (r.driver == t->who.id)
		driver_cannot(t, code);
	else
		family_does_not_need(t, &r);
	return true;
}

/* He drives no more: what he was given is given back. False: he never offered. */
static bool leaves(struct turn *t)
{
	int64_t codes[RIDES_SHOWN];

	if (!ride_driver_leave(t->db, t->who.id, t->who.uid, t->now))
		return false;
	size_t n = ride_list(t->db, RIDES_DRIVEN, t->who.id, codes, RIDES_SHOWN);

	for (size_t i = 0; i < n; i++)
		driver_cannot(t, codes[i]);
	turn_say_n(t, PHRASE("ride.driver.left"), NULL, 0);
	return true;
}

static void cancel(struct turn *t)
{
	if (slots_get(&t->slots, "leave").n && leaves(t))
		return;
	struct str said = slots_get(&t->slots, "task");
	int64_t codes[2] = { number_parse(said, 'T') };
	size_t n = said.n ? 1 : ride_list(t->db, RIDES_DRIVEN, t->who.id, codes, 2);

	if (!n)
		n = ride_list(t->db, RIDES_ASKED, t->who.id, codes, 2);
	if (n > 1)
		turn_say_n(t, PHRASE("ride.cancel.which"), NULL, 0);
	else if (!n || !ride_cancel(t, codes[0]))
		turn_say_n(t, PHRASE("ride.cancel.none"), NULL, 0);
}

bool ride_give_up(struct turn *t, int64_t code)
{
	int64_t codes[2];

	if (!code && ride_list(t->db, RIDES_DRIVEN, t->who.id, codes, 2) == 1)
		code = codes[0];
	if (!code || ride_load(t->db, code, t->arena).driver != t->who.id)
		return false;
	driver_cannot(t, code);
	return true;
}

bool ride_status(struct turn *t, int64_t code)
{
	struct ride r = ride_load(t->db, code, t->arena);

	if (!r.code || (r.person != t->who.id && r.driver != t->who.id))
		return false;
	if (r.driver == t->who.id)
		ride_say(t, &r, PHRASE("ride.status.driver"));
	else
		ride_say(t, &r, r.driver ? PHRASE("ride.status.matched") : PHRASE("ride.status"));
	return true;
}

bool ride_status_all(struct turn *t)
{
	int64_t codes[RIDES_SHOWN];
	size_t n = ride_list(t->db, RIDES_ASKED, t->who.id, codes, RIDES_SHOWN);

	n += ride_list(t->db, RIDES_DRIVEN, t->who.id, codes + n, RIDES_SHOWN - n);
	for (size_t i = 0; i < n; i++)
		(void)ride_status(t, codes[i]);
	return n > 0;
}

const struct handler ride_handlers[] = {
	{ .intent = "examride.request", .run = requested, .flags = HANDLER_FILES },
	{ .intent = "examride.join", .run = offered, .flags = HANDLER_FILES, .before = number_is_known },
	{ .intent = "examride.cancel", .run = cancel, .flags = HANDLER_FILES },
	{ .intent = "ride.progress", .run = progress, .flags = HANDLER_FILES },
	{ 0 },
};
