/* childcare.c - families: which classes there are, and the children they sign up. */
#include "handlers/childcare/childcare.h"

#include <inttypes.h>
#include <string.h>

#include "handlers/turn/turn.h"
#include "handlers/activity/event.h"
#include "store/human/callback.h"
#include "store/db/number.h"

enum { STANDS = 2 * MS_HOUR };

/* -------------------------------------------------------------------------- names */

static void ask_names(struct turn *t, const struct care_wishes *w, const char *phrase)
{
	struct slots none = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += !w->v[i].name.n;
	wish_remember(t, w);
	turn_say_n(t, phrase, &FILL("n", arena_printf(t->arena, "%zu", n)), 1);
	turn_ask(t, "childcare.name", "child_names", &none);
}

static bool nameless(const struct care_wishes *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (!w->v[i].name.n)
			return true;
	return false;
}

static void enrol(struct turn *t)
{
	struct care_wishes w = { .code = number_parse(slots_get(&t->slots, "class"), 'C') };

	w.n = care_said(&t->slots, w.v, CARE_CHILDREN, t->arena);
	if (!w.n)
		turn_say_n(t, PHRASE("childcare.ask_children"), NULL, 0);
	else if (nameless(&w))
		ask_names(t, &w, PHRASE("childcare.ask_names"));
	else
		wish_settle(t, &w);
}

/* The names that were missing, in the order of the ages. */
static void name(struct turn *t)
{
	struct str said[CARE_CHILDREN];
	size_t n = care_names(slots_get(&t->slots, "names"), said, CARE_CHILDREN), want = 0;
	struct care_wishes w;

	if (!wish_recall(t, &w)) {
		turn_say_n(t, PHRASE("childcare.lost"), NULL, 0);
		return;
	}
	for (size_t i = 0; i < w.n; i++)
		want += !w.v[i].name.n;
	if (n != want) {
		ask_names(t, &w, PHRASE("childcare.names_again"));
		return;
	}
	for (size_t i = 0, k = 0; i < w.n; i++)
		if (!w.v[i].name.n)
			w.v[i].name = said[k++];
	wish_settle(t, &w);
}

/* ---------------------------------------------------------------- before the form */

/* "8岁 王梓涵", after the classes were told. */
static bool just_told(struct turn *t)
{
	return t->conv.context && strcmp(t->conv.context, "childcare") == 0 && t->conv.context_until > t->now &&
	       slots_get(&t->slots, "children").n;
}

/* What there is, before anything is asked; in a group only where to ask. */
static bool before_enrol(struct turn *t)
{
	struct care_class v[CARE_CLASSES];
	struct care_wishes w;
	size_t n;

	if (turn_is_group(t)) {
		turn_say_n(t, PHRASE("childcare.group"), NULL, 0);
		return true;
	}
	n = care_on_offer(t, v);
	if (!n) {
		turn_say_n(t, PHRASE("childcare.none"), NULL, 0);
		return true;
	}
	if (!just_told(t))
		care_say_classes(t, v, n);
	if (!str_is(slots_get(&t->slots, "asked"), "yes") || slots_get(&t->slots, "children").n)
		return false;
	if (wish_recall(t, &w)) {
		wish_settle(t, &w); /* the question that stands */
		return true;
	}
	if (!t->conv.form.form)
		turn_say_n(t, PHRASE("childcare.to_enrol"), NULL, 0);
	turn_expect(t, "childcare", STANDS);
	return true;
}

/* -------------------------------------------------------------------- the answer */

static void ask_details(struct turn *t)
{
	struct slots known = { 0 };
	struct str phone = callback_known_phone(t->db, t->who.id, t->arena);

	if (phone.n)
		slots_set(&known, "phone", phone);
	turn_say_n(t, PHRASE("childcare.ask_note"), NULL, 0);
	turn_ask(t, "childcare.details", "care_note", &known);
}

static void book(struct turn *t, const struct care_wishes *w)
{
	struct care_class c = class_load(t->db, w->code, t->arena);

	for (size_t i = 0; i < w->n; i++) {
		struct enrolled r = class_enrol(t->db, c.code, t->who.id, w->v[i].name, w->v[i].age, t->who.uid,
						t->now);

		care_say_child(t, r.in ? PHRASE("childcare.enrolled") : PHRASE("childcare.waits"), &c, w->v[i].name,
			       r.place);
	}
	wish_drop(t);
	ask_details(t);
}

static bool among(const struct care_wish *v, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].name, name))
			return true;
	return false;
}

/* Who goes first: by button, by name, or the older or younger of two. */
static void take_first(struct turn *t, struct care_wishes *w)
{
	struct str picked = slots_get(&t->slots, "first");
	int64_t i = 0;

	if (w->n == 2 && (str_is(picked, "old") || str_is(picked, "young")))
		i = (w->v[0].age > w->v[1].age) == str_is(picked, "old") ? 1 : 2;
	else
		(void)str_int(picked, 1, (int64_t)w->n, &i);
	for (size_t k = 0; k < w->n; k++)
		if ((k + 1 == (size_t)i || str_has(t->said, w->v[k].name)) &&
		    !among(w->first, w->n_first, w->v[k].name))
			w->first[w->n_first++] = w->v[k];
}

/* Those who go first are in front of the others. */
static void put_first(struct care_wishes *w)
{
	struct care_wish v[CARE_CHILDREN];
	size_t n = 0;

	for (; n < w->n_first; n++)
		v[n] = w->first[n];
	for (size_t i = 0; i < w->n; i++)
		if (!among(w->first, w->n_first, w->v[i].name))
			v[n++] = w->v[i];
	for (size_t i = 0; i < n; i++)
		w->v[i] = v[i];
}

static void chosen(struct turn *t, struct care_wishes *w)
{
	struct event e = { "class", w->code };
	int64_t left = enrolment_left(t->db, &e);
	bool partly = left > 0 && left < (int64_t)w->n;

	if (partly)
		take_first(t, w);
	else if (!str_is(slots_get(&t->slots, "pick"), "yes")) {
		wish_settle(t, w);
		return;
	}
	if (partly && w->n_first < (size_t)left) {
		wish_settle(t, w); /* it is asked again */
		return;
	}
	put_first(w);
	book(t, w);
}

static void answer(struct turn *t)
{
	struct str class = slots_get(&t->slots, "class");
	struct care_wishes w;

	if (!wish_recall(t, &w)) {
		turn_say_n(t, PHRASE("childcare.lost"), NULL, 0);
	} else if (str_is(slots_get(&t->slots, "pick"), "no")) {
		wish_drop(t);
		turn_say_n(t, PHRASE("childcare.dropped"), NULL, 0);
	} else if (class.n) {
		w.code = number_parse(class, 'C');
		wish_settle(t, &w);
	} else if (!w.code) {
		wish_settle(t, &w);
	} else {
		chosen(t, &w);
	}
}

const struct handler childcare_handlers[] = {
	{ .intent = "childcare.enrol", .run = enrol, .flags = HANDLER_FILES, .before = before_enrol },
	{ .intent = "childcare.name", .run = name, .flags = HANDLER_FILES },
	{ .intent = "childcare.answer", .run = answer, .flags = HANDLER_FILES },
	{ 0 },
};
