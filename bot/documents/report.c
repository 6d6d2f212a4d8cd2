/* report.c - the formats of a report; text, JSON and CSV. */
#include "bot/documents/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/json.h"
#include "bot/base/mem.h"
#include "store/lists/csv.h"

enum { FILE_MOST = 32 << 20 };

static struct str kept(struct buf *b, struct arena *a)
{
	struct str s = arena_str(a, buf_str(b));

	buf_free(b);
	return s;
}

/* ------------------------------------------------------------------------- text */

static void text_figure(struct buf *b, const struct report *r, const struct figure *x, struct arena *a)
{
	struct figure_value v = figure_total(r->now, x, r->scope), was = figure_total(r->then, x, r->scope);

	buf_printf(b, "  %s\t" STR_FMT "%s", x->name, STR_ARG(figure_words(x, v, a)), figure_is_rate(x) ? "" : x->unit);
	if (figure_is_rate(x))
		buf_printf(b, "（%.0f/%.0f）", v.n, v.of);
	if (v.later > 0)
		buf_printf(b, "\t补录 %.0f", v.later);
	buf_printf(b, "\t上期 " STR_FMT "\n", STR_ARG(figure_words(x, was, a)));
}

struct str report_text(const struct report *r, struct arena *a)
{
	const char *section = "";
	struct buf b;

	buf_init(&b, FILE_MOST);
	buf_printf(&b, STR_FMT " 至 " STR_FMT "（上期 " STR_FMT " 至 " STR_FMT "）\n", STR_ARG(r->period.from),
		   STR_ARG(r->period.to), STR_ARG(r->before.from), STR_ARG(r->before.to));
	for (const struct figure *x = figures; x->key; x++) {
		if (!figure_fits(x, r->scope))
			continue;
		if (strcmp(section, x->section) != 0)
			buf_printf(&b, "\n%s\n", section = x->section);
		text_figure(&b, r, x, a);
	}
	return kept(&b, a);
}

/* -------------------------------------------------------------------------- CSV */

static struct str csv_number(double n, struct arena *a)
{
	return arena_printf(a, "%.10g", n);
}

/* key,name,unit,by,part,value,numerator,denominator,later,before */
static void csv_value(FILE *f, const struct figure *x, const char *by, struct str part, struct figure_value v,
		      const struct figure_value *was, struct arena *a)
{
	bool rate = figure_is_rate(x), had = was && !(rate && was->of == 0);
	struct str cells[] = {
		str_c(x->key),
		str_c(x->name),
		str_c(x->unit),
		str_c(by),
		part,
		rate && v.of == 0 ? NO_STR : csv_number(rate ? figure_percent(v) : v.n, a),
		rate ? csv_number(v.n, a) : NO_STR,
		rate ? csv_number(v.of, a) : NO_STR,
		csv_number(v.later, a),
		had ? csv_number(rate ? figure_percent(*was) : was->n, a) : NO_STR,
	};

	csv_put_row(f, cells, sizeof cells / sizeof *cells);
}

static void csv_figure(FILE *f, const struct report *r, const struct figure *x, struct arena *a)
{
	struct figure_value was = figure_total(r->then, x, r->scope);

	csv_value(f, x, "", STR(""), figure_total(r->now, x, r->scope), &was, a);
	for (enum figure_by by = 0; by < BY_COUNT; by++) {
		struct figure_part *parts;

		if (!(x->by & FIGURE_BY(by)))
			continue;
		for (size_t i = 0, n = figure_split(r->now, x, by, r->scope, a, &parts); i < n; i++)
			csv_value(f, x, figure_by_name(by), figure_label(by, parts[i].label), parts[i].value, NULL, a);
	}
}

struct str report_csv(const struct report *r, struct arena *a)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	if (!f)
		mem_exhausted();
	fputs("key,name,unit,by,part,value,numerator,denominator,later,before\n", f);
	for (const struct figure *x = figures; x->key; x++)
		if (figure_fits(x, r->scope))
			csv_figure(f, r, x, a);
	if (fclose(f) != 0)
		mem_exhausted();
	struct str all = arena_str(a, (struct str){ text, n });

	free(text);
	return all;
}

/* ---------------------------------------------------------------------- formats */

static struct str json_text(const struct report *r, struct arena *a)
{
	cJSON *o = report_json(r, a);
	struct str s = json_print(o, a);

	cJSON_Delete(o);
	return arena_printf(a, STR_FMT "\n", STR_ARG(s));
}

static const struct format {
	const char *name;
	struct str (*write)(const struct report *, struct arena *);
} formats[] = {
	{ "text", report_text }, { "json", json_text },	      { "csv", report_csv },
	{ "html", report_html }, { "xlsx", report_workbook },
};

enum { FORMATS = sizeof formats / sizeof *formats };

static const struct format *format_named(const char *name)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

bool report_format(const char *name)
{
	return format_named(name) != NULL;
}

struct str report_render(const char *format, const struct report *r, struct arena *a)
{
	return format_named(format)->write(r, a);
}
