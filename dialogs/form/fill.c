/* fill.c - the facts of a form: taking, merging, correcting, taking back. */
#include <string.h>

#include "bot/base/utf8.h"
#include "dialogs/form/internal.h"
#include "dialogs/words/normalise.h"

enum { PLACE_MAX = 60, FREE_PLACE = 24 /* code points: longer is a story, not a place */, SAID_MAX = 16 * 1024 };

bool heard_control(const struct pack *p, enum control c, struct str said)
{
	return said.n && patterns_match(&p->controls[c].rules, said);
}

bool control_group(const struct pack *p, enum control c, struct str said, const char *name, struct str *out)
{
	const struct patterns *all = &p->controls[c].rules;

	*out = NO_STR;
	for (size_t i = 0; said.n && i < all->n; i++) {
		if (pattern_run(&all->v[i], said) <= 0)
			continue;
		*out = pattern_group(&all->v[i], said, name);
		return true;
	}
	return false;
}

const struct field *field_named(const struct form *f, const char *name)
{
	for (size_t i = 0; name && i < f->n_fields; i++)
		if (strcmp(f->fields[i].name, name) == 0)
			return &f->fields[i];
	return NULL;
}

size_t form_told(const struct form *f, struct str said, struct arena *a)
{
	struct str rest = said, line;
	size_t n = 0;

	while (str_split(&rest, '\n', &line)) {
		struct str s = normalise(line, a);
		const struct patterns *openers = &f->pack->controls[CTL_OPENER].rules;

		n += utf8_count(s);
		for (size_t i = 0; s.n && i < openers->n; i++)
			if (pattern_run(&openers->v[i], s) > 0) {
				n -= utf8_count(pattern_span(s));
				break;
			}
	}
	return n;
}

bool field_known(const struct form *f, const struct form_state *s, const struct field *x, struct arena *a)
{
	if (!x->slot)
		return form_told(f, s->said, a) >= x->enough;
	return slots_get(&s->slots, x->slot->as).p ||
	       (x->slot->type == SLOT_PLACE && slots_get(&s->slots, "position").p);
}

bool field_applies(const struct form_state *s, const struct field *x)
{
	char value[128];

	if (!x->when_slot)
		return true;
	struct str v = slots_get(&s->slots, x->when_slot);

	if (v.n > sizeof value - 3)
		return true;
	value[0] = ',';
	if (v.n)
		memcpy(value + 1, v.p, v.n);
	value[v.n + 1] = ',';
	return str_has(x->when_values, (struct str){ value, v.n + 2 }) != x->when_not;
}

/* Names stand in `passed` as "place details ". */
bool field_passed(const struct form_state *s, const struct field *x)
{
	struct str rest = s->passed, one;

	while (str_split(&rest, ' ', &one))
		if (str_is(one, x->name))
			return true;
	return false;
}

void field_pass(struct form_state *s, const struct field *x, struct arena *a)
{
	if (!field_passed(s, x))
		s->passed = arena_printf(a, STR_FMT "%s ", STR_ARG(s->passed), x->name);
}

/* --- places --- */

/* The longest end of `a` that `b` begins with, whole code points. */
static size_t overlap(struct str a, struct str b)
{
	for (size_t n = a.n < b.n ? a.n : b.n; n > 0; n--) {
		bool boundary = ((unsigned char)a.p[a.n - n] & 0xc0) != 0x80;

		if (boundary && memcmp(a.p + a.n - n, b.p, n) == 0)
			return n;
	}
	return 0;
}

/* "万福广场", then "广场西门": "万福广场西门". */
static struct str merge_places(struct str old, struct str add, struct arena *a)
{
	if (!old.n || str_has(add, old))
		return add;
	if (str_has(old, add))
		return old;
	size_t shared = overlap(old, add);

	return utf8_cut(arena_printf(a, STR_FMT STR_FMT, STR_ARG(old), STR_ARG(str_sub(add, shared, add.n))),
			PLACE_MAX);
}

/* --- lists: values between ';' --- */

static bool list_has(struct str list, struct str one)
{
	struct str piece;

	while (str_split(&list, ';', &piece))
		if (str_eq(piece, one))
			return true;
	return false;
}

static struct str list_add(struct str list, struct str more, struct arena *a)
{
	struct str one;

	while (str_split(&more, ';', &one))
		if (one.n && !list_has(list, one))
			list = list.n ? arena_printf(a, STR_FMT ";" STR_FMT, STR_ARG(list), STR_ARG(one)) : one;
	return list;
}

static struct str list_without(struct str list, struct str less, struct arena *a)
{
	struct str one, out = NO_STR;

	while (str_split(&list, ';', &one))
		if (!list_has(less, one))
			out = out.n ? arena_printf(a, STR_FMT ";" STR_FMT, STR_ARG(out), STR_ARG(one)) : one;
	return out;
}

/* --- taking --- */

/* Is a value that turns up later, unasked, a new word on the matter? Numbers
 * and times are: nobody says one by chance; so are things that one asks for.
 * The category of a complaint is not. */
static bool speaks_again(const struct slot_def *d)
{
	return d->list || d->several.n || d->type == SLOT_PLACE || d->type == SLOT_PHONE || d->type == SLOT_KM ||
	       d->type == SLOT_CLOCK || d->type == SLOT_DATE || d->type == SLOT_TIME || d->type == SLOT_MONTH;
}

/* An answer in words of its own, where the pack knows no pattern for it. What
 * says something else that we understood is no name and no platform. */
static struct str free_answer(const struct hearing *x, const struct slot_def *d, struct str text)
{
	bool plain = strcmp(x->u->intent, "none") == 0;

