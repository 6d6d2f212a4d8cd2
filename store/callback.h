/* callback.h - people who asked to be phoned: those who cannot type, or do not want to. */
#ifndef STORE_CALLBACK_H
#define STORE_CALLBACK_H

#include "store/db.h"

/* This person wants a call at `phone` (11 digits). One open request a person:
 * asking again changes its number. Audited. */
void callback_request(struct db *, int64_t person, const char *actor, struct str phone, ms_t now, struct arena *);
/* The request is taken back; false: there was none. */
bool callback_withdraw(struct db *, int64_t person, const char *actor, ms_t now);
/* There is something to tell (`subject`, a number) and no way to write to this
 * person: staff should phone (but nobody who had himself deleted). Joined to an
 * open request. Audited. */
void callback_unreached(struct db *, int64_t person, struct str subject, ms_t now, struct arena *);
/* The number that this person gave when registering, in the arena; absent: none. */
struct str callback_known_phone(struct db *, int64_t person, struct arena *);

#endif
