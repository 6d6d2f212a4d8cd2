/* telegram.h - what the three files of the Telegram channel share.
 *
 * telegram.c asks and listens, parse.c reads updates, send.c
 * writes replies and judges the answers. Ids are decimal strings everywhere. */
#ifndef BOT_CHANNELS_TELEGRAM_TELEGRAM_H
#define BOT_CHANNELS_TELEGRAM_TELEGRAM_H

#include <cjson/cJSON.h>

#include "bot/channels/channel.h"

enum { TELEGRAM_TEXT_UNITS = 4096 }; /* of a message */

struct telegram {
	char *url;	/* API/botTOKEN/: secret, never logged */
	char *file_url; /* API/file/botTOKEN/: the same */
	char *id;	/* of the bot itself; NULL before the first hello */
	char *username; /* without @; NULL before the first hello */
	int64_t offset; /* next getUpdates starts here, confirming all below; 0: at the oldest */
	int64_t taken;	/* the offset once the last answer is stored */
	int empty;	/* answers without an update, in a row */
	int failures;	/* of getMe or getUpdates, in a row */
};

extern const struct channel_ops telegram_channel;

/* An answer of the Bot API: {"ok":…,"result":…}, or why there is none. */
struct telegram_answer {
	cJSON *tree; /* NULL when it is not one; telegram_answer_free */
	bool ok;
	int status;	     /* error_code, else the HTTP status; 0: no answer */
	const cJSON *result; /* borrowed from the tree */
	struct str description;
	int64_t retry_after; /* seconds, or -1 */
	struct str moved_to; /* migrate_to_chat_id, or absent */
};

void telegram_answer_read(const struct http_response *, struct arena *, struct telegram_answer *);
void telegram_answer_free(struct telegram_answer *);

/* A POST of `body` (freed here) to a method of the API. */
void telegram_request(const struct telegram *, const char *method, cJSON *body, struct arena *, struct http_request *);

/* Reads one update into *m (in the arena; nothing is borrowed from the tree).
 * False: nothing in it is for us. */
bool telegram_parse(const struct channel *, const cJSON *update, struct arena *, struct message *m);

void telegram_send(struct channel *, const struct outgoing *, struct arena *, struct http_request *);
void telegram_judge(struct channel *, const struct http_response *, struct arena *, struct judgement *);

/* At most `units` UTF-16 units of text, whole grapheme clusters only, ending
 * in "…" where something was cut off. */
struct str telegram_fit(struct str text, size_t units, struct arena *);

/* "id" as a JSON number when it is one within 64 bits, else as a string. */
void telegram_put_id(cJSON *object, const char *key, struct str id);

#endif
