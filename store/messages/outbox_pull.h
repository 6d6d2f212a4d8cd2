/* outbox_pull.h - the outbox of channels whose other side fetches its replies
 * (bridge, room). A reply waits until it is confirmed. */
#ifndef STORE_MESSAGES_OUTBOX_PULL_H
#define STORE_MESSAGES_OUTBOX_PULL_H

#include "store/messages/outbox.h"

enum pull { PULL_WAITING, PULL_ALL /* confirmed ones too, as long as their body is kept */ };

/* The first `limit` rows with an id above `after`, in order of id; fewer when
 * their bodies pass max_bytes (but at least one). Text in the arena. A read;
 * returns how many, 0 also when db is in error. */
size_t outbox_pull(struct db *, struct str channel, enum pull, int64_t after, struct outbox_row *, size_t limit,
		   size_t max_bytes, struct arena *);

/* The body of one reply of the channel, in the arena; absent when it is another
 * channel's or not kept any more. A read. */
struct str outbox_body(struct db *, struct str channel, int64_t id, struct arena *);

/* Was there ever a reply with this id, or a later one, in the channel? (Rows
 * that retention removed count.) A read. */
bool outbox_reached(struct db *, struct str channel, int64_t id);

/* Is there anything to confirm up to this id? A read. */
bool outbox_unconfirmed(struct db *, struct str channel, int64_t up_to);

/* The replies up to this id have arrived: a write. Returns how many had not
 * been confirmed before. */
int64_t outbox_confirm(struct db *, struct str channel, int64_t up_to, ms_t now);

/* For metrics: how many rows wait, and what became of those that could not be
 * sent. A read that costs by the number of such rows. */
struct outbox_figures {
	int64_t waiting, retry, dead, uncertain;
	ms_t oldest; /* when the first that waits was queued, or 0 */
};
void outbox_count(struct db *, struct outbox_figures *);

#endif
