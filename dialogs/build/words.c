/* words.c - [pack], [concept], [slot] and [phrase] sections. */
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/build/internal.h"
#include "dialogs/words/normalise.h"

static size_t count_words(struct str s)
{
	struct str w;
	size_t n = 0;

	while (next_word(&s, &w))
		n++;
	return n;
}

static int longest_first(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return x->n == y->n ? 0 : x->n < y->n ? 1 : -1;
}

void build_settings(struct pack *p, const struct section *s, struct problems *wrong)
{
	struct str w;

	for (size_t i = 0; i < s->n; i++) {
		const struct entry *e = &s->v[i];

		if (strcmp(e->key, "language") == 0) {
			p->language = e->value.p;
		} else if (strcmp(e->key, "name") == 0 || strcmp(e->key, "alias") == 0) {
			struct str rest = e->value;
			size_t n = p->n_names + count_words(rest);
			struct str *names = arena_array(p->arena, struct str, n);

			if (p->n_names)
				memcpy(names, p->names, p->n_names * sizeof *names);
			while (next_word(&rest, &w))
				if ((names[p->n_names] = normalise(w, p->arena)).n)
					p->n_names++;
			p->names = names;
		} else if (strcmp(e->key, "partial") == 0) {
			p->partial = str_is(e->value, "yes");
		} else if (strcmp(e->key, "remark") != 0 && strcmp(e->key, "order") != 0) {
			entry_wrong(wrong, e, "a [pack] has name alias language order partial remark");
		}
	}
	if (p->n_names)
		qsort(p->names, p->n_names, sizeof *p->names, longest_first);
}

/* A word as a piece of pattern. */
static struct str piece(struct pack *p, struct str word)
{
	return is_pattern(word) ? word : literal_pattern(word, p->arena);
}

void build_concept(struct pack *p, const struct section *s, struct concept *c, struct problems *wrong)
{
	struct str w;
	size_t room = 0;

	c->name = s->name;
	c->at = s->at;
	for (size_t i = 0; i < s->n; i++)
		room += strcmp(s->v[i].key, "pattern") == 0 ? 1 : count_words(s->v[i].value);
	c->alts = arena_array(p->arena, struct str, room);
	for (size_t i = 0; i < s->n; i++) {
		struct str rest = s->v[i].value;

		if (strcmp(s->v[i].key, "pattern") == 0 && rest.n)
			c->alts[c->n++] = rest;
		else if (strcmp(s->v[i].key, "words") != 0)
			entry_wrong(wrong, &s->v[i], "a [concept] has words= and pattern=");
		else
			while (next_word(&rest, &w))
				c->alts[c->n++] = piece(p, w);
	}
	if (c->n == 0)
		problem(wrong, s->at.file, s->at.line, "[concept %s] has no words", s->name);
}

static bool number_key(const struct entry *e, double *out, struct problems *wrong)
{
	char *end;

	*out = strtod(e->value.p, &end);
	if (*end || end == e->value.p || !(*out >= 0 && *out < 1e12))
		entry_wrong(wrong, e, "a number, please");
	return true;
}

static void slot_type(struct slot_def *d, const struct entry *e, struct problems *wrong)
{
	static const char *const names[] = {
		[SLOT_WORDS] = "words", [SLOT_TEXT] = "text",	[SLOT_PLACE] = "place",	  [SLOT_PHONE] = "phone",
		[SLOT_CODE] = "code",	[SLOT_KM] = "km",	[SLOT_NUMBER] = "number", [SLOT_CLOCK] = "clock",
		[SLOT_DATE] = "date",	[SLOT_TIME] = "time",	[SLOT_FROM] = "from",	  [SLOT_TO] = "to",
		[SLOT_MONTH] = "month", [SLOT_PHOTO] = "photo",
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_is(e->value, names[i])) {
			d->type = (enum slot_type)i;
			return;
		}
	entry_wrong(wrong, e, "words text place phone code km number clock date time from to month or photo");
}

/* True when the key is one of the slot's own settings, not a value. */
static bool slot_setting(struct slot_def *d, const struct entry *e, struct problems *wrong)
{
	double n;

	if (strcmp(e->key, "type") == 0) {
		slot_type(d, e, wrong);
	} else if (strcmp(e->key, "as") == 0) {
		d->as = e->value.p;
		if (!name_is_fine(d->as) || strchr(d->as, '.') || e->value.n > 30)
			entry_wrong(wrong, e, "a slot's name has a-z 0-9 _, 30 at most");
	} else if (strcmp(e->key, "list") == 0) {
		entry_yes(wrong, e, &d->list);
	} else if (strcmp(e->key, "personal") == 0) {
		entry_purpose(wrong, e, &d->personal);
	} else if (strcmp(e->key, "others") == 0) {
		entry_yes(wrong, e, &d->others);
	} else if (strcmp(e->key, "letter") == 0) {
		if (e->value.n != 1 || *e->value.p < 'A' || *e->value.p > 'Z')
			entry_wrong(wrong, e, "one capital letter");
		d->letter = e->value.n ? *e->value.p : 'Q';
	} else if (strcmp(e->key, "min") == 0) {
		number_key(e, &d->min, wrong);
	} else if (strcmp(e->key, "max") == 0) {
		number_key(e, &d->max, wrong);
	} else if (strcmp(e->key, "longest") == 0) {
		number_key(e, &n, wrong);
		d->longest = (size_t)n;
	} else {
		return strcmp(e->key, "pattern") == 0 || strcmp(e->key, "several") == 0;
	}
	return true;
}

