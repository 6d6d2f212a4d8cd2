/* report.c - the formats of a report; text, JSON and CSV. */
#include "bot/documents/report.h"

#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/json.h"

enum { FILE_MOST = 32 << 20 };

static struct str kept(struct buf *b, struct arena *a)
{
	struct str s = arena_str(a, buf_str(b));

	buf_free(b);
	return s;
}

/* ------------------------------------------------------------------------- text */

static void text_line(struct buf *b, const struct report *r, const struct figure *x, struct arena *a)
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
		text_line(&b, r, x, a);
	}
	return kept(&b, a);
}

/* -------------------------------------------------------------------------- CSV */

static void cell(struct buf *b, struct str s, char end)
{
	bool quote = str_find(s, STR(",")) >= 0 || str_find(s, STR("\"")) >= 0 || str_find(s, STR("\n")) >= 0;

	if (quote)
		buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.p[i]);
	}
	if (quote)
		buf_char(b, '"');
	buf_char(b, end);
}

static void number_cell(struct buf *b, double n, char end, struct arena *a)
{
	cell(b, arena_printf(a, "%.10g", n), end);
}

/* key,name,unit,by,part,value,numerator,denominator,later,before */
static void csv_row(struct buf *b, const struct figure *x, const char *by, struct str part, struct figure_value v,
		    const struct figure_value *was, struct arena *a)
{
	bool rate = figure_is_rate(x);

	cell(b, str_c(x->key), ',');
	cell(b, str_c(x->name), ',');
	cell(b, str_c(x->unit), ',');
	cell(b, str_c(by), ',');
	cell(b, part, ',');
	cell(b, rate && v.of == 0 ? STR("") : arena_printf(a, "%.10g", rate ? figure_percent(v) : v.n), ',');
	cell(b, rate ? arena_printf(a, "%.10g", v.n) : STR(""), ',');
	cell(b, rate ? arena_printf(a, "%.10g", v.of) : STR(""), ',');
	number_cell(b, v.later, ',', a);
	if (was && !(rate && was->of == 0))
		number_cell(b, rate ? figure_percent(*was) : was->n, '\n', a);
	else
		buf_char(b, '\n');
}

static void csv_figure(struct buf *b, const struct report *r, const struct figure *x, struct arena *a)
{
	struct figure_value was = figure_total(r->then, x, r->scope);

	csv_row(b, x, "", STR(""), figure_total(r->now, x, r->scope), &was, a);
	for (enum figure_by by = 0; by < BY_COUNT; by++) {
		struct figure_part *parts;

		if (!(x->by & FIGURE_BY(by)))
			continue;
		for (size_t i = 0, n = figure_split(r->now, x, by, r->scope, a, &parts); i < n; i++)
			csv_row(b, x, figure_by_name(by), figure_label(by, parts[i].label), parts[i].value, NULL, a);
	}
}

struct str report_csv(const struct report *r, struct arena *a)
{
	struct buf b;

	buf_init(&b, FILE_MOST);
	buf_addc(&b, "key,name,unit,by,part,value,numerator,denominator,later,before\n");
	for (const struct figure *x = figures; x->key; x++)
		if (figure_fits(x, r->scope))
			csv_figure(&b, r, x, a);
	return kept(&b, a);
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
