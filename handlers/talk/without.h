/* without.h - what is said besides certain words. */
#ifndef HANDLERS_TALK_WITHOUT_H
#define HANDLERS_TALK_WITHOUT_H

#include "handlers/turn/turn.h"

/* Normalised `text` with the words that the pack's list `phrase` names (a space
 * between, tried in that order) made blanks. In the arena. */
struct str said_without(struct turn *, struct str text, const char *phrase);

#endif
