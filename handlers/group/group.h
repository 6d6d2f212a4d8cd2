/* group.h - how much the bot says in a group. */
#ifndef HANDLERS_GROUP_GROUP_H
#define HANDLERS_GROUP_GROUP_H

#include "handlers/turn/turn.h"

/* May the speaker change what this group gets and hears? */
bool group_may_change(struct turn *, int64_t chat);

#endif
