/* policy.c - a question of policy: the words of a lesson that is in force, with
 * source and date, or a person to ask. Nothing is made up in between. */
#include "bot/base/cover.h"
#include "dialogs/normalise.h"
#include "handlers/capabilities.h"
#include "handlers/learning.h"
#include "store/topic.h"

enum { LOOKED_AT = 12, CLEAR = 67, LEAST = 2 }; /* percent of the question; characters in the screen itself */

struct passage {
	struct lesson lesson;
	struct str text;
	size_t found;
};

/* The screen of this lesson that answers most of the question, when one clearly does. */
static void look(struct turn *t, struct str question, const struct lesson *l, struct passage *best)
{
	struct str screens[LESSON_SCREENS], title = normalise(l->title, t->arena);
	size_t n = lesson_screens(l->body, screens);

	for (size_t i = 0; i < n && i < LESSON_SCREENS; i++) {
		struct str text = normalise(screens[i], t->arena);
		struct cover own = cover_of(question, text);
		struct cover both = cover_of(
			question, arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(title), STR_ARG(text)));

		if (own.found >= LEAST && cover_reaches(both, CLEAR) && both.found * 2 + own.found > best->found)
			*best = (struct passage){ *l, screens[i], both.found * 2 + own.found };
	}
}

static void hand_over(struct turn *t, struct str question)
{
	topic_wanted(t->db, question, TOPIC_POLICY, t->now, t->arena);
	turn_say(t, "policy.unknown", FILL("name", t->who.name));
	if (!turn_is_group(t))
		menu_offer(t, (const char *const[]){ "callback", "grievance.file", NULL });
}

static void ask(struct turn *t)
{
	struct lesson v[LOOKED_AT];
	struct passage best = { 0 };
	/* what the question is about, without the words that only make it a question */
	struct str question = lesson_without(t, t->u.said, PHRASE("policy.ignore"));
	size_t n = lesson_search(t->db, question, false, t->now, v, LOOKED_AT, t->arena);

	if (!t->u.said.n) { /* chosen from a menu */
		turn_say(t, "policy.what", FILL("name", t->who.name));
		return;
	}

	for (size_t i = 0; i < n; i++)
		look(t, question, &v[i], &best);
	if (!best.found) {
		hand_over(t, t->u.said);
	} else if (turn_is_group(t)) {
		turn_say(t, "policy.group", FILL("lesson", lesson_name(t, best.lesson.code)),
			 FILL("title", best.lesson.title));
	} else {
		struct str source = lesson_source(t, &best.lesson, PHRASE("policy.source"));

		turn_say(t, "policy.answer", FILL("lesson", lesson_name(t, best.lesson.code)),
			 FILL("title", best.lesson.title), FILL("text", best.text));
		turn_say_text(t, source.p ? source : turn_phrase(t, PHRASE("policy.no_source"), NULL, 0));
		turn_button(t, turn_phrase(t, PHRASE("lesson.button.read"), NULL, 0),
			    arena_printf(t->arena, "do:lesson.search lesson=L-%lld", (long long)best.lesson.code));
	}
}

const struct handler policy_handlers[] = {
	{ .intent = "policy.ask", .run = ask },
	{ 0 },
};
