/* terms.h - what the full text of lessons is made of.
 *
 * Chinese has no spaces between words, so every letter of a script without them
 * becomes a term together with the next one ("充电安全" → "充电 电安 安全 全"), and a
 * run of other letters and digits is one term ("aed", "12333"). Width and case are
 * folded; everything else only ends a run. */
#ifndef STORE_TERMS_H
#define STORE_TERMS_H

#include "bot/base/arena.h"
#include "bot/base/buf.h"
#include "bot/base/str.h"

/* The terms of `text` (valid UTF-8) with a space between. */
void terms_write(struct str text, struct buf *out);

/* The search that finds every row with at least one term of `text`, or with `all`
 * every term: for MATCH, whatever the text says. Absent: it has none. */
struct str terms_query(struct str text, bool all, struct arena *);

#endif
