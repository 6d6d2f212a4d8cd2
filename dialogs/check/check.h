/* check.h - proves a pack: see "check" in dialogs/FORMAT.md. */
#ifndef DIALOGS_CHECK_CHECK_H
#define DIALOGS_CHECK_CHECK_H

#include "dialogs/pack/pack.h"

/* What the program knows that the pack must agree with. */
struct check_facts {
	const char *const *intents; /* names that have a handler, NULL ends */
	const char *const *phrases; /* names that handlers say, "NAME.*" any of them; NULL ends */
	const char *const *cases;   /* intents that open a case, NULL ends */
};

/* Adds a problem for everything that is wrong; notes (no failure) go to *notes. */
void pack_check(const struct pack *, const struct check_facts *, struct problems *wrong, struct problems *notes);

#endif
