/* station.c - "where can I charge, drink, rest": the nearest stations, honestly. */
#include <inttypes.h>
#include <string.h>

#include "handlers/talk/url.h"
#include "handlers/station/station.h"
#include "handlers/turn/turn.h"
#include "handlers/station/words.h"
#include "handlers/talk/whereabouts.h"
#include "store/place/geo.h"

enum {
	CHOICES = 3,
	NEAR = 1000,	 /* metres: nobody minds a nearer one that is shut */
	FAR = 5000,	 /* farther is said to be far */
	OUTSIDE = 30000, /* farther, and he is in another city */
	ASKED_FOR = 30 * MS_MINUTE,
	FOLLOWED = 10 * MS_MINUTE,
};

/* One question, looked at from all sides. */
struct asking {
	struct turn *t;
	struct calendar days;
	struct whereabouts here;
	service_set wanted;
	struct str what; /* "有充电的驿站" */
};

static size_t nearest(struct asking *q, const struct position *from, service_set wanted, bool open, struct station *out,
		      size_t k)
{
	struct station_query query = { *from, wanted, open, &q->days };

	return stations_nearest(q->t->world->stations, &query, out, k, q->t->arena);
}

/* The nearest that is open, or else the nearest. */
static bool best(struct asking *q, const struct position *from, service_set wanted, struct station *out)
{
	return nearest(q, from, wanted, true, out, 1) || nearest(q, from, wanted, false, out, 1);
}

/* -------------------------------------------------------------------- saying */

static void say_station(struct asking *q, const struct station *s, const struct position *from)
{
	struct turn *t = q->t;
	struct fill fills[] = {
		FILL("station", s->name),
		FILL("address", s->address),
		FILL("state", station_state_words(t, s)),
		FILL("distance", from ? station_distance_words(t, *from, s->position) : STR("")),
		FILL("services", station_services_words(t, s)),
	};

	turn_say_n(t, from ? PHRASE("station.line") : PHRASE("station.line.nowhere"), fills,
		   sizeof fills / sizeof *fills);
}

static void say_map(struct asking *q, const struct station *s)
{
	struct turn *t = q->t;
	struct position p = geo_gcj02(s->position);

	turn_say(t, "station.map",
		 FILL("url", arena_printf(t->arena,
					  "https://uri.amap.com/marker?position=%.6f,%.6f&name=" STR_FMT
					  "&src=xiaodeng&coordinate=gaode&callnative=0",
					  p.lon, p.lat, STR_ARG(url_encode(s->name, t->arena)))));
}

/* On whose word the place is, when it was not said just now in these words. */
static void say_where(struct asking *q)
{
	struct whereabouts *w = &q->here;

	if (w->how == HERE_WORKS)
		turn_say(q->t, "station.as_if_works", FILL("place", w->place));
	else if (w->how == HERE_REMEMBERED && w->place.p)
		turn_say(q->t, "station.as_before", FILL("place", w->place));
	else if (w->how == HERE_REMEMBERED)
		turn_say(q->t, "station.as_sent", FILL("name", q->t->who.name));
	else if (w->how == HERE_SAID && !str_has(w->said, w->place))
		turn_say(q->t, "station.around", FILL("place", w->place));
}

static void say_holiday(struct asking *q)
{
	if (q->days.holiday.p)
		turn_say(q->t, "station.holiday", FILL("holiday", q->days.holiday));
}

/* ------------------------------------------------------------- near somewhere */

/* What is to be said before the choices. */
static void say_lead(struct asking *q, const struct station *first, const struct station *shut)
{
	struct turn *t = q->t;
	struct station any;

	if (first->metres > OUTSIDE && best(q, &q->here.at, 0, &any) && any.metres > OUTSIDE)
		turn_say(t, "station.outside", FILL("what", q->what));
	else if (first->state != STATION_OPEN)
		turn_say(t, "station.none_open", FILL("what", q->what));
	else if (shut)
		turn_say(t, "station.nearer_shut", FILL("station", shut->name),
			 FILL("distance", station_distance_words(t, q->here.at, shut->position)),
			 FILL("state", station_state_words(t, shut)));
	else if (first->metres > FAR)
		turn_say(t, "station.far", FILL("what", q->what));
}

static void say_choices(struct asking *q, const struct station *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (i == 0 || s[i].metres < FAR)
			say_station(q, &s[i], &q->here.at);
	say_map(q, &s[0]);
	say_holiday(q);
}

/* No place has all of it open: for each service its own. False: one is asked for. */
static bool say_each(struct asking *q)
{
	struct turn *t = q->t;
	struct station s, first = { 0 };

	if (!(q->wanted & (q->wanted - 1)))
		return false;
	turn_say(t, "station.split", FILL("what", q->what));
	for (service_set bit = 1; bit && bit <= q->wanted; bit <<= 1) {
		struct fill service = FILL("service", station_service_words(t, bit));

		if (!(q->wanted & bit))
			continue;
		if (!best(q, &q->here.at, bit, &s)) {
			turn_say(t, "station.split.none", service);
			continue;
		}
		turn_say(t, "station.split.line", service, FILL("station", s.name), FILL("address", s.address),
			 FILL("state", station_state_words(t, &s)),
			 FILL("distance", station_distance_words(t, q->here.at, s.position)));
		if (!first.id)
			first = s;
	}
	if (first.id)
		say_map(q, &first);
	say_holiday(q);
	return true;
}

