/* bench_geo.c - the nearest of 1,000, 10,000 and 100,000 stations: asked in
 * their midst, for what few have and for what nobody has, and from far away.
 * Half of them stand in towns, half anywhere in 150 by 150 km. */
#include "store/place/geo.h"
#include "store/place/place.h"
#include "store/station/station.h"
#include "tests/bench/process.h"

enum { ASKED = 2000, CHOICES = 3, TOWNS = 40, MEDIAN_MOST = 1000 /* microseconds */ };

static const ms_t FORENOON = INT64_C(1749607200000); /* 2025-06-11 10:00 in China */

/* Always the same figures: a xorshift, not the clock. */
static uint64_t dice = 88172645463325252ULL;

static double roll(double from, double to)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return from + (to - from) * (double)(dice >> 11) / (double)(UINT64_C(1) << 53);
}

static void must(bool good, const char *what)
{
	if (!good)
		die("%s", what);
}

static struct position towns[TOWNS];

static struct position anywhere(void)
{
	return (struct position){ roll(29.7, 31.05), roll(102.7, 104.25), DATUM_GCJ02 };
}

static struct position somewhere(void)
{
	struct position town = towns[(int)roll(0, TOWNS)];

	if (roll(0, 1) < 0.5)
		return anywhere();
	return (struct position){ town.lat + roll(-0.01, 0.01), town.lon + roll(-0.01, 0.01), DATUM_GCJ02 };
}

/* Everybody has water, one in a thousand a shower, nobody a haircut. */
static void fill(struct db *db, int n)
{
	struct arena *a = arena_new();

	must(db_begin(db) == OK, "begin");
	for (int i = 0; i < n; i++) {
		struct position at = somewhere();

		db_run(db,
		       "insert into station(name, address, lat, lon, hours, services)"
		       " values(?1, '街上', ?2, ?3, '08:00-12:00;13:00-20:00', ?4)",
		       V(arena_printf(a, "%d号驿站", i)), V(at.lat), V(at.lon),
		       V(i % 1000 == 7 ? "water;rest;shower"
			 : i % 3       ? "water;charging;toilet"
				       : "water;meal"));
		arena_reset(a);
	}
	must(db_commit(db) == OK, "commit");
	arena_free(a);
}

struct house {
	struct db *db;
	struct stations *stations;
	struct places *places;
	struct arena *a;
};

static double took[ASKED];

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(void)
{
	qsort(took, ASKED, sizeof *took, by_size);
	return took[ASKED / 2];
}

/* Microseconds, the calendar looked up as for a message. */
static double nearest(struct house *h, const char *services, struct position (*from)(void), size_t found)
{
	for (int i = 0; i < ASKED; i++) {
		struct station out[CHOICES];
		struct calendar c;
		int64_t began = now_us();
		struct station_query q = { from(), services_read(str_c(services)), true, &c };

		calendar_load(h->db, FORENOON, h->a, &c);
		must(stations_nearest(h->stations, &q, out, CHOICES, h->a) == found, "not as many as there are");
		took[i] = (double)(now_us() - began);
		arena_reset(h->a);
	}
	return median();
}

static struct position far_away(void)
{
	return (struct position){ roll(22, 23), roll(113, 114), DATUM_GCJ02 };
}

/* Which of all names stands in a sentence. */
static double name_in_sentence(struct house *h, int n)
{
	for (int i = 0; i < ASKED; i++) {
		struct str text = arena_printf(h->a, "师傅些问一下%d号驿站现在还开起没有 想热个饭 顺便充个电",
					       (int)roll(0, n));
		int64_t began = now_us();

		must(places_longest(h->places, text, h->a).n > 0, "a name was not found");
		took[i] = (double)(now_us() - began);
		arena_reset(h->a);
	}
	return median();
}

static double row(int n)
{
	struct keys keys;
	char dir[256], file[300];
	struct house h = { .a = arena_new() };

	keys_random(&keys);
	folder_make(dir);
	snprintf(file, sizeof file, "%s/a.db", dir);
	must(db_open(file, DB_SCRATCH, &keys, &h.db) == OK, "database");
	fill(h.db, n);
	int64_t began = now_us();

	h.stations = stations_new(h.db);
	double load = (double)(now_us() - began) / 1000;

	h.places = places_new(h.db);
	double near = nearest(&h, "water", somewhere, CHOICES), p99 = took[ASKED * 99 / 100];

	printf("| %d | %.0f | %.0f ", n, near, p99);
	printf("| %.0f ", nearest(&h, "water;shower", somewhere, n / 1000 < CHOICES ? (size_t)n / 1000 : CHOICES));
	printf("| %.0f ", nearest(&h, "haircut", somewhere, 0));
	printf("| %.0f ", nearest(&h, "water", far_away, CHOICES));
	printf("| %.0f | %.0f |\n", name_in_sentence(&h, n), load);
	places_free(h.places);
	stations_free(h.stations);
	db_close(h.db);
	arena_free(h.a);
	folder_remove(dir);
	return near;
}

int main(void)
{
	double most = 0;

	setenv("TZ", "Asia/Shanghai", 1);
	for (int i = 0; i < TOWNS; i++)
		towns[i] = anywhere();
	printf("| stations | near, p50 µs | p99 | what one in 1,000 has | what nobody has | from 1,300 km away |"
	       " a name in a sentence | read at the start, ms |\n|---|---|---|---|---|---|---|---|\n");
	for (int n = 1000; n <= 100000; n *= 10)
		most = row(n);
	must(most <= MEDIAN_MOST, "the nearest three of 100,000 stations take more than 1 ms");
	return 0;
}
