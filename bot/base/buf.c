/* buf.c - a capped growing buffer. */
#include "bot/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"

static char nothing[1];

void buf_init(struct buf *b, size_t cap)
{
	*b = (struct buf){ .data = nothing, .cap = cap };
}

void buf_free(struct buf *b)
{
	if (b->data != nothing)
		free(b->data);
	buf_init(b, b->cap);
}

void buf_reset(struct buf *b)
{
	b->n = 0;
	b->failed = false;
	if (b->data != nothing)
		b->data[0] = '\0';
}

static bool grow(struct buf *b, size_t more)
{
	if (b->failed || more > b->cap - b->n) {
		b->failed = true;
		return false;
	}
	size_t need = b->n + more + 1;

	if (need > b->room) {
		size_t room = b->room ? b->room * 2 : 256;

		if (room < need)
			room = need;
		b->data = mem_grow(b->data == nothing ? NULL : b->data, room);
		b->room = room;
	}
	return true;
}

void buf_add(struct buf *b, struct str s)
{
	if (s.n == 0 || !grow(b, s.n))
		return;
	memcpy(b->data + b->n, s.p, s.n);
	b->n += s.n;
	b->data[b->n] = '\0';
}

void buf_addc(struct buf *b, const char *s)
{
	buf_add(b, str_c(s));
}

void buf_char(struct buf *b, char c)
{
	buf_add(b, (struct str){ &c, 1 });
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;

	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0) {
		b->failed = true;
	} else if (grow(b, (size_t)n)) {
		vsnprintf(b->data + b->n, (size_t)n + 1, fmt, ap);
		b->n += (size_t)n;
	}
	va_end(ap);
}

struct str buf_str(const struct buf *b)
{
	return (struct str){ b->data, b->n };
}
