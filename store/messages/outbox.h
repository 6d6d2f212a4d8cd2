/* outbox.h - replies on their way out. States and order: see the table in
 * store/schema/message.schema. Bodies are JSON made by the caller, sealed here. */
#ifndef STORE_MESSAGES_OUTBOX_H
#define STORE_MESSAGES_OUTBOX_H

#include <stdbool.h>

#include "bot/base/message.h"
#include "store/db/db.h"
#include "store/schema/lists.h" /* OUTBOX_WAITING, for SQL: not sent yet */

enum outbox_class { OUTBOX_ANSWER, OUTBOX_NOTICE, OUTBOX_BROADCAST, OUTBOX_CLASSES };

struct outbox_new {
	struct str channel;
	int64_t chat;
	enum outbox_class class;
	int64_t person;	     /* whom it addresses, or 0 */
	struct str reply_to; /* native id of the message answered, or absent */
	struct str body;
	bool receipt;
	struct str subject; /* what it is about, "L-1", or absent */
	int64_t broadcast;  /* its body is this broadcast's, `body` is absent; or 0 */
};

/* Returns the id. Ids grow in the order in which replies are queued. */
int64_t outbox_add(struct db *, const struct outbox_new *, ms_t now);

/* A row as the sender needs it. */
struct outbox_row {
	int64_t id;
	struct str channel;
	int64_t chat;
	struct str chat_native;
	enum chat_type chat_type;
	bool chat_gone;
	struct str to_native; /* of the person addressed, on this channel; or absent */
	struct str to_name;
	struct str reply_to;
	struct str body;
	bool receipt;
	int tries;
	ms_t created_at;
};

/* Takes a waiting row to be sent: state becomes sending. False when it does
 * not wait any more. Text in the arena. */
bool outbox_claim(struct db *, int64_t id, struct outbox_row *, struct arena *);

/* What became of a row that was being sent. */
void outbox_sent(struct db *, int64_t id, ms_t now, struct str native_id); /* native_id may be absent */
void outbox_retry(struct db *, int64_t id, ms_t due, const char *why);
void outbox_dead(struct db *, int64_t id, const char *why);
void outbox_uncertain(struct db *, int64_t id, const char *why);

/* Everything that waits, in order: called once, at start. Rows that were being
 * sent when the process ended are due again when they carry a receipt, and
 * become uncertain when they do not: returns how many became so. */
struct outbox_waiting {
	int64_t id, chat;
	enum outbox_class class;
	struct str channel; /* valid during the call */
	ms_t due;
};
int64_t outbox_recover(struct db *, ms_t now, void (*each)(void *arg, const struct outbox_waiting *), void *arg);

/* A message of ours that somebody replies to. */
struct outbox_sent {
	int64_t id;	    /* 0: it is none of ours */
	int64_t broadcast;  /* the one that it was a copy of, or 0 */
	struct str subject; /* what it was about ("L-1"), or absent; in the arena */
};
/* `id` is the platform's id of a sent message, or (pulled channels) the decimal id of the reply. */
struct outbox_sent outbox_find(struct db *, struct str channel, int64_t chat, struct str id, struct arena *);

#endif
