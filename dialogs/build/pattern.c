/* pattern.c - from a rule as staff write it to a compiled PCRE2 pattern:
 * {concepts} and {slots} put in, spelled the way normalise spells messages. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/mem.h"
#include "bot/base/utf8.h"
#include "dialogs/build/internal.h"
#include "dialogs/words/normalise.h"

enum { FULL_MAX = 64 * 1024, DEPTH_MAX = 12 };

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

static bool is_meta(uint32_t c)
{
	return c < 0x80 && c && strchr("\\^$.|?*+()[]{}", (int)c);
}

struct str literal_pattern(struct str word, struct arena *a)
{
	struct str w = normalise(word, a);
	char *out = arena_alloc(a, 2 * w.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < w.n; i++) {
		if (is_meta((unsigned char)w.p[i]))
			out[n++] = '\\';
		out[n++] = w.p[i];
	}
	return (struct str){ out, n };
}

struct expansion {
	struct pack *pack;
	struct spot at;
	struct problems *wrong;
	struct buf out;
	int depth;
	bool failed;
};

static void expand(struct expansion *, struct str source);

static int longest_first(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return x->n == y->n ? 0 : x->n < y->n ? 1 : -1;
}

static bool single(struct str s)
{
	size_t i = 0;

	return s.n && !is_meta((unsigned char)s.p[0]) && utf8_next(s, &i) != '-' && i == s.n;
}

/* Single characters as one class: (a|b|c) would be tried one by one. */
static void add_singles(struct buf *b, const struct str *alts, size_t n)
{
	buf_char(b, '[');
	for (size_t i = 0; i < n; i++)
		if (single(alts[i]))
			buf_add(b, alts[i]);
	buf_char(b, ']');
}

/* Alternatives as one group, each expanded, the longest first: a slot should
 * take all of "充电桩" when "充电" is a word of it too. */
static struct str join(struct expansion *e, struct str *alts, size_t n, const char *open)
{
	struct arena *a = e->pack->arena;
	size_t singles = 0, written = 0;
	struct buf b;

	for (size_t i = 0; i < n; i++) {
		struct expansion inner = { .pack = e->pack, .at = e->at, .wrong = e->wrong, .depth = e->depth + 1 };

		buf_init(&inner.out, FULL_MAX);
		expand(&inner, alts[i]);
		e->failed |= inner.failed || inner.out.failed;
		alts[i] = arena_str(a, buf_str(&inner.out));
		buf_free(&inner.out);
	}
	if (n)
		qsort(alts, n, sizeof *alts, longest_first);
	buf_init(&b, FULL_MAX);
	buf_addc(&b, open);
	for (size_t i = 0; i < n; i++)
		singles += single(alts[i]);
	for (size_t i = 0; i < n; i++) {
		if (singles > 1 && single(alts[i]))
			continue;
		if (written++)
			buf_char(&b, '|');
		buf_add(&b, alts[i]);
	}
	if (singles > 1) {
		if (written)
			buf_char(&b, '|');
		add_singles(&b, alts, n);
	}
	buf_char(&b, ')');
	struct str full = b.failed ? NO_STR : arena_str(a, buf_str(&b));

	e->failed |= b.failed;
	buf_free(&b);
	return full;
}

static struct str concept_full(struct expansion *e, struct concept *c)
{
	c->uses++;
	if (c->state == 1 || e->depth > DEPTH_MAX) {
		problem(e->wrong, e->at.file, e->at.line, "{%s} leads back to itself", c->name);
		e->failed = true;
		return STR("");
	}
	if (c->state == 0) {
		struct str *alts = arena_array(e->pack->arena, struct str, c->n);

		memcpy(alts, c->alts, c->n * sizeof *alts);
		c->state = 1;
		c->full = join(e, alts, c->n, "(?:");
		c->state = 2;
	}
	return c->full;
}

static struct str slot_full(struct expansion *e, struct slot_def *s)
{
	struct arena *a = e->pack->arena;
	size_t n = 0;

	s->uses++;
	if (s->state == 1 || e->depth > DEPTH_MAX) {
		problem(e->wrong, e->at.file, e->at.line, "{%s} leads back to itself", s->name);
		e->failed = true;
		return STR("");
	}
	if (s->state == 0) {
		struct str *alts = arena_array(a, struct str, s->n_words + s->patterns.n);

		for (size_t i = 0; i < s->n_words; i++)
			alts[n++] = s->words[i].pattern.source.p ? s->words[i].pattern.source
								 : literal_pattern(s->words[i].text, a);
		for (size_t i = 0; i < s->patterns.n; i++)
			alts[n++] = s->patterns.v[i].source;
		if (n == 0) {
			problem(e->wrong, e->at.file, e->at.line,
				"{%s} is a slot without words or pattern=, so it cannot stand in a rule", s->name);
			e->failed = true;
			return STR("");
		}
		s->state = 1;
		s->full = join(e, alts, n, arena_printf(a, "(?<%s>", s->as).p);
		s->state = 2;
	}
	return s->full;
}

