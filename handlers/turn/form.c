/* form.c - a message and the form that is open: what the form's next step
 * says or does, here or in private. */
#include <string.h>

#include "bot/base/utf8.h"
#include "handlers/turn/capability.h"
#include "handlers/turn/consent.h"
#include "handlers/turn/turn.h"

enum { SAID_SHOWN = 40 };

/* What a form says may name its slots, and {said}: the matter, in the person's own words. */
static void say_result(struct turn *t, const struct form_state *form, const struct form_result *r)
{
	struct fill fills[2 * SLOTS_MAX + 1];
	struct str rest, piece;
	size_t n = form_fills(t->world->pack, form, t->arena, fills, 2 * SLOTS_MAX);

	fills[n++] = FILL("said", utf8_cut(form->said.p ? form->said : STR(""), SAID_SHOWN));
	if (r->lead)
		turn_say_n(t, r->lead, fills, n);
	if (!r->phrase)
		return;
	turn_say_n(t, r->phrase, fills, n);
	rest = str_c(r->buttons);
	while (str_split(&rest, ';', &piece)) {
		ptrdiff_t eq = str_find(piece, STR("="));

		if (eq > 0)
			turn_button(t, str_sub(piece, 0, (size_t)eq), str_sub(piece, (size_t)eq + 1, piece.n));
	}
}

/* The form that was interrupted is open again: what it waits for is asked once more. */
static void take_up(struct turn *t)
{
	struct heard h = turn_heard(t);
	struct form_result r;

	turn_say(t, "form.resume", FILL("what", STR("")));
	form_resume(t->world->pack, &h, t->arena, &t->conv.form, &r);
	if (r.step == FORM_ASK && !consent_holds_up(t, &t->conv.form, &r, &t->conv, true))
		say_result(t, &t->conv.form, &r);
	t->taken_up = true;
}

/* The form is complete: its handler gets what it collected; a form that was
 * interrupted by it is taken up again. */
static void complete(struct turn *t, const char *intent)
{
	const struct handler *h = handler_for(intent);
	struct form_state done = t->conv.form;

	t->slots = done.slots;
	t->said = done.said;
	conversation_unpark(&t->conv);
	const char *back = t->conv.form.form;

	if (h)
		turn_call(t, h);
	if (back && t->conv.form.form && strcmp(back, t->conv.form.form) == 0)
		take_up(t);
	else if (!t->conv.form.form && form_amends(pack_form(t->world->pack, intent)))
		t->conv.form = done; /* "three kilometres, not five" may still come */
}

/* Everything was said in the group already: the rest is done in private. What
 * is open in the group stays so. */
static void complete_in_private(struct turn *t, const struct form_state *form)
{
	struct conversation here = t->conv;

	t->conv.form = *form;
	memset(t->conv.parked, 0, sizeof t->conv.parked);
	t->privately = true;
	complete(t, form->form);
	t->privately = false;
	t->conv.form = here.form;
	memcpy(t->conv.parked, here.parked, sizeof here.parked);
}

/* A form that asks personal data, begun in a group: goes on in private. */
static void continue_in_private(struct turn *t, struct form_state *form, const struct form_result *r)
{
	struct conversation there;
	bool reachable = turn_private_chat(t) != 0;
	int64_t chat = turn_private_to_come(t);

	conversation_read(t, chat, &there);
	turn_say(t, "private.please", FILL("name", t->who.name));
	bool asked = reachable && consent_holds_up(t, form, r, &there, false);

	if (reachable && !asked && r->step == FORM_DONE) {
		complete_in_private(t, form);
	} else {
		if (reachable && !asked && r->phrase)
			turn_private_n(t, r->phrase, NULL, 0);
		if (r->step == FORM_DONE)
			form->asked = NULL; /* the first word in private ends it */
		there.form = *form;
		conversation_write(t, chat, &there);
	}
	cJSON_Delete(there.memo);
}

static bool for_a_case(const struct form_state *form)
{
	const struct handler *h = form->form ? handler_for(form->form) : NULL;

	return h && h->flags & HANDLER_CASE;
}

/* What came with the sentence that opens a form is known as if it had been asked for. */
static void take_things(struct turn *t)
{
	const struct position *p = t->m->position;

	if (p)
		slots_set(&t->u.slots, "position",
			  arena_printf(t->arena, "%.6f,%.6f,%s", p->lat, p->lon,
				       p->datum == DATUM_WGS84 ? "wgs84" : "gcj02"));
}

