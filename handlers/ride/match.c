/* match.c - rides get their drivers: by staff, all at once, or by a reserve who takes one. */
#include <inttypes.h>

#include "handlers/turn/turn.h"
#include "handlers/talk/list.h"
#include "handlers/ride/ride.h"
#include "handlers/talk/errand.h"
#include "handlers/talk/who.h"
#include "store/db/number.h"
#include "store/person/reveal.h"

static void matched(struct turn *t, int64_t code, int64_t before)
{
	struct ride r = ride_load(t->db, code, t->arena);

	ride_tell_driver(t->world, &r, before, PHRASE("ride.driver.replaced"), t->now, t->arena);
	if (r.driver != t->who.id)
		ride_tell(t->world, &r,
			  &(struct ride_notice){
				  .person = r.driver, .flags = NOTICE_URGENT, .phrase = PHRASE("ride.driver.yours") },
			  t->now, t->arena);
	else
		ride_say(t, &r, PHRASE("ride.driver.yours"));
	ride_tell(t->world, &r,
		  &(struct ride_notice){
			  .person = r.person, .flags = NOTICE_URGENT, .phrase = PHRASE("ride.family.matched") },
		  t->now, t->arena);
	ride_watch(t->db, &r, t->now);
}

static void show(struct turn *t)
{
	int64_t codes[RIDES_SHOWN];
	size_t n = ride_list(t->db, RIDES_ALL, t->who.id, codes, RIDES_SHOWN);
	struct str *lines = arena_array(t->arena, struct str, RIDES_SHOWN);
	struct fill fills[RIDE_FILLS];

	for (size_t i = 0; i < n; i++) {
		struct ride r = ride_load(t->db, codes[i], t->arena);

		lines[i] = turn_phrase(t, r.driver ? PHRASE("ride.line.matched") : PHRASE("ride.line"), fills,
				       ride_fills(t->world, &r, true, fills, t->arena));
	}
	turn_say_n(t, n ? PHRASE("ride.head") : PHRASE("ride.none"), NULL, 0);
	if (n)
		list_say(t, lines, n);
}

/* Each ride without a driver gets the first of those who can, the earliest ride first. */
static void match_all(struct turn *t)
{
	int64_t codes[RIDES_SHOWN], driver;
	size_t n = ride_list(t->db, RIDES_ALL, t->who.id, codes, RIDES_SHOWN), given = 0, left = 0;

	for (size_t i = 0; i < n; i++) {
		if (!str_is(ride_load(t->db, codes[i], t->arena).state, "open"))
			continue;
		if (ride_proposals(t->db, codes[i], &driver, 1) &&
		    ride_match(t->db, codes[i], driver, t->who.uid, t->now)) {
			matched(t, codes[i], 0);
			given++;
		} else {
			left++;
		}
	}
	turn_say(t, "ride.staff.all", FILL("given", arena_printf(t->arena, "%zu", given)),
		 FILL("left", arena_printf(t->arena, "%zu", left)));
	if (given || left)
		show(t);
}

static bool drives(struct turn *t, int64_t person)
{
	return str_is(ride_driver_load(t->db, person, t->arena).state, "active");
}

static void match(struct turn *t)
{
	if (str_is(slots_get(&t->slots, "all"), "yes")) {
		match_all(t);
		return;
	}
	int64_t code = number_parse(slots_get(&t->slots, "task"), 'T'), driver = 0;
	struct ride r = ride_load(t->db, code, t->arena);

	if (!r.code) {
		show(t);
		return;
	}
	enum who named = who_fitting(t, drives, &driver);

	if (named == WHO_ASKED)
		return;
	if (named == WHO_NONE || !ride_match(t->db, code, driver, t->who.uid, t->now)) {
		ride_say(t, &r, PHRASE("ride.staff.cannot"));
		return;
	}
	struct ride after = ride_load(t->db, code, t->arena);

	ride_say(t, &after, PHRASE("ride.staff.matched"));
	matched(t, code, r.driver);
}

bool ride_contact(struct turn *t, int64_t code, struct str why)
{
	struct ride r = ride_load(t->db, code, t->arena);

	if (!r.code)
		return false;
	if (!turn_has_right(t, "admin.ride")) {
		turn_say_n(t, PHRASE("task.unknown"), NULL, 0);
	} else if (!why.n) {
		turn_say(t, "task.contact.why", FILL("number", task_number(code, t->arena)));
	} else {
		reveal_note(t->db, r.person, t->who.id, t->who.uid, why, t->now, t->arena);
		if (r.driver)
			reveal_note(t->db, r.driver, t->who.id, t->who.uid, why, t->now, t->arena);
		ride_say(t, &r, r.driver ? PHRASE("ride.contact.both") : PHRASE("ride.contact.whole"));
	}
	return true;
}

bool ride_take(struct turn *t, int64_t code)
{
	struct ride r = ride_load(t->db, code, t->arena);

	if (!r.code)
		return false;
	/* who has it and may yet come keeps it until half an hour before */
	bool free = str_is(r.state, "open") || (str_is(r.state, "matched") && t->now > r.at - 30 * MS_MINUTE);

	if (turn_is_group(t))
		turn_say(t, "private.please", FILL("name", t->who.name));
	else if (free && ride_match(t->db, code, t->who.id, t->who.uid, t->now))
		matched(t, code, r.driver);
	else
		ride_say(t, &r, PHRASE("ride.taken"));
	return true;
}

const struct handler ride_match_handlers[] = {
	{ .intent = "admin.ride", .run = match },
	{ 0 },
};
