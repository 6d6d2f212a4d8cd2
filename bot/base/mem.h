/* mem.h - allocation that cannot fail: out of memory ends the process, and
 * the transactional inbox makes the restart the recovery. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t n); /* not zeroed */
void *mem_zalloc(size_t n);
void *mem_grow(void *p, size_t n); /* realloc */
char *mem_strdup(const char *s);   /* NULL stays NULL */
_Noreturn void mem_exhausted(void);

#endif
