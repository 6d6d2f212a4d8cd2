/* forms.h - forms and their fields, and the sentences about a form. */
#ifndef DIALOGS_PACK_FORMS_H
#define DIALOGS_PACK_FORMS_H

#include "bot/base/message.h"
#include "dialogs/pack/rules.h"

/* Sentences about a form rather than for it: "就这些", "等哈 来单了". */
enum control {
	CTL_DONE,
	CTL_PAUSE,
	CTL_RESUME,
	CTL_CANCEL,
	CTL_KEEP,
	CTL_YES,
	CTL_NO,
	CTL_SKIP,
	CTL_CORRECT,
	CTL_DROP,
	CTL_WHY,
	CTL_QUESTION,
	CTL_OPENER,
	CTL_ANOTHER,
	CTL_BEGINS,
	CTL_COUNT
};

struct control_def {
	struct patterns rules;
	struct examples examples, nots;
	struct spot at;
};

struct field {
	const char *name;
	struct slot_def *slot; /* NULL: the words of the message are the answer */
	const char *ask;       /* phrase; NULL: never asked */
	const char *why;       /* phrase; answers "可不可以不留电话" */
	const char *refuse;    /* phrase for a value that cannot be */
	const char *buttons;
	struct str fallback; /* value when never given, or absent */
	bool optional;
	size_t enough;		/* of the message's words: this many code points need no question */
	struct pattern about;	/* words that name the field */
	const char *when_slot;	/* asked only if this slot … */
	bool when_not;		/* … has none of … */
	struct str when_values; /* … these, between commas */
	enum purpose consent;	/* what the person is told and agrees to before it is asked */
	struct spot at;
};

struct form {
	const char *name; /* the intent that it fills */
	const struct pack *pack;
	struct field *fields;
	size_t n_fields;
	bool private;
	enum purpose consent; /* of every field that says none of its own */
	ms_t expires;
	ms_t amend;	     /* how long after the end it still takes corrections; 0: not */
	const char *confirm; /* phrase, or NULL */
	const char *confirm_buttons;
	struct str absorbs; /* intents whose sentences are answers here, a space around each */
	struct spot at;
};

extern const char *const control_names[CTL_COUNT];

#endif
