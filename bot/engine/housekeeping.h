/* housekeeping.h - what is forgotten in time: a little every minute, until all has been
 * looked through; an hour later again. */
#ifndef BOT_ENGINE_HOUSEKEEPING_H
#define BOT_ENGINE_HOUSEKEEPING_H

#include "bot/config/config.h"
#include "store/db/db.h"

/* Where each kind goes on next minute; zeroed at first. */
struct housekeeping {
	int64_t from[KEEP_KINDS];
	ms_t again[KEEP_KINDS]; /* not before */
	ms_t scrubbed_at;
};

/* Within the open transaction. */
void housekeeping(struct housekeeping *, struct db *, const struct config *, ms_t now, struct arena *);

#endif
