/* whereabouts.h - where the speaker is: what he sent or said now, or a while
 * ago in this conversation, else where he works. */
#ifndef HANDLERS_TALK_WHEREABOUTS_H
#define HANDLERS_TALK_WHEREABOUTS_H

#include <stdbool.h>

#include "handlers/turn/turn.h"

struct whereabouts {
	enum {
		HERE_UNKNOWN,	 /* nothing was ever said */
		HERE_NO_SUCH,	 /* `said` now, and we do not know it */
		HERE_SENT,	 /* a position, with this message */
		HERE_SAID,	 /* a place, in this sentence or form */
		HERE_REMEMBERED, /* said or sent up to two hours ago, in this chat */
		HERE_WORKS,	 /* the street of the person, or of the group */
	} how;
	struct position at; /* from HERE_SENT on */
	struct str place;   /* as the gazetteer calls it; absent: a position */
	struct str said;    /* the place in the person's words, of HERE_NO_SUCH and HERE_SAID */
};

struct whereabouts whereabouts(struct turn *);

/* The known place that a text names, and where it lies. NO_STR: none. */
struct str whereabouts_place(struct turn *, struct str text, struct position *);

/* Keeps what was said or sent in this message for the next two hours. A
 * position is kept of a private chat only. */
void whereabouts_note(struct turn *);

#endif
