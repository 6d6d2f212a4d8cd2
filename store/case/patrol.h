/* patrol.h - what the appointed patrollers reported, and what became of it: counted from
 * the cases (source = patrol). What was withdrawn or merged into another's is not counted. */
#ifndef STORE_CASE_PATROL_H
#define STORE_CASE_PATROL_H

#include "store/db/db.h"

struct patrol_record {
	int64_t person;
	int64_t found, solved, running;
	int64_t month; /* found since `since` */
};

struct patrol_record patrol_of(struct db *, int64_t person, ms_t since);
/* Everybody who is appointed, and who was and reported, most found first; at most n. */
size_t patrol_all(struct db *, ms_t since, struct patrol_record *out, size_t n);

#endif
