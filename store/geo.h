/* geo.h - positions on one datum, and distances. */
#ifndef STORE_GEO_H
#define STORE_GEO_H

#include "bot/base/message.h"

/* GCJ-02, the datum of Chinese maps; identity outside of China's bounding box.
 * Constants: a = 6378245.0, ee = 0.00669342162296594323. */
struct position geo_gcj02(struct position);

/* Metres, on the sphere, both brought to GCJ-02. */
double geo_distance(struct position, struct position);

/* One of the eight directions from a to b: 0 north, clockwise. */
int geo_direction(struct position a, struct position b);

#endif