static void reference(struct expansion *e, struct str name)
{
	struct concept *c = pack_concept(e->pack, name);
	struct slot_def *s = c ? NULL : pack_slot(e->pack, name);

	if (c) {
		buf_add(&e->out, concept_full(e, c));
	} else if (s) {
		buf_add(&e->out, slot_full(e, s));
	} else {
		problem(e->wrong, e->at.file, e->at.line, "{" STR_FMT "} is neither a concept nor a slot",
			STR_ARG(name));
		e->failed = true;
	}
}

/* Copies an escape or the head of a group as it stands; returns its length, 0
 * when there is none at i. */
static size_t verbatim(struct str s, size_t i)
{
	size_t n = 0;

	if (s.p[i] == '\\' && i + 1 < s.n) {
		size_t k = i + 1;

		utf8_next(s, &k);
		if (strchr("pPxgkN", s.p[i + 1]) && k < s.n && s.p[k] == '{')
			while (k < s.n && s.p[k++] != '}')
				;
		return k - i;
	}
	if (s.p[i] == '(' && i + 2 < s.n && s.p[i + 1] == '?' && (s.p[i + 2] == '<' || s.p[i + 2] == 'P')) {
		for (n = 3; i + n < s.n && n < 64; n++)
			if (s.p[i + n] == '>' || s.p[i + n] == '=' || s.p[i + n] == '!')
				return n + 1;
	}
	return 0;
}

static void expand(struct expansion *e, struct str s)
{
	for (size_t i = 0, k; i < s.n && !e->failed;) {
		if ((k = verbatim(s, i)) > 0) {
			buf_add(&e->out, str_sub(s, i, i + k));
			i += k;
			continue;
		}
		if (s.p[i] == '{' && i + 1 < s.n && s.p[i + 1] >= 'a' && s.p[i + 1] <= 'z') {
			for (k = i + 1; k < s.n && is_name(s.p[k]); k++)
				;
			if (k < s.n && s.p[k] == '}') {
				reference(e, str_sub(s, i + 1, k));
				i = k + 1;
				continue;
			}
		}
		char c[5];
		uint32_t from = utf8_next(s, &i), to = normalise_cp(from);

		if (from >= 0x80 && is_meta(to))
			buf_char(&e->out, '\\'); /* a full-width ？ is the character, not the sign */
		buf_add(&e->out, (struct str){ c, utf8_put(to, c) });
	}
}

bool pattern_expand(struct pack *p, struct str source, struct spot at, struct str *full, struct problems *wrong)
{
	struct expansion e = { .pack = p, .at = at, .wrong = wrong };

	buf_init(&e.out, FULL_MAX);
	expand(&e, source);
	if (e.out.failed && !e.failed)
		problem(wrong, at.file, at.line, "with its concepts put in this is longer than 64 KiB");
	bool fine = !e.failed && !e.out.failed;

	*full = fine ? arena_str(p->arena, buf_str(&e.out)) : NO_STR;
	buf_free(&e.out);
	return fine;
}

bool pattern_make(struct pack *p, struct str source, struct spot at, uint32_t flags, struct pattern *out,
		  struct problems *wrong)
{
	int code;
	PCRE2_SIZE where;
	PCRE2_UCHAR why[200];
	uint32_t options = 0;

	*out = (struct pattern){ .source = source, .at = at };
	if (!pattern_expand(p, source, at, &out->full, wrong))
		return false;
	out->code = pcre2_compile((PCRE2_SPTR)out->full.p, out->full.n,
				  PCRE2_UTF | PCRE2_DOTALL | PCRE2_DUPNAMES | PCRE2_NO_AUTO_CAPTURE |
					  PCRE2_NEVER_BACKSLASH_C | flags,
				  &code, &where, NULL);
	if (!out->code) {
		pcre2_get_error_message(code, why, sizeof why);
		struct str rest = utf8_cut(str_sub(out->full, where, out->full.n), 12);

		problem(wrong, at.file, at.line, "the pattern is wrong before \"" STR_FMT "\": %s", STR_ARG(rest),
			(const char *)why);
		return false;
	}
	pcre2_pattern_info(out->code, PCRE2_INFO_ALLOPTIONS, &options);
	out->anchored = options & PCRE2_ANCHORED;
	return true;
}

void patterns_add(struct pack *p, struct patterns *all, struct str source, struct spot at, struct problems *wrong)
{
	struct pattern made;

	if (str_has(source, STR(" & "))) {
		problem(wrong, at.file, at.line, "parts joined by & can stand in an intent's rule= only");
		return;
	}
	if (!pattern_make(p, source, at, 0, &made, wrong))
		return;
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 4;
		all->v = mem_grow(all->v, all->room * sizeof *all->v);
	}
	all->v[all->n++] = made;
}
