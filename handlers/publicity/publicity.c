/* publicity.c - the publicity team: join, leave, log what was done. */
#include <inttypes.h>

#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/list.h"
#include "handlers/turn/act.h"
#include "handlers/talk/who.h"
#include "store/publicity/publicity.h"
#include "store/person/role.h"

enum { MEMBERS = 200 };

static const char *kind_word(struct str kind)
{
	if (str_is(kind, "fire"))
		return PHRASE("publicity.kind.fire");
	if (str_is(kind, "fraud"))
		return PHRASE("publicity.kind.fraud");
	return str_is(kind, "order") ? PHRASE("publicity.kind.order") : PHRASE("publicity.kind.civility");
}

/* Whoever is neither in the team nor staff is told how to come in; true: that was said. */
static bool stranger(struct turn *t)
{
	if (team_has(t->db, t->who.id) || intent_is_for("publicity.log", role_bits(t->db, t->who.id)))
		return false;
	turn_say(t, "publicity.stranger", FILL("name", t->who.name));
	return true;
}

static struct publicity_sum month_so_far(struct turn *t, struct str today)
{
	return publicity_sum(t->db, arena_printf(t->arena, STR_FMT "-01", STR_ARG(str_sub(today, 0, 7))), today);
}

static void log_it(struct turn *t)
{
	struct str today = day_str(local_day(t->now), t->arena), day = slots_get(&t->slots, "day");
	struct str place = slots_get(&t->slots, "place");
	struct publicity p = { .kind = slots_get(&t->slots, "kind"),
			       .place = place.n ? place : NO_STR,
			       .day = day.n ? day : today,
			       .note = t->said,
			       .person = t->who.id };

	if (stranger(t))
		return;
	if (str_order(p.day, today) > 0) {
		turn_say_n(t, PHRASE("visit.future"), NULL, 0);
		return;
	}
	if (!str_int(slots_get(&t->slots, "people"), 1, 10000, &p.people))
		p.people = 1;
	publicity_log(t->db, &p, t->who.uid, t->now, t->arena);
	struct publicity_sum sum = month_so_far(t, today);

	turn_say(t, "publicity.logged", FILL("kind", turn_phrase(t, kind_word(p.kind), NULL, 0)), FILL("day", p.day),
		 FILL("people", arena_printf(t->arena, "%" PRId64, p.people)),
		 FILL("sum", arena_printf(t->arena, "%" PRId64, sum.people)));
}

/* Names for staff, and what the team did this month. */
static void members(struct turn *t, struct str team)
{
	struct str today = day_str(local_day(t->now), t->arena), *lines = arena_array(t->arena, struct str, MEMBERS);
	int64_t people[MEMBERS];
	size_t n = team_members(t->db, team, people, MEMBERS);
	struct publicity_sum sum = month_so_far(t, today);

	if (!intent_is_for("publicity.log", role_bits(t->db, t->who.id))) {
		turn_say_n(t, PHRASE("publicity.members.staff_only"), NULL, 0);
		return;
	}
	for (size_t i = 0; i < n; i++)
		lines[i] = who_label(t, people[i]);
	turn_say(t, "publicity.members", FILL("team", team), FILL("n", arena_printf(t->arena, "%zu", n)),
		 FILL("actions", arena_printf(t->arena, "%" PRId64, sum.actions)),
		 FILL("people", arena_printf(t->arena, "%" PRId64, sum.people)));
	if (n)
		list_say(t, lines, n);
}

static void team(struct turn *t)
{
	struct str name = turn_phrase(t, PHRASE("publicity.team"), NULL, 0);
	bool leaves = str_is(slots_get(&t->slots, "action"), "leave");

	if (turn_is_group(t))
		turn_say(t, "private.please", FILL("name", t->who.name));
	else if (str_is(slots_get(&t->slots, "action"), "show"))
		members(t, name);
	else if (leaves)
		turn_say_n(t,
			   team_leave(t->db, t->who.id, t->who.uid, t->now) ? PHRASE("publicity.left")
									    : PHRASE("publicity.not_in"),
			   NULL, 0);
	else
		turn_say_n(t,
			   team_join(t->db, name, t->who.id, t->who.uid, t->now) ? PHRASE("publicity.joined")
										 : PHRASE("publicity.in_already"),
			   NULL, 0);
}

const struct handler publicity_handlers[] = {
	{ .intent = "publicity.log", .run = log_it, .flags = HANDLER_FILES, .before = stranger },
	{ .intent = "publicity.team", .run = team },
	{ 0 },
};
