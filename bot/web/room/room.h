/* room.h - the chat room page: talk to the bot in a browser, with nothing else
 * installed.
 *
 * What people say goes through the gateway like any platform's message and is
 * then kept in memory only, as it would be on a platform's servers; the bot's
 * replies come from the outbox, so they are there again after a restart.
 *
 * Who may use it: over loopback anybody of this machine; everybody else needs
 * the password of the channel, and without one gets 403. Host and Origin are
 * checked against DNS rebinding. On sample data one may speak as any of its
 * people; otherwise only under a name of one's own, with an id that comes from
 * a random cookie, so that nobody can pass for another. */
#ifndef BOT_WEB_ROOM_ROOM_H
#define BOT_WEB_ROOM_ROOM_H

#include <stdbool.h>

#include "bot/channels/channel.h"
#include "bot/config/config.h"
#include "bot/engine/gateway.h"
#include "bot/http/server.h"

struct room;
struct db;

struct room_setup {
	struct uv_loop_s *loop;
	struct gateway *gateway;
	struct db *db; /* the gateway's; only read from, between two ticks */
	const struct config *config;
	const struct channel *channel; /* of kind room; configured */
	void (*wake)(void *arg); /* something was handed to the gateway: tick it soon; NULL: nobody needs to know */
	void *wake_arg;
};

struct room *room_new(const struct room_setup *);

/* The rows of the route table, to be copied into the server's. */
enum { ROOM_ROUTES = 10 };
void room_routes(struct room *, struct http_route out[ROOM_ROUTES]);

/* Once the server listens: before, everybody is refused. */
void room_listens(struct room *, const struct http_server *);

/* Replies were committed: they are shown in the loop's next turn. */
void room_on_replies(struct room *);

/* Answers those who wait, with no events, so that the server can stop. Needs the db. */
void room_stop(struct room *);
/* After gateway_free (which still tells it what became of what was handed in)
 * and room_stop. The memory goes when the loop has run once more. NULL-safe. */
void room_free(struct room *);

#endif
