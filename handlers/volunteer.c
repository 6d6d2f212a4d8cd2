/* volunteer.c - "I want to help": where, how far, with what. */
#include <inttypes.h>
#include <stdlib.h>

#include "handlers/capabilities.h"
#include "store/place.h"
#include "store/volunteer.h"

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

static struct str or_none(struct turn *t, struct str s)
{
	return s.n ? s : turn_phrase(t, PHRASE("volunteer.no_skill"), NULL, 0);
}

static void say_record(struct turn *t, bool is_new)
{
	struct volunteer v = volunteer_load(t->db, t->who.id, t->arena);
	struct fill fills[] = {
		FILL("area", v.area),
		FILL("radius", radius_words(t, v.radius_km)),
		FILL("skills", or_none(t, v.skills)),
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
	say_record(t, complete);
}

static void registered(struct turn *t)
{
	save(t, true);
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
	else if (slots_get(&t->slots, "area").n || slots_get(&t->slots, "radius").n || slots_get(&t->slots, "skill").n)
		save(t, false);
	else
		say_record(t, false);
	return true;
}

static void record(struct turn *t)
{
	struct volunteer v = volunteer_load(t->db, t->who.id, t->arena);

	if (!v.known || str_is(v.state, "left")) {
		turn_say(t, "volunteer.unknown", FILL("name", t->who.name));
		return;
	}
	say_record(t, false);
	turn_say(t, "volunteer.hours", FILL("hours", arena_printf(t->arena, "%g", v.hours)));
}

const struct handler volunteer_handlers[] = {
	{ .intent = "volunteer.register", .run = registered, .flags = HANDLER_FILES, .before = known_already },
	{ .intent = "volunteer.record", .run = record },
	{ 0 },
};
