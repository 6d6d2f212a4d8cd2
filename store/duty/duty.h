/* duty.h - the three lists (补短、重点、创新): what has to be done, by whom, by when. */
#ifndef STORE_DUTY_DUTY_H
#define STORE_DUTY_DUTY_H

#include <stdbool.h>

#include "store/db/db.h"

/* Timers, their subject is the duty's number: a list brought it, and its owners are to be
 * told; it is time to remind them, or to see when that is. */
#define DUTY_LISTED "duty.listed"
#define DUTY_REMIND "duty.remind"

struct duty {
	int64_t code;						 /* 0: none */
	struct str list, text, department, due, state, evidence; /* absent: not said yet */
	int64_t department_id;
};

struct duty_new {
	struct str list, text;
	int64_t department; /* or 0 */
	struct str due;	    /* "2025-06-30", or absent */
	int64_t person;
	const char *actor;
};

/* Puts a duty on a list; returns its number. Audited, as are all changes. */
int64_t duty_add(struct db *, const struct duty_new *, ms_t now, struct arena *);
struct duty duty_load(struct db *, int64_t code, struct arena *);

/* What is given is changed; absent or 0 stays. */
void duty_change(struct db *, int64_t code, int64_t department, struct str due, const char *actor, ms_t now);
/* False: it was done already. */
bool duty_done(struct db *, int64_t code, struct str evidence, const char *actor, ms_t now);
bool duty_drop(struct db *, int64_t code, struct str why, const char *actor, ms_t now);

/* Which duties to list. */
struct duty_query {
	int64_t viewer;	    /* sees all (city), or those of his street or department */
	int64_t department; /* only this one's, or 0 */
	struct str list;    /* only of this list, or absent */
	struct str late_on; /* only open ones whose last day is before this date, or absent */
	bool open_only;
};
/* In the order of their dates; at most `room`. Returns how many. */
size_t duty_list(struct db *, const struct duty_query *, struct duty *out, size_t room, struct arena *);

/* May this person see and report it? */
bool duty_seen_by(struct db *, int64_t code, int64_t person);

/* The open duty (that the person may see) whose words fit best: of what was said at least two
 * characters in a row stand in it. 0: none, or two fit equally well. */
int64_t duty_worded(struct db *, int64_t person, struct str words, struct arena *);

/* How each department stands, those with most overdue first; at most `room`. `today` is a date. */
struct duty_sum {
	struct str department; /* absent: nobody's yet */
	int64_t open, late, done;
};
size_t duty_sums(struct db *, int64_t viewer, struct str today, struct duty_sum *out, size_t room, struct arena *);

/* Who is responsible: people with the department's role, or the street's of its name; at most n. */
size_t duty_owners(struct db *, int64_t code, int64_t *people, size_t n);

#endif