void turn_begin_form(struct turn *t, const struct form *form, const char *intent)
{
	struct form_state state = { 0 };
	struct form_result r = { 0 };
	struct heard said = turn_heard(t);

	t->amends = false;
	take_things(t);
	form_begin(form, &said, &t->u, t->arena, &state, &r);
	if (t->m->n_photos && for_a_case(&state) && r.step != FORM_DONE)
		capabilities_tell(t, form_keeps);
	const struct handler *h = handler_for(intent);
	bool delicate = h && h->delicate && h->delicate(&state.slots) && r.step != FORM_DONE;

	if (turn_is_group(t) && (form_private(form) || delicate)) {
		continue_in_private(t, &state, &r);
		return;
	}
	if (t->conv.form.form && strcmp(t->conv.form.form, intent) != 0)
		conversation_park(&t->conv);
	t->conv.form = state;
	t->conv.changed = true;
	turn_form_goes(t, &r);
}

void turn_open_form(struct turn *t, const char *intent)
{
	const struct form *form = pack_form(t->world->pack, intent);

	if (form)
		turn_begin_form(t, form, intent);
}

void turn_ask(struct turn *t, const char *intent, const char *field, const struct slots *known)
{
	if (!pack_form(t->world->pack, intent))
		return; /* a pack of few words */
	if (t->conv.form.form && strcmp(t->conv.form.form, intent) != 0)
		conversation_park(&t->conv);
	t->conv.form = (struct form_state){
		.form = intent, .asked = field, .slots = *known, .began = t->now, .touched = t->now
	};
	t->conv.changed = true;
}

/* Was the bot itself spoken to, or did the person only go on talking in a group? */
static bool addressed(const struct turn *t)
{
	return !turn_is_group(t) || t->m->mentions_bot || t->m->replies_to_bot || t->m->button.p || t->u.by_name;
}

/* Something else was said in between: it is done, then the question comes back. */
static void go_aside(struct turn *t, struct form_result *r)
{
	struct form_state before = t->conv.form;

	turn_dispatch(t);
	if (t->conv.form.form && before.form && strcmp(t->conv.form.form, before.form) == 0 && !t->taken_up &&
	    !consent_holds_up(t, &t->conv.form, &(struct form_result){ .step = FORM_ASK }, &t->conv, true))
		say_result(t, &before, r);
}

void turn_form_goes(struct turn *t, struct form_result *r)
{
	struct form_state *form = &t->conv.form;

	switch (r->step) {
	case FORM_DONE:
		if (!consent_holds_up(t, form, r, &t->conv, true))
			complete(t, form->form);
		break;
	case FORM_CANCELLED:
		say_result(t, form, r);
		matters_drop(t);
		capabilities_tell(t, form_dropped);
		conversation_unpark(&t->conv);
		if (form->form) /* only what interrupted it was taken back */
			take_up(t);
		break;
	case FORM_ASIDE:
		go_aside(t, r);
		break;
	case FORM_ASK:
		if (!consent_holds_up(t, form, r, &t->conv, true))
			say_result(t, form, r);
		break;
	case FORM_PAUSE:
	case FORM_REFUSED:
	case FORM_EXPIRED:
		say_result(t, form, r);
		break;
	}
}

void turn_hear_form(struct turn *t)
{
	struct form_state *form = &t->conv.form;
	struct form_result r = { 0 };
	struct heard h = turn_heard(t);

	if (capabilities_ask(t, in_form))
		return;
	if (!h.text.p)
		h.text = STR("");
	t->amends = form->asked && strcmp(form->asked, "done") == 0;
	form_hear(t->world->pack, &h, t->m, &t->u, t->arena, form, &r);
	t->conv.changed = true;
	if (t->m->n_photos && for_a_case(form) && r.step != FORM_DONE && r.step != FORM_ASIDE &&
	    r.step != FORM_CANCELLED)
		capabilities_tell(t, form_keeps);
	/* in a group what is no answer is said to the others */
	if (!addressed(t) && r.step != FORM_DONE && r.step != FORM_ASK && r.step != FORM_CANCELLED)
		return;
	turn_form_goes(t, &r);
}
