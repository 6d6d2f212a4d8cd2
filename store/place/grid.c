/* grid.c - points on the globe in cubes that are cut in eight where they are
 * crowded.
 *
 * Why it is right: of two points the one nearer on the surface is the nearer
 * one straight through the earth, and a cube is left out only when all of it
 * is farther away, straight through, than the worst of the k that were found
 * (or than the limit). */
#include "store/place/grid.h"

#include <math.h>
#include <stdlib.h>

#include "bot/base/mem.h"
#include "store/place/geo.h"

enum { NOBODY = -1, ROOM = 64, CROWD = 8, FEW = 4, PATIENCE = 16 /* a sixteenth of all */ };

static const double HALF_LEAST = 0.5; /* metres: smaller cubes are not cut */
static const double SLACK = 1e-6;     /* metres: more than rounding takes off a distance */

struct point {
	int64_t id;
	double at[3];	      /* metres from the centre of the earth */
	int32_t next, before; /* in the list of its cube */
	int32_t next_id;      /* in the list of its bucket of ids */
};

struct cube {
	int32_t parts[8]; /* cubes, or NOBODY; when it is cut */
	int32_t first;	  /* its points; when it is not. Of a free cube: the next free one */
	int32_t n;	  /* points in it and all its parts */
	bool cut;
};

struct grid {
	struct point *v;
	size_t n, room; /* room: a power of two, the number of buckets, too */
	int32_t *ids;	/* heads of the lists */
	struct cube *cubes;
	size_t n_cubes, room_cubes;
	int32_t free; /* cubes that are used no more */
};

/* Where a cube lies: half its side is a power of two, so that every wall is an
 * exact number. */
struct box {
	double centre[3], half;
};

static const struct box whole = { { 0, 0, 0 }, 1 << 23 }; /* the earth and some air */

struct grid *grid_new(void)
{
	struct grid *g = mem_zalloc(sizeof *g);

	g->free = NOBODY;
	return g;
}

