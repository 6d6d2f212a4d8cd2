/* reply.h - a reply as it is kept in the outbox: sealed JSON.
 *
 *	{"text":"…","buttons":[{"text":"满意","data":"…"}],
 *	 "position":{"lat":30.41,"lon":103.46,"datum":"gcj02"},"place":"…","photo":12,"receipt":true}
 *
 * Members that say nothing are left out. Unknown members are ignored, so that
 * a body written by a newer program can still be read. */
#ifndef STORE_MESSAGES_REPLY_H
#define STORE_MESSAGES_REPLY_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "bot/base/arena.h"
#include "bot/base/message.h"
#include "bot/base/str.h"

/* The JSON, in the arena. */
struct str reply_save(const struct reply *, struct arena *);

/* False when the text is not a reply; then *out is empty. Everything in *out
 * is allocated in the arena. */
bool reply_load(struct str json, struct arena *, struct reply *out);

/* {"lat":…,"lon":…,"datum":"gcj02"}: the form that positions have everywhere
 * outside of the program. */
cJSON *position_json(const struct position *);

#endif
