/* report_html.c - the report as one page: to read, to print, to listen to. Nothing is loaded from anywhere. */
#include "bot/documents/report_html.h"

#include <string.h>
#include <time.h>

#include "bot/base/embed.h"
#include "bot/documents/xml.h"
#include "bot/documents/report.h"

EMBED(report_css, "bot/documents/report.css");

enum { PAGE_MOST = 8 << 20 };

void html_putc(struct buf *b, const char *text)
{
	xml_text(b, str_c(text));
}

/* -------------------------------------------------------------------------- head */

static void put_days(struct buf *b, const struct figure_period *p)
{
	buf_printf(b,
		   "<time datetime=\"" STR_FMT "\">" STR_FMT "</time> 至 <time datetime=\"" STR_FMT "\">" STR_FMT
		   "</time>",
		   STR_ARG(p->from), STR_ARG(p->from), STR_ARG(p->to), STR_ARG(p->to));
}

static const char *whose(const struct report *r, struct arena *a)
{
	return r->scope ? arena_cstr(a, r->scope->label) : "全市";
}

static void put_head(struct buf *b, const struct report *r, struct arena *a)
{
	buf_addc(b, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
		    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		    "<meta name=\"robots\" content=\"noindex\">\n<title>");
	html_putc(b, whose(r, a));
	buf_printf(b,
		   "新就业群体工作报表 " STR_FMT " 至 " STR_FMT
		   "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>\n<h1>",
		   STR_ARG(r->period.from), STR_ARG(r->period.to), report_css);
	html_putc(b, whose(r, a));
	buf_addc(b, "新就业群体工作报表</h1>\n<p>");
	put_days(b, &r->period);
	buf_addc(b, "</p>\n<p class=\"soft\">上期：");
	put_days(b, &r->before);
	buf_addc(b, "</p>\n</header>\n");
}

static bool shown(const struct report *r, const char *section)
{
	for (const struct figure *x = figures; x->key; x++)
		if (strcmp(x->section, section) == 0 && figure_fits(x, r->scope))
			return true;
	return false;
}

/* Calls `each` for every section that has figures for this scope. */
static void sections(struct buf *b, const struct report *r, struct arena *a,
		     void (*each)(struct buf *, const struct report *, const char *section, int n, struct arena *))
{
	const char *last = "";
	int n = 0;

	for (const struct figure *x = figures; x->key; x++) {
		if (strcmp(x->section, last) == 0)
			continue;
		last = x->section;
		if (shown(r, last))
			each(b, r, last, ++n, a);
	}
}

static void put_link(struct buf *b, const struct report *r, const char *section, int n, struct arena *a)
{
	(void)r;
	(void)a;
	buf_printf(b, "<li><a href=\"#s%d\">", n);
	html_putc(b, section);
	buf_addc(b, "</a></li>");
}

static void put_tiles(struct buf *b, const struct report *r, struct arena *a)
{
	static const char *const keys[] = { "people.registered", "members",	 "rate.cover.sites",
					    "cases.received",	 "rate.closed",	 "rate.satisfaction",
					    "lessons.finished",	 "services.done" };

	buf_addc(b, "<ul class=\"tiles\">\n");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct figure *x = figure_named(str_c(keys[i]));

		if (!figure_fits(x, r->scope))
			continue;
		buf_addc(b, "<li>");
		html_putc(b, x->name);
		buf_addc(b, "<strong>");
		xml_text(b, figure_words(x, figure_total(r->now, x, r->scope), a));
		buf_printf(b, "</strong><small>%s上期 ", figure_is_rate(x) ? "" : arena_printf(a, "%s，", x->unit).p);
		xml_text(b, figure_words(x, figure_total(r->then, x, r->scope), a));
		buf_addc(b, "</small></li>\n");
	}
	buf_addc(b, "</ul>\n");
}

/* ----------------------------------------------------------------------- sections */

/* "+3", "−2.5%"; nothing when it cannot be said. */
static void put_change(struct buf *b, const struct figure *x, struct figure_value now, struct figure_value then)
{
	double d = figure_is_rate(x) ? figure_percent(now) - figure_percent(then) : now.n - then.n;

	if (figure_is_rate(x) && (now.of <= 0 || then.of <= 0))
		buf_addc(b, "—");
	else if (d == 0)
		buf_addc(b, "持平");
	else
		buf_printf(b, x->flags & FIGURE_HOURS || figure_is_rate(x) ? "%s%.1f" : "%s%.0f", d > 0 ? "+" : "−",
			   d > 0 ? d : -d);
}

