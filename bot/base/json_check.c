/* json_check.c - RFC 8259 by recursive descent, in one pass. The NUL behind the
 * text is nowhere allowed, so nobody needs to ask whether the end is reached. */
#include "bot/base/json_check.h"

#include <ctype.h>
#include <string.h>

#include "bot/base/utf8.h"

enum { NUMBER_MOST = 63 };

struct reader {
	const char *p, *end;
	const char *why;
};

_Static_assert(JSON_DEPTH == 32 && NUMBER_MOST == 63, "said in words below");

static bool value(struct reader *r, int depth);

/* A NUL, the end or a byte that is no UTF-8 is a better reason than what was wanted instead. */
static bool fail(struct reader *r, const char *wanted)
{
	if (r->p == r->end)
		r->why = "it ends too early";
	else if (*r->p == '\0')
		r->why = "NUL";
	else
		r->why = utf8_first((struct str){ r->p, (size_t)(r->end - r->p) }) ? wanted : "invalid UTF-8";
	return false;
}

static void space(struct reader *r)
{
	const char *p = r->p;

	while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
		p++;
	r->p = p;
}

/* ------------------------------------------------------------------- strings */

/* -1: not four digits. Never looks behind the first that is none. */
static int hex4(const char *p)
{
	int v = 0;

	for (int i = 0; i < 4; i++) {
		int c = (unsigned char)p[i];

		if (!isxdigit(c))
			return -1;
		v = v * 16 + (isdigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	return v;
}

/* A unit of UTF-16, or a pair of them, from the backslash on. */
static bool unicode(struct reader *r)
{
	const char *p = r->p;
	int unit = hex4(p + 2);
	bool high = unit >= 0xd800 && unit < 0xdc00, low = unit >= 0xdc00 && unit < 0xe000;

	if (unit < 0)
		return fail(r, "\\u without four hexadecimal digits");
	if (unit == 0)
		return fail(r, "NUL (\\u0000)");
	if (high && p[6] == '\\' && p[7] == 'u') {
		int second = hex4(p + 8);

		high = second < 0xdc00 || second >= 0xe000;
		p += 6;
	}
	if (high || low)
		return fail(r, "half a surrogate pair");
	r->p = p + 6;
	return true;
}

static bool escape(struct reader *r)
{
	if (r->p[1] == 'u')
		return unicode(r);
	if (!r->p[1] || !strchr("\"\\/bfnrt", r->p[1]))
		return fail(r, "unknown escape");
	r->p += 2;
	return true;
}

static bool string(struct reader *r)
{
	static const bool plain[256] = { [0x20 ... '"' - 1] = true,
					 ['"' + 1 ... '\\' - 1] = true,
					 ['\\' + 1 ... 0x7f] = true };

	for (const char *p = r->p + 1;; p = r->p) {
		while (plain[(unsigned char)*p])
			p++;
		r->p = p;
		if (*p == '"')
			break;
		size_t n = (unsigned char)*p < 0x80 ? 0 : utf8_first((struct str){ p, (size_t)(r->end - p) });

		if (n)
			r->p += n;
		else if (*p != '\\')
			return fail(r, "control character in a string");
		else if (!escape(r))
			return false;
	}
	r->p++;
	return true;
}

/* -------------------------------------------------------------- other values */

static const char *digits(const char *p)
{
	while (isdigit((unsigned char)*p))
		p++;
	return p;
}

static bool number(struct reader *r)
{
	const char *p = r->p + (*r->p == '-'), *from = p;

	p = *p == '0' ? p + 1 : digits(p);
	if (p == from)
		return fail(r, *r->p == '-' ? "not a number" : "no value begins like this");
	if (*p == '.') {
		from = p + 1;
		p = digits(from);
		if (p == from)
			return fail(r, "not a number");
	}
	if (*p == 'e' || *p == 'E') {
		from = p + 1 + (p[1] == '+' || p[1] == '-');
		p = digits(from);
		if (p == from)
			return fail(r, "not a number");
	}
	if (p - r->p > NUMBER_MOST)
		return fail(r, "a number of more than 63 characters");
	r->p = p;
	return true;
}

static bool word(struct reader *r, const char *w)
{
	size_t n = strlen(w);

	if (strncmp(r->p, w, n) != 0)
		return fail(r, "no value begins like this");
	r->p += n;
	return true;
}

static bool name(struct reader *r)
{
	space(r);
	if (*r->p != '"')
		return fail(r, "a name in quotes is wanted");
	if (!string(r))
		return false;
	space(r);
	if (*r->p != ':')
		return fail(r, "a colon is wanted");
	r->p++;
	return true;
}

/* An array, or an object: an array of names and values. */
static bool list(struct reader *r, int depth)
{
	bool object = *r->p == '{';
	char close = object ? '}' : ']';

	if (depth > JSON_DEPTH)
		return fail(r, "nested deeper than 32");
	r->p++;
	space(r);
	if (*r->p != close) {
		while ((!object || name(r)) && value(r, depth) && *r->p == ',')
			r->p++;
		if (r->why)
			return false;
		if (*r->p != close)
			return fail(r, "a comma or the closing bracket is wanted");
	}
	r->p++;
	return true;
}

/* With the white space on both sides; `depth` levels are open around it. */
static bool value(struct reader *r, int depth)
{
	bool good;

	space(r);
	switch (*r->p) {
	case '{':
	case '[':
		good = list(r, depth + 1);
		break;
	case '"':
		good = string(r);
		break;
	case 't':
		good = word(r, "true");
		break;
	case 'f':
		good = word(r, "false");
		break;
	case 'n':
		good = word(r, "null");
		break;
	default:
		good = number(r);
	}
	if (good)
		space(r);
	return good;
}

bool json_check(struct str text, struct arena *a, struct str *why)
{
	struct reader r = { .p = text.p, .end = text.p + text.n };

	if (str_starts(text, STR("\xef\xbb\xbf")))
		r.p += 3;
	if (value(&r, 0) && r.p != r.end)
		fail(&r, "something follows the value");
	if (r.why)
		*why = arena_printf(a, "%s at byte %td", r.why, r.p - text.p);
	return !r.why;
}
