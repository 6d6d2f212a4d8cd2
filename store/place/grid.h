/* grid.h - an index of points in memory: who is nearest, who is within.
 *
 * A point is an id of the caller's and a position; positions of any datum mix,
 * distances are those of geo_distance. Points lie on the globe in cubes of
 * space, so there is no seam at the date line and no crowd at the poles. Of
 * 100,000 points the nearest three take microseconds, wherever one asks; when
 * nobody near is wanted, as many as must be are asked. Some 80 bytes a point. */
#ifndef STORE_PLACE_GRID_H
#define STORE_PLACE_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bot/base/message.h"

struct grid;

struct grid *grid_new(void);
void grid_free(struct grid *); /* NULL-safe */
void grid_clear(struct grid *);
size_t grid_count(const struct grid *);

/* Adds the point, or moves it when the id is there. False: that is nowhere on
 * earth (not a number, out of range); the id is not in the grid then. */
bool grid_put(struct grid *, int64_t id, struct position);
bool grid_remove(struct grid *, int64_t id); /* false: was not there */

struct grid_query {
	struct position from;
	double within;			     /* metres, the limit included; 0: however far */
	bool (*want)(void *arg, int64_t id); /* NULL: everybody. May be asked twice, and not in order; the
						grid must not be changed meanwhile */
	void *arg;
};

struct grid_hit {
	int64_t id;
	double metres;
};

/* The k nearest of those that are wanted, nearest first, of equal distance the
 * lower id first. Returns how many (≤ k). */
size_t grid_nearest(const struct grid *, const struct grid_query *, struct grid_hit *out, size_t k);

/* All that are wanted within `within` metres (needed here), in no order. */
void grid_within(const struct grid *, const struct grid_query *, void (*each)(void *arg, const struct grid_hit *));

#endif
