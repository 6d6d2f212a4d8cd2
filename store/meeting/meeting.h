/* meeting.h - the secretary's meeting days: when, where, how many may come. */
#ifndef STORE_MEETING_MEETING_H
#define STORE_MEETING_MEETING_H

#include "store/db/db.h"

struct meeting {
	int64_t code;		 /* 0: none */
	struct str start, place; /* start "2025-06-20 15:00", or absent: not fixed */
	int64_t capacity;
};

struct meeting meeting_load(struct db *, int64_t code, struct arena *);
/* The next one that has not begun at `clock` ("2025-06-11 10:00"). */
struct meeting meeting_next(struct db *, struct str clock, struct arena *);
/* A new one (code 0), or what is given of a known one; its code. Audited. */
int64_t meeting_set(struct db *, const struct meeting *, const char *actor, ms_t now);

/* A question of the agenda has become this case. */
void meeting_question_filed(struct db *, int64_t code, int64_t person, int64_t number);

#endif
