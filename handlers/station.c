/* station.c - "where can I charge, drink, rest": the nearest stations, honestly. */
#include <inttypes.h>
#include <math.h>

#include "bot/base/buf.h"
#include "bot/base/url.h"
#include "dialogs/labels.h"
#include "handlers/capabilities.h"
#include "store/geo.h"
#include "store/place.h"
#include "store/station.h"

enum { FAR = 5000, WORDS_MAX = 512 }; /* metres: farther is said to be far */

/* Where the person is: what was just said or sent, else where he works. */
static bool here(struct turn *t, struct position *p)
{
	struct str place = slots_get(&t->slots, "place");

	if (t->m->position) {
		*p = *t->m->position;
		return true;
	}
	if (place.n)
		return place_position(t->db, place, p);
	if (turn_is_group(t) && t->chat.street)
		return place_position_by_id(t->db, t->chat.street, p);
	return t->who.street && place_position_by_id(t->db, t->who.street, p);
}

static void wanted(struct turn *t, struct station_query *q)
{
	struct str rest = slots_get(&t->slots, "service"), one;

	while (q->n_services < STATION_SERVICES && str_split(&rest, ';', &one))
		if (one.n)
			q->services[q->n_services++] = one;
}

static struct str service_words(struct turn *t, struct str services)
{
	struct str one, words = NO_STR;

	while (str_split(&services, ';', &one)) {
		struct str label = pack_label(t->world->pack, "service", str_trim(one));

		words = words.p ? arena_printf(t->arena, STR_FMT "、" STR_FMT, STR_ARG(words), STR_ARG(label)) : label;
	}
	return words.p ? words : STR("");
}

/* The eight directions of the pack, north first, clockwise. */
static struct str direction_words(struct turn *t, int direction)
{
	struct str rest = turn_phrase(t, PHRASE("station.directions"), NULL, 0), one = STR("");

	for (int i = 0; i <= direction && str_split(&rest, ' ', &one); i++)
		;
	return one;
}

static struct str distance_words(struct turn *t, const struct position *from, const struct station *s)
{
	if (s->metres < 50)
		return turn_phrase(t, PHRASE("station.here"), NULL, 0);
	bool near = s->metres < 1000;
	struct fill fills[] = {
		FILL("direction", direction_words(t, geo_direction(*from, s->position))),
		FILL("distance", near ? arena_printf(t->arena, "%d", (int)(s->metres / 50 + 0.5) * 50)
				      : arena_printf(t->arena, "%.1f", s->metres / 1000)),
	};

	return turn_phrase(t, near ? PHRASE("station.metres") : PHRASE("station.kilometres"), fills, 2);
}

static const char *state_phrase(const struct station *s)
{
	if (s->closed)
		return PHRASE("station.closed");
	if (s->day_off)
		return PHRASE("station.day_off");
	return s->open ? PHRASE("station.open") : PHRASE("station.shut");
}

static struct str hours_words(struct turn *t, struct str hours)
{
	return str_is(hours, "24h") ? turn_phrase(t, PHRASE("station.all_day"), NULL, 0) : hours;
}

static void say_station(struct turn *t, const struct station *s, const struct position *from)
{
	struct fill hours = FILL("hours", hours_words(t, s->hours));
	struct fill fills[] = {
		FILL("station", s->name),
		FILL("address", s->address),
		FILL("state", turn_phrase(t, state_phrase(s), &hours, 1)),
		FILL("distance", from ? distance_words(t, from, s) : STR("")),
		FILL("services", service_words(t, s->services)),
	};

	turn_say_n(t, from ? PHRASE("station.line") : PHRASE("station.line.nowhere"), fills,
		   sizeof fills / sizeof *fills);
}

static void say_map(struct turn *t, const struct station *s)
{
	struct position p = geo_gcj02(s->position);

	turn_say(t, "station.map",
		 FILL("url", arena_printf(t->arena,
					  "https://uri.amap.com/marker?position=%.6f,%.6f&name=" STR_FMT
					  "&coordinate=gaode&callnative=0",
					  p.lon, p.lat, STR_ARG(url_encode(s->name, t->arena)))));
}

static void answer(struct turn *t, const struct station_query *q)
{
	struct station found[STATIONS_FOUND];
	struct str service = service_words(t, slots_get(&t->slots, "service"));
	size_t n = station_find(t->db, q, found, t->arena);

	if (!n) {
		turn_say(t, "station.none", FILL("service", service));
		return;
	}
	if (!found[0].open)
		turn_say(t, "station.none_open", FILL("service", service));
	else if (q->near && found[0].metres > FAR)
		turn_say(t, "station.far", FILL("service", service));
	for (size_t i = 0; i < n; i++)
		if (i == 0 || ((found[i].open || !found[0].open) && found[i].metres < FAR))
			say_station(t, &found[i], q->near);
	say_map(t, &found[0]);
}

static void find(struct turn *t)
{
	struct position p;
	struct station_query q = { .now = t->now };
	struct str place = slots_get(&t->slots, "place");

	wanted(t, &q);
	if (place.n && station_exists(t->db, place)) {
		q.name = place; /* asked for itself, open or not */
		q.n_services = 0;
	} else if (here(t, &p)) {
		q.near = &p;
	} else if (place.n) { /* a place that we do not know: said so, nothing invented */
		turn_say(t, "station.unknown_place", FILL("place", place));
		return;
	}
	answer(t, &q);
}

/* Nothing to ask when we know where, or a station is asked for by its name. */
static bool known_place(struct turn *t)
{
	struct position p;

	if (!here(t, &p) && !slots_get(&t->slots, "place").n)
		return false;
	find(t);
	return true;
}

void station_near_position(struct turn *t)
{
	find(t);
}

const struct handler station_handlers[] = {
	{ .intent = "station.find", .run = find, .before = known_place },
	{ 0 },
};
