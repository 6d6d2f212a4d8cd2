/* migrate.h - brings a database to this program's version. For open.c and store/keep/backup.c. */
#ifndef STORE_DB_MIGRATE_H
#define STORE_DB_MIGRATE_H

#include <stdbool.h>

#include "bot/base/err.h"

struct db;

/* "xdng": marks the file as ours (pragma application_id). */
enum { DB_APPLICATION = 0x78646e67 };

/* Makes of a new database, or of one of an older version, what store/schema describes; an
 * old one is copied to PATH.before-vN-from-vM first, and then changed in one transaction: with
 * references off, which are checked before it is committed. A table or column that is neither
 * described nor dropped by a step is never lost: ERR_VERSION. The same when the database is newer,
 * when it is older than the first that was released, or when it may not be written. */
MUST_CHECK enum err migrate(struct db *, const char *path, bool may_write);

/* Puts the key that the database was made with in use; a new database is given
 * the newest. ERR_KEY when it was made with none of them. */
MUST_CHECK enum err migrate_key_check(struct db *, bool may_write);
/* The key in use is from now on the one that the database was made with. */
void migrate_key_set(struct db *);

#endif
