/* place.h - the gazetteer: names and aliases of places, and where they are. */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include <stdbool.h>

#include "store/db.h"

struct places;

/* All names in memory; reload after an import. */
struct places *places_new(void);
void places_free(struct places *);
void places_load(struct places *, struct db *);

/* The longest name or alias (of at least two characters) that stands in the
 * text, as the place's own name; NO_STR: none. Places win over stations, and
 * stations over sites, of the same length. */
struct str places_longest(void *places, struct str text, struct arena *);

/* Where a place, station or site of this name lies; false: unknown. */
bool place_position(struct db *, struct str name, struct position *out);
bool place_position_by_id(struct db *, int64_t id, struct position *out);
int64_t place_id(struct db *, struct str name); /* of places only; 0: unknown */

#endif
