/* act.c - the table of acts, and whose they are. */
#include "handlers/turn/act.h"

#include <string.h>

#include "store/db/audit.h"

enum {
	CITY = ROLE_BIT(ROLE_CITY),
	STREET = ROLE_BIT(ROLE_STREET),
	DEPARTMENT = ROLE_BIT(ROLE_DEPARTMENT),
	BRANCH = ROLE_BIT(ROLE_BRANCH),
	SITE = ROLE_BIT(ROLE_SITE),
	PATROL = ROLE_BIT(ROLE_PATROL),
	CHILDCARE = ROLE_BIT(ROLE_CHILDCARE)
};

#define ACT(id, name, intent, roles, weight, inverse, told, what)                                                      \
	[ACT_##id] = { name, intent, roles, ACT_##weight, ACT_##inverse, told, what },
static const struct act acts[ACT_COUNT] = {
#include "handlers/turn/acts.def"
};
#undef ACT

const struct act *act_row(enum act_id id)
{
	return &acts[id];
}

bool act_is_for(enum act_id id, unsigned roles)
{
	return !acts[id].roles || (acts[id].roles & roles);
}

bool intent_is_for(const char *intent, unsigned roles)
{
	bool asks = false;

	for (enum act_id id = ACT_NONE + 1; id < ACT_COUNT; id++) {
		if (strcmp(acts[id].intent, intent) != 0)
			continue;
		if (act_is_for(id, roles))
			return true;
		asks = true;
	}
	return !asks;
}

bool act_allowed(const struct doing *d, enum act_id id)
{
	if (d->link)
		return act_is_for(id, DEPARTMENT);
	return !d->person || act_is_for(id, role_bits(d->w->db, d->person));
}

enum act_result act_denied(const struct doing *d, enum act_id id, struct str object)
{
	audit(d->w->db, d->now, d->uid, "refused", str_c(acts[id].intent), object);
	return ACT_DENIED;
}

struct doing turn_doing(const struct turn *t)
{
	return (struct doing){
		.w = t->world, .person = t->who.id, .uid = t->who.uid, .now = t->now, .arena = t->arena
	};
}
