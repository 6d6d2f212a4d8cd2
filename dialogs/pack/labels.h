/* labels.h - how the pack calls a slot value when it speaks. */
#ifndef DIALOGS_PACK_LABELS_H
#define DIALOGS_PACK_LABELS_H

#include "bot/base/arena.h"
#include "bot/base/str.h"
#include "dialogs/pack/pack.h"

/* The first of the value's words in [slot NAME]: ("service", "charging") gives
 * 充电; the value itself when the pack has none. Borrowed from the pack. */
struct str pack_label(const struct pack *, const char *slot, struct str value);

#endif
