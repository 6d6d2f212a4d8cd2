/* approve.h - what one of the staff may not do alone: merging records, a role for the
 * whole city, export and deletion of many. */
#ifndef HANDLERS_APPROVAL_APPROVE_H
#define HANDLERS_APPROVAL_APPROVE_H

#include "handlers/turn/turn.h"
#include "store/approval/approval.h"

/* Proposed by the speaker: he hears its number, the others who may agree are asked. */
void approve_propose(struct turn *, struct approval what);
/* "把…并到…": what it is about, for those who decide. */
struct str approve_words(struct turn *, const struct approval *);

#endif
