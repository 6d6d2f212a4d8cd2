/* phrase.c - wordings and placeholders. */
#include "dialogs/pack/phrase.h"

#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/log.h"
#include "dialogs/pack/internal.h"

enum { PHRASE_MAX = 256 * 1024 };

static const struct fill *fill_named(const struct fill *v, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, v[i].name))
			return &v[i];
	return NULL;
}

/* The placeholder that begins at s.p[i], without its braces; NO_STR: none. */
static struct str placeholder(struct str s, size_t i)
{
	size_t k = i + 1;

	while (k < s.n && ((s.p[k] >= 'a' && s.p[k] <= 'z') || (s.p[k] >= '0' && s.p[k] <= '9') || s.p[k] == '_'))
		k++;
	return s.p[i] == '{' && k > i + 1 && k < s.n && s.p[k] == '}' ? str_sub(s, i + 1, k) : NO_STR;
}

struct str phrase(const struct pack *p, const char *name, uint64_t seed, const struct fill *v, size_t n,
		  struct arena *a)
{
	const struct phrase_def *d = pack_phrase(p, name);
	struct buf b;

	if (!d || d->n == 0) {
		log_error("phrase.missing", "phrase=%s", name);
		return arena_printf(a, "「%s」", name);
	}
	struct str text = d->texts[seed % d->n];

	buf_init(&b, PHRASE_MAX);
	for (size_t i = 0; i < text.n;) {
		struct str hole = placeholder(text, i);
		const struct fill *f = hole.p ? fill_named(v, n, hole) : NULL;

		if (hole.p && !f)
			log_error("phrase.unfilled", "phrase=%s placeholder=" STR_FMT, name, STR_ARG(hole));
		if (hole.p) {
			buf_add(&b, f ? f->value : NO_STR);
			i += hole.n + 2;
		} else {
			buf_char(&b, text.p[i++]);
		}
	}
	struct str out = arena_str(a, buf_str(&b));

	buf_free(&b);
	return out;
}

int64_t phrase_version(const struct pack *p, const char *name)
{
	const struct phrase_def *d = pack_phrase(p, name);
	uint64_t h = 0;

	for (size_t i = 0; d && i < d->n; i++)
		h = h * 31 + str_hash(d->texts[i]);
	return (int64_t)(h >> 1); /* a whole number that a database and a reader take without a sign */
}

bool phrase_exists(const struct pack *p, const char *name)
{
	return pack_phrase(p, name) != NULL;
}
