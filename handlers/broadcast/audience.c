/* audience.c - whom a broadcast is for: from words, and whether the
 * speaker may reach them. */
#include <string.h>

#include "handlers/broadcast/broadcast.h"
#include "handlers/turn/act.h"
#include "store/person/department.h"
#include "store/visit/visit.h"

static bool is_trade(struct str who)
{
	return str_is(who, "delivery") || str_is(who, "courier") || str_is(who, "ridehail") || str_is(who, "truck") ||
	       str_is(who, "live");
}

struct audience audience_said(struct turn *t)
{
	struct str who = slots_get(&t->slots, "audience"), verb = slots_get(&t->slots, "verb"),
		   groups = slots_get(&t->slots, "to_groups"), titled = slots_get(&t->slots, "titled");
	struct str said = verb.n ? verb : t->said; /* names within the text are no audience */
	struct site_named site;
	struct audience w = { .groups = groups.n || titled.n };

	if (site_named_in(t->db, said, t->who.id, &site, 1, t->arena))
		w.site = site.id;
	else
		w.street = street_named_in(t->db, said, t->arena).id;
	if (str_is(who, "branch"))
		w.branch = branch_named_in(t->db, said, t->arena).id;
	if (titled.n)
		w.titled = arena_cstr(t->arena, titled);
	w.city = str_is(slots_get(&t->slots, "city"), "yes");
	w.subscribers = str_is(who, "subscribers");
	w.members = str_is(who, "members") && !titled.n;
	w.volunteers = str_is(who, "volunteers") && !titled.n;
	if (is_trade(who) && !titled.n)
		w.trade = arena_cstr(t->arena, who);
	/* "各群和所有人" are both; groups alone go to nobody in private */
	w.people = !w.groups || w.members || w.volunteers || w.trade || str_is(who, "all");
	w.groups = w.groups || w.subscribers;
	return w;
}

bool audience_is_clear(struct turn *t, const struct audience *w)
{
	return w->branch || !str_is(slots_get(&t->slots, "audience"), "branch");
}

/* The one thing that this role of his is for; absent: he has not the role. */
static struct str scope_of(struct turn *t, enum role role)
{
	return role_scope_of(t->db, t->who.id, role, t->arena);
}

bool broadcast_may(struct turn *t, struct audience *w)
{
	unsigned roles = role_bits(t->db, t->who.id);
	struct str branch, street;

	if (roles & ROLE_BIT(ROLE_CITY))
		return true;
	if (w->city)
		return false;
	if (roles & ROLE_BIT(ROLE_BRANCH) && !w->street && !w->groups) {
		branch = scope_of(t, ROLE_BRANCH);
		struct named own = branch_named_in(t->db, branch, t->arena);

		if (own.id &&
		    (w->branch == own.id || (!w->branch && !w->members && !w->trade && !w->site && !w->volunteers))) {
			w->branch = own.id;
			return true;
		}
	}
	if (roles & ROLE_BIT(ROLE_STREET) && !w->branch && !w->members) {
		street = scope_of(t, ROLE_STREET);
		struct named own = street_named_in(t->db, street, t->arena);

		if (own.id && (w->street == own.id || !w->street)) {
			w->street = own.id;
			return true;
		}
	}
	return false;
}

static const char *trade_phrase(const char *trade)
{
	if (strcmp(trade, "delivery") == 0)
		return PHRASE("audience.delivery");
	if (strcmp(trade, "courier") == 0)
		return PHRASE("audience.courier");
	if (strcmp(trade, "ridehail") == 0)
		return PHRASE("audience.ridehail");
	if (strcmp(trade, "truck") == 0)
		return PHRASE("audience.truck");
	return strcmp(trade, "live") == 0 ? PHRASE("audience.live") : PHRASE("audience.other");
}

struct str audience_words(struct turn *t, const struct audience *w)
{
	struct str where = audience_place(t->db, w, t->arena);
	struct fill title = FILL("title", str_c(w->titled ? w->titled : ""));
	const char *who = w->subscribers	    ? PHRASE("audience.subscribers")
			  : w->groups && w->people  ? PHRASE("audience.both")
			  : w->titled		    ? PHRASE("audience.titled")
			  : w->groups		    ? PHRASE("audience.groups")
			  : w->branch || w->members ? PHRASE("audience.members")
			  : w->volunteers	    ? PHRASE("audience.volunteers")
			  : w->trade		    ? trade_phrase(w->trade)
						    : PHRASE("audience.people");
	struct fill fills[] = { FILL("where", where.n ? where : turn_phrase(t, PHRASE("audience.city"), NULL, 0)),
				FILL("who", turn_phrase(t, who, &title, 1)) };

	return turn_phrase(t, PHRASE("audience.words"), fills, 2);
}
