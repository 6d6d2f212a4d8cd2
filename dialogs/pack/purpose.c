/* purpose.c - the names of the purposes. */
#include "dialogs/pack/purpose.h"

const char *const purpose_names[PURPOSES] = { NULL, "contact", "position", "health", "children", "passing_on" };

enum purpose purpose_read(struct str name)
{
	for (int p = PURPOSE_NONE + 1; p < PURPOSES; p++)
		if (str_is(name, purpose_names[p]))
			return (enum purpose)p;
	return PURPOSE_NONE;
}

bool purpose_wants_yes(enum purpose p)
{
	return p == PURPOSE_HEALTH || p == PURPOSE_CHILDREN || p == PURPOSE_PASSING_ON;
}
