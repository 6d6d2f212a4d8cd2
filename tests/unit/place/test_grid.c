/* test_grid.c - the index of points against looking at all of them. */
#include <math.h>

#include "store/place/geo.h"
#include "store/place/grid.h"
#include "tests/unit/scratch.h"

enum { MOST = 3000, ASKED = 12 };

/* Always the same figures. */
static uint64_t dice = 88172645463325252ULL;

static double roll(double from, double to)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return from + (to - from) * (double)(dice >> 11) / 9007199254740992.0;
}

/* What the grid should hold. */
struct model {
	struct grid *grid;
	struct position at[MOST];
	bool there[MOST];
};

static int set_up(void **state)
{
	struct model *m = calloc(1, sizeof *m);

	m->grid = grid_new();
	*state = m;
	return 0;
}

static int tear_down(void **state)
{
	struct model *m = *state;

	grid_free(m->grid);
	free(m);
	return 0;
}

static void put(struct model *m, int64_t id, struct position p)
{
	m->at[id] = p;
	m->there[id] = true;
	assert_true(grid_put(m->grid, id, p));
}

static void take(struct model *m, int64_t id)
{
	assert_int_equal(grid_remove(m->grid, id), m->there[id]);
	m->there[id] = false;
}

static bool odd(void *arg, int64_t id)
{
	(void)arg;
	return id % 2;
}

static bool rare(void *arg, int64_t id)
{
	(void)arg;
	return id % 97 == 5;
}

static bool never(void *arg, int64_t id)
{
	(void)arg, (void)id;
	return false;
}

static int by_distance(const void *a, const void *b)
{
	const struct grid_hit *x = a, *y = b;

	return x->metres < y->metres ? -1 : x->metres > y->metres ? 1 : (x->id > y->id) - (x->id < y->id);
}

/* All that are wanted, sorted, by geo_distance. */
static size_t all(const struct model *m, const struct grid_query *q, struct grid_hit *out)
{
	size_t n = 0;

	for (int64_t id = 0; id < MOST; id++) {
		if (!m->there[id] || (q->want && !q->want(q->arg, id)))
			continue;
		double d = geo_distance(q->from, m->at[id]);

		if (q->within == 0 || d <= q->within)
			out[n++] = (struct grid_hit){ id, d };
	}
	qsort(out, n, sizeof *out, by_distance);
	return n;
}

static bool about(double a, double b)
{
	/* the two ways to reckon differ by rounding, most of all half way round the earth */
	return fabs(a - b) < (a < 1e6 ? 1e-4 : a < 1.9e7 ? 0.1 : 2000);
}

struct heap {
	struct grid_hit v[MOST];
	size_t n;
};

static void gather(void *arg, const struct grid_hit *hit)
{
	struct heap *h = arg;

	h->v[h->n++] = *hit;
}

static void same_answers(const struct model *m, struct grid_query q)
{
	static struct grid_hit want[MOST], got[MOST];
	static const size_t asked[] = { 1, 3, ASKED, MOST };
	size_t n = all(m, &q, want);

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		size_t k = asked[i], expected = n < k ? n : k;

		assert_int_equal(grid_nearest(m->grid, &q, got, k), expected);
		for (size_t j = 0; j < expected; j++) {
			assert_true(about(got[j].metres, want[j].metres));
			/* who is as near as another may stand in his place */
			assert_true(got[j].id == want[j].id ||
				    about(want[j].metres, geo_distance(q.from, m->at[got[j].id])));
		}
	}
	if (q.within == 0)
		return;
	static struct heap heap;

	heap.n = 0;
	q.arg = &heap;
	grid_within(m->grid, &q, gather);
	assert_int_equal(heap.n, n);
	qsort(heap.v, heap.n, sizeof *heap.v, by_distance);
	for (size_t j = 0; j < n; j++)
		assert_true(about(heap.v[j].metres, want[j].metres));
}

static void ask_everything(const struct model *m, struct position from)
{
	static bool (*const wants[])(void *, int64_t) = { NULL, odd, rare, never };

	for (size_t i = 0; i < sizeof wants / sizeof *wants; i++) {
		same_answers(m, (struct grid_query){ .from = from, .want = wants[i] });
		same_answers(m, (struct grid_query){ .from = from, .want = wants[i], .within = roll(1, 5000) });
		same_answers(m, (struct grid_query){ .from = from, .want = wants[i], .within = roll(1, 2e6) });
	}
}

static struct position anywhere(void)
{
	return (struct position){ asin(roll(-1, 1)) * 180 / M_PI, roll(-180, 180), roll(0, 1) < 0.5 };
}

static struct position in_town(void)
{
	return (struct position){ roll(30.35, 30.45), roll(103.4, 103.7), roll(0, 1) < 0.5 };
}

static void empty(void **state)
{
	struct model *m = *state;
	struct grid_hit out[3];

	assert_int_equal(grid_nearest(m->grid, &(struct grid_query){ .from = in_town() }, out, 3), 0);
	grid_within(m->grid, &(struct grid_query){ .from = in_town(), .within = 1e7 }, NULL);
	assert_false(grid_remove(m->grid, 1));
	put(m, 1, in_town());
	take(m, 1);
	assert_int_equal(grid_count(m->grid), 0);
	ask_everything(m, in_town());
}

static void a_town(void **state)
{
	struct model *m = *state;

	for (int64_t id = 0; id < 2000; id++)
		put(m, id, in_town());
	for (int i = 0; i < 40; i++)
		ask_everything(m, in_town());
	for (int i = 0; i < 10; i++) /* from outside, where all cells are empty */
		ask_everything(m, anywhere());
}

