/* terms.h - what the full text of lessons is made of.
 *
 * Chinese has no spaces between words, so every letter of a script without them
 * becomes a term together with the next one ("充电安全" → "充电 电安 安全 全"), and a
 * run of other letters and digits is one term ("aed", "12333"). Width and case are
 * folded; everything else only ends a run. */
#ifndef STORE_DB_TERMS_H
#define STORE_DB_TERMS_H

#include "bot/base/arena.h"
#include "bot/base/buf.h"
#include "bot/base/str.h"

/* The terms of `text` (valid UTF-8) with a space between. */
void terms_write(struct str text, struct buf *out);

/* The terms of a question, quoted for MATCH whatever the text says; a single
 * character stands for all pairs that it begins. Returns how many are in out. */
enum { TERMS_MAX = 48 };
size_t terms_quoted(struct str text, struct str out[TERMS_MAX], struct arena *);

/* Terms with `between` (" AND ") between them, in the arena; absent when n is 0. */
struct str terms_joined(const struct str *terms, size_t n, const char *between, struct arena *);

#endif