	switch (d->type) {
	case SLOT_TEXT:
		return !x->got_any && utf8_count(text) <= d->longest ? slot_value(d, x->h, text, x->arena) : NO_STR;
	case SLOT_WORDS:
		return d->others && plain && !x->got_any && utf8_count(text) <= d->longest
			       ? slot_words_own(d, text, x->arena)
			       : NO_STR;
	case SLOT_PLACE:
		return plain && utf8_count(text) <= FREE_PLACE ? slot_value(d, x->h, text, x->arena) : NO_STR;
	case SLOT_MONTH:
		return slot_value(d, x->h, text, x->arena);
	default:
		return NO_STR;
	}
}

static void keep(struct hearing *x, const struct field *f, struct str v, bool replace)
{
	const struct slot_def *d = f->slot;
	struct str old = slots_get(&x->state->slots, d->as);

	if (d->list && !replace)
		v = list_add(old, v, x->arena);
	else if (d->type == SLOT_PLACE && !replace)
		v = merge_places(old, v, x->arena);
	slots_set(&x->state->slots, d->as, v);
	x->got_any = true;
	x->got_asked |= f == x->asked;
}

static void take(struct hearing *x, const struct field *f, struct str text, bool replace)
{
	const struct slot_def *d = f->slot;
	bool bad, asked = f == x->asked;

	if (slots_get(&x->state->slots, d->as).p && !asked && !replace && !speaks_again(d))
		return;
	if (x->amending && !replace && (d->type == SLOT_PLACE || d->type == SLOT_TEXT || d->type == SLOT_WORDS))
		return; /* a word in passing corrects no place */
	struct str v = slot_find(d, x->h, text, x->arena, &bad);

	x->bad |= asked && bad;
	if (v.n)
		keep(x, f, v, replace);
}

void form_fill(struct hearing *x, struct str text, bool replace)
{
	for (size_t i = 0; i < x->form->n_fields; i++)
		if (x->form->fields[i].slot)
			take(x, &x->form->fields[i], text, replace);
	if (replace || !x->asked || !x->asked->slot || x->got_asked || x->bad || form_control(x, CTL_YES) ||
	    form_control(x, CTL_NO)) /* a bare yes is nobody's name */
		return;
	struct str v = free_answer(x, x->asked->slot, text);

	if (v.n)
		keep(x, x->asked, v, false);
}

bool form_unfill(struct hearing *x, struct str what)
{
	bool any = false, bad;

	for (size_t i = 0; i < x->form->n_fields; i++) {
		const struct slot_def *d = x->form->fields[i].slot;
		const struct field *f = &x->form->fields[i];
		struct str old = d ? slots_get(&x->state->slots, d->as) : NO_STR;

		if (!old.n)
			continue;
		struct str v = slot_find(d, x->h, what, x->arena, &bad);
		bool named = f->about.code && pattern_run(&f->about, what) > 0;

		if (d->list && v.n) {
			struct str left = list_without(old, v, x->arena);

			any |= left.n != old.n;
			slots_set(&x->state->slots, d->as, left);
		} else if (named || (v.n && str_eq(v, old))) {
			slots_set(&x->state->slots, d->as, NO_STR);
			any = true;
		}
	}
	return any;
}

bool form_swap(struct hearing *x, struct str wrong, struct str right)
{
	wrong = str_trim(wrong);
	right = str_trim(right);
	for (size_t i = 0; wrong.n && right.n && i < x->form->n_fields; i++) {
		const struct slot_def *d = x->form->fields[i].slot;
		struct str old = d ? slots_get(&x->state->slots, d->as) : NO_STR;

		if (!old.n || d->type == SLOT_WORDS || !(str_has(old, wrong) || str_has(wrong, old)))
			continue;
		struct str v = slot_value(d, x->h, right, x->arena);

		if (!v.n)
			continue;
		slots_set(&x->state->slots, d->as, v);
		x->got_any = true;
		return true;
	}
	return false;
}

void form_defaults(const struct form *f, struct form_state *s)
{
	for (size_t i = 0; i < f->n_fields; i++) {
		const struct field *x = &f->fields[i];

		if (x->slot && x->fallback.p && !slots_get(&s->slots, x->slot->as).p)
			slots_set(&s->slots, x->slot->as, x->fallback);
	}
}

/* The message as typed, without the bot's name at its start. */
static struct str typed(const struct pack *p, struct str s)
{
	static const char *const signs[] = { "，", "、", "：", "！", "。", "—", "　", "@",
					     ",",  ":",	 "!",  ".",  "-",  " ", NULL };
	struct str rest = str_trim(s);

	for (bool cut = true; cut && rest.n;) {
		cut = false;
		for (size_t i = 0; signs[i]; i++)
			if (str_starts(rest, str_c(signs[i]))) {
				rest = str_sub(rest, strlen(signs[i]), rest.n);
				cut = true;
			}
		for (size_t i = 0; i < p->n_names; i++)
			if (str_starts(rest, p->names[i])) {
				rest = str_sub(rest, p->names[i].n, rest.n);
				cut = true;
			}
	}
	return str_trim(rest);
}

void form_note(struct hearing *x)
{
	struct str s = x->u->by_name ? typed(x->form->pack, x->h->text) : str_trim(x->h->text);
	struct str old = x->state->said;

	if (!s.n || old.n + s.n > SAID_MAX)
		return;
	x->state->said = old.n ? arena_printf(x->arena, STR_FMT "\n" STR_FMT, STR_ARG(old), STR_ARG(s))
			       : arena_str(x->arena, s);
}
