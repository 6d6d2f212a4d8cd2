/* patrol.c - patrollers ask what they reported and what became of it; staff see the record of each. */
#include "store/case/patrol.h"

#include <inttypes.h>

#include "handlers/turn/turn.h"
#include "handlers/turn/hours.h"
#include "handlers/talk/list.h"
#include "handlers/talk/who.h"
#include "store/person/role.h"

enum { LISTED = 64 };

static ms_t month_begins(ms_t now)
{
	int y, m, d;

	civil(local_day(now), &y, &m, &d);
	return hours_at(civil_day(y, m, 1), 0);
}

static struct str number(struct turn *t, int64_t n)
{
	return arena_printf(t->arena, "%" PRId64, n);
}

static struct str words(struct turn *t, const struct patrol_record *r, const char *name, struct str who)
{
	struct fill fills[] = { FILL("who", who), FILL("found", number(t, r->found)),
				FILL("solved", number(t, r->solved)), FILL("running", number(t, r->running)),
				FILL("month", number(t, r->month)) };

	return turn_phrase(t, name, fills, sizeof fills / sizeof *fills);
}

static void own(struct turn *t)
{
	struct patrol_record r = patrol_of(t->db, t->who.id, month_begins(t->now));

	if (!(role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_PATROL)) && !r.found)
		turn_say_n(t, PHRASE("patrol.stranger"), NULL, 0);
	else
		turn_say_text(t, words(t, &r, r.found ? PHRASE("patrol.own") : PHRASE("patrol.own.none"), STR("")));
}

static void all(struct turn *t)
{
	struct patrol_record v[LISTED], sum = { 0 };
	struct str lines[LISTED];
	size_t n = patrol_all(t->db, month_begins(t->now), v, LISTED);

	for (size_t i = 0; i < n; i++) {
		lines[i] = words(t, &v[i], PHRASE("patrol.line"), who_label(t, v[i].person));
		sum.found += v[i].found;
		sum.solved += v[i].solved;
		sum.running += v[i].running;
		sum.month += v[i].month;
	}
	turn_say_text(t, words(t, &sum, n ? PHRASE("patrol.sum") : PHRASE("patrol.nobody"), number(t, (int64_t)n)));
	if (n)
		list_say(t, lines, n);
}

const struct handler patrol_handlers[] = {
	{ .intent = "patrol.record", .run = own },
	{ .intent = "admin.patrol", .run = all },
	{ 0 },
};
