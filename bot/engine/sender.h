/* sender.h - carries queued replies to the platforms of push channels.
 *
 * A reply is marked as being sent (committed) before its request leaves, and
 * what became of it is committed after the answer. So after a crash it is
 * known which replies may or may not have arrived: those with a receipt are
 * sent again, the others become `uncertain`. Knows no loop, like the gateway. */
#ifndef BOT_ENGINE_SENDER_H
#define BOT_ENGINE_SENDER_H

#include "bot/engine/gateway.h"
#include "bot/http/client.h"

struct sender;

struct sender_setup {
	struct gateway *gateway;
	struct db *db;
	struct channel *channels;
	size_t n_channels;
	struct transport *transport;
};

/* Takes up what waits from before; `now` is the time of the start. */
MUST_CHECK enum err sender_new(const struct sender_setup *, ms_t now, struct sender **out);
/* Requests under way are given up: their rows stay as "sending". */
void sender_free(struct sender *);

/* Starts all that may leave now; returns when it wants to be called again. */
ms_t sender_tick(struct sender *, ms_t now);

/* Replies waiting or under way, over all channels. */
size_t sender_waiting(const struct sender *);

/* Requests under way: a clean stop waits for them. */
size_t sender_under_way(const struct sender *);
/* Nothing new leaves any more. */
void sender_stop(struct sender *);

struct sender_counts {
	uint64_t sent, retries, dead, uncertain;
};
const struct sender_counts *sender_counts(const struct sender *);

#endif
