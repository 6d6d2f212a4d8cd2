/* assign.c - to whom a case is given, given back by them, and until when. */
#include <inttypes.h>

#include "dialogs/pack/labels.h"
#include "dialogs/words/normalise.h"
#include "handlers/turn/capabilities.h"
#include "handlers/case/staff/link.h"
#include "handlers/case/staff/staff.h"
#include "handlers/turn/notice.h"
#include "handlers/talk/who.h"
#include "store/db/audit.h"
#include "store/person/role.h"
#include "store/case/routing.h"

enum { DAYS_MOST = 90 };

void case_say_refused(struct turn *t, const struct case_info *c, enum case_result r)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, c->number)),
				FILL("state", pack_label(t->world->pack, "case_standing", c->state)),
				FILL("kind", case_kind(t->world, c->kind)) };
	const char *name = r == CASE_NO_REASON	 ? PHRASE("case.refused.reason")
			   : r == CASE_NOT_THAT	 ? PHRASE("case.refused.kind")
			   : r == CASE_NOT_THERE ? PHRASE("case.refused.merge")
			   : r == CASE_UNKNOWN	 ? PHRASE("case.staff.unknown")
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

/* The department that helps, or id 0. */
static struct named add_helper(struct turn *t, const struct case_info *c, struct str said)
{
	struct named helper = said.n ? department_named_in(t->db, said, t->arena) : (struct named){ 0 };

	if (!helper.id || helper.id == c->department_id)
		return (struct named){ 0 };
	desk_add_helper(t->db, c->number, helper.id);
	turn_say(t, "case.helper", FILL("department", helper.name));
	struct case_doing doing = case_doing_of(t);

	(void)case_tell_of(&doing, c, TELL_HELPERS, PHRASE("case.helper.staff"), STR(""), false);
	return helper;
}

/* Those who had it need not go on. */
static void tell_the_former(struct turn *t, const struct case_info *before, const struct named *now)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, before->number)), FILL("department", now->name) };
	struct case_message m = { .w = t->world,
				  .c = before,
				  .whom = TELL_DEPARTMENT,
				  .but = t->who.id,
				  .flags = NOTICE_AWAITED,
				  .phrase = PHRASE("case.reassigned.staff"),
				  .fills = fills,
				  .n = 2 };

	(void)case_tell(&m, t->now, t->arena);
}

static void assign_to(struct turn *t, const struct case_info *c, const struct named *d, struct str said)
{
	struct case_term term = days_said(t) ? case_term_of(t->world, days_said(t), t->now)
					     : case_term(t->world, c->kind, c->category, t->now);
	struct case_step step = { .event = CASE_ASSIGN,
				  .person = t->who.id,
				  .department = d->id,
				  .due_at = term.due_at,
				  .remind_at = term.remind_at };
	enum case_result r = case_move(t->db, c->number, &step, t->now);

	if (r != CASE_MOVED) {
		case_say_refused(t, c, r);
		return;
	}
	struct case_info now = case_load(t->db, c->number, t->arena);

	turn_say_n(t, term.days ? PHRASE("case.assigned") : PHRASE("case.assigned.open"),
		   FILLS_(FILL("number", case_number(t->arena, c->number)), FILL("department", d->name),
			  FILL("due", term.days ? case_moment(t->world, term.due_at, t->arena) : STR(""))),
		   3);
	turn_receipt(t);
	struct named helper = add_helper(t, &now, said);

	struct case_doing doing = case_doing_of(t);

	if (!case_tell_of(&doing, &now, TELL_DEPARTMENT, PHRASE("case.assigned.staff"), STR(""), false) &&
	    routing_department_of(t->db, t->who.id, t->arena).id != d->id)
		case_link_offer(t, &now);
	if (c->department_id && c->department_id != d->id && c->department_id != helper.id)
		tell_the_former(t, c, d);
}

/* ------------------------------------------------------------------- and back */

static void give_back(struct turn *t, struct case_info *c)
{
	struct case_doing doing = case_doing_of(t);
	enum case_result r = case_give_back(&doing, c, case_words(t, "why"));

	if (r != CASE_MOVED) {
		case_say_refused(t, c, r);
		return;
	}
	turn_say(t, "case.returned", FILL("number", case_number(t->arena, c->number)));
	turn_receipt(t);
}

/* The city, and the street where it lies; a department only gives back what it has. */
static bool may_assign(struct turn *t, const struct case_info *c)
{
	unsigned roles = role_bits(t->db, t->who.id);

	if (roles & (ROLE_BIT(ROLE_CITY) | ROLE_BIT(ROLE_STREET)))
		return true;
	audit(t->db, t->now, t->who.uid, "refused", STR("admin.assign"), str_c(c->uid));
	turn_say(t, "case.assign.not_yours", FILL("number", case_number(t->arena, c->number)));
	return false;
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
	if (!may_assign(t, &c))
		return;
	struct named d = department_meant(t, &c, helper);

	if (turn_memo(t, "who") && !d.id && t->conv.context && str_is(str_c(t->conv.context), "who"))
		return; /* which of several of one name was asked */
	if (d.id)
		assign_to(t, &c, &d, helper);
	else if (helper.n && c.department_id)
		(void)add_helper(t, &c, helper);
	else
		ask_department(t, &c);
}

/* ------------------------------------------------------------------- more time */

static bool may_extend(struct turn *t, const struct case_info *c, int64_t days)
{
	if (role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY))
		return true;
	if (case_may_extend(c, days, t->now))
		return true;
	audit(t->db, t->now, t->who.uid, "refused", STR("admin.extend"), str_c(c->uid));
	turn_say(t, "case.extend.city", FILL("number", case_number(t->arena, c->number)),
		 FILL("days", arena_printf(t->arena, "%d", CASE_EXTENSION_DAYS)));
	return false;
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
	if (!may_extend(t, &c, days))
		return;
	struct case_doing doing = case_doing_of(t);
	enum case_result r = case_extend(&doing, &c, days, why);

	if (r != CASE_MOVED) {
		case_say_refused(t, &c, r);
		return;
	}
	turn_say(t, "case.extended", FILL("number", case_number(t->arena, c.number)),
		 FILL("due", case_moment(t->world, c.due_at, t->arena)));
	turn_receipt(t);
}

const struct handler case_assign_handlers[] = {
	{ .intent = "admin.assign", .run = assign, .flags = HANDLER_FILES },
	{ .intent = "admin.extend", .run = extend, .flags = HANDLER_FILES },
	{ 0 },
};
