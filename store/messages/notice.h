/* notice.h - notices that wait for a better hour. */
#ifndef STORE_MESSAGES_NOTICE_H
#define STORE_MESSAGES_NOTICE_H

#include "store/db/db.h"

#define NOTICE_TIMER "notice" /* its subject is the notice's id */

struct notice_row {
	int64_t person;	 /* whom it is for; 0: the group */
	int64_t chat;	 /* where; 0: wherever he can be written to in private */
	struct str body; /* as in outbox; absent: no such notice */
	bool receipt;
	struct str subject; /* or absent */
};

void notice_keep(struct db *, const struct notice_row *, ms_t until, ms_t now);
/* Takes it out; in the arena. */
struct notice_row notice_take(struct db *, int64_t id, struct arena *);

#endif
