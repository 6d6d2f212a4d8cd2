/* pack.c - a pack's life and what others may ask of it. */
#include <stdlib.h>
#include <string.h>

#include "dialogs/pack/internal.h"

const char *const control_names[CTL_COUNT] = {
	[CTL_DONE] = "done",	   [CTL_PAUSE] = "pause",     [CTL_RESUME] = "resume", [CTL_CANCEL] = "cancel",
	[CTL_KEEP] = "keep",	   [CTL_YES] = "yes",	      [CTL_NO] = "no",	       [CTL_SKIP] = "skip",
	[CTL_CORRECT] = "correct", [CTL_DROP] = "drop",	      [CTL_WHY] = "why",       [CTL_QUESTION] = "question",
	[CTL_OPENER] = "opener",   [CTL_ANOTHER] = "another", [CTL_BEGINS] = "begins",
};

void problem(struct problems *p, const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	if (!p)
		return;
	if (p->n == p->room) {
		size_t room = p->room ? 2 * p->room : 16;
		struct str *v = arena_array(p->arena, struct str, room);

		if (p->n)
			memcpy(v, p->lines, p->n * sizeof *v);
		p->lines = v;
		p->room = room;
	}
	va_start(ap, fmt);
	struct str what = arena_vprintf(p->arena, fmt, ap);
	va_end(ap);
	p->lines[p->n++] = line ? arena_printf(p->arena, "%s:%d: " STR_FMT, file, line, STR_ARG(what))
				: arena_printf(p->arena, "%s: " STR_FMT, file, STR_ARG(what));
}

void patterns_free(struct patterns *all)
{
	for (size_t i = 0; i < all->n; i++)
		pcre2_code_free(all->v[i].code);
	free(all->v);
	*all = (struct patterns){ 0 };
}

struct pack *pack_share(struct pack *p)
{
	p->sharers++;
	return p;
}

void pack_free(struct pack *p)
{
	if (!p || p->sharers--)
		return;
	for (size_t i = 0; i < p->n_rules; i++)
		for (size_t k = 0; k < p->rules[i].n_parts; k++)
			pcre2_code_free(p->rules[i].parts[k].pattern.code);
	for (size_t i = 0; i < p->n_intents; i++)
		patterns_free(&p->intents[i].unless);
	for (size_t i = 0; i < p->n_slots; i++) {
		patterns_free(&p->slots[i].patterns);
		patterns_free(&p->slots[i].several);
		for (size_t k = 0; k < p->slots[i].n_words; k++)
			pcre2_code_free(p->slots[i].words[k].pattern.code);
	}
	for (size_t i = 0; i < CTL_COUNT; i++)
		patterns_free(&p->controls[i].rules);
	for (size_t i = 0; i < p->n_forms; i++)
		for (size_t k = 0; k < p->forms[i].n_fields; k++)
			pcre2_code_free(p->forms[i].fields[k].about.code);
	patterns_free(&p->remark);
	grams_free(&p->words.grams);
	grams_free(&p->near);
	free(p->words.v);
	arena_free(p->arena);
	free(p);
}

size_t pack_intents(const struct pack *p)
{
	return p->n_intents;
}

const struct intent *pack_intent_at(const struct pack *p, size_t i)
{
	return i < p->n_intents ? &p->intents[i] : NULL;
}

/* Finds `name` in a table of `n` things whose first member is their name. */
static const void *named(const void *table, size_t n, size_t size, struct str name)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		const void *x = (const char *)table + mid * size;
		struct str s = str_c(*(const char *const *)x);
		int c = memcmp(s.p, name.p, s.n < name.n ? s.n : name.n);

		if (c == 0)
			c = s.n < name.n ? -1 : s.n > name.n;
		if (c == 0)
			return x;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct intent *pack_intent(const struct pack *p, const char *name)
{
	size_t lo = 0, hi = p->n_intents;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		int c = strcmp(p->by_name[mid]->name, name);

		if (c == 0)
			return p->by_name[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

struct concept *pack_concept(const struct pack *p, struct str name)
{
	return (struct concept *)named(p->concepts, p->n_concepts, sizeof *p->concepts, name);
}

struct slot_def *pack_slot(const struct pack *p, struct str name)
{
	return (struct slot_def *)named(p->slots, p->n_slots, sizeof *p->slots, name);
}

const struct phrase_def *pack_phrase(const struct pack *p, const char *name)
{
	return named(p->phrases, p->n_phrases, sizeof *p->phrases, str_c(name));
}

const char *intent_name(const struct intent *i)
{
	return i->name;
}

bool intent_planned(const struct intent *i)
{
	return i->planned;
}

bool intent_admin(const struct intent *i)
{
	return i->admin;
}

const char *intent_context(const struct intent *i)
{
	return i->context;
}

bool intent_in_group(const struct intent *i)
{
	return i->group;
}

bool intent_in_private(const struct intent *i)
{
	return i->private;
}

const struct form *pack_form(const struct pack *p, const char *intent)
{
	for (size_t i = 0; intent && i < p->n_forms; i++)
		if (strcmp(p->forms[i].name, intent) == 0)
			return &p->forms[i];
	return NULL;
}
