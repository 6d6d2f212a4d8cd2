/* profile.h - what the roster knows of a person: name, phone, trade, platform,
 * site, street; and when he came and left. */
#ifndef STORE_REGISTER_PROFILE_H
#define STORE_REGISTER_PROFILE_H

#include <stdbool.h>

#include "store/db/db.h"

struct profile {
	bool registered;
	struct str name, phone, trade, platform, site, street; /* absent: not known */
	ms_t registered_at, left_at;			       /* on the roster, off it; 0: never was */
};

struct profile profile_load(struct db *, int64_t person, struct arena *);

/* What is given of a profile is put down, what is absent stays; whoever was not
 * on the roster is from now on. `site` as said: one of ours when its name is
 * (or stands in) it, which settles the street as well, else kept in the
 * person's own words. Another trade, platform or site closes the job before.
 * Audited with the names of what changed. False: nothing new. */
bool profile_save(struct db *, int64_t person, const char *actor, const struct profile *, ms_t now, struct arena *);

/* Off the roster, with the date; the history stays. False: was not on it. */
bool profile_leave(struct db *, int64_t person, const char *actor, ms_t now);

/* What goes on although he left the roster: "volunteer", "subscription", or both
 * with a space between; "" when nothing does. */
struct str profile_ties(struct db *, int64_t person, struct arena *);
/* That ends too. Audited. */
void profile_untie(struct db *, int64_t person, const char *actor, ms_t now);

#endif
