/* roster.h - which records may be of one person: somebody from a list who now
 * writes himself, somebody who writes from two platforms. */
#ifndef STORE_REGISTER_ROSTER_H
#define STORE_REGISTER_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bot/base/time.h"

struct arena;
struct db;

struct match {
	int64_t person;
	const char *why; /* 'phone', 'name+site', 'name+platform+street' */
	bool sure;	 /* the same phone; else likely */
	bool listed;	 /* has no id of any platform: known from a list only */
};

enum { MATCHES_MOST = 8 };

/* Who else this person may be, sure ones first, at most MATCHES_MOST. A name
 * that more than three others share with the same site (or platform and
 * street) says nothing and gives no match. */
size_t person_matches(struct db *, int64_t person, struct match out[static MATCHES_MOST]);

/* To be called when a person was registered, imported, or changed name, phone,
 * site, platform or street. Remembers each match for staff to decide (table
 * duplicate; a pair that was decided is not proposed again). An entry of a list
 * that has his name *and* his phone is taken into his record at once, when he
 * himself has an id: that is what lists are for, and nothing is lost by it.
 * Within the open transaction; errors stick on the db. */
void roster_propose(struct db *, int64_t person, ms_t now);

/* Pairs that wait for staff, the oldest first; returns how many there are. */
struct pair {
	int64_t id, a, b;
	const char *why;
};
size_t roster_pairs(struct db *, struct pair *out, size_t room, struct arena *);
bool roster_pair(struct db *, int64_t id, struct pair *out, struct arena *); /* false: none of this id waits */
/* Which of two records of one person stays, the first? On the roster before not, with an id before
 * from a list, else the older. */
bool roster_stays(struct db *, int64_t first, int64_t second);
/* They are two: not proposed again. Audited. */
void roster_refuse(struct db *, int64_t id, const char *actor, ms_t now, struct arena *);

#endif
