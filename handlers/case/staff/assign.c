/* assign.c - to whom a case is given, given back by them, and until when. */
#include <inttypes.h>

#include "dialogs/pack/labels.h"
#include "dialogs/words/normalise.h"
#include "handlers/turn/turn.h"
#include "handlers/case/staff/link.h"
#include "handlers/case/staff/staff.h"
#include "handlers/talk/who.h"
#include "store/case/routing.h"

enum { DAYS_MOST = 90 };

void case_say_refused(struct turn *t, const struct case_info *c, enum act_result r)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, c->number)),
				FILL("state", pack_label(t->world->pack, "case_standing", c->state)),
				FILL("kind", case_kind(t->world, c->kind)) };
	const char *name = r == ACT_NO_WORDS	? PHRASE("case.refused.reason")
			   : r == ACT_UNFIT	? PHRASE("case.refused.kind")
			   : r == ACT_NO_TARGET ? PHRASE("case.refused.merge")
			   : r == ACT_UNKNOWN	? PHRASE("case.staff.unknown")
						: PHRASE("case.refused.state");

	turn_say_n(t, name, fills, sizeof fills / sizeof *fills);
	turn_receipt(t);
}

/* ------------------------------------------------------------------- to a department */

/* Named, or that of a person who is named; or that of the routing table, "按建议". */
static struct named department_meant(struct turn *t, const struct case_info *c, struct str helper)
{
	struct str text = normalise(t->said, t->arena);
	ptrdiff_t at = helper.n ? str_find(text, helper) : -1;
	int64_t person;

	if (at > 0) /* "改派交警大队 城管协助": not the one that helps */
		text = str_sub(text, 0, (size_t)at);
	struct named d = department_named_in(t->db, text, t->arena);

	if (!d.id && str_is(slots_get(&t->slots, "proposed"), "yes"))
		d = routing_department(t->db, c->kind, c->category, c->street, t->arena);
	if (!d.id && !slots_get(&t->slots, "department").n && who_named(t, &person) == WHO_ONE)
		d = routing_department_of(t->db, person, t->arena);
	return d;
}

void case_propose(struct turn *t, const struct case_info *c)
{
	struct named proposed = routing_department(t->db, c->kind, c->category, c->street, t->arena);
	struct fill fills[] = { FILL("number", case_number(t->arena, c->number)), FILL("department", proposed.name) };

	if (!proposed.id)
		return;

	turn_say_n(t, PHRASE("case.assign.proposed"), fills, 2);
	turn_button(t, turn_phrase(t, PHRASE("case.assign.button"), fills, 2), NO_STR);
}

static void ask_department(struct turn *t, const struct case_info *c)
{
	struct str said = slots_get(&t->slots, "department"), number = case_number(t->arena, c->number);

	turn_say_n(t, said.n ? PHRASE("case.staff.no_department") : PHRASE("case.assign.whom"),
		   FILLS_(FILL("department", said.n ? said : STR("")), FILL("number", number)), 2);
	case_propose(t, c);
}

static int64_t days_said(struct turn *t)
{
	int64_t days = 0;

	return str_int(slots_get(&t->slots, "days"), 1, DAYS_MOST, &days) ? days : 0;
}

static struct named helper_said(struct turn *t)
{
	struct str said = slots_get(&t->slots, "helper");

	return said.n ? department_named_in(t->db, said, t->arena) : (struct named){ 0 };
}

static void say_assigned(struct turn *t, const struct case_info *c)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, c->number)), FILL("department", c->department),
				FILL("due", c->due_at ? case_moment(t->world, c->due_at, t->arena) : STR("")) };

	turn_say_n(t, c->due_at ? PHRASE("case.assigned") : PHRASE("case.assigned.open"), fills, 3);
	turn_receipt(t);
}

static void say_denied(struct turn *t, const struct case_info *c)
{
	turn_say(t, "case.assign.not_yours", FILL("number", case_number(t->arena, c->number)));
}