static void put_row(struct buf *b, const struct report *r, const struct figure *x, struct arena *a)
{
	struct figure_value v = figure_total(r->now, x, r->scope), was = figure_total(r->then, x, r->scope);

	buf_addc(b, "<tr><th scope=\"row\"><details><summary>");
	html_putc(b, x->name);
	buf_addc(b, "</summary><p>");
	html_putc(b, x->definition);
	buf_addc(b, "</p></details></th><td class=\"now\">");
	xml_text(b, figure_words(x, v, a));
	if (figure_is_rate(x))
		buf_printf(b, " <small>%.0f/%.0f</small>", v.n, v.of);
	buf_addc(b, "</td><td>");
	html_putc(b, x->unit);
	buf_printf(b, "</td><td>%s</td><td class=\"before\">", v.later > 0 ? arena_printf(a, "%g", v.later).p : "");
	xml_text(b, figure_words(x, was, a));
	buf_addc(b, "</td><td class=\"narrow\">");
	put_change(b, x, v, was);
	buf_addc(b, "</td></tr>\n");
}

static void put_charts(struct buf *b, const struct report *r, const char *section, struct arena *a)
{
	static const struct {
		const char *key;
		enum figure_by by;
	} charts[] = {
		{ "people.registered", BY_STREET },
		{ "people.registered", BY_TRADE },
		{ "members", BY_BRANCH },
		{ "rate.cover.sites", BY_STREET },
		{ "lessons.finished", BY_STREET },
		{ "activities.attendances", BY_TRADE },
		{ "grievances.received", BY_CATEGORY },
		{ "hazards.received", BY_CATEGORY },
		{ "cases.received", BY_STREET },
		{ "cases.received", BY_DEPARTMENT },
		{ "rate.closed", BY_DEPARTMENT },
		{ "services.done", BY_CATEGORY },
		{ "publicity.people", BY_CATEGORY },
		{ "duties.behind", BY_DEPARTMENT },
	};
	static const char *const received[] = { "grievances.received", "hazards.received", "suggestions.received",
						"cases.closed",	       "cases.reopened",   "cases.overdue" };
	const struct figure *first = figure_named(str_c(received[0]));

	if (strcmp(section, first->section) == 0)
		chart_compare(b, r, received, sizeof received / sizeof *received, a);
	for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
		const struct figure *x = figure_named(str_c(charts[i].key));

		if (strcmp(x->section, section) == 0 && figure_fits(x, r->scope))
			chart_parts(b, r, x, charts[i].by, a);
	}
}

static void put_section(struct buf *b, const struct report *r, const char *section, int n, struct arena *a)
{
	buf_printf(b, "<section aria-labelledby=\"s%d\">\n<h2 id=\"s%d\">", n, n);
	html_putc(b, section);
	buf_addc(
		b,
		"</h2>\n<div class=\"wide\"><table>\n<caption><span class=\"screen\">点名称看算法；</span>“补录”是没用手机办、事后凭依据录入的，不并入本期数</caption>\n"
		"<thead><tr><th scope=\"col\">指标</th><th scope=\"col\">本期</th><th scope=\"col\">单位</th>"
		"<th scope=\"col\">补录</th><th scope=\"col\">上期</th><th scope=\"col\" class=\"narrow\">增减</th></tr></thead>\n"
		"<tbody>\n");
	for (const struct figure *x = figures; x->key; x++)
		if (strcmp(x->section, section) == 0 && figure_fits(x, r->scope))
			put_row(b, r, x, a);
	buf_addc(b, "</tbody>\n</table></div>\n");
	put_charts(b, r, section, a);
	buf_addc(b, "</section>\n");
}

/* On paper nothing can be tapped. */
static void put_definitions(struct buf *b, const struct report *r)
{
	buf_addc(
		b,
		"<section class=\"paper\" aria-labelledby=\"definitions\">\n<h2 id=\"definitions\">指标算法</h2>\n<dl>\n");
	for (const struct figure *x = figures; x->key; x++) {
		if (!figure_fits(x, r->scope))
			continue;
		buf_addc(b, "<dt>");
		html_putc(b, x->name);
		buf_addc(b, "</dt><dd>");
		html_putc(b, x->definition);
		buf_addc(b, "</dd>\n");
	}
	buf_addc(b, "</dl>\n</section>\n");
}

static void put_foot(struct buf *b, const struct report *r)
{
	char made[32];
	time_t at = (time_t)(r->at / MS_SECOND);
	struct tm tm;

	localtime_r(&at, &tm);
	strftime(made, sizeof made, "%Y-%m-%d %H:%M", &tm);
	buf_printf(
		b,
		"<footer><p>%s 由小灯从记录中统计。起止两天都算在内。工资、罚款、派单、合同和困难人群类不足三人的，并入“其他”。</p></footer>\n"
		"</body>\n</html>\n",
		made);
}

struct str report_html(const struct report *r, struct arena *a)
{
	struct buf b;

	buf_init(&b, PAGE_MOST);
	put_head(&b, r, a);
	buf_addc(&b, "<main>\n");
	put_tiles(&b, r, a);
	buf_addc(&b, "<nav aria-label=\"目录\"><ul>");
	sections(&b, r, a, put_link);
	buf_addc(&b, "</ul></nav>\n");
	sections(&b, r, a, put_section);
	put_definitions(&b, r);
	buf_addc(&b, "</main>\n");
	put_foot(&b, r);
	struct str s = arena_str(a, buf_str(&b));

	buf_free(&b);
	return s;
}
