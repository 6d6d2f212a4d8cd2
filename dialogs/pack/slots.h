/* slots.h - facts by name: what a message says, what a rule gives. */
#ifndef DIALOGS_PACK_SLOTS_H
#define DIALOGS_PACK_SLOTS_H

#include <stddef.h>

#include "bot/base/str.h"

struct slot {
	const char *name;
	struct str value;
};

enum { SLOTS_MAX = 24 };

struct slots {
	struct slot v[SLOTS_MAX];
	size_t n;
};

struct str slots_get(const struct slots *, const char *name); /* NO_STR: not there */
/* Adds or replaces; an absent value removes. Name and value stay borrowed. */
void slots_set(struct slots *, const char *name, struct str value);

#endif
