/* staff.c - staff: classes published and changed, who is in them, who came; and,
 * for those in charge of classes alone, what families said of their children. */
#include <inttypes.h>

#include "handlers/turn/turn.h"
#include "handlers/childcare/childcare.h"
#include "handlers/activity/event.h"
#include "handlers/talk/list.h"
#include "handlers/turn/mask.h"
#include "handlers/turn/notice.h"
#include "store/db/audit.h"
#include "store/person/department.h"
#include "store/db/number.h"
#include "store/place/place.h"
#include "store/person/role.h"

static struct str or_absent(struct str s)
{
	return s.n ? s : NO_STR;
}

/* -------------------------------------------------------------------- publishing */

static int64_t street_meant(struct turn *t)
{
	struct named street = street_named_in(t->db, t->said, t->arena);
	struct str own = role_scope_of(t->db, t->who.id, ROLE_STREET, t->arena);

	return street.id ? street.id : own.n ? place_id(t->db, own) : 0;
}

/* What the sentence says of a class. */
static struct care_class said(struct turn *t)
{
	struct care_class c = {
		.title = or_absent(slots_get(&t->slots, "title")), .start = NO_STR, .last = NO_STR, .fee = -1
	};
	struct str days = slots_get(&t->slots, "days");
	int64_t fee = 0;

	if (days.n)
		(void)str_split(&days, ';', &c.start);
	while (days.n && str_split(&days, ';', &c.last))
		;

	(void)str_int(slots_get(&t->slots, "min_age"), 0, 30, &c.min_age);
	(void)str_int(slots_get(&t->slots, "max_age"), 1, 30, &c.max_age);
	(void)str_int(slots_get(&t->slots, "room"), 1, 10000, &c.capacity);
	if (str_int(slots_get(&t->slots, "fee"), 0, 100000, &fee))
		c.fee = (double)fee;
	else if (slots_get(&t->slots, "free").n)
		c.fee = 0;
	return c;
}

static void publish(struct turn *t)
{
	struct care_class c = said(t);

	c.street = street_meant(t);
	if (!c.title.n || !c.street || !c.capacity || !c.max_age || c.min_age > c.max_age || c.fee < 0) {
		turn_say_n(t, PHRASE("class.how"), NULL, 0);
		return;
	}
	if (c.last.n && str_order(c.last, care_today(t)) < 0) {
		turn_say_n(t, PHRASE("activity.past"), NULL, 0);
		return;
	}
	c = class_load(t->db, class_new(t->db, &c, t->who.uid, t->now), t->arena);
	care_say(t, PHRASE("class.published"), &c);
}

/* Each family with a child in the class, or waiting, once. */
static void tell_families(struct turn *t, const struct care_class *c, const char *phrase)
{
	struct care_child *v = arena_array(t->arena, struct care_child, CARE_CLASS_MAX);
	size_t n = class_children(t->db, c->code, NO_STR, v, CARE_CLASS_MAX, t->arena);
	struct event e = { "class", c->code };
	struct fill fills[CARE_FILLS];
	size_t n_fills = care_fills(t, c, fills);

	for (size_t i = 0; i < n; i++) {
		bool before = false;

		for (size_t k = 0; k < i; k++)
			before |= v[k].person == v[i].person;
		if (!before)
			turn_tell_n(t, v[i].person, NOTICE_AWAITED | NOTICE_RECEIPT, event_name(t->arena, &e), phrase,
				    fills, n_fills);
	}
}

static void change(struct turn *t, const struct care_class *c)
{
	struct care_class to = said(t);
	struct event e = { "class", c->code };

	to.code = c->code;
	if (to.max_age && to.min_age > to.max_age)
		to.max_age = 0;
	if (!to.start.n && !to.last.n && !to.capacity && !to.max_age && to.fee < 0) {
		turn_say_n(t, PHRASE("class.change_how"), NULL, 0);
		return;
	}
	class_change(t->db, &to, t->who.uid, t->now);
	to = class_load(t->db, c->code, t->arena);
	event_fill(t->world, &e, t->now, t->arena);
	care_say(t, PHRASE("class.changed"), &to);
	if (!str_eq(to.start, c->start) || !str_eq(to.last, c->last) || to.fee > c->fee || to.fee < c->fee)
		tell_families(t, &to, PHRASE("class.told_change"));
}

static void set_state(struct turn *t, const struct care_class *c, const char *state, const char *phrase)
{
	class_set_state(t->db, c->code, state, t->who.uid, t->now);
	care_say(t, phrase, c);
}

/* ------------------------------------------------------------------ who is in it */

static struct str state_words(struct turn *t, const struct care_child *c)
{
	return turn_phrase(t,
			   c->here ? PHRASE("activity.state.here")
			   : c->in ? PHRASE("activity.state.in")
				   : PHRASE("activity.state.waits"),
			   NULL, 0);
}

/* Names masked: the whole ones are for those in charge (details()). */
static struct str masked_line(struct turn *t, const struct care_child *c, size_t no)
{
	struct person parent = person_load(t->db, c->person, t->arena);
	struct fill fills[] = { FILL("n", arena_printf(t->arena, "%zu", no)),
				FILL("child", mask_name(c->name, t->arena)),
				FILL("age", arena_printf(t->arena, "%" PRId64, c->age)),
				FILL("family", mask_name(parent.name, t->arena)), FILL("state", state_words(t, c)) };

	return turn_phrase(t, PHRASE("class.child"), fills, sizeof fills / sizeof *fills);
}