static void assign_to(struct turn *t, const struct case_info *c, const struct named *d)
{
	struct doing doing = turn_doing(t);
	struct named helper = helper_said(t);
	struct case_request q = {
		.act = ACT_CASE_ASSIGN, .department = d->id, .days = days_said(t), .helper = helper.id
	};
	struct case_outcome o = { .before = *c };
	enum act_result r = case_act(&doing, &q, &o);

	if (r != ACT_DONE) {
		case_say_refused(t, c, r);
		return;
	}
	say_assigned(t, &o.now);
	if (o.helped)
		turn_say(t, "case.helper", FILL("department", helper.name));
	if (!o.told && routing_department_of(t->db, t->who.id, t->arena).id != d->id)
		case_link_offer(t, &o.now);
}

static void only_helper(struct turn *t, const struct case_info *c)
{
	struct doing doing = turn_doing(t);
	struct named helper = helper_said(t);
	struct case_outcome o = { .before = *c };

	if (case_act(&doing, &(struct case_request){ .act = ACT_CASE_HELPER, .helper = helper.id }, &o) == ACT_DONE)
		turn_say(t, "case.helper", FILL("department", helper.name));
}

/* ------------------------------------------------------------------- and back */

static void give_back(struct turn *t, struct case_info *c)
{
	struct doing doing = turn_doing(t);
	struct case_outcome o = { .before = *c };
	enum act_result r = case_act(
		&doing, &(struct case_request){ .act = ACT_CASE_RETURN, .words = case_words(t, "why") }, &o);

	if (r != ACT_DONE) {
		case_say_refused(t, c, r);
		return;
	}
	turn_say(t, "case.returned", FILL("number", case_number(t->arena, c->number)));
	turn_receipt(t);
}

static void assign(struct turn *t)
{
	struct case_info c;
	enum case_sight sight = case_of_staff(t, "admin.assign", &c);
	struct str helper = slots_get(&t->slots, "helper");

	if (!sight)
		return;
	if (str_is(slots_get(&t->slots, "back"), "yes")) {
		give_back(t, &c);
		return;
	}
	struct doing doing = turn_doing(t);

	if (!act_allowed(&doing, ACT_CASE_ASSIGN)) { /* before it is asked to whom */
		(void)act_denied(&doing, ACT_CASE_ASSIGN, str_c(c.uid));
		say_denied(t, &c);
		return;
	}
	struct named d = department_meant(t, &c, helper);

	if (turn_memo(t, "who") && !d.id && t->conv.context && str_is(str_c(t->conv.context), "who"))
		return; /* which of several of one name was asked */
	if (d.id)
		assign_to(t, &c, &d);
	else if (helper.n && c.department_id)
		only_helper(t, &c);
	else
		ask_department(t, &c);
}

/* ------------------------------------------------------------------- more time */

static void say_extended(struct turn *t, const struct case_info *c, enum act_result r)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, c->number)),
				FILL("due", r == ACT_DONE ? case_moment(t->world, c->due_at, t->arena) : STR("")),
				FILL("days", arena_printf(t->arena, "%d", CASE_EXTENSION_DAYS)) };

	turn_say_n(t, r == ACT_DONE ? PHRASE("case.extended") : PHRASE("case.extend.city"), fills, 3);
	if (r == ACT_DONE)
		turn_receipt(t);
}

static void extend(struct turn *t)
{
	struct case_info c;
	int64_t days = days_said(t);
	struct str why = case_words(t, "why");

	if (!case_of_staff(t, "admin.extend", &c))
		return;
	if (!days || !c.due_at) {
		turn_say_n(t, c.due_at ? PHRASE("case.extend.how") : PHRASE("case.extend.no_term"),
			   FILLS_(FILL("number", case_number(t->arena, c.number))), 1);
		return;
	}
	struct doing doing = turn_doing(t);
	struct case_outcome o = { .before = c };
	enum act_result r = case_act(&doing,
				     &(struct case_request){ .act = ACT_CASE_EXTEND, .days = days, .words = why }, &o);

	if (r == ACT_DONE || r == ACT_DENIED)
		say_extended(t, r == ACT_DONE ? &o.now : &c, r);
	else
		case_say_refused(t, &c, r);
}

const struct handler case_assign_handlers[] = {
	{ .intent = "admin.assign", .run = assign, .flags = HANDLER_FILES },
	{ .intent = "admin.extend", .run = extend, .flags = HANDLER_FILES },
	{ 0 },
};
