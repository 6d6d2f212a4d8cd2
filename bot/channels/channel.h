/* channel.h - a platform, translated: one file per kind, one row in handlers/turn/table.c.
 *
 * A channel does no I/O, keeps no queue, decides no policy. It builds requests
 * and reads answers; the poller, the sender and the web server carry them. */
#ifndef BOT_CHANNELS_CHANNEL_H
#define BOT_CHANNELS_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/message.h"
#include "bot/http/client.h"

struct config;
struct config_channel;

struct channel {
	const struct channel_ops *ops;
	const char *name;
	void *state; /* the kind's own */
	bool ready;  /* for /readyz: it has reached its platform, or needs none */
};

/* An option of a [channel NAME] section of this kind. */
struct channel_option {
	const char *key;
	const char *otherwise; /* default, or NULL: none */
	const char *help;      /* the comment in config.example.ini */
};

/* What came in with one request or poll: accepted or refused together. */
struct updates {
	struct message *v;
	size_t n;
	bool malformed;	  /* the body is not of this platform: 400 */
	size_t bad_index; /* of the element that cannot be: 422 */
	struct str why;	  /* for a person; absent when all is well */
};

/* What goes out: one reply to one chat. */
struct outgoing {
	int64_t id;	 /* of the outbox row */
	struct str chat; /* native id */
	enum chat_type type;
	struct str to; /* native id of the person addressed, or absent */
	struct str to_name;
	struct str reply_to; /* native id of the message answered, or absent */
	struct reply reply;
	struct str photo; /* the JPEG of reply.photo; absent: none, or it is gone. Not for pulled channels */
};

/* What an answer of the platform means for what was sent. */
enum verdict {
	VERDICT_SENT,
	VERDICT_RETRY,	/* not delivered; again after `after` seconds (-1: the sender's own delay) */
	VERDICT_GONE,	/* never in this chat (kicked, blocked) */
	VERDICT_DROP,	/* never this message */
	VERDICT_MOVED,	/* the chat has another id now: `moved_to` */
	VERDICT_UNKNOWN /* may or may not have been delivered */
};

struct judgement {
	enum verdict verdict;
	int64_t after;
	struct str native_id; /* the platform's id of the sent message, or absent */
	struct str moved_to;
	const char *why; /* a word for the log: "429", "timeout" */
};

/* Where the way to a photo leads. */
enum lead {
	LEAD_ON,	/* *req is the next request */
	LEAD_HERE,	/* the answer was the photo */
	LEAD_AGAIN,	/* not now; the whole way again, later */
	LEAD_LOST,	/* it is not to be had any more */
	LEAD_LARGE,	/* it is more than we take */
	LEAD_REFERENCE, /* it is none of those that we fetch: the source is all there is */
};

struct channel_ops {
	const char *kind;
	const struct channel_option *options; /* ends in { 0 } */

	/* Checks the settings and makes ch->state; *why is for a person. */
	enum err (*configure)(struct channel *, const struct config *, const struct config_channel *, struct str *why);
	void (*release)(struct channel *);

	/* Messages per second overall, per chat, and per minute in a group; 0: no limit. */
	double rate, chat_rate, group_rate_minute;

	/* What a message holds at most, in UTF-16 units; 0: any length. Longer answers are sent
	 * in several. */
	size_t text_units;

	/* May the bot write to a person who never wrote to it? (Pulled channels: always.) */
	bool writes_first;

	/* NULL: replies are fetched by the other side (bridge, room). */
	void (*send)(struct channel *, const struct outgoing *, struct arena *, struct http_request *);
	void (*judge)(struct channel *, const struct http_response *, struct arena *, struct judgement *);

	/* NULL: this kind is not polled. */
	const struct poll_ops *poll;

	/* The way to the bytes of a photo that a message named by `source`, its
	 * file id or URL: called with the answer to the request before (NULL at
	 * first). *why: a word for the log. NULL: photos come with their bytes. */
	enum lead (*photo)(struct channel *, struct str source, const struct http_response *, struct arena *,
			   struct http_request *req, const char **why);
};

/* Long polling. The poller calls hello until it says yes, then next, and hands
 * what `take` makes of the answer to the gateway; committed is called when all
 * of it is stored, and only then may the offset advance. */
struct poll_ops {
	void (*hello)(struct channel *, struct arena *, struct http_request *);
	/* True: go on. False: try again after *wait_ms (-1: never: the token is refused). */
	bool (*greeted)(struct channel *, const struct http_response *, struct arena *, int64_t *wait_ms);
	void (*next)(struct channel *, struct arena *, struct http_request *);
	/* False: no updates; try again after *wait_ms. */
	bool (*take)(struct channel *, const struct http_response *, struct arena *, struct updates *,
		     int64_t *wait_ms);
	void (*committed)(struct channel *);
	/* What a message wants acknowledged on the platform (message.ack); false: nothing. */
	bool (*ack)(struct channel *, const struct message *, struct arena *, struct http_request *);
};

/* Kinds, ends in NULL. */
extern const struct channel_ops *const channel_kinds[];
const struct channel_ops *channel_kind(const char *kind); /* NULL: no such */

#endif
