/* retention.h - how long each kind of thing is kept, and how it goes: a little at
 * a time, so that nothing else waits. The kinds (enum keep) and what goes of each stand in
 * store/schema. */
#ifndef STORE_KEEP_RETENTION_H
#define STORE_KEEP_RETENTION_H

#include <stdint.h>

#include "bot/base/time.h"
#include "store/schema/lists.h"

struct db;

/* "seen"; and for people. In English. */
const char *retention_name(enum keep);
const char *retention_what(enum keep);
/* Milliseconds; 0: for ever. `days` as configured, of no meaning to KEEP_WAITING. */
ms_t retention_age(enum keep, int64_t days);

/* One step of forgetting what is older than `days`, at most about `most` rows; how many
 * went. *from is where the next step goes on: 0 at first, and again when all has
 * been looked through. days 0: nothing goes.
 *
 * Counts stay: rows that are counted lose what tells whose they are, on a nameless
 * record of the same trade and street. Within the open transaction. */
int64_t retention_step(struct db *, enum keep, int64_t days, ms_t now, int64_t most, int64_t *from);

#endif
