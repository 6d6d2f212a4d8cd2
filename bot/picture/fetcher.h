/* fetcher.h - makes pictures of the photos of cases: brings them from where they
 * are, has them re-encoded (darkroom.h) and stores them, one after the other,
 * after the turn that wanted them has committed. What the process leaves
 * undone, the next one does from the beginning. */
#ifndef BOT_PICTURE_FETCHER_H
#define BOT_PICTURE_FETCHER_H

#include "bot/channels/channel.h"
#include "bot/engine/gateway.h"
#include "bot/http/client.h"

struct db;
struct uv_loop_s;
struct fetcher;

struct fetcher_setup { /* all borrowed */
	struct uv_loop_s *loop;
	struct transport *transport;
	struct gateway *gateway;
	struct db *db; /* the gateway's; only read from, between two ticks */
	struct channel *channels;
	size_t n_channels;
	size_t max_bytes;  /* of one photo as it was sent */
	ms_t (*now)(void); /* the wall clock */
};

/* Looks at once for what was left undone before. */
struct fetcher *fetcher_new(const struct fetcher_setup *);

/* Something was committed: is there a photo among it? Between two ticks. Cheap. */
void fetcher_kick(struct fetcher *);

void fetcher_stop(struct fetcher *);
/* Stops, NULL-safe. As with poller_free, the loop must run once more and a
 * task that is under way must come back, the latest in gateway_free. */
void fetcher_free(struct fetcher *);

#endif
