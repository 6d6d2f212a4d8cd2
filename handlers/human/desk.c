/* desk.c - "I am at the desk": who is told first of people who ask for a person. */
#include "store/human/desk.h"

#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/turn/hours.h"

static void who(struct turn *t)
{
	int64_t sitting[DESK_MAX];
	size_t n = desk_sitting(t->db, t->now, sitting);
	struct str all = NO_STR;

	for (size_t i = 0; i < n; i++) {
		struct str name = person_load(t->db, sitting[i], t->arena).name;

		if (name.n)
			all = all.n ? arena_printf(t->arena, STR_FMT "、" STR_FMT, STR_ARG(all), STR_ARG(name)) : name;
	}
	if (all.n)
		turn_say(t, "desk.who", FILL("who", all));
	else
		turn_say(t, "desk.empty", FILL("name", t->who.name));
}

static void desk(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");
	ms_t until = hours_at(local_day(t->now) + 1, 0);

	if (str_is(action, "on")) {
		desk_sit(t->db, t->who.id, t->who.uid, until, t->now);
		turn_say(t, "desk.on", FILL("name", t->who.name));
	} else if (str_is(action, "off")) {
		desk_leave(t->db, t->who.id, t->who.uid, t->now);
		turn_say(t, "desk.off", FILL("name", t->who.name));
	} else {
		who(t);
	}
}

const struct handler desk_handlers[] = {
	{ .intent = "admin.desk", .run = desk },
	{ 0 },
};
