/* callback.h - people who asked to be phoned: those who cannot type, or do not want to. */
#ifndef STORE_HUMAN_CALLBACK_H
#define STORE_HUMAN_CALLBACK_H

#include "store/db/db.h"

/* This person wants a call at `phone` (11 digits). One open request a person:
 * asking again changes its number. Audited. */
void callback_request(struct db *, int64_t person, const char *actor, struct str phone, ms_t now, struct arena *);
/* The request is taken back; false: there was none. */
bool callback_withdraw(struct db *, int64_t person, const char *actor, ms_t now);
/* There is something to tell (`subject`, a number) and no way to write to this
 * person: staff should phone (but nobody who had himself deleted). Joined to an
 * open request. Audited. */
void callback_unreached(struct db *, int64_t person, struct str subject, ms_t now, struct arena *);
/* He said something that could not be handled, and was told so: staff should ask him.
 * CALLBACK_ASIDE is its subject. Joined, audited likewise. */
#define CALLBACK_ASIDE "aside"
void callback_set_aside(struct db *, int64_t person, ms_t now, struct arena *);
/* What callback_unreached does for the person whom a reply of class notice, which cannot be sent, was to tell. */
void callback_not_told(struct db *, int64_t outbox, ms_t now, struct arena *);
/* An open request: who, at which number, why. */
struct callback {
	int64_t id, person; /* id 0: none */
	const char *uid;
	struct str phone, subject; /* absent: none was left; he asked himself */
	ms_t at;
};
/* Those that wait and that `viewer` looks after (the city all, a street its people), the oldest first;
 * returns how many there are. */
size_t callback_waiting(struct db *, int64_t viewer, struct callback *out, size_t room, struct arena *);
struct callback callback_of(struct db *, int64_t person, int64_t viewer, struct arena *);
/* The whole number to whoever phones: kept as a look with its reason, and audited. */
struct str callback_number(struct db *, const struct callback *, int64_t staff, const char *actor, struct str reason,
			   ms_t now, struct arena *);
/* He was phoned; false: it was not open any more. Audited. */
bool callback_done(struct db *, int64_t id, const char *actor, ms_t now);

/* The number that this person gave when registering, in the arena; absent: none. */
struct str callback_known_phone(struct db *, int64_t person, struct arena *);

#endif
