/* fixtures.h - what the stories of one process share: the pack, the keys, and databases
 * into which the folders that many begin with were loaded once. */
#ifndef BOT_STORY_FIXTURES_H
#define BOT_STORY_FIXTURES_H

#include <stdio.h>

#include "bot/base/err.h"
#include "bot/config/config.h"
#include "store/db/seal.h"

struct pack;

struct fixtures {
	struct arena *arena;
	struct pack *pack;
	struct keys keys; /* of all their databases */
	char dir[64];
	struct fixture *first;
	size_t n;
};

/* False: said on err. Freed in either case. */
bool fixtures_init(struct fixtures *, const struct config *, FILE *err);
void fixtures_free(struct fixtures *);

/* The database kept under `key` becomes the new file `path`. ERR_NOT_FOUND: there is none. */
MUST_CHECK enum err fixtures_get(const struct fixtures *, struct str key, const char *path);
/* Keeps a copy of the database at `path`, which nobody has open. */
MUST_CHECK enum err fixtures_keep(struct fixtures *, struct str key, const char *path);

#endif
