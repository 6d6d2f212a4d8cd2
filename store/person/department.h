/* department.h - departments and branches, as people name them. */
#ifndef STORE_PERSON_DEPARTMENT_H
#define STORE_PERSON_DEPARTMENT_H

#include "bot/base/message.h"
#include "store/db/db.h"

struct named {
	int64_t id; /* 0: none */
	struct str name;
};

/* The department whose name or alias stands in the text; the longest. */
struct named department_named_in(struct db *, struct str text, struct arena *);
/* The branch of which the end of the name stands in the text ("二支部" will do
 * for 流动党员第二支部); two that fit equally well: none. */
struct named branch_named_in(struct db *, struct str text, struct arena *);
/* The street or town whose name stands in the text, of those that any site, group or
 * person belongs to. */
struct named street_named_in(struct db *, struct str text, struct arena *);
/* Of those, the nearest to a position within 15 km; 0: none. */
int64_t street_nearest(struct db *, struct position);

#endif
