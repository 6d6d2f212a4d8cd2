/* migrate.h - brings a database to this program's version. For open.c and store/keep/backup.c. */
#ifndef STORE_DB_MIGRATE_H
#define STORE_DB_MIGRATE_H

#include <stdbool.h>

#include "bot/base/err.h"

struct db;

/* "xdng": marks the file as ours (pragma application_id). */
enum { DB_APPLICATION = 0x78646e67 };

/* Runs the migrations that are missing, each in a transaction of its own; an
 * old database is copied to PATH.before-vN first. ERR_VERSION when the
 * database is newer, or when it is older and may not be written. */
MUST_CHECK enum err migrate(struct db *, const char *path, bool may_write);

/* Puts the key that the database was made with in use; a new database is given
 * the newest. ERR_KEY when it was made with none of them. */
MUST_CHECK enum err migrate_key_check(struct db *, bool may_write);
/* The key in use is from now on the one that the database was made with. */
void migrate_key_set(struct db *);

#endif
