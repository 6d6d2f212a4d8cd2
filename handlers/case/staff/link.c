/* link.c - "Q-12的链接": for a department that does not chat. */
#include "handlers/case/staff/link.h"

#include <inttypes.h>
#include <string.h>

#include "handlers/turn/capabilities.h"
#include "handlers/case/staff/staff.h"
#include "store/db/audit.h"
#include "store/person/role.h"

struct page_link case_link_for(const struct case_doing *d, int64_t number)
{
	struct db *db = d->w->db;
	ms_t term = d->w->link_days * MS_DAY;
	struct page_link l = page_link_standing(db, number, d->now + term / 2, d->arena);

	if (l.id)
		return l;
	return page_link_load(db, page_link_make(db, number, d->person, d->now + term, d->now, d->arena), d->arena);
}

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
	struct case_doing doing = case_doing_of(t);

	if (!t->world->public_url) {
		turn_say(t, "case.assigned.nobody", FILL("department", c->department));
		return;
	}
	struct page_link l = case_link_for(&doing, c->number);

	say(t, c, PHRASE("case.assigned.link"), &l);
}

/* Whoever gives it out answers for it: the city, and the street where the case lies. */
static bool may_link(struct turn *t, const struct case_info *c)
{
	if (role_bits(t->db, t->who.id) & (ROLE_BIT(ROLE_CITY) | ROLE_BIT(ROLE_STREET)))
		return true;
	audit(t->db, t->now, t->who.uid, "refused", STR("admin.link"), str_c(c->uid));
	turn_say(t, "case.link.not_yours", FILL("number", case_number(t->arena, c->number)));
	return false;
}

static void link_asked(struct turn *t)
{
	struct case_doing doing = case_doing_of(t);
	struct case_info c;

	if (!case_of_staff(t, "admin.link", &c) || !may_link(t, &c))
		return;
	struct str number = case_number(t->arena, c.number);

	if (str_is(slots_get(&t->slots, "link"), "revoke")) {
		turn_say_n(t,
			   page_link_revoke(t->db, c.number, t->who.id, t->now) ? PHRASE("case.link.revoked")
										: PHRASE("case.link.none"),
			   FILLS_(FILL("number", number)), 1);
		turn_receipt(t);
		return;
	}
	if (!t->world->public_url) {
		turn_say(t, "case.link.no_url", FILL("number", number));
		return;
	}
	struct page_link l = c.department_id && strcmp(c.state.p, "merged") != 0 ? case_link_for(&doing, c.number)
										 : (struct page_link){ 0 };

	if (!l.id)
		turn_say(t, "case.link.unassigned", FILL("number", number));
	else
		say(t, &c, PHRASE("case.link"), &l);
}

const struct handler case_link_handlers[] = {
	{ .intent = "admin.link", .run = link_asked },
	{ 0 },
};
