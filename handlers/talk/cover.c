/* cover.c - pairs of neighbours, looked for. */
#include "handlers/talk/cover.h"

#include "bot/base/utf8.h"

static bool counts(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	       (cp >= 0xc0 && cp < 0x2000) || (cp >= 0x2e80 && !(cp >= 0x3000 && cp <= 0x303f) && cp < 0xff00) ||
	       cp >= 0x10000;
}

struct cover cover_of(struct str text, struct str in)
{
	struct cover c = { 0 };
	size_t from = 0;		     /* where the character before begins, when `alone` says so */
	bool run = false;		     /* the character before counts */
	bool known = false, counted = false; /* and was found, and was counted */

	for (size_t i = 0; i < text.n;) {
		size_t at = i;

		if (!counts(utf8_next(text, &i))) {
			run = false;
			continue;
		}
		if (run) {
			bool found = str_has(in, str_sub(text, from, i));

			c.of += counted ? 1 : 2;
			c.found += found ? (known ? 1 : 2) : 0;
			known = found;
			counted = true;
		} else {
			known = counted = false;
		}
		run = true;
		from = at;
	}
	return c;
}

bool cover_reaches(struct cover c, unsigned percent)
{
	return c.of && c.found * 100 >= c.of * percent;
}
