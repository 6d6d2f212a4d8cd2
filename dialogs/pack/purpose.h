/* purpose.h - what personal data is wanted for. A person is told about each one
 * by itself (the phrase consent.PURPOSE) before the first question of it. */
#ifndef DIALOGS_PACK_PURPOSE_H
#define DIALOGS_PACK_PURPOSE_H

#include <stdbool.h>

#include "bot/base/str.h"

enum purpose {
	PURPOSE_NONE,
	PURPOSE_CONTACT,    /* phone: to reach him */
	PURPOSE_POSITION,   /* where he is or moves */
	PURPOSE_HEALTH,	    /* injuries, illness */
	PURPOSE_CHILDREN,   /* his children */
	PURPOSE_PASSING_ON, /* his name and number to a department */
	PURPOSES
};

extern const char *const purpose_names[PURPOSES]; /* "contact", …; [PURPOSE_NONE] is NULL */
enum purpose purpose_read(struct str name);	  /* PURPOSE_NONE: there is no such */

/* Wants a yes in words; for the others going on after being told is one. */
bool purpose_wants_yes(enum purpose);

#endif
