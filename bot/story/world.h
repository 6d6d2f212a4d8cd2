/* world.h - the stage of a story: core, platform, clock, and what was
 * said and heard so far. Shared by the files of the runner. */
#ifndef BOT_STORY_WORLD_H
#define BOT_STORY_WORLD_H

#include "bot/engine/core.h"
#include "bot/story/story.h"
#include "bot/story/platform.h"

struct number_seen {
	struct str text; /* "Q-7" */
	struct number_seen *next;
};

/* Who a name in the story is on the platform; stays so when the bot forgets him. */
struct actor {
	struct str name, id;
	struct actor *next;
};

struct story_world {
	const struct story *story;
	const struct config *config;
	struct arena *arena;
	struct fixtures *fixtures; /* or NULL: it has a pack and a database of its own */
	struct keys keys;
	ms_t house_every; /* see bot/engine/gateway.h */
	char dir[64];	  /* of the scratch database */
	char db[96];
	struct core core;
	struct platform platform;
	ms_t now;
	ms_t day;		/* midnight of D */
	int messages;		/* how many were said: makes the ids */
	struct batch *together; /* collected between together and end */
	bool collecting;
	struct message last;	     /* for `again` */
	size_t heard;		     /* deliveries before the last message line */
	struct number_seen *numbers; /* in the order seen */
	struct actor *actors;
	FILE *out;
	FILE *tell; /* the story as Markdown; or NULL */
	int told_day;
	size_t told;		 /* deliveries that were told */
	bool within;		 /* a paragraph of remarks */
	const struct step *step; /* at hand */
	bool failed;
};

/* The channel that stories speak on. */
#define STORY_CHANNEL "bridge"

void world_fail(struct story_world *, const char *fmt, ...) PRINTF_LIKE(2, 3);
bool world_open(struct story_world *);		   /* also after a restart */
void world_settle(struct story_world *);	   /* until nothing is due at `now` */
void world_advance(struct story_world *, ms_t to); /* running all that is due on the way */
ms_t world_time(struct story_world *, const struct when *);

/* The platform's id of a person, by the name in a story; names that nobody
 * has are new people, whose id is the name. */
struct str world_person(struct story_world *, struct str name);
/* {Q1} and the like replaced; a number not seen yet fails the step. */
struct str world_expand(struct story_world *, struct str text);

/* say.c: what a line of a person becomes. */
struct batch *world_message(struct story_world *, const struct step *);
struct batch *world_batch(struct story_world *, const struct message *);

/* tell.c: nothing without w->tell. */
void world_tell_title(struct story_world *);
void world_tell(struct story_world *, const struct step *); /* after the step was played */

/* expect.c */
void world_expect(struct story_world *, const struct step *);
void world_silence(struct story_world *);
void world_query(struct story_world *, const struct step *);

#endif
