/* consent.c - telling and asking before personal data, and taking it back. */
#include "handlers/turn/consent.h"

#include <string.h>

#include "handlers/turn/turn.h"
#include "store/keep/consent.h"

enum { QUESTION_STANDS = MS_DAY };

/* The phrases of a purpose: before it, what it is called, after it was withdrawn. */
struct words {
	const char *tell, *what, *gone;
};

#define WORDS(name)                                                                                                    \
	(struct words)                                                                                                 \
	{                                                                                                              \
		PHRASE("consent." name), PHRASE("consent.what." name), PHRASE("consent.withdrawn." name)               \
	}

static struct words words(enum purpose p)
{
	switch (p) {
	case PURPOSE_CONTACT:
		return WORDS("contact");
	case PURPOSE_POSITION:
		return WORDS("position");
	case PURPOSE_HEALTH:
		return WORDS("health");
	case PURPOSE_CHILDREN:
		return WORDS("children");
	case PURPOSE_PASSING_ON:
		return WORDS("passing_on");
	case PURPOSE_NONE:
	case PURPOSES:
		break;
	}
	return (struct words){ 0 };
}

static int64_t version(struct turn *t, enum purpose p)
{
	return phrase_version(t->world->pack, words(p).tell);
}

static enum consent state(struct turn *t, enum purpose p)
{
	return consent_state(t->db, t->who.id, purpose_names[p], version(t, p));
}

static void tell(struct turn *t, enum purpose p, bool here)
{
	turn_say_here_or_private(t, here, words(p).tell, NULL, 0);
	consent_tell(t->db, t->who.id, purpose_names[p], version(t, p), t->now);
}

static void ask(struct turn *t, enum purpose p, struct conversation *conv, bool here)
{
	tell(t, p, here);
	turn_button(t, turn_phrase(t, PHRASE("consent.yes"), NULL, 0), NO_STR);
	turn_button(t, turn_phrase(t, PHRASE("consent.no"), NULL, 0), NO_STR);
	conv->context = "consent";
	conv->context_until = t->now + QUESTION_STANDS;
	conv->changed = true;
}

static void give(struct turn *t, enum purpose p)
{
	consent_give(t->db, t->who.id, t->who.uid, purpose_names[p], version(t, p), t->now);
}

/* What a form's step touches. */
static bool touches(struct turn *t, const struct form_state *f, enum form_step step, enum purpose p)
{
	const struct pack *pack = t->world->pack;

	return (step == FORM_ASK && form_asks_for(pack, f) == p) || form_holds(pack, f, p);
}

bool consent_holds_up(struct turn *t, struct form_state *f, const struct form_result *r, struct conversation *conv,
		      bool here)
{
	if (r->step != FORM_ASK && r->step != FORM_DONE)
		return false;
	for (enum purpose p = PURPOSE_NONE + 1; p < PURPOSES; p++) {
		if (!touches(t, f, r->step, p) || state(t, p) == CONSENT_GIVEN)
			continue;
		if (purpose_wants_yes(p)) {
			ask(t, p, conv, here);
			if (r->step == FORM_DONE)
				f->asked = NULL; /* it is not done before he agrees */
			return true;
		}
		if (state(t, p) == CONSENT_NONE)
			tell(t, p, here);
		if (r->step == FORM_DONE)
			give(t, p);
	}
	return false;
}

bool consent_needed(struct turn *t, enum purpose p)
{
	enum consent is = state(t, p);

	if (is == CONSENT_GIVEN)
		return false;
	if (!purpose_wants_yes(p)) {
		if (is == CONSENT_NONE)
			tell(t, p, true);
		give(t, p);
		return false;
	}
	cJSON *memo = cJSON_CreateObject();

	json_put(memo, "purpose", str_c(purpose_names[p]));
	json_put(memo, "text", t->m->text.p ? t->m->text : STR(""));
	turn_remember(t, "consent", memo);
	ask(t, p, &t->conv, true);
	return true;
}

/* ---------------------------------------------------------------- the answer */

bool consent_answered(struct turn *t)
{
	if (strcmp(t->u.intent, "consent.agree") == 0 || strcmp(t->u.intent, "consent.decline") == 0)
		return true;
	if (t->conv.context && strcmp(t->conv.context, "consent") == 0)
		turn_expect(t, NULL, 0); /* a "好" to something else is none to this */
	return false;
}