/* Few asked for among many: most cubes are never looked into. */
static void a_few_of_many(void **state)
{
	struct model *m = *state;
	static struct grid_hit want[MOST];
	struct grid_hit got[2];

	for (int64_t id = 0; id < MOST; id++)
		put(m, id, id % 3 ? in_town() : anywhere());
	for (int i = 0; i < 1500; i++) {
		struct grid_query q = { .from = i % 3 ? in_town() : anywhere(), .within = i % 5 ? 0 : roll(50, 900) };
		size_t n = all(m, &q, want), expected = n < 2 ? n : 2;

		assert_int_equal(grid_nearest(m->grid, &q, got, 2), expected);
		for (size_t j = 0; j < expected; j++)
			assert_true(got[j].id == want[j].id && about(got[j].metres, want[j].metres));
	}
}

static void the_whole_earth(void **state)
{
	struct model *m = *state;

	for (int64_t id = 0; id < 2500; id++)
		put(m, id, anywhere());
	for (int i = 0; i < 60; i++)
		ask_everything(m, anywhere());
}

static void poles_and_the_date_line(void **state)
{
	static const struct position from[] = { { 90, 0, 0 },	      { 90, 77, 0 },	  { -90, 0, 0 },
						{ 89.9999, -120, 0 }, { 12, 180, 0 },	  { 12, -180, 0 },
						{ 0, 179.9999, 0 },   { 0, -179.9999, 0 } };
	struct model *m = *state;

	for (int64_t id = 0; id < 800; id++)
		put(m, id, (struct position){ roll(89.9, 90), roll(-180, 180), 0 });
	for (int64_t id = 800; id < 1600; id++)
		put(m, id, (struct position){ roll(-90, -89.99), roll(-180, 180), 0 });
	for (int64_t id = 1600; id < 2400; id++) {
		double lon = roll(179.9, 180.1);

		put(m, id, (struct position){ roll(-1, 13), lon > 180 ? lon - 360 : lon, 0 });
	}
	for (size_t i = 0; i < sizeof from / sizeof *from; i++)
		ask_everything(m, from[i]);
}

/* All in one cell, all on one spot, and one on the other side of the earth. */
static void a_crowd(void **state)
{
	struct model *m = *state;
	struct position spot = { 30.41, 103.46, DATUM_GCJ02 };

	for (int64_t id = 0; id < 1500; id++)
		put(m, id, spot);
	for (int64_t id = 1500; id < 2000; id++)
		put(m, id, (struct position){ 30.41 + roll(0, 1e-6), 103.46 + roll(0, 1e-6), DATUM_GCJ02 });
	put(m, 2000, (struct position){ -30.41, -76.54, DATUM_GCJ02 });
	ask_everything(m, spot);
	ask_everything(m, in_town());
	ask_everything(m, m->at[2000]);
	struct grid_hit out[5];

	assert_int_equal(grid_nearest(m->grid, &(struct grid_query){ .from = spot }, out, 5), 5);
	for (int64_t i = 0; i < 5; i++) /* equally near: in the order of their ids */
		assert_int_equal(out[i].id, i);
}

static void comings_and_goings(void **state)
{
	struct model *m = *state;

	for (int round = 0; round < 60; round++) {
		for (int i = 0; i < 150; i++) {
			int64_t id = (int64_t)roll(0, MOST);

			if (roll(0, 1) < 0.3)
				take(m, id);
			else
				put(m, id, roll(0, 1) < 0.8 ? in_town() : anywhere());
		}
		size_t n = 0;

		for (int64_t id = 0; id < MOST; id++)
			n += m->there[id];
		assert_int_equal(grid_count(m->grid), n);
		ask_everything(m, in_town());
	}
	for (int64_t id = 0; id < MOST; id++)
		take(m, id);
	assert_int_equal(grid_count(m->grid), 0);
	grid_clear(m->grid);
	put(m, 7, in_town());
	ask_everything(m, in_town());
}

static void nowhere_on_earth(void **state)
{
	static const struct position bad[] = { { NAN, 103, 0 },	     { 30, NAN, 0 },	{ INFINITY, 103, 0 },
					       { 30, -INFINITY, 0 }, { 90.0001, 0, 0 }, { 0, 180.001, 0 },
					       { 1e300, 1e300, 1 } };
	struct model *m = *state;
	struct grid_hit out[1];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		put(m, 3, in_town());
		assert_false(grid_put(m->grid, 3, bad[i])); /* nor is it where it was */
		assert_int_equal(grid_count(m->grid), 0);
		put(m, 4, in_town());
		assert_int_equal(grid_nearest(m->grid, &(struct grid_query){ .from = bad[i] }, out, 1), 0);
		take(m, 4);
	}
}

/* The datum of each counts: the same numbers, half a kilometre apart. */
static void datums_mix(void **state)
{
	struct model *m = *state;
	struct position p = { 30.41, 103.46, DATUM_WGS84 };
	struct grid_hit out[2];

	put(m, 1, (struct position){ 30.41, 103.46, DATUM_GCJ02 });
	put(m, 2, geo_gcj02(p));
	assert_int_equal(grid_nearest(m->grid, &(struct grid_query){ .from = p }, out, 2), 2);
	assert_int_equal(out[0].id, 2);
	assert_true(out[0].metres < 0.01 && out[1].metres > 300 && out[1].metres < 800);
}

#define GRID_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		GRID_TEST(empty),
		GRID_TEST(a_town),
		GRID_TEST(a_few_of_many),
		GRID_TEST(the_whole_earth),
		GRID_TEST(poles_and_the_date_line),
		GRID_TEST(a_crowd),
		GRID_TEST(comings_and_goings),
		GRID_TEST(nowhere_on_earth),
		GRID_TEST(datums_mix),
	};

	return cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
