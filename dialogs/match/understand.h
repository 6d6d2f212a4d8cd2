/* understand.h - from a sentence to an intent and its slots.
 *
 * Stateless: the same pack, text, place and context give the same answer.
 * Thread-safe: a pack is only read. */
#ifndef DIALOGS_MATCH_UNDERSTAND_H
#define DIALOGS_MATCH_UNDERSTAND_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/base/arena.h"
#include "bot/base/time.h"
#include "bot/base/str.h"
#include "dialogs/pack/pack.h"
#include "dialogs/pack/slots.h"

enum where { WHERE_GROUP = 'G', WHERE_PRIVATE = 'P', WHERE_ADMIN = 'A' };

/* Names and aliases of places, given by whoever has them (the store). */
struct gazetteer {
	/* The longest known name that stands in the normalised text, as its
	 * canonical name; NO_STR when none does. */
	struct str (*longest)(void *arg, struct str normalised, struct arena *);
	void *arg;
};

struct heard {
	struct str text; /* as typed */
	enum where where;
	ms_t now;	     /* "明天" is counted from here */
	const char *context; /* what the bot just asked ("quiz"), or NULL: rules with context= apply only then */
	bool ambient;	     /* group talk that was not addressed to the bot: unless it begins with the name, only a
			 rule that may answer uncalled matters, and when none matches nothing else is looked at */
	const struct gazetteer *places; /* NULL: places are free text */
};

struct understanding {
	const char *intent; /* "none" when nothing was understood */
	const char *rule;   /* which rule won, "station.find#3"; "-" for none */
	struct slots slots;
	bool uncalled;	     /* the rule may answer a group that did not call */
	int priority;	     /* of that rule: below 0 the matter was not named, only implied (FORMAT.md) */
	bool by_name;	     /* the text began with the bot's name, which is cut from `said` */
	struct str said;     /* normalised, without the bot's name or mention */
	const char *near[3]; /* not understood: the likeliest intents, nearest first; NULL ends */
};

void understand(const struct pack *, const struct heard *, struct arena *, struct understanding *);

/* The value of [slot NAME] that stands in a text (as typed); NO_STR: none, or no such slot. */
struct str understand_slot(const struct pack *, const char *slot, struct str text, struct arena *);

/* For `match --explain`: a line for each rule that matched and lost, with the reason. */
struct str understand_explain(const struct pack *, const struct heard *, struct arena *);

/* One line of `xiaodeng match`: as understand, but in a group a text that calls
 * nobody (no name, no mention, no rule that may answer uncalled) is "none". */
void understand_line(const struct pack *, enum where, struct str text, ms_t now, struct arena *,
		     struct understanding *);

/* How often a rule was given up at the step limit, since the start; for metrics. */
uint64_t understand_over_limit(void);

#endif
