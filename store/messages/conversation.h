/* conversation.h - what the bot and one person were saying in one chat: JSON,
 * made by the caller, sealed here. */
#ifndef STORE_MESSAGES_CONVERSATION_H
#define STORE_MESSAGES_CONVERSATION_H

#include "store/db/db.h"

/* NO_STR: nothing. */
struct str conversation_load(struct db *, int64_t chat, int64_t person, struct arena *);
void conversation_save(struct db *, int64_t chat, int64_t person, struct str state, ms_t now);

#endif
