/* internal.h - between the files of the gateway. */
#ifndef BOT_ENGINE_INTERNAL_H
#define BOT_ENGINE_INTERNAL_H

#include "bot/engine/gateway.h"
#include "bot/engine/housekeeping.h"
#include "handlers/turn/turn.h"
#include "store/messages/inbox.h"

enum {
	GATEWAY_LISTENERS = 4,
	GATEWAY_PROBE = MS_SECOND, /* between attempts while nothing can be stored */
};

struct queued {
	int64_t id, chat;
	size_t channel;
	int class;
};

struct gateway {
	const struct config *config;
	struct db *db;
	struct pack *pack;
	struct channel *channels;
	size_t n_channels;
	struct turn_world world;
	char workday[CLOCK_SPANS * 16];
	struct gazetteer gazetteer;
	struct places *places;
	struct stations *stations;
	struct helpers *helpers;
	struct flood *flood, *crowd;
	struct mark *mark;
	struct arena *arena; /* of the turn at hand */
	struct housekeeping house;
	ms_t now;

	struct batch *batches, **last_batch;
	struct work *work, **last_work;

	struct aside *aside; /* messages set aside in the group at hand, to be told of */
	struct arena *aside_arena;

	int64_t suspects; /* messages at which a process ended, and that were not handled since */

	bool full, failed;
	bool held;     /* somebody else writes to the database, and does not end */
	ms_t scrub_at; /* not before, when somebody reads the log */
	ms_t house_every;
	ms_t probe_at, housekeeping_at, due_at; /* due_at: of the next timer; 0: look */
	bool set_back;				/* the clock was, and the jobs do not know yet */

	struct queued *queued; /* replies of the transaction at hand */
	size_t n_queued, room_queued;
	struct {
		void (*call)(void *);
		void *arg;
	} on_replies[GATEWAY_LISTENERS];
	size_t n_on_replies;
	void (*on_outbox)(void *, int64_t, size_t, int64_t, int, ms_t);
	void *on_outbox_arg;

	struct gateway_counts counts;
};

/* turn.c: each message of the batch in a savepoint of its own. */
enum err gateway_take(struct gateway *, struct batch *, struct batch_result *);
/* True when the failure is the disk's or the database's, not the message's. */
bool gateway_fatal(enum err);

/* aside.c: keeps a message that could not be handled. `tell`: whoever said it is told by
 * gateway_tell_aside, after the group, in a transaction that fails nobody else. */
enum err gateway_put_aside(struct gateway *, const struct message *, const struct inbox_key *, const char *reason,
			   bool tell);
void gateway_tell_aside(struct gateway *);
void gateway_forget_aside(struct gateway *); /* the group is lost: they come again */

/* suspect.c: messages at which a process ended. What the process before
 * was handling when it ended is counted, on disk, before anything is handled. */
void gateway_count_suspects(struct gateway *, const char *mark_file);
bool gateway_set_aside(const struct gateway *, const struct inbox_key *); /* ended too many processes */
/* A batch with such a message has a transaction of its own. */
bool gateway_has_suspect(const struct gateway *, const struct batch *);
void gateway_clear_suspects(struct gateway *, const struct batch *);

/* commit.c: what is handed in and due, in one transaction. */
void gateway_commit(struct gateway *);
/* Nothing can be stored now: everybody may try again later. */
void gateway_refuse(struct gateway *, enum err);
void gateway_not_stored(struct gateway *, enum err);
/* The replies of what was just committed are known to whoever sends them. */
void gateway_tell_outbox(struct gateway *);

#endif
