/* version.c - reports handed in, their differences, what was entered afterwards. */
#include "store/report/version.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "bot/base/json.h"
#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/person/person.h"

int64_t report_freeze(struct db *db, struct str from, struct str to, int64_t person, const char *actor, ms_t now,
		      struct arena *a)
{
	struct report r = report_read(db, from, to, NULL, now, a);
	cJSON *o = report_json(&r, a);
	int64_t number = number_next(db, "R");
	const char *uid = random_uid(a);

	db_run(db,
	       "insert into report_version(number, uid, from_day, to_day, body, person, at)"
	       " values(?1, ?2, ?3, ?4, ?5, nullif(?6, 0), ?7)",
	       V(number), V(uid), V(from), V(to), V(json_print(o, a)), V(person), V(now));
	audit(db, now, actor, "report.freeze", str_c(uid),
	      arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(from), STR_ARG(to)));
	cJSON_Delete(o);
	return number;
}

struct report_version report_version_last(struct db *db, struct str from, struct str to, struct arena *a)
{
	struct rows *r = db_query(db,
				  "select number, at, body from report_version where from_day = ?1 and to_day = ?2"
				  " order by number desc limit 1",
				  V(from), V(to));
	struct report_version v = { .from = from, .to = to };

	if (db_next(r)) {
		v.number = db_int(r, 0);
		v.at = db_int(r, 1);
		v.body = arena_str(a, db_str(r, 2));
	}
	db_done(r);
	return v;
}

/* A figure of the JSON as a value again. */
static struct figure_value value_of(const cJSON *o, const struct figure *x)
{
	double n = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(o, figure_is_rate(x) ? "numerator" : "value"));
	double of = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(o, "denominator"));
	double later = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(o, "later"));

	return (struct figure_value){ isnan(n) ? 0 : n, isnan(of) ? 0 : of, isnan(later) ? 0 : later };
}

static bool same(double a, double b)
{
	return fabs(a - b) < 0.05; /* the JSON has one decimal */
}

static struct str in_words(const struct figure *x, struct figure_value v, struct arena *a)
{
	struct str s = figure_words(x, v, a);

	return v.later > 0 ? arena_printf(a, STR_FMT "（补录 %g）", STR_ARG(s), v.later) : s;
}

size_t report_differences(const struct report_version *v, const struct report *now, struct arena *a,
			  struct report_difference **out)
{
	struct str why;
	cJSON *then = json_parse(v->body, a, &why), *o;
	size_t n = 0;

	*out = arena_array(a, struct report_difference, figure_count());
	cJSON_ArrayForEach(o, cJSON_GetObjectItemCaseSensitive(then, "figures"))
	{
		const struct figure *x = figure_named(json_str(o, "key"));

		if (!x)
			continue;
		struct figure_value was = value_of(o, x), is = figure_total(now->now, x, NULL);

		if (!same(was.n, is.n) || !same(was.of, is.of) || !same(was.later, is.later))
			(*out)[n++] = (struct report_difference){ x, in_words(x, was, a), in_words(x, is, a) };
	}
	cJSON_Delete(then);
	return n;
}

/* ------------------------------------------------------------- entered afterwards */

bool later_fits(const struct figure *x)
{
	return !figure_is_rate(x) && !(x->flags & (FIGURE_STANDING | FIGURE_DELICATE)) && strcmp(x->unit, "人") != 0;
}

int64_t later_add(struct db *db, const struct later_entry *l, ms_t now, struct arena *a)
{
	const char *uid = random_uid(a);

	db_run(db,
	       "insert into later_entry(uid, figure, n, day, street, department, source, evidence, person, at)"
	       " values(?1, ?2, ?3, ?4, nullif(?5, 0), nullif(?6, 0), ?7, seal(?8), nullif(?9, 0), ?10)",
	       V(uid), V(l->figure->key), V(l->n), V(l->day), V(l->street), V(l->department), V(l->source),
	       V(l->evidence), V(l->person), V(now));
	int64_t id = db_last_id(db);

	audit(db, now, l->actor, "report.later", str_c(uid), str_c(l->figure->key));
	return id;
}

bool later_take_back(struct db *db, int64_t id, int64_t person, const char *actor, ms_t now, struct arena *a)
{
	if (!db_run(db,
		    "update later_entry set taken_back_at = ?3 where id = ?1 and person = ?2 and taken_back_at is null",
		    V(id), V(person), V(now)))
		return false;
	audit(db, now, actor, "report.later.off", db_get_str(db, a, "select uid from later_entry where id = ?1", V(id)),
	      NO_STR);
	return true;
}
