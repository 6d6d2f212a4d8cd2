/* wish.c - the children that a family wants to sign up, between two messages:
 * which class, who can be in it, and what is asked before it is done. */
#include <inttypes.h>

#include "handlers/turn/turn.h"
#include "handlers/childcare/childcare.h"
#include "handlers/activity/event.h"

enum { STANDS = 2 * MS_HOUR };

/* --------------------------------------------------------------------- remembering */

static cJSON *list_of(const struct care_wish *v, size_t n)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < n; i++) {
		cJSON *one = cJSON_CreateObject();

		json_put(one, "name", v[i].name.p ? v[i].name : STR(""));
		cJSON_AddNumberToObject(one, "age", (double)v[i].age);
		cJSON_AddItemToArray(list, one);
	}
	return list;
}

void wish_remember(struct turn *t, const struct care_wishes *w)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "code", (double)w->code);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	cJSON_AddItemToObject(memo, "children", list_of(w->v, w->n));
	cJSON_AddItemToObject(memo, "first", list_of(w->first, w->n_first));
	turn_remember(t, "childcare", memo);
}

static size_t read_list(struct turn *t, const cJSON *list, struct care_wish *out)
{
	const cJSON *one;
	size_t n = 0;

	cJSON_ArrayForEach(one, list) if (n < CARE_CHILDREN)
	{
		struct str name = json_str(one, "name");

		out[n++] = (struct care_wish){ name.n ? arena_str(t->arena, name) : NO_STR, json_int(one, "age", 0) };
	}
	return n;
}

bool wish_recall(struct turn *t, struct care_wishes *w)
{
	cJSON *memo = turn_memo(t, "childcare");

	*w = (struct care_wishes){ 0 };
	if (!memo || t->now - json_int(memo, "at", 0) > STANDS)
		return false;
	w->code = json_int(memo, "code", 0);
	w->n = read_list(t, cJSON_GetObjectItem(memo, "children"), w->v);
	w->n_first = read_list(t, cJSON_GetObjectItem(memo, "first"), w->first);
	return w->n > 0;
}

void wish_drop(struct turn *t)
{
	turn_remember(t, "childcare", NULL);
	turn_expect(t, NULL, 0);
}

/* ------------------------------------------------------------------------ saying */

size_t care_on_offer(struct turn *t, struct care_class *out)
{
	return class_list(t->db, care_today(t), false, out, CARE_CLASSES, t->arena);
}

void care_say_classes(struct turn *t, const struct care_class *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct event e = { "class", v[i].code };

		care_say(t, enrolment_left(t->db, &e) ? PHRASE("childcare.line") : PHRASE("childcare.line.full"),
			 &v[i]);
	}
}

static struct str names_of(struct turn *t, const struct care_wish *v, size_t n)
{
	struct str all = STR("");

	for (size_t i = 0; i < n; i++)
		all = care_joined(t->arena, all,
				  turn_phrase(t, PHRASE("childcare.child"),
					      FILLS_(FILL("child", v[i].name),
						     FILL("age", arena_printf(t->arena, "%" PRId64, v[i].age))),
					      2));
	return all;
}

static struct str press(struct turn *t, const char *phrase)
{
	return turn_phrase(t, phrase, NULL, 0);
}

static void no_button(struct turn *t)
{
	turn_button(t, press(t, PHRASE("childcare.press.no")), STR("do:childcare.answer pick=no"));
}

static void wait_for_answer(struct turn *t, const struct care_wishes *w)
{
	wish_remember(t, w);
	turn_expect(t, "childcare", STANDS);
}

/* ------------------------------------------------------------------- which class */

static bool fits(const struct care_class *c, const struct care_wish *child)
{
	return child->age >= c->min_age && child->age <= c->max_age;
}

static bool fits_some(const struct care_class *c, const struct care_wishes *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (fits(c, &w->v[i]))
			return true;
	return false;
}

static bool named(struct turn *t, const struct care_class *c)
{
	const struct gazetteer *g = t->world->places;
	struct str place = g ? g->longest(g->arg, t->said, t->arena) : NO_STR;

	return str_has(t->said, c->title) || (place.n && str_eq(place, c->place));
}

