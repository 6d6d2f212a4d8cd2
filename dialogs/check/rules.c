/* rules.c - are the examples won by their own intent, and can every rule win? */
#include <string.h>

#include "dialogs/check/internal.h"
#include "dialogs/words/normalise.h"

enum { VARIANTS = 24, CANDIDATES = 512 };

/* A fixed clock: examples may speak of tomorrow. Wednesday 2025-06-11, 11:00 in China. */
static const ms_t CLOCK = INT64_C(1749610800000);

enum where check_where(const struct intent *in)
{
	if (in->admin && !in->private && !in->group)
		return WHERE_ADMIN;
	return in->private ? WHERE_PRIVATE : in->group ? WHERE_GROUP : WHERE_ADMIN;
}

static void judge(struct checking *c, const struct intent *in, const struct example *x, struct understanding *u)
{
	struct heard h = { .text = x->text, .where = check_where(in), .now = CLOCK, .context = in->context };

	/* The context of a single rule counts too: the example may be for that one. */
	understand(c->pack, &h, c->arena, u);
	for (size_t i = 0; !in->context && strcmp(u->intent, in->name) != 0 && i < in->n_rules; i++) {
		h.context = c->pack->rules[in->first_rule + i].context;
		if (h.context)
			understand(c->pack, &h, c->arena, u);
	}
}

static void check_wants(struct checking *c, const struct example *x, const struct understanding *u)
{
	for (size_t i = 0; i < x->n_wants; i++) {
		struct str got = slots_get(&u->slots, x->wants[i].name);

		if (!str_eq(got, x->wants[i].value))
			problem(c->wrong, x->at.file, x->at.line,
				"example \"" STR_FMT "\" gives %s=" STR_FMT ", not " STR_FMT, STR_ARG(x->text),
				x->wants[i].name, STR_ARG(got), STR_ARG(x->wants[i].value));
	}
}

static void check_intent(struct checking *c, const struct intent *in)
{
	struct understanding u;

	for (size_t i = 0; i < in->examples.n; i++) {
		const struct example *x = &in->examples.v[i];

		arena_reset(c->arena);
		judge(c, in, x, &u);
		if (strcmp(u.intent, in->name) != 0)
			problem(c->wrong, x->at.file, x->at.line,
				"example \"" STR_FMT "\" is understood as %s (%s), not as %s", STR_ARG(x->text),
				u.intent, u.rule, in->name);
		else
			check_wants(c, x, &u);
	}
	for (size_t i = 0; i < in->nots.n; i++) {
		const struct example *x = &in->nots.v[i];

		arena_reset(c->arena);
		judge(c, in, x, &u);
		if (strcmp(u.intent, in->name) == 0)
			problem(c->wrong, x->at.file, x->at.line, "not \"" STR_FMT "\" is understood as %s (%s)",
				STR_ARG(x->text), u.intent, u.rule);
	}
}

static void check_control(struct checking *c, size_t k)
{
	const struct control_def *d = &c->pack->controls[k];

	for (size_t i = 0; i < d->examples.n; i++)
		if (!patterns_match(&d->rules, normalise(d->examples.v[i].text, c->arena)))
			problem(c->wrong, d->examples.v[i].at.file, d->examples.v[i].at.line,
				"example \"" STR_FMT "\" is no %s", STR_ARG(d->examples.v[i].text), control_names[k]);
	for (size_t i = 0; i < d->nots.n; i++)
		if (patterns_match(&d->rules, normalise(d->nots.v[i].text, c->arena)))
			problem(c->wrong, d->nots.v[i].at.file, d->nots.v[i].at.line,
				"not \"" STR_FMT "\" is taken for %s", STR_ARG(d->nots.v[i].text), control_names[k]);
	if (d->at.file && d->rules.n == 0)
		problem(c->wrong, d->at.file, d->at.line, "[control %s] has no rule=", control_names[k]);
}

void check_examples(struct checking *c)
{
	for (size_t i = 0; i < c->pack->n_intents; i++)
		check_intent(c, &c->pack->intents[i]);
	for (size_t k = 0; k < CTL_COUNT; k++)
		check_control(c, k);
	arena_reset(c->arena);
}

/* --- order --- */

/* A text made of the rule's own words; the n-th of several. */
static struct str made_of(struct checking *c, const struct rule *r, size_t n, const char *between)
{
	struct str s = STR("");

	for (size_t i = 0; i < r->n_groups; i++) {
		const struct group *g = &r->groups[i];
		struct str w = c->pack->words.v[g->v[(n * (i + 1) + n / 3) % g->n]].text;

		s = s.n ? arena_printf(c->arena, STR_FMT "%s" STR_FMT, STR_ARG(s), between, STR_ARG(w)) : w;
	}
	return s;
}

struct trial {
	size_t texts;	  /* that the rule matches */
	bool wins;	  /* one of them at least */
	bool ties;	  /* lost to a rule that is only earlier, every time */
	bool same_intent; /* lost to its own intent at least once: no harm */
	const struct rule *winner;
	struct str text;
};

static void try_text(struct checking *c, const struct rule *r, struct str text, struct trial *t)
{
	struct hit hits[CANDIDATES];
	struct heard h = { .text = text, .where = check_where(r->intent), .context = r->context };
	struct str said = normalise(text, c->arena);
	const struct hit *first = NULL;

	if (!said.n || match_try(r, said) != LOST_NOT)
		return;
	size_t n = match_candidates(c->pack, said, &h, hits, CANDIDATES);

	for (size_t i = 0; i < n && !t->wins; i++) {
		if (match_try(hits[i].rule, said) != LOST_NOT)
			continue;
		if (hits[i].rule == r) {
			t->texts++;
			if (!first)
				t->wins = true;
			else
				t->ties &= first->weight == hits[i].weight && first->rule->priority == r->priority;
			return;
		}
		if (!first) {
			first = &hits[i];
			t->winner = first->rule;
			t->same_intent |= first->rule->intent == r->intent;
			t->text = text;
		}
	}
}

static void try_examples(struct checking *c, const struct rule *r, struct trial *t)
{
	for (size_t i = 0; i < r->intent->examples.n && !t->wins; i++)
		try_text(c, r, r->intent->examples.v[i].text, t);
}

static void check_rule_wins(struct checking *c, const struct rule *r)
{
	static const char *const between[] = { "", " ", "一" };
	struct trial t = { .ties = true };

	for (size_t n = 0; r->n_groups && n < VARIANTS && !t.wins; n++)
		try_text(c, r, made_of(c, r, n, between[n % 3]), &t);
	if (!t.wins)
		try_examples(c, r, &t);
	if (t.wins || t.texts == 0)
		return;
	if (t.same_intent && str_eq(t.winner->source, r->source)) {
		problem(c->wrong, r->at.file, r->at.line, "%s is the same rule as %s (line %d)", r->name,
			t.winner->name, t.winner->at.line);
		return;
	}
	problem(t.same_intent ? c->notes : c->wrong, r->at.file, r->at.line,
		t.ties ? "%s always ties with %s (%s:%d), which stands earlier and wins, as on \"" STR_FMT "\""
		       : "%s can never win: %s (%s:%d) is before it, as on \"" STR_FMT "\"",
		r->name, t.winner->name, t.winner->at.file, t.winner->at.line, STR_ARG(t.text));
}

void check_order(struct checking *c)
{
	for (size_t i = 0; i < c->pack->n_rules; i++) {
		arena_reset(c->arena);
		check_rule_wins(c, &c->pack->rules[i]);
	}
}
