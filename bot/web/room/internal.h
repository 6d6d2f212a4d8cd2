/* internal.h - what the files of the room share; no one else's. */
#ifndef BOT_WEB_ROOM_INTERNAL_H
#define BOT_WEB_ROOM_INTERNAL_H

#include <uv.h>

#include "bot/channels/room/room.h"
#include "bot/web/room/room.h"

enum {
	ROOM_EVENTS = 500,	     /* remembered */
	ROOM_EARLIER = 50,	     /* replies of the process before that are shown again */
	ROOM_PHOTOS = 24,	     /* remembered */
	ROOM_PHOTO_BYTES = 16 << 20, /* of them all */
	ROOM_WAITERS = 256,	     /* long polls at once */
	ROOM_WAIT_MAX = 25,	     /* seconds */
	ROOM_SESSIONS = 64,
	ROOM_TOKEN = 16,	      /* random bytes in cookies and ids */
	ROOM_ID = 2 * ROOM_TOKEN + 1, /* the same in hexadecimal, with a NUL */
};

/* Ids of people who came by themselves; no imported id may begin so. */
#define ROOM_VISITOR STR("v-")

struct room_event {
	char *json; /* an object without its last brace */
	size_t n;
	char *owner;   /* of a private chat: whose; NULL: a group's, for all */
	char *id;      /* of what a person said, or NULL */
	int64_t reply; /* id in the outbox, or 0 */
	bool waiting;  /* nobody has confirmed the reply */
};

struct room_photo {
	char id[ROOM_ID];
	char *owner; /* as above */
	char *bytes;
	size_t n;
	const char *mime;
};

struct room_session {
	unsigned char hash[32]; /* of the token */
	uint64_t until;		/* of uv_now; 0: free */
};

struct room_waiter;

struct room {
	struct room_setup setup;
	struct str channel; /* its name */
	char boot[ROOM_ID]; /* tells this process from the ones before */
	uv_timer_t timer;   /* replies to be fetched, or the first wait that ends */
	int pins;	    /* what keeps it in memory: the timer, password checks under way */
	bool closing;

	/* access.c */
	struct room_access access;	       /* of its own: a check may outlive the channel */
	const struct http_server *server;      /* NULL: not listening yet */
	struct str public_host, public_origin; /* of http.public_url, or absent */
	struct arena *arena;		       /* of these two */
	struct room_session sessions[ROOM_SESSIONS];
	double tries; /* passwords that may still be tried */
	uint64_t tries_at;
	int checking; /* passwords being checked */

	/* events.c */
	struct room_event events[ROOM_EVENTS]; /* event number s is at s % ROOM_EVENTS */
	uint64_t seq;			       /* of the last */
	int64_t last_reply;		       /* in the outbox */
	bool fetch;			       /* there are newer ones */
	struct room_waiter *waiters;
	size_t n_waiters;
	struct room_photo photos[ROOM_PHOTOS];
	size_t next_photo, photo_bytes;
};

/* access.c */
void room_access_setup(struct room *);
int room_admit(void *room, struct http_exchange *);	   /* Host, Origin, and whether it is served here at all */
int room_admit_inside(void *room, struct http_exchange *); /* and the password, where there is one */
void room_login(void *room, struct http_exchange *);
/* The id of who came by himself, after his cookie. Without one: absent, or
 * (make) a new one, whose cookie goes with the answer. In the exchange's arena. */
struct str room_visitor(struct room *, struct http_exchange *, bool make);
void room_random(char id[ROOM_ID]);

/* For tests: is the Host (or authority) one of ours? */
bool room_host_is_local(struct str host, int port);
bool room_host_is_number(struct str host, int port);

/* events.c */
void room_events_setup(struct room *); /* what the processes before said */
void room_events_free(struct room *);
void room_events(void *room, struct http_exchange *);
void room_photo(void *room, struct http_exchange *);
/* Shows what a person said. json: a whole object; owner absent: a group's.
 * The same id again is shown once. */
void room_publish(struct room *, struct str id, struct str owner, struct str json);
/* Keeps a photo and returns its path, in the arena. */
struct str room_keep_photo(struct room *, struct str owner, struct str bytes, const char *mime, struct arena *);

/* say.c */
void room_say(void *room, struct http_exchange *);

/* room.c */
void room_wake(struct room *);	      /* something was handed to the gateway */
void room_unpin(struct room *);	      /* frees it when nothing holds it any more */
bool room_read_failed(struct room *); /* the last reads of the database failed (logged); forgets it */

#endif
