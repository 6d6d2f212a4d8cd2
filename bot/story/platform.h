/* platform.h - the platform that stories and `xiaodeng chat` play: a
 * transport that keeps what is sent and answers as it is told. */
#ifndef BOT_STORY_PLATFORM_H
#define BOT_STORY_PLATFORM_H

#include "bot/base/arena.h"
#include "bot/base/message.h"
#include "bot/http/client.h"

/* A reply that reached its reader. */
struct delivery {
	struct str chat; /* native id */
	enum chat_type type;
	struct str to; /* native id of the person addressed, or absent */
	struct str to_name;
	struct reply reply;
	int64_t id; /* its number, from 1 */
};

struct platform {
	struct transport transport;
	struct arena *arena; /* owns the deliveries */
	int status;	     /* of the answers: 200; 429, 403, 500; 0: taken, then the connection drops */
	int64_t retry_after;
	bool no_first;	       /* 403 to whoever never wrote in private */
	struct opened *opened; /* private chats in which somebody wrote */
	struct pending *pending;
	struct delivery *deliveries;
	size_t n, room;
};

void platform_init(struct platform *);
void platform_free(struct platform *);
/* Somebody wrote in this private chat; chat lives as long as the platform. */
void platform_open(struct platform *, struct str chat);
/* Answers the requests that came since; false: there were none. */
bool platform_answer(struct platform *);
/* The process "dies": requests under way are not answered any more. */
void platform_forget_pending(struct platform *);

#endif
