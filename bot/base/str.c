/* str.c - borrowed text. */
#include "bot/base/str.h"

#include <string.h>

struct str str_c(const char *s)
{
	return s ? (struct str){ s, strlen(s) } : NO_STR;
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *b)
{
	return str_eq(a, str_c(b));
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, s.n), suffix);
}

int str_order(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return -1;
	const char *hit = memmem(s.p, s.n, needle.p, needle.n);

	return hit ? hit - s.p : -1;
}

size_t str_shared(struct str a, struct str b)
{
	size_t best = 0;

	for (size_t i = 0; i < b.n; i++)
		for (size_t k = i + best + 1; k <= b.n; k++) {
			if (str_find(a, str_sub(b, i, k)) < 0)
				break;
			best = k - i;
		}
	return best;
}

bool str_has(struct str s, struct str needle)
{
	return str_find(s, needle) >= 0;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct str){ s.p ? s.p + from : NULL, to - from };
}

static size_t space_at(const char *p, size_t n)
{
	if (n && (*p == ' ' || (*p >= '\t' && *p <= '\r')))
		return 1;
	if (n >= 3 && memcmp(p, "\xe3\x80\x80", 3) == 0)
		return 3;
	return 0;
}

struct str str_trim(struct str s)
{
	for (size_t k; (k = space_at(s.p, s.n)) > 0;)
		s = str_sub(s, k, s.n);
	for (;;) {
		if (s.n && space_at(s.p + s.n - 1, 1))
			s.n -= 1;
		else if (s.n >= 3 && space_at(s.p + s.n - 3, 3) == 3)
			s.n -= 3;
		else
			return s;
	}
}

bool str_decimal(struct str s)
{
	bool digit = false, point = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digit = true;
		else if (s.p[i] == '.' && !point && digit)
			point = true;
		else if (!(s.p[i] == '-' && i == 0))
			return false;
	}
	return digit && s.p[s.n - 1] != '.';
}

bool str_split(struct str *rest, char sep, struct str *piece)
{
	if (!rest->p)
		return false;
	const char *hit = rest->n ? memchr(rest->p, sep, rest->n) : NULL;

	if (!hit) {
		*piece = *rest;
		*rest = NO_STR;
		return true;
	}
	*piece = str_sub(*rest, 0, (size_t)(hit - rest->p));
	*rest = (struct str){ hit + 1, rest->n - piece->n - 1 };
	return true;
}

bool str_int(struct str s, int64_t min, int64_t max, int64_t *out)
{
	bool minus = s.n && s.p[0] == '-';
	int64_t v = 0;

	if (minus)
		s = str_sub(s, 1, s.n);
	if (s.n == 0 || s.n > 18)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	if (minus)
		v = -v;
	if (v < min || v > max)
		return false;
	*out = v;
	return true;
}

uint64_t str_hash(struct str s)
{
	uint64_t h = 14695981039346656037ULL;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211ULL;
	return h;
}
