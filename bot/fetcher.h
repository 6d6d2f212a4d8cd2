/* fetcher.h - brings the photos of cases from the platform into the database,
 * one after the other, after the turn that wanted them has committed. */
#ifndef BOT_FETCHER_H
#define BOT_FETCHER_H

#include "bot/channels/channel.h"
#include "bot/gateway.h"
#include "bot/http_client.h"

struct uv_loop_s;
struct fetcher;

struct fetcher_setup { /* all borrowed */
	struct uv_loop_s *loop;
	struct transport *transport;
	struct gateway *gateway;
	struct channel *channels;
	size_t n_channels;
	size_t max_bytes; /* of one photo */
};

/* Looks at once for what was left undone before. */
struct fetcher *fetcher_new(const struct fetcher_setup *);

/* There may be something new to fetch. Cheap; fits poller_setup.stored. */
void fetcher_kick(void *fetcher);

void fetcher_stop(struct fetcher *);
/* Stops, NULL-safe. As with poller_free, the loop must run once more and a
 * task that is under way must come back, the latest in gateway_free. */
void fetcher_free(struct fetcher *);

#endif
