/* person.h - people, as platforms name them and as we remember them. */
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include <stdbool.h>

#include "store/db.h"

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
 * taken only when we have none. */
struct person person_meet(struct db *, struct str channel, struct str native, struct str name, ms_t now,
			  struct arena *);
struct person person_load(struct db *, int64_t id, struct arena *);

/* A random id of 16 hexadecimal digits, in the arena. */
const char *random_uid(struct arena *);

#endif
