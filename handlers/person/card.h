/* card.h - what the roster knows of a person, in one line. */
#ifndef HANDLERS_PERSON_CARD_H
#define HANDLERS_PERSON_CARD_H

#include "handlers/turn/turn.h"
#include "store/register/profile.h"

/* "张勇，外卖（美团），文君站，文君街道，电话 138****0101": only what is known, the
 * number with its middle hidden. */
struct str card_words(struct turn *, const struct profile *);

#endif
