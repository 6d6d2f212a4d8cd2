/* form.c - what a message means to an open form. */
#include "dialogs/form/form.h"

#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/form/internal.h"
#include "dialogs/pack/phrase.h"

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

/* Whoever was asked an optional thing and said another has answered. */
static void pass_asked(struct hearing *x)
{
	if (x->asked && (x->asked->optional || !x->asked->slot))
		field_pass(x->state, x->asked, x->arena);
}

static void aside(struct hearing *x, struct form_result *r)
{
	if (x->state->asked)
		form_ask_again(x, r);
	else
		form_go_on(x, r);
	r->step = FORM_ASIDE;
	r->lead = "form.back";
}

/* --- hearing --- */

static void hear_confirm(struct hearing *x, struct form_result *r)
{
	if (form_begins_other(x)) {
		aside(x, r);
		return;
	}
	form_fill(x, x->u->said, true);
	if (x->got_any) {
		form_ask_confirm(x, r); /* with what was corrected */
	} else if (form_control(x, CTL_YES)) {
		form_done(x, r);
	} else if (form_control(x, CTL_NO)) {
		*r = (struct form_result){ .step = FORM_ASK, .phrase = "form.change" };
	} else if (form_other_matter(x)) {
		aside(x, r);
	} else {
		form_ask_confirm(x, r);
	}
}

/* An answer, or something else altogether. */
static void hear_answer(struct hearing *x, struct form_result *r)
{
	struct slots before = x->state->slots;
	bool words_asked = x->asked && !x->asked->slot;

	form_fill(x, x->u->said, false);
	if (form_other_matter(x) && (!x->got_asked || form_is_question(x) || form_begins_other(x))) {
		x->state->slots = before;
		aside(x, r);
		return;
	}
	if (x->got_any || words_asked || !x->asked) {
		form_note(x);
		if (!x->got_asked && x->bad) {
			form_refuse(x, form_or_general(x->asked->refuse, "form.unclear"), r);
			return;
		}
		pass_asked(x);
		form_go_on(x, r);
		return;
	}
	if (x->asked->optional && ++x->state->tries >= TRIES) {
		field_pass(x->state, x->asked, x->arena);
		form_note(x);
		form_go_on(x, r);
		return;
	}
	if (!x->asked->optional)
		x->state->tries++;
	form_refuse(x, x->bad || !x->asked->ask ? form_or_general(x->asked->refuse, "form.unclear") : x->asked->ask, r);
	if (!x->bad)
		r->lead = "form.unclear";
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
	if (form_control(x, CTL_CANCEL) || (offered && form_control(x, CTL_NO))) {
		form_cancel(r);
		return true;
	}
	if (form_control(x, CTL_RESUME) || (offered && form_control(x, CTL_YES))) {
		s->asked = NULL;
		form_go_on(x, r);
		r->lead = r->step == FORM_ASK ? "form.resumed" : NULL;
		return true;
	}
	if (offered && form_other_matter(x)) {
		*r = (struct form_result){ .step = FORM_ASIDE };
		s->form = NULL; /* offered, and not taken up */
		return true;
	}
	if (offered) {
		s->asked = NULL;
		return false; /* goes on as if nothing had been */
	}
	s->asked = "expired";
	*r = (struct form_result){ .step = form_other_matter(x) ? FORM_ASIDE : FORM_EXPIRED, .phrase = "form.expired" };
	return true;
}

/* The form is complete and kept: a correction completes it again. */
static void hear_amendment(struct hearing *x, struct form_result *r)
{
	struct slots before = x->state->slots;

	x->amending = true;
	if (x->u->said.n && x->h->now - x->state->touched <= x->form->amend && !form_other_matter(x)) {
		bool changed = form_take_back(x) || form_correct(x);

		if (!changed)
			form_fill(x, x->u->said, false);
		if (changed || x->got_any) {
			form_defaults(x->form, x->state);
			form_done(x, r);
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
			form_go_on(x, r);
		else if (form_other_matter(x)) /* a button of a menu */
			aside(x, r);
		else
			*r = (struct form_result){ .step = FORM_PAUSE };
	} else if (hear_late(x, r)) {
		return;
	} else if (x->state->asked && strcmp(x->state->asked, "confirm") == 0) {
		if (!form_hear_control(x, r))
			hear_confirm(x, r);
	} else if (!form_hear_control(x, r)) {
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
	form_go_on(&x, r);
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
	form_ask_again(&x, r);
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
