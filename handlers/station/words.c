/* words.c - distances, hours and services as people say them. */
#include "handlers/station/words.h"

#include <time.h>

#include "dialogs/pack/labels.h"
#include "store/place/geo.h"

enum { HERE = 50, ROUND = 50, SOON = 30 * MS_MINUTE, CLOSURES = 8 };

/* ------------------------------------------------------------------ services */

static struct str joined(struct turn *t, struct str list, struct str one)
{
	return list.n ? arena_printf(t->arena, STR_FMT "、" STR_FMT, STR_ARG(list), STR_ARG(one)) : one;
}

struct str station_service_words(struct turn *t, service_set set)
{
	struct str rest = services_list(set, t->arena), one, words = STR("");

	while (str_split(&rest, ';', &one))
		words = joined(t, words, pack_label(t->world->pack, "service", one));
	return words;
}

struct str station_what_words(struct turn *t, service_set set)
{
	if (!set)
		return turn_phrase(t, PHRASE("station.any"), NULL, 0);
	struct fill service = FILL("service", station_service_words(t, set));

	return turn_phrase(t, PHRASE("station.with"), &service, 1);
}

/* "热饭暂停（微波炉送修，明早 8:00 恢复）" */
static struct str pause_words(struct turn *t, const struct station_closure *c)
{
	struct fill when = FILL("when", c->until ? station_moment_words(t, c->until) : STR(""));
	struct fill fills[] = {
		FILL("service", pack_label(t->world->pack, "service", c->service)),
		FILL("until", c->until ? turn_phrase(t, PHRASE("station.until"), &when, 1) : STR("")),
		FILL("reason", c->reason.p ? c->reason : STR("")),
	};

	return turn_phrase(t, c->reason.n ? PHRASE("station.paused.why") : PHRASE("station.paused"), fills, 3);
}

struct str station_services_words(struct turn *t, const struct station *s)
{
	struct station_closure closures[CLOSURES];
	struct str words = station_service_words(t, s->has);
	size_t n = s->closed ? station_closures(t->db, s->id, t->now, closures, CLOSURES, t->arena) : 0;

	for (size_t i = 0; i < n; i++)
		if (closures[i].service.n)
			words = joined(t, words, pause_words(t, &closures[i]));
	return words;
}

/* ------------------------------------------------------------------- moments */

/* The Nth word of a phrase that is a list. */
static struct str word(struct turn *t, const char *phrase, int n)
{
	struct str rest = turn_phrase(t, phrase, NULL, 0), one = STR("");

	for (int i = 0; i <= n && str_split(&rest, ' ', &one); i++)
		;
	return one;
}

static struct tm local(ms_t at)
{
	time_t t = (time_t)(at / MS_SECOND);
	struct tm tm;

	localtime_r(&t, &tm);
	return tm;
}

/* Local days from now until then. */
static int days_ahead(ms_t now, ms_t at)
{
	struct tm a = local(now), b = local(at);

	a.tm_hour = b.tm_hour = 12;
	a.tm_min = b.tm_min = a.tm_sec = b.tm_sec = 0;
	a.tm_isdst = b.tm_isdst = -1;
	return (int)((mktime(&b) - mktime(&a) + 12 * 3600) / 86400);
}

struct str station_moment_words(struct turn *t, ms_t at)
{
	struct tm tm = local(at);
	int ahead = days_ahead(t->now, at);
	struct fill fills[] = {
		FILL("clock", arena_printf(t->arena, "%d:%02d", tm.tm_hour, tm.tm_min)),
		FILL("weekday", word(t, PHRASE("station.weekdays"), tm.tm_wday)),
		FILL("month", arena_printf(t->arena, "%d", tm.tm_mon + 1)),
		FILL("day", arena_printf(t->arena, "%d", tm.tm_mday)),
	};
	const char *phrase = ahead > 6			     ? PHRASE("station.when.date")
			     : ahead > 1		     ? PHRASE("station.when.weekday")
			     : ahead == 1 && tm.tm_hour < 12 ? PHRASE("station.when.morrow_early")
			     : ahead == 1		     ? PHRASE("station.when.morrow")
							     : PHRASE("station.when.today");

	return turn_phrase(t, phrase, fills, sizeof fills / sizeof *fills);
}

/* --------------------------------------------------------------------- state */

static struct str hours_words(struct turn *t, const struct station *s)
{
	struct opening o = opening_read(s->hours, s->closed_days);
	struct str rest = s->hours, span, words = STR(""), off = STR("");

	while (str_split(&rest, ';', &span))
		words = joined(t, words,
			       str_is(span, "24h") ? turn_phrase(t, PHRASE("station.all_day"), NULL, 0) : span);
	for (int i = 1; i <= 7; i++) /* from Monday on */
		if (o.off >> i % 7 & 1)
			off = joined(t, off, word(t, PHRASE("station.weekdays"), i % 7));
	struct fill fills[] = { FILL("hours", words), FILL("days", off) };

	return off.n ? turn_phrase(t, PHRASE("station.hours.off"), fills, 2) : words;
}

static struct str closed_words(struct turn *t, const struct station *s)
{
	struct fill fills[] = {
		FILL("reason", s->reason.p ? s->reason : STR("")),
		FILL("when", s->until ? station_moment_words(t, s->until) : STR("")),
	};
	struct fill parts[] = {
		FILL("why", s->reason.n ? turn_phrase(t, PHRASE("station.closed.why"), fills, 2) : STR("")),
		FILL("until", s->until ? turn_phrase(t, PHRASE("station.until"), &fills[1], 1) : STR("")),
	};

	return turn_phrase(t, PHRASE("station.closed"), parts, 2);
}

struct str station_state_words(struct turn *t, const struct station *s)
{
	struct fill fills[] = {
		FILL("hours", hours_words(t, s)),
		FILL("when", s->until ? station_moment_words(t, s->until) : STR("")),
	};
	const char *phrase;

	switch (s->state) {
	case STATION_CLOSED:
		return closed_words(t, s);
	case STATION_OPEN:
		phrase = s->until && s->until - t->now <= SOON ? PHRASE("station.open_soon_shut")
							       : PHRASE("station.open");
		break;
	case STATION_DAY_OFF:
		phrase = s->until ? PHRASE("station.day_off") : PHRASE("station.day_off.long");
		break;
	default:
		phrase = s->until ? PHRASE("station.shut") : PHRASE("station.shut.long");
		break;
	}
	return turn_phrase(t, phrase, fills, 2);
}

/* ------------------------------------------------------------------ distances */

struct str station_distance_words(struct turn *t, struct position from, struct position to)
{
	double metres = geo_distance(from, to), rounded = (double)(int64_t)(metres / ROUND + 0.5) * ROUND;

	if (metres < HERE)
		return turn_phrase(t, PHRASE("station.here"), NULL, 0);
	struct fill fills[] = {
		/* the eight directions of the pack, north first, clockwise */
		FILL("direction", word(t, PHRASE("station.directions"), geo_direction(from, to))),
		FILL("distance", rounded < 1000	  ? arena_printf(t->arena, "%.0f", rounded)
				 : metres < 10000 ? arena_printf(t->arena, "%.1f", metres / 1000)
						  : arena_printf(t->arena, "%.0f", metres / 1000)),
	};

	return turn_phrase(t, rounded < 1000 ? PHRASE("station.metres") : PHRASE("station.kilometres"), fills, 2);
}
