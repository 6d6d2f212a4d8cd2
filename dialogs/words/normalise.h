/* normalise.h - one spelling for what people type in many.
 *
 * NFKC, lower case, traditional characters to simplified, every run of white
 * space, emoji and control characters one space, none at the ends; 。、… and
 * the many dashes become their ASCII cousins, quotation marks vanish, repeated
 * punctuation is said once. Doing it twice changes nothing. */
#ifndef DIALOGS_WORDS_NORMALISE_H
#define DIALOGS_WORDS_NORMALISE_H

#include "bot/base/arena.h"
#include "bot/base/str.h"

/* Rules look at no more than this of a message (code points); the rest of a
 * longer one is kept by the caller but not understood. */
enum { NORMALISE_MAX = 2048 };

/* `text` is valid UTF-8. The result lives in the arena. */
struct str normalise(struct str text, struct arena *);

/* The end of `typed` whose spelling begins as `tail` does, the end of a normalised text:
 * what a rule found, as it was typed. Absent: `tail` is none of its ends. */
struct str normalise_tail(struct str typed, struct str tail, struct arena *);

/* The spelling of one code point, for the text of rules; the code point itself
 * where it has none of its own (several characters, or dropped). */
uint32_t normalise_cp(uint32_t cp);

#endif
