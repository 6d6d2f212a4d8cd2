/* member.h - members who reported in, and their branches. Who is a member is told
 * to nobody but himself and the staff who check it. */
#ifndef STORE_MEMBER_MEMBER_H
#define STORE_MEMBER_MEMBER_H

#include <stdbool.h>

#include "store/db/db.h"
#include "store/person/person.h"

struct member {
	bool known;	  /* has reported in, or was on a list of members */
	struct str state; /* pending, verified, refused, left */
	int64_t branch;	  /* 0: none yet */
	struct str branch_name;
	struct str organisation;      /* left behind; absent: not said, as the others */
	struct str joined, confirmed; /* "2018-06" or "2018" */
	struct str living;
	ms_t at; /* reported in; 0: not known */
};

struct member member_load(struct db *, int64_t person, struct arena *);

/* Reports in, or corrects what is given (organisation, joined, confirmed, living;
 * absent leaves what is there). Who was refused or has left is pending again,
 * without a branch; who was checked stays so. Audited. */
void member_checkin(struct db *, int64_t person, const char *actor, const struct member *said, ms_t now);

/* A secretary's or the city's word: this branch, checked (or pending there). */
void member_assign(struct db *, int64_t person, int64_t branch, bool verified, const struct person *by, ms_t now);
/* "left": the organisation moved on; "refused": could not be confirmed. */
void member_end(struct db *, int64_t person, const char *state, const struct person *by, ms_t now);

/* Ids of who waits to be checked, the oldest first: everybody (branches NULL), or
 * who has no branch yet or waits for one of these (ids between commas, ",1,2,").
 * At most `room`; returns how many there are in all. */
size_t member_waiting(struct db *, const char *branches, int64_t *out, size_t room);
/* The checked members of a branch, by the order in which they came. */
size_t member_of(struct db *, int64_t branch, int64_t *out, size_t room);

struct branch {
	int64_t id;		/* 0: no such */
	struct str name, meets; /* "2fri 20:00"; absent: not known */
	int64_t contact;	/* person, or 0 */
	struct str contact_name;
};
struct branch branch_load(struct db *, int64_t id, struct arena *);
/* The branches whose secretary this person is, ids between commas (",2,"); "," when none. */
const char *branches_led(struct db *, int64_t person, struct arena *);

#endif
