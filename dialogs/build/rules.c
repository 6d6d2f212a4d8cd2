/* rules.c - [intent] and [control] sections. */
#include <stdlib.h>
#include <string.h>

#include "dialogs/build/internal.h"

/* Reads "a=b, c=d": each pair to `take`, words without "=" with an absent value. */
static void pairs(struct pack *p, struct str list, const struct entry *e, struct problems *wrong,
		  void (*take)(struct pack *, void *, const char *, struct str, const struct entry *,
			       struct problems *),
		  void *arg)
{
	struct str one;

	while (list.n && str_split(&list, ',', &one)) {
		one = str_trim(one);
		ptrdiff_t eq = str_find(one, STR("="));

		if (one.n == 0) {
			entry_wrong(wrong, e, "nothing between two commas after =>");
			continue;
		}
		const char *name = arena_cstr(p->arena, str_trim(eq < 0 ? one : str_sub(one, 0, (size_t)eq)));

		take(p, arg, name, eq < 0 ? NO_STR : arena_str(p->arena, str_trim(str_sub(one, (size_t)eq + 1, one.n))),
		     e, wrong);
	}
}

static void rule_option(struct pack *p, void *arg, const char *name, struct str value, const struct entry *e,
			struct problems *wrong)
{
	struct rule *r = arg;
	int64_t n;

	(void)p;
	if (strcmp(name, "@uncalled") == 0 && !value.p)
		r->uncalled = true;
	else if (strcmp(name, "@priority") == 0 && str_int(value, -100, 100, &n))
		r->priority = (int)n;
	else if (strcmp(name, "@context") == 0 && value.n)
		r->context = value.p;
	else if (*name == '@' || !value.p || !name_is_fine(name))
		entry_wrong(wrong, e, "after => stand slot=value, @uncalled, @priority=N, @context=NAME");
	else if (r->n_constants < SLOTS_MAX)
		r->constants[r->n_constants++] = (struct slot){ name, value };
}

/* Cuts the next " & " part off *rest. */
static bool next_part(struct str *rest, struct str *part)
{
	if (!rest->p)
		return false;
	ptrdiff_t at = str_find(*rest, STR(" & "));

	*part = str_trim(at < 0 ? *rest : str_sub(*rest, 0, (size_t)at));
	*rest = at < 0 ? NO_STR : str_sub(*rest, (size_t)at + 3, rest->n);
	return true;
}

static bool make_parts(struct pack *p, struct rule *r, const struct entry *e, struct problems *wrong)
{
	struct str rest = r->source, source;
	size_t present = 0;

	r->parts = arena_array(p->arena, struct part, PARTS_MAX);
	while (next_part(&rest, &source)) {
		struct part *x = &r->parts[r->n_parts];

		if (r->n_parts == PARTS_MAX) {
			entry_wrong(wrong, e, "a rule has at most 8 parts");
			return false;
		}
		x->absent = source.n && source.p[0] == '!';
		source = x->absent ? str_trim(str_sub(source, 1, source.n)) : source;
		if (source.n == 0) {
			entry_wrong(wrong, e, "is empty, or has an empty part");
			return false;
		}
		if (!pattern_make(p, source, e->at, 0, &x->pattern, wrong))
			return false;
		r->n_parts++;
		present += !x->absent;
	}
	if (!present)
		entry_wrong(wrong, e, "says only what must not stand in the message");
	return present > 0;
}

static void add_rule(struct pack *p, struct intent *in, const struct entry *e, struct problems *wrong)
{
	struct rule *r = &p->rules[p->n_rules++];
	size_t n = in->n_rules + 1;

	*r = (struct rule){ .intent = in,
			    .context = in->context,
			    .priority = in->priority,
			    .uncalled = in->uncalled,
			    .source = e->value,
			    .at = e->at };
	struct str options = cut_arrow(&r->source);

	r->name = arena_printf(p->arena, "%s#%zu", in->name, n).p;
	if (options.n) {
		r->constants = arena_array(p->arena, struct slot, SLOTS_MAX);
		pairs(p, options, e, wrong, rule_option, r);
	}
	if (make_parts(p, r, e, wrong))
		in->n_rules++;
}

static void example_want(struct pack *p, void *arg, const char *name, struct str value, const struct entry *e,
			 struct problems *wrong)
{
	struct example *x = arg;

	(void)p;
	if (!value.p)
		entry_wrong(wrong, e, "after => stand the slots that the example must give, slot=value");
	else if (x->n_wants < SLOTS_MAX)
		x->wants[x->n_wants++] = (struct slot){ name, value };
}

