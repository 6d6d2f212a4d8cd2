/* figures.c - every figure counted twice. */
#include "bot/story/figures.h"

#include <math.h>
#include <stdlib.h>

#include "bot/base/buf.h"
#include "store/report/report.h"

#define PRELUDE "-- prelude\n"
#define FIGURE "-- figure "

enum { SQL_MOST = 64 * 1024, LONG_AGO = 400 };

static struct str quoted(struct str word, const char *name, const struct figure_period *p)
{
	if (str_starts(word, str_c(name)))
		return str_is(str_c(name), ":from") ? p->from : str_is(str_c(name), ":to") ? p->to : p->past;
	return NO_STR;
}

/* The statement with the period's days in it. */
static struct str filled(struct str sql, const struct figure_period *p, struct arena *a)
{
	static const char *const names[] = { ":from", ":to", ":past" };
	struct buf b;
	size_t i = 0;

	buf_init(&b, SQL_MOST);
	while (i < sql.n) {
		struct str day = NO_STR;

		for (size_t k = 0; sql.p[i] == ':' && !day.p && k < sizeof names / sizeof *names; k++) {
			day = quoted(str_sub(sql, i, sql.n), names[k], p);
			if (day.p)
				i += str_c(names[k]).n;
		}
		if (day.p)
			buf_printf(&b, "'" STR_FMT "'", STR_ARG(day));
		else
			buf_char(&b, sql.p[i++]);
	}
	struct str s = arena_str(a, buf_str(&b));

	buf_free(&b);
	return s;
}

static void check(struct story_world *w, const struct figure *x, struct str sql, const struct figures *f,
		  const struct figure_period *p)
{
	struct figure_value v = figure_total(f, x, NULL);
	struct str answer = NO_STR;
	char *end;

	if (!db_ask(w->core.db, sql, w->arena, &answer)) {
		world_fail(w, "%s: " STR_FMT, x->key, STR_ARG(answer));
		return;
	}
	double n = strtod(answer.p, &end), of = *end == '|' ? strtod(end + 1, NULL) : 0;

	if (fabs(n - v.n) > 1e-6 || fabs(of - v.of) > 1e-6)
		world_fail(w, "%s, " STR_FMT " to " STR_FMT ": the report says %g (of %g), the script %g (of %g)",
			   x->key, STR_ARG(p->from), STR_ARG(p->to), v.n, v.of, n, of);
}

/* The parts of a figure make up its total. */
static void check_parts(struct story_world *w, const struct figure *x, const struct figures *f)
{
	double total = figure_total(f, x, NULL).n;

	for (enum figure_by by = 0; by < BY_COUNT; by++) {
		struct figure_part *parts;
		double sum = 0;

		if (!(x->by & FIGURE_BY(by)))
			continue;
		for (size_t i = 0, n = figure_split(f, x, by, NULL, w->arena, &parts); i < n; i++)
			sum += parts[i].value.n;
		if (fabs(sum - total) > 1e-6)
			world_fail(w, "%s by %s: %g in parts, %g in all", x->key, figure_by_name(by), sum, total);
	}
}

static void check_period(struct story_world *w, struct str script, struct str from, struct str to)
{
	struct figure_period p = figure_period(w->core.db, from, to, w->now, w->arena);
	struct figures *f = figures_read(w->core.db, &p, w->arena);
	ptrdiff_t at = str_find(script, STR(PRELUDE));
	struct str rest = at < 0 ? NO_STR : str_sub(script, (size_t)at + sizeof PRELUDE - 1, script.n),
		   prelude = NO_STR;
	size_t seen = 0;

	while (!w->failed && rest.n) {
		ptrdiff_t next = str_find(rest, STR(FIGURE));
		struct str block = str_sub(rest, 0, next < 0 ? rest.n : (size_t)next), key = NO_STR;

		rest = next < 0 ? NO_STR : str_sub(rest, (size_t)next + sizeof FIGURE - 1, rest.n);
		if (!prelude.p) {
			prelude = block;
			continue;
		}
		str_split(&block, '\n', &key);
		const struct figure *x = figure_named(key);

		if (!x) {
			world_fail(w, "the script has a figure that is none: " STR_FMT, STR_ARG(key));
			return;
		}
		check(w, x,
		      filled(arena_printf(w->arena, STR_FMT STR_FMT, STR_ARG(prelude), STR_ARG(block)), &p, w->arena),
		      f, &p);
		check_parts(w, x, f);
		seen++;
	}
	if (!w->failed && seen != figure_count())
		world_fail(w, "the script has %zu of %zu figures", seen, figure_count());
}

void story_figures(struct story_world *w, struct str script)
{
	struct arena *a = w->arena;
	struct db *db = w->core.db;
	struct str first, last, today = figure_day_at(db, w->now, 0, a);

	figure_month_at(db, w->day, 0, a, &first, &last);
	check_period(w, script, first, last);
	check_period(w, script, figure_day_at(db, w->day, -LONG_AGO, a), today);
	check_period(w, script, today, today);
}
