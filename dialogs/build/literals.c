/* literals.c - what must stand in a text for a pattern to match it.
 *
 * Reads the expanded pattern conservatively: whatever it is not sure of
 * contributes nothing, so a text that matches always holds one word at least of
 * every group. The method is RE2's prefilter: a piece of pattern is either
 * exactly a small set of strings, or unknown with requirements found so far. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/build/internal.h"

enum { SET_MAX = 256, CROSS_MAX = 48, GROUPS_MAX = 24, DEPTH_MAX = 60, CLASS_MAX = 64 };

struct piece {
	bool exact; /* the piece is one of `set`, nothing else */
	struct literal_set set;
	struct literal_set *groups; /* not exact: required, one of each */
	size_t n_groups;
};

struct reader {
	struct str s;
	size_t i;
	struct arena *a;
	bool unsure; /* met something beyond this reader */
	bool more;   /* met what is no word: an edge, a look-around, a named group */
	int depth;
};

static struct piece read_branches(struct reader *);

static struct piece exactly(struct reader *r, struct str s)
{
	struct piece p = { .exact = true };

	p.set.v = arena_one(r->a, struct str);
	p.set.v[0] = s;
	p.set.n = 1;
	return p;
}

static struct piece unknown(void)
{
	return (struct piece){ 0 };
}

static bool holds_empty(const struct literal_set *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].n == 0)
			return true;
	return s->n == 0;
}

static void add_group(struct reader *r, struct piece *p, struct literal_set set)
{
	if (holds_empty(&set) || p->n_groups == GROUPS_MAX)
		return;
	if (!p->groups)
		p->groups = arena_array(r->a, struct literal_set, GROUPS_MAX);
	p->groups[p->n_groups++] = set;
}

/* A sequence in the making: what is settled, and the strings just before the
 * reading point, which the next piece may prolong. */
struct sequence {
	struct piece done;
	struct literal_set tail;
	bool broken; /* something unknown stood before the tail */
};

static void flush(struct reader *r, struct sequence *q)
{
	add_group(r, &q->done, q->tail);
	q->tail = exactly(r, STR("")).set;
	q->broken = true;
}

static struct literal_set cross(struct reader *r, const struct literal_set *a, const struct literal_set *b)
{
	struct literal_set out = { arena_array(r->a, struct str, a->n * b->n), 0 };

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			out.v[out.n++] = a->v[i].n == 0 ? b->v[k]
							: arena_printf(r->a, STR_FMT STR_FMT, STR_ARG(a->v[i]),
								       STR_ARG(b->v[k]));
	return out;
}

static void append(struct reader *r, struct sequence *q, struct piece p)
{
	if (p.exact && (q->tail.n * p.set.n <= CROSS_MAX || (q->tail.n == 1 && q->tail.v[0].n == 0))) {
		q->tail = cross(r, &q->tail, &p.set);
		return;
	}
	flush(r, q);
	if (p.exact) {
		q->tail = p.set;
		return;
	}
	for (size_t i = 0; i < p.n_groups; i++)
		add_group(r, &q->done, p.groups[i]);
}

static int peek(const struct reader *r, size_t ahead)
{
	return r->i + ahead < r->s.n ? (unsigned char)r->s.p[r->i + ahead] : -1;
}

static bool number(struct reader *r, size_t *n)
{
	size_t from = r->i;

	for (*n = 0; peek(r, 0) >= '0' && peek(r, 0) <= '9' && *n < 100000; r->i++)
		*n = *n * 10 + (size_t)(peek(r, 0) - '0');
	return r->i > from;
}

/* Reads a quantifier after a piece, if there is one. */
static bool quantifier(struct reader *r, size_t *min, size_t *max)
{
	size_t from = r->i;
	int c = peek(r, 0);

	*min = *max = 1;
	if (c == '?' || c == '*' || c == '+') {
		*min = c == '+';
		*max = c == '?' ? 1 : SIZE_MAX;
		r->i++;
	} else if (c == '{') {
		r->i++;
		if (!number(r, min)) {
			r->i = from;
			return false;
		}
		*max = *min;
		if (peek(r, 0) == ',') {
			r->i++;
			if (!number(r, max))
				*max = SIZE_MAX;
		}
		if (peek(r, 0) != '}') {
			r->i = from; /* a brace that stands for itself */
			return false;
		}
		r->i++;
	} else {
		return false;
	}
	if (peek(r, 0) == '?' || peek(r, 0) == '+')
		r->i++;
	return true;
}

