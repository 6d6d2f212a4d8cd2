/* internal.h - what the files of an import share; for them only.
 *
 * Kinds whose rows look at one another (kind->whole: places, sites, groups …)
 * are few and are kept in memory. The others (people, census, members …) may be
 * many: their files are read twice, row by row. First every cell is checked and
 * the keys are noted; then, after all files were read and the kinds before them
 * are written, each row is merged with what is stored, checked and written.
 * What stays in memory of such a row is a hash and a line number. */
#ifndef STORE_LISTS_INTERNAL_H
#define STORE_LISTS_INTERNAL_H

#include <stdint.h>

#include "store/db/db.h"
#include "store/lists/import.h"
#include "store/lists/text.h"

enum { IMPORT_AGAIN = 9 }; /* what a file costs to check and write, when to read it is 1 */
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

/* Text → line, for very many: only a hash of 64 bits is kept of the text, keyed
 * anew each time. That two of a million texts have the same is about as likely
 * as 1 in 40 million. Begins zeroed; freed by seen_free. */
struct seen {
	unsigned char key[16];
	uint64_t *hashes;
	uint32_t *lines; /* 0: free */
	size_t room, n;
};

uint32_t seen_line(const struct seen *, struct str text); /* 0: never seen */
/* The same, and from now on it was seen at `line` unless it was before. */
uint32_t seen_add(struct seen *, struct str text, uint32_t line);
void seen_free(struct seen *);

struct file {
	const struct import_source *source; /* NULL: not part of this import */
	const char *name;		    /* of the source, as long as the report */
	const struct kind *kind;
	size_t width;
	struct text *text; /* NULL: cannot be opened */
	int *columns;	   /* the kind's column of each of the file's */
	size_t n_columns;
	bool broken; /* not read to its end: what refers to it cannot be judged */
	struct row *rows;
	size_t n, room;	   /* rows of a kind kept whole; else 0 */
	struct index keys; /* of those → row */
	struct seen seen;  /* keys of the others → line */
	int64_t last_code;
};

struct import {
	struct db *db;
	const struct import_options *options;
	struct arena *arena;   /* the caller's: the report */
	struct arena *bulk;    /* until the end of the import */
	struct arena *row;     /* until the next row */
	struct arena *scratch; /* one of the two: for what the row at hand needs */
	struct import_report *report;
	size_t problems_room;
	struct file files[KIND_COUNT];
	struct index stored[KIND_COUNT]; /* keys looked up in the database → found or not */
	struct index named;		 /* persons that rows of admins create → row of admins */
	struct index admins;		 /* every id in admins → its first row */
	struct str *admin_names;	 /* by that row: the name that people.csv has for the id */
	struct seen names;		 /* of people, in the folder */
	size_t done, total, steps;
};

/* problems.c. Line 0: the file; column NULL: the row. */
void import_problem(struct import *, struct file *, size_t line, const char *column, const char *fmt, ...)
	PRINTF_LIKE(5, 6);
void import_database_problem(struct import *);
void import_sort_problems(struct import *);

/* load.c: opens a file; reads it into checked rows, or notes the keys.
 * Problems are in the report. */
void import_open(struct import *, struct file *);
void import_load(struct import *, struct file *);
/* Reads it once more, for a kind that is not kept whole; `each` gets the rows
 * as they were checked. */
typedef void import_each(struct import *, struct file *, struct row *);
void import_again(struct import *, struct file *, import_each *);
struct str import_key(const struct kind *, const struct str *cells, struct arena *);
bool import_has_key(const struct file *, struct str key);

/* write.c: the stored row with the key cells of `cells`, all its columns
 * as exported, into out (in scratch). */
bool import_stored(struct import *, enum kind_id, const struct str *cells, struct str *out);
void import_merge_row(struct import *, struct file *, struct row *);
void import_write_row(struct import *, struct file *, struct row *);
void import_link_row(struct import *, struct file *, const struct row *);

/* rules.c: admins before people are read; the kinds kept whole after all
 * files are read and they are merged; and one row of any kind. */
void import_index_admins(struct import *);
void import_check(struct import *);
void import_check_row(struct import *, struct file *, struct row *);
/* rules_all.c: a name of people.csv, while it is read. */
void import_note_name(struct import *, struct file *, const struct row *);

static inline bool row_given(const struct row *r, int column)
{
	return r->given >> column & 1;
}

static inline enum kind_id file_kind(const struct file *f)
{
	return f->source->kind;
}

#endif