void grid_clear(struct grid *g)
{
	free(g->v);
	free(g->ids);
	free(g->cubes);
	*g = (struct grid){ .free = NOBODY };
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

/* ----------------------------------------------------------------------- ids */

static int32_t *bucket(const struct grid *g, int64_t id)
{
	uint64_t h = (uint64_t)id * 0x9E3779B97F4A7C15ULL;

	return &g->ids[(h ^ h >> 32) & (g->room - 1)];
}

static void link_id(struct grid *g, int32_t i)
{
	int32_t *head = bucket(g, g->v[i].id);

	g->v[i].next_id = *head;
	*head = i;
}

static void unlink_id(struct grid *g, int32_t i)
{
	int32_t *link = bucket(g, g->v[i].id);

	while (*link != i)
		link = &g->v[*link].next_id;
	*link = g->v[i].next_id;
}

static int32_t find(const struct grid *g, int64_t id)
{
	int32_t i = g->room ? *bucket(g, id) : NOBODY;

	while (i != NOBODY && g->v[i].id != id)
		i = g->v[i].next_id;
	return i;
}

static void make_room(struct grid *g)
{
	g->room = g->room ? g->room * 2 : ROOM;
	g->v = mem_grow(g->v, g->room * sizeof *g->v);
	g->ids = mem_grow(g->ids, g->room * sizeof *g->ids);
	for (size_t i = 0; i < g->room; i++)
		g->ids[i] = NOBODY;
	for (size_t i = 0; i < g->n; i++)
		link_id(g, (int32_t)i);
}

/* --------------------------------------------------------------------- cubes */

static int32_t new_cube(struct grid *g)
{
	int32_t c = g->free;

	if (c != NOBODY) {
		g->free = g->cubes[c].first;
	} else {
		if (g->n_cubes == g->room_cubes) {
			g->room_cubes = g->room_cubes ? g->room_cubes * 2 : ROOM;
			g->cubes = mem_grow(g->cubes, g->room_cubes * sizeof *g->cubes);
		}
		c = (int32_t)g->n_cubes++;
	}
	g->cubes[c] = (struct cube){ .first = NOBODY };
	return c;
}

/* Which of the eight parts a point is in: a bit for each axis. */
static int part_of(const struct box *b, const double at[3])
{
	return (at[0] >= b->centre[0]) | (at[1] >= b->centre[1]) << 1 | (at[2] >= b->centre[2]) << 2;
}

static struct box part_box(const struct box *b, int part)
{
	struct box out = { .half = b->half / 2 };

	for (int i = 0; i < 3; i++)
		out.centre[i] = b->centre[i] + (part >> i & 1 ? out.half : -out.half);
	return out;
}

static void list_add(struct grid *g, int32_t cube, int32_t i)
{
	struct cube *c = &g->cubes[cube];

	g->v[i].next = c->first;
	g->v[i].before = NOBODY;
	if (c->first != NOBODY)
		g->v[c->first].before = i;
	c->first = i;
}

/* Into the cube at `cube`, which is at `box`, and the parts below. */
static void put_into(struct grid *g, int32_t cube, struct box box, int32_t i)
{
	while (g->cubes[cube].cut) {
		int part = part_of(&box, g->v[i].at);

		g->cubes[cube].n++;
		if (g->cubes[cube].parts[part] == NOBODY) {
			int32_t made = new_cube(g); /* the cubes may move */

			g->cubes[cube].parts[part] = made;
		}
		cube = g->cubes[cube].parts[part];
		box = part_box(&box, part);
	}
	list_add(g, cube, i);
	if (++g->cubes[cube].n <= CROWD || box.half <= HALF_LEAST)
		return;
	/* crowded: cut it, and share its points out; all into one part: that is cut in turn */
	int32_t rest = g->cubes[cube].first;

	g->cubes[cube].cut = true;
	g->cubes[cube].n = 0;
	for (int part = 0; part < 8; part++)
		g->cubes[cube].parts[part] = NOBODY;
	while (rest != NOBODY) {
		int32_t next = g->v[rest].next;

		put_into(g, cube, box, rest);
		rest = next;
	}
}

/* All points below `cube` into the list of `to`; the cubes below are free again. */
static void gather(struct grid *g, int32_t cube, int32_t to)
{
	for (int part = 0; g->cubes[cube].cut && part < 8; part++) {
		int32_t below = g->cubes[cube].parts[part];

		if (below == NOBODY)
			continue;
		gather(g, below, to);
		g->cubes[below].first = g->free;
		g->free = below;
	}
	for (int32_t i = g->cubes[cube].cut ? NOBODY : g->cubes[cube].first, next; i != NOBODY; i = next) {
		next = g->v[i].next;
		list_add(g, to, i);
	}
}

/* A cut cube with few points left becomes whole again. */
static void mend(struct grid *g, int32_t cube)
{
	g->cubes[cube].first = NOBODY;
	gather(g, cube, cube);
	g->cubes[cube].cut = false;
}

static void take_out(struct grid *g, int32_t i)
{
	struct point *p = &g->v[i];
	struct box box = whole;
	int32_t cube = 0, lonely = NOBODY;

	while (--g->cubes[cube].n, g->cubes[cube].cut) {
		int part = part_of(&box, p->at);

		if (g->cubes[cube].n <= FEW && lonely == NOBODY)
			lonely = cube;
		cube = g->cubes[cube].parts[part];
		box = part_box(&box, part);
	}
	if (p->next != NOBODY)
		g->v[p->next].before = p->before;
	if (p->before != NOBODY)
		g->v[p->before].next = p->next;
	else
		g->cubes[cube].first = p->next;
	if (lonely != NOBODY)
		mend(g, lonely);
}

/* ---------------------------------------------------------------- in and out */

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
		take_out(g, i);
	} else {
		if (g->n == g->room)
			make_room(g);
		if (!g->n_cubes)
			new_cube(g);
		i = (int32_t)g->n++;
		g->v[i].id = id;
		link_id(g, i);
	}
	stand(p, g->v[i].at);
	put_into(g, 0, whole, i);
	return true;
}

bool grid_remove(struct grid *g, int64_t id)
{
	int32_t i = find(g, id), last = (int32_t)g->n - 1;

	if (i == NOBODY)
		return false;
	take_out(g, i);
	unlink_id(g, i);
	if (i != last) { /* the last takes its place */
		take_out(g, last);
		unlink_id(g, last);
		g->v[i] = g->v[last];
		link_id(g, i);
		put_into(g, 0, whole, i);
	}
	g->n--;
	return true;
}

/* -------------------------------------------------------------------- search */

