/* buf.h - a growing buffer that was given a cap at birth.
 *
 * What does not fit sets `failed` and changes nothing; later calls do nothing
 * either. So a writer checks once, at the end. data ends in a NUL that is not
 * counted, also when empty. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/base/err.h"
#include "bot/base/str.h"

struct buf {
	char *data;
	size_t n;
	size_t room; /* bytes allocated */
	size_t cap;  /* most bytes it may ever hold */
	bool failed;
};

void buf_init(struct buf *, size_t cap);
void buf_free(struct buf *);  /* leaves it empty and usable */
void buf_reset(struct buf *); /* empty, not failed, memory kept */
void buf_add(struct buf *, struct str);
void buf_addc(struct buf *, const char *); /* NULL adds nothing */
void buf_char(struct buf *, char);
void buf_printf(struct buf *, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str buf_str(const struct buf *); /* borrowed until the next change */

#endif
