/* broadcast_audience.c - whom a broadcast is for: from words, and whether the
 * speaker may reach them. */
#include <string.h>

#include "handlers/broadcast.h"
#include "handlers/rights.h"
#include "store/department.h"

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
	const char *who = w->groups		    ? PHRASE("audience.groups")
			  : w->branch || w->members ? PHRASE("audience.members")
			  : w->volunteers	    ? PHRASE("audience.volunteers")
			  : w->trade		    ? trade_phrase(w->trade)
						    : PHRASE("audience.people");
	struct fill fills[] = { FILL("where", where.n ? where : turn_phrase(t, PHRASE("audience.city"), NULL, 0)),
				FILL("who", turn_phrase(t, who, NULL, 0)) };

	return turn_phrase(t, PHRASE("audience.words"), fills, 2);
}
