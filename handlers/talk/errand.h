/* errand.h - what tasks and rides have in common in words: their numbers, when, whom to phone. */
#ifndef HANDLERS_TALK_ERRAND_H
#define HANDLERS_TALK_ERRAND_H

#include "handlers/turn/turn.h"

struct str task_number(int64_t code, struct arena *); /* "T-31", also of a ride */
struct str task_when(ms_t at, struct arena *);	      /* "6月11日 12:00" */
/* A time slot as a moment; *exact: an hour was named. 0: nothing was said. */
ms_t task_time(struct str when, ms_t now, bool *exact);
/* A number as staff see it: masked, and how to see the whole one; absent when there is none. */
struct str task_phone_masked(const struct turn_world *, int64_t code, struct str number, struct arena *);

#endif
