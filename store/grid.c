/* grid.c - points on the globe in a lattice of cubes, searched shell by shell.
 *
 * Why it is right: whoever stands in a cube is at least r sides away from all
 * that is outside the block of r cubes around it, measured straight through
 * the earth; and of two points the one nearer on the surface is the nearer one
 * straight through. So when the k-th found is nearer than r sides, all shells
 * up to r seen, nobody unseen can be among the k. */
#include "store/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "store/geo.h"

enum { NOBODY = -1, ROOM = 64, CROWD = 4 /* points in an occupied cube, on average */ };

static const double SIDE_MOST = 1 << 20, SIDE_LEAST = 1; /* metres */
static const double SLACK = 1e-6;			 /* metres: more than rounding moves anybody across a wall */

struct point {
	int64_t id;
	double at[3]; /* metres from the centre of the earth */
	int32_t cube[3];
	int32_t next, before; /* in the list of its bucket of cubes */
	int32_t next_id;      /* in the list of its bucket of ids */
};

struct grid {
	struct point *v;
	size_t n, room;	      /* room: a power of two, the number of buckets, too */
	int32_t *cubes, *ids; /* heads of the lists */
	double side;
};

struct grid *grid_new(void)
{
	return mem_zalloc(sizeof(struct grid));
}

void grid_clear(struct grid *g)
{
	free(g->v);
	free(g->cubes);
	free(g->ids);
	*g = (struct grid){ 0 };
}

void grid_free(struct grid *g)
{
	if (!g)
		return;
	grid_clear(g);
	free(g);
}

size_t grid_count(const struct grid *g)
{
	return g->n;
}

/* ------------------------------------------------------------------- buckets */

static uint64_t mix(uint64_t x)
{
	x ^= x >> 31;
	x *= 0x9E3779B97F4A7C15ULL;
	return x ^ x >> 29;
}

static int32_t *bucket_of_cube(const struct grid *g, const int32_t cube[3])
{
	uint64_t h = mix((uint32_t)cube[0] | (uint64_t)(uint32_t)cube[1] << 32) + (uint32_t)cube[2];

	return &g->cubes[mix(h) & (g->room - 1)];
}

static int32_t *bucket_of_id(const struct grid *g, int64_t id)
{
	return &g->ids[mix((uint64_t)id) & (g->room - 1)];
}

