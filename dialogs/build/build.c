/* build.c - puts a pack together in the order that its parts need each other. */
#include "dialogs/build/build.h"

#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "dialogs/build/internal.h"
#include "dialogs/match/internal.h"

void entry_wrong(struct problems *wrong, const struct entry *e, const char *why)
{
	problem(wrong, e->at.file, e->at.line, "%s: %s", e->key, why);
}

bool entry_yes(struct problems *wrong, const struct entry *e, bool *out)
{
	*out = str_is(e->value, "yes");
	if (!*out && !str_is(e->value, "no"))
		entry_wrong(wrong, e, "yes or no");
	return *out;
}

void entry_purpose(struct problems *wrong, const struct entry *e, enum purpose *out)
{
	*out = purpose_read(e->value);
	if (*out == PURPOSE_NONE)
		entry_wrong(wrong, e, "a purpose: contact position health children passing_on");
}

bool next_word(struct str *rest, struct str *word)
{
	size_t i = 0;

	*rest = str_trim(*rest);
	while (i < rest->n && rest->p[i] != ' ' && rest->p[i] != '\t' &&
	       !str_starts(str_sub(*rest, i, rest->n), STR("\xe3\x80\x80")))
		i++;
	*word = str_sub(*rest, 0, i);
	*rest = str_sub(*rest, i, rest->n);
	return i > 0;
}

struct str cut_arrow(struct str *value)
{
	ptrdiff_t at = -1;

	for (size_t i = 0; i + 4 <= value->n; i++)
		if (memcmp(value->p + i, " => ", 4) == 0)
			at = (ptrdiff_t)i;
	if (at < 0)
		return NO_STR;
	struct str tail = str_trim(str_sub(*value, (size_t)at + 4, value->n));

	*value = str_trim(str_sub(*value, 0, (size_t)at));
	return tail;
}

bool is_pattern(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (strchr("\\^$.|?*+()[]{}", word.p[i]))
			return true;
	return false;
}

bool name_is_fine(const char *s)
{
	if (*s < 'a' || *s > 'z')
		return false;
	for (; *s; s++)
		if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '_' || *s == '.'))
			return false;
	return true;
}

static bool is(const struct section *s, const char *kind)
{
	return strcmp(s->kind, kind) == 0;
}

static size_t count(const struct pack *p, const char *kind)
{
	size_t n = 0;

	for (size_t i = 0; i < p->raw->n; i++)
		n += is(p->raw->v[i], kind);
	return n;
}

static void check_kinds(struct pack *p, struct problems *wrong)
{
	static const char *const kinds[] = { "pack", "concept", "slot", "intent", "control", "form", "phrase", NULL };

	for (size_t i = 0; i < p->raw->n; i++) {
		const struct section *s = p->raw->v[i];
		size_t k = 0;

		while (kinds[k] && strcmp(kinds[k], s->kind) != 0)
			k++;
		if (!kinds[k])
			problem(wrong, s->at.file, s->at.line, "[%s …] is no kind of section", s->kind);
		else if (k > 0 && !name_is_fine(s->name))
			problem(wrong, s->at.file, s->at.line,
				"[%s %s]: a name has a-z 0-9 _ . and begins with a letter", s->kind, s->name);
	}
}

/* Continuation lines make sense only under the same key. */
static void check_continuations(struct pack *p, struct problems *wrong)
{
	for (size_t i = 0; i < p->raw->n; i++) {
		const struct section *s = p->raw->v[i];

		for (size_t k = 0; k < s->n; k++)
			if (s->v[k].more && (k == 0 || strcmp(s->v[k].key, s->v[k - 1].key) != 0))
				entry_wrong(wrong, &s->v[k], "begins with a space, but continues nothing");
	}
}

