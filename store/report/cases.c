/* cases.c - the list of cases that goes with a report. */
#include "store/report/cases.h"

size_t report_cases(struct db *db, const struct figure_period *p, const struct figure_scope *scope, struct arena *a,
		    struct report_case *out, size_t room)
{
	struct str street = scope && scope->by == BY_STREET ? scope->label : NO_STR;
	struct str department = scope && scope->by == BY_DEPARTMENT ? scope->label : NO_STR;
	size_t n = 0;

	if (scope && !street.p && !department.p)
		return 0;
	struct rows *r = db_query(
		db,
		"select c.number, c.kind, c.category, c.state, s.name, d.name, c.outcome, c.filed_at, c.assigned_at,"
		" c.due_at, c.answered_at, c.closed_at, c.overdue from cases c left join place s on s.id = c.street"
		" left join department d on d.id = c.department where c.filed_at >= ?1 and c.filed_at < ?2"
		" and (?3 is null or s.name = ?3) and (?4 is null or d.name = ?4) order by c.number limit ?5",
		V(p->begin), V(p->end), V(street), V(department), V((int64_t)room));

	while (n < room && db_next(r))
		out[n++] = (struct report_case){
			.number = db_int(r, 0),
			.kind = db_strdup(r, 1, a),
			.category = db_strdup(r, 2, a),
			.state = db_strdup(r, 3, a),
			.street = db_strdup(r, 4, a),
			.department = db_strdup(r, 5, a),
			.outcome = db_strdup(r, 6, a),
			.filed_at = db_int(r, 7),
			.assigned_at = db_int(r, 8),
			.due_at = db_int(r, 9),
			.answered_at = db_int(r, 10),
			.closed_at = db_int(r, 11),
			.overdue = db_int(r, 12),
		};
	db_done(r);
	return n;
}

struct word {
	const char *stored, *words;
};

static struct str words(const struct word *w, struct str stored)
{
	for (; w->stored; w++)
		if (str_is(stored, w->stored))
			return str_c(w->words);
	return stored;
}

struct str report_case_kind(struct str kind)
{
	static const struct word kinds[] = {
		{ "grievance", "诉求" }, { "suggestion", "建议" }, { "hazard", "隐患" }, { 0 }
	};

	return words(kinds, kind);
}

struct str report_case_state(struct str state)
{
	static const struct word states[] = { { "open", "未派" },	{ "assigned", "已派" },
					      { "answered", "已答复" }, { "closed", "已办结" },
					      { "reopened", "重开" },	{ "withdrawn", "撤回" },
					      { "merged", "并入" },	{ 0 } };

	return words(states, state);
}

struct str report_case_outcome(struct str outcome)
{
	static const struct word outcomes[] = { { "solved", "已解决" },	    { "explained", "已解释" },
						{ "not_ours", "不属本职" }, { "cannot", "暂不能办" },
						{ "void", "不成立" },	    { "adopted", "采纳" },
						{ "declined", "未采纳" },   { 0 } };

	return words(outcomes, outcome);
}
