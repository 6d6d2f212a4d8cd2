/* version.h - a report that was handed in, as it was; what is counted otherwise since;
 * and what was done without a phone, entered afterwards with its evidence. */
#ifndef STORE_REPORT_VERSION_H
#define STORE_REPORT_VERSION_H

#include "store/report/report.h"

struct report_version {
	int64_t number; /* R-number; 0: none */
	struct str from, to;
	ms_t at;
	struct str body; /* report_json of that time */
};

/* Keeps the report of the whole city as it is now; returns its number. Audited. */
int64_t report_freeze(struct db *, struct str from, struct str to, int64_t person, const char *actor, ms_t now,
		      struct arena *);
/* The last one of these days. */
struct report_version report_version_last(struct db *, struct str from, struct str to, struct arena *);

/* A figure that is another now. */
struct report_difference {
	const struct figure *figure;
	struct str then, now; /* in digits, with what was entered afterwards: "12（补录 3）" */
};

/* Returns how many; `now` is a report of the whole city of the same days. */
size_t report_differences(const struct report_version *, const struct report *now, struct arena *,
			  struct report_difference **out);

/* ------------------------------------------------------------- entered afterwards */

struct later_entry {
	const struct figure *figure;
	double n;
	struct str day;
	int64_t street, department; /* or 0 */
	struct str source;	    /* what shows it: paper, signatures, photo, phone, names, other */
	struct str evidence;	    /* the same in words: 第12页签到表 */
	int64_t person;
	const char *actor;
};

/* Can this figure have a part that was entered afterwards? Not rates, nor how things stand, nor people counted once. */
bool later_fits(const struct figure *);
/* Returns its id. Audited, as is taking it back; false: it is not his, or was taken back. */
int64_t later_add(struct db *, const struct later_entry *, ms_t now, struct arena *);
bool later_take_back(struct db *, int64_t id, int64_t person, const char *actor, ms_t now, struct arena *);

#endif