static bool same(const int32_t a[3], const int32_t b[3])
{
	return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

static void cube_of(const struct grid *g, const double at[3], int32_t cube[3])
{
	for (int i = 0; i < 3; i++)
		cube[i] = (int32_t)floor(at[i] / g->side);
}

static void link_cube(struct grid *g, size_t i)
{
	struct point *p = &g->v[i];

	cube_of(g, p->at, p->cube);
	int32_t *head = bucket_of_cube(g, p->cube);

	p->next = *head;
	p->before = NOBODY;
	if (p->next != NOBODY)
		g->v[p->next].before = (int32_t)i;
	*head = (int32_t)i;
}

static void unlink_cube(struct grid *g, size_t i)
{
	const struct point *p = &g->v[i];

	if (p->next != NOBODY)
		g->v[p->next].before = p->before;
	if (p->before != NOBODY)
		g->v[p->before].next = p->next;
	else
		*bucket_of_cube(g, p->cube) = p->next;
}

static void link_id(struct grid *g, size_t i)
{
	int32_t *head = bucket_of_id(g, g->v[i].id);

	g->v[i].next_id = *head;
	*head = (int32_t)i;
}

static void unlink_id(struct grid *g, size_t i)
{
	int32_t *link = bucket_of_id(g, g->v[i].id);

	while (*link != (int32_t)i)
		link = &g->v[*link].next_id;
	*link = g->v[i].next_id;
}

static int32_t find(const struct grid *g, int64_t id)
{
	int32_t i = g->room ? *bucket_of_id(g, id) : NOBODY;

	while (i != NOBODY && g->v[i].id != id)
		i = g->v[i].next_id;
	return i;
}

/* ---------------------------------------------------------------- in and out */

static int32_t first_in(const struct grid *g, const int32_t cube[3])
{
	int32_t i = *bucket_of_cube(g, cube);

	while (i != NOBODY && !same(g->v[i].cube, cube))
		i = g->v[i].next;
	return i;
}

/* Everybody into cubes of this side. Returns how many cubes are occupied. */
static size_t sort_into_cubes(struct grid *g, double side)
{
	size_t occupied = 0;

	g->side = side;
	memset(g->cubes, 0xff, g->room * sizeof *g->cubes);
	for (size_t i = 0; i < g->n; i++) {
		int32_t cube[3];

		cube_of(g, g->v[i].at, cube);
		occupied += first_in(g, cube) == NOBODY;
		link_cube(g, i);
	}
	return occupied;
}

/* Twice the room, and cubes halved until they are not crowded: by how many live
 * in one, not by the extent of all, so that one point at the other end of the
 * world spoils nothing. */
static void grow(struct grid *g)
{
	double side = g->side > 0 ? g->side * 2 : SIDE_MOST;

	g->room = g->room ? g->room * 2 : ROOM;
	g->v = mem_grow(g->v, g->room * sizeof *g->v);
	g->cubes = mem_grow(g->cubes, g->room * sizeof *g->cubes);
	g->ids = mem_grow(g->ids, g->room * sizeof *g->ids);
	memset(g->ids, 0xff, g->room * sizeof *g->ids);
	for (size_t i = 0; i < g->n; i++)
		link_id(g, i);
	while (sort_into_cubes(g, side) * CROWD < g->n && side > SIDE_LEAST)
		side /= 2;
}

static bool on_earth(struct position p)
{
	return fabs(p.lat) <= 90 && fabs(p.lon) <= 180; /* false for what is no number */
}

static void stand(struct position p, double at[3])
{
	p = geo_gcj02(p);
	double lat = p.lat * M_PI / 180, lon = p.lon * M_PI / 180;

	at[0] = GEO_EARTH * cos(lat) * cos(lon);
	at[1] = GEO_EARTH * cos(lat) * sin(lon);
	at[2] = GEO_EARTH * sin(lat);
}

bool grid_put(struct grid *g, int64_t id, struct position p)
{
	if (!on_earth(p)) {
		grid_remove(g, id);
		return false;
	}
	int32_t i = find(g, id);

	if (i != NOBODY) {
		unlink_cube(g, (size_t)i);
	} else {
		if (g->n == g->room)
			grow(g);
		i = (int32_t)g->n++;
		g->v[i].id = id;
		link_id(g, (size_t)i);
	}
	stand(p, g->v[i].at);
	link_cube(g, (size_t)i);
	return true;
}

bool grid_remove(struct grid *g, int64_t id)
{
	int32_t i = find(g, id);

	if (i == NOBODY)
		return false;
	size_t last = g->n - 1;

	unlink_cube(g, (size_t)i);
	unlink_id(g, (size_t)i);
	if ((size_t)i != last) { /* the last takes its place */
		unlink_cube(g, last);
		unlink_id(g, last);
		g->v[i] = g->v[last];
		link_cube(g, (size_t)i);
		link_id(g, (size_t)i);
	}
	g->n--;
	return true;
}

/* -------------------------------------------------------------------- search */

struct search {
	const struct grid *grid;
	const struct grid_query *query;
	double at[3], limit; /* straight through the earth; limit infinite: none */
	int32_t cube[3];
	void (*each)(void *arg, const struct grid_hit *); /* or NULL, and: */
	struct grid_hit *out;				  /* nearest first; metres are straight and squared */
	size_t n, k;
};

static double on_surface(double straight)
{
	return 2 * GEO_EARTH * asin(fmin(1, straight / (2 * GEO_EARTH)));
}

static bool nearer(const struct grid_hit *a, const struct grid_hit *b)
{
	return a->metres != b->metres ? a->metres < b->metres : a->id < b->id;
}

static void keep(struct search *s, const struct grid_hit *hit)
{
	size_t i = s->n < s->k ? s->n++ : s->k - 1;

	for (; i > 0 && nearer(hit, &s->out[i - 1]); i--)
		s->out[i] = s->out[i - 1];
	s->out[i] = *hit;
}

static void meet(struct search *s, const struct point *p)
{
	double x = p->at[0] - s->at[0], y = p->at[1] - s->at[1], z = p->at[2] - s->at[2];
	struct grid_hit hit = { p->id, x * x + y * y + z * z };

	if (hit.metres > s->limit * s->limit)
		return;
	if (!s->each && s->n == s->k && !nearer(&hit, &s->out[s->k - 1]))
		return;
	if (s->query->want && !s->query->want(s->query->arg, p->id))
		return;
	if (s->each) {
		hit.metres = on_surface(sqrt(hit.metres));
		s->each(s->query->arg, &hit);
	} else {
		keep(s, &hit);
	}
}

static void look_into(struct search *s, int32_t dx, int32_t dy, int32_t dz)
{
	const struct grid *g = s->grid;
	int32_t cube[3] = { s->cube[0] + dx, s->cube[1] + dy, s->cube[2] + dz };

	for (int32_t i = *bucket_of_cube(g, cube); i != NOBODY; i = g->v[i].next)
		if (same(g->v[i].cube, cube))
			meet(s, &g->v[i]);
}

/* The cubes that are exactly r away. */
static void look_at_shell(struct search *s, int32_t r)
{
	for (int32_t x = -r; x <= r; x++)
		for (int32_t y = -r; y <= r; y++) {
			bool wall = abs(x) == r || abs(y) == r;

			for (int32_t z = -r; z <= r; z += wall || r == 0 ? 1 : 2 * r)
				look_into(s, x, y, z);
		}
}

static void look_at_all(struct search *s)
{
	for (size_t i = 0; i < s->grid->n; i++)
		meet(s, &s->grid->v[i]);
}

static double cubes_within(double shells)
{
	return pow(2 * shells + 1, 3);
}

static bool nobody_left(const struct search *s, int32_t r)
{
	double seen = r * s->grid->side - SLACK; /* everybody nearer than this was met */

	return seen > 0 && (s->limit < seen || (s->n == s->k && s->out[s->k - 1].metres < seen * seen));
}

static void look_for_nearest(struct search *s)
{
	for (int32_t r = 0; cubes_within(r) <= (double)s->grid->n + 1; r++) {
		look_at_shell(s, r);
		if (nobody_left(s, r))
			return;
	}
	/* more cubes than points: the points themselves, from the start */
	s->n = 0;
	look_at_all(s);
}

static struct search begin(const struct grid *g, const struct grid_query *q)
{
	struct search s = { .grid = g, .query = q, .limit = INFINITY };

	stand(q->from, s.at);
	if (g->n)
		cube_of(g, s.at, s.cube);
	if (q->within > 0)
		s.limit = 2 * GEO_EARTH * sin(fmin(q->within / (2 * GEO_EARTH), M_PI / 2));
	return s;
}

size_t grid_nearest(const struct grid *g, const struct grid_query *q, struct grid_hit *out, size_t k)
{
	if (!on_earth(q->from) || !k || !g->n)
		return 0;
	struct search s = begin(g, q);

	s.out = out;
	s.k = k;
	look_for_nearest(&s);
	for (size_t i = 0; i < s.n; i++)
		out[i].metres = on_surface(sqrt(out[i].metres));
	return s.n;
}

void grid_within(const struct grid *g, const struct grid_query *q, void (*each)(void *arg, const struct grid_hit *))
{
	if (!on_earth(q->from) || !g->n)
		return;
	struct search s = begin(g, q);
	double shells = ceil((s.limit + SLACK) / g->side);

	s.each = each;
	if (cubes_within(shells) > (double)g->n) {
		look_at_all(&s);
		return;
	}
	for (int32_t r = 0; r <= (int32_t)shells; r++)
		look_at_shell(&s, r);
}
