/* figure_period.c - the days that a report is about, and those before them. */
#include <inttypes.h>

#include "store/report/figure.h"

bool figure_day(struct str s)
{
	static const int lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t y, m, d;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !str_int(str_sub(s, 0, 4), 1971, 9998, &y) ||
	    !str_int(str_sub(s, 5, 7), 1, 12, &m) || !str_int(str_sub(s, 8, 10), 1, 31, &d))
		return false;
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return d <= (m == 2 && !leap ? 28 : lengths[m - 1]);
}

#define MOMENT(day) "cast(strftime('%s', " day ", 'utc') as integer) * 1000" /* 'utc': what is before is local */

struct figure_period figure_period(struct db *db, struct str from, struct str to, ms_t now, struct arena *a)
{
	struct rows *r = db_query(
		db, "select " MOMENT("?1") ", " MOMENT("date(?2, '+1 day')") ", min(?2, date(day(?3), '-1 day'))",
		V(from), V(to), V(now));
	struct figure_period p = { .from = arena_str(a, from), .to = arena_str(a, to) };

	if (db_next(r)) {
		p.begin = db_int(r, 0);
		p.end = db_int(r, 1);
		p.past = arena_str(a, db_str(r, 2));
	}
	db_done(r);
	return p;
}

/* Whole months: as many before. Else as many days. */
#define MONTHS                                                                                                         \
	"(cast(strftime('%Y', ?2) as integer) - cast(strftime('%Y', ?1) as integer)) * 12"                             \
	" + cast(strftime('%m', ?2) as integer) - cast(strftime('%m', ?1) as integer) + 1"
#define WHOLE "substr(?1, 9) = '01' and date(?2, '+1 day') = date(?2, 'start of month', '+1 month')"

struct figure_period figure_period_before(struct db *db, const struct figure_period *p, ms_t now, struct arena *a)
{
	struct str to = db_get_str(db, a, "select date(?1, '-1 day')", V(p->from));
	struct str from = db_get_str(db, a,
				     "select case when " WHOLE " then date(?1, '-' || (" MONTHS ") || ' months')"
				     " else date(?1, '-' || (julianday(?2) - julianday(?1) + 1) || ' days') end",
				     V(p->from), V(p->to));

	return figure_period(db, from, to, now, a);
}

struct str figure_day_at(struct db *db, ms_t at, int days, struct arena *a)
{
	return db_get_str(db, a, "select date(day(?1), ?2 || ' days')", V(at), V(days));
}

void figure_month_at(struct db *db, ms_t at, int months, struct arena *a, struct str *from, struct str *to)
{
	*from = db_get_str(db, a, "select date(day(?1), 'start of month', ?2 || ' months')", V(at), V(months));
	*to = db_get_str(db, a, "select date(day(?1), 'start of month', ?2 || ' months', '-1 day')", V(at),
			 V(months + 1));
}
