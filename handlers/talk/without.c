/* without.c - words of a list made blanks. */
#include "handlers/talk/without.h"

#include <string.h>

struct str said_without(struct turn *t, struct str text, const char *phrase)
{
	struct str rest = turn_phrase(t, phrase, NULL, 0), word;
	char *p = arena_cstr(t->arena, text);

	while (str_split(&rest, ' ', &word))
		for (ptrdiff_t at; word.n && (at = str_find((struct str){ p, text.n }, word)) >= 0;)
			memset(p + at, ' ', word.n);
	return (struct str){ p, text.n };
}
