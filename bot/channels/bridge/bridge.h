/* bridge.h - the words of the bridge API: the update parser, which the room
 * page uses too, the printer of replies, and the channel's token. */
#ifndef BOT_CHANNELS_BRIDGE_BRIDGE_H
#define BOT_CHANNELS_BRIDGE_BRIDGE_H

#include <cjson/cJSON.h>

#include "bot/channels/channel.h"

/* Bytes. Longer ids, texts, … are 422; longer names and titles are cut. */
enum {
	BRIDGE_ELEMENTS = 100,
	BRIDGE_ID = 128,
	BRIDGE_TEXT = 16 * 1024,
	BRIDGE_URL = 2048,
	BRIDGE_BUTTON = 256,
	BRIDGE_PHOTOS = 10,
	BRIDGE_NAME = 64, /* code points */
};

/* Where the photo of a reply is fetched: this and the reply's id. */
#define BRIDGE_MEDIA "/api/v1/media/"

/* One update or an array of them. On failure out->why is present: malformed
 * says 400, otherwise it is 422 and bad_index names the element. photo_max is
 * of one photo, decoded. All that is in *out is allocated in the arena. */
void bridge_parse(struct str channel, struct str json, ms_t now, int64_t photo_max, struct arena *,
		  struct updates *out);

/* One element of {"replies":[…]}; the caller's to delete. */
cJSON *bridge_reply(const struct outgoing *);

/* Does this token open the channel (of kind bridge)? Takes the same time
 * whatever the token is. */
bool bridge_admits(const struct channel *, struct str token);

#endif
