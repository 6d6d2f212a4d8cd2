/* room.h - what the chat room page shows of the database. */
#ifndef STORE_MESSAGES_ROOM_H
#define STORE_MESSAGES_ROOM_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/base/message.h"
#include "store/db/db.h"

/* Is this the sample city? Only there may anybody be anybody. */
bool room_is_sample(struct db *);
/* Has nobody used the database yet: neither people nor places? */
bool room_is_unused(struct db *);
/* Said before the sample is loaded, in a transaction of its own: a crash leaves no sample
 * that does not know what it is. */
MUST_CHECK enum err room_mark_sample(struct db *);

enum room_role { ROOM_RIDER, ROOM_MEMBER, ROOM_ADMIN };

struct room_person {
	struct str id; /* native, on the channel */
	struct str name;
	enum room_role role;
	struct str trade, site; /* absent when not known */
	struct str duty, scope; /* a role (the first by name) and for what; absent for most people */
};

/* At most `limit` people of the channel that have a name, whose id does not
 * begin with `but` (absent: all), in the order in which they became known. Arrays and text
 * in the arena. */
size_t room_people(struct db *, struct str channel, struct str but, size_t limit, struct room_person **out,
		   struct arena *);

struct room_group {
	int64_t chat;
	struct str id;	  /* native */
	struct str title; /* absent when not known */
};
size_t room_groups(struct db *, struct str channel, size_t limit, struct room_group **out, struct arena *);

/* Who is in which group: called for each pair of native ids. */
void room_memberships(struct db *, struct str channel, void (*each)(void *arg, struct str person, struct str group),
		      void *arg);

struct room_place {
	struct str name, aliases;
	struct position at;
};
size_t room_places(struct db *, size_t limit, struct room_place **out, struct arena *);

/* The id after which the channel's last `count` replies with a body lie. Looks
 * at the newest rows of all channels only, so that it costs little. */
int64_t room_replies_start(struct db *, struct str channel, int64_t count);

#endif
