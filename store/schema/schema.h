/* schema.h - the description of the data (*.schema in this folder, README.md) as the
 * program has it. The tables are made from it at build time by ./generate, the lists of
 * words (enums) and of kinds too: store/schema/words.h, store/schema/lists.h. Each list
 * ends with a row without a name or text. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>

#include "store/schema/lists.h"

/* A table's create statement without its beginning: "(id integer primary key, …) strict". */
struct schema_part {
	const char *name, *sql;
};
extern const struct schema_part schema_tables[];
extern const struct schema_part schema_virtual[]; /* whole statements: the full text */
extern const char *const schema_others[];	  /* whole statements: indexes, triggers, views */
extern const struct schema_part
	schema_imports[]; /* a table, and a kind of list (store/lists/kinds/kinds.h) that fills it */

/* What a database older than `version` needs before its tables are rebuilt. */
struct schema_step {
	int version;
	const char *sql;
};
extern const struct schema_step schema_steps[];

/* The columns whose content hangs on the key: what seal() fills, what keyed() fills, what
 * trace() fills. `look` counts (sealed: all, and fails when one does not open; keyed: those that
 * do not fit); `again` makes them anew. */
struct secret_column {
	const char *name; /* "table.column"; NULL ends a table */
	const char *look; /* NULL: nothing to compare with */
	const char *again;
};
extern const struct secret_column sealed_columns[], keyed_columns[], traced_columns[];

/* In the order in which they are to be run. merge: ?1 the record that goes, ?2 the one that stays, ?3 now.
 * forget: ?1 the person, ?2 the chat that stays for now or 0, ?3 now, ?4 is it for his cases? */
extern const char *const merge_statements[], *const forget_statements[];

/* By the order of PRIVACY_KINDS. ?1: the person. */
struct privacy_tell {
	const char *sql;
	bool full; /* in a copy to take away only */
};
extern const struct privacy_tell privacy_tells[];

/* By enum keep. Without `stretch`: ?1 before, ?2 most. With: ?1 before, ?2 from, ?3 up to. */
enum { RETENTION_SQL = 4 };
struct retention_kind {
	const char *name, *what;
	const char *sql[RETENTION_SQL]; /* up to the first that is NULL */
	const char *stretch;		/* of a table too large to be looked through each time: the key up to which
					 * this step goes. ?1 from, ?2 most */
};
extern const struct retention_kind retention_kinds[];

#endif
