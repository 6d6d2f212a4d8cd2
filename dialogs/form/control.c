/* control.c - sentences about the form: never mind, that was wrong, why, leave
 * it out, that is all. */
#include <string.h>

#include "dialogs/form/internal.h"

bool form_control(const struct hearing *x, enum control c)
{
	return heard_control(x->form->pack, c, x->u->said);
}

bool form_is_question(const struct hearing *x)
{
	return form_control(x, CTL_QUESTION);
}

static bool absorbed(const struct hearing *x)
{
	struct str name = arena_printf(x->arena, " %s ", x->u->intent);

	return str_has(x->form->absorbs, name) && !form_is_question(x);
}

static bool of_another(const struct hearing *x)
{
	return strcmp(x->u->intent, "none") != 0 && strcmp(x->u->intent, x->form->name) != 0 &&
	       strcmp(x->u->intent, "cancel") != 0;
}

bool form_begins_other(const struct hearing *x)
{
	struct str report;

	return of_another(x) && control_group(x->form->pack, CTL_BEGINS, x->u->said, "report", &report) &&
	       !(report.n && absorbed(x));
}

bool form_other_matter(const struct hearing *x)
{
	return of_another(x) && (!absorbed(x) || form_begins_other(x));
}

/* The field that a sentence about the form names; NULL: none. */
static const struct field *field_spoken_of(const struct hearing *x)
{
	for (size_t i = 0; i < x->form->n_fields; i++)
		if (x->form->fields[i].about.code && pattern_run(&x->form->fields[i].about, x->u->said) > 0)
			return &x->form->fields[i];
	return NULL;
}

/* "可不可以不留电话": the field that it names, or the one asked. */
static const struct field *field_meant(const struct hearing *x)
{
	const struct field *f = field_spoken_of(x);

	return f ? f : x->asked;
}

/* Why the field is asked and whether it must be answered; the question stands. */
static void explain(struct hearing *x, struct form_result *r)
{
	const struct field *f = field_meant(x);

	form_refuse(x,
		    form_or_general(f ? f->why : NULL,
				    f && !f->optional && f->slot ? "form.why_needed" : "form.why_optional"),
		    r);
}

static void skip(struct hearing *x, struct form_result *r)
{
	const struct field *f = field_meant(x);

	if (!f) {
		form_ask_again(x, r);
	} else if (f->optional || !f->slot) {
		field_pass(x->state, f, x->arena);
		form_go_on(x, r);
	} else {
		form_refuse(x, form_or_general(f->why, "form.why_needed"), r);
	}
}

/* "就这些": whatever need not be said will not be asked any more. */
static void finish(struct hearing *x, struct form_result *r)
{
	/* Without a word on the matter there is nothing to hand in. */
	bool told = form_told(x->form, x->state->said, x->arena) > 0;

	for (size_t i = 0; i < x->form->n_fields; i++) {
		const struct field *f = &x->form->fields[i];

		if (f->optional || (!f->slot && told))
			field_pass(x->state, f, x->arena);
	}
	form_go_on(x, r);
}

/* "名字写错了", and no more: it is asked again. */
static bool ask_what_is_wrong(struct hearing *x, struct form_result *r)
{
	const struct field *f = field_spoken_of(x);

	if (!f || !f->ask || !field_known(x->form, x->state, f, x->arena))
		return false;
	form_ask(x, f, r);
	return true;
}

/* "哦不对 …换到饿了么了", "不是世纪锦城 是瑞云府": true when it corrected something. */
bool form_correct(struct hearing *x)
{
	struct str rest, wrong;
	const struct pack *p = x->form->pack;

	if (!control_group(p, CTL_CORRECT, x->u->said, "rest", &rest))
		return false;
	control_group(p, CTL_CORRECT, x->u->said, "wrong", &wrong);
	form_fill(x, rest.n ? rest : x->u->said, true);
	return x->got_any || form_swap(x, wrong, rest);
}

bool form_take_back(struct hearing *x)
{
	struct str what;

	return control_group(x->form->pack, CTL_DROP, x->u->said, "what", &what) && what.n && form_unfill(x, what);
}

bool form_hear_control(struct hearing *x, struct form_result *r)
{
	struct str before;

	if (form_control(x, CTL_KEEP)) {
		form_ask_again(x, r);
	} else if (form_control(x, CTL_CANCEL)) {
		form_cancel(r);
	} else if (form_take_back(x)) {
		form_go_on(x, r);
	} else if (form_control(x, CTL_CORRECT)) {
		if (form_correct(x)) {
			form_note(x);
			form_go_on(x, r);
		} else {
			/* Else nothing in it that the form knows: words to the matter, or a question back. */
			return ask_what_is_wrong(x, r);
		}
	} else if (strcmp(x->u->intent, "cancel") == 0) {
		form_cancel(r);
	} else if (form_control(x, CTL_PAUSE)) {
		*r = (struct form_result){ .step = FORM_PAUSE, .phrase = "form.pause" };
	} else if (form_control(x, CTL_RESUME)) {
		form_ask_again(x, r);
		r->lead = "form.resumed";
	} else if (control_group(x->form->pack, CTL_DONE, x->u->said, "before", &before)) {
		if (before.n) {
			form_fill(x, before, false);
			form_note(x);
		}
		finish(x, r);
	} else if (form_control(x, CTL_WHY)) {
		explain(x, r);
	} else if (form_control(x, CTL_SKIP)) {
		skip(x, r);
	} else {
		return false;
	}
	return true;
}
