/* story.h - a conversation with expectations, as a file (tests/stories/).
 *
 * story_read gives the steps of one file; story_run plays them against a
 * scratch database with a clock of its own, through the same core as a real
 * message. The notation is described in tests/stories/README.md. */
#ifndef BOT_STORY_STORY_H
#define BOT_STORY_STORY_H

#include <stdio.h>

#include "bot/base/arena.h"
#include "bot/config/config.h"
#include "bot/story/fixtures.h"

enum step_kind {
	STEP_LOAD,
	STEP_DATE,
	STEP_OUTSIDE,  /* of the whole story, wherever it stands */
	STEP_NO_FIRST, /* the same: the platform lets the bot write to nobody first */
	STEP_SAY,
	STEP_AGAIN,
	STEP_TOGETHER,
	STEP_END,
	STEP_CLOCK,
	STEP_JUMP,
	STEP_RESTART,
	STEP_PLATFORM,
	STEP_EXPECT,
	STEP_SILENCE,
	STEP_QUERY,
	STEP_REMARK /* a comment after the title: for whoever is told the story */
};

/* When: day n of the story (D is 0) and a time; has_time false: a second later. */
struct when {
	bool has_day, has_time;
	int day;
	int seconds; /* of the day */
};

enum fact_kind { FACT_HAS, FACT_HAS_NOT, FACT_BUTTON, FACT_NO_PHONE, FACT_PHOTO };

struct fact {
	enum fact_kind kind;
	struct str text;
	struct fact *next;
};

struct step {
	enum step_kind kind;
	int line;
	struct str source; /* the line as written */
	struct when when;
	bool group;	     /* of place: a group; else private */
	struct str place;    /* name of the group */
	struct str who;	     /* speaker; of an expectation: whose private chat */
	struct str text;     /* what is said, a path, a date, SQL */
	struct str expected; /* of a query */
	int count;	     /* of an expectation; -1: at least one */
	struct fact *facts;
	int status; /* of the platform */
	int64_t seconds;
	struct step *next;
};

struct story {
	struct str title;
	const char *file;
	const char *dir;
	struct step *steps;
	struct str figures; /* the script of figures.h, or absent */
};

/* False: *why says "line N: what". All in the arena. */
bool story_read(const char *file, struct arena *, struct story *, struct str *why);

/* True: all expectations hold. What does not is explained on `out`, each line
 * beginning with "# ". */
bool story_run(const struct story *, const struct config *, struct fixtures *, FILE *out);
/* The same, told as Markdown on `tell`: remarks, messages, and all that was answered. */
bool story_tell(const struct story *, const struct config *, struct fixtures *, FILE *tell, FILE *out);

#endif
