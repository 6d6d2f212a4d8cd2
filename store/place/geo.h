/* geo.h - positions on one datum, and distances.
 *
 * A position is kept as it came, with its datum; GCJ-02, the datum of Chinese
 * maps, is what is measured in and what maps are given. */
#ifndef STORE_PLACE_GEO_H
#define STORE_PLACE_GEO_H

#include "bot/base/message.h"

#define GEO_EARTH 6371008.8 /* metres, mean radius */

/* GCJ-02: up to 700 m off WGS-84 within China's bounding box, the same outside.
 * Constants: a = 6378245.0, ee = 0.00669342162296594323. */
struct position geo_gcj02(struct position);

/* The inverse: geo_gcj02 of it is the same point again to 1e-9 degrees, but for
 * those within 700 m of the edges of the box. */
struct position geo_wgs84(struct position);

/* Metres, on the sphere, both brought to GCJ-02. */
double geo_distance(struct position, struct position);

/* One of the eight directions from a to b, the short way round: 0 north, clockwise. */
int geo_direction(struct position a, struct position b);

/* "wgs84"; any other word, or none, is GCJ-02: what maps and phones in China give. */
enum datum geo_datum(struct str name);
const char *geo_datum_name(enum datum);

#endif