/* The one class that is meant, or the only one that takes some of them; 0: it was asked. */
static int64_t which_class(struct turn *t, const struct care_wishes *w)
{
	struct care_class all[CARE_CLASSES], v[CARE_CLASSES];
	size_t n_all = care_on_offer(t, all), n = 0, hit = 0, n_named = 0;

	for (size_t i = 0; i < n_all; i++)
		if (fits_some(&all[i], w))
			v[n++] = all[i];
	if (!n)
		return n_all ? all[0].code : 0;
	for (size_t i = 0; i < n; i++)
		if (named(t, &v[i]))
			hit = i, n_named++;
	if (n == 1 || n_named == 1)
		return v[hit].code;
	care_say_classes(t, v, n);
	turn_say_n(t, PHRASE("childcare.which"), NULL, 0);
	for (size_t i = 0; i < n; i++) {
		struct event e = { "class", v[i].code };
		struct str number = event_name(t->arena, &e);

		turn_button(t, number, arena_printf(t->arena, "do:childcare.answer class=" STR_FMT, STR_ARG(number)));
	}
	wait_for_answer(t, w);
	return 0;
}

/* --------------------------------------------------------------------- the proposal */

/* Those that cannot be in it, and those that are, are said and left out. */
static void sort_out(struct turn *t, const struct care_class *c, struct care_wishes *w)
{
	struct care_child mine[CARE_CLASS_MAX];
	size_t n_mine = class_children_of(t->db, t->who.id, mine, CARE_CLASS_MAX, t->arena), n = 0;

	for (size_t i = 0; i < w->n; i++) {
		const struct care_child *known = NULL;

		for (size_t k = 0; k < n_mine; k++)
			if (mine[k].code == c->code && str_eq(mine[k].name, w->v[i].name))
				known = &mine[k];
		if (known) {
			struct event e = { "class", c->code };
			struct enrolled r = enrolment_of(t->db, &e, t->who.id, known->child);

			care_say_child(t, r.in ? PHRASE("childcare.in_already") : PHRASE("childcare.waits_already"), c,
				       known->name, r.place);
		} else if (!fits(c, &w->v[i])) {
			care_say_child(t, PHRASE("childcare.age"), c, w->v[i].name, 0);
		} else {
			w->v[n++] = w->v[i];
		}
	}
	w->n = n;
}

static void propose(struct turn *t, const struct care_class *c, struct care_wishes *w)
{
	struct event e = { "class", c->code };
	int64_t left = enrolment_left(t->db, &e);
	struct str names = names_of(t, w->v, w->n);

	if (left >= (int64_t)w->n) {
		care_say_child(t, PHRASE("childcare.confirm"), c, names, 0);
		turn_button(t, press(t, PHRASE("childcare.press.yes")), STR("do:childcare.answer pick=yes"));
	} else if (!left) {
		care_say_child(t, PHRASE("childcare.full"), c, names, 0);
		turn_button(t, press(t, PHRASE("childcare.press.wait")), STR("do:childcare.answer pick=yes"));
	} else {
		care_say_child(t, PHRASE("childcare.some"), c, names, left);
		for (size_t i = 0; i < w->n; i++)
			turn_button(t, w->v[i].name, arena_printf(t->arena, "do:childcare.answer first=%zu", i + 1));
	}
	no_button(t);
	wait_for_answer(t, w);
}

/* What is known is looked at, and the next thing asked; nothing is guessed. */
void wish_settle(struct turn *t, struct care_wishes *w)
{
	if (!w->code && !(w->code = which_class(t, w)))
		return;
	struct care_class c = class_load(t->db, w->code, t->arena);

	if (!c.code || !str_is(c.state, "open")) {
		turn_say_n(t, PHRASE("childcare.shut"), NULL, 0);
		wish_drop(t);
		return;
	}
	sort_out(t, &c, w);
	if (w->n)
		propose(t, &c, w);
	else
		wish_drop(t);
}
