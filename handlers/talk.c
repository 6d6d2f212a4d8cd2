/* talk.c - the small talk: help, greetings, "never mind", and not understanding. */
#include "handlers/capabilities.h"
#include "handlers/listed.h"
#include "store/unmatched.h"

/* In the order of the numbers that help.private names. */
static const char *const can_do[] = { "station.find", "lesson.today",	    "grievance.file",
				      "case.status",  "volunteer.register", NULL };

static void help(struct turn *t)
{
	if (turn_is_group(t)) {
		turn_say(t, "help.group", FILL("name", t->who.name));
		return;
	}
	turn_say(t, "help.private", FILL("name", t->who.name));
	menu_offer(t, can_do);
}

static void who_it_is(struct turn *t)
{
	turn_say(t, "help.who", FILL("name", t->who.name));
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
	if (quiz_takes(t) || listed_takes(t) || case_takes_words(t) || quiz_asks_again(t))
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
	menu_offer(t, (const char *const[]){ t->u.near[0], t->u.near[1], t->u.near[2], NULL });
}

const struct handler talk_handlers[] = {
	{ .intent = "help", .run = help },	   { .intent = "help.who", .run = who_it_is },
	{ .intent = "greeting", .run = greeting }, { .intent = "cancel", .run = cancel },
	{ .intent = "none", .run = none },	   { 0 },
};