struct search {
	const struct grid *grid;
	const struct grid_query *query;
	double at[3];
	double reach;					  /* squared: who is farther is of no interest any more */
	void (*each)(void *arg, const struct grid_hit *); /* or NULL, and: */
	struct grid_hit *out;				  /* nearest first; metres are straight and squared */
	size_t n, k;
	size_t met, patience; /* points that were looked at, and after how many all are */
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
	if (s->n == s->k)
		s->reach = s->out[s->k - 1].metres;
}

static void meet(struct search *s, const struct point *p)
{
	double x = p->at[0] - s->at[0], y = p->at[1] - s->at[1], z = p->at[2] - s->at[2];
	struct grid_hit hit = { p->id, x * x + y * y + z * z };

	if (hit.metres > s->reach || (!s->each && s->n == s->k && !nearer(&hit, &s->out[s->k - 1])))
		return;
	if (s->query->want && !s->query->want(s->query->arg, p->id))
		return;
	if (!s->each) {
		keep(s, &hit);
		return;
	}
	hit.metres = on_surface(sqrt(hit.metres));
	s->each(s->query->arg, &hit);
}

/* The nearest corner of the box (sign -1) or the farthest (1), squared. */
static double corner(const struct search *s, const struct box *b, int sign)
{
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double gap = fmax(0, fabs(s->at[i] - b->centre[i]) + sign * (b->half + SLACK));

		sum += gap * gap;
	}
	return sum;
}

static void look_into(struct search *s, int32_t cube, struct box box)
{
	/* the part one is in, those over one wall, over an edge, over the corner */
	static const int order[8] = { 0, 1, 2, 4, 3, 5, 6, 7 };
	const struct cube *c = &s->grid->cubes[cube];

	if (!c->n || s->met > s->patience || corner(s, &box, -1) > s->reach)
		return;
	for (int32_t i = c->cut ? NOBODY : c->first; i != NOBODY; i = s->grid->v[i].next, s->met++)
		meet(s, &s->grid->v[i]);
	for (int i = 0, own = part_of(&box, s->at); c->cut && i < 8; i++)
		if (c->parts[own ^ order[i]] != NOBODY)
			look_into(s, c->parts[own ^ order[i]], part_box(&box, own ^ order[i]));
}

/* One after the other as they lie in memory: many times as fast a point. */
static void look_at_all(struct search *s)
{
	for (size_t i = 0; i < s->grid->n; i++)
		meet(s, &s->grid->v[i]);
}

/* How many points there are, about, in the cubes that are within reach. */
static int64_t within_reach(const struct search *s, int32_t cube, struct box box)
{
	const struct cube *c = &s->grid->cubes[cube];
	int64_t sum = 0;

	if (corner(s, &box, -1) > s->reach)
		return 0;
	if (!c->cut || c->n < ROOM || corner(s, &box, 1) <= s->reach)
		return c->n;
	for (int part = 0; part < 8; part++)
		if (c->parts[part] != NOBODY)
			sum += within_reach(s, c->parts[part], part_box(&box, part));
	return sum;
}

static struct search begin(const struct grid *g, const struct grid_query *q)
{
	struct search s = { .grid = g, .query = q, .reach = INFINITY, .patience = g->n / PATIENCE };
	double limit = 2 * GEO_EARTH * sin(fmin(q->within / (2 * GEO_EARTH), M_PI / 2)); /* straight through */

	stand(q->from, s.at);
	if (q->within > 0)
		s.reach = limit * limit;
	return s;
}

size_t grid_nearest(const struct grid *g, const struct grid_query *q, struct grid_hit *out, size_t k)
{
	if (!on_earth(q->from) || !k || !g->n)
		return 0;
	struct search s = begin(g, q), again = s;

	s.out = again.out = out;
	s.k = again.k = k;
	look_into(&s, 0, whole);
	if (s.met > s.patience) { /* what is wanted is rare or not there */
		s = again;
		look_at_all(&s);
	}
	for (size_t i = 0; i < s.n; i++)
		out[i].metres = on_surface(sqrt(out[i].metres));
	return s.n;
}

void grid_within(const struct grid *g, const struct grid_query *q, void (*each)(void *arg, const struct grid_hit *))
{
	if (!on_earth(q->from) || !g->n)
		return;
	struct search s = begin(g, q);

	s.each = each;
	if (within_reach(&s, 0, whole) > (int64_t)s.patience) {
		look_at_all(&s);
	} else {
		s.patience = g->n;
		look_into(&s, 0, whole);
	}
}
