/* publicity.h - what the publicity team did: civility, order, fire safety, fraud. */
#ifndef STORE_PUBLICITY_PUBLICITY_H
#define STORE_PUBLICITY_PUBLICITY_H

#include <stdbool.h>

#include "store/db/db.h"

/* In the team of this name, which comes to be with its first member. False: was so already. */
bool team_join(struct db *, struct str team, int64_t person, const char *actor, ms_t now);
bool team_leave(struct db *, int64_t person, const char *actor, ms_t now); /* every team */
bool team_has(struct db *, int64_t person);
/* Who has been in it longest, first; returns how many. */
size_t team_members(struct db *, struct str team, int64_t *out, size_t room);

struct publicity {
	struct str kind; /* civility, order, fire, fraud */
	int64_t people;
	struct str place, day, note; /* place and note may be absent */
	int64_t person;		     /* who logs it */
};

void publicity_log(struct db *, const struct publicity *, const char *actor, ms_t now, struct arena *);

/* Actions and person-times of the days from … to, both included. */
struct publicity_sum {
	int64_t actions, people;
};
struct publicity_sum publicity_sum(struct db *, struct str from, struct str to);

#endif
