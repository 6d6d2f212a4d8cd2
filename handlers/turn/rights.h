/* rights.h - which role may ask for what: the one table of the rights.
 *
 * It says what a role is for at all; within its own street, department, branch
 * or site (store/person/role.h) the capability looks further. */
#ifndef HANDLERS_TURN_RIGHTS_H
#define HANDLERS_TURN_RIGHTS_H

#include <stdbool.h>

#include "store/person/role.h"

struct right {
	const char *intent;
	unsigned roles;	  /* ROLE_BITs */
	const char *what; /* for a person */
};

extern const struct right rights[]; /* ends in { NULL } */

/* Intents that are not in the table are everybody's. */
bool rights_allow(const char *intent, unsigned roles);

#endif
