/* voice.h - voice messages that nobody has put into writing: kept for a person
 * who listens. Only what the platform calls them is stored, sealed. */
#ifndef STORE_MEDIA_VOICE_H
#define STORE_MEDIA_VOICE_H

#include "store/db/db.h"

enum { VOICE_WAITING = 9 }; /* of one person in one chat, without a case */

/* Keeps a voice message; number 0: a case to come. False: too many wait already. */
bool voice_add(struct db *, int64_t chat, int64_t person, int64_t number, struct str source, ms_t now);
/* What this person sent here since `since` and that waits belongs to the case. */
int64_t voice_attach(struct db *, int64_t chat, int64_t person, int64_t number, ms_t since);
/* The form that it was for is given up. */
void voice_drop(struct db *, int64_t chat, int64_t person);
#endif
