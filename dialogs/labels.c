/* labels.c - the pack's own word for a value. */
#include "dialogs/labels.h"

#include "dialogs/internal.h"

struct str pack_label(const struct pack *pack, const char *slot, struct str value)
{
	const struct slot_def *def = pack_slot(pack, str_c(slot));

	for (size_t i = 0; def && i < def->n_words; i++)
		if (def->words[i].text.n && str_is(value, def->values[def->words[i].value]))
			return def->words[i].text;
	return value;
}
