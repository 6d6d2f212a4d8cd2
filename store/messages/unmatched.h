/* unmatched.h - sentences that were meant for the bot and not understood, with
 * counts, so that staff see which words are missing. Numbers of four digits
 * and more are masked; texts are sealed; store/keep/retention.c forgets them. */
#ifndef STORE_MESSAGES_UNMATCHED_H
#define STORE_MESSAGES_UNMATCHED_H

#include "store/db/db.h"

/* `said` is the normalised text. place: "group" or "private". It goes with the person (store/keep/forget.h). */
void unmatched_add(struct db *, int64_t person, struct str said, const char *place, ms_t now, struct arena *);

struct unmatched_row {
	struct str text, place;
	int64_t count;
	struct str last; /* local "YYYY-MM-DD HH:MM" */
};

/* The most frequent ones, at most `most`; in the arena. */
struct unmatched_row *unmatched_list(struct db *, size_t most, struct arena *, size_t *n);

#endif
