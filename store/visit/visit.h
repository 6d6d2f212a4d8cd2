/* visit.h - visits to sites: who went where, when, and where nobody was. */
#ifndef STORE_VISIT_VISIT_H
#define STORE_VISIT_VISIT_H

#include <stdbool.h>

#include "store/db/db.h"

struct site_named {
	int64_t id;
	struct str name;
	bool mine; /* the person may log visits there: city, its street, patrol */
};

/* All sites whose names stand in the text, longest first, none within another. */
size_t site_named_in(struct db *, struct str text, int64_t person, struct site_named *out, size_t room, struct arena *);

struct visit_new {
	int64_t site, person; /* person 0: not known who went */
	const char *actor;
	struct str day; /* "2025-06-11" */
	bool absent;	/* nobody was there */
	int64_t people; /* how many were met; 0: not said */
	struct str note;
	bool entered; /* afterwards, by the office */
};

/* The same person at the same site on the same day is one visit: what is said later
 * replaces it. Returns its id. Audited. */
int64_t visit_add(struct db *, const struct visit_new *, ms_t now, struct arena *);
/* Moves visits that this person logged to another day; the given ids. Audited. */
void visit_move(struct db *, int64_t id, int64_t person, struct str day, const char *actor, ms_t now);

struct visit_row {
	struct str site, street, grid, day; /* day absent: never */
	struct str who;			    /* absent: unknown */
	bool absent;
	int64_t people;
};

/* What the viewer may see: all (city, patrol), or his streets' sites. Newest first. */
size_t visit_list(struct db *, int64_t viewer, struct str from, struct str to, struct visit_row *out, size_t room,
		  struct arena *);
/* Sites where nobody was met since `since` (a date), never visited ones first. */
size_t visit_missing(struct db *, int64_t viewer, struct str since, struct visit_row *out, size_t room, struct arena *);

/* Sites, and people by head-count, of each street or grid; and those reached from..to. */
struct visit_cover {
	struct str area;
	int64_t sites, sites_met, people, people_met;
};
size_t visit_coverage(struct db *, int64_t viewer, bool by_grid, struct str from, struct str to,
		      struct visit_cover *out, size_t room, struct arena *);

#endif
