/* policy.c - a question of policy: the words of a lesson that is in force, with
 * source and date, or a person to ask. Nothing is made up in between. */
#include "handlers/talk/cover.h"
#include "handlers/talk/without.h"
#include "bot/base/utf8.h"
#include "dialogs/words/normalise.h"
#include "handlers/talk/menu.h"
#include "handlers/turn/turn.h"
#include "handlers/lesson/learning.h"
#include "store/lesson/topic.h"

/* Percent of the question in the lesson, and in the screen that is quoted together with
 * the title; characters of it in the screen itself. A question of fewer than SHORT
 * characters must touch title or topics. */
enum { LOOKED_AT = 12, CLEAR = 67, IN_SCREEN = 60, LEAST = 2, SHORT = 4, TOO_LITTLE = 3, RULES_MOST = 3 };
enum { QUESTION_MOST = 120 }; /* characters that are looked for */

struct passage {
	struct lesson lesson;
	struct str text;
	size_t worth; /* 0: none */
};

/* What the question is about, without the words that only make it a question, nor
 * who does it ("平台", "站长"), unless that is nearly all. */
static struct str substance(struct turn *t)
{
	struct str all = said_without(t, utf8_cut(t->u.said, QUESTION_MOST), PHRASE("policy.ignore"));
	struct str lean = said_without(t, all, PHRASE("policy.actors"));

	return cover_of(lean, lean).of >= TOO_LITTLE ? lean : all;
}

/* The same in the words of those who write lessons: nobody writes "上工". */
static struct str as_written(struct turn *t, struct str question)
{
	struct str rest = turn_phrase(t, PHRASE("policy.written"), NULL, 0), written, said;

	while (str_split(&rest, ' ', &written)) {
		(void)str_split(&written, '=', &said);
		ptrdiff_t at = said.n ? str_find(question, said) : -1;

		if (at < 0)
			continue;
		struct str before = str_sub(question, 0, (size_t)at);
		struct str after = str_sub(question, (size_t)at + said.n, question.n);

		question = arena_printf(t->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(before), STR_ARG(written),
					STR_ARG(after));
	}
	return normalise(question, t->arena);
}

static size_t words_in(struct turn *t, struct str text, const char *list)
{
	struct str rest = turn_phrase(t, list, NULL, 0), word;
	size_t n = 0;

	while (str_split(&rest, ' ', &word))
		n += word.n && str_has(text, word);
	return n;
}

/* A screen that says what one may, must, gets is more of an answer than one that tells
 * what happened to somebody. In characters of the question. */
static size_t rules_in(struct turn *t, struct str text)
{
	size_t rules = words_in(t, text, PHRASE("policy.rule_words"));
	bool story = words_in(t, text, PHRASE("policy.story_words"));

	return (rules < RULES_MOST ? rules : RULES_MOST) + (story ? 0 : RULES_MOST);
}

static bool speaks_of(struct turn *t, struct str question, const struct lesson *l)
{
	struct str head = normalise(arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(l->title), STR_ARG(l->topics)),
				    t->arena);
	struct str all = normalise(arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(l->title), STR_ARG(l->body)),
				   t->arena);
	struct cover c = cover_of(question, all);

	return cover_reaches(c, CLEAR) && (c.of >= SHORT || cover_of(question, head).found);
}

/* The screen of this lesson that answers the question, when the lesson clearly does. */
static void look(struct turn *t, struct str question, const struct lesson *l, struct passage *best)
{
	struct str screens[LESSON_SCREENS];
	size_t n = lesson_screens(l->body, screens);

	if (!speaks_of(t, question, l))
		return;
	for (size_t i = 0; i < n && i < LESSON_SCREENS; i++) {
		struct str text = normalise(screens[i], t->arena);
		struct str titled = arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(normalise(l->title, t->arena)),
						 STR_ARG(text));
		size_t own = cover_of(question, text).found, worth = own + rules_in(t, text);

		if (own >= LEAST && cover_reaches(cover_of(question, titled), IN_SCREEN) && worth > best->worth)
			*best = (struct passage){ *l, screens[i], worth };
	}
}

static void hand_over(struct turn *t, struct str question)
{
	topic_wanted(t->db, t->who.id, question, TOPIC_POLICY, t->now, t->arena);
	turn_say(t, "policy.unknown", FILL("name", t->who.name));
	if (!turn_is_group(t))
		menu_offer(t, (const char *const[]){ "callback", "grievance.file", NULL });
}

static struct passage answer_to(struct turn *t, struct str question)
{
	struct lesson *v = arena_array(t->arena, struct lesson, LOOKED_AT);
	size_t n = lesson_search(t->db, question, false, t->now, v, LOOKED_AT, t->arena);
	struct passage best = { 0 };

	for (size_t i = 0; i < n; i++)
		look(t, question, &v[i], &best);
	return best;
}

static void ask(struct turn *t)
{
	if (!t->u.said.n) { /* chosen from a menu */
		turn_say(t, "policy.what", FILL("name", t->who.name));
		return;
	}

	struct str question = substance(t);
	struct passage best = answer_to(t, question);

	if (!best.worth)
		best = answer_to(t, as_written(t, question));
	if (!best.worth) {
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
