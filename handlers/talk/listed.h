/* listed.h - numbered things that were just listed: for ten minutes "第二个", "保养那个" and
 * what is said with it ("第二个我报") mean one of them. */
#ifndef HANDLERS_TALK_LISTED_H
#define HANDLERS_TALK_LISTED_H

#include "handlers/turn/turn.h"

/* The next one of the list that this turn says: its number ("A-7") and its words. */
void listed_add(struct turn *, struct str number, struct str words);
/* A line that begins with its number; another line is passed over. */
void listed_line(struct turn *, struct str line);
/* Nothing else understood the words: do they name one of the list? True: done. */
bool listed_takes(struct turn *);

#endif
