/* opening.c - opening hours over midnight, days off, holidays. */
#include "store/place/opening.h"

#include <string.h>
#include <time.h>

enum { DAY_MINUTES = 24 * 60, WEEKEND = 1 << 0 | 1 << 6, TODAY = 1 };

/* ------------------------------------------------------------------ reading */

static int clock_minute(struct str s)
{
	int64_t h = 0, m = 0;
	ptrdiff_t colon = str_find(s, STR(":"));

	if (colon < 0 || !str_int(str_sub(s, 0, (size_t)colon), 0, 24, &h) ||
	    !str_int(str_sub(s, (size_t)colon + 1, s.n), 0, 59, &m) || h * 60 + m > DAY_MINUTES)
		return -1;
	return (int)(h * 60 + m);
}

static void read_span(struct str span, struct opening *o)
{
	ptrdiff_t dash = str_find(span, STR("-"));
	int from = 0, to = DAY_MINUTES;

	if (!str_is(span, "24h")) {
		if (dash < 0)
			return;
		from = clock_minute(str_sub(span, 0, (size_t)dash));
		to = clock_minute(str_sub(span, (size_t)dash + 1, span.n));
	}
	if (from < 0 || to < 0 || from == to || from == DAY_MINUTES)
		return;
	o->from[o->n] = (uint16_t)from;
	o->to[o->n++] = (uint16_t)(to < from ? to + DAY_MINUTES : to);
}

struct opening opening_read(struct str hours, struct str closed_days)
{
	static const char *const names[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
	struct opening o = { 0 };
	struct str piece;

	while (o.n < OPENING_SPANS && str_split(&hours, ';', &piece))
		read_span(str_trim(piece), &o);
	while (str_split(&closed_days, ';', &piece))
		for (int i = 0; i < 7; i++)
			if (str_is(str_trim(piece), names[i]))
				o.off |= (uint8_t)(1 << i);
	return o;
}

/* ----------------------------------------------------------------- calendar */

static void date_of(ms_t at, char out[16])
{
	time_t t = (time_t)(at / MS_SECOND);
	struct tm tm;

	localtime_r(&t, &tm);
	strftime(out, 16, "%Y-%m-%d", &tm);
}

static void load_holidays(struct db *db, struct arena *a, struct calendar *c)
{
	char dates[OPENING_DAYS][16];

	for (int i = 0; i < OPENING_DAYS; i++)
		date_of(c->days[i].midnight, dates[i]);
	struct rows *r = db_query(db, "select day, kind, name from holiday where day between ?1 and ?2", V(dates[0]),
				  V(dates[OPENING_DAYS - 1]));

	while (db_next(r))
		for (int i = 0; i < OPENING_DAYS; i++) {
			if (!str_is(db_str(r, 0), dates[i]))
				continue;
			c->days[i].kind = str_is(db_str(r, 1), "makeup") ? DAY_MAKEUP : DAY_HOLIDAY;
			if (i == TODAY && c->days[i].kind == DAY_HOLIDAY)
				c->holiday = arena_str(a, db_str(r, 2));
		}
	db_done(r);
}

void calendar_load(struct db *db, ms_t now, struct arena *a, struct calendar *c)
{
	time_t t = (time_t)(now / MS_SECOND);
	struct tm today;

	*c = (struct calendar){ .now = now };
	localtime_r(&t, &today);
	c->minute = today.tm_hour * 60 + today.tm_min;
	for (int i = 0; i < OPENING_DAYS; i++) {
		struct tm day = { .tm_year = today.tm_year,
				  .tm_mon = today.tm_mon,
				  .tm_mday = today.tm_mday + i - TODAY,
				  .tm_isdst = -1 };

		c->days[i].midnight = (ms_t)mktime(&day) * MS_SECOND;
		c->days[i].weekday = day.tm_wday;
	}
	load_holidays(db, a, c);
}

/* ------------------------------------------------------------------ answers */

static bool works_on(const struct opening *o, const struct calendar *c, int day)
{
	bool office = (o->off & WEEKEND) == WEEKEND;

	if (office && c->days[day].kind == DAY_HOLIDAY)
		return false;
	if (office && c->days[day].kind == DAY_MAKEUP)
		return true;
	return !(o->off >> c->days[day].weekday & 1);
}

/* The end of the spans of one day that hold this minute of it; -1: none does. */
static int end_of(const struct opening *o, int minute)
{
	int end = -1;

	for (int i = 0; i < o->n; i++)
		if (minute >= o->from[i] && minute < o->to[i] && o->to[i] > end)
			end = o->to[i];
	return end;
}

bool opening_now(const struct opening *o, const struct calendar *c)
{
	return (end_of(o, c->minute) >= 0 && works_on(o, c, TODAY)) ||
	       (end_of(o, c->minute + DAY_MINUTES) >= 0 && works_on(o, c, TODAY - 1));
}

bool opening_day_off(const struct opening *o, const struct calendar *c)
{
	return !works_on(o, c, TODAY);
}

/* The clock of a day, which a change to summer time may have shifted. */
static ms_t moment(const struct calendar *c, int day, int minute)
{
	time_t t = (time_t)(c->days[day].midnight / MS_SECOND);
	struct tm tm;

	localtime_r(&t, &tm);
	tm.tm_hour = minute / 60;
	tm.tm_min = minute % 60;
	tm.tm_isdst = -1;
	return (ms_t)mktime(&tm) * MS_SECOND;
}

/* Open around the clock for days, or until a span ends that none takes over. */
static ms_t shuts(const struct opening *o, const struct calendar *c)
{
	int day = TODAY, minute = c->minute;

	while (day < OPENING_DAYS) {
		int end = works_on(o, c, day) ? end_of(o, minute) : -1, late = -1;

		if (works_on(o, c, day - 1))
			late = end_of(o, minute + DAY_MINUTES);
		if (late - DAY_MINUTES > end)
			end = late - DAY_MINUTES;
		if (end < 0)
			return moment(c, day, minute);
		day += end / DAY_MINUTES;
		minute = end % DAY_MINUTES;
	}
	return 0;
}

static ms_t opens(const struct opening *o, const struct calendar *c)
{
	for (int day = TODAY; day < OPENING_DAYS; day++) {
		int first = -1;

		for (int i = 0; works_on(o, c, day) && i < o->n; i++)
			if ((day > TODAY || o->from[i] > c->minute) && (first < 0 || o->from[i] < first))
				first = o->from[i];
		if (first >= 0)
			return moment(c, day, first);
	}
	return 0;
}

ms_t opening_until(const struct opening *o, const struct calendar *c)
{
	return opening_now(o, c) ? shuts(o, c) : opens(o, c);
}
