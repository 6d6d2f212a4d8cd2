/* csv.h - reading and writing tables as text (RFC 4180).
 *
 * Read: what text.h can; LF, CRLF, CR and mixtures; a quoted cell may hold
 * commas, quotes and line breaks (which become LF). Blank lines are skipped.
 * White space around a cell is cut off. A ' before what a spreadsheet would
 * calculate (=1+1, +86…) is cut off too, since csv_put_row puts it there: what
 * it writes is read as it was. In UTF-16 ("Unicode text" of Excel) a
 * header with tabs and no comma says that tabs stand between the cells. */
#ifndef STORE_LISTS_CSV_H
#define STORE_LISTS_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/str.h"
#include "store/lists/text.h"

enum { CSV_CELL_MAX = 64 * 1024, CSV_CELLS_MAX = 1000 };

/* Where and why a text is no CSV. */
struct csv_problem {
	size_t line;	    /* where the row begins, from 1; 0: the file as a whole */
	size_t column;	    /* from 1; 0: none in particular */
	const char *reason; /* lives as long as the text */
};

/* A row, and the physical line where it begins. An empty cell is absent
 * (NO_STR). The array is borrowed for the call, the texts live in the arena,
 * which the receiver may reset when it is done with them: then memory does not
 * grow with the file. false stops the reading, without a problem. */
typedef bool csv_row(void *ctx, size_t line, const struct str *cells, size_t n);

/* From the line that is next. ERR_INPUT: *problem; the rows before it have been
 * handed out. */
MUST_CHECK enum err csv_read(struct text *, struct arena *, csv_row *, void *ctx, struct csv_problem *);

/* A row with LF; cells are quoted where they need it, and no spreadsheet that
 * opens it calculates one: such a cell gets a ' in front. */
void csv_put_row(FILE *, const struct str *cells, size_t n);

#endif
