/* clock.h - spans of the local day: "22:00-07:00". */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>

enum { CLOCK_SPANS = 4, MINUTES_OF_DAY = 24 * 60 };

/* Minutes of the day, [from, to); `to` may be smaller: over midnight. */
struct clock_span {
	int from, to;
};

struct clock_spans {
	struct clock_span v[CLOCK_SPANS];
	size_t n;
};

/* Is the minute of the day within one of the spans? */
bool clock_within(const struct clock_spans *, int minute);
/* "09:00-12:00 13:30-17:00" into out[room]; cut when it does not fit. */
void clock_words(const struct clock_spans *, char *out, size_t room);

#endif
