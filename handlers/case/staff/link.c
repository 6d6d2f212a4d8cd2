/* link.c - "Q-12的链接": for a department that does not chat. */
#include "handlers/case/staff/link.h"

#include <inttypes.h>

#include "handlers/turn/turn.h"
#include "handlers/case/staff/staff.h"

struct str case_link_url(const struct turn_world *w, const struct page_link *l, struct arena *a)
{
	struct str base = str_c(w->public_url);

	while (base.n && base.p[base.n - 1] == '/')
		base.n--;
	if (!base.n)
		return NO_STR;
	return arena_printf(a, STR_FMT CASE_PAGE_PATH "%" PRId64 "/" STR_FMT, STR_ARG(base), l->number,
			    STR_ARG(page_token(w->db, l, a)));
}

static void say(struct turn *t, const struct case_info *c, const char *name, const struct page_link *l)
{
	struct fill fills[] = {
		FILL("number", case_number(t->arena, c->number)),
		FILL("department", c->department),
		FILL("url", case_link_url(t->world, l, t->arena)),
		FILL("until", case_moment(t->world, l->expires_at, t->arena)),
	};

	turn_say_n(t, name, fills, sizeof fills / sizeof *fills);
	turn_receipt(t);
}

void case_link_offer(struct turn *t, const struct case_info *c)
{
	struct doing doing = turn_doing(t);
	struct case_outcome o = { .before = *c };

	if (!t->world->public_url) {
		turn_say(t, "case.assigned.nobody", FILL("department", c->department));
		return;
	}
	if (case_act(&doing, &(struct case_request){ .act = ACT_CASE_LINK }, &o) == ACT_DONE)
		say(t, c, PHRASE("case.assigned.link"), &o.link);
}

static void say_void(struct turn *t, const struct case_outcome *o)
{
	turn_say_n(t, o->revoked ? PHRASE("case.link.revoked") : PHRASE("case.link.none"),
		   FILLS_(FILL("number", case_number(t->arena, o->now.number))), 1);
	turn_receipt(t);
}

static void link_asked(struct turn *t)
{
	bool revokes = str_is(slots_get(&t->slots, "link"), "revoke");
	struct case_request q = { .act = revokes ? ACT_CASE_UNLINK : ACT_CASE_LINK };
	struct case_outcome o = { 0 };

	if (!case_of_staff(t, "admin.link", &o.before))
		return;
	struct fill number = FILL("number", case_number(t->arena, o.before.number));
	struct doing doing = turn_doing(t);
	enum act_result r = case_act(&doing, &q, &o);

	if (r == ACT_DENIED)
		turn_say_n(t, PHRASE("case.link.not_yours"), &number, 1);
	else if (r == ACT_DONE && revokes)
		say_void(t, &o);
	else if (r == ACT_NOT_NOW)
		turn_say_n(t, PHRASE("case.link.no_url"), &number, 1);
	else if (r == ACT_DONE)
		say(t, &o.now, PHRASE("case.link"), &o.link);
	else
		turn_say_n(t, PHRASE("case.link.unassigned"), &number, 1);
}

const struct handler case_link_handlers[] = {
	{ .intent = "admin.link", .run = link_asked },
	{ 0 },
};
