/* numbers.h - numbers in normalised text: in digits, in Chinese, or mixed. */
#ifndef DIALOGS_WORDS_NUMBERS_H
#define DIALOGS_WORDS_NUMBERS_H

#include "bot/base/arena.h"
#include "bot/base/str.h"

/* Reads the number that begins at *i ("12", "3.5", "十二", "一百二", "三点五",
 * "半") and moves *i past it. False, and nothing moved, when there is none. */
bool number_read(struct str s, size_t *i, double *value);
/* Whole numbers only, so that "七点半" is 7 and goes on with 点. */
bool whole_read(struct str s, size_t *i, int64_t *value);

/* The digit that a code point stands for (0-9, 零〇一二两幺三…九), or -1. */
int digit_of(uint32_t cp);

/* The last code of this letter, written "Q-1190" whatever was typed: "q1190",
 * "Q 01190", "q—1190", "q一一九零". NO_STR: none. The letter is a capital. */
struct str code_find(struct str s, char letter, struct arena *);
/* Any of the letters in use; for texts that name a thing of unknown kind. */
struct str code_find_any(struct str s, const char *letters, struct arena *);

/* The last mainland mobile number, as 11 digits; spaces, dashes, +86 and Chinese
 * digits do not matter. *bad: there is no such number, but something that was
 * meant as one. */
struct str phone_find(struct str s, struct arena *, bool *bad);

#endif
