/* offer.c - shops and union rooms offer a station; staff add one. Found by riders when
 * staff have passed it; a place that we do not know is asked for, never invented. */
#include <inttypes.h>
#include <stdlib.h>

#include "handlers/turn/turn.h"
#include "handlers/turn/notice.h"
#include "handlers/turn/act.h"
#include "handlers/station/station.h"
#include "handlers/station/words.h"
#include "handlers/task/task.h"
#include "store/person/department.h"
#include "store/place/geo.h"
#include "store/person/role.h"
#include "store/task/task.h"

/* What is known stays; the field is asked again. */
static void ask_again(struct turn *t, const char *field, const char *drop, const char *phrase)
{
	struct slots known = t->slots;

	slots_set(&known, drop, NO_STR);
	turn_say_n(t, phrase, &FILL("place", slots_get(&t->slots, "address")), 1);
	turn_ask(t, "station.offer", field, &known);
}

/* "30.41,103.46,wgs84" of the form, or where the place lies. */
static bool position_of(struct turn *t, struct position *p)
{
	struct str rest = slots_get(&t->slots, "position"), lat, lon;

	if (rest.n && str_split(&rest, ',', &lat) && str_split(&rest, ',', &lon)) {
		*p = (struct position){ strtod(arena_cstr(t->arena, lat), NULL),
					strtod(arena_cstr(t->arena, lon), NULL), geo_datum(rest) };
		return true;
	}
	return station_where(t, slots_get(&t->slots, "address"), p);
}

static void tell_staff(struct turn *t, const struct station_offer *o)
{
	int64_t staff[TASK_PEOPLE];
	size_t n = task_staff(t->db, street_nearest(t->db, o->position), staff, TASK_PEOPLE);
	struct fill fills[] = { FILL("station", o->name), FILL("address", o->address), FILL("hours", o->hours),
				FILL("services", station_service_words(t, services_read(o->services))) };

	for (size_t i = 0; i < n; i++)
		if (staff[i] != t->who.id)
			turn_tell_n(t, staff[i], NOTICE_AWAITED, NO_STR, PHRASE("station.offer.staff"), fills, 4);
}

static void offered(struct turn *t)
{
	struct station_offer o = { .person = t->who.id,
				   .name = slots_get(&t->slots, "station_title"),
				   .hours = station_hours_said(t, slots_get(&t->slots, "hours")),
				   .closed_days = NO_STR,
				   .services = slots_get(&t->slots, "service") };
	struct str why, address = slots_get(&t->slots, "address");
	unsigned roles = role_bits(t->db, t->who.id);

	o.address = address.n ? address : o.name;
	if (!o.hours.n) {
		ask_again(t, "hours", "hours", PHRASE("station.offer.hours_again"));
		return;
	}
	if (!position_of(t, &o.position)) {
		ask_again(t, "address", "address", PHRASE("station.offer.no_place"));
		return;
	}
	int64_t id = station_offer(t->db, &o, t->who.uid, t->now, t->arena, &why);

	if (!id) {
		ask_again(t, "station_title", "station_title", PHRASE("station.offer.taken"));
		return;
	}
	struct fill name = FILL("station", o.name);

	if (intent_is_for("admin.station", roles) && station_accept(t->db, id, t->who.uid, t->now)) {
		turn_say_n(t, PHRASE("review.station.passed"), &name, 1);
		return;
	}
	turn_say_n(t, PHRASE("station.offer.kept"), &name, 1);
	tell_staff(t, &o);
}

const struct handler station_offer_handlers[] = {
	{ .intent = "station.offer", .run = offered, .flags = HANDLER_FILES },
	{ 0 },
};
