/* talk.c - the small talk: help, greetings, "never mind", and not understanding. */
#include "handlers/talk/menu.h"
#include "handlers/turn/capability.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/listed.h"
#include "store/messages/unmatched.h"

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

/* Does one of the words of this phrase stand in what was said? */
static bool says(struct turn *t, const char *words)
{
	struct str rest = turn_phrase(t, words, NULL, 0), word;

	while (str_split(&rest, ' ', &word))
		if (word.n && str_has(t->u.said, word))
			return true;
	return false;
}

static void greeting(struct turn *t)
{
	turn_say_n(t,
		   says(t, PHRASE("greeting.if_thanks"))  ? PHRASE("greeting.thanks")
		   : says(t, PHRASE("greeting.if_feast")) ? PHRASE("greeting.feast")
		   : says(t, PHRASE("greeting.if_bye"))	  ? PHRASE("greeting.bye")
							  : PHRASE("greeting"),
		   NULL, 0);
}

/* What is no wish, and not nothing either: a sigh, a curse, "order coming in". A kind word
 * costs nothing; it counts as not understood all the same. False: none of these. */
static bool kind_word(struct turn *t)
{
	enum { SHORT = 16 * 3 };
	const struct {
		const char *words, *answer;
	} v[] = {
		{ PHRASE("none.if_busy"), PHRASE("none.busy") },
		{ PHRASE("none.if_scold"), PHRASE("none.scold") },
		{ PHRASE("none.if_sigh"), PHRASE("none.sigh") },
	};

	for (size_t i = 0; t->u.said.n <= SHORT && i < sizeof v / sizeof *v; i++)
		if (says(t, v[i].words)) {
			turn_say_n(t, v[i].answer, NULL, 0);
			return true;
		}
	return false;
}

static void cancel(struct turn *t)
{
	turn_say(t, "cancel.nothing", FILL("name", t->who.name));
}

/* In a group only who called gets here. In private: at most three guesses,
 * and nothing happens until one is chosen. */
static void none(struct turn *t)
{
	if (capabilities_ask(t, takes_words))
		return;
	unmatched_add(t->db, t->who.id, t->u.said, turn_is_group(t) ? "group" : "private", t->now, t->arena);
	if (turn_is_group(t)) {
		turn_say(t, "none.group", FILL("name", t->who.name));
		return;
	}
	if (kind_word(t))
		return;
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
