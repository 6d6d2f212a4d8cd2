/* room.h - settings of the channel kind "room", the chat page. The page itself
 * is bot/web/room/room.c. */
#ifndef BOT_CHANNELS_ROOM_ROOM_H
#define BOT_CHANNELS_ROOM_ROOM_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/channels/channel.h"

enum { ROOM_PASSWORD_LEAST = 8, ROOM_PASSWORD_MOST = 256 }; /* bytes */

/* channel.state of this kind. Never changed after configure: other threads read it. */
struct room_access {
	char *password; /* NULL: none */
	bool hashed;	/* it is an argon2id string */
};

/* Is it the password? Slow on purpose when hashed (tens of ms and MB): not for
 * the loop's thread. */
bool room_password_is(const struct room_access *, struct str typed);

extern const struct channel_ops room_channel;

#endif
