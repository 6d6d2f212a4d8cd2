/* mine.c - "what did I sign up and ask for": all of one person's that is not over,
 * with its number, and how each is called off. */
#include <inttypes.h>

#include "handlers/ride/ride.h"
#include "handlers/turn/turn.h"
#include "handlers/activity/event.h"
#include "handlers/turn/hours.h"
#include "handlers/task/task.h"
#include "store/activity/event.h"

enum { SHOWN = 12 };

static size_t tasks(struct turn *t)
{
	int64_t codes[SHOWN];
	size_t n = task_list(t->db, TASKS_ASKED, t->who.id, codes, SHOWN);

	for (size_t i = 0; i < n; i++) {
		struct task k = task_load(t->db, codes[i], t->arena);

		task_say(t, &k, PHRASE("task.status"));
	}
	size_t taken = task_list(t->db, TASKS_TAKEN, t->who.id, codes, SHOWN);

	for (size_t i = 0; i < taken; i++) {
		struct task k = task_load(t->db, codes[i], t->arena);

		task_say(t, &k, PHRASE("task.mine"));
	}
	return n + taken;
}

/* Places, and waiting for one. */
static size_t places(struct turn *t, const char *kind)
{
	int64_t codes[SHOWN];
	size_t n = enrolment_mine(t->db, t->who.id, kind, codes, SHOWN), said = 0;

	for (size_t i = 0; i < n; i++) {
		struct event e = { kind, codes[i] };
		struct event_facts f = event_facts(t->db, &e, t->arena);
		struct fill fills[] = { FILL("number", event_name(t->arena, &e)),
					FILL("title", event_title(t->db, &e, t->arena)) };
		int64_t waits = event_waits(t->db, &e, t->who.id);
		struct fill waiting[] = { fills[0], fills[1], FILL("n", arena_printf(t->arena, "%" PRId64, waits)) };

		if (f.start.n && event_moment(f.start) < t->now - MS_DAY)
			continue;
		said++;
		if (waits)
			turn_say_n(t, PHRASE("mine.waits"), waiting, 3);
		else
			turn_say_n(t, PHRASE("mine.place"), fills, 2);
	}
	return said;
}

static void list(struct turn *t)
{
	if (turn_is_group(t)) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		return;
	}
	size_t n = tasks(t);

	n += ride_status_all(t);
	n += places(t, "activity") + places(t, "class") + places(t, "meeting");
	if (n)
		turn_say_n(t, PHRASE("mine.how"), NULL, 0);
	else
		turn_say_n(t, PHRASE("mine.none"), NULL, 0);
	turn_receipt(t);
}

const struct handler mine_handlers[] = {
	{ .intent = "mine.list", .run = list },
	{ 0 },
};
