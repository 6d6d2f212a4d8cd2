/* core.h - the house without its doors: database, pack, channels, gateway and
 * sender, put together once for `run`, `chat` and `stories`. Knows no loop. */
#ifndef BOT_ENGINE_CORE_H
#define BOT_ENGINE_CORE_H

#include <stdio.h>

#include "bot/channels/channel.h"
#include "bot/config/config.h"
#include "bot/engine/gateway.h"
#include "bot/engine/sender.h"
#include "store/db/db.h"

struct core {
	const struct config *config;
	const struct keys *keys;
	struct db *db;
	struct channel *channels;
	size_t n_channels;
	struct gateway *gateway;
	struct sender *sender;
};

struct core_setup {
	const struct config *config; /* borrowed, as is all here */
	const struct keys *keys;
	const char *db;	   /* path */
	enum db_mode mode; /* DB_HELD, DB_WRITE or DB_SCRATCH */
	const char *mark;  /* turn.mark, or NULL */
	struct transport *transport;
	struct pack *pack; /* shared; NULL: that of the configuration is loaded */
	ms_t house_every;  /* see gateway.h */
	FILE *err;	   /* where it is said what is wrong, for a person */
};

MUST_CHECK enum err core_open(const struct core_setup *, ms_t now, struct core *out);
void core_close(struct core *); /* also after a core_open that failed */

/* Does all that is due; returns when it wants to be called again. */
ms_t core_tick(struct core *, ms_t now);

/* The pack of the configuration, checked as far as loading goes; NULL: said on err. */
struct pack *core_load_pack(const struct config *, FILE *err);

ms_t wall_clock(void);

#endif
