/* reach.h - which people on the roster can be written to in private, and where. */
#ifndef STORE_MESSAGES_REACH_H
#define STORE_MESSAGES_REACH_H

#include <stdbool.h>

#include "store/db/db.h"

enum { REACH_CHANNELS = 16 };

struct reach_query {
	int64_t viewer; /* sees all (city), or those of his street */
	bool (*may_write_first)(void *arg, struct str channel);
	void *arg;
};
struct reach_sum {
	struct str channel;
	int64_t people;
};
/* By channel; somebody who can be written to on two counts on both. */
size_t reach_sums(struct db *, const struct reach_query *, struct reach_sum out[REACH_CHANNELS], struct arena *);
/* Those who can be written to nowhere; returns how many, at most `room` are stored. */
size_t reach_none(struct db *, const struct reach_query *, int64_t *out, size_t room, struct arena *);

#endif
