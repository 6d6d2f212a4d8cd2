/* merge.h - two records of one person become one. */
#ifndef STORE_KEEP_MERGE_H
#define STORE_KEEP_MERGE_H

#include <stdbool.h>
#include <stdint.h>

#include "bot/base/time.h"

struct db;

/* Everything that belongs to `from` belongs to `into` afterwards, and `from` is
 * gone. What `into` does not say of itself (name, phone, trade, platform, site,
 * street) it takes from `from`; where both have something that can be there
 * only once (a volunteer's entry, an answer to a question) `into` keeps its
 * own. Ids, roles and membership go along: whoever may do this has been asked
 * before. Refused proposals of the pair do not hinder it.
 *
 * actor: person.uid, or NULL for the program. Audited. Within the open
 * transaction; errors stick on the db, and a reference that the
 * description does not speak of is one. False: there are no such two records; nothing is done. What the
 * process remembers of people outside the database is the caller's business; a
 * timer whose subject is `from` finds nobody. */
bool person_merge(struct db *, int64_t from, int64_t into, const char *actor, ms_t now);

#endif
