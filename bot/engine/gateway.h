/* gateway.h - the turn and the group commit: the only place that opens the
 * transaction.
 *
 * All that is ready in one pass of the loop shares one transaction ([limits]
 * group messages at most, or 20 ms), with a savepoint for each message. Whoever
 * handed something in is told the outcome after COMMIT, never before. Knows no
 * loop: gateway_tick does all that is due and says when to be called again, so
 * that stories and tests drive it with a clock of their own. */
#ifndef BOT_ENGINE_GATEWAY_H
#define BOT_ENGINE_GATEWAY_H

#include <stddef.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/message.h"
#include "bot/config/config.h"

struct channel;
struct db;
struct gateway;
struct pack;

struct batch_result {
	enum err err;	   /* not OK: nothing of the batch is stored; ERR_FULL: later */
	size_t accepted;   /* new messages */
	size_t duplicates; /* seen before: they count as accepted by whoever sent them */
};

/* Messages that are stored together or not at all. */
struct batch {
	struct arena *arena; /* owns the batch and all it points to; freed by the gateway after done */
	struct message *v;
	size_t n;
	void (*done)(void *arg, const struct batch *, const struct batch_result *);
	void *arg;
	struct batch *next; /* the gateway's */
};

/* Any other change of the database, in a savepoint of the same transaction. */
struct work {
	enum err (*run)(void *arg, struct db *, ms_t now);
	void (*done)(void *arg, enum err); /* after COMMIT, or with why not; may be NULL */
	void *arg;
	struct work *next; /* the gateway's */
};

struct gateway_setup {
	const struct config *config;
	struct db *db;		  /* borrowed */
	struct pack *pack;	  /* the gateway's from now on */
	struct channel *channels; /* borrowed, fixed number */
	size_t n_channels;
	const char *mark_file; /* turn.mark, or NULL: none */
	ms_t house_every;      /* how often what is old is looked for; 0: every minute */
};

MUST_CHECK enum err gateway_new(const struct gateway_setup *, struct gateway **out);
void gateway_free(struct gateway *); /* NULL-safe; what is queued is told ERR_BUSY */

void gateway_submit(struct gateway *, struct batch *);
void gateway_do(struct gateway *, struct work *); /* borrowed until done (or run, when done is NULL) */

/* Does all that is due at `now`; returns when it wants to be called again
 * (now: at once; INT64_MAX: only when something is handed in). */
ms_t gateway_tick(struct gateway *, ms_t now);

/* Called (once a tick) when replies for pulled channels were committed. A few
 * may listen. */
void gateway_on_replies(struct gateway *, void (*call)(void *arg), void *arg);

/* Called for each push reply that was committed; see sender.h. */
void gateway_on_outbox(struct gateway *,
		       void (*call)(void *arg, int64_t id, size_t channel, int64_t chat, int klass, ms_t due),
		       void *arg);

/* Is something handed in and not yet done? */
bool gateway_busy(const struct gateway *);
bool gateway_full(const struct gateway *);   /* the disk is full: nothing is accepted now */
bool gateway_failed(const struct gateway *); /* I/O error: the process must end and restart */
bool gateway_held(const struct gateway *);   /* somebody else writes and does not end: nothing is accepted now */

/* How often what is old is looked for, from now on; the next time is at once. */
void gateway_house_every(struct gateway *, ms_t);

/* Takes a new pack between two turns; the old one is freed. */
void gateway_new_pack(struct gateway *, struct pack *);

/* What handlers get; for work that does what a message would. */
struct turn_world;
const struct turn_world *gateway_world(const struct gateway *);

struct gateway_counts {
	uint64_t messages, duplicates, answers, commits, quarantined, full;
};
const struct gateway_counts *gateway_counts(const struct gateway *);

#endif