/* Joins continuation lines to the value above, with one space. */
static void join_continuations(struct pack *p)
{
	for (size_t i = 0; i < p->raw->n; i++) {
		struct section *s = p->raw->v[i];
		size_t n = 0;

		for (size_t k = 0; k < s->n; k++) {
			if (s->v[k].more && n)
				s->v[n - 1].value = arena_printf(p->arena, STR_FMT " " STR_FMT,
								 STR_ARG(s->v[n - 1].value), STR_ARG(s->v[k].value));
			else
				s->v[n++] = s->v[k];
		}
		s->n = n;
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_intent_name(const void *a, const void *b)
{
	return strcmp((*(struct intent *const *)a)->name, (*(struct intent *const *)b)->name);
}

/* Each thing begins with its name and can say where it stands. */
#define SAME_NAMES(p, table, n, kind, wrong)                                                                           \
	for (size_t i_ = 1; i_ < (n); i_++)                                                                            \
		if (strcmp((table)[i_].name, (table)[i_ - 1].name) == 0)                                               \
	problem(wrong, (table)[i_].at.file, (table)[i_].at.line, "[%s %s] is there already, in %s:%d", kind,           \
		(table)[i_].name, (table)[i_ - 1].at.file, (table)[i_ - 1].at.line)

static void build_vocabulary(struct pack *p, struct problems *wrong)
{
	p->concepts = arena_array(p->arena, struct concept, count(p, "concept"));
	p->slots = arena_array(p->arena, struct slot_def, count(p, "slot"));
	p->phrases = arena_array(p->arena, struct phrase_def, count(p, "phrase"));
	for (size_t i = 0; i < p->raw->n; i++) {
		const struct section *s = p->raw->v[i];

		if (is(s, "pack"))
			build_settings(p, s, wrong);
		else if (is(s, "concept"))
			build_concept(p, s, &p->concepts[p->n_concepts++], wrong);
		else if (is(s, "slot"))
			build_slot_head(p, s, &p->slots[p->n_slots++], wrong);
		else if (is(s, "phrase"))
			build_phrase(p, s, &p->phrases[p->n_phrases++], wrong);
	}
	qsort(p->concepts, p->n_concepts, sizeof *p->concepts, by_name);
	qsort(p->slots, p->n_slots, sizeof *p->slots, by_name);
	qsort(p->phrases, p->n_phrases, sizeof *p->phrases, by_name);
	SAME_NAMES(p, p->concepts, p->n_concepts, "concept", wrong);
	SAME_NAMES(p, p->slots, p->n_slots, "slot", wrong);
	SAME_NAMES(p, p->phrases, p->n_phrases, "phrase", wrong);
	for (size_t i = 0; i < p->n_slots; i++)
		if (pack_concept(p, str_c(p->slots[i].name)))
			problem(wrong, p->slots[i].at.file, p->slots[i].at.line,
				"[slot %s]: a concept has this name, so {%s} could be either", p->slots[i].name,
				p->slots[i].name);
	for (size_t i = 0; i < p->n_slots; i++)
		build_slot_patterns(p, &p->slots[i], wrong);
	for (size_t i = 0; i < p->raw->n; i++)
		if (is(p->raw->v[i], "pack")) /* its patterns may use concepts */
			for (size_t k = 0; k < p->raw->v[i]->n; k++)
				if (strcmp(p->raw->v[i]->v[k].key, "remark") == 0)
					patterns_add(p, &p->remark, p->raw->v[i]->v[k].value, p->raw->v[i]->v[k].at,
						     wrong);
}

static size_t count_rules(const struct pack *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->raw->n; i++)
		for (size_t k = 0; is(p->raw->v[i], "intent") && k < p->raw->v[i]->n; k++)
			n += strcmp(p->raw->v[i]->v[k].key, "rule") == 0;
	return n;
}

static void build_intents(struct pack *p, struct problems *wrong)
{
	size_t n = count(p, "intent");

	p->intents = arena_array(p->arena, struct intent, n);
	p->by_name = arena_array(p->arena, struct intent *, n);
	p->rules = arena_array(p->arena, struct rule, count_rules(p));
	for (size_t i = 0; i < p->raw->n; i++) {
		if (!is(p->raw->v[i], "intent"))
			continue;
		p->by_name[p->n_intents] = &p->intents[p->n_intents];
		build_intent(p, p->raw->v[i], &p->intents[p->n_intents++], wrong);
	}
	if (n)
		qsort(p->by_name, n, sizeof *p->by_name, by_intent_name);
	for (size_t i = 1; i < n; i++)
		if (strcmp(p->by_name[i]->name, p->by_name[i - 1]->name) == 0)
			problem(wrong, p->by_name[i]->at.file, p->by_name[i]->at.line,
				"[intent %s] is there already, in %s:%d", p->by_name[i]->name,
				p->by_name[i - 1]->at.file, p->by_name[i - 1]->at.line);
}

static void build_controls(struct pack *p, struct problems *wrong)
{
	for (size_t i = 0; i < p->raw->n; i++) {
		const struct section *s = p->raw->v[i];
		size_t k = 0;

		if (!is(s, "control"))
			continue;
		while (k < CTL_COUNT && strcmp(control_names[k], s->name) != 0)
			k++;
		if (k == CTL_COUNT)
			problem(wrong, s->at.file, s->at.line,
				"[control %s]: the controls are done pause resume cancel keep yes no skip correct drop "
				"why question opener another begins",
				s->name);
		else if (p->controls[k].at.file)
			problem(wrong, s->at.file, s->at.line, "[control %s] is there already, in %s:%d", s->name,
				p->controls[k].at.file, p->controls[k].at.line);
		else
			build_control(p, s, &p->controls[k], wrong);
	}
}

static void build_forms(struct pack *p, struct problems *wrong)
{
	p->forms = arena_array(p->arena, struct form, count(p, "form"));
	for (size_t i = 0; i < p->raw->n; i++) {
		const struct section *s = p->raw->v[i];

		if (!is(s, "form"))
			continue;
		if (pack_form(p, s->name))
			problem(wrong, s->at.file, s->at.line, "[form %s] is there already", s->name);
		build_form(p, s, &p->forms[p->n_forms++], wrong);
	}
}

/* All groups of a rule's parts, one after the other. */
static struct literal_set *rule_literals(struct rule *r, struct arena *a)
{
	struct literal_set *sets[PARTS_MAX], *all;
	size_t n[PARTS_MAX], total = 0;

	for (size_t i = 0; i < r->n_parts; i++) {
		struct part *x = &r->parts[i];

		n[i] = literals_needed(x->pattern.full, a, &sets[i], &x->plain);
		total += x->absent ? 0 : n[i];
	}
	all = arena_array(a, struct literal_set, total);
	for (size_t i = 0; i < r->n_parts; i++)
		for (size_t k = 0; !r->parts[i].absent && k < n[i]; k++)
			all[r->n_groups++] = sets[i][k];
	return all;
}

static void build_index(struct pack *p)
{
	struct arena *scratch = arena_new();
	struct literal_set **groups = arena_array(scratch, struct literal_set *, p->n_rules);

	for (size_t i = 0; i < p->n_rules; i++)
		groups[i] = rule_literals(&p->rules[i], scratch);
	words_build(p, groups, scratch);
	near_build(p);
	arena_free(scratch);
}

/* Whatever is wrong goes to *wrong; the pack can be freed in any case. */
static void build_pack(struct pack *p, struct problems *wrong)
{
	size_t before = wrong->n;

	check_kinds(p, wrong);
	check_continuations(p, wrong);
	if (wrong->n != before)
		return;
	join_continuations(p);
	order_subjects(p, wrong);
	build_vocabulary(p, wrong);
	build_intents(p, wrong);
	build_controls(p, wrong);
	build_forms(p, wrong);
	if (wrong->n == before)
		build_index(p);
}

struct pack *pack_load(const char *dir, struct problems *wrong)
{
	struct pack *p = mem_zalloc(sizeof *p);
	struct raw raw = { 0 };
	size_t before = wrong->n;

	p->arena = arena_new();
	p->dir = arena_strdup(p->arena, dir);
	p->raw = &raw;
	if (raw_read(dir, p->arena, &raw, wrong))
		build_pack(p, wrong);
	p->raw = NULL;
	if (wrong->n == before)
		return p;
	pack_free(p);
	return NULL;
}
