/* poller.h - long polling: one poller for each channel that is polled.
 *
 * hello until the platform says yes, then next, take, hand in, and only after
 * COMMIT `committed` and the acknowledgements; then next again. What cannot be
 * stored now (the disk is full) is not confirmed and comes again. */
#ifndef BOT_ENGINE_POLLER_H
#define BOT_ENGINE_POLLER_H

#include "bot/channels/channel.h"
#include "bot/engine/gateway.h"
#include "bot/http/client.h"

struct uv_loop_s;
struct poller;

struct poller_setup { /* all borrowed */
	struct uv_loop_s *loop;
	struct transport *transport;
	struct channel *channel; /* with ops->poll */
	struct gateway *gateway;
	/* How batches are handed in; NULL: gateway_submit. For tests. */
	void (*submit)(struct gateway *, struct batch *);
};

/* Begins at once. */
struct poller *poller_new(const struct poller_setup *);

/* No request goes out any more; a batch that the gateway has is still
 * confirmed within the process when it commits. */
void poller_stop(struct poller *);

/* Stops, NULL-safe. The loop must run once more, and a batch that is under
 * way must come back (the latest in gateway_free); both may happen after this. */
void poller_free(struct poller *);

#endif