static void answer_near(struct asking *q)
{
	struct station open[CHOICES], shut[CHOICES];
	size_t n_open = nearest(q, &q->here.at, q->wanted, true, open, CHOICES), n_shut = 0;
	bool far = n_open && open[0].metres > NEAR;

	if (!n_open || far)
		n_shut = nearest(q, &q->here.at, q->wanted, false, shut, n_open ? 1 : CHOICES);
	say_where(q);
	if (n_open) {
		say_lead(q, &open[0], n_shut && shut[0].metres < open[0].metres / 2 ? &shut[0] : NULL);
		say_choices(q, open, n_open);
	} else if (say_each(q)) {
		return;
	} else if (n_shut) {
		say_lead(q, &shut[0], NULL);
		say_choices(q, shut, n_shut);
	} else {
		turn_say(q->t, "station.none", FILL("what", q->what));
	}
}

/* ---------------------------------------------------------------- by its name */

/* What was asked of this station: has it that, can one use it now, and where else? */
static void answer_named(struct asking *q, const struct station *s)
{
	struct turn *t = q->t;
	service_set lacks = q->wanted & ~(s->has | s->closed);
	struct station other;

	if (lacks)
		turn_say(t, "station.lacks", FILL("station", s->name),
			 FILL("service", station_service_words(t, lacks)));
	say_station(q, s, NULL);
	say_map(q, s);
	say_holiday(q);
	if (!q->wanted || (s->state == STATION_OPEN && !(q->wanted & ~s->has)))
		return;
	if (!nearest(q, &s->position, q->wanted, true, &other, 1) || other.metres > OUTSIDE)
		return;
	turn_say(t, "station.instead", FILL("what", q->what));
	say_station(q, &other, &s->position);
	say_map(q, &other);
}

/* ------------------------------------------------------------------ the matter */

/* "我在平乐", "那羊安呢", a position alone: the same again, for there. */
static service_set asked_before(struct turn *t)
{
	cJSON *memo = turn_memo(t, "station");

	if (t->now - json_int(memo, "at", 0) > ASKED_FOR)
		return 0;
	return services_read(json_str(memo, "services"));
}

static void remember(struct asking *q)
{
	struct turn *t = q->t;
	cJSON *memo = cJSON_CreateObject();

	json_put(memo, "services", services_list(q->wanted, t->arena));
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, "station", memo);
	if (!t->conv.context || t->conv.context_until <= t->now)
		turn_expect(t, "station", FOLLOWED);
}

static void ask_where(struct asking *q)
{
	struct slots known = { 0 };

	slots_set(&known, "service", services_list(q->wanted, q->t->arena));
	if (q->here.how == HERE_NO_SUCH)
		turn_say(q->t, "station.unknown_place", FILL("place", q->here.said));
	else
		turn_say(q->t, "station.ask_place", FILL("name", q->t->who.name));
	turn_ask(q->t, "station.find", "place", &known);
}

/* A station asked for by its name: that of the place, or one that there is not. */
static bool by_name(struct asking *q, struct station *s)
{
	struct turn *t = q->t;
	struct str name = slots_get(&t->slots, "station_name");
	struct position p;
	if (q->here.how == HERE_SAID && stations_named(t->world->stations, q->here.place, &q->days, s, t->arena))
		return true;
	if (!name.n)
		return false;
	if (stations_named(t->world->stations, whereabouts_place(t, name, &p), &q->days, s, t->arena))
		return true;
	turn_say(t, "station.no_such", FILL("station", name));
	if (q->here.how == HERE_NO_SUCH) { /* the name was no place either: as if none had been said */
		slots_set(&t->slots, "place", NO_STR);
		q->here = whereabouts(t);
	}
	return false;
}

static void look(struct turn *t, bool again)
{
	struct asking *q = arena_one(t->arena, struct asking);
	struct station named;

	q->t = t;
	q->here = whereabouts(t);
	q->wanted = services_read(slots_get(&t->slots, "service"));
	if (again && !q->wanted)
		q->wanted = asked_before(t);
	calendar_load(t->db, t->now, t->arena, &q->days);
	q->what = station_what_words(t, q->wanted);
	remember(q);
	if (by_name(q, &named))
		answer_named(q, &named);
	else if (q->here.how > HERE_NO_SUCH)
		answer_near(q);
	else
		ask_where(q); /* nothing is invented */
}

static void find(struct turn *t)
{
	look(t, slots_get(&t->slots, "again").n > 0);
}

/* Nothing to ask when we know where. */
static bool known_place(struct turn *t)
{
	if (whereabouts(t).how == HERE_UNKNOWN)
		return false;
	find(t);
	return true;
}

bool station_near_position(struct turn *t)
{
	if (!t->m->position)
		return false;
	look(t, true);
	return true;
}

const struct handler station_handlers[] = {
	{ .intent = "station.find", .run = find, .before = known_place },
	{ 0 },
};
