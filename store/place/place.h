/* place.h - the gazetteer: names and aliases of places, and where they are. */
#ifndef STORE_PLACE_PLACE_H
#define STORE_PLACE_PLACE_H

#include <stdbool.h>

#include "bot/base/message.h"
#include "store/db/db.h"

struct places;

/* All names in memory, always those of the database as it is now. */
struct places *places_new(struct db *);
void places_free(struct places *); /* before the db is closed */

/* The longest name or alias (of at least two characters) that stands in the
 * text, as the place's own name; NO_STR: none. Places win over stations, and
 * stations over sites, of the same length. Stations that are only offered are
 * no places yet. Capital letters do not matter. */
struct str places_longest(void *places, struct str text, struct arena *);

/* Where a place, station or site of this name lies; false: unknown. */
bool place_position(struct db *, struct str name, struct position *out);
bool place_position_by_id(struct db *, int64_t id, struct position *out);
struct str place_name(struct db *, int64_t id, struct arena *);
int64_t place_id(struct db *, struct str name); /* of places only; 0: unknown */
/* Is it a street or town, to which sites, groups or people belong? "The same street" is
 * not "the same place". */
bool place_is_area(struct db *, int64_t id);
/* The nearest such, when its middle is within some kilometres; 0: none. */
int64_t place_area_of(struct db *, const struct position *);
struct site_row {
	int64_t id, headcount; /* headcount 0: not known */
	struct str name, platform, street;
};
/* All sites in the order in which they became known; in the arena. */
struct site_row *place_sites(struct db *, struct arena *, size_t *n);
/* The site whose name stands in the text, the longest; 0: none. */
int64_t place_site_in(struct db *, struct str text);
/* The site to which a person belongs; 0: none. */
int64_t place_site_of(struct db *, int64_t person);

#endif
