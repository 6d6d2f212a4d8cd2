/* labels.c - the pack's own word for a value. */
#include "dialogs/pack/labels.h"

#include "dialogs/pack/internal.h"

struct str pack_label(const struct pack *pack, const char *slot, struct str value)
{
	const struct slot_def *def = pack_slot(pack, str_c(slot));

	for (size_t i = 0; def && i < def->n_values; i++)
		if (def->labels[i].p && str_is(value, def->values[i]))
			return def->labels[i];
	return value;
}
