/* case.h - grievances, suggestions and hazards: one aggregate, "case". */
#ifndef STORE_CASE_H
#define STORE_CASE_H

#include <stdbool.h>

#include "store/db.h"

struct case_new {
	const char *kind; /* grievance, suggestion, hazard */
	struct str category;
	bool urgent;
	int64_t person, chat;
	const char *actor;		 /* uid of whoever files it */
	struct str place;		 /* as said, or absent */
	int64_t place_id;		 /* or 0 */
	const struct position *position; /* or NULL */
	struct str text;
	ms_t filed_at;
};

/* Opens a case, with its first event and audit row; returns its number. */
int64_t case_open(struct db *, const struct case_new *, ms_t now, struct arena *);

struct case_info {
	int64_t number; /* 0: no such case */
	int64_t person;
	struct str state, kind, category, place, department;
	ms_t filed_at;
};

struct case_info case_load(struct db *, int64_t number, struct arena *);

/* The person's cases, newest first, at most n; returns how many. */
size_t case_of_person(struct db *, int64_t person, struct case_info *out, size_t n, struct arena *);

/* A position for a case that has none, or a better one. */
void case_set_position(struct db *, int64_t number, const struct position *, int64_t person, ms_t now);

/* Working days from assigning to answer; 0: this kind has no deadline. */
int64_t case_workdays(struct db *, const char *kind, struct str category);

#endif