/* What the form waits for; PURPOSE_NONE: nothing. */
static enum purpose form_waits_for(struct turn *t)
{
	for (enum purpose p = PURPOSE_NONE + 1; t->conv.form.form && p < PURPOSES; p++)
		if (purpose_wants_yes(p) && touches(t, &t->conv.form, FORM_ASK, p) && state(t, p) != CONSENT_GIVEN)
			return p;
	return PURPOSE_NONE;
}

/* The matter of a handler that asked; absent: none did. */
static struct str matter(struct turn *t, enum purpose *p)
{
	cJSON *memo = turn_memo(t, "consent");
	struct str text = json_str(memo, "text");

	*p = purpose_read(json_str(memo, "purpose"));
	text = text.p && *p != PURPOSE_NONE ? arena_str(t->arena, text) : NO_STR;
	turn_remember(t, "consent", NULL);
	turn_expect(t, NULL, 0);
	return text;
}

static void agree(struct turn *t)
{
	enum purpose p;
	struct str text = matter(t, &p);
	struct form_result r;
	struct heard h = turn_heard(t);

	if (text.p) {
		give(t, p);
		turn_hear(t, text);
		return;
	}
	p = form_waits_for(t);
	if (p == PURPOSE_NONE) {
		turn_say(t, "greeting", FILL("name", t->who.name));
		return;
	}
	give(t, p);
	form_resume(t->world->pack, &h, t->arena, &t->conv.form, &r);
	turn_form_goes(t, &r);
}

static void decline(struct turn *t)
{
	enum purpose p;
	struct str text = matter(t, &p);
	struct form_result r = { 0 };
	struct heard h = turn_heard(t);

	if (text.p || (p = form_waits_for(t)) == PURPOSE_NONE) {
		turn_say(t, "consent.declined", FILL("name", t->who.name));
		return;
	}
	if (form_without(t->world->pack, &h, p, t->arena, &t->conv.form, &r)) {
		turn_form_goes(t, &r);
		return;
	}
	r = (struct form_result){ .step = FORM_CANCELLED };
	turn_form_goes(t, &r);
	turn_say(t, "consent.declined", FILL("name", t->who.name));
}

/* --------------------------------------------------------------- taking it back */

static void withdraw_one(struct turn *t, enum purpose p)
{
	if (consent_withdraw(t->db, t->who.id, t->who.uid, purpose_names[p], t->now))
		turn_say_n(t, words(p).gone, NULL, 0);
	else
		turn_say(t, "consent.not_given", FILL("name", t->who.name));
}

static void which(struct turn *t, const char *const *standing, size_t n)
{
	turn_say(t, "consent.which", FILL("name", t->who.name));
	for (size_t i = 0; i < n; i++)
		turn_button(t, turn_phrase(t, words(purpose_read(str_c(standing[i]))).what, NULL, 0),
			    arena_printf(t->arena, "do:consent.withdraw purpose=%s", standing[i]));
	if (n > 1)
		turn_button(t, turn_phrase(t, PHRASE("consent.what.all"), NULL, 0),
			    STR("do:consent.withdraw purpose=all"));
}

static void withdraw(struct turn *t)
{
	struct str said = slots_get(&t->slots, "purpose");
	const char *standing[PURPOSES];
	size_t n = consent_standing(t->db, t->who.id, standing, PURPOSES, t->arena);

	if (purpose_read(said) != PURPOSE_NONE) {
		withdraw_one(t, purpose_read(said));
	} else if (n == 0) {
		turn_say(t, "consent.not_given", FILL("name", t->who.name));
	} else if (n > 1 && !str_is(said, "all")) {
		which(t, standing, n);
	} else {
		for (size_t i = 0; i < n; i++)
			withdraw_one(t, purpose_read(str_c(standing[i])));
	}
}

const struct handler consent_handlers[] = {
	{ .intent = "consent.agree", .run = agree, .flags = HANDLER_FILES },
	{ .intent = "consent.decline", .run = decline, .flags = HANDLER_FILES },
	{ .intent = "consent.withdraw", .run = withdraw, .flags = HANDLER_FILES },
	{ 0 },
};