static void add_example(struct pack *p, struct examples *all, const struct entry *e, struct problems *wrong)
{
	if (all->n == all->room) {
		size_t room = all->room ? 2 * all->room : 8;
		struct example *v = arena_array(p->arena, struct example, room);

		if (all->n)
			memcpy(v, all->v, all->n * sizeof *v);
		all->v = v;
		all->room = room;
	}
	struct example *x = &all->v[all->n++];

	*x = (struct example){ .text = e->value, .at = e->at };
	struct str wants = cut_arrow(&x->text);

	if (wants.n) {
		x->wants = arena_array(p->arena, struct slot, SLOTS_MAX);
		pairs(p, wants, e, wrong, example_want, x);
	}
	if (x->text.n == 0)
		entry_wrong(wrong, e, "is empty");
}

static void add_slots(struct pack *p, struct intent *in, const struct entry *e, struct problems *wrong)
{
	struct str rest = e->value, w;

	in->slots = arena_array(p->arena, struct slot_def *, SLOTS_MAX);
	while (next_word(&rest, &w) && in->n_slots < SLOTS_MAX) {
		struct slot_def *d = pack_slot(p, w);

		if (!d) {
			problem(wrong, e->at.file, e->at.line, "slots: there is no [slot " STR_FMT "]", STR_ARG(w));
			continue;
		}
		d->uses++;
		in->slots[in->n_slots++] = d;
	}
}

static void intent_where(struct intent *in, const struct entry *e, struct problems *wrong)
{
	for (size_t i = 0; i < e->value.n; i++) {
		char c = e->value.p[i];

		if (c == 'G')
			in->group = true;
		else if (c == 'P')
			in->private = true;
		else if (c == 'A')
			in->admin = true;
		else if (c != ' ')
			entry_wrong(wrong, e, "G, P or A, or several");
	}
}

/* Settings first: rules inherit them wherever they stand in the section. */
static void intent_setting(struct pack *p, struct intent *in, const struct entry *e, struct problems *wrong)
{
	int64_t n;

	if (strcmp(e->key, "where") == 0)
		intent_where(in, e, wrong);
	else if (strcmp(e->key, "planned") == 0)
		entry_yes(wrong, e, &in->planned);
	else if (strcmp(e->key, "uncalled") == 0)
		entry_yes(wrong, e, &in->uncalled);
	else if (strcmp(e->key, "letter") == 0)
		entry_yes(wrong, e, &in->letter);
	else if (strcmp(e->key, "context") == 0)
		in->context = e->value.p;
	else if (strcmp(e->key, "slots") == 0)
		add_slots(p, in, e, wrong);
	else if (strcmp(e->key, "unless") == 0)
		patterns_add(p, &in->unless, e->value, e->at, wrong);
	else if (strcmp(e->key, "example") == 0)
		add_example(p, &in->examples, e, wrong);
	else if (strcmp(e->key, "not") == 0)
		add_example(p, &in->nots, e, wrong);
	else if (strcmp(e->key, "priority") == 0) {
		if (!str_int(e->value, -100, 100, &n))
			entry_wrong(wrong, e, "a whole number from -100 to 100");
		else
			in->priority = (int)n;
	} else if (strcmp(e->key, "rule") != 0)
		entry_wrong(
			wrong, e,
			"an [intent] has rule example not unless slots where context priority uncalled letter planned");
}

void build_intent(struct pack *p, const struct section *s, struct intent *in, struct problems *wrong)
{
	*in = (struct intent){ .name = s->name, .at = s->at };
	for (size_t i = 0; i < s->n; i++)
		intent_setting(p, in, &s->v[i], wrong);
	if (!in->group && !in->private && !in->admin)
		problem(wrong, s->at.file, s->at.line, "[intent %s] has no where= (G, P, A)", s->name);
	in->first_rule = p->n_rules;
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].key, "rule") == 0)
			add_rule(p, in, &s->v[i], wrong);
}

void build_control(struct pack *p, const struct section *s, struct control_def *c, struct problems *wrong)
{
	c->at = s->at;
	for (size_t i = 0; i < s->n; i++) {
		const struct entry *e = &s->v[i];

		if (strcmp(e->key, "rule") == 0)
			patterns_add(p, &c->rules, e->value, e->at, wrong);
		else if (strcmp(e->key, "example") == 0)
			add_example(p, &c->examples, e, wrong);
		else if (strcmp(e->key, "not") == 0)
			add_example(p, &c->nots, e, wrong);
		else
			entry_wrong(wrong, e, "a [control] has rule example not");
	}
}
