/* table.c - the platforms that there are: one row for each kind of channel. */
#include <stddef.h>
#include <string.h>

#include "bot/channels/channel.h"

extern const struct channel_ops bridge_channel, room_channel, telegram_channel, story_channel, shy_story_channel;

const struct channel_ops *const channel_kinds[] = {
	&bridge_channel, &room_channel, &telegram_channel, &story_channel, &shy_story_channel, NULL,
};

const struct channel_ops *channel_kind(const char *kind)
{
	for (size_t i = 0; channel_kinds[i]; i++)
		if (strcmp(channel_kinds[i]->kind, kind) == 0)
			return channel_kinds[i];
	return NULL;
}