void build_slot_head(struct pack *p, const struct section *s, struct slot_def *d, struct problems *wrong)
{
	*d = (struct slot_def){ .name = s->name, .as = s->name, .at = s->at, .raw = s, .letter = 'Q', .longest = 60 };
	size_t values = 0, words = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!slot_setting(d, &s->v[i], wrong)) {
			values++;
			words += count_words(s->v[i].value);
		}
	if (d->type == SLOT_PHONE)
		d->personal = PURPOSE_CONTACT;
	if (!name_is_fine(d->as) || strchr(d->as, '.'))
		problem(wrong, s->at.file, s->at.line, "[slot %s]: a name with a dot needs as=", s->name);
	if (d->type == SLOT_WORDS && values == 0)
		problem(wrong, s->at.file, s->at.line, "[slot %s] has no values; or say type=", s->name);
	if (d->type != SLOT_WORDS && d->type != SLOT_TEXT && values)
		problem(wrong, s->at.file, s->at.line, "[slot %s]: this type takes no values", s->name);
	d->values = arena_array(p->arena, const char *, values);
	d->labels = arena_array(p->arena, struct str, values);
	d->words = arena_array(p->arena, struct slot_word, words);
}

static void add_word(struct pack *p, struct slot_def *d, struct str w, uint32_t value, struct spot at,
		     struct problems *wrong)
{
	struct slot_word *x = &d->words[d->n_words];
	int64_t weight = 0;
	ptrdiff_t slash = str_find(w, STR("/"));

	/* "词/9" weighs nine characters. */
	if (slash > 0 && str_int(str_sub(w, (size_t)slash + 1, w.n), 1, 99, &weight))
		w = str_sub(w, 0, (size_t)slash);
	*x = (struct slot_word){ .value = value, .weight = (int)weight };
	if (is_pattern(w)) {
		if (!pattern_make(p, w, at, 0, &x->pattern, wrong))
			return;
	} else {
		x->text = normalise(w, p->arena);
		if (!x->text.n)
			return;
		if (!d->labels[value].p)
			d->labels[value] = arena_str(p->arena, w);
	}
	d->n_words++;
}

static int by_value_then_length(const void *a, const void *b)
{
	const struct slot_word *x = a, *y = b;

	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return x->text.n == y->text.n ? 0 : x->text.n < y->text.n ? 1 : -1;
}

void build_slot_patterns(struct pack *p, struct slot_def *d, struct problems *wrong)
{
	struct problems ignored = { .arena = p->arena };
	struct slot_def settings = { 0 };

	for (size_t i = 0; i < d->raw->n; i++) {
		const struct entry *e = &d->raw->v[i];
		struct str rest = e->value, w;

		if (strcmp(e->key, "pattern") == 0)
			patterns_add(p, &d->patterns, rest, e->at, wrong);
		if (strcmp(e->key, "several") == 0)
			patterns_add(p, &d->several, rest, e->at, wrong);
		if (slot_setting(&settings, e, &ignored))
			continue;
		d->values[d->n_values] = e->key;
		while (next_word(&rest, &w))
			add_word(p, d, w, (uint32_t)d->n_values, e->at, wrong);
		d->n_values++;
	}
	if (d->n_words)
		qsort(d->words, d->n_words, sizeof *d->words, by_value_then_length);
}

/* "\n" in a wording begins a line; "\\" is a backslash. */
static struct str unescape(struct pack *p, struct str s)
{
	char *out = arena_alloc(p->arena, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool escape = s.p[i] == '\\' && i + 1 < s.n && (s.p[i + 1] == 'n' || s.p[i + 1] == '\\');

		if (escape)
			out[n++] = s.p[++i] == 'n' ? '\n' : '\\';
		else
			out[n++] = s.p[i];
	}
	return (struct str){ out, n };
}

void build_phrase(struct pack *p, const struct section *s, struct phrase_def *d, struct problems *wrong)
{
	d->name = s->name;
	d->at = s->at;
	d->texts = arena_array(p->arena, struct str, s->n);
	for (size_t i = 0; i < s->n; i++) {
		if (strcmp(s->v[i].key, "text") != 0)
			entry_wrong(wrong, &s->v[i], "a [phrase] has text= only");
		else if (s->v[i].value.n == 0)
			entry_wrong(wrong, &s->v[i], "is empty");
		else
			d->texts[d->n++] = unescape(p, s->v[i].value);
	}
	if (d->n == 0 && s->n == 0)
		problem(wrong, s->at.file, s->at.line, "[phrase %s] has no text=", s->name);
}
