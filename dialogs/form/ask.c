/* ask.c - what a form says next: its next question, the one that stands, the end. */
#include <string.h>

#include "dialogs/form/internal.h"

const char *form_or_general(const char *own, const char *general)
{
	return own ? own : general;
}

static const struct field *next_field(struct hearing *x)
{
	for (size_t i = 0; i < x->form->n_fields; i++) {
		const struct field *f = &x->form->fields[i];

		if (f->ask && field_applies(x->state, f) && !field_passed(x->state, f) &&
		    !field_known(x->form, x->state, f, x->arena))
			return f;
	}
	return NULL;
}

void form_ask(struct hearing *x, const struct field *f, struct form_result *r)
{
	x->state->asked = f->name;
	r->step = FORM_ASK;
	r->phrase = f->ask;
	r->buttons = f->buttons;
}

void form_ask_confirm(struct hearing *x, struct form_result *r)
{
	x->state->asked = "confirm";
	r->step = FORM_ASK;
	r->phrase = x->form->confirm;
	r->buttons = x->form->confirm_buttons;
}

void form_done(struct hearing *x, struct form_result *r)
{
	x->state->asked = "done";
	*r = (struct form_result){ .step = FORM_DONE };
}

void form_go_on(struct hearing *x, struct form_result *r)
{
	const struct field *f = next_field(x);

	if (!x->asked || f != x->asked)
		x->state->tries = 0;
	if (f) {
		form_ask(x, f, r);
	} else if (x->form->confirm) {
		form_defaults(x->form, x->state);
		form_ask_confirm(x, r);
	} else {
		form_defaults(x->form, x->state);
		form_done(x, r);
	}
}

void form_ask_again(struct hearing *x, struct form_result *r)
{
	if (x->state->asked && strcmp(x->state->asked, "confirm") == 0)
		form_ask_confirm(x, r);
	else if (x->asked && !field_known(x->form, x->state, x->asked, x->arena))
		form_ask(x, x->asked, r);
	else
		form_go_on(x, r);
}

void form_cancel(struct form_result *r)
{
	*r = (struct form_result){ .step = FORM_CANCELLED, .phrase = "form.cancelled" };
}

void form_refuse(struct hearing *x, const char *phrase, struct form_result *r)
{
	*r = (struct form_result){ .step = FORM_REFUSED, .phrase = phrase };
	if (x->asked)
		r->buttons = x->asked->buttons;
}
