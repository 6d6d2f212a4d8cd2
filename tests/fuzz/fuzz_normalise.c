/* fuzz_normalise.c - any valid text: one spelling, the same the second time; numbers
 * and times read from it stay within their bounds. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/words/normalise.h"
#include "dialogs/words/numbers.h"
#include "dialogs/words/times.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_numbers(struct str s, struct arena *a)
{
	struct when w[8];
	int64_t from, to;
	bool bad;

	code_find_any(s, "QTALDMBC", a);
	phone_find(s, a, &bad);
	for (size_t i = 0; i < s.n;) {
		double v;

		if (!number_read(s, &i, &v))
			utf8_next(s, &i);
	}
	for (size_t i = 0, n = times_find(s, INT64_C(1749610800000), w, 8); i < n; i++) {
		when_str(&w[i], a);
		if (w[i].minute < 0 || w[i].minute >= 1440 || w[i].to <= w[i].from || w[i].to > s.n)
			abort();
	}
	if (times_period(s, INT64_C(1749610800000), &from, &to) && from > to)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *a;
	struct str s = { (const char *)data, size };

	if (!a)
		a = arena_new();
	if (!utf8_valid(s) || (size && memchr(data, 0, size)))
		return 0;
	struct str once = normalise(s, a), twice = normalise(once, a);

	if (!utf8_valid(once) || !str_eq(once, twice))
		abort();
	read_numbers(once, a);
	arena_reset(a);
	return 0;
}