static void who_is_in(struct turn *t, const struct care_class *c)
{
	struct care_child *v = arena_array(t->arena, struct care_child, CARE_CLASS_MAX);
	struct str *lines = arena_array(t->arena, struct str, CARE_CLASS_MAX);
	size_t n = class_children(t->db, c->code, care_today(t), v, CARE_CLASS_MAX, t->arena), in = 0;

	for (size_t i = 0; i < n; i++) {
		in += v[i].in;
		lines[i] = masked_line(t, &v[i], i + 1);
	}
	care_say(t, PHRASE("class.account"), c);
	turn_say(t, "activity.numbers", FILL("in", arena_printf(t->arena, "%zu", in)),
		 FILL("waits", arena_printf(t->arena, "%zu", n - in)));
	if (n)
		list_say(t, lines, n);
}

/* "C-1到了 王梓涵 李想", "C-1都到了" */
static void attendance(struct turn *t, const struct care_class *c)
{
	struct care_child *v = arena_array(t->arena, struct care_child, CARE_CLASS_MAX);
	size_t n = class_children(t->db, c->code, care_today(t), v, CARE_CLASS_MAX, t->arena), came = 0, named = 0;
	bool all = slots_get(&t->slots, "all").n > 0;

	for (size_t i = 0; i < n; i++) {
		bool said_now = str_has(t->said, v[i].name);

		named += said_now;
		if (v[i].in && (said_now || all) && class_attend(t->db, v[i].enrolment, care_today(t), t->now))
			v[i].here = true;
		came += v[i].here;
	}
	if (!named && !all) {
		turn_say_n(t, PHRASE("class.attend_how"), NULL, 0);
		return;
	}
	turn_say(t, "class.attended", FILL("n", arena_printf(t->arena, "%zu", came)), FILL("title", c->title));
}

static void list(struct turn *t)
{
	struct care_class v[CARE_CLASSES];
	struct str lines[CARE_CLASSES];
	struct fill fills[CARE_FILLS];
	size_t n = class_list(t->db, care_today(t), true, v, CARE_CLASSES, t->arena);

	for (size_t i = 0; i < n; i++)
		lines[i] = turn_phrase(t, PHRASE("class.line"), fills, care_fills(t, &v[i], fills));
	if (n)
		list_say(t, lines, n);
	else
		turn_say_n(t, PHRASE("class.none"), NULL, 0);
}

static void about_one(struct turn *t, const struct care_class *c)
{
	struct str action = slots_get(&t->slots, "action");

	if (str_is(action, "cancel")) {
		set_state(t, c, "cancelled", PHRASE("class.cancelled"));
		tell_families(t, c, PHRASE("class.told_cancelled"));
	} else if (str_is(action, "close")) {
		set_state(t, c, "closed", PHRASE("class.closed"));
	} else if (str_is(action, "open")) {
		set_state(t, c, "open", PHRASE("class.published"));
	} else if (str_is(action, "who")) {
		who_is_in(t, c);
	} else if (str_is(action, "here")) {
		attendance(t, c);
	} else {
		change(t, c);
	}
}

static void admin(struct turn *t)
{
	int64_t code = number_parse(slots_get(&t->slots, "class"), 'C');
	struct care_class c = class_load(t->db, code, t->arena);
	struct str action = slots_get(&t->slots, "action");

	if (c.code)
		about_one(t, &c);
	else if (code)
		turn_say_n(t, PHRASE("class.unknown"), NULL, 0);
	else if (slots_get(&t->slots, "title").n && !str_is(action, "who"))
		publish(t);
	else
		list(t);
}

/* ------------------------------------------------------------ for those in charge */

static struct str filled(struct turn *t, struct str s)
{
	return s.n ? s : turn_phrase(t, PHRASE("class.not_said"), NULL, 0);
}

static struct str open_line(struct turn *t, const struct care_child *c)
{
	struct fill fills[] = { FILL("child", c->name),
				FILL("age", arena_printf(t->arena, "%" PRId64, c->age)),
				FILL("family", person_load(t->db, c->person, t->arena).name),
				FILL("note", filled(t, c->note)),
				FILL("fetch", filled(t, c->fetch)),
				FILL("phone", filled(t, c->phone)) };

	return turn_phrase(t, PHRASE("class.details"), fills, sizeof fills / sizeof *fills);
}

/* Whole names, allergies, who fetches: asked for by whoever is in charge, and audited. */
static void details(struct turn *t)
{
	struct care_child *v = arena_array(t->arena, struct care_child, CARE_CLASS_MAX);
	struct str *lines = arena_array(t->arena, struct str, CARE_CLASS_MAX);
	struct care_class c = class_load(t->db, number_parse(slots_get(&t->slots, "class"), 'C'), t->arena);
	size_t n = class_children(t->db, c.code, NO_STR, v, CARE_CLASS_MAX, t->arena), shown = 0, named = 0;

	if (!c.code) {
		turn_say_n(t, PHRASE("class.unknown"), NULL, 0);
		return;
	}
	for (size_t i = 0; i < n; i++)
		named += str_has(t->said, v[i].name);
	for (size_t i = 0; i < n; i++)
		if (v[i].in && (!named || str_has(t->said, v[i].name)))
			lines[shown++] = open_line(t, &v[i]);
	audit(t->db, t->now, t->who.uid, "class.details", arena_printf(t->arena, "C-%" PRId64, c.code), NO_STR);
	care_say(t, shown ? PHRASE("class.details_head") : PHRASE("class.details_none"), &c);
	if (shown)
		list_say(t, lines, shown);
}

const struct handler childcare_admin_handlers[] = {
	{ .intent = "admin.class", .run = admin },
	{ .intent = "admin.class_details", .run = details },
	{ 0 },
};
