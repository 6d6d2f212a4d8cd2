/* wake.h - group manners: whether a message in a group is the bot's business. */
#ifndef DIALOGS_MATCH_WAKE_H
#define DIALOGS_MATCH_WAKE_H

#include <stdbool.h>

#include "bot/base/message.h"
#include "dialogs/match/understand.h"

enum group_mode {
	GROUP_CALLED,
	GROUP_QUIET,
	GROUP_OPEN
}; /* only when called; the same and no notices; safe rules too (default) */

struct wake_facts {
	enum group_mode mode;
	bool form_here;	    /* this person has an open form in this chat */
	bool just_answered; /* the bot answered this person here a moment ago */
	int uncalled_left;  /* how often it may still answer uncalled today */
};

enum wake { WAKE_SILENT, WAKE_CALLED, WAKE_UNCALLED, WAKE_FORM };

/* Before listening: talk in a group that only the bot's name at its beginning, or a
 * rule that may answer uncalled, can make the bot's business (heard.ambient). */
bool wake_is_ambient(const struct message *, const struct wake_facts *);

/* Pure: the whole policy in one place. */
enum wake wake_decide(const struct message *, const struct understanding *, const struct wake_facts *);

#endif
