/* cells.h - is what stands in a cell acceptable for its column, and how is it
 * written in one way only ("l12" → "L-12", "30.4120" → "30.412", full width →
 * half width where no words are meant)? */
#ifndef STORE_LISTS_KINDS_CELLS_H
#define STORE_LISTS_KINDS_CELLS_H

#include <stdbool.h>

#include "bot/base/arena.h"
#include "bot/base/str.h"
#include "store/db/db.h"
#include "store/lists/kinds/kinds.h"

/* `cell` is filled. *out is the value as it is compared, stored and exported
 * (the cell itself or from the arena). On false *why says what is wrong with
 * it, from the arena; values of sealed columns are not in it. */
bool cell_check(const struct column *, struct str cell, struct arena *, struct str *out, struct str *why);

/* A value for SQL; absent is NULL. Borrowed. */
struct val cell_val(const struct column *, struct str value);

/* A checked value of an int, number or code column. */
double cell_number(struct str value);
int64_t cell_code(struct str value);

/* The number of items of a list; absent has none. */
size_t cell_items(struct str list);

#endif
