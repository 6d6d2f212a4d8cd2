/* consent.h - what people agreed to have kept and used, by purpose (dialogs/pack/purpose.h).
 *
 * `version` tells one wording of what was said from another: what was agreed to
 * in other words has to be agreed to again. Every step is audited. */
#ifndef STORE_KEEP_CONSENT_H
#define STORE_KEEP_CONSENT_H

#include <stdbool.h>

#include "store/db/db.h"

enum consent {
	CONSENT_NONE,  /* never told, or told in other words, or withdrawn */
	CONSENT_TOLD,  /* told, and has not said anything yet */
	CONSENT_GIVEN, /* agreed */
};

enum consent consent_state(struct db *, int64_t person, const char *purpose, int64_t version);
/* Did he agree, in whatever words, and not withdraw? For whoever uses the data later. */
bool consent_holds(struct db *, int64_t person, const char *purpose);

void consent_tell(struct db *, int64_t person, const char *purpose, int64_t version, ms_t now);
void consent_give(struct db *, int64_t person, const char *actor, const char *purpose, int64_t version, ms_t now);

/* Withdrawn: what was kept for this purpose alone is deleted. False: there was
 * nothing, neither consent nor data. */
bool consent_withdraw(struct db *, int64_t person, const char *actor, const char *purpose, ms_t now);

/* The purposes that he may withdraw: agreed to, or data is there. In the arena;
 * returns how many, at most `room`. */
size_t consent_standing(struct db *, int64_t person, const char **out, size_t room, struct arena *);

#endif
