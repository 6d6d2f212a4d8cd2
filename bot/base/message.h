/* message.h - what comes in and what goes out, in the words of no platform.
 *
 * Channels translate to and from these; nothing above a channel knows which
 * platform a person uses. All text is valid UTF-8 without NUL. Everything is
 * borrowed from the arena of whoever built the message. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bot/base/str.h"
#include "bot/base/time.h"

enum chat_type { CHAT_GROUP, CHAT_PRIVATE };
enum datum { DATUM_GCJ02, DATUM_WGS84 };

struct position {
	double lat, lon; /* degrees */
	enum datum datum;
};

/* A photo is a URL to fetch, or bytes, or a file id of the platform. */
struct photo {
	struct str url;
	struct str bytes;
	struct str file_id;
	struct str mime; /* as claimed; never trusted */
};

struct message {
	struct str channel; /* name of the channel, as in "[channel NAME]" */
	struct str id;	    /* the platform's id of this update: what is deduplicated */
	struct str native; /* the message's own id within its chat: what reply_to, edits and recalls name; absent: id */
	ms_t time;	   /* when it was sent; 0: not known, take the time of receipt */
	struct str chat;   /* the platform's id of the chat; of a private chat: the person's id */
	enum chat_type type;
	struct str title; /* of a group, or absent */
	struct str from;  /* the platform's id of the speaker */
	struct str name;  /* how the platform names the speaker, or absent */
	bool from_bot;
	bool from_group; /* sent in the group's own name (anonymous admin): nobody's rights */
	struct str text; /* absent when there is none */
	bool mentions_bot;
	bool mentions_other; /* another person is @-ed */
	bool replies_to_bot; /* the channel knows that reply_to is one of ours */
	struct str reply_to; /* id of the message replied to, or absent */
	struct photo *photos;
	size_t n_photos;
	struct position *position; /* or NULL */
	struct str voice;	   /* URL or file id of a voice message, or absent */
	bool transcript;	   /* text is the platform's transcript of the voice */
	struct str button;	   /* data of a pressed button, or absent */
	struct str edits;	   /* id of the message that this replaces, or absent */
	struct str recalls;	   /* id of the message taken back, or absent */
	struct str ack;		   /* what the channel must acknowledge after the commit (Telegram: callback id) */
	enum {
		NEWS_NONE,
		NEWS_JOINED,
		NEWS_LEFT,
		NEWS_MOVED
	} news; /* the bot joined or left the chat, or the chat's id became moved_to */
	struct str moved_to;
};

struct button {
	struct str text;
	struct str data; /* at most 64 bytes */
};

/* A reply on its way to one chat. */
struct reply {
	struct str text;
	struct button *buttons; /* one row each two, or as the channel sees fit */
	size_t n_buttons;
	struct position *position; /* or NULL */
	struct str place;	   /* name of the position */
	int64_t photo;		   /* id of a picture (store/media/photo.h), or 0 */
	bool receipt;		   /* carries a number: the reader can see when it comes twice */
};

#endif
