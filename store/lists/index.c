/* index.c - finding a row by its key. */
#include <sodium.h>
#include <stdlib.h>

#include "bot/base/mem.h"
#include "store/lists/internal.h"

_Static_assert(sizeof((struct seen){ 0 }).key == crypto_shorthash_KEYBYTES, "the key of the hash");

static struct index_slot *slot_of(const struct index *x, struct str key)
{
	size_t i = str_hash(key) & (x->room - 1);

	while (x->slots[i].key.p && !str_eq(x->slots[i].key, key))
		i = (i + 1) & (x->room - 1);
	return &x->slots[i];
}

uint32_t *index_find(const struct index *x, struct str key)
{
	if (!x->room || !key.p)
		return NULL;
	struct index_slot *s = slot_of(x, key);

	return s->key.p ? &s->value : NULL;
}

void index_add(struct index *x, struct arena *a, struct str key, uint32_t value)
{
	if (x->n * 2 >= x->room) {
		struct index old = *x;

		x->room = old.room ? old.room * 2 : 64;
		x->slots = arena_array(a, struct index_slot, x->room);
		for (size_t i = 0; i < old.room; i++)
			if (old.slots[i].key.p)
				*slot_of(x, old.slots[i].key) = old.slots[i];
	}
	struct index_slot *s = slot_of(x, key);

	x->n += !s->key.p;
	*s = (struct index_slot){ key, value };
}

/* -------------------------------------------------------------------- seen */

static uint64_t hash_of(const struct seen *x, struct str text)
{
	uint64_t hash;

	crypto_shorthash((unsigned char *)&hash, (const unsigned char *)text.p, text.n, x->key);
	return hash;
}

static size_t place_of(const struct seen *x, uint64_t hash)
{
	size_t i = hash & (x->room - 1);

	while (x->lines[i] && x->hashes[i] != hash)
		i = (i + 1) & (x->room - 1);
	return i;
}

/* Three quarters full at most; 16 to 32 bytes a text. */
static void make_room(struct seen *x)
{
	struct seen old = *x;

	if (x->n < x->room / 4 * 3)
		return;
	if (!old.room)
		randombytes_buf(x->key, sizeof x->key);
	x->room = old.room ? old.room * 2 : 64;
	x->hashes = mem_alloc(x->room * sizeof *x->hashes);
	x->lines = mem_zalloc(x->room * sizeof *x->lines);
	for (size_t i = 0; i < old.room; i++) {
		if (!old.lines[i])
			continue;
		size_t to = place_of(x, old.hashes[i]);

		x->hashes[to] = old.hashes[i];
		x->lines[to] = old.lines[i];
	}
	seen_free(&old);
}

uint32_t seen_line(const struct seen *x, struct str text)
{
	return x->room ? x->lines[place_of(x, hash_of(x, text))] : 0;
}

uint32_t seen_add(struct seen *x, struct str text, uint32_t line)
{
	make_room(x);
	uint64_t hash = hash_of(x, text);
	size_t at = place_of(x, hash);
	uint32_t before = x->lines[at];

	if (!before) {
		x->hashes[at] = hash;
		x->lines[at] = line;
		x->n++;
	}
	return before;
}

void seen_free(struct seen *x)
{
	free(x->hashes);
	free(x->lines);
	x->hashes = NULL;
	x->lines = NULL;
	x->room = x->n = 0;
}
