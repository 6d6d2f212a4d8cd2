/* bench_task.c - whom to ask for a task, of 1,000 and of 100,000 volunteers: spread
 * over 60 by 60 km, with radiuses of 1 to 5 km, and once all of them in one small
 * town, so that the task lies within everybody's reach. */
#include "bot/base/log.h"
#include "store/volunteer/helpers.h"
#include "store/person/person.h"
#include "store/volunteer/volunteer.h"
#include "tests/bench/process.h"

enum { FEW = 1000, MANY = 100000, ASKED = 1000, FIRST_WAVE = 5, MEDIAN_MOST = 5000 /* microseconds */ };

/* Always the same figures: a xorshift, not the clock. */
static uint64_t dice = 88172645463325252ULL;

static double roll(void)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (double)(dice >> 11) / (double)(UINT64_C(1) << 53);
}

static struct position somewhere(double degrees)
{
	return (struct position){ 30.4 + (roll() - 0.5) * degrees, 103.4 + (roll() - 0.5) * degrees, DATUM_GCJ02 };
}

static void must(bool good, const char *what)
{
	if (!good)
		die("%s", what);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void fill(struct db *db, int from, int to, double degrees)
{
	struct arena *a = arena_new();

	must(db_begin(db) == OK, "begin");
	for (int i = from; i < to; i++) {
		struct position at = somewhere(degrees);
		struct person p = person_meet(db, STR("b"), arena_printf(a, "v%d", i), NO_STR, 1, a);

		volunteer_save(db, p.id, p.uid, STR("x"), &at, 1 + roll() * 4, STR("y"), 1, a);
		(void)volunteer_decide(db, p.id, p.uid, true, 1);
		volunteer_served(db, p.id, (ms_t)(roll() * 1e9));
		arena_reset(a);
	}
	must(db_commit(db) == OK, "commit");
	arena_free(a);
}

static double measure(struct helpers *h, const char *what, int n, double degrees)
{
	static double took[ASKED];
	struct helper found[FIRST_WAVE];
	struct arena *a = arena_new();
	size_t sum = 0;

	for (int i = 0; i < ASKED; i++) {
		struct helper_query q = { .task = 1, .at = somewhere(degrees), .reach = 1, .day = 20000, .per_day = 3 };
		int64_t from = now_us();

		sum += helpers_for(h, &q, found, FIRST_WAVE, a);
		took[i] = (double)(now_us() - from);
		arena_reset(a);
	}
	qsort(took, ASKED, sizeof *took, by_size);
	printf("| %d | %s | %.3f | %.3f | %.1f |\n", n, what, took[ASKED / 2] / 1000, took[ASKED * 99 / 100] / 1000,
	       (double)sum / ASKED);
	arena_free(a);
	return took[ASKED / 2];
}

static double row(const char *what, int n, double degrees)
{
	struct keys keys;
	char dir[256], file[300];
	struct db *db;

	keys_random(&keys);
	folder_make(dir);
	snprintf(file, sizeof file, "%s/a.db", dir);
	must(db_open(file, DB_SCRATCH, &keys, &db) == OK, "database");
	fill(db, 0, n, degrees);
	struct helpers *h = helpers_new(db);
	struct arena *a = arena_new();
	int64_t from = now_us();

	(void)helpers_for(h, &(struct helper_query){ .task = 1, .reach = 1, .per_day = 3 }, &(struct helper){ 0 }, 1,
			  a);
	fprintf(stderr, "# %d read into memory in %.0f ms\n", n, (double)(now_us() - from) / 1000);
	double median = measure(h, what, n, degrees);

	arena_free(a);
	helpers_free(h);
	db_close(db);
	folder_remove(dir);
	return median;
}

int main(void)
{
	printf("| volunteers | where | p50 ms | p99 ms | found |\n|---|---|---|---|---|\n");
	(void)row("60 × 60 km", FEW, 0.6);
	double median = row("60 × 60 km", MANY, 0.6);

	(void)row("one town, all within reach", MANY, 0.005);
	must(median <= MEDIAN_MOST, "the candidates of 100,000 volunteers take more than 5 ms");
	return 0;
}
