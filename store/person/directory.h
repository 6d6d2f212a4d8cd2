/* directory.h - who is responsible where: by role, and by what staff put down (grid
 * workers, instructors, whoever leads the work). */
#ifndef STORE_PERSON_DIRECTORY_H
#define STORE_PERSON_DIRECTORY_H

#include <stdbool.h>

#include "store/db/db.h"

enum area { AREA_STREET, AREA_SITE, AREA_GRID, AREA_DEPARTMENT, AREA_BRANCH };

struct contact {
	int64_t person;
	const char *what; /* street, department, branch, manager, grid, instructor, lead */
	struct str scope; /* of a site or grid within the area that was asked for */
};

/* Everybody of an area (by its stored name), each once for what he is; a street's sites and grids
 * belong to it. Only one `what` when it is given. Returns how many; at most `room` are stored. */
size_t directory_of(struct db *, enum area, struct str name, struct str what, struct contact *out, size_t room,
		    struct arena *);

/* The grid whose name stands in the text; absent: none. */
struct str grid_named_in(struct db *, struct str text, struct arena *);

/* what: grid, instructor, lead; scope: a street, site or grid by its name. False: nothing new. Audited. */
bool directory_put(struct db *, int64_t person, struct str what, struct str scope, const char *actor, ms_t now,
		   struct arena *);
bool directory_remove(struct db *, int64_t person, struct str what, struct str scope, const char *actor, ms_t now,
		      struct arena *);
/* The street that a site or grid is in, or the street itself; absent: not known. */
struct str directory_street(struct db *, struct str scope, struct arena *);

#endif
