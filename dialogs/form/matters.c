/* matters.c - cutting a message into pieces, and telling which of them begin something new. */
#include "dialogs/form/matters.h"

#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/form/internal.h"

enum { PIECES_MAX = 16, RULES_MAX = 16, PIECE_LEAST = 4 /* code points: "顺便" alone is no piece */, LONG = 12 };

/* Where a piece begins, and how sure the cut before it is. */
struct piece {
	struct str text;
	bool strong;
};

static size_t sentence_end(struct str s, size_t i)
{
	static const char *const signs[] = { "。", "！", "？", "；", "，", "!", "?", ";", "\n", ",", " ", NULL };
	struct str rest = str_sub(s, i, s.n);

	for (size_t k = 0; signs[k]; k++)
		if (str_starts(rest, str_c(signs[k])))
			return strlen(signs[k]);
	return 0;
}

/* The next match of each rule of [control another], looked for once. */
struct seeker {
	const struct patterns *rules;
	struct str at[RULES_MAX]; /* absent: not looked for yet; empty: no more */
	bool weak[RULES_MAX];
};

static void seek(struct seeker *k, size_t i, struct str rest)
{
	const struct pattern *p = &k->rules->v[i];
	bool found = pattern_run(p, rest) > 0;

	k->at[i] = found ? pattern_span(rest) : STR("");
	k->weak[i] = found && pattern_group(p, rest, "weak").n > 0;
}

/* The words that come next in `rest`, or nothing. */
static struct str next_another(struct seeker *k, struct str rest, bool *weak)
{
	struct str first = NO_STR;

	for (size_t i = 0; i < k->rules->n && i < RULES_MAX; i++) {
		if (!k->at[i].p || (k->at[i].n && k->at[i].p < rest.p))
			seek(k, i, rest);
		if (k->at[i].n && (!first.p || k->at[i].p < first.p)) {
			first = k->at[i];
			*weak = k->weak[i];
		}
	}
	return first;
}

struct cutting {
	struct piece v[PIECES_MAX];
	size_t n;
	bool strong; /* of the cut before the next piece */
};

/* What is too short to be a piece, or comes when there is no room, goes to the one before. */
static void add_piece(struct cutting *c, struct str text, bool strong_after)
{
	text = str_trim(text);
	if (text.n) {
		bool tail = c->n && (c->n == PIECES_MAX || (!c->strong && utf8_count(text) < PIECE_LEAST));

		if (tail)
			c->v[c->n - 1].text.n = (size_t)(text.p + text.n - c->v[c->n - 1].text.p);
		else
			c->v[c->n++] = (struct piece){ text, c->strong };
		c->strong = false;
	}
	c->strong |= strong_after;
}

/* At sentence ends, within a stretch without connectors. */
static void cut_sentences(struct cutting *c, struct str s, bool strong_after)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n;) {
		size_t n = sentence_end(s, i);

		if (n) {
			add_piece(c, str_sub(s, from, i), false);
			from = i + n;
		}
		i += n ? n : 1;
	}
	add_piece(c, str_sub(s, from, s.n), strong_after);
}

/* Returns whether any connector stands there. */
static bool cut(const struct pack *p, struct str text, struct cutting *c)
{
	struct str rest = text, at;
	bool weak = false, any = false;
	struct seeker k = { .rules = &p->controls[CTL_ANOTHER].rules };

	while (c->n < PIECES_MAX && (at = next_another(&k, rest, &weak)).p) {
		size_t from = (size_t)(at.p - rest.p);

		any |= !weak;
		cut_sentences(c, str_sub(rest, 0, from), !weak);
		rest = str_sub(rest, from + at.n, rest.n);
	}
	cut_sentences(c, rest, false);
	return any;
}

static bool is(const struct understanding *u, const char *name)
{
	return strcmp(u->intent, name) == 0;
}

/* What it reports; absent: nothing that we could tell from something else. */
static struct str category(const struct understanding *u)
{
	struct str c = slots_get(&u->slots, "category");

	return str_is(c, "other") ? NO_STR : c;
}

/* The answer to an open form is of the form's matter, though it need not say so. */
static bool lend(const struct form_state *open, struct matter *x)
{
	struct str known = open && open->form ? slots_get(&open->slots, "category") : NO_STR;

	if (!known.n || str_is(known, "other") || category(&x->u).p)
		return false;
	x->u.intent = open->form;
	slots_set(&x->u.slots, "category", known);
	return true;
}

/* Says the piece something that is not the matter at hand? */
static bool begins(const struct pack *p, const struct piece *x, const struct understanding *u, const struct matter *now)
{
	struct str was = category(&now->u), is_now = category(u);

	if (!was.p)
		return false;
	if (!is_now.p)
		return x->strong && !is(u, "none") && !is(u, "greeting") && !is(u, "cancel") &&
		       strcmp(u->intent, now->u.intent) != 0 && heard_control(p, CTL_QUESTION, u->said);
	if (str_eq(was, is_now))
		return false;
	if (x->strong)
		return true;
	struct str place = slots_get(&u->slots, "place"), before = slots_get(&now->u.slots, "place");

	return strcmp(u->intent, now->u.intent) != 0 && place.n && !str_has(before, place);
}

/* What its pieces say together, as long as that is the same matter. */
static void as_a_whole(const struct pack *p, const struct heard *h, struct arena *a, struct matter *x)
{
	struct heard all = *h;
	struct understanding u;

	all.text = x->text;
	all.ambient = false;
	understand(p, &all, a, &u);
	if (strcmp(u.intent, x->u.intent) != 0 || !category(&u).p)
		slots_set(&u.slots, "category", slots_get(&x->u.slots, "category"));
	if (!is(&x->u, "none"))
		u.intent = x->u.intent;
	x->u = u;
}

size_t matters_split(const struct pack *p, const struct heard *h, const struct understanding *whole,
		     const struct form_state *open, struct arena *a, struct matter out[MATTERS_MAX])
{
	struct cutting c = { .n = 0 };
	struct understanding answer = { .intent = "none", .rule = "-" };
	bool lent = false;
	size_t n = 0;

	if (!p->controls[CTL_ANOTHER].rules.n || utf8_count(whole->said) < LONG)
		return 0;
	bool connected = cut(p, h->text, &c);

	if (c.n < 2 || (!connected && !category(whole).p))
		return 0;
	for (size_t i = 0; i < c.n; i++) {
		struct heard part = *h;
		struct understanding u;

		part.text = c.v[i].text;
		part.ambient = false;
		understand(p, &part, a, &u);
		if (n == 0) {
			out[n++] = (struct matter){ part.text, u };
			answer = u;
			lent = lend(open, &out[0]);
			for (size_t k = 1; lent && k < c.n; k++)
				c.v[k].strong =
					false; /* a form takes in what is told to it, unless it is clearly another */
		} else if (begins(p, &c.v[i], &u, &out[n - 1]) && n < MATTERS_MAX) {
			out[n++] = (struct matter){ part.text, u };
		} else {
			/* goes on with the matter, or tells what it is about */
			out[n - 1].text.n = (size_t)(part.text.p + part.text.n - out[n - 1].text.p);
			if (!category(&out[n - 1].u).p && category(&u).p)
				out[n - 1].u = u;
		}
	}
	if (n < 2)
		return 0;
	if (lent)
		out[0].u = answer;
	for (size_t i = 0; i < n; i++)
		as_a_whole(p, h, a, &out[i]);
	return n;
}
