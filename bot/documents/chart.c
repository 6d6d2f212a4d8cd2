/* chart.c - charts of the report as SVG, each with its table for whoever cannot see it. */
#include <math.h>

#include "bot/documents/xml.h"
#include "bot/documents/report_html.h"

enum { WIDTH = 680, LABEL = 190, VALUE = 90, ROW = 28, BAR = 18, PARTS_MOST = 30, THIN = 10 };

static double room(void)
{
	return WIDTH - LABEL - VALUE;
}

static void text(struct buf *b, double x, double y, const char *anchor, struct str s)
{
	buf_printf(b, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">", x, y, anchor);
	xml_text(b, s);
	buf_addc(b, "</text>");
}

static void bar(struct buf *b, const char *kind, double y, double height, double share)
{
	double width = share * room();

	buf_printf(b, "<rect class=\"bar-%s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>", kind,
		   LABEL, y, width > 0 && width < 2 ? 2 : width, height);
}

static void begin(struct buf *b, struct str title, size_t rows, double row)
{
	double height = (double)rows * row + 8;

	buf_addc(b, "<figure><figcaption>");
	xml_text(b, title);
	buf_printf(b, "</figcaption><svg viewBox=\"0 0 %d %.0f\" role=\"img\" aria-label=\"", WIDTH, height);
	xml_text(b, title);
	buf_addc(b, "：条形图，数字见下方表格\">");
	buf_printf(b, "<line class=\"axis\" x1=\"%d\" y1=\"0\" x2=\"%d\" y2=\"%.0f\"/>", LABEL, LABEL, height);
}

static double size_of(const struct figure *x, struct figure_value v)
{
	return figure_is_rate(x) ? fmax(figure_percent(v), 0) : v.n + v.later;
}

/* The smallest ones together, so that the picture stays one. */
static size_t fold(struct figure_part *p, size_t n)
{
	if (n <= PARTS_MOST)
		return n;
	struct figure_value rest = { 0 };

	for (size_t i = PARTS_MOST - 1; i < n; i++)
		rest = (struct figure_value){ rest.n + p[i].value.n, rest.of + p[i].value.of,
					      rest.later + p[i].value.later };
	p[PARTS_MOST - 1] = (struct figure_part){ STR("其余合计"), rest };
	return PARTS_MOST;
}

static struct str value_words(const struct figure *x, struct figure_value v, struct arena *a)
{
	struct str s = figure_words(x, v, a);

	return v.later > 0 ? arena_printf(a, STR_FMT "+补录%g", STR_ARG(s), v.later) : s;
}

static void parts_table(struct buf *b, const struct figure *x, enum figure_by by, const struct figure_part *p, size_t n,
			struct arena *a)
{
	static const char *const heads[BY_COUNT] = { "街道", "行业", "支部", "部门", "类别" };

	buf_printf(b, "<details><summary>表格</summary><table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">",
		   heads[by]);
	html_putc(b, x->unit);
	buf_addc(b, "</th></tr></thead><tbody>");
	for (size_t i = 0; i < n; i++) {
		buf_addc(b, "<tr><th scope=\"row\">");
		xml_text(b, figure_label(by, p[i].label));
		buf_addc(b, "</th><td>");
		xml_text(b, value_words(x, p[i].value, a));
		buf_addc(b, "</td></tr>");
	}
	buf_addc(b, "</tbody></table></details></figure>\n");
}

void chart_parts(struct buf *b, const struct report *r, const struct figure *x, enum figure_by by, struct arena *a)
{
	static const char *const bys[BY_COUNT] = { "按街道", "按行业", "按支部", "按部门", "按类别" };
	struct figure_part *p;
	size_t n = figure_split(r->now, x, by, r->scope, a, &p);
	double most = 0;

	if (n < 2)
		return;
	n = fold(p, n);
	for (size_t i = 0; i < n; i++)
		most = fmax(most, size_of(x, p[i].value));
	begin(b, arena_printf(a, "%s，%s（%s）", x->name, bys[by], x->unit), n, ROW);
	for (size_t i = 0; i < n; i++) {
		double y = (double)i * ROW + 4, share = most > 0 ? size_of(x, p[i].value) / most : 0;

		text(b, LABEL - 8, y + 14, "end", figure_label(by, p[i].label));
		bar(b, "now", y, BAR, share);
		text(b, LABEL + share * room() + 6, y + 14, "start", value_words(x, p[i].value, a));
	}
	buf_addc(b, "</svg>");
	parts_table(b, x, by, p, n, a);
}

/* ----------------------------------------------------------------- two periods */

static void compare_table(struct buf *b, const struct report *r, const struct figure *const *x, size_t n,
			  struct arena *a)
{
	buf_addc(
		b,
		"<details><summary>表格</summary><table><thead><tr><th scope=\"col\">指标</th><th scope=\"col\">本期</th>"
		"<th scope=\"col\">上期</th></tr></thead><tbody>");
	for (size_t i = 0; i < n; i++) {
		buf_addc(b, "<tr><th scope=\"row\">");
		html_putc(b, x[i]->name);
		buf_addc(b, "</th><td>");
		xml_text(b, figure_words(x[i], figure_total(r->now, x[i], r->scope), a));
		buf_addc(b, "</td><td>");
		xml_text(b, figure_words(x[i], figure_total(r->then, x[i], r->scope), a));
		buf_addc(b, "</td></tr>");
	}
	buf_addc(b, "</tbody></table></details></figure>\n");
}

void chart_compare(struct buf *b, const struct report *r, const char *const *keys, size_t n, struct arena *a)
{
	const struct figure **x = arena_array(a, const struct figure *, n);
	size_t shown = 0;
	double most = 0;

	for (size_t i = 0; i < n; i++) {
		const struct figure *f = figure_named(str_c(keys[i]));
		double now = size_of(f, figure_total(r->now, f, r->scope));
		double then = size_of(f, figure_total(r->then, f, r->scope));

		if (!figure_fits(f, r->scope) || (now == 0 && then == 0))
			continue;
		most = fmax(most, fmax(now, then));
		x[shown++] = f;
	}
	if (shown < 2)
		return;
	begin(b, STR("本期与上期（件）"), shown, ROW + 4);
	for (size_t i = 0; i < shown; i++) {
		struct figure_value now = figure_total(r->now, x[i], r->scope),
				    then = figure_total(r->then, x[i], r->scope);
		double y = (double)i * (ROW + 4) + 4, share = size_of(x[i], now) / most,
		       was = size_of(x[i], then) / most;

		text(b, LABEL - 8, y + 16, "end", str_c(x[i]->name));
		bar(b, "now", y, THIN + 2, share);
		bar(b, "before", y + THIN + 3, THIN, was);
		text(b, LABEL + fmax(share, was) * room() + 6, y + 16, "start",
		     arena_printf(a, STR_FMT "（" STR_FMT "）", STR_ARG(figure_words(x[i], now, a)),
				  STR_ARG(figure_words(x[i], then, a))));
	}
	buf_addc(b, "</svg><p class=\"key\"><span>本期</span><span class=\"was\">上期（括号里）</span></p>");
	compare_table(b, r, x, shown, a);
}
