/* calendar.c - local days and minutes, and how they are written. */
#include <time.h>

#include "dialogs/words/times.h"

static const char *const part_names[] = { "", "dawn", "morning", "noon", "afternoon", "evening" };

int64_t civil_day(int y, int m, int d)
{
	y += (m - 1) / 12 - (m < 1);
	m = (m - 1) % 12 + (m < 1 ? 13 : 1);
	y -= m <= 2;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void civil(int64_t day, int *y, int *m, int *d)
{
	day += 719468;
	int64_t era = (day >= 0 ? day : day - 146096) / 146097;
	int64_t doe = day - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*d = (int)(doy - (153 * mp + 2) / 5 + 1);
	*m = (int)(mp + (mp < 10 ? 3 : -9));
	*y = (int)(yoe + era * 400 + (*m <= 2));
}

static int64_t local_seconds(ms_t now)
{
	time_t t = (time_t)(now / MS_SECOND);
	struct tm tm;

	return localtime_r(&t, &tm) ? (int64_t)t + tm.tm_gmtoff : (int64_t)t;
}

int64_t local_day(ms_t now)
{
	int64_t s = local_seconds(now);

	return (s - (s < 0 ? 86399 : 0)) / 86400;
}

int local_minute(ms_t now)
{
	return (int)((local_seconds(now) - local_day(now) * 86400) / 60);
}

struct str day_str(int64_t day, struct arena *a)
{
	int y, m, d;

	civil(day, &y, &m, &d);
	return arena_printf(a, "%04d-%02d-%02d", y, m, d);
}

struct str clock_str(int minute, struct arena *a)
{
	return arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

struct str when_str(const struct when *w, struct arena *a)
{
	struct str day = w->has_day ? day_str(w->day, a) : STR("");
	struct str clock = w->has_clock ? clock_str(w->minute, a) : str_c(part_names[w->part]);

	if (!day.n || !clock.n)
		return day.n ? day : clock;
	return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(day), STR_ARG(clock));
}

bool day_read(struct str s, int64_t *day)
{
	int64_t y, m, d;

	if (s.n != 10 || !str_int(str_sub(s, 0, 4), 1970, 9999, &y) || !str_int(str_sub(s, 5, 7), 1, 12, &m) ||
	    !str_int(str_sub(s, 8, 10), 1, 31, &d))
		return false;
	*day = civil_day((int)y, (int)m, (int)d);
	return true;
}
