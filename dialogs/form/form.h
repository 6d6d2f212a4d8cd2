/* form.h - forms: several facts collected over several messages.
 *
 * Declared in the pack ([form INTENT], dialogs/FORMAT.md); this is the engine
 * that fills them. It stores nothing and says nothing: the caller keeps the
 * state (as JSON, by names, so that a reloaded pack finds it again) and says
 * the phrases. */
#ifndef DIALOGS_FORM_FORM_H
#define DIALOGS_FORM_FORM_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "bot/base/message.h"
#include "dialogs/pack/phrase.h"
#include "dialogs/pack/purpose.h"
#include "dialogs/match/understand.h"

struct form_state {
	const char *form;   /* the intent that it fills; NULL: no form is open */
	const char *asked;  /* field asked last, "confirm", "expired", "done", or NULL */
	struct slots slots; /* what is known */
	struct str said;    /* the words of the matter itself, as typed, one message a line */
	ms_t began, touched;
	int tries;	   /* unusable answers to the question asked, in a row */
	struct str passed; /* names of fields that are not asked any more, a space after each */
};

enum form_step {
	FORM_ASK,	/* say `phrase`, then wait */
	FORM_DONE,	/* everything is known: hand `slots` to the intent's handler */
	FORM_CANCELLED, /* the person took it back */
	FORM_ASIDE,   /* the message was no answer but a matter of its own: handle it, then say `phrase` to come back */
	FORM_PAUSE,   /* an interjection ("等哈 来单了"): say `phrase` (may be NULL: stay silent) */
	FORM_REFUSED, /* the value cannot be: say `phrase` (why), the question stands */
	FORM_EXPIRED  /* too old; what was said is kept in the state and offered by `phrase` */
};

struct form_result {
	enum form_step step;
	const char *lead;    /* phrase to say before it ("我们接着说。"), or NULL */
	const char *phrase;  /* name of a phrase of the pack, or NULL */
	const char *buttons; /* "label=data;label=data", or NULL */
};

/* Begins `form` from the sentence that called for it. */
void form_begin(const struct form *, const struct heard *, const struct understanding *, struct arena *,
		struct form_state *, struct form_result *);

/* The next message of the same person in the same chat. `m` may carry a photo
 * or a position only. The state is changed only for what was understood. */
void form_hear(const struct pack *, const struct heard *, const struct message *m, const struct understanding *,
	       struct arena *, struct form_state *, struct form_result *);

/* After FORM_DONE: keep the state and go on hearing the form (amend= of the
 * pack): "三公里嘛" said a minute later gives FORM_DONE again, with the slots
 * corrected; any other message FORM_ASIDE, and `form` is NULL then. */
bool form_amends(const struct form *);
bool form_private(const struct form *); /* asks personal data: continues in private when begun in a group */

/* What the field asked just now is wanted for, and whether anything wanted for a
 * purpose is known already: the person is told, or has to agree, first. */
enum purpose form_asks_for(const struct pack *, const struct form_state *);
bool form_holds(const struct pack *, const struct form_state *, enum purpose);
/* He agreed: the question that stands again, or what comes next. */
void form_resume(const struct pack *, const struct heard *, struct arena *, struct form_state *, struct form_result *);
/* He does not: what is wanted for the purpose is dropped and not asked. False:
 * the form cannot do without it. */
bool form_without(const struct pack *, const struct heard *, enum purpose, struct arena *, struct form_state *,
		  struct form_result *);

/* What a phrase of the form may name: every field by its slot, as the pack calls
 * the value ("外卖"), form.nothing where it was not said; and the other slots.
 * Returns how many, at most `room`. */
size_t form_fills(const struct pack *, const struct form_state *, struct arena *, struct fill *out, size_t room);
/* Is a sentence (normalised) a question? */
bool form_question(const struct pack *, struct str said);

cJSON *form_save(const struct form_state *);
/* What no longer fits the pack is dropped; `form` is NULL when the form is gone. */
void form_restore(const struct pack *, const cJSON *, struct arena *, struct form_state *);

#endif
