/* station.c - nearest stations. Dozens of rows: read and sorted each time. */
#include "store/station.h"

#include <string.h>
#include <time.h>

#include "store/geo.h"

struct moment {
	int minute;	     /* of the local day */
	const char *weekday; /* "mon" */
};

static struct moment moment_of(ms_t now)
{
	static const char *const days[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
	time_t t = (time_t)(now / MS_SECOND);
	struct tm tm;

	localtime_r(&t, &tm);
	return (struct moment){ tm.tm_hour * 60 + tm.tm_min, days[tm.tm_wday] };
}

static bool listed(struct str list, struct str item)
{
	struct str piece;

	while (str_split(&list, ';', &piece))
		if (str_eq(str_trim(piece), item))
			return true;
	return false;
}

static int clock_minute(struct str s)
{
	int64_t h = 0, m = 0;
	ptrdiff_t colon = str_find(s, STR(":"));

	if (colon < 0 || !str_int(str_sub(s, 0, (size_t)colon), 0, 24, &h) ||
	    !str_int(str_sub(s, (size_t)colon + 1, s.n), 0, 59, &m))
		return -1;
	return (int)(h * 60 + m);
}

/* "08:00-12:00;14:00-20:00", also over midnight; "24h". */
static bool open_at(struct str hours, int minute)
{
	struct str span;

	while (str_split(&hours, ';', &span)) {
		span = str_trim(span);
		if (str_is(span, "24h"))
			return true;
		ptrdiff_t dash = str_find(span, STR("-"));

		if (dash < 0)
			continue;
		int from = clock_minute(str_sub(span, 0, (size_t)dash)),
		    to = clock_minute(str_sub(span, (size_t)dash + 1, span.n));

		if (from <= to ? minute >= from && minute < to : minute >= from || minute < to)
			return true;
	}
	return false;
}

static bool has_all(const struct station_query *q, struct str services)
{
	for (size_t i = 0; i < q->n_services; i++)
		if (!listed(services, q->services[i]))
			return false;
	return true;
}

/* Open before shut, near before far. */
static bool better(const struct station *a, const struct station *b)
{
	if (a->open != b->open)
		return a->open;
	if (a->closed != b->closed)
		return b->closed;
	return a->metres < b->metres;
}

static void keep_best(struct station *best, size_t *n, const struct station *s)
{
	size_t i = *n;

	if (i == STATIONS_FOUND && !better(s, &best[i - 1]))
		return;
	if (i == STATIONS_FOUND)
		i--;
	else
		++*n;
	for (; i > 0 && better(s, &best[i - 1]); i--)
		best[i] = best[i - 1];
	best[i] = *s;
}

size_t station_find(struct db *db, const struct station_query *q, struct station out[STATIONS_FOUND], struct arena *a)
{
	struct moment now = moment_of(q->now);
	size_t n = 0;
	struct rows *r = db_query(
		db,
		"select name, address, hours, coalesce(closed_days, ''), services, lat, lon, datum, state"
		" from station where state <> 'pending' and (?1 is null or name = ?1)",
		V(q->name));

	while (db_next(r)) {
		struct station s = { 0 };

		if (!has_all(q, db_str(r, 4)))
			continue;
		s.position = (struct position){ db_real(r, 5), db_real(r, 6),
						str_is(db_str(r, 7), "wgs84") ? DATUM_WGS84 : DATUM_GCJ02 };
		s.metres = q->near ? geo_distance(*q->near, s.position) : 0;
		s.closed = str_is(db_str(r, 8), "closed");
		s.day_off = listed(db_str(r, 3), str_c(now.weekday));
		s.open = !s.closed && !s.day_off && open_at(db_str(r, 2), now.minute);
		s.name = arena_str(a, db_str(r, 0));
		s.address = arena_str(a, db_str(r, 1));
		s.hours = arena_str(a, db_str(r, 2));
		s.services = arena_str(a, db_str(r, 4));
		keep_best(out, &n, &s);
	}
	db_done(r);
	return n;
}

bool station_exists(struct db *db, struct str name)
{
	return db_get_int(db, 0, "select 1 from station where name = ?1 and state <> 'pending'", V(name)) == 1;
}
