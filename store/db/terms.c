/* terms.c - pairs of characters, and words. */
#include "store/db/terms.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "bot/base/utf8.h"

enum { JOINED_MOST = 64 * 1024 };

enum sort { SEPARATES, WORD, ALONE };

/* Letters of scripts that write words without spaces stand alone. */
static enum sort sort_of(uint32_t cp)
{
	if (cp >= 0x2e80 && cp <= 0x9fff)
		return cp >= 0x3000 && cp <= 0x303f ? SEPARATES : ALONE;
	if ((cp >= 0xf900 && cp <= 0xfaff) || cp >= 0x20000)
		return ALONE;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
		return WORD;
	default:
		return SEPARATES;
	}
}

static struct str folded(struct str text, utf8proc_uint8_t **owned)
{
	utf8proc_ssize_t n = utf8proc_map(
		(const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.n, owned,
		(utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD));

	return n < 0 ? NO_STR : (struct str){ (const char *)*owned, (size_t)n };
}

/* The term at *i, and *i moved to the next one; absent at the end. */
static struct str next_term(struct str s, size_t *i)
{
	while (*i < s.n) {
		size_t from = *i, end, k;
		enum sort sort = sort_of(utf8_next(s, i));

		end = k = *i;
		if (sort == SEPARATES)
			continue;
		if (sort == ALONE) {
			if (k < s.n && sort_of(utf8_next(s, &k)) == ALONE)
				end = k;
			return str_sub(s, from, end);
		}
		while (k < s.n && sort_of(utf8_next(s, &k)) == WORD)
			end = *i = k;
		return str_sub(s, from, end);
	}
	return NO_STR;
}

void terms_write(struct str text, struct buf *out)
{
	utf8proc_uint8_t *owned = NULL;
	struct str s = folded(text, &owned), term;
	size_t i = 0;

	for (bool first = true; (term = next_term(s, &i)).p; first = false) {
		if (!first)
			buf_char(out, ' ');
		buf_add(out, term);
	}
	free(owned);
}

/* In a question the last character alone says nothing that its pair did not. */
static bool wanted(struct str term, size_t before)
{
	return before == 0 || utf8_count(term) > 1 || sort_of(utf8_next(term, &(size_t){ 0 })) != ALONE;
}

static bool has(const struct str *v, size_t n, struct str term)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i], term))
			return true;
	return false;
}

size_t terms_quoted(struct str text, struct str out[TERMS_MAX], struct arena *a)
{
	utf8proc_uint8_t *owned = NULL;
	struct str s = folded(text, &owned), term;
	size_t i = 0, n = 0;

	while (n < TERMS_MAX && (term = next_term(s, &i)).p) {
		if (!wanted(term, n))
			continue;
		term = arena_printf(a, "\"" STR_FMT "\"%s", STR_ARG(term), utf8_count(term) == 1 ? "*" : "");
		if (!has(out, n, term))
			out[n++] = term;
	}
	free(owned);
	return n;
}

struct str terms_joined(const struct str *terms, size_t n, const char *between, struct arena *a)
{
	struct buf b;
	struct str joined = NO_STR;

	buf_init(&b, JOINED_MOST);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_addc(&b, between);
		buf_add(&b, terms[i]);
	}
	if (n)
		joined = arena_str(a, buf_str(&b));
	buf_free(&b);
	return joined;
}
