/* bench_match.c - how long it takes to understand a message with 100, 1,000 and
 * 10,000 generated Chinese rules, against a plain loop that tries one compiled
 * (JIT) pattern after the other on the same text and must find the same rule. */
#include <malloc.h>
#include <sys/stat.h>

#include "bot/base/buf.h"
#include "bot/base/mem.h"
#include "bot/base/utf8.h"
#include "dialogs/build/build.h"
#include "dialogs/match/internal.h"
#include "tests/bench/process.h"

enum {
	CHARACTERS = 900,
	WORDS_FIRST = 3, /* of a rule: (?:a|b|c).{0,6}(?:d|e) */
	WORDS_SECOND = 2,
	MESSAGES = 3000,
	PLAIN_BUDGET_MS = 4000,
	LEAST_RATIO = 200, /* at the most rules */
};

/* Always the same figures: a xorshift, not the clock. */
static uint64_t dice = 88172645463325252ULL;

static size_t roll(size_t below)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (size_t)(dice % below);
}

static void add_word(struct buf *b, size_t word)
{
	char c[4];

	/* every seventh of the common part of the block: all are letters to the normaliser */
	buf_add(b, (struct str){ c, utf8_put((uint32_t)(0x4e00 + word % CHARACTERS * 7), c) });
	buf_add(b, (struct str){ c, utf8_put((uint32_t)(0x4e00 + word / CHARACTERS * 7), c) });
}

/* ------------------------------------------------------------------ the rules */

struct made {
	size_t first[WORDS_FIRST], second[WORDS_SECOND];
};

static size_t any_word(void)
{
	return roll((size_t)CHARACTERS * CHARACTERS);
}

static void write_pack(const char *dir, struct made *rules, size_t n)
{
	struct buf b;
	char path[300];

	buf_init(&b, 4 << 20);
	buf_addc(&b, "[pack]\nlanguage = zh-CN\nname = 小灯\n");
	for (size_t i = 0; i < n; i++) {
		if (i % 5 == 0)
			buf_printf(&b, "\n[intent generated.i%zu]\nwhere = GP\nuncalled = yes\n", i / 5);
		for (size_t k = 0; k < WORDS_FIRST; k++) {
			buf_addc(&b, k ? "|" : "rule = (?:");
			add_word(&b, rules[i].first[k] = any_word());
		}
		for (size_t k = 0; k < WORDS_SECOND; k++) {
			buf_addc(&b, k ? "|" : ").{0,6}(?:");
			add_word(&b, rules[i].second[k] = any_word());
		}
		buf_addc(&b, ")\n");
	}
	snprintf(path, sizeof path, "%s/rules.ini", dir);
	FILE *f = fopen(path, "we");

	if (b.failed || !f || fwrite(b.data, 1, b.n, f) != b.n || fclose(f) != 0)
		die("%s: %s", path, strerror(errno));
	buf_free(&b);
}

/* A third says what a rule wants; a third half of it; the rest none of it. */
static struct str message(const struct made *rules, size_t n, size_t i, struct arena *a)
{
	const struct made *r = &rules[roll(n)];
	struct buf b;

	buf_init(&b, 1024);
	for (size_t k = 0, before = 1 + roll(3); k < before; k++)
		add_word(&b, any_word());
	if (i % 3 < 2)
		add_word(&b, r->first[roll(WORDS_FIRST)]);
	add_word(&b, any_word());
	if (i % 3 == 0)
		add_word(&b, r->second[roll(WORDS_SECOND)]);
	for (size_t k = 0, after = roll(4); k < after; k++)
		add_word(&b, any_word());
	struct str s = arena_str(a, buf_str(&b));

	buf_free(&b);
	return s;
}

/* ------------------------------------------------------------- the plain loop */

static pcre2_code **compile(const struct pack *p)
{
	pcre2_code **codes = mem_alloc(p->n_rules * sizeof(pcre2_code *));
	int error;
	PCRE2_SIZE at;

	for (size_t i = 0; i < p->n_rules; i++) {
		struct str full = p->rules[i].parts[0].pattern.full;

		codes[i] = pcre2_compile((PCRE2_SPTR)full.p, full.n, PCRE2_UTF, &error, &at, NULL);
		if (!codes[i] || pcre2_jit_compile(codes[i], PCRE2_JIT_COMPLETE) != 0)
			die("a pattern does not compile");
	}
	return codes;
}

static const char *plain(const struct pack *p, pcre2_code *const *codes, pcre2_match_data *data, struct str said)
{
	for (size_t i = 0; i < p->n_rules; i++)
		if (pcre2_jit_match(codes[i], (PCRE2_SPTR)said.p, said.n, 0, 0, data, NULL) > 0)
			return p->rules[i].name;
	return "-";
}

/* ---------------------------------------------------------------- one figure */

struct heard_all {
	struct heard v[MESSAGES];
	struct str said[MESSAGES];
	const char *rule[MESSAGES];
	size_t n, hits;
};

