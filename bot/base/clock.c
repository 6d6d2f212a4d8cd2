/* clock.c - spans of the local day. */
#include "bot/base/clock.h"

#include <stdio.h>

bool clock_within(const struct clock_spans *s, int at)
{
	for (size_t i = 0; i < s->n; i++) {
		int from = s->v[i].from, to = s->v[i].to;

		if (from < to ? at >= from && at < to : at >= from || at < to)
			return true;
	}
	return false;
}

void clock_words(const struct clock_spans *s, char *out, size_t room)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < s->n && n < room; i++) {
		const struct clock_span *x = &s->v[i];

		n += (size_t)snprintf(out + n, room - n, "%s%02d:%02d-%02d:%02d", i ? " " : "", x->from / 60,
				      x->from % 60, x->to / 60, x->to % 60);
	}
}
