/* rows.h - every case as a row of a table, for exports. */
#ifndef STORE_CASE_ROWS_H
#define STORE_CASE_ROWS_H

#include "store/db/db.h"

enum case_column_type {
	CASE_CODE,   /* a word of the program: "grievance", "solved" */
	CASE_NAME,   /* of a place, a department; a number of somebody else's */
	CASE_WORDS,  /* what people wrote */
	CASE_COUNT,  /* a whole number */
	CASE_FLAG,   /* yes or no */
	CASE_MOMENT, /* in milliseconds */
};

/* The columns, in their order. Those after CASE_OPEN_COLUMNS say who it was: of cases filed
 * without a name they are empty, too. */
struct case_column {
	const char *name;
	enum case_column_type type;
	const char *slot; /* CASE_CODE: the slot that has a word for it (dialogs/pack/labels.h), or NULL */
};

enum { CASE_OPEN_COLUMNS = 28, CASE_COLUMNS_ALL = 31 };
extern const struct case_column case_columns[CASE_COLUMNS_ALL];

/* Empty: absent text, or a number with `none`. Borrowed until the callback returns. */
struct case_cell {
	struct str text;
	int64_t number;
	bool none;
};

struct case_rows {
	bool contacts; /* the last columns, too; else they are empty */
	ms_t from, to; /* filed at or after, and before; 0: any */
	void (*row)(void *arg, const struct case_cell cells[CASE_COLUMNS_ALL]);
	void *arg;
};

/* All of them by number; the number of rows. Errors stick on the db. */
size_t case_rows(struct db *, const struct case_rows *);

#endif
