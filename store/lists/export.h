/* export.h - every row of a kind as CSV, as import reads it. */
#ifndef STORE_LISTS_EXPORT_H
#define STORE_LISTS_EXPORT_H

#include <stdio.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "store/lists/kinds/kinds.h"

struct db;

struct exported {
	size_t rows;
	size_t left_out;    /* rows with a cell that import would refuse: an id with a space in it … */
	const char *column; /* … of the first of them */
	size_t same_names;  /* names in people that several bear: see import_options */
};

/* Header and rows to `out`; the arena is reset after some rows. ERR_IO also
 * when `out` could not be written. */
MUST_CHECK enum err export_kind(struct db *, enum kind_id, struct arena *scratch, FILE *out, struct exported *);

#endif
