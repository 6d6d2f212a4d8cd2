/* chat.h - groups and private chats. */
#ifndef STORE_MESSAGES_CHAT_H
#define STORE_MESSAGES_CHAT_H

#include <stdbool.h>

#include "bot/base/message.h"
#include "store/db/db.h"

struct chat {
	int64_t id; /* 0: unknown to us */
	enum chat_type type;
	const char *mode; /* of a group: called, quiet, open */
	int64_t street;	  /* place id, or 0 */
	bool noticed;	  /* the group was told who runs the bot */
	bool gone;	  /* the bot may not write there */
	int64_t uncalled; /* answers given today without being called */
};

struct chat chat_find(struct db *, struct str channel, struct str native, ms_t now, struct arena *);
/* The same, and remembers an unknown chat. person: whose private chat it is. */
struct chat chat_meet(struct db *, const struct message *, int64_t person, ms_t now, struct arena *);
/* The person's private chat on this channel; 0: he cannot be written to there, or
 * never wrote and `first` is false (the platform lets nobody write first). */
int64_t chat_private(struct db *, struct str channel, struct str native, int64_t person, bool first);
/* The same; when he cannot be written to it is gone until he writes, and what is
 * left in it waits for him. */
int64_t chat_to_come(struct db *, struct str channel, struct str native, int64_t person, bool first);

/* Where a person may be written to in private: his chats, the one last used
 * first, then his ids on channels where he has none (chat 0). */
enum { ADDRESSES_MAX = 8 };
struct address {
	struct str channel, native; /* in the arena */
	int64_t chat;
};
size_t chat_addresses(struct db *, int64_t person, struct address out[ADDRESSES_MAX], struct arena *);
struct str chat_channel(struct db *, int64_t chat, struct arena *); /* NO_STR: none, or the bot may not write there */

void chat_set_noticed(struct db *, int64_t chat);
void chat_set_gone(struct db *, int64_t chat, bool gone);
void chat_count_uncalled(struct db *, int64_t chat, ms_t now);

void chat_set_mode(struct db *, int64_t chat, const char *mode); /* called, quiet, open */
/* The group whose title stands in `said`, the longest such; 0: none. */
int64_t chat_titled(struct db *, struct str said);
/* Is the person on the list of the group? */
bool chat_has_member(struct db *, int64_t chat, int64_t person);
/* Is it a group that may be told something it did not ask for? */
bool chat_takes_notices(struct db *, int64_t chat);
bool chat_is_group(struct db *, int64_t chat);
struct str chat_title(struct db *, int64_t chat, struct arena *); /* NO_STR: it has none */
/* The names of the street and the branch that the group belongs to; absent: none. */
void chat_belongs(struct db *, int64_t chat, struct arena *, struct str *street, struct str *branch);
/* Takes the platform's id off a chat; what refers to the row stays. */
void chat_erase_id(struct db *, int64_t chat);
/* The platform gave the chat another id. */
void chat_move(struct db *, struct str channel, struct str from, struct str to);

#endif
