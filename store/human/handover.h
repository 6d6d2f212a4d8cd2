/* handover.h - people who asked for a person: who waits, who took it, and what was
 * said before anybody did. */
#ifndef STORE_HUMAN_HANDOVER_H
#define STORE_HUMAN_HANDOVER_H

#include <stdbool.h>

#include "store/db/db.h"

#define HANDOVER_WAIT "handover.wait" /* timers; their subject is the hand-over's id */
#define HANDOVER_IDLE "handover.idle"

struct handover {
	int64_t id; /* 0: none */
	int64_t number;
	int64_t person, chat;	   /* who asked, his private chat */
	int64_t staff, staff_chat; /* who took it and where; 0: nobody yet */
	bool open;		   /* taken; else waiting, or over */
	bool closed;
	int64_t rounds; /* how often staff were told */
	ms_t opened_at, last_at;
};

/* At most one that is not closed a chat. Audited: opening, taking, closing. */
int64_t handover_open(struct db *, int64_t person, int64_t chat, const char *actor, ms_t now, struct arena *);
struct handover handover_load(struct db *, int64_t id);
struct handover handover_of_chat(struct db *, int64_t chat); /* waiting or open */
struct handover handover_numbered(struct db *, int64_t number);

/* Those that this person has taken, and those that wait and that he may take (all,
 * or only those he was told of); the oldest first. Return how many. */
size_t handover_of_staff(struct db *, int64_t staff, struct handover *out, size_t room);
size_t handover_waiting(struct db *, int64_t staff, bool all, struct handover *out, size_t room);

/* Takes one that waits. False: somebody was faster, or it is over. */
bool handover_take(struct db *, const struct handover *, int64_t staff, int64_t staff_chat, const char *actor,
		   ms_t now);
/* Nobody can be reached where it was taken: it waits again. */
void handover_release(struct db *, const struct handover *, ms_t now);
/* why: staff, person, silence. False: it was closed already. Lines that nobody
 * was given are gone. */
bool handover_close(struct db *, const struct handover *, const char *why, const char *actor, ms_t now);
void handover_touch(struct db *, int64_t id, ms_t now); /* words went one way or the other */

/* Staff were told of it once more; and this one of them: false when he had been. */
void handover_rang(struct db *, int64_t id);
bool handover_tell(struct db *, int64_t id, int64_t staff);
bool handover_told(struct db *, int64_t id, int64_t staff);

/* What he said and nobody has answered yet: sealed, in order; given out once. */
struct handover_line {
	ms_t at;
	struct str text;
};
void handover_keep(struct db *, int64_t id, struct str text, ms_t now);
struct str handover_last(struct db *, int64_t id, struct arena *); /* NO_STR: nothing is kept */
void handover_seen(struct db *, int64_t id); /* whoever took it has answered: the lines are gone */
struct handover_line *handover_lines(struct db *, int64_t id, struct arena *, size_t *n); /* and takes them out */

#endif
