/* config.h - the configuration: every option once, in one table (config.c).
 *
 * The struct, the defaults, the reader, the validation and the check of
 * config.example.ini all come from that table. Paths in a file are relative
 * to the file; here they are complete. Read once, then never changed. */
#ifndef BOT_CONFIG_CONFIG_H
#define BOT_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/buf.h"
#include "bot/base/clock.h"
#include "bot/base/err.h"
#include "bot/base/log.h"
#include "bot/base/str.h"
#include "store/keep/retention.h"

/* One "key = value" of a [channel NAME] section: what it means is the kind's
 * business (channel_ops.options). */
struct config_setting {
	const char *key;
	const char *value;
	int line;
};

struct config_channel {
	const char *name;
	const char *kind;
	int line;
	struct config_setting *settings;
	size_t n;
};

struct config {
	struct arena *arena;
	const char *file; /* or NULL: all defaults */
	const char *dir;  /* what its paths are relative to */

	const char *bot_name; /* [bot] name */
	const char *timezone;
	const char *pack; /* folder of the dialog pack */
	const char *data; /* folder, made (0700) when absent */

	const char *listen;	/* [http] ADDRESS:PORT */
	const char *public_url; /* or NULL */
	int64_t link_days;

	const char *db; /* [store] url, without "sqlite:" */

	struct clock_spans quiet; /* [hours] */
	struct clock_spans peaks;
	struct clock_spans workday;

	int64_t per_person;		  /* [limits] messages a minute before a kind notice, then silence */
	int64_t per_chat;		  /* answers a minute in one group */
	int64_t offers, wave;		  /* volunteers: a day, minutes */
	int64_t alert_people, alert_days; /* the same matter at one place */
	int64_t uncalled;		  /* answers a day in one group without being called */
	int64_t group;			  /* messages that share a transaction at most */
	int64_t body;			  /* bytes of one HTTP request */
	int64_t photo;			  /* bytes of one photo */

	const char *key_file; /* [privacy] */
	const char *ledger_file;
	int64_t keep_days[KEEP_KINDS]; /* 0: for ever */

	enum log_level log_level; /* [log] */
	bool log_json;

	struct config_channel *channels;
	size_t n_channels;
};

/* file NULL: the defaults (with the channels of the example). On failure
 * *why has lines "file:line: what", for a person. Free with config_free.
 * Makes no file and changes nothing. */
MUST_CHECK enum err config_load(const char *file, struct config **out, struct buf *why);
void config_free(struct config *); /* NULL-safe */

/* Makes the data folder (0700) when it is absent; one line in *why when it cannot. */
MUST_CHECK enum err config_make_data(const struct config *, struct buf *why);

/* Setting of a channel, or `otherwise`. */
const char *config_setting(const struct config_channel *, const char *key, const char *otherwise);

/* A path of the configuration made complete, in its arena. */
const char *config_path(const struct config *, const char *path);

/* Something that comes with the program ("dialogs/zh-CN", "store/sample"):
 * the first of these that exists: beside the configuration, in the source tree
 * that the program was built in, where `make install` put it. When none does:
 * as config_path. In the arena of the configuration. */
const char *config_share(const struct config *, const char *path);

/* The text of config.example.ini, made from the table. */
void config_example(struct buf *out);

#endif
