/* say.c - the report as messages: by section, split by street or category, one figure. */
#include <inttypes.h>
#include <string.h>

#include "bot/base/buf.h"
#include "handlers/talk/list.h"
#include "handlers/report/report.h"
#include "store/report/version.h"

enum { SECTION_MOST = 8 * 1024, PARTS_SHOWN = 30 };

static const struct figure_scope *scope_of(const struct report_asked *q)
{
	return q->scope.label.p ? &q->scope : NULL;
}

static struct str with_unit(struct turn *t, const struct figure *x, struct figure_value v)
{
	struct str s = figure_words(x, v, t->arena);

	return figure_is_rate(x) ? s : arena_printf(t->arena, STR_FMT "%s", STR_ARG(s), x->unit);
}

static struct str later(struct turn *t, struct figure_value v)
{
	if (v.later <= 0)
		return STR("");
	return turn_phrase(t, PHRASE("report.later.beside"), FILLS_(FILL("n", arena_printf(t->arena, "%g", v.later))),
			   1);
}

static bool nothing(struct figure_value v)
{
	return v.n == 0 && v.of == 0 && v.later == 0;
}

/* "诉求受理 5件（上期 3件）" */
static struct str line(struct turn *t, const struct report *r, const struct figure *x)
{
	struct figure_value v = figure_total(r->now, x, r->scope), was = figure_total(r->then, x, r->scope);
	struct fill fills[] = { FILL("name", str_c(x->name)),
				FILL("value", with_unit(t, x, v)),
				FILL("later", later(t, v)),
				FILL("before", with_unit(t, x, was)),
				FILL("n", arena_printf(t->arena, "%.0f", v.n)),
				FILL("of", arena_printf(t->arena, "%.0f", v.of)) };

	return turn_phrase(t, figure_is_rate(x) ? PHRASE("report.line.rate") : PHRASE("report.line"), fills,
			   sizeof fills / sizeof *fills);
}

static void say_head(struct turn *t, const struct report *r, const struct report_asked *q)
{
	turn_say(t, "report.head", FILL("whose", report_whose(t, q)), FILL("from", r->period.from),
		 FILL("to", r->period.to), FILL("before_from", r->before.from), FILL("before_to", r->before.to));
}

static void say_sections(struct turn *t, const struct report *r)
{
	const struct figure *x = figures;
	size_t zero = 0;

	while (x->key) {
		const char *section = x->section;
		struct buf b;

		buf_init(&b, SECTION_MOST);
		for (; x->key && strcmp(x->section, section) == 0; x++) {
			if (!figure_fits(x, r->scope))
				continue;
			if (nothing(figure_total(r->now, x, r->scope)) && nothing(figure_total(r->then, x, r->scope))) {
				zero++;
				continue;
			}
			buf_char(&b, '\n');
			buf_add(&b, line(t, r, x));
		}
		if (b.n)
			turn_say_text(t, arena_printf(t->arena, "【%s】" STR_FMT, section, STR_ARG(buf_str(&b))));
		buf_free(&b);
	}
	if (zero)
		turn_say(t, "report.zero", FILL("n", arena_printf(t->arena, "%zu", zero)));
}

static void say_version(struct turn *t, const struct report *r)
{
	struct report_version v = report_version_last(t->db, r->period.from, r->period.to, t->arena);
	struct report_difference *d;

	if (!v.number || r->scope)
		return;
	turn_say(t, "report.handed_in", FILL("number", arena_printf(t->arena, "R-%" PRId64, v.number)),
		 FILL("n", arena_printf(t->arena, "%zu", report_differences(&v, r, t->arena, &d))));
}

/* ------------------------------------------------------------------------- split */

static struct str parts(struct turn *t, const struct report *r, const struct figure *x, enum figure_by by)
{
	struct figure_part *p;
	size_t n = figure_split(r->now, x, by, r->scope, t->arena, &p);
	struct buf b;

	buf_init(&b, SECTION_MOST);
	for (size_t i = 0; i < n && i < PARTS_SHOWN; i++) {
		buf_addc(&b, i ? "、" : "");
		buf_add(&b, figure_label(by, p[i].label));
		buf_char(&b, ' ');
		buf_add(&b, figure_words(x, p[i].value, t->arena));
		buf_add(&b, later(t, p[i].value));
	}
	struct str s = arena_str(t->arena, buf_str(&b));

	buf_free(&b);
	return s;
}

