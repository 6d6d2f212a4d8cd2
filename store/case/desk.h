/* desk.h - cases as staff see them: who may see which, lists, timelines. */
#ifndef STORE_CASE_DESK_H
#define STORE_CASE_DESK_H

#include "store/case/case.h"

/* What a person of staff may see of a case. The manager of the site concerned
 * sees nothing, whatever else he is. */
enum case_sight {
	SIGHT_NONE,
	SIGHT_STREET,	  /* it lies in his street */
	SIGHT_DEPARTMENT, /* his department, or his street's office, has it or helps */
	SIGHT_CITY
};
enum case_sight case_sight(struct db *, int64_t person, int64_t number);

struct desk_query {
	int64_t person;
	bool city;    /* he sees all */
	bool mine;    /* only what his department has */
	bool overdue; /* the term is over, and no answer */
	bool urgent;
	bool undone;	     /* live, and not answered */
	const char *state;   /* NULL: all that are live */
	const char *kind;    /* or NULL */
	struct str category; /* or absent */
	int64_t department;  /* or 0 */
	ms_t from, to;	     /* filed at or after, and before; 0: any */
};

struct desk_row {
	int64_t number;
	struct str kind, category, state, place, department; /* the last two may be absent */
	bool urgent, danger, taken;
	int64_t street; /* or 0 */
	ms_t filed_at, due_at;
	int64_t reopened;
};

/* How many there are, and the first n of them: urgent ones, then by the end of the term and
 * age; those that are over, newest first. Text in the arena. */
int64_t desk_count(struct db *, const struct desk_query *, ms_t now);
size_t desk_list(struct db *, const struct desk_query *, ms_t now, struct desk_row *out, size_t n, struct arena *);

struct desk_event {
	ms_t at;
	struct str event, name, detail, text; /* the last three may be absent; no name: the program */
	int64_t person;
	struct str department; /* that did it through its link, or absent */
};
/* The whole timeline, oldest first; the last n when there are more. */
size_t desk_events(struct db *, int64_t number, struct desk_event *out, size_t n, struct arena *);

/* Another number after each event that whoever works on the case should know of. */
int64_t desk_version(struct db *, int64_t number);

/* Departments that help; a second one of the same name is one. */
void desk_add_helper(struct db *, int64_t number, int64_t department);
struct str desk_helpers(struct db *, int64_t number, struct arena *); /* "城管局、…" or absent */

#endif
