/* watch.c - the rows that were touched, told once each, and once more when the
 * change was undone. */
#include "store/db/watch.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "store/db/db.h"

enum { ROWS = 4096 }; /* more at once: all is to be read again */

struct watch {
	const char *table;
	int64_t rows[ROWS];
	size_t n, told; /* rows[told..n) are still to be told */
	size_t turn;	/* n at the savepoint */
	bool all;	/* everything is to be read again */
	bool lost;	/* some of this transaction's rows are not in the list */
	struct watch *next;
};

void watch_add(struct watch **all, const char *table, struct watch **out)
{
	struct watch *w = mem_zalloc(sizeof *w);

	w->table = table;
	w->all = true; /* nothing was read yet */
	w->next = *all;
	*all = w;
	*out = w;
}

void watch_free_all(struct watch **all)
{
	for (struct watch *w = *all, *next; w; w = next) {
		next = w->next;
		free(w);
	}
	*all = NULL;
}

void watch_row(struct watch *w, const char *table, int64_t row)
{
	for (; w; w = w->next) {
		if (strcmp(w->table, table) != 0 || (w->n > w->told && w->n > w->turn && w->rows[w->n - 1] == row))
			continue;
		if (w->n == ROWS) {
			w->n = w->told = w->turn = 0;
			w->all = w->lost = true;
		}
		w->rows[w->n++] = row;
	}
}

void watch_savepoint(struct watch *w)
{
	for (; w; w = w->next)
		w->turn = w->n;
}

void watch_undo(struct watch *w)
{
	for (; w; w = w->next) {
		if (w->told > w->turn)
			w->told = w->turn;
		w->all |= w->lost;
	}
}

/* The transaction is over: what was told needs no keeping. */
static void settle(struct watch *w)
{
	memmove(w->rows, w->rows + w->told, (w->n - w->told) * sizeof *w->rows);
	w->n -= w->told;
	w->told = w->turn = 0;
	w->lost = false;
}

void watch_commit(struct watch *w)
{
	for (; w; w = w->next)
		settle(w);
}

void watch_rollback(struct watch *w)
{
	for (; w; w = w->next) {
		w->told = 0;
		w->all |= w->lost;
		settle(w);
	}
}

bool db_touched(struct watch *w, int64_t *row)
{
	*row = 0;
	if (w->all) {
		w->all = false;
		w->told = w->n;
		return true;
	}
	if (w->told == w->n)
		return false;
	*row = w->rows[w->told++];
	return true;
}
