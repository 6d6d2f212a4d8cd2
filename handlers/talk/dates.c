/* dates.c - "2fri 20:00": the second Friday of each month at eight. */
#include "handlers/talk/dates.h"

#include <string.h>

#include "dialogs/words/times.h"

enum { WEEK = 7, MONTHS_AHEAD = 3, LAST = 0 };

struct rule {
	int week;    /* 1 … 4, or LAST */
	int weekday; /* 0 Monday … 6 Sunday */
	struct str clock;
};

static const char weekdays[WEEK][4] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

struct str date_words(int64_t day, struct arena *a)
{
	int y, m, d;

	civil(day, &y, &m, &d);
	return arena_printf(a, "%d月%d日", m, d);
}

/* As store/lists/kinds/cells.c lets it in. */
static bool rule_read(struct str s, struct rule *r)
{
	bool last = str_starts(s, STR("last"));
	size_t at = last ? strlen("last") : 1;

	*r = (struct rule){ .week = last ? LAST : s.n ? s.p[0] - '0' : -1, .weekday = -1 };
	for (int i = 0; i < WEEK; i++)
		if (str_is(str_sub(s, at, at + 3), weekdays[i]))
			r->weekday = i;
	r->clock = str_sub(s, at + 4, s.n);
	return r->weekday >= 0 && r->week >= 0 && r->week <= 4 && r->clock.n == strlen("20:00");
}

struct str meets_words(struct str s, struct arena *a)
{
	static const char *const names[] = { "一", "二", "三", "四", "五", "六", "日" };
	struct rule r;

	if (!rule_read(s, &r))
		return NO_STR;
	if (r.week == LAST)
		return arena_printf(a, "每月最后一个周%s " STR_FMT, names[r.weekday], STR_ARG(r.clock));
	return arena_printf(a, "每月第%s个周%s " STR_FMT, names[r.week - 1], names[r.weekday], STR_ARG(r.clock));
}

/* 1970-01-01 was a Thursday. */
static int weekday_of(int64_t day)
{
	return (int)((day % WEEK + WEEK + 3) % WEEK);
}

static int64_t day_in_month(const struct rule *r, int y, int m)
{
	int64_t first = civil_day(y, m, 1), last = civil_day(y, m + 1, 1) - 1;

	if (r->week == LAST)
		return last - (weekday_of(last) - r->weekday + WEEK) % WEEK;
	return first + (r->weekday - weekday_of(first) + WEEK) % WEEK + (int64_t)(r->week - 1) * WEEK;
}

int64_t meets_next(struct str s, ms_t now)
{
	struct rule r;
	int64_t today = local_day(now);
	int y, m, d;

	if (!rule_read(s, &r))
		return -1;
	civil(today, &y, &m, &d);
	int minute = (r.clock.p[0] - '0') * 600 + (r.clock.p[1] - '0') * 60 + (r.clock.p[3] - '0') * 10 + r.clock.p[4] -
		     '0';

	for (int k = 0; k < MONTHS_AHEAD; k++) {
		int64_t day = day_in_month(&r, y, m + k);

		if (day > today || (day == today && local_minute(now) < minute))
			return day;
	}
	return -1;
}
