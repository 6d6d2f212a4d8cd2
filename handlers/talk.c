/* talk.c - the small talk: help, greetings, "never mind", and not understanding. */
#include "handlers/capabilities.h"
#include "store/unmatched.h"

static void help(struct turn *t)
{
	if (turn_is_group(t))
		turn_say(t, "help.group", FILL("name", t->who.name));
	else
		turn_say(t, "help.private", FILL("name", t->who.name));
}

static void greeting(struct turn *t)
{
	turn_say(t, "greeting", FILL("name", t->who.name));
}

static void cancel(struct turn *t)
{
	turn_say(t, "cancel.nothing", FILL("name", t->who.name));
}

/* In a group only who called gets here. In private: at most three guesses,
 * and nothing happens until one is chosen. */
static void none(struct turn *t)
{
	if (quiz_takes(t))
		return;
	unmatched_add(t->db, t->u.said, turn_is_group(t) ? "group" : "private", t->now, t->arena);
	if (turn_is_group(t)) {
		turn_say(t, "none.group", FILL("name", t->who.name));
		return;
	}
	if (!t->u.near[0]) {
		turn_say(t, "none.private", FILL("name", t->who.name));
		return;
	}
	turn_say(t, "none.choices", FILL("name", t->who.name));
	for (size_t i = 0; i < 3 && t->u.near[i]; i++) {
		struct str choice = arena_printf(t->arena, "choice.%s", t->u.near[i]);

		if (phrase_exists(t->world->pack, choice.p))
			turn_button(t, turn_phrase(t, choice.p, NULL, 0),
				    arena_printf(t->arena, "do:%s", t->u.near[i]));
	}
}

const struct handler talk_handlers[] = {
	{ .intent = "help", .run = help },
	{ .intent = "greeting", .run = greeting },
	{ .intent = "cancel", .run = cancel },
	{ .intent = "none", .run = none },
	{ 0 },
};
