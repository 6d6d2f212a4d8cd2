/* backup.h - a copy of the database to keep, and the way back.
 *
 * A backup is a database file of its own, complete and flushed. Values in it
 * stay sealed: the key file is not part of it, and without the key it cannot
 * be read. */
#ifndef STORE_KEEP_BACKUP_H
#define STORE_KEEP_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/base/str.h"
#include "store/db/verify.h"

struct db;
struct keys;

/* Numbers go on this much further when it is not known which were given out
 * after the backup. */
enum { RESTORE_LEAP = 1000 };

/* Writes a copy to `to` by way of a file beside it, which is verified before
 * it gets the name. ERR_EXISTS: `to` exists and `replace` is false. *why is
 * for a person. `db` may be read only, and the gateway may run. */
MUST_CHECK enum err backup_make(struct db *db, const char *to, bool replace, struct arena *, struct verified *,
				struct str *why);

/* A copy named by its time (local) in `folder`, with the ledger of deletions beside
 * it; then the oldest of those copies go until `keep` (1 or more) are left. *made: the
 * new file, in the arena. */
#define BACKUP_LEDGER "deleted.ledger"
struct backup_series {
	const char *folder;
	const char *ledger;
	int64_t keep;
	ms_t now;
};
MUST_CHECK enum err backup_series(struct db *, const struct backup_series *, struct arena *, const char **made,
				  struct str *why);

/* Is it a database of ours that this program can read? By its first bytes. */
MUST_CHECK enum err backup_look(const char *file, int64_t *version, struct arena *, struct str *why);

/* Removes a database file and what SQLite keeps beside it; for copies of our own. */
void backup_remove(const char *path, struct arena *);

struct restored {
	struct verified verified;
	const char *kept;  /* the file that the present database is now; NULL: there was none */
	int64_t forgotten; /* people deleted again */
	ms_t until;	   /* when the last message came that the backup knows; 0: none did */
	bool leapt;	   /* the present numbers could not be read: RESTORE_LEAP was added */
};

/* Puts the database `from` in the place of `path`: copied beside it, verified,
 * brought to this version and to the newest key, everybody in the ledger
 * deleted again who was deleted after the backup, numbers moved past those of
 * the present database, then renamed; until then nothing has changed, and after
 * it everything has. The present one is kept beside as PATH.before-restore.
 * ERR_BUSY: somebody has the lock or reads. */
struct restore {
	const char *from, *path;
	const char *ledger; /* of deletions */
	const struct keys *keys;
	ms_t now;
};
MUST_CHECK enum err backup_restore(const struct restore *, struct arena *, struct restored *, struct str *why);

#endif
