/* arena.h - memory with one lifetime: everything one turn needs, freed at once.
 *
 * Nothing from an arena is freed singly. Allocation failure ends the process
 * (see mem.h). Blocks are kept by arena_reset, so that a warm arena asks the
 * system for nothing. Not thread-safe. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "bot/base/err.h"
#include "bot/base/str.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *);  /* NULL-safe */
void arena_reset(struct arena *); /* everything from it is gone; big blocks are given back */

/* Zeroed, aligned for any type. n may be 0. Never NULL. */
void *arena_alloc(struct arena *, size_t n);

/* An array of n things of type T, zeroed. */
#define arena_array(a, T, n) ((T *)arena_alloc_array((a), (n), sizeof(T)))
#define arena_one(a, T) arena_array(a, T, 1)
void *arena_alloc_array(struct arena *, size_t n, size_t size);

/* Copies end in a NUL that is not counted. */
char *arena_strdup(struct arena *, const char *s); /* NULL stays NULL */
struct str arena_str(struct arena *, struct str s);
char *arena_cstr(struct arena *, struct str s);
struct str arena_printf(struct arena *, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str arena_vprintf(struct arena *, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);

#endif
