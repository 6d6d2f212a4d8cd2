/* mask.c - numbers made of stars. */
#include "store/messages/mask.h"

#include "bot/base/utf8.h"

enum { LONGEST = 200, DIGITS = 4 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

struct str masked(struct str s, struct arena *a)
{
	struct str cut = arena_str(a, utf8_cut(s, LONGEST));
	char *p = (char *)cut.p;

	for (size_t i = 0, end; i < cut.n; i = end + 1) {
		for (end = i; end < cut.n && is_digit(p[end]); end++)
			;
		for (size_t k = i; end - i >= DIGITS && k < end; k++)
			p[k] = '*';
	}
	return cut;
}
