/* near.c - when nothing was understood: the intents whose examples share most
 * with what was said. Rare pairs of characters say more than common ones. */
#include <math.h>
#include <stdlib.h>

#include "bot/base/utf8.h"
#include "dialogs/match/internal.h"
#include "dialogs/words/normalise.h"

enum { PAIRS_MAX = 64, INTENTS_MAX = 4096 };

/* Shared weight against all of the sentence's: below, a guess is a nuisance. */
static const float LEAST = 0.30f;

static size_t pairs_of(struct str s, uint64_t *out, size_t room)
{
	size_t n = 0, i = 0;
	uint32_t a = s.n ? utf8_next(s, &i) : 0;

	while (i < s.n && n < room) {
		uint32_t b = utf8_next(s, &i);

		if (a > ' ' && b > ' ')
			out[n++] = GRAM(a, b);
		a = b;
	}
	return n;
}

static int by_gram(const void *a, const void *b)
{
	const struct gram *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->value < y->value ? -1 : x->value > y->value;
}

void near_build(struct pack *p)
{
	struct arena *scratch = arena_new();
	size_t room = 0, n = 0, kept = 0;

	for (size_t i = 0; i < p->n_intents; i++)
		room += p->intents[i].examples.n * PAIRS_MAX;
	struct gram *v = arena_array(scratch, struct gram, room);

	for (size_t i = 0; i < p->n_intents && i < INTENTS_MAX; i++)
		for (size_t k = 0; !p->intents[i].context && k < p->intents[i].examples.n; k++) {
			uint64_t keys[PAIRS_MAX];
			size_t m = pairs_of(normalise(p->intents[i].examples.v[k].text, scratch), keys, PAIRS_MAX);

			for (size_t j = 0; j < m; j++)
				v[n++] = (struct gram){ keys[j], (uint32_t)i };
		}
	qsort(v, n, sizeof *v, by_gram);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || by_gram(&v[i], &v[i - 1]) != 0)
			v[kept++] = v[i];
	grams_build(&p->near, v, kept);
	arena_free(scratch);
}

static bool offered(const struct intent *i, enum where where)
{
	if (i->admin && !i->private)
		return where == WHERE_ADMIN;
	return where == WHERE_GROUP ? i->group : i->private;
}

void near_find(const struct pack *p, struct str said, enum where where, struct arena *a, const char *near[3])
{
	uint64_t keys[PAIRS_MAX];
	size_t m = pairs_of(said, keys, PAIRS_MAX), intents = p->n_intents < INTENTS_MAX ? p->n_intents : INTENTS_MAX;
	size_t n_met = 0;
	uint32_t *met; /* intents that share anything */
	float all = 0, *score;

	near[0] = near[1] = near[2] = NULL;
	if (m == 0 || intents == 0)
		return;
	score = arena_array(a, float, intents);
	met = arena_array(a, uint32_t, intents);
	for (size_t j = 0; j < m; j++) {
		size_t n;
		const uint32_t *ids = grams_get(&p->near, keys[j], &n);
		float weight = logf((2.0f + (float)intents) / (1.0f + (float)n));

		all += weight;
		for (size_t i = 0; i < n; i++) {
			if (score[ids[i]] == 0)
				met[n_met++] = ids[i];
			score[ids[i]] += weight;
		}
	}
	for (int rank = 0; rank < 3; rank++) {
		size_t best = intents;

		for (size_t k = 0; k < n_met; k++) {
			uint32_t i = met[k];

			if (score[i] > LEAST * all && offered(&p->intents[i], where) &&
			    (best == intents || score[i] > score[best] || (score[i] == score[best] && i < best)))
				best = i;
		}
		if (best == intents)
			return;
		near[rank] = p->intents[best].name;
		score[best] = -1;
	}
}