static struct piece quantified(struct reader *r, struct piece p, size_t min, size_t max, struct sequence *q)
{
	if (min == 1 && max == 1)
		return p;
	if (min == 0 && max == 1 && p.exact && p.set.n < SET_MAX) {
		struct literal_set set = { arena_array(r->a, struct str, p.set.n + 1), p.set.n };

		memcpy(set.v, p.set.v, p.set.n * sizeof *set.v);
		set.v[set.n++] = STR("");
		p.set = set;
		return p;
	}
	if (min == 0)
		return unknown();
	/* At least once: required, but what stands next to it is not known. */
	flush(r, q);
	if (!p.exact)
		return p;
	struct piece once = unknown();

	add_group(r, &once, p.set);
	return once;
}

/* [abc] of a few plain characters is as good as (a|b|c). */
static struct piece read_class(struct reader *r)
{
	struct piece p = { .exact = true, .set = { arena_array(r->a, struct str, CLASS_MAX), 0 } };
	bool plain = true;
	size_t first = ++r->i;

	if (peek(r, 0) == '^') {
		plain = false;
		first = ++r->i;
	}
	while (r->i < r->s.n && !(r->s.p[r->i] == ']' && r->i > first)) {
		size_t from = r->i;

		if (r->s.p[r->i] == '\\' && r->i + 1 < r->s.n) {
			r->i++;
			plain = false;
		}
		if (r->s.p[r->i] == '[' && (peek(r, 1) == ':' || peek(r, 1) == '.' || peek(r, 1) == '=')) {
			r->unsure = true;
			return unknown();
		}
		if (r->s.p[r->i] == '-')
			plain = false;
		utf8_next(r->s, &r->i);
		if (p.set.n == CLASS_MAX)
			plain = false;
		else
			p.set.v[p.set.n++] = str_sub(r->s, from, r->i);
	}
	if (r->i < r->s.n)
		r->i++;
	else
		r->unsure = true;
	return plain && p.set.n ? p : unknown();
}

static struct piece read_escape(struct reader *r)
{
	int c = peek(r, 1);

	if (c < 0 || strchr("QEGKgkCRXN", c) || (c >= '0' && c <= '9')) {
		r->unsure = true;
		return unknown();
	}
	if (strchr("bBAzZ", c)) {
		r->more = true;
		r->i += 2;
		return exactly(r, STR(""));
	}
	if (strchr("pP", c)) {
		r->i += 2;
		if (peek(r, 0) == '{')
			while (r->i < r->s.n && r->s.p[r->i++] != '}')
				;
		else if (r->i < r->s.n)
			r->i++;
		return unknown();
	}
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
		if (!strchr("dDwWsShHvV", c))
			r->unsure = true; /* \x, \o, \c, \t …: rare, not worth reading */
		r->i += 2;
		return unknown();
	}
	size_t from = ++r->i;

	utf8_next(r->s, &r->i);
	return exactly(r, str_sub(r->s, from, r->i));
}

enum look { LOOK_NONE, LOOK_FOR, LOOK_AGAINST };

/* After "(?": what kind of group. */
static enum look group_head(struct reader *r)
{
	int c = peek(r, 0), d = peek(r, 1);

	if (c == ':' || c == '>' || c == '|') {
		r->i++;
		return LOOK_NONE;
	}
	r->more = true;
	if (c == '=' || c == '!') {
		r->i++;
		return c == '=' ? LOOK_FOR : LOOK_AGAINST;
	}
	if (c == '<' && (d == '=' || d == '!')) {
		r->i += 2;
		return d == '=' ? LOOK_FOR : LOOK_AGAINST;
	}
	if (c == 'P' && d == '<')
		r->i++;
	if (c == '<' || (c == 'P' && d == '<')) {
		while (r->i < r->s.n && r->s.p[r->i++] != '>')
			;
		return LOOK_NONE;
	}
	r->unsure = true; /* flags, conditions, recursion, comments */
	return LOOK_NONE;
}

static struct piece read_group(struct reader *r)
{
	enum look look = LOOK_NONE;

	r->i++;
	if (peek(r, 0) == '*') {
		r->unsure = true;
		return unknown();
	}
	if (peek(r, 0) == '?') {
		r->i++;
		look = group_head(r);
	}
	if (r->unsure || ++r->depth > DEPTH_MAX) {
		r->unsure = true;
		return unknown();
	}
	struct piece p = read_branches(r);

	r->depth--;
	if (peek(r, 0) == ')')
		r->i++;
	else
		r->unsure = true;
	if (look == LOOK_NONE)
		return p;
	struct piece width0 = look == LOOK_FOR ? unknown() : exactly(r, STR(""));

	/* What is looked for must stand in the text, though not here. */
	if (look == LOOK_FOR && p.exact)
		add_group(r, &width0, p.set);
	for (size_t i = 0; look == LOOK_FOR && i < p.n_groups; i++)
		add_group(r, &width0, p.groups[i]);
	return width0;
}

