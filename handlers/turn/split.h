/* split.h - a text in pieces that a platform takes. */
#ifndef HANDLERS_TURN_SPLIT_H
#define HANDLERS_TURN_SPLIT_H

#include "bot/base/str.h"

/* Takes off *rest what fits into `units` UTF-16 units: all of it; else up to the end of a
 * paragraph, a line or a sentence in the second half of that; else between two characters as
 * people see them. White space at the cut is gone. Both borrowed from the text, which is valid
 * UTF-8; never empty while *rest is not. */
struct str text_piece(struct str *rest, size_t units);

#endif
