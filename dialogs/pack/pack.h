/* pack.h - a dialog pack: the words that the bot understands and says.
 *
 * A pack is a folder of INI files (dialogs/FORMAT.md). It is read once,
 * checked, and never changed afterwards; a reload builds another one. */
#ifndef DIALOGS_PACK_PACK_H
#define DIALOGS_PACK_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/str.h"

struct pack;
struct form;
struct intent;

/* What is wrong with a pack, for a person: "dialogs/zh-CN/station.ini:12: …". */
struct problems {
	struct arena *arena; /* where the lines live */
	struct str *lines;
	size_t n;
	size_t room;
};

void problem(struct problems *, const char *file, int line, const char *fmt, ...) PRINTF_LIKE(4, 5);

void pack_free(struct pack *); /* NULL-safe */
/* The same pack for somebody who will pack_free it too. Within one thread. */
struct pack *pack_share(struct pack *);

/* Intents in the order of the files. */
size_t pack_intents(const struct pack *);
const struct intent *pack_intent_at(const struct pack *, size_t i);
const struct intent *pack_intent(const struct pack *, const char *name); /* NULL: no such */
const char *intent_name(const struct intent *);
bool intent_planned(const struct intent *);	   /* listed, its capability comes later */
bool intent_admin(const struct intent *);	   /* where=A */
const char *intent_context(const struct intent *); /* counts only after this question; NULL: always */
bool intent_in_group(const struct intent *);	   /* where has G */
bool intent_in_private(const struct intent *);	   /* where has P */

/* The form that an intent fills, or NULL. */
const struct form *pack_form(const struct pack *, const char *intent);

#endif
