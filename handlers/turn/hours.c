/* hours.c - quiet hours, peaks and working days. */
#include "handlers/turn/hours.h"

#include <time.h>

#include "store/place/holiday.h"

enum { DAYS_AHEAD = 400 }; /* longer than any holiday */

ms_t hours_at(int64_t day, int minute)
{
	int y, m, d;

	civil(day, &y, &m, &d);
	struct tm tm = { .tm_year = y - 1900,
			 .tm_mon = m - 1,
			 .tm_mday = d,
			 .tm_hour = minute / 60,
			 .tm_min = minute % 60,
			 .tm_isdst = -1 };

	return (ms_t)mktime(&tm) * MS_SECOND;
}

bool hours_quiet(const struct turn_world *w, ms_t now)
{
	return clock_within(&w->hours.quiet, local_minute(now));
}

/* Minute by minute: spans are few, and a day has only so many. */
static ms_t first_outside(const struct clock_spans *a, const struct clock_spans *b, ms_t now)
{
	ms_t at = now;

	for (int i = 0; i < MINUTES_OF_DAY; i++) {
		int minute = local_minute(at);

		if (!clock_within(a, minute) && !(b && clock_within(b, minute)))
			return at;
		at = at - at % MS_MINUTE + MS_MINUTE;
	}
	return now; /* no hour of the day is allowed: then all are */
}

ms_t hours_next_push(const struct turn_world *w, ms_t now)
{
	return first_outside(&w->hours.quiet, &w->hours.peaks, now);
}

ms_t hours_next_awake(const struct turn_world *w, ms_t now)
{
	return first_outside(&w->hours.quiet, NULL, now);
}

bool hours_working(const struct turn_world *w, ms_t now)
{
	return holiday_workday(w->db, local_day(now)) && clock_within(&w->hours.workday, local_minute(now));
}

static int64_t next_workday(const struct turn_world *w, int64_t day)
{
	for (int i = 0; i < DAYS_AHEAD && !holiday_workday(w->db, day); i++)
		day++;
	return day;
}

/* The first minute of the day from `minute` on at which offices are open; -1: none. */
static int open_from(const struct turn_world *w, int minute)
{
	for (; minute < MINUTES_OF_DAY; minute++)
		if (clock_within(&w->hours.workday, minute))
			return minute;
	return -1;
}

ms_t hours_workdays(const struct turn_world *w, ms_t from, int64_t n)
{
	int64_t day = local_day(from);
	int said = local_minute(from), minute = holiday_workday(w->db, day) ? open_from(w, said) : -1;
	bool open_then = minute == said;

	if (minute < 0) {
		day = next_workday(w, holiday_workday(w->db, day) ? day + 1 : day);
		minute = open_from(w, 0);
	}
	for (int64_t i = 0; i < n; i++)
		day = next_workday(w, day + 1);
	return hours_at(day, minute) + (open_then ? from % MS_MINUTE : 0);
}

ms_t hours_next_open(const struct turn_world *w, ms_t now)
{
	return hours_working(w, now) ? now : hours_workdays(w, now, 0);
}

ms_t hours_open_for(const struct turn_world *w, ms_t from, int minutes)
{
	ms_t at = from;

	while (minutes > 0) {
		if (hours_working(w, at)) {
			at += MS_MINUTE;
			minutes--;
			continue;
		}
		ms_t open = hours_workdays(w, at, 0);

		if (open <= at)
			return at; /* offices never open: then at once */
		at = open;
	}
	return at;
}

struct str hours_words(const struct turn_world *w, ms_t at, ms_t now, struct arena *a)
{
	int64_t day = local_day(at), today = local_day(now);
	int minute = local_minute(at), y, m, d;

	civil(day, &y, &m, &d);
	struct fill fills[] = { FILL("time", arena_printf(a, "%02d:%02d", minute / 60, minute % 60)),
				FILL("month", arena_printf(a, "%d", m)), FILL("day", arena_printf(a, "%d", d)) };

	if (day == today)
		return phrase(w->pack, PHRASE("when.today"), 0, fills, 1, a);
	if (day == today + 1)
		return phrase(w->pack, PHRASE("when.tomorrow"), 0, fills, 1, a);
	return phrase(w->pack, PHRASE("when.date"), 0, fills, sizeof fills / sizeof *fills, a);
}
