/* workbook.c - the report as a workbook: the figures, their parts, and the cases by number, without anything
 * of whose they are. */
#include <stdlib.h>

#include "bot/documents/xlsx.h"
#include "bot/documents/report.h"
#include "store/report/cases.h"

enum { CASES_MOST = 200000 };

static struct xlsx_cell value_cell(const struct figure *x, struct figure_value v)
{
	if (!figure_is_rate(x))
		return x->flags & FIGURE_HOURS ? xlsx_number(v.n) : xlsx_count((int64_t)v.n);
	return v.of > 0 ? xlsx_percent(v.n / v.of) : xlsx_text(NO_STR);
}

static struct xlsx_cell whole(double n, bool shown)
{
	return shown ? xlsx_count((int64_t)n) : xlsx_text(NO_STR);
}

static void put_figures(struct xlsx *x, const struct report *r)
{
	static const struct xlsx_column columns[] = { { STR("分类"), 18 }, { STR("指标"), 24 }, { STR("本期"), 10 },
						      { STR("单位"), 8 },  { STR("分子"), 8 },	{ STR("分母"), 8 },
						      { STR("补录"), 8 },  { STR("上期"), 10 }, { STR("算法"), 80 } };

	xlsx_sheet(x, STR("指标"), columns, sizeof columns / sizeof *columns);
	for (const struct figure *f = figures; f->key; f++) {
		if (!figure_fits(f, r->scope))
			continue;
		struct figure_value v = figure_total(r->now, f, r->scope);
		struct xlsx_cell cells[] = { xlsx_text(str_c(f->section)),
					     xlsx_text(str_c(f->name)),
					     value_cell(f, v),
					     xlsx_text(str_c(f->unit)),
					     whole(v.n, figure_is_rate(f)),
					     whole(v.of, figure_is_rate(f)),
					     whole(v.later, v.later > 0),
					     value_cell(f, figure_total(r->then, f, r->scope)),
					     xlsx_text(str_c(f->definition)) };

		xlsx_row(x, cells, sizeof cells / sizeof *cells);
	}
}

static void put_parts(struct xlsx *x, const struct report *r, enum figure_by by, struct str title, struct arena *a)
{
	const struct xlsx_column columns[] = {
		{ STR("指标"), 24 }, { title, 28 }, { STR("本期"), 10 }, { STR("单位"), 8 }, { STR("补录"), 8 }
	};

	xlsx_sheet(x, arena_printf(a, "按" STR_FMT, STR_ARG(title)), columns, sizeof columns / sizeof *columns);
	for (const struct figure *f = figures; f->key; f++) {
		struct figure_part *p;

		if (!(f->by & FIGURE_BY(by)) || !figure_fits(f, r->scope))
			continue;
		for (size_t i = 0, n = figure_split(r->now, f, by, r->scope, a, &p); i < n; i++) {
			struct xlsx_cell cells[] = { xlsx_text(str_c(f->name)), xlsx_text(figure_label(by, p[i].label)),
						     value_cell(f, p[i].value), xlsx_text(str_c(f->unit)),
						     whole(p[i].value.later, p[i].value.later > 0) };

			xlsx_row(x, cells, sizeof cells / sizeof *cells);
		}
	}
}

static void put_cases(struct xlsx *x, const struct report *r, struct arena *a)
{
	static const struct xlsx_column columns[] = {
		{ STR("单号"), 10 },	 { STR("类型"), 8 },	  { STR("类别"), 14 },	   { STR("街道"), 14 },
		{ STR("部门"), 18 },	 { STR("状态"), 10 },	  { STR("办理结果"), 12 }, { STR("提交时间"), 18 },
		{ STR("派单时间"), 18 }, { STR("答复时限"), 18 }, { STR("答复时间"), 18 }, { STR("结案时间"), 18 },
		{ STR("曾逾期"), 8 },
	};
	struct report_case *c = arena_array(a, struct report_case, CASES_MOST);
	size_t n = report_cases(r->db, &r->period, r->scope, a, c, CASES_MOST);

	xlsx_sheet(x, STR("诉求建议隐患"), columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < n; i++) {
		struct xlsx_cell cells[] = {
			xlsx_text(arena_printf(a, "Q-%lld", (long long)c[i].number)),
			xlsx_text(report_case_kind(c[i].kind)),
			xlsx_text(figure_label(BY_CATEGORY, c[i].category)),
			xlsx_text(c[i].street),
			xlsx_text(c[i].department),
			xlsx_text(report_case_state(c[i].state)),
			xlsx_text(report_case_outcome(c[i].outcome)),
			xlsx_time(c[i].filed_at),
			xlsx_time(c[i].assigned_at),
			xlsx_time(c[i].due_at),
			xlsx_time(c[i].answered_at),
			xlsx_time(c[i].closed_at),
			xlsx_text(c[i].overdue ? STR("是") : NO_STR),
		};

		xlsx_row(x, cells, sizeof cells / sizeof *cells);
	}
}

struct str report_workbook(const struct report *r, struct arena *a)
{
	static const struct {
		enum figure_by by;
		struct str title;
	} splits[] = { { BY_STREET, STR("街道") },
		       { BY_TRADE, STR("行业") },
		       { BY_BRANCH, STR("支部") },
		       { BY_DEPARTMENT, STR("部门") },
		       { BY_CATEGORY, STR("类别") } };
	struct xlsx *x = xlsx_new(r->at);
	char *bytes = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&bytes, &n);
	struct str s = NO_STR;

	put_figures(x, r);
	for (size_t i = 0; i < sizeof splits / sizeof *splits; i++)
		put_parts(x, r, splits[i].by, splits[i].title, a);
	put_cases(x, r, a);
	enum err e = xlsx_write(x, out);

	fclose(out);
	if (e == OK)
		s = arena_str(a, (struct str){ bytes, n });
	free(bytes);
	return s;
}