static struct piece read_atom(struct reader *r)
{
	size_t from = r->i;

	switch (peek(r, 0)) {
	case '(':
		return read_group(r);
	case '[':
		return read_class(r);
	case '\\':
		return read_escape(r);
	case '^':
	case '$':
		r->more = true;
		r->i++;
		return exactly(r, STR(""));
	case '.':
		r->i++;
		return unknown();
	default:
		utf8_next(r->s, &r->i);
		return exactly(r, str_sub(r->s, from, r->i));
	}
}

static struct piece read_sequence(struct reader *r)
{
	struct sequence q = { .tail = exactly(r, STR("")).set };

	while (r->i < r->s.n && !r->unsure && peek(r, 0) != '|' && peek(r, 0) != ')') {
		struct piece p = read_atom(r);
		size_t min, max;

		if (quantifier(r, &min, &max)) {
			bool apart = max > 1;

			p = quantified(r, p, min, max, &q);
			append(r, &q, p);
			if (apart)
				flush(r, &q);
		} else {
			append(r, &q, p);
		}
	}
	if (!q.broken && q.done.n_groups == 0) {
		q.done.exact = true;
		q.done.set = q.tail;
	} else {
		flush(r, &q);
	}
	return q.done;
}

/* The group of a branch that says most about a text: its shortest word is the longest. */
static const struct literal_set *telling(const struct piece *p)
{
	const struct literal_set *best = NULL;
	size_t best_least = 0;

	for (size_t i = 0; i < p->n_groups; i++) {
		size_t least = SIZE_MAX;

		for (size_t k = 0; k < p->groups[i].n; k++)
			if (p->groups[i].v[k].n < least)
				least = p->groups[i].v[k].n;
		if (!best || least > best_least || (least == best_least && p->groups[i].n < best->n)) {
			best = &p->groups[i];
			best_least = least;
		}
	}
	return best;
}

/* What is known of an alternation so far. */
struct branches {
	struct literal_set words; /* of all branches: one of them must stand in the text … */
	size_t room;
	bool exact;    /* … and a branch is its words, nothing else */
	bool wordless; /* a branch needs no word */
};

static void add_branch(struct reader *r, struct branches *b, const struct piece *p)
{
	const struct literal_set *words = p->exact ? &p->set : telling(p);

	b->exact = b->exact && p->exact && b->words.n + p->set.n <= SET_MAX;
	b->wordless = b->wordless || !words;
	if (b->wordless)
		return;
	if (b->words.n + words->n > b->room) { /* doubled: concepts have hundreds of branches */
		struct str *old = b->words.v;

		b->room = 2 * (b->words.n + words->n);
		b->words.v = arena_array(r->a, struct str, b->room);
		for (size_t i = 0; i < b->words.n; i++)
			b->words.v[i] = old[i];
	}
	for (size_t i = 0; i < words->n; i++)
		b->words.v[b->words.n++] = words->v[i];
}

static struct piece read_branches(struct reader *r)
{
	struct piece first = read_sequence(r), all = unknown();
	struct branches b = { .exact = true };

	if (r->unsure || peek(r, 0) != '|')
		return first;
	add_branch(r, &b, &first);
	while (!r->unsure && peek(r, 0) == '|') {
		r->i++;
		struct piece next = read_sequence(r);

		add_branch(r, &b, &next);
	}
	all.exact = b.exact;
	if (b.exact)
		all.set = b.words;
	else if (!b.wordless)
		add_group(r, &all, b.words);
	return all;
}

static size_t kept(const struct piece *p, struct arena *a, struct literal_set **groups)
{
	*groups = arena_array(a, struct literal_set, p->n_groups);
	for (size_t i = 0; i < p->n_groups; i++) {
		struct literal_set *to = &(*groups)[i];
		const struct literal_set *from = &p->groups[i];

		*to = (struct literal_set){ arena_array(a, struct str, from->n), from->n };
		for (size_t k = 0; k < from->n; k++)
			to->v[k] = arena_str(a, from->v[k]);
	}
	return p->n_groups;
}

size_t literals_needed(struct str full, struct arena *a, struct literal_set **groups, bool *plain)
{
	struct reader r = { .s = full, .a = arena_new() };
	struct piece p = read_branches(&r);

	*plain = false;
	if (r.unsure || r.i != full.n)
		p = unknown();
	if (p.exact) {
		struct piece whole = unknown();

		add_group(&r, &whole, p.set);
		*plain = whole.n_groups && !r.more;
		p = whole;
	}
	size_t n = kept(&p, a, groups);

	arena_free(r.a); /* ten times what is kept */
	return n;
}
