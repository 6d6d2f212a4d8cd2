/* watch.h - which rows of a table changed, for whoever keeps a copy in memory.
 * The db drives it (see db_watch in store/db/db.h); this is its bookkeeping. */
#ifndef STORE_DB_WATCH_H
#define STORE_DB_WATCH_H

#include <stdint.h>

struct watch;

/* All watches of one connection. Starts as NULL. */
void watch_add(struct watch **all, const char *table, struct watch **out);
void watch_free_all(struct watch **all);

/* A row of a table was inserted, changed or deleted. */
void watch_row(struct watch *all, const char *table, int64_t row);
void watch_savepoint(struct watch *all);
void watch_undo(struct watch *all); /* back to the savepoint: what was touched since is touched again */
void watch_commit(struct watch *all);
void watch_rollback(struct watch *all);

#endif
