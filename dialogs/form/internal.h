/* internal.h - between the files of the form engine. */
#ifndef DIALOGS_FORM_INTERNAL_H
#define DIALOGS_FORM_INTERNAL_H

#include "dialogs/form/form.h"
#include "dialogs/match/internal.h"

/* One message being heard by one form. */
struct hearing {
	const struct form *form;
	const struct heard *h;
	const struct understanding *u;
	struct arena *arena;
	struct form_state *state;
	const struct field *asked; /* NULL: none, or "confirm" */
	bool got_asked;		   /* the field asked has a value from this message */
	bool got_any;
	bool amending; /* the form is complete: only corrections count */
	bool bad;      /* what was said for the field asked cannot be its value */
};

/* fill.c */
const struct field *field_named(const struct form *, const char *name);
bool field_known(const struct form *, const struct form_state *, const struct field *, struct arena *);
/* How much was said of the matter, in code points, without "我要反映". */
size_t form_told(const struct form *, struct str said, struct arena *);
bool field_applies(const struct form_state *, const struct field *);
bool field_passed(const struct form_state *, const struct field *);
void field_pass(struct form_state *, const struct field *, struct arena *);
/* Takes every value that the text holds. `replace`: it corrects what is known. */
void form_fill(struct hearing *, struct str text, bool replace);
/* Takes back the values named in `what`; false when there are none such. */
bool form_unfill(struct hearing *, struct str what);
/* "不是世纪锦城 是瑞云府": puts `right` where `wrong` stands. */
bool form_swap(struct hearing *, struct str wrong, struct str right);
void form_defaults(const struct form *, struct form_state *);
/* Adds the message to the words of the matter. */
void form_note(struct hearing *);

/* ask.c: what is said next. */
void form_ask(struct hearing *, const struct field *, struct form_result *);
void form_ask_confirm(struct hearing *, struct form_result *);
void form_done(struct hearing *, struct form_result *);
/* The next question, the confirmation, or the end. */
void form_go_on(struct hearing *, struct form_result *);
/* The question that stands, again. */
void form_ask_again(struct hearing *, struct form_result *);
void form_cancel(struct form_result *);
void form_refuse(struct hearing *, const char *phrase, struct form_result *);
const char *form_or_general(const char *own, const char *general);

/* control.c: sentences about the form; false when the message is none. */
bool form_hear_control(struct hearing *, struct form_result *);
bool form_control(const struct hearing *, enum control);
bool form_is_question(const struct hearing *);
bool form_other_matter(const struct hearing *); /* a matter of its own, and no answer */
/* And says so in as many words ("我要当志愿者"): no answer, whatever a field would make of it. What
 * is reported stays an answer to a form that absorbs reports. */
bool form_begins_other(const struct hearing *);
bool form_correct(struct hearing *); /* true: it corrected something */
bool form_take_back(struct hearing *);

/* Does a control of the pack match? */
bool heard_control(const struct pack *, enum control, struct str said);
/* The same, with a named group of the rule that matched (may be absent). */
bool control_group(const struct pack *, enum control, struct str said, const char *name, struct str *out);

#endif
