/* normalise.c - a table over the first plane does nearly every message; what
 * composes or expands goes through utf8proc first. */
#include "dialogs/words/normalise.h"

#include <pthread.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "bot/base/utf8.h"
#include "dialogs/words/t2s_table.h"

/* Entries of the table that are no code point to write. */
enum { SLOW = 0, DROP = 1, GAP = 2 };

static uint16_t table[0x10000];
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static uint16_t simplified(uint32_t cp)
{
	size_t lo = 0, hi = sizeof t2s / sizeof t2s[0];

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (t2s[mid].from < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < sizeof t2s / sizeof t2s[0] && t2s[lo].from == cp ? t2s[lo].to : (uint16_t)cp;
}

static bool is_jamo(uint32_t cp)
{
	return (cp >= 0x1100 && cp <= 0x11ff) || (cp >= 0xa960 && cp <= 0xa97f) || (cp >= 0xd7b0 && cp <= 0xd7ff);
}

/* Punctuation that means the same: what a phone's keyboard offers beside it. */
static const struct {
	uint16_t from, to;
} same[] = {
	{ 0x3002, '.' },  { 0xff61, '.' },  { 0x2026, '.' },  { 0x3001, ',' },	{ 0xff64, ',' },  { 0x2010, '-' },
	{ 0x2011, '-' },  { 0x2012, '-' },  { 0x2013, '-' },  { 0x2014, '-' },	{ 0x2015, '-' },  { 0x2212, '-' },
	{ 0xfe63, '-' },  { 0x301c, '~' },  { 0xff5e, '~' },  { 0x2018, DROP }, { 0x2019, DROP }, { 0x201c, DROP },
	{ 0x201d, DROP }, { 0x300c, DROP }, { 0x300d, DROP }, { 0x300e, DROP }, { 0x300f, DROP }, { 0x300a, DROP },
	{ 0x300b, DROP }, { 0x0022, DROP }, { 0x0060, DROP }, { 0xff02, DROP }, { 0x00ad, DROP }, { 0xfeff, DROP },
};

static uint16_t entry(uint32_t cp)
{
	utf8proc_int32_t out[8];
	int boundary = 0;

	if (cp < 0x20 || cp == 0x7f || cp == 0x85 || cp == 0x2028 || cp == 0x2029)
		return GAP;
	if ((cp >= 0xd800 && cp <= 0xdfff) || is_jamo(cp))
		return SLOW;
	const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)cp);

	if (p->category == UTF8PROC_CATEGORY_CF || p->category == UTF8PROC_CATEGORY_CC ||
	    (cp >= 0xfe00 && cp <= 0xfe0f))
		return DROP; /* joiners, marks of direction, variation selectors */
	if (p->category == UTF8PROC_CATEGORY_ZS)
		return GAP;
	utf8proc_ssize_t n = utf8proc_decompose_char(
		(utf8proc_int32_t)cp, out, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundary);

	if (n != 1 || p->combining_class || out[0] > 0xffff || out[0] <= GAP)
		return SLOW;
	if (utf8proc_get_property(out[0])->combining_class)
		return SLOW;
	/* A letter that may compose with what follows stays fast: what follows is slow. */
	if (p->category == UTF8PROC_CATEGORY_SO && out[0] == (utf8proc_int32_t)cp)
		return GAP;
	return simplified((uint32_t)out[0]);
}

static void table_fill(void)
{
	for (uint32_t cp = 0; cp < 0x10000; cp++)
		table[cp] = entry(cp);
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		table[same[i].from] = same[i].to;
	for (uint32_t cp = 0; cp < 0x10000; cp++) /* what becomes one of those goes on to its cousin */
		if (table[cp] > GAP)
			table[cp] = table[table[cp]] == SLOW ? table[cp] : table[table[cp]];
}

uint32_t normalise_cp(uint32_t cp)
{
	pthread_once(&table_once, table_fill);
	if (cp >= 0x10000 || table[cp] <= GAP)
		return cp;
	return table[cp];
}

/* What to write for a code point; SLOW, DROP and GAP as in the table. */
static uint32_t look(uint32_t cp)
{
	if (cp < 0x10000)
		return table[cp];
	if (cp >= 0x1f000 && cp <= 0x1faff)
		return GAP; /* emoji */
	if (cp >= 0xe0000)
		return DROP; /* tags, private use */
	return cp >= 0x20000 ? cp : SLOW;
}

struct writer {
	char *p;
	size_t n;
	size_t count;
	uint32_t last;
	bool gap;
};

static void put(struct writer *w, uint32_t c)
{
	if (w->gap && w->n) {
		w->p[w->n++] = ' ';
		w->count++;
	}
	w->gap = false;
	w->last = c;
	w->n += utf8_put(c, w->p + w->n);
	w->count++;
}

static bool said_once(uint32_t c)
{
	return c == '.' || c == ',' || c == '!' || c == '?' || c == '-' || c == '~' || c == ';' || c == ':';
}

/* False when a slow code point stops it; with `slow_too` they are written as they are. */
static bool fast(struct str text, struct writer *w, bool slow_too)
{
	for (size_t i = 0; i < text.n && w->count < NORMALISE_MAX;) {
		uint32_t cp = utf8_next(text, &i), c = look(cp);

		if (c == SLOW) {
			if (!slow_too)
				return false;
			c = cp;
		}
		if (c == DROP)
			continue;
		if (c == GAP || c == ' ')
			w->gap = true;
		else if (said_once(c) && c == w->last && w->n)
			w->gap = false;
		else
			put(w, c);
	}
	return true;
}

struct str normalise(struct str text, struct arena *a)
{
	utf8proc_uint8_t *mapped = NULL;

	pthread_once(&table_once, table_fill);
	text = utf8_cut(text, NORMALISE_MAX);
	/* Two bytes may become three (U+023A), nothing grows more. */
	struct writer w = { .p = arena_alloc(a, text.n + text.n / 2 + 5) };

	if (fast(text, &w, false))
		return (struct str){ w.p, w.n };
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.n, &mapped,
					  UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);

	if (n < 0)
		mapped = NULL, n = 0; /* cannot be: the text was validated */
	w = (struct writer){ .p = arena_alloc(a, 4 * NORMALISE_MAX + 5) };
	fast((struct str){ (const char *)mapped, (size_t)n }, &w, true);
	free(mapped);
	return (struct str){ w.p, w.n };
}

enum { TAIL_LOOKED = 400, TAIL_SURE = 24, TAIL_READ = 64 };

/* Is `rest`, as typed, spelled as `tail`? Of a long one the beginning is enough. */
static bool spelled(struct str rest, struct str tail, struct arena *a)
{
	struct str head = normalise(utf8_cut(rest, TAIL_READ), a);

	if (utf8_count(rest) <= TAIL_READ)
		return str_eq(head, tail);
	struct str sure = utf8_cut(tail, TAIL_SURE);

	return sure.n < tail.n && str_starts(head, sure);
}

struct str normalise_tail(struct str typed, struct str tail, struct arena *a)
{
	for (size_t i = 0, n = 0; tail.n && i < typed.n && n < TAIL_LOOKED; n++) {
		struct str rest = str_sub(typed, i, typed.n);

		if (spelled(rest, tail, a))
			return str_trim(rest);
		(void)utf8_next(typed, &i);
	}
	return NO_STR;
}
