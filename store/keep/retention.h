/* retention.h - how long each kind of thing is kept, and how it goes: a little at
 * a time, so that nothing else waits. */
#ifndef STORE_KEEP_RETENTION_H
#define STORE_KEEP_RETENTION_H

#include <stdint.h>

#include "bot/base/message.h"

struct db;

enum keep {
	KEEP_SEEN,	   /* that a message came, to recognise it when it comes again */
	KEEP_WAITING,	   /* pictures and voices that no report came for: minutes, not days */
	KEEP_OUTBOX,	   /* the texts of what was sent */
	KEEP_REPLIES,	   /* that something was sent to somebody */
	KEEP_QUARANTINE,   /* messages that could not be handled */
	KEEP_UNMATCHED,	   /* sentences not understood, topics no lesson has; masked */
	KEEP_CONVERSATION, /* what the bot and a person were speaking of */
	KEEP_CALLBACK,	   /* the numbers of calls that were made */
	KEEP_HANDOVER,	   /* whose hand-over to a person it was */
	KEEP_REVEAL,	   /* for what reason a number was shown, and whose */
	KEEP_HELP,	   /* where a finished task or ride was, whom to call, its words and pictures */
	KEEP_PICTURES,	   /* pictures and voices of finished cases */
	KEEP_CASE_LINK,	   /* who filed or supported a finished case, and where exactly it was */
	KEEP_CASE_TEXT,	   /* the words of a finished case */
	KEEP_STRANGER,	   /* people who once wrote, and of whom nothing else is known */
	KEEP_LEAVER,	   /* people who left the roster and have no other part in anything */
	KEEP_KINDS
};

/* "seen"; and for people. In English. */
const char *retention_name(enum keep);
const char *retention_what(enum keep);
/* Milliseconds; 0: for ever. `days` as configured, of no meaning to KEEP_WAITING. */
ms_t retention_age(enum keep, int64_t days);

/* One step of forgetting what is older than `days`, at most about `most` rows; how many
 * went. *from is where the next step goes on: 0 at first, and again when all has
 * been looked through. days 0: nothing goes.
 *
 * Counts stay: rows that are counted lose what tells whose they are, on a nameless
 * record of the same trade and street. Within the open transaction. */
int64_t retention_step(struct db *, enum keep, int64_t days, ms_t now, int64_t most, int64_t *from);

#endif
