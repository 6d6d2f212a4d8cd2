/* support.c - "+1" under a case: he waits for it, too. It never files. */
#include <inttypes.h>

#include "handlers/turn/turn.h"
#include "handlers/case/case.h"
#include "store/case/same.h"
#include "store/db/number.h"

enum { SUPPORTED_AFTER = 30 * MS_MINUTE };

/* A number is known to those who were there when it was given: in the group of the case. */
static bool may_know(struct turn *t, const struct case_info *c)
{
	return c->number && !case_delicate(c->kind, c->category) &&
	       (c->chat == t->chat.id || chat_has_member(t->db, c->chat, t->who.id));
}

static void support(struct turn *t)
{
	struct str asked = slots_get(&t->slots, "case");
	int64_t number = asked.n	    ? number_parse(asked, 'Q')
			 : turn_is_group(t) ? case_last_in(t->db, t->chat.id, t->now - SUPPORTED_AFTER)
					    : 0;
	struct case_info c = case_load(t->db, number, t->arena);

	if (!asked.n && !c.number) {
		turn_say(t, "case.support.which", FILL("name", t->who.name));
		return;
	}
	if (!may_know(t, &c)) {
		turn_say(t, "case.unknown", FILL("number", asked.n ? asked : case_number(t->arena, number)));
		return;
	}
	bool new = case_support(t->db, number, t->who.id, NO_STR, t->now);

	turn_say_n(t,
		   c.person == t->who.id ? PHRASE("case.support.own")
		   : new		 ? PHRASE("case.supported")
					 : PHRASE("case.support.already"),
		   FILLS_(FILL("number", case_number(t->arena, number)),
			  FILL("n", arena_printf(t->arena, "%" PRId64, case_supporters(t->db, number)))),
		   2);
	turn_receipt(t);
	if (new)
		case_look_around(t->world, number, t->now, t->arena);
}

/* Group talk that calls nobody, just after a case was filed there: only an outright
 * "+1" counts, and nothing is said. */
bool case_supported_quietly(struct turn *t)
{
	int64_t number = turn_is_group(t) && t->m->text.n && t->chat.id
				 ? case_last_in(t->db, t->chat.id, t->now - SUPPORTED_AFTER)
				 : 0;
	struct case_info c = case_load(t->db, number, t->arena);
	struct heard h = turn_heard(t);
	struct understanding u;

	if (!number || case_delicate(c.kind, c.category) || t->m->mentions_other)
		return false;
	h.context = "support";
	understand(t->world->pack, &h, t->arena, &u);
	if (!str_is(str_c(u.intent), "case.support") || slots_get(&u.slots, "case").n)
		return false;
	t->who = person_meet(t->db, t->m->channel, t->m->from, t->m->name, t->now, t->arena);
	if (case_support(t->db, number, t->who.id, NO_STR, t->now))
		case_look_around(t->world, number, t->now, t->arena);
	return true;
}

const struct handler case_support_handlers[] = {
	{ .intent = "case.support", .run = support, .flags = HANDLER_FILES },
	{ 0 },
};
