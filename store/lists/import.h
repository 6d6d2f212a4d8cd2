/* import.h - reads CSV files into the database: all rows of all files, or
 * nothing and a list of every bad row.
 *
 * An import opens and ends its own transaction: none may be open. It blocks
 * until it is done. Files of many rows (people, census, members …) are read
 * twice instead of being held in memory: see internal.h. What lives outside the database (gazetteer, volunteers' grid)
 * must be loaded again by the caller. */
#ifndef STORE_LISTS_IMPORT_H
#define STORE_LISTS_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/base/str.h"
#include "store/lists/kinds/kinds.h"

struct db;

enum { IMPORT_ROWS_MAX = 1000000 }; /* of one file */

struct import_source {
	enum kind_id kind;
	const char *path;
	const char *name; /* of the file in messages */
};

struct import_problem {
	const char *file;
	size_t line;	   /* where the row begins; 0: the file as a whole */
	struct str column; /* absent: the row as a whole */
	struct str reason;
};

struct import_count {
	bool read; /* the import had a file of the kind */
	size_t added, changed, same;
	const char *encoding; /* of the file, when it is not UTF-8; else NULL */
};

struct import_report {
	struct import_problem *problems; /* by file and line; the folder's last */
	size_t n_problems;
	struct import_count counts[KIND_COUNT]; /* by enum kind_id */
};

struct import_options {
	ms_t now;
	bool dry_run;						/* everything is done, then taken back */
	bool same_names;					/* people of one name are several people */
	void (*progress)(void *ctx, size_t done, size_t total); /* parts of the whole work; or NULL */
	void *ctx;
};

/* OK: stored (dry run: it would be). ERR_INPUT: report->problems, nothing was
 * stored. Other errors are the database's; nothing was stored either. The
 * report lives in the arena. An audit row is written per kind. */
MUST_CHECK enum err import_files(struct db *, const struct import_source *, size_t n, const struct import_options *,
				 struct arena *, struct import_report *);

/* The same with every KIND.csv of a folder, `name` in messages; a CSV file
 * there whose name is no kind is a problem, other files are left alone. */
MUST_CHECK enum err import_dir(struct db *, const char *dir, const char *name, const struct import_options *,
			       struct arena *, struct import_report *);

/* "PREFIXfile:line: column: reason", a line each. */
void import_print_problems(const struct import_report *, const char *prefix, FILE *);
/* "people: 18 new, 0 changed, 0 unchanged", a line a kind that was read. */
void import_print_counts(const struct import_report *, FILE *);

#endif
