/* arena.c - a chain of blocks, filled from the front. */
#include "bot/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"

enum { BLOCK = 16 * 1024, KEEP = 256 * 1024 };

struct block {
	struct block *next;
	size_t size;
	size_t used;
	_Alignas(max_align_t) char data[];
};

struct arena {
	struct block *first; /* never NULL */
	struct block *now;   /* the block being filled */
};

static struct block *block_new(size_t size)
{
	struct block *b = mem_alloc(sizeof *b + size);

	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

struct arena *arena_new(void)
{
	struct arena *a = mem_alloc(sizeof *a);

	a->first = a->now = block_new(BLOCK);
	return a;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	for (struct block *b = a->first, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	free(a);
}

void arena_reset(struct arena *a)
{
	size_t kept = 0;
	struct block **link = &a->first->next;

	while (*link) {
		struct block *b = *link;

		if (b->size > BLOCK || (kept += b->size) > KEEP) {
			*link = b->next;
			free(b);
		} else {
			b->used = 0;
			link = &b->next;
		}
	}
	a->first->used = 0;
	a->now = a->first;
}

void *arena_alloc(struct arena *a, size_t n)
{
	const size_t align = _Alignof(max_align_t);

	if (n > SIZE_MAX / 2)
		mem_exhausted();
	n = (n + align - 1) / align * align;
	while (a->now->size - a->now->used < n) {
		if (!a->now->next || a->now->next->size < n) {
			struct block *b = block_new(n > BLOCK ? n : BLOCK);

			b->next = a->now->next;
			a->now->next = b;
		}
		a->now = a->now->next;
	}
	void *p = a->now->data + a->now->used;

	a->now->used += n;
	return memset(p, 0, n);
}

void *arena_alloc_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / 2 / size)
		mem_exhausted();
	return arena_alloc(a, n * size);
}

struct str arena_str(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

char *arena_cstr(struct arena *a, struct str s)
{
	return (char *)arena_str(a, s).p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_cstr(a, str_c(s)) : NULL;
}

struct str arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return STR("");
	char *p = arena_alloc(a, (size_t)n + 1);

	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return (struct str){ p, (size_t)n };
}

struct str arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	struct str s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}
