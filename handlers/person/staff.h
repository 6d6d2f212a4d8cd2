/* staff.h - admin.person: the parts of it, a file each. */
#ifndef HANDLERS_PERSON_STAFF_H
#define HANDLERS_PERSON_STAFF_H

#include "handlers/turn/turn.h"

/* The person whom the slot (or, when it is empty, the whole sentence) names; 0: none, or it was asked
 * which, and that is said. `which` as in handlers/talk/who.h. */
int64_t person_in_slot(struct turn *, const char *slot, int which);
/* Can he be written to in private, and where; else that he must be phoned. */
struct str reach_words(struct turn *, int64_t person);

/* Each does what the slot `action` says; the rights were looked at. */
void person_pairs(struct turn *);  /* same.c: who may be one person */
void person_unlike(struct turn *); /* they are two */
void person_join(struct turn *);   /* they are one */
void person_lost(struct turn *);   /* his old account is lost, the new one is his */
void post_pass(struct turn *);	   /* post.c: a post goes to a successor */
void post_give(struct turn *);
void post_take(struct turn *);
void person_left(struct turn *); /* change.c: off the roster */
void person_moved(struct turn *);
void person_delete(struct turn *);
void person_export(struct turn *);

/* After a message was understood: is it a name and nothing else, of staff? */
void person_listen(struct turn *);

#endif
