/* api.h - the bridge API: programs of others post updates and fetch replies.
 * The contract is in docs/bridge.md. */
#ifndef BOT_WEB_BRIDGE_API_H
#define BOT_WEB_BRIDGE_API_H

#include "bot/channels/channel.h"
#include "bot/config/config.h"
#include "bot/engine/gateway.h"
#include "bot/http/server.h"

struct api;
struct db;

struct api_setup {
	struct uv_loop_s *loop;
	struct gateway *gateway;
	struct db *db; /* the gateway's; only read from, between two ticks */
	const struct config *config;
	const struct channel *channels; /* those of kind bridge are reached by their token */
	size_t n_channels;
	void (*wake)(void *arg); /* something was handed to the gateway: tick it soon; NULL: nobody needs to know */
	void *wake_arg;
};

struct api *api_new(const struct api_setup *);

/* The rows of the route table, to be copied into the server's. */
enum { API_ROUTES = 4 };
void api_routes(struct api *, struct http_route out[API_ROUTES]);

/* Replies were committed: those who wait get them in the loop's next turn. */
void api_on_replies(struct api *);

/* Answers those who wait, with no replies; nobody waits any more from now on. */
void api_stop(struct api *);
/* After gateway_free, which still tells it what became of what was handed in.
 * The memory goes when the loop has run once more. NULL-safe. */
void api_free(struct api *);

#endif
