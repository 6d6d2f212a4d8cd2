/* form.c - what a message means to an open form, and what to say next. */
#include "dialogs/form.h"

#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/form_internal.h"
#include "dialogs/phrase.h"

enum { TRIES = 2 };

bool form_amends(const struct form *f)
{
	return f->amend > 0;
}

bool form_private(const struct form *f)
{
	return f->private;
}

bool form_question(const struct pack *p, struct str said)
{
	return heard_control(p, CTL_QUESTION, said);
}

static const char *or_general(const char *own, const char *general)
{
	return own ? own : general;
}

/* --- what comes next --- */

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

static void ask(struct hearing *x, const struct field *f, struct form_result *r)
{
	x->state->asked = f->name;
	r->step = FORM_ASK;
	r->phrase = f->ask;
	r->buttons = f->buttons;
}

static void ask_confirm(struct hearing *x, struct form_result *r)
{
	x->state->asked = "confirm";
	r->step = FORM_ASK;
	r->phrase = x->form->confirm;
	r->buttons = x->form->confirm_buttons;
}

static void done(struct hearing *x, struct form_result *r)
{
	x->state->asked = "done";
	*r = (struct form_result){ .step = FORM_DONE };
}

/* The next question, the confirmation, or the end. */
static void go_on(struct hearing *x, struct form_result *r)
{
	const struct field *f = next_field(x);

	if (!x->asked || f != x->asked)
		x->state->tries = 0;
	if (f) {
		ask(x, f, r);
	} else if (x->form->confirm) {
		form_defaults(x->form, x->state);
		ask_confirm(x, r);
	} else {
		form_defaults(x->form, x->state);
		done(x, r);
	}
}

/* The question that stands, again. */
static void ask_again(struct hearing *x, struct form_result *r)
{
	if (x->state->asked && strcmp(x->state->asked, "confirm") == 0)
		ask_confirm(x, r);
	else if (x->asked && !field_known(x->form, x->state, x->asked, x->arena))
		ask(x, x->asked, r);
	else
		go_on(x, r);
}

/* Whoever was asked an optional thing and said another has answered. */
static void pass_asked(struct hearing *x)
{
	if (x->asked && (x->asked->optional || !x->asked->slot))
		field_pass(x->state, x->asked, x->arena);
}

/* --- what a message may be --- */

static bool control(const struct hearing *x, enum control c)
{
	return heard_control(x->form->pack, c, x->u->said);
}

static bool is_question(const struct hearing *x)
{
	return control(x, CTL_QUESTION);
}

static bool absorbed(const struct hearing *x)
{
	struct str name = arena_printf(x->arena, " %s ", x->u->intent);

	return str_has(x->form->absorbs, name) && !is_question(x);
}

static bool other_matter(const struct hearing *x)
{
	return strcmp(x->u->intent, "none") != 0 && strcmp(x->u->intent, x->form->name) != 0 &&
	       strcmp(x->u->intent, "cancel") != 0 && !absorbed(x);
}

static void aside(struct hearing *x, struct form_result *r)
{
	if (x->state->asked)
		ask_again(x, r);
	else
		go_on(x, r);
	r->step = FORM_ASIDE;
	r->lead = "form.back";
}

static void cancelled(struct form_result *r)
{
	*r = (struct form_result){ .step = FORM_CANCELLED, .phrase = "form.cancelled" };
}

static void refuse(struct hearing *x, const char *phrase, struct form_result *r)
{
	*r = (struct form_result){ .step = FORM_REFUSED, .phrase = phrase };
	if (x->asked)
		r->buttons = x->asked->buttons;
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

	refuse(x, or_general(f ? f->why : NULL, f && !f->optional && f->slot ? "form.why_needed" : "form.why_optional"),
	       r);
}

