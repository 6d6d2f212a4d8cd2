/* phrase.h - the words that the bot says, with placeholders filled in. */
#ifndef DIALOGS_PACK_PHRASE_H
#define DIALOGS_PACK_PHRASE_H

#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/str.h"
#include "dialogs/pack/pack.h"

struct fill {
	const char *name; /* of a {placeholder} */
	struct str value;
};

/* The phrase's wording number seed % wordings, placeholders filled. A value is
 * put in as it is and never read for placeholders. An unknown phrase gives its
 * own name in 「」 and is logged: `check` proves that this cannot happen. */
struct str phrase(const struct pack *, const char *name, uint64_t seed, const struct fill *, size_t n, struct arena *);

/* Tells one wording of a phrase from another; the same for the same words for ever. */
int64_t phrase_version(const struct pack *, const char *name);

bool phrase_exists(const struct pack *, const char *name);

#endif
