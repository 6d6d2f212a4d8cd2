/* post.h - a post is handed over to a successor: all that somebody does for the
 * office, in one step. */
#ifndef STORE_KEEP_POST_H
#define STORE_KEEP_POST_H

#include "store/db/db.h"

/* Roles with their scopes, places in the directory, who is on duty for a
 * department, contact of a branch, manager of a site, dangers taken in hand,
 * tasks published for others, the seat at the desk: from `from` to `to`. What
 * duties of a department are open goes along, since they belong to whoever holds the role.
 * People whom he had taken over wait again.
 * Audited. Returns how many roles and offices moved; 0: he had none, nothing was done. */
int64_t post_hand_over(struct db *, int64_t from, int64_t to, const char *actor, ms_t now, struct arena *);

#endif
