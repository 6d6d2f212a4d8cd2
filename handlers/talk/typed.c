/* typed.c - a slot's words as the person typed them: slots come from normalised text, in
 * which "，" is "," and "WIFI" is "wifi". */
#include "bot/base/utf8.h"
#include "dialogs/words/normalise.h"
#include "handlers/turn/turn.h"

enum { SHRINKS = 40 /* characters that normalising may take away */ };

struct str turn_typed(const struct turn *t, struct str slot)
{
	size_t least = utf8_count(slot), left = utf8_count(t->said);

	if (!slot.n || str_has(t->said, slot))
		return slot;
	for (size_t i = 0; i < t->said.n && left >= least; left--) {
		struct str rest = str_sub(t->said, i, t->said.n);

		if (left <= least + SHRINKS && str_eq(normalise(rest, t->arena), slot))
			return str_trim(rest);
		utf8_next(t->said, &i);
	}
	return slot;
}
