/* inbox.h - which messages were seen, and those that could not be handled.
 *
 * A message's key is a trace_hash of its channel and native id; nothing else
 * is kept of a message that was not for the bot. */
#ifndef STORE_MESSAGES_INBOX_H
#define STORE_MESSAGES_INBOX_H

#include <stdbool.h>

#include "store/db/db.h"

struct inbox_key {
	unsigned char b[KEYED_HASH];
};

struct inbox_key inbox_key(struct db *, struct str channel, struct str id);
/* False: seen before. */
bool inbox_add(struct db *, const struct inbox_key *, ms_t now);
bool inbox_seen(struct db *, const struct inbox_key *);

/* Messages at which the process ended: how heavily each is suspected. */
int64_t suspect_weight(struct db *, const struct inbox_key *); /* 0: not at all */
void suspect_add(struct db *, const struct inbox_key *, int64_t weight);
void suspect_clear(struct db *, const struct inbox_key *);
int64_t suspect_count(struct db *);

/* Sets a message aside for a person to look at. `reason` is a word of the
 * program; `body` is sealed. */
void quarantine_add(struct db *, const struct inbox_key *, ms_t now, const char *reason, struct str channel,
		    struct str body);

#endif
