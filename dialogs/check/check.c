/* check.c - proves that a pack keeps together: names, phrases, forms. */
#include "dialogs/check/check.h"

#include <string.h>

#include "dialogs/check/internal.h"
#include "dialogs/pack/phrase.h"

static bool listed(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

static void check_handlers(struct checking *c)
{
	const struct pack *p = c->pack;

	for (size_t i = 0; i < p->n_intents; i++) {
		const struct intent *in = &p->intents[i];
		bool handled = c->facts && listed(c->facts->intents, in->name);

		if (in->n_rules == 0)
			problem(c->wrong, in->at.file, in->at.line, "[intent %s] has no rule=: nothing leads to it",
				in->name);
		if (in->examples.n == 0)
			problem(c->wrong, in->at.file, in->at.line, "[intent %s] has no example=", in->name);
		if (c->facts && !handled && !in->planned)
			problem(c->wrong, in->at.file, in->at.line,
				"[intent %s] has no handler in the program; planned=yes says that this is known",
				in->name);
		if (in->planned)
			problem(c->notes, in->at.file, in->at.line, "[intent %s] is planned%s", in->name,
				handled ? ", but the program handles it: take planned=yes out" : "");
	}
	for (size_t i = 0; c->facts && c->facts->intents && c->facts->intents[i]; i++) {
		if (strcmp(c->facts->intents[i], "none") == 0 || pack_intent(p, c->facts->intents[i]))
			continue;
		if (p->partial)
			c->left_out++;
		else
			problem(c->wrong, p->dir, 0, "the program handles %s, but there is no [intent %s]",
				c->facts->intents[i], c->facts->intents[i]);
	}
}

/* --- phrases --- */

static void need_phrase(struct checking *c, const char *name, struct spot at, const char *who)
{
	struct phrase_def *d = name ? (struct phrase_def *)pack_phrase(c->pack, name) : NULL;

	if (d)
		d->used = true;
	else if (name)
		problem(c->wrong, at.file, at.line, "%s says %s, but there is no [phrase %s]", who, name, name);
}

static bool next_hole(struct str text, size_t *i, struct str *name)
{
	for (; *i < text.n; ++*i) {
		size_t k = *i + 1;

		if (text.p[*i] != '{')
			continue;
		while (k < text.n && ((text.p[k] >= 'a' && text.p[k] <= 'z') ||
				      (text.p[k] >= '0' && text.p[k] <= '9') || text.p[k] == '_'))
			k++;
		if (k == *i + 1 || k == text.n || text.p[k] != '}')
			continue;
		*name = str_sub(text, *i + 1, k);
		*i = k + 1;
		return true;
	}
	return false;
}

static bool has_hole(struct str text, struct str name)
{
	struct str one;

	for (size_t i = 0; next_hole(text, &i, &one);)
		if (str_eq(one, name))
			return true;
	return false;
}

/* Wordings of a phrase must carry the same facts. */
static void check_wordings(struct checking *c, const struct phrase_def *d)
{
	struct str name;

	for (size_t i = 0; i < d->n; i++)
		for (size_t k = 0; k < d->n; k++)
			for (size_t at = 0; k != i && next_hole(d->texts[i], &at, &name);)
				if (!has_hole(d->texts[k], name))
					problem(c->wrong, d->at.file, d->at.line,
						"[phrase %s]: wording %zu has no {" STR_FMT "}, wording %zu has",
						d->name, k + 1, STR_ARG(name), i + 1);
}

/* "choice.*": the program puts the rest of the name together itself. */
static bool use_family(const struct pack *p, const char *name)
{
	size_t n = strlen(name);

	if (n < 2 || name[n - 1] != '*')
		return false;
	for (size_t i = 0; i < p->n_phrases; i++)
		if (strncmp(p->phrases[i].name, name, n - 1) == 0)
			p->phrases[i].used = true;
	return true;
}

static void check_phrases(struct checking *c)
{
	static const char *const own[] = {
		"form.back",   "form.resumed", "form.pause",	  "form.expired",      "form.cancelled",
		"form.change", "form.unclear", "form.why_needed", "form.why_optional", "form.nothing",
		NULL
	};
	const struct pack *p = c->pack;
	struct spot here = { p->dir, 0 };

	for (size_t i = 0; p->n_forms && own[i]; i++)
		need_phrase(c, own[i], here, "the form engine");
	for (size_t i = 0; c->facts && c->facts->phrases && c->facts->phrases[i]; i++) {
		if (use_family(p, c->facts->phrases[i]))
			continue;
		if (p->partial && !pack_phrase(p, c->facts->phrases[i]))
			c->left_out++;
		else
			need_phrase(c, c->facts->phrases[i], here, "the program");
	}
	if (c->left_out)
		problem(c->notes, p->dir, 0, "partial: %zu intents and phrases of the program are left out",
			c->left_out);
	for (size_t i = 0; i < p->n_phrases; i++) {
		check_wordings(c, &p->phrases[i]);
		if (c->facts && c->facts->phrases && !p->phrases[i].used)
			problem(c->notes, p->phrases[i].at.file, p->phrases[i].at.line, "[phrase %s] is never said",
				p->phrases[i].name);
	}
}

/* --- forms --- */

static void check_absorbs(struct checking *c, const struct form *f)
{
	struct str rest = f->absorbs, one;

	while (str_split(&rest, ' ', &one))
		if (one.n && !pack_intent(c->pack, arena_cstr(c->arena, one)))
			problem(c->wrong, f->at.file, f->at.line,
				"[form %s]: absorbs=: there is no [intent " STR_FMT "]", f->name, STR_ARG(one));
}

/* Nobody forgets to say what a number is for; and no case waits for a yes. */
static void check_consent(struct checking *c, const struct form *f, const struct field *x)
{
	if (x->slot && x->slot->personal != PURPOSE_NONE && x->consent != x->slot->personal)
		problem(c->wrong, x->at.file, x->at.line, "field %s is personal: it needs consent = %s", x->name,
			purpose_names[x->slot->personal]);
	if (x->consent == PURPOSE_NONE)
		return;
	need_phrase(c, arena_printf(c->arena, "consent.%s", purpose_names[x->consent]).p, x->at, "consent=");
	if (purpose_wants_yes(x->consent) && c->facts && listed(c->facts->cases, f->name))
		problem(c->wrong, x->at.file, x->at.line,
			"field %s: a case is filed without a yes to anything; ask for it afterwards", x->name);
}

static void check_form(struct checking *c, const struct form *f)
{
	if (!pack_intent(c->pack, f->name))
		problem(c->wrong, f->at.file, f->at.line, "[form %s] belongs to no [intent %s]", f->name, f->name);
	check_absorbs(c, f);
	need_phrase(c, f->confirm, f->at, "confirm=");
	for (size_t i = 0; i < f->n_fields; i++) {
		const struct field *x = &f->fields[i];

		check_consent(c, f, x);
		need_phrase(c, x->ask, x->at, "ask=");
		need_phrase(c, x->why, x->at, "why=");
		need_phrase(c, x->refuse, x->at, "refuse=");
		if (x->slot &&
		    (x->slot->type == SLOT_KM || x->slot->type == SLOT_NUMBER || x->slot->type == SLOT_PHONE) &&
		    x->ask && !x->refuse)
			problem(c->wrong, x->at.file, x->at.line,
				"field %s can be answered wrongly, but has no refuse=", x->name);
	}
}

static void check_forms(struct checking *c)
{
	for (size_t i = 0; i < c->pack->n_forms; i++)
		check_form(c, &c->pack->forms[i]);
}

static void check_unused(struct checking *c)
{
	const struct pack *p = c->pack;

	for (size_t i = 0; i < p->n_concepts; i++)
		if (!p->concepts[i].uses)
			problem(c->notes, p->concepts[i].at.file, p->concepts[i].at.line, "[concept %s] is not used",
				p->concepts[i].name);
	for (size_t i = 0; i < p->n_slots; i++)
		if (!p->slots[i].uses)
			problem(c->notes, p->slots[i].at.file, p->slots[i].at.line, "[slot %s] is not used",
				p->slots[i].name);
	for (size_t i = 0; i < p->n_rules; i++)
		if (p->rules[i].n_groups == 0)
			problem(c->notes, p->rules[i].at.file, p->rules[i].at.line,
				"%s requires no word, so it is tried on every message", p->rules[i].name);
}

void pack_check(const struct pack *p, const struct check_facts *facts, struct problems *wrong, struct problems *notes)
{
	struct checking c = { .pack = p, .facts = facts, .wrong = wrong, .notes = notes, .arena = arena_new() };

	check_forms(&c);
	check_handlers(&c);
	check_phrases(&c);
	check_examples(&c);
	check_order(&c);
	check_runaways(&c);
	check_unused(&c);
	arena_free(c.arena);
}
