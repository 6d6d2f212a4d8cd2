/* act.h - acts: what can be done here, by whatever way it is asked for.
 *
 * A way (chat, a case's page, a list, a command, a timer, later the desk) fills a request,
 * names who does it and says the outcome in its own words. The act, `X_act` in a subject's
 * folder, asks for the right once, changes the rows, and tells whoever must hear of it. So a
 * thing that is done is the same thing whichever way it was done, and acts.def is the
 * whole of what can be done. */
#ifndef HANDLERS_TURN_ACT_H
#define HANDLERS_TURN_ACT_H

#include <stdbool.h>

#include "handlers/turn/turn.h"
#include "store/person/role.h"

#define ACT(id, ...) ACT_##id,
enum act_id {
	ACT_NONE,
#include "handlers/turn/acts.def"
	ACT_COUNT
};
#undef ACT

/* Who does it, when, and within what. Whoever is neither a person nor has a link is the
 * program, or the operator at the command line: he may do everything. */
struct doing {
	const struct turn_world *w;
	int64_t person;	 /* or 0 */
	int64_t link;	 /* whoever has the link to a case's page (store/case/page_link.h), or 0 */
	const char *uid; /* what the audit calls him: person.uid, "operator", NULL for the program */
	ms_t now;
	struct arena *arena;
};

/* The speaker, as who does it. */
struct doing turn_doing(const struct turn *);

enum act_result {
	ACT_DONE,
	ACT_DENIED,    /* not his to do; the audit says that he tried */
	ACT_UNKNOWN,   /* there is no such thing, or not for his eyes */
	ACT_NOT_NOW,   /* not in the state that it is in */
	ACT_UNFIT,     /* not with a thing of this kind */
	ACT_NO_WORDS,  /* it needs a reason, or a text */
	ACT_NO_TARGET, /* to whom, or into what, is missing or will not do */
	ACT_SHARED,    /* others wait for it, too */
};

/* What it costs to have done it by mistake. */
enum act_weight {
	ACT_LIGHT,    /* a look, one's own draft */
	ACT_UNDOABLE, /* its inverse brings back what was, and whoever was told hears that, too */
	ACT_HEAVY,    /* it reached others as a promise, or nothing brings back what was */
};

/* A row of the table. */
struct act {
	const char *name;   /* "case.assign" */
	const char *intent; /* by which it is asked for in chat; the audit's word for it when it is refused */
	unsigned roles;	    /* ROLE_BITs of those whose it is; 0: everybody's, in his own matters */
	enum act_weight weight;
	enum act_id inverse; /* what takes it back; ACT_NONE: nothing does */
	const char *told;    /* who hears of it */
	const char *what;    /* for people */
};

const struct act *act_row(enum act_id);
/* Is anything that the intent asks for in chat for one of the roles? What asks for no act is everybody's. */
bool intent_is_for(const char *intent, unsigned roles);

/* Has he a role for it at all? Where it is limited to his own street, department, branch or site
 * the act looks further. */
bool act_is_for(enum act_id, unsigned roles);
/* The same of who does it: whoever has a link acts for its department. */
bool act_allowed(const struct doing *, enum act_id);
/* ACT_DENIED; the audit says who tried what, with which object (its uid, or NO_STR). */
enum act_result act_denied(const struct doing *, enum act_id, struct str object);

#endif
