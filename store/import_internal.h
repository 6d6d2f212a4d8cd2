/* import_internal.h - what the files import*.c share; for them only. */
#ifndef STORE_IMPORT_INTERNAL_H
#define STORE_IMPORT_INTERNAL_H

#include <stdint.h>

#include "store/db.h"
#include "store/import.h"

enum row_state { ROW_NEW, ROW_CHANGED, ROW_SAME };

struct row {
	struct str *cells; /* by the kind's columns; once merged, the stored ones too */
	struct str key;	   /* absent when a key cell is bad */
	uint32_t line;
	uint32_t given;		  /* bit per column: filled in the file */
	uint32_t given_as_stored; /* … and nothing new: its reference is not judged again */
	enum row_state state;
	bool bad;
};

/* Text → number, in an arena. Begins zeroed. */
struct index {
	struct index_slot {
		struct str key;
		uint32_t value;
	} * slots;
	size_t room, n;
};

/* The value that is there, or NULL. Borrowed until the next index_add. */
uint32_t *index_find(const struct index *, struct str key);
void index_add(struct index *, struct arena *, struct str key, uint32_t value);

struct file {
	const struct import_source *source;
	const struct kind *kind;
	size_t width;
	int *columns; /* the kind's column of each of the file's */
	size_t n_columns;
	bool broken; /* not read to its end: what refers to it cannot be judged */
	struct row *rows;
	size_t n, room;
	struct index keys; /* → row */
};

struct import {
	struct db *db;
	const struct import_options *options;
	struct arena *arena; /* the caller's: the report */
	struct arena *bulk;  /* until the end of the import */
	struct import_report *report;
	size_t problems_room;
	struct file files[KIND_COUNT];	 /* without source: not part of this import */
	struct index stored[KIND_COUNT]; /* keys looked up in the database → found or not */
	struct index named;		 /* persons that rows of admins create → row of admins */
	size_t done, total;
};

/* Line 0: the file; column NULL: the row. */
void import_problem(struct import *, struct file *, size_t line, const char *column, const char *fmt, ...)
	PRINTF_LIKE(5, 6);
void import_step(struct import *);

/* import_load.c: one file into rows; problems are in the report. */
void import_load(struct import *, struct file *);
struct str import_key(const struct kind *, const struct str *cells, struct arena *);

/* import.c: the stored row with the key cells of `cells`, all its columns as
 * exported, into out (in bulk). */
bool import_stored(struct import *, enum kind_id, const struct str *cells, struct str *out);

/* import_rules.c: after all files are read and merged. */
void import_check(struct import *);

static inline bool row_given(const struct row *r, int column)
{
	return r->given >> column & 1;
}

#endif
