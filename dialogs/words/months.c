/* months.c - months and years, for facts that nobody knows to the day. */
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/words/numbers.h"
#include "dialogs/words/times.h"

enum { OLDEST = 1920, CENTURY = 100 };

/* "去年", "前年", "今年" at the start: the year, and how many bytes they are. */
static size_t year_by_name(struct str s, int this_year, int64_t *y)
{
	static const struct {
		const char *name;
		int back;
	} names[] = { { "今年", 0 }, { "去年", 1 }, { "大前年", 3 }, { "前年", 2 }, { "上一年", 1 } };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_starts(s, str_c(names[i].name))) {
			*y = this_year - names[i].back;
			return strlen(names[i].name);
		}
	return 0;
}

/* "零八年", "一九年", "二〇一八": digits one by one, as years are read out. */
static size_t year_spelled(struct str s, int64_t *y)
{
	size_t i = 0, next = 0, n = 0;

	for (*y = 0; i < s.n && n < 4; i = next, n++) {
		next = i;
		int d = digit_of(utf8_next(s, &next));

		if (d < 0)
			break;
		*y = *y * 10 + d;
	}
	return n == 2 || n == 4 ? i : 0;
}

/* A year as people write one, with two digits or four; 0 bytes: none. */
static size_t year_at(struct str s, int this_year, int64_t *y)
{
	size_t n = year_by_name(s, this_year, y);

	if (n || !(n = year_spelled(s, y)))
		return n;
	struct str rest = str_sub(s, n, s.n);

	if (str_starts(rest, STR("年")))
		n += strlen("年");
	else if (!rest.n || !strchr("-./", rest.p[0]) || *y < OLDEST)
		return 0;
	if (*y < CENTURY)
		*y += *y > this_year % CENTURY ? 1900 : 2000;
	return *y >= OLDEST ? n : 0;
}

/* "6月", "-06", "年六月" after the year; 0: no month is said. */
static int64_t month_at(struct str s, size_t *n)
{
	size_t i = s.n && strchr("-./的 ", s.p[0]) ? 1 : 0, from = i;
	int64_t m;

	if (whole_read(s, &i, &m) && i > from && m >= 1 && m <= 12) {
		*n = i;
		return m;
	}
	return 0;
}

struct str month_find(struct str s, ms_t now, struct arena *a, bool *bad)
{
	struct str found = NO_STR;
	int this_year, this_month, day;

	civil(local_day(now), &this_year, &this_month, &day);
	for (size_t i = 0; i < s.n;) {
		int64_t y = 0, m;
		size_t n = year_at(str_sub(s, i, s.n), this_year, &y), k = 0;

		if (!n) {
			utf8_next(s, &i);
			continue;
		}
		m = month_at(str_sub(s, i + n, s.n), &k);
		i += n + k;
		if (y > this_year || (y == this_year && m > this_month))
			*bad = true;
		else
			found = m ? arena_printf(a, "%04d-%02d", (int)y, (int)m) : arena_printf(a, "%04d", (int)y);
	}
	return found;
}