static struct str split_line(struct turn *t, const struct report *r, const struct figure *x, enum figure_by by)
{
	struct figure_value v = figure_total(r->now, x, r->scope);
	struct fill fills[] = { FILL("name", str_c(x->name)), FILL("value", with_unit(t, x, v)),
				FILL("later", later(t, v)), FILL("parts", parts(t, r, x, by)) };

	return turn_phrase(t, PHRASE("report.split"), fills, sizeof fills / sizeof *fills);
}

static void say_split(struct turn *t, const struct report *r, enum figure_by by)
{
	struct str *lines = arena_array(t->arena, struct str, figure_count());
	size_t n = 0;

	for (const struct figure *x = figures; x->key; x++)
		if (x->flags & FIGURE_HEADLINE && x->by & FIGURE_BY(by) && figure_fits(x, r->scope) &&
		    !nothing(figure_total(r->now, x, r->scope)) && !(by == BY_CATEGORY && x->flags & FIGURE_STANDING))
			lines[n++] = split_line(t, r, x, by);
	if (n)
		list_say(t, lines, n);
	else
		turn_say_n(t, PHRASE("report.none"), NULL, 0);
}

/* --------------------------------------------------------------------- one figure */

static void say_one(struct turn *t, const struct report *r, const struct report_asked *q)
{
	const struct figure *x = q->figure;

	if (!figure_fits(x, r->scope)) {
		turn_say(t, "report.not_yours", FILL("name", str_c(x->name)), FILL("whose", report_whose(t, q)));
		return;
	}
	if (q->by < BY_COUNT && !(x->by & FIGURE_BY(q->by)))
		turn_say(t, "report.not_by", FILL("name", str_c(x->name)));
	if (q->by < BY_COUNT && x->by & FIGURE_BY(q->by))
		turn_say_text(t, split_line(t, r, x, q->by));
	else
		turn_say_text(t, line(t, r, x));
	turn_button(t, turn_phrase(t, PHRASE("report.button.define"), NULL, 0), NO_STR);
}

void report_say(struct turn *t, const struct report_asked *q)
{
	struct report r = report_read(t->db, q->from, q->to, scope_of(q), t->now, t->arena);

	say_head(t, &r, q);
	if (q->figure) {
		say_one(t, &r, q);
		return;
	}
	if (q->by < BY_COUNT)
		say_split(t, &r, q->by);
	else
		say_sections(t, &r);
	say_version(t, &r);
	if (q->by == BY_COUNT)
		turn_button(t, turn_phrase(t, PHRASE("report.button.category"), NULL, 0), NO_STR);
	turn_button(t, turn_phrase(t, PHRASE("report.button.export"), NULL, 0), NO_STR);
}

/* -------------------------------------------------------------------- definitions */

static struct str definition(struct turn *t, const struct figure *x)
{
	return turn_phrase(t, PHRASE("report.definition"),
			   FILLS_(FILL("name", str_c(x->name)), FILL("definition", str_c(x->definition))), 2);
}

void report_say_definition(struct turn *t, const struct figure *x)
{
	turn_say_text(t, definition(t, x));
}

void report_say_definitions(struct turn *t)
{
	struct str *lines = arena_array(t->arena, struct str, figure_count());

	for (size_t i = 0; i < figure_count(); i++)
		lines[i] = definition(t, &figures[i]);
	turn_say_n(t, PHRASE("report.define_which"), NULL, 0);
	list_say(t, lines, figure_count());
}

/* -------------------------------------------------------------------- differences */

void report_say_differences(struct turn *t, const struct report_asked *q)
{
	struct report_version v = report_version_last(t->db, q->from, q->to, t->arena);
	struct report_difference *d;

	if (!v.number || q->own) {
		turn_say(t, "report.no_version", FILL("from", q->from), FILL("to", q->to));
		return;
	}
	struct report r = report_read(t->db, q->from, q->to, NULL, t->now, t->arena);
	size_t n = report_differences(&v, &r, t->arena, &d);
	struct str *lines = arena_array(t->arena, struct str, n + 1);

	turn_say(t, "report.differences", FILL("number", arena_printf(t->arena, "R-%" PRId64, v.number)),
		 FILL("from", q->from), FILL("to", q->to), FILL("n", arena_printf(t->arena, "%zu", n)));
	for (size_t i = 0; i < n; i++)
		lines[i] = turn_phrase(
			t, PHRASE("report.difference"),
			FILLS_(FILL("name", str_c(d[i].figure->name)), FILL("then", d[i].then), FILL("now", d[i].now)),
			3);
	if (n)
		list_say(t, lines, n);
}
