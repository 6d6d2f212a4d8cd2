/* report.c - "上个月的报表", "按类别", "导出来": which days, whose, split by what. */
#include "handlers/report/report.h"

#include <inttypes.h>
#include <string.h>

#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "store/person/department.h"
#include "store/report/version.h"
#include "store/person/role.h"

#define MEMO "report"

enum { STANDS = 2 * MS_HOUR };

/* --------------------------------------------------------------------------- whose */

/* The one thing that he looks after; city: nothing limits him. */
static bool own_scope(struct turn *t, struct figure_scope *own)
{
	static const struct {
		enum role role;
		enum figure_by by;
	} rows[] = { { ROLE_STREET, BY_STREET }, { ROLE_DEPARTMENT, BY_DEPARTMENT }, { ROLE_BRANCH, BY_BRANCH } };

	if (role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY))
		return false;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str scope = role_scope_of(t->db, t->who.id, rows[i].role, t->arena);

		if (!scope.n)
			continue;
		*own = (struct figure_scope){ rows[i].by, scope };
		return true;
	}
	*own = (struct figure_scope){ BY_STREET, STR("?") }; /* nothing */
	return true;
}

/* A branch, a street or a department that the sentence names. */
static struct figure_scope named_scope(struct turn *t)
{
	struct named branch = branch_named_in(t->db, t->said, t->arena);
	struct named street = street_named_in(t->db, t->said, t->arena);
	struct named department = department_named_in(t->db, t->said, t->arena);

	if (branch.id)
		return (struct figure_scope){ BY_BRANCH, branch.name };
	if (street.id)
		return (struct figure_scope){ BY_STREET, street.name };
	if (department.id)
		return (struct figure_scope){ BY_DEPARTMENT, department.name };
	return (struct figure_scope){ 0 };
}

struct str report_whose(struct turn *t, const struct report_asked *q)
{
	return q->scope.label.p ? q->scope.label : turn_phrase(t, PHRASE("report.city"), NULL, 0);
}

/* --------------------------------------------------------------- what was asked before */

static void remember(struct turn *t, const struct report_asked *q)
{
	cJSON *o = cJSON_CreateObject();

	json_put(o, "from", q->from);
	json_put(o, "to", q->to);
	cJSON_AddNumberToObject(o, "by", q->by);
	if (q->figure)
		cJSON_AddStringToObject(o, "figure", q->figure->key);
	if (q->scope.label.p) {
		cJSON_AddNumberToObject(o, "scope_by", q->scope.by);
		json_put(o, "scope", q->scope.label);
	}
	cJSON_AddNumberToObject(o, "at", (double)t->now);
	turn_remember(t, MEMO, o);
}

static struct report_asked before(struct turn *t)
{
	cJSON *o = turn_memo(t, MEMO);
	struct report_asked q = { .by = BY_COUNT };

	if (!o || t->now - json_int(o, "at", 0) > STANDS)
		return q;
	q.from = arena_str(t->arena, json_str(o, "from"));
	q.to = arena_str(t->arena, json_str(o, "to"));
	q.by = (enum figure_by)json_int(o, "by", BY_COUNT);
	q.figure = figure_named(json_str(o, "figure"));
	if (json_str(o, "scope").p)
		q.scope = (struct figure_scope){ (enum figure_by)json_int(o, "scope_by", 0),
						 arena_str(t->arena, json_str(o, "scope")) };
	return q;
}

/* --------------------------------------------------------------------- what is asked now */

/* The last whole month; of what is spoken of as going on, this one up to today. */
static void usual_period(struct turn *t, struct report_asked *q)
{
	int64_t today = local_day(t->now);
	int y, m, d;

	civil(today, &y, &m, &d);
	if (str_is(slots_get(&t->slots, "span"), "until_now")) {
		q->from = day_str(civil_day(y, 1, 1), t->arena);
		q->to = day_str(today, t->arena);
	} else {
		q->from = day_str(civil_day(y, m - 1, 1), t->arena);
		q->to = day_str(civil_day(y, m, 1) - 1, t->arena);
	}
}

static void read_period(struct turn *t, struct report_asked *q)
{
	struct str from = slots_get(&t->slots, "from"), to = slots_get(&t->slots, "to");

	if (figure_day(from)) {
		q->from = from;
		q->to = figure_day(to) && str_order(from, to) <= 0 ? to : from;
	} else if (!q->from.n || slots_get(&t->slots, "span").n) {
		usual_period(t, q);
	}
}

static enum figure_by read_by(struct turn *t, enum figure_by otherwise)
{
	struct str by = slots_get(&t->slots, "by");

	for (enum figure_by b = 0; by.n && b < BY_COUNT; b++)
		if (str_is(by, figure_by_name(b)))
			return b;
	return otherwise;
}

static const struct figure *read_figure(struct turn *t)
{
	const struct figure *x = figure_named(slots_get(&t->slots, "figure"));

	return x ? x : figure_in(t->said);
}

/* Says so when he asked for more than he may see. */
static void read_scope(struct turn *t, struct report_asked *q)
{
	struct figure_scope own, named = named_scope(t);
	bool city = str_has(t->said, STR("全市"));

	if (own_scope(t, &own)) {
		bool other = city || (named.label.p && !str_eq(named.label, own.label));

		q->scope = own;
		q->own = true;
		if (other)
			turn_say(t, "report.own_only", FILL("whose", own.label));
	} else if (city) {
		q->scope = (struct figure_scope){ 0 };
	} else if (named.label.p) {
		q->scope = named;
	}
}

static struct report_asked asked(struct turn *t)
{
	struct report_asked q = before(t);
	const struct figure *x = read_figure(t);
	struct str by = slots_get(&t->slots, "by");
	bool fresh = str_is(slots_get(&t->slots, "whole"), "yes") || (x && !by.n);

	read_period(t, &q);
	q.by = read_by(t, fresh ? BY_COUNT : q.by);
	q.figure = x ? x : fresh ? NULL : q.figure;
	read_scope(t, &q);
	return q;
}

/* -------------------------------------------------------------------------- handing in */

static void freeze(struct turn *t, const struct report_asked *q)
{
	if (!(role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY))) {
		turn_say(t, "report.freeze.city", FILL("name", t->who.name));
		return;
	}
	if (str_order(q->to, day_str(local_day(t->now), t->arena)) >= 0) {
		turn_say(t, "report.freeze.not_over", FILL("from", q->from), FILL("to", q->to));
		return;
	}
	int64_t number = report_freeze(t->db, q->from, q->to, t->who.id, t->who.uid, t->now, t->arena);

	turn_say(t, "report.frozen", FILL("number", arena_printf(t->arena, "R-%" PRId64, number)),
		 FILL("from", q->from), FILL("to", q->to));
	turn_receipt(t);
}

static void define(struct turn *t, const struct report_asked *q)
{
	const struct figure *said = read_figure(t);

	if (said || q->figure)
		report_say_definition(t, said ? said : q->figure);
	else
		report_say_definitions(t);
}

static void report(struct turn *t)
{
	struct str act = slots_get(&t->slots, "act");
	struct report_asked q = asked(t);

	remember(t, &q);
	if (str_is(act, "export"))
		report_export(t, &q);
	else if (str_is(act, "freeze"))
		freeze(t, &q);
	else if (str_is(act, "differences"))
		report_say_differences(t, &q);
	else if (str_is(act, "define"))
		define(t, &q);
	else
		report_say(t, &q);
}

const struct handler report_handlers[] = {
	{ .intent = "admin.report", .run = report },
	{ 0 },
};
