/* solved.h - what was solved lately, for everybody: how many by kind of matter, nobody's
 * name, place or words. What fewer than SOLVED_LEAST people had is merged with the rest. */
#ifndef STORE_CASE_SOLVED_H
#define STORE_CASE_SOLVED_H

#include "store/db/db.h"

enum { SOLVED_LEAST = 3, SOLVED_KINDS = 6 };

struct solved_row {
	struct str kind, category; /* absent: the rest */
	int64_t n;
};

struct solved {
	int64_t total;			   /* of grievances and hazards; 0 when fewer than SOLVED_LEAST */
	struct solved_row v[SOLVED_KINDS]; /* the most first, the rest last */
	size_t n;
	int64_t adopted; /* suggestions; 0 when fewer than SOLVED_LEAST */
};

/* Cases whose answer "solved" stands (not reopened since), and suggestions adopted, in [from, to). Wages,
 * fines, dispatch, contract and people in need only count in the rest. */
struct solved solved_between(struct db *, ms_t from, ms_t to, struct arena *);

/* The broadcast that told it since then, drafts and stopped ones aside; 0: none. */
int64_t solved_told(struct db *, ms_t since);
void solved_tell(struct db *, int64_t broadcast, ms_t now);

#endif
