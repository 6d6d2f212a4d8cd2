/* person.h - people, as platforms name them and as we remember them. */
#ifndef STORE_PERSON_PERSON_H
#define STORE_PERSON_PERSON_H

#include <stdbool.h>

#include "store/db/db.h"

struct person {
	int64_t id;	   /* 0: unknown to us */
	const char *uid;   /* random; the only name in audit and logs */
	struct str name;   /* absent when we were told none */
	const char *trade; /* or NULL */
	int64_t street;	   /* place id, or 0 */
	bool registered;
	bool staff; /* holds any role */
};

/* Who this id of this channel is; id 0 when we do not know him. Text in the arena. */
struct person person_find(struct db *, struct str channel, struct str native, struct arena *);
/* The same, and remembers an unknown person. A name that the platform gives is
 * taken only when we have none, and not of somebody who wants to be forgotten. */
struct person person_meet(struct db *, struct str channel, struct str native, struct str name, ms_t now,
			  struct arena *);
/* His own word for his name. */
void person_rename(struct db *, int64_t id, struct str name);
struct person person_load(struct db *, int64_t id, struct arena *);
int64_t person_of_uid(struct db *, struct str uid); /* 0: nobody's */
/* The id on this channel of the first who bears this very name; absent: nobody does. */
struct str person_native(struct db *, struct str channel, struct str name, struct arena *);
/* The channels from which he writes, 、 between; "": he is known from lists only. */
struct str person_channels(struct db *, int64_t id, struct arena *);

/* People whose name stands in a text: the longest name there is, and all who
 * bear it (at most PEOPLE_SAME), those on the roster, members and staff first; when
 * there are such, nobody else. Only the first 60 characters are looked through. */
enum { PEOPLE_SAME = 6 };
struct person_match {
	struct str name;
	int64_t ids[PEOPLE_SAME];
	size_t n;
};
bool person_named_in(struct db *, struct str text, struct person_match *, struct arena *);
/* Trade, platform, site, street, a space between: what tells two of one name apart, for staff. */
struct str person_about(struct db *, int64_t id, struct arena *);

/* Are both on the list of one group? */
bool person_shares_group(struct db *, int64_t a, int64_t b);

/* A name as a platform gives it, on one line: control characters are spaces,
 * none of them at the ends; absent when nothing is left. */
struct str name_line(struct str, struct arena *);

/* A random id of 16 hexadecimal digits, in the arena. */
const char *random_uid(struct arena *);

#endif
