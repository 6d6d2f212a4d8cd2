/* find.c - "is there a lesson about …": found by full text, listed, or an
 * honest no that staff get to read. */
#include <inttypes.h>

#include "handlers/talk/cover.h"
#include "dialogs/words/normalise.h"
#include "handlers/turn/turn.h"
#include "handlers/lesson/learning.h"
#include "handlers/talk/listed.h"
#include "store/lesson/topic.h"

enum { SHOWN = 5, LOOKED_AT = 12, LISTED = 8, IS_ABOUT = 75, TOUCHES = 50 }; /* percent of the topic */

static struct str line(struct turn *t, const struct lesson *l)
{
	struct fill fills[] = { FILL("lesson", lesson_name(t, l->code)), FILL("title", l->title) };
	struct lesson_reading r = { 0 };

	if (!turn_is_group(t)) /* what he did with it is nobody else's business */
		r = lesson_reading(t->db, t->who.id, l->code);
	return turn_phrase(t,
			   r.finished ? PHRASE("lesson.line.finished")
			   : r.lesson ? PHRASE("lesson.line.begun")
				      : PHRASE("lesson.line"),
			   fills, 2);
}

static void say_lines(struct turn *t, const struct lesson *v, size_t n)
{
	struct str lines = NO_STR;

	for (size_t i = 0; i < n; i++)
		lines = i ? arena_printf(t->arena, STR_FMT "\n" STR_FMT, STR_ARG(lines), STR_ARG(line(t, &v[i])))
			  : line(t, &v[i]);
	turn_say_text(t, lines);
	for (size_t i = 0; i < n; i++)
		listed_add(t, lesson_name(t, v[i].code), v[i].title);
	for (size_t i = 0; i < n; i++)
		turn_button(t, lesson_name(t, v[i].code),
			    arena_printf(t->arena, "do:lesson.search lesson=L-%" PRId64, v[i].code));
}

static void list(struct turn *t)
{
	struct lesson v[LISTED];
	int64_t all = lesson_count(t->db, t->now);
	size_t n = lesson_list(t->db, t->now, lesson_trade(t->db, t->who.id, t->chat.id, t->arena), v, LISTED,
			       t->arena);

	if (!n) {
		turn_say(t, "lesson.list_empty", FILL("name", t->who.name));
		return;
	}
	turn_say(t, "lesson.list", FILL("n", arena_printf(t->arena, "%" PRId64, all)));
	say_lines(t, v, n);
	if ((int64_t)n < all)
		turn_say(t, "lesson.list_more", FILL("n", arena_printf(t->arena, "%" PRId64, all - (int64_t)n)));
}

/* How much of the topic the lesson speaks of. */
static struct cover about(struct turn *t, struct str topic, const struct lesson *l)
{
	struct str all = arena_printf(t->arena, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(l->title), STR_ARG(l->topics),
				      STR_ARG(l->body));

	return cover_of(topic, normalise(all, t->arena));
}

/* Lessons that hold some of the topic, of those the ones that hold enough. */
static size_t near(struct turn *t, struct str topic, struct lesson out[SHOWN], bool *clear)
{
	struct lesson found[LOOKED_AT];
	size_t n = lesson_search(t->db, topic, false, t->now, found, LOOKED_AT, t->arena), kept = 0;

	*clear = false;
	for (unsigned least = IS_ABOUT; !kept && least >= TOUCHES; least -= IS_ABOUT - TOUCHES) {
		for (size_t i = 0; i < n && kept < SHOWN; i++)
			if (cover_reaches(about(t, topic, &found[i]), least))
				out[kept++] = found[i];
		*clear = kept && least == IS_ABOUT;
	}
	return kept;
}

static void find(struct turn *t, struct str topic)
{
	struct lesson v[SHOWN];
	size_t n = lesson_search(t->db, topic, true, t->now, v, SHOWN, t->arena);
	bool clear = n > 0;

	if (!n)
		n = near(t, topic, v, &clear);
	if (!clear)
		topic_wanted(t->db, t->who.id, topic, TOPIC_LESSON, t->now, t->arena);
	if (!n) {
		turn_say(t, "lesson.no_topic", FILL("topic", topic));
		turn_button(t, turn_phrase(t, PHRASE("lesson.button.list"), NULL, 0), STR("do:lesson.search"));
	} else if (clear && n == 1) {
		lesson_present(t, &v[0]);
	} else {
		if (clear)
			turn_say(t, "lesson.found", FILL("topic", topic));
		else
			turn_say(t, "lesson.near_topic", FILL("topic", topic));
		say_lines(t, v, n);
	}
}

static void of_day(struct turn *t, struct str day)
{
	struct lesson l = lesson_on(t->db, day, t->now, lesson_trade(t->db, t->who.id, t->chat.id, t->arena), t->arena);

	if (l.code) {
		lesson_present(t, &l);
	} else {
		turn_say(t, "lesson.no_day", FILL("day", day));
		list(t);
	}
}

static void search(struct turn *t)
{
	int64_t code = lesson_named(t);
	struct str topic = slots_get(&t->slots, "topic"), day = slots_get(&t->slots, "day");
	struct lesson l = { 0 };

	if (code)
		l = lesson_load(t->db, code, t->now, t->arena);
	if (l.code)
		lesson_present(t, &l);
	else if (code)
		lesson_say_gone(t, code);
	else if (topic.n)
		find(t, topic);
	else if (day.n)
		of_day(t, day);
	else
		list(t);
}

const struct handler lesson_find_handlers[] = {
	{ .intent = "lesson.search", .run = search },
	{ 0 },
};
