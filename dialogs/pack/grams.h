/* grams.h - from two neighbouring code points to what is filed under them.
 *
 * A hash table built once and only read afterwards. A bitmap in front answers
 * most look-ups, which are for pairs that nothing is filed under. */
#ifndef DIALOGS_PACK_GRAMS_H
#define DIALOGS_PACK_GRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct grams {
	uint64_t *bits; /* one bit for each hash that is taken */
	uint64_t bit_mask;
	struct gram_cell {
		uint64_t key; /* 0: free */
		uint32_t first, n;
	} * cells;
	uint64_t cell_mask;
	uint32_t *values; /* what cells point into */
	size_t n_values;
};

struct gram {
	uint64_t key;
	uint32_t value;
};

/* Pairs are never 0; single code points have a key of their own. */
#define GRAM(a, b) ((uint64_t)(a) << 32 | (uint64_t)(b) << 1 | 1)
#define GRAM_ONE(a) ((uint64_t)(a) << 32 | UINT64_C(0xfffffffe))

/* Sorts `v` by key, keeping the order of equal keys. */
void grams_build(struct grams *, struct gram *v, size_t n);
void grams_free(struct grams *);

static inline uint64_t gram_hash(uint64_t key)
{
	key *= UINT64_C(0x9e3779b97f4a7c15);
	return key ^ key >> 29;
}

/* The values filed under `key`; *n is 0 when there are none. */
static inline const uint32_t *grams_get(const struct grams *g, uint64_t key, size_t *n)
{
	uint64_t h = gram_hash(key);

	*n = 0;
	if (!g->cells || !(g->bits[(h & g->bit_mask) >> 6] >> (h & 63) & 1))
		return NULL;
	for (uint64_t i = h >> 17;; i++) {
		const struct gram_cell *c = &g->cells[i & g->cell_mask];

		if (c->key == key) {
			*n = c->n;
			return g->values + c->first;
		}
		if (!c->key)
			return NULL;
	}
}

#endif
