/* report.c - the account of a period, and its JSON. */
#include "store/report/report.h"

#include <math.h>

#include "bot/base/json.h"

struct report report_read(struct db *db, struct str from, struct str to, const struct figure_scope *scope, ms_t now,
			  struct arena *a)
{
	struct report r = { .db = db, .period = figure_period(db, from, to, now, a), .scope = scope, .at = now };

	r.before = figure_period_before(db, &r.period, now, a);
	r.now = figures_read(db, &r.period, a);
	r.then = figures_read(db, &r.before, a);
	return r;
}

static double tenths(double x)
{
	return round(x * 10) / 10;
}

static void put_number(cJSON *o, const char *name, double n)
{
	cJSON_AddNumberToObject(o, name, tenths(n));
}

static void put_value(cJSON *o, const char *name, const struct figure *x, struct figure_value v)
{
	if (!figure_is_rate(x))
		put_number(o, name, v.n);
	else if (figure_percent(v) < 0)
		cJSON_AddNullToObject(o, name);
	else
		put_number(o, name, figure_percent(v));
}

static void put_counts(cJSON *o, const struct figure *x, struct figure_value v)
{
	put_value(o, "value", x, v);
	if (figure_is_rate(x)) {
		put_number(o, "numerator", v.n);
		put_number(o, "denominator", v.of);
	}
	put_number(o, "later", v.later);
}

static cJSON *parts_json(const struct report *r, const struct figure *x, enum figure_by by, struct arena *a)
{
	cJSON *list = cJSON_CreateArray();
	struct figure_part *parts;
	size_t n = figure_split(r->now, x, by, r->scope, a, &parts);

	for (size_t i = 0; i < n; i++) {
		cJSON *o = cJSON_CreateObject();

		json_put(o, "label", parts[i].label);
		json_put(o, "name", figure_label(by, parts[i].label));
		put_counts(o, x, parts[i].value);
		cJSON_AddItemToArray(list, o);
	}
	return list;
}

static cJSON *figure_json(const struct report *r, const struct figure *x, struct arena *a)
{
	cJSON *o = cJSON_CreateObject(), *by;

	cJSON_AddStringToObject(o, "key", x->key);
	cJSON_AddStringToObject(o, "name", x->name);
	cJSON_AddStringToObject(o, "section", x->section);
	cJSON_AddStringToObject(o, "unit", x->unit);
	cJSON_AddStringToObject(o, "definition", x->definition);
	if (x->flags & FIGURE_STANDING)
		cJSON_AddTrueToObject(o, "standing");
	put_counts(o, x, figure_total(r->now, x, r->scope));
	put_value(o, "before", x, figure_total(r->then, x, r->scope));
	by = cJSON_AddObjectToObject(o, "by");
	for (enum figure_by b = 0; b < BY_COUNT; b++)
		if (x->by & FIGURE_BY(b))
			cJSON_AddItemToObject(by, figure_by_name(b), parts_json(r, x, b, a));
	return o;
}

cJSON *report_json(const struct report *r, struct arena *a)
{
	cJSON *o = cJSON_CreateObject(), *before, *list;

	json_put(o, "from", r->period.from);
	json_put(o, "to", r->period.to);
	before = cJSON_AddObjectToObject(o, "before");
	json_put(before, "from", r->before.from);
	json_put(before, "to", r->before.to);
	cJSON_AddNumberToObject(o, "made", (double)(r->at / MS_SECOND));
	if (r->scope)
		json_put(o, "scope", r->scope->label);
	list = cJSON_AddArrayToObject(o, "figures");
	for (const struct figure *x = figures; x->key; x++)
		if (figure_fits(x, r->scope))
			cJSON_AddItemToArray(list, figure_json(r, x, a));
	return o;
}
