/* health.h - /healthz, /readyz, /metrics: for operators and their programs. No
 * personal data; open to whoever can reach the port. */
#ifndef BOT_WEB_HEALTH_H
#define BOT_WEB_HEALTH_H

#include "bot/channels/channel.h"
#include "bot/engine/gateway.h"
#include "bot/engine/watchdog.h"
#include "bot/http/server.h"

struct health;

struct health_setup {
	const char *version;
	struct gateway *gateway;
	struct db *db; /* only read from, between two ticks */
	const struct watchdog *watchdog;
	const struct channel *channels;
	size_t n_channels;
};

struct health *health_new(const struct health_setup *);
void health_free(struct health *); /* NULL-safe */

/* The server is made after its routes: tell it then, for its figures. */
void health_watch(struct health *, const struct http_server *);

/* GET /healthz 200 {"ok":true}: the loop turns, and what comes in is committed. 503 {"ok":false,"error":"stalled",…}:
 *              for five seconds nothing could be, although the disk has space. When the loop stands still altogether
 *              there is no answer: whoever asks has a time limit, and systemd has its own.
 * GET /readyz  200 or 503 {"ready":…,"store":"ok|full|held|failed","channels":{"NAME":true}}
 * GET /metrics Prometheus text */
enum { HEALTH_ROUTES = 3 };
void health_routes(struct health *, struct http_route out[HEALTH_ROUTES]);

#endif