static void skip(struct hearing *x, struct form_result *r)
{
	const struct field *f = field_meant(x);

	if (!f) {
		ask_again(x, r);
	} else if (f->optional || !f->slot) {
		field_pass(x->state, f, x->arena);
		go_on(x, r);
	} else {
		refuse(x, or_general(f->why, "form.why_needed"), r);
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
	go_on(x, r);
}

/* "名字写错了", and no more: it is asked again. */
static bool ask_what_is_wrong(struct hearing *x, struct form_result *r)
{
	const struct field *f = field_spoken_of(x);

	if (!f || !f->ask || !field_known(x->form, x->state, f, x->arena))
		return false;
	ask(x, f, r);
	return true;
}

/* "哦不对 …换到饿了么了", "不是世纪锦城 是瑞云府": true when it corrected something. */
static bool correct(struct hearing *x)
{
	struct str rest, wrong;
	const struct pack *p = x->form->pack;

	if (!control_group(p, CTL_CORRECT, x->u->said, "rest", &rest))
		return false;
	control_group(p, CTL_CORRECT, x->u->said, "wrong", &wrong);
	form_fill(x, rest.n ? rest : x->u->said, true);
	return x->got_any || form_swap(x, wrong, rest);
}

static bool take_back(struct hearing *x)
{
	struct str what;

	return control_group(x->form->pack, CTL_DROP, x->u->said, "what", &what) && what.n && form_unfill(x, what);
}

/* --- hearing --- */

static void hear_confirm(struct hearing *x, struct form_result *r)
{
	form_fill(x, x->u->said, true);
	if (x->got_any) {
		ask_confirm(x, r); /* with what was corrected */
	} else if (control(x, CTL_YES)) {
		done(x, r);
	} else if (control(x, CTL_NO)) {
		*r = (struct form_result){ .step = FORM_ASK, .phrase = "form.change" };
	} else if (other_matter(x)) {
		aside(x, r);
	} else {
		ask_confirm(x, r);
	}
}

/* An answer, or something else altogether. */
static void hear_answer(struct hearing *x, struct form_result *r)
{
	struct slots before = x->state->slots;
	bool words_asked = x->asked && !x->asked->slot;

	form_fill(x, x->u->said, false);
	if (other_matter(x) && (!x->got_asked || is_question(x))) {
		x->state->slots = before;
		aside(x, r);
		return;
	}
	if (x->got_any || words_asked || !x->asked) {
		form_note(x);
		if (!x->got_asked && x->bad) {
			refuse(x, or_general(x->asked->refuse, "form.unclear"), r);
			return;
		}
		pass_asked(x);
		go_on(x, r);
		return;
	}
	if (x->asked->optional && ++x->state->tries >= TRIES) {
		field_pass(x->state, x->asked, x->arena);
		form_note(x);
		go_on(x, r);
		return;
	}
	if (!x->asked->optional)
		x->state->tries++;
	refuse(x, x->bad || !x->asked->ask ? or_general(x->asked->refuse, "form.unclear") : x->asked->ask, r);
	if (!x->bad)
		r->lead = "form.unclear";
}

/* Sentences about the form; false when the message is none. */
static bool hear_control(struct hearing *x, struct form_result *r)
{
	struct str before;

	if (control(x, CTL_KEEP)) {
		ask_again(x, r);
	} else if (control(x, CTL_CANCEL)) {
		cancelled(r);
	} else if (take_back(x)) {
		go_on(x, r);
	} else if (control(x, CTL_CORRECT)) {
		if (correct(x)) {
			form_note(x);
			go_on(x, r);
		} else {
			/* Else nothing in it that the form knows: words to the matter, or a question back. */
			return ask_what_is_wrong(x, r);
		}
	} else if (strcmp(x->u->intent, "cancel") == 0) {
		cancelled(r);
	} else if (control(x, CTL_PAUSE)) {
		*r = (struct form_result){ .step = FORM_PAUSE, .phrase = "form.pause" };
	} else if (control(x, CTL_RESUME)) {
		ask_again(x, r);
		r->lead = "form.resumed";
	} else if (control_group(x->form->pack, CTL_DONE, x->u->said, "before", &before)) {
		if (before.n) {
			form_fill(x, before, false);
			form_note(x);
		}
		finish(x, r);
	} else if (control(x, CTL_WHY)) {
		explain(x, r);
	} else if (control(x, CTL_SKIP)) {
		skip(x, r);
	} else {
		return false;
	}
	return true;
}

/* A photo or a position, with or without words. */
static bool hear_things(struct hearing *x, const struct message *m)
{
	bool any = false;

	if (m->position) {
		slots_set(&x->state->slots, "position",
			  arena_printf(x->arena, "%.6f,%.6f,%s", m->position->lat, m->position->lon,
				       m->position->datum == DATUM_WGS84 ? "wgs84" : "gcj02"));
		any = true;
	}
	if (m->n_photos) {
		slots_set(&x->state->slots, "photo", STR("yes"));
		any = true;
	}
	return any;
}

/* Too long ago: what was said is offered, once. True when it is dealt with. */
static bool hear_late(struct hearing *x, struct form_result *r)
{
	struct form_state *s = x->state;
	bool offered = s->asked && strcmp(s->asked, "expired") == 0;

	if (!offered && x->h->now - s->touched <= x->form->expires)
		return false;
	if (control(x, CTL_CANCEL) || (offered && control(x, CTL_NO))) {
		cancelled(r);
		return true;
	}
	if (control(x, CTL_RESUME) || (offered && control(x, CTL_YES))) {
		s->asked = NULL;
		go_on(x, r);
		r->lead = r->step == FORM_ASK ? "form.resumed" : NULL;
		return true;
	}
	if (offered && other_matter(x)) {
		*r = (struct form_result){ .step = FORM_ASIDE };
		s->form = NULL; /* offered, and not taken up */
		return true;
	}
	if (offered) {
		s->asked = NULL;
		return false; /* goes on as if nothing had been */
	}
	s->asked = "expired";
	*r = (struct form_result){ .step = other_matter(x) ? FORM_ASIDE : FORM_EXPIRED, .phrase = "form.expired" };
	return true;
}

/* The form is complete and kept: a correction completes it again. */
static void hear_amendment(struct hearing *x, struct form_result *r)
{
	struct slots before = x->state->slots;

	x->amending = true;
	if (x->u->said.n && x->h->now - x->state->touched <= x->form->amend && !other_matter(x)) {
		bool changed = take_back(x) || correct(x);

		if (!changed)
			form_fill(x, x->u->said, false);
		if (changed || x->got_any) {
			form_defaults(x->form, x->state);
			done(x, r);
			return;
		}
	}
	x->state->slots = before;
	x->state->form = NULL;
	*r = (struct form_result){ .step = FORM_ASIDE };
}

static void hear(struct hearing *x, const struct message *m, struct form_result *r)
{
	if (x->state->asked && strcmp(x->state->asked, "done") == 0) {
		hear_amendment(x, r);
		return;
	}
	bool things = hear_things(x, m);

	if (x->u->said.n == 0) {
		if (things)
			go_on(x, r);
		else if (other_matter(x)) /* a button of a menu */
			aside(x, r);
		else
			*r = (struct form_result){ .step = FORM_PAUSE };
	} else if (hear_late(x, r)) {
		return;
	} else if (x->state->asked && strcmp(x->state->asked, "confirm") == 0) {
		if (!hear_control(x, r))
			hear_confirm(x, r);
	} else if (!hear_control(x, r)) {
		hear_answer(x, r);
	}
}

void form_hear(const struct pack *p, const struct heard *h, const struct message *m, const struct understanding *u,
	       struct arena *a, struct form_state *s, struct form_result *r)
{
	const struct form *form = pack_form(p, s->form);
	struct hearing x = { .form = form, .h = h, .u = u, .arena = a, .state = s };

	*r = (struct form_result){ .step = FORM_PAUSE };
	if (!form) { /* the pack changed under it */
		s->form = NULL;
		r->step = FORM_ASIDE;
		return;
	}
	x.asked = field_named(form, s->asked);
	hear(&x, m, r);
	s->touched = h->now;
}

void form_begin(const struct form *form, const struct heard *h, const struct understanding *u, struct arena *a,
		struct form_state *s, struct form_result *r)
{
	struct hearing x = { .form = form, .h = h, .u = u, .arena = a, .state = s };

	*s = (struct form_state){ .form = form->name, .began = h->now, .touched = h->now };
	*r = (struct form_result){ 0 };
	s->slots = u->slots;
	if (u->said.n) {
		form_fill(&x, u->said, false);
		form_note(&x);
	}
	go_on(&x, r);
}

/* --- what is personal --- */

enum purpose form_asks_for(const struct pack *p, const struct form_state *s)
{
	const struct form *form = s->form ? pack_form(p, s->form) : NULL;
	const struct field *f = form ? field_named(form, s->asked) : NULL;

	return f ? f->consent : PURPOSE_NONE;
}

bool form_holds(const struct pack *p, const struct form_state *s, enum purpose purpose)
{
	const struct form *form = s->form ? pack_form(p, s->form) : NULL;

	for (size_t i = 0; form && i < form->n_fields; i++)
		if (form->fields[i].consent == purpose && form->fields[i].slot &&
		    slots_get(&s->slots, form->fields[i].slot->as).n)
			return true;
	return false;
}

void form_resume(const struct pack *p, const struct heard *h, struct arena *a, struct form_state *s,
		 struct form_result *r)
{
	const struct form *form = pack_form(p, s->form);
	struct hearing x = { .form = form, .h = h, .arena = a, .state = s };

	*r = (struct form_result){ .step = FORM_PAUSE };
	if (!form)
		return;
	x.asked = field_named(form, s->asked);
	ask_again(&x, r);
	s->touched = h->now;
}

bool form_without(const struct pack *p, const struct heard *h, enum purpose purpose, struct arena *a,
		  struct form_state *s, struct form_result *r)
{
	const struct form *form = pack_form(p, s->form);

	for (size_t i = 0; form && i < form->n_fields; i++) {
		const struct field *f = &form->fields[i];

		if (f->consent != purpose)
			continue;
		if (!f->optional && f->ask && field_applies(s, f))
			return false;
		if (f->slot)
			slots_set(&s->slots, f->slot->as, NO_STR);
		field_pass(s, f, a);
	}
	form_resume(p, h, a, s, r);
	return true;
}
