/* index.c - the literal index: which rules a text could match at all.
 *
 * Every word that some rule requires is kept once, filed under its first two
 * code points. A rule waits at one of its groups only, the one that will stand
 * in the fewest texts; the other groups are looked at when it is woken. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "bot/base/utf8.h"
#include "dialogs/build/internal.h"

struct table {
	struct words *w;
	uint32_t *slots; /* index + 1; 0 is free */
	size_t mask;
};

static uint32_t word_id(struct table *t, struct str s, struct arena *a)
{
	uint64_t h = str_hash(s);
	size_t i = (size_t)(h ^ h >> 32) & t->mask;

	for (; t->slots[i]; i = (i + 1) & t->mask)
		if (str_eq(t->w->v[t->slots[i] - 1].text, s))
			return t->slots[i] - 1;
	t->w->v[t->w->n] = (struct word){ .text = arena_str(a, s), .count = (uint32_t)utf8_count(s) };
	t->slots[i] = (uint32_t)++t->w->n;
	return t->slots[i] - 1;
}

static uint64_t gram_of(struct str s)
{
	size_t i = 0;
	uint32_t a = utf8_next(s, &i);

	return i < s.n ? GRAM(a, utf8_next(s, &i)) : GRAM_ONE(a);
}

/* How often a group is likely to be met: words that many rules use are common
 * words, and short ones stand in more texts than long ones. */
static double price(const struct words *w, const uint32_t *uses, const struct group *g)
{
	double sum = 0;

	for (size_t i = 0; i < g->n; i++) {
		uint32_t count = w->v[g->v[i]].count;

		sum += (1.0 + uses[g->v[i]]) * (count == 1 ? 40 : count == 2 ? 3 : 1);
	}
	return sum;
}

static const struct group *cheapest(const struct words *w, const uint32_t *uses, const struct rule *p)
{
	const struct group *best = NULL;
	double least = 0;

	for (size_t i = 0; i < p->n_groups; i++) {
		double x = price(w, uses, &p->groups[i]);

		if (!best || x < least) {
			best = &p->groups[i];
			least = x;
		}
	}
	return best;
}

/* Sorts out which rule waits at which words. */
static void rules_wait(struct pack *p, const uint32_t *uses)
{
	struct words *w = &p->words;
	const struct group **at = mem_alloc(p->n_rules * sizeof *at);
	size_t total = 0;

	for (size_t i = 0; i < p->n_rules; i++) {
		at[i] = cheapest(w, uses, &p->rules[i]);
		if (!at[i]) {
			w->bare[w->n_bare++] = (uint32_t)i;
			continue;
		}
		for (size_t k = 0; k < at[i]->n; k++)
			w->v[at[i]->v[k]].n_rules++;
		total += at[i]->n;
	}
	w->rules = arena_array(p->arena, uint32_t, total);
	for (size_t i = 0, sum = 0; i < w->n; i++) {
		w->v[i].first_rule = (uint32_t)sum;
		sum += w->v[i].n_rules;
		w->v[i].n_rules = 0;
	}
	for (size_t i = 0; i < p->n_rules; i++)
		for (size_t k = 0; at[i] && k < at[i]->n; k++) {
			struct word *x = &w->v[at[i]->v[k]];

			w->rules[x->first_rule + x->n_rules++] = (uint32_t)i;
		}
	free(at);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void group_fill(struct table *t, struct group *g, const struct literal_set *set, struct arena *a)
{
	uint32_t *v = arena_array(a, uint32_t, set->n);
	size_t n = 0;

	for (size_t i = 0; i < set->n; i++)
		v[i] = word_id(t, set->v[i], a);
	qsort(v, set->n, sizeof *v, by_number);
	for (size_t i = 0; i < set->n; i++)
		if (i == 0 || v[i] != v[i - 1])
			v[n++] = v[i];
	*g = (struct group){ v, n };
}

void words_build(struct pack *p, struct literal_set *const *groups, struct arena *scratch)
{
	struct words *w = &p->words;
	struct table t = { .w = w, .mask = 63 };
	size_t total = 0;

	for (size_t i = 0; i < p->n_rules; i++)
		for (size_t k = 0; k < p->rules[i].n_groups; k++)
			total += groups[i][k].n;
	while (t.mask < 2 * total)
		t.mask = 2 * t.mask + 1;
	t.slots = mem_zalloc((t.mask + 1) * sizeof *t.slots);
	w->v = mem_alloc(total * sizeof *w->v);
	w->bare = arena_array(p->arena, uint32_t, p->n_rules);
	for (size_t i = 0; i < p->n_rules; i++) {
		struct rule *x = &p->rules[i];

		x->groups = arena_array(p->arena, struct group, x->n_groups);
		for (size_t k = 0; k < x->n_groups; k++)
			group_fill(&t, &x->groups[k], &groups[i][k], p->arena);
	}
	free(t.slots);
	w->v = mem_grow(w->v, w->n * sizeof *w->v);

	uint32_t *uses = arena_array(scratch, uint32_t, w->n);
	struct gram *grams = arena_array(scratch, struct gram, w->n);

	for (size_t i = 0; i < p->n_rules; i++)
		for (size_t k = 0; k < p->rules[i].n_groups; k++)
			for (size_t j = 0; j < p->rules[i].groups[k].n; j++)
				uses[p->rules[i].groups[k].v[j]]++;
	rules_wait(p, uses);
	for (size_t i = 0; i < w->n; i++)
		w->singles |= w->v[i].count == 1;
	for (size_t i = 0; i < w->n; i++)
		grams[i] = (struct gram){ gram_of(w->v[i].text), (uint32_t)i };
	grams_build(&w->grams, grams, w->n);
}
