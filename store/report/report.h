/* report.h - the account of a period: every figure, beside it that of the period before;
 * reports that were handed in; what was done without a phone and entered afterwards. */
#ifndef STORE_REPORT_REPORT_H
#define STORE_REPORT_REPORT_H

#include <cjson/cJSON.h>

#include "store/report/figure.h"

struct report {
	struct db *db;
	struct figure_period period, before;
	struct figures *now, *then;	  /* of the period, of the one before */
	const struct figure_scope *scope; /* NULL: the whole city */
	ms_t at;			  /* when it was made */
};

/* Lives in the arena, but for `scope`, which is borrowed. Errors stick on the db. */
struct report report_read(struct db *, struct str from, struct str to, const struct figure_scope *, ms_t now,
			  struct arena *);

/* The whole report:
 *	{ "from", "to", "before": {"from","to"}, "made", "scope"?, "figures": [ {
 *	    "key", "name", "section", "unit", "definition", "value", "later", "before",
 *	    "numerator"?, "denominator"?, "standing"?,
 *	    "by": { "street": [ {"label", "name", "value", "later", …} ], … } } ] }
 * A rate's value is its percentage, null when there is nothing to divide by. */
cJSON *report_json(const struct report *, struct arena *);

#endif
