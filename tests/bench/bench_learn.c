/* bench_learn.c - full-text search over 1,000 and 10,000 lessons of 300 characters:
 * words of two characters, as common as words are in a language (the n-th has 1/n of
 * the first's share), asked for alone, in pairs, and as a question of which not all
 * stands anywhere. */
#include "bot/base/buf.h"
#include "bot/base/utf8.h"
#include "store/lesson/lesson.h"
#include "tests/bench/process.h"

enum { WORDS = 3000, BODY_WORDS = 150, ASKED = 2000, SEARCH_MOST = 5000, RESULTS = 5 }; /* microseconds */

/* Always the same figures: a xorshift, not the clock. */
static uint64_t dice = 88172645463325252ULL;

static uint64_t roll(void)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return dice;
}

/* Words by how common they are: the share of the n-th is 1/n. */
static double shares[WORDS];

static void share_out(void)
{
	double sum = 0;

	for (int i = 0; i < WORDS; i++)
		shares[i] = sum += 1.0 / (i + 1);
	for (int i = 0; i < WORDS; i++)
		shares[i] /= sum;
}

static int any_word(void)
{
	double x = (double)(roll() >> 11) / (double)(UINT64_C(1) << 53);
	int lo = 0, hi = WORDS - 1;

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (shares[mid] < x)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Two of 700 characters, always the same two for a word. */
static void add_word(struct buf *b, int word)
{
	char c[4];
	uint32_t mixed = (uint32_t)word * 2654435761u;

	buf_add(b, (struct str){ c, utf8_put(0x4e00 + (mixed >> 8) % 700 * 7, c) });
	buf_add(b, (struct str){ c, utf8_put(0x4e00 + (mixed >> 20) % 700 * 7, c) });
}

static struct str words(struct arena *a, int n, const char *between)
{
	struct buf b;

	buf_init(&b, 1 << 16);
	for (int i = 0; i < n; i++) {
		if (i && (i % 8 == 0 || *between == ';'))
			buf_addc(&b, between);
		add_word(&b, any_word());
	}
	struct str s = arena_str(a, buf_str(&b));

	buf_free(&b);
	return s;
}

static void fill(struct db *db, int from, int to)
{
	struct arena *a = arena_new();

	if (db_begin(db) != OK)
		die("begin");
	for (int i = from; i < to; i++) {
		db_run(db,
		       "insert into lesson(code, title, topics, body, state, valid_day) values(?1, ?2, ?3, ?4, 'published', ?5)",
		       V(i + 1), V(words(a, 4, "")), V(words(a, 3, ";")), V(words(a, BODY_WORDS, "，")),
		       V(i % 10 ? (const char *)NULL : "2020-01-01"));
		arena_reset(a);
	}
	if (db_commit(db) != OK)
		die("commit: %s", db_error_text(db));
	arena_free(a);
}

/* Median and 99th percentile of asking for `n` words. */
static int32_t measure(struct db *db, int n, bool all, int lessons, const char *what)
{
	int32_t took[ASKED];
	struct arena *a = arena_new();
	struct lesson found[RESULTS];
	size_t hits = 0;

	for (int i = 0; i < ASKED; i++) {
		struct str text = words(a, n, "");
		int64_t began = now_us();

		hits += lesson_search(db, text, all, 1749600000000, found, RESULTS, a) > 0;
		took[i] = (int32_t)(now_us() - began);
		arena_reset(a);
	}
	arena_free(a);
	qsort(took, ASKED, sizeof *took, by_value);
	printf("| %d | %s | %.2f | %.2f | %zu %% |\n", lessons, what, took[ASKED / 2] / 1e3,
	       took[ASKED * 99 / 100] / 1e3, hits * 100 / ASKED);
	return took[ASKED / 2];
}

static int32_t row(struct db *db, int lessons)
{
	int32_t worst = measure(db, 1, true, lessons, "a word"), more;

	more = measure(db, 2, true, lessons, "two words, both");
	worst = more > worst ? more : worst;
	more = measure(db, 4, false, lessons, "a question of four words, any");
	return more > worst ? more : worst;
}

int main(void)
{
	char dir[256], path[300];
	struct keys keys;
	struct db *db;
	int64_t began;

	folder_make(dir);
	snprintf(path, sizeof path, "%s/bench.db", dir);
	keys_random(&keys);
	share_out();
	if (db_open(path, DB_WRITE, &keys, &db) != OK)
		die("%s", path);
	puts("| lessons | search | p50 ms | p99 ms | found |\n|---|---|---|---|---|");
	fill(db, 0, 1000);
	row(db, 1000);
	began = now_us();
	fill(db, 1000, 10000);
	int64_t filled = now_us() - began;
	int32_t median = row(db, 10000);

	printf("\n%.2f ms to write a lesson with its full text.\n", (double)filled / 9000 / 1e3);
	db_close(db);
	folder_remove(dir);
	if (median > SEARCH_MOST) {
		fprintf(stderr, "bench: the median of a search over 10,000 lessons is above %d ms\n",
			SEARCH_MOST / 1000);
		return 1;
	}
	return 0;
}
