/* flood.c - a table of fixed size; two people who share a slot share their
 * minute only when both write at once, and the busier one keeps it. */
#include "handlers/turn/flood.h"

#include <stdbool.h>
#include <stdlib.h>

#include "bot/base/mem.h"

enum { SLOTS = 4096, WAYS = 4 };

struct slot {
	uint64_t who;
	ms_t minute;
	int64_t count;
};

struct flood {
	int64_t per_minute;
	struct slot slots[SLOTS];
};

struct flood *flood_new(int64_t per_minute)
{
	struct flood *f = mem_zalloc(sizeof *f);

	f->per_minute = per_minute;
	return f;
}

void flood_free(struct flood *f)
{
	free(f);
}

enum flood_verdict flood_count(struct flood *f, struct str channel, struct str person, ms_t now)
{
	uint64_t who = (str_hash(channel) * 31) ^ str_hash(person);
	ms_t minute = now / MS_MINUTE;
	struct slot *mine = NULL, *oldest = NULL;

	for (size_t i = 0; i < WAYS; i++) {
		struct slot *s = &f->slots[(who + i) % SLOTS];

		if (s->who == who)
			mine = s;
		if (!oldest || s->minute < oldest->minute)
			oldest = s;
	}
	if (!mine) {
		mine = oldest;
		*mine = (struct slot){ .who = who, .minute = minute };
	}
	if (mine->minute != minute) {
		mine->minute = minute;
		mine->count = 0;
	}
	mine->count++;
	if (mine->count <= f->per_minute)
		return FLOOD_FINE;
	return mine->count == f->per_minute + 1 ? FLOOD_NOTICE : FLOOD_SILENT;
}
