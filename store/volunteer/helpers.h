/* helpers.h - the volunteers in memory: whose area reaches a place, and whose
 * turn it is.
 *
 * Kept in step with the database by itself. Of 100,000 volunteers the candidates
 * for a task take a few milliseconds at most; about 120 bytes each. */
#ifndef STORE_VOLUNTEER_HELPERS_H
#define STORE_VOLUNTEER_HELPERS_H

#include "bot/base/message.h"
#include "store/db/db.h"

struct helpers;

struct helpers *helpers_new(struct db *);
void helpers_free(struct helpers *); /* NULL-safe; before the db is closed */

struct helper_query {
	int64_t task; /* whoever was asked for it, or asked for it himself, is left out */
	struct position at;
	double reach;	    /* times the radius that he gave; 1: what he agreed to */
	struct str skill;   /* must have it; absent: anybody */
	struct str vehicle; /* must have one for people (seats), for goods (load); absent: need not */
	int64_t day;	    /* local_day(now): */
	int64_t per_day;    /* whoever was asked so often today is left alone */
};

struct helper {
	int64_t person;
	double metres;
};

/* Volunteers who are active, let themselves be asked, and whose area reaches the
 * place: who was asked or served longest ago first, of equals the nearer. Returns
 * how many, at most k. */
size_t helpers_for(struct helpers *, const struct helper_query *, struct helper *out, size_t k, struct arena *);

/* Is this vehicle (struct volunteer) one for what is wanted (struct task)? */
bool helper_carries(struct str vehicle, struct str wanted);

#endif