/* Nanoseconds of one understand(), over and over for half a second. */
static double engine_ns(const struct pack *p, const struct heard_all *all)
{
	struct arena *a = arena_new();
	struct understanding u;
	int64_t began = now_us(), took;
	size_t done = 0;

	do {
		for (size_t i = 0; i < all->n; i++) {
			understand(p, &all->v[i], a, &u);
			arena_reset(a);
		}
		done += all->n;
		took = now_us() - began;
	} while (took < 500000);
	arena_free(a);
	return (double)took * 1000 / (double)done;
}

/* The same for the plain loop, which must agree; it may stop before the last message. */
static double plain_ns(const struct pack *p, const struct heard_all *all)
{
	pcre2_match_data *data = pcre2_match_data_create(8, NULL);
	pcre2_code **codes = compile(p);
	int64_t began = now_us(), took = 0;
	size_t i = 0;

	for (; i < all->n && took < PLAIN_BUDGET_MS * 1000; i++) {
		const char *found = plain(p, codes, data, all->said[i]);

		if (strcmp(found, all->rule[i]) != 0)
			die("message %zu: the loop finds %s, the engine %s", i, found, all->rule[i]);
		took = now_us() - began;
	}
	for (size_t k = 0; k < p->n_rules; k++)
		pcre2_code_free(codes[k]);
	free(codes);
	pcre2_match_data_free(data);
	return (double)took * 1000 / (double)i;
}

static struct pack *load(const char *dir, double *ms, double *mb)
{
	struct arena *a = arena_new();
	struct problems wrong = { .arena = a };
	size_t before = mallinfo2().uordblks;
	int64_t began = now_us();
	struct pack *p = pack_load(dir, &wrong);

	*ms = (double)(now_us() - began) / 1000;
	*mb = (double)(mallinfo2().uordblks - before) / (1 << 20);
	if (!p)
		die("%.*s", wrong.n ? (int)wrong.lines[0].n : 0, wrong.n ? wrong.lines[0].p : "");
	arena_free(a);
	return p;
}

/* What the engine answers, to hold the loop against it. */
static void answers(const struct pack *p, struct heard_all *all, struct arena *a)
{
	struct understanding u;

	all->hits = 0;
	for (size_t i = 0; i < all->n; i++) {
		understand(p, &all->v[i], a, &u);
		all->said[i] = u.said;
		all->rule[i] = u.rule;
		all->hits += strcmp(u.rule, "-") != 0;
	}
}

static double generated(const char *dir, size_t n)
{
	struct made *rules = mem_alloc(n * sizeof *rules);
	struct heard_all *all = mem_zalloc(sizeof *all);
	struct arena *a = arena_new();
	double ms, mb;

	write_pack(dir, rules, n);
	struct pack *p = load(dir, &ms, &mb);

	for (all->n = 0; all->n < MESSAGES; all->n++)
		all->v[all->n] = (struct heard){ .text = message(rules, n, all->n, a), .where = WHERE_GROUP };
	answers(p, all, a);
	double engine = engine_ns(p, all), loop = plain_ns(p, all);

	printf("| %zu | %.0f | %.0f | %.0f × | %.0f %% | %.0f | %.1f |\n", n, engine, loop, loop / engine,
	       100.0 * (double)all->hits / (double)all->n, ms, mb);
	fflush(stdout);
	pack_free(p);
	arena_free(a);
	free(all);
	free(rules);
	return loop / engine;
}

/* ------------------------------------------------------------ the real pack */

static void real(const char *dir, const char *file)
{
	struct heard_all *all = mem_zalloc(sizeof *all);
	struct arena *a = arena_new();
	double ms, mb;
	struct pack *p = load(dir, &ms, &mb);
	FILE *f = fopen(file, "re");
	char text[512];

	if (!f)
		die("%s: %s", file, strerror(errno));
	while (all->n < MESSAGES && fgets(text, sizeof text, f)) {
		text[strcspn(text, "\n")] = '\0';
		if (text[0] && text[0] != '#')
			all->v[all->n++] = (struct heard){ .text = arena_str(a, str_c(text + 2)),
							   .where = text[0] == 'p' ? WHERE_PRIVATE : WHERE_GROUP,
							   .ambient = text[0] == 'g' };
	}
	fclose(f);
	double heard = engine_ns(p, all);

	for (size_t i = 0; i < all->n; i++)
		all->v[i].ambient = false;
	printf("\n%s, %zu rules: %.1f µs a message of messages.txt, %.1f µs if all were said to the bot; "
	       "loaded in %.0f ms, %.1f MB.\n",
	       dir, p->n_rules, heard / 1000, engine_ns(p, all) / 1000, ms, mb);
	pack_free(p);
	arena_free(a);
	free(all);
}

int main(void)
{
	static const size_t sizes[] = { 100, 1000, 10000 };
	char dir[256];
	double ratio = 0;

	folder_make(dir);
	printf("| rules | ns a message | plain PCRE2-JIT loop, ns | ratio | hit | ms to load | MB |\n|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		ratio = generated(dir, sizes[i]);
	folder_remove(dir);
	real("dialogs/zh-CN", "tests/bench/messages.txt");
	if (ratio < LEAST_RATIO)
		die("%.0f times at the most rules is less than %d", ratio, LEAST_RATIO);
	return 0;
}
