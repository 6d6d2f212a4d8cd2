/* lanes.h - which waiting reply may leave next: order and rates.
 *
 * Replies to one chat leave one at a time, each class in the order in which they
 * were queued. Over all chats answers leave before notices before broadcasts. A
 * chat that is throttled delays no other. Knows ids and times only; no I/O. */
#ifndef BOT_ENGINE_LANES_H
#define BOT_ENGINE_LANES_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/base/time.h"

enum { LANE_CLASSES = 3 };

struct lanes;

struct lane_rates {
	double per_second; /* over all chats; 0: no limit */
	double chat_per_second;
	int group_per_minute;
};

struct lanes *lanes_new(const struct lane_rates *);
void lanes_free(struct lanes *);

/* At the end of its lane. */
void lanes_add(struct lanes *, int64_t chat, bool group, int class, int64_t id, ms_t due);

/* Takes the next reply that may leave at `now`: its chat is busy until
 * lanes_done or lanes_again. False: none. */
struct lane_pick {
	int64_t chat, id;
	int class;
};
bool lanes_take(struct lanes *, ms_t now, struct lane_pick *out);
/* When lanes_take may succeed next; INT64_MAX: not before something is added or done. */
ms_t lanes_next(const struct lanes *);

void lanes_done(struct lanes *, const struct lane_pick *, ms_t now);  /* it left, or never will */
void lanes_again(struct lanes *, const struct lane_pick *, ms_t due); /* first in its lane, not before due */

/* The clock was set back by so much: what was to wait a moment does not wait that long. */
void lanes_set_back(struct lanes *, ms_t by);

size_t lanes_waiting(const struct lanes *); /* replies, busy ones included */

#endif
