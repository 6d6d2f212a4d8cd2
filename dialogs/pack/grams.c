/* grams.c - building the table of pairs. */
#include "dialogs/pack/grams.h"

#include <stdlib.h>

#include "bot/base/mem.h"

static int by_key(const void *a, const void *b)
{
	const struct gram *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->value < y->value ? -1 : x->value > y->value;
}

static uint64_t power_over(size_t n)
{
	uint64_t p = 64;

	while (p < n)
		p *= 2;
	return p;
}

static void cell_add(struct grams *g, uint64_t key, size_t first, size_t n)
{
	uint64_t h = gram_hash(key), i = h >> 17;

	while (g->cells[i & g->cell_mask].key)
		i++;
	g->cells[i & g->cell_mask] = (struct gram_cell){ key, (uint32_t)first, (uint32_t)n };
	g->bits[(h & g->bit_mask) >> 6] |= UINT64_C(1) << (h & 63);
}

void grams_build(struct grams *g, struct gram *v, size_t n)
{
	uint64_t cells = power_over(n * 2), bits = power_over(n * 16);

	qsort(v, n, sizeof *v, by_key);
	*g = (struct grams){ .bit_mask = bits - 1, .cell_mask = cells - 1, .n_values = n };
	g->bits = mem_zalloc(bits / 8);
	g->cells = mem_zalloc(cells * sizeof *g->cells);
	g->values = mem_alloc(n * sizeof *g->values);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i; k < n && v[k].key == v[i].key; k++)
			g->values[k] = v[k].value;
		cell_add(g, v[i].key, i, k - i);
	}
}

void grams_free(struct grams *g)
{
	free(g->bits);
	free(g->cells);
	free(g->values);
	*g = (struct grams){ 0 };
}
