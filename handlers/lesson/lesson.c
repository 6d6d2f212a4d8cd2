/* lesson.c - today's lesson, read screen by screen; what I have learnt. */
#include <inttypes.h>

#include "handlers/turn/turn.h"
#include "handlers/lesson/learning.h"
#include "store/db/number.h"
#include "store/media/photo.h"

enum { READING = 30 * MS_MINUTE, DUE_DAYS = 30, DUE_SHOWN = 3 };

static struct str number(struct turn *t, int64_t n)
{
	return arena_printf(t->arena, "%" PRId64, n);
}

struct str lesson_name(struct turn *t, int64_t code)
{
	return arena_printf(t->arena, "L-%" PRId64, code);
}

int64_t lesson_named(const struct turn *t)
{
	struct str said = slots_get(&t->slots, "lesson");

	return said.p ? number_parse(said, 'L') : 0;
}

int64_t lesson_meant(const struct turn *t)
{
	int64_t named = lesson_named(t);

	return named || turn_is_group(t) ? named : t->discussed;
}

struct str lesson_source(struct turn *t, const struct lesson *l, const char *name)
{
	struct fill until = FILL("date", l->valid_until.p ? l->valid_until : l->changed);
	struct str valid = STR("");

	if (!l->source.n)
		return NO_STR;
	if (l->valid_until.p)
		valid = turn_phrase(t, PHRASE("lesson.valid_until"), &until, 1);
	else if (l->changed.p) /* no end is written down: say how old it is */
		valid = turn_phrase(t, PHRASE("lesson.valid_open"), &until, 1);
	return turn_phrase(t, name, FILLS_(FILL("source", l->source), FILL("valid", valid)), 2);
}

/* ------------------------------------------------------------------- reading */

static void button(struct turn *t, const char *label, const char *intent, int64_t lesson, int64_t screen)
{
	struct str data = arena_printf(t->arena, "do:%s lesson=L-%" PRId64, intent, lesson);

	if (screen)
		data = arena_printf(t->arena, STR_FMT " screen=%" PRId64, STR_ARG(data), screen);
	turn_button(t, turn_phrase(t, label, NULL, 0), data);
}

/* All screens are read: what is left is the quiz, or nothing. */
static void say_rest(struct turn *t, const struct lesson *l)
{
	struct lesson_reading r = lesson_reading(t->db, t->who.id, l->code);

	if (r.left > 0) {
		turn_private(t, "lesson.end", FILL("questions", number(t, r.left)));
		button(t, PHRASE("lesson.button.quiz"), "quiz.start", l->code, 0);
	} else {
		turn_private(t, "lesson.finished", FILL("lesson", lesson_name(t, l->code)));
		turn_button(t, turn_phrase(t, PHRASE("lesson.button.list"), NULL, 0), STR("do:lesson.search"));
	}
}

static void show_picture(struct turn *t, const struct lesson *l)
{
	int64_t photo = photo_of_lesson(t->db, l->code);

	if (photo)
		turn_private_photo(t, photo, "lesson.picture", FILL("lesson", lesson_name(t, l->code)),
				   FILL("title", l->title));
}

static void show_screen(struct turn *t, const struct lesson *l, size_t n)
{
	struct str screens[LESSON_SCREENS], source;
	size_t count = lesson_screens(l->body, screens);

	if (n > count || n > LESSON_SCREENS) {
		say_rest(t, l);
		return;
	}
	if (n == 1)
		turn_private(t, "lesson.title", FILL("lesson", lesson_name(t, l->code)), FILL("title", l->title));
	turn_private_text(t, screens[n - 1]);
	turn_subject(t, lesson_name(t, l->code));
	lesson_shown(t->db, t->who.id, l->code, n, count, t->now);
	if (n == 1)
		show_picture(t, l);
	if (n < count) {
		turn_private(t, "lesson.more", FILL("screen", arena_printf(t->arena, "%zu/%zu", n, count)));
		button(t, PHRASE("lesson.button.next"), "lesson.next", l->code, (int64_t)n + 1);
		if (!turn_is_group(t))
			turn_expect(t, "lesson", READING);
		return;
	}
	if ((source = lesson_source(t, l, PHRASE("lesson.source"))).p)
		turn_private_text(t, source);
	say_rest(t, l);
}

static void go_on(struct turn *t, const struct lesson *l)
{
	struct str screens[LESSON_SCREENS];
	size_t count = lesson_screens(l->body, screens);
	struct lesson_reading r = lesson_reading(t->db, t->who.id, l->code);

	if (r.screen == 0) {
		show_screen(t, l, 1);
		return;
	}
	if ((size_t)r.screen < count) {
		turn_private(t, "lesson.resume", FILL("lesson", lesson_name(t, l->code)), FILL("title", l->title),
			     FILL("screen", arena_printf(t->arena, "%" PRId64 "/%zu", r.screen, count)));
		show_screen(t, l, (size_t)r.screen + 1);
	} else {
		lesson_opened(t->db, t->who.id, l->code, t->now);
		turn_private(t, "lesson.read_already", FILL("lesson", lesson_name(t, l->code)),
			     FILL("title", l->title));
		say_rest(t, l);
	}
	button(t, PHRASE("lesson.button.again"), "lesson.next", l->code, 1);
}

void lesson_present(struct turn *t, const struct lesson *l)
{
	if (!turn_is_group(t) || (t->m->button.p && turn_private_chat(t))) {
		go_on(t, l);
		return;
	}
	turn_say(t, "lesson.group", FILL("lesson", lesson_name(t, l->code)), FILL("title", l->title));
	turn_subject(t, lesson_name(t, l->code));
	button(t, PHRASE("lesson.button.read"), "lesson.search", l->code, 0);
}

void lesson_say_gone(struct turn *t, int64_t code)
{
	struct str name = lesson_name(t, code);

	switch (lesson_is(t->db, code, t->now)) {
	case LESSON_WITHDRAWN:
		turn_say(t, "lesson.withdrawn", FILL("lesson", name));
		break;
	case LESSON_EXPIRED:
		turn_say(t, "lesson.expired", FILL("lesson", name));
		break;
	case LESSON_NONE:
	case LESSON_CURRENT:
		turn_say(t, "lesson.unknown", FILL("lesson", name));
		break;
	}
}

struct lesson lesson_for_today(struct turn *t)
{
	return lesson_of_day(t->db, t->now, lesson_trade(t->db, t->who.id, t->chat.id, t->arena), t->arena);
}

static void today(struct turn *t)
{
	struct lesson l = { 0 };

	if (lesson_meant(t))
		l = lesson_load(t->db, lesson_meant(t), t->now, t->arena);
	if (!l.code)
		l = lesson_for_today(t);

	if (l.code) {
		lesson_present(t, &l);
		return;
	}
	turn_say(t, "lesson.none", FILL("name", t->who.name));
	turn_button(t, turn_phrase(t, PHRASE("lesson.button.list"), NULL, 0), STR("do:lesson.search"));
}

/* The button says which screen of which lesson; the word "继续" means the lesson
 * that was read last. */
static void next(struct turn *t)
{
	int64_t code = lesson_meant(t), screen = 0;
	bool pressed = str_int(slots_get(&t->slots, "screen"), 1, LESSON_SCREENS, &screen);

	if (!code)
		code = lesson_last(t->db, t->who.id, false, t->now).lesson;
	if (!code) {
		today(t);
		return;
	}
	struct lesson l = lesson_load(t->db, code, t->now, t->arena);

	if (!l.code)
		lesson_say_gone(t, code);
	else if (pressed)
		show_screen(t, &l, (size_t)screen);
	else
		show_screen(t, &l, (size_t)lesson_reading(t->db, t->who.id, code).screen + 1);
}

/* ------------------------------------------------------------------ progress */

static void say_due(struct turn *t)
{
	struct lesson_due due[DUE_SHOWN];
	size_t n = lesson_due(t->db, t->who.id, lesson_trade(t->db, t->who.id, 0, t->arena),
			      t->now - DUE_DAYS * (ms_t)MS_DAY, t->now, due, DUE_SHOWN, t->arena);
	struct str lines = STR("");

	for (size_t i = 0; i < n; i++) {
		struct fill fills[] = { FILL("lesson", lesson_name(t, due[i].lesson)), FILL("title", due[i].title) };
		struct str line = turn_phrase(
			t, due[i].begun ? PHRASE("lesson.due.begun") : PHRASE("lesson.due.missed"), fills, 2);

		lines = arena_printf(t->arena, STR_FMT "%s" STR_FMT, STR_ARG(lines), i ? "\n" : "", STR_ARG(line));
	}
	if (!n)
		return;
	turn_say(t, "lesson.due", FILL("lines", lines));
	for (size_t i = 0; i < n; i++)
		turn_button(t, lesson_name(t, due[i].lesson),
			    arena_printf(t->arena, "do:lesson.search lesson=L-%" PRId64, due[i].lesson));
}

static void progress(struct turn *t)
{
	struct lesson_figures f = lesson_figures(t->db, t->who.id, 0);

	turn_say(t, "lesson.progress", FILL("opened", number(t, f.opened)), FILL("finished", number(t, f.finished)),
		 FILL("right", number(t, f.right)), FILL("questions", number(t, f.questions)));
	say_due(t);
}

void lesson_is_discussed(struct turn *t)
{
	if (t->discussed && turn_is_group(t))
		lesson_discussed(
			t->db, t->discussed, t->chat.id,
			arena_printf(t->arena, STR_FMT ":" STR_FMT, STR_ARG(t->m->channel), STR_ARG(t->m->from)),
			t->now);
}

const struct handler lesson_handlers[] = {
	{ .intent = "lesson.today", .run = today },
	{ .intent = "lesson.next", .run = next },
	{ .intent = "lesson.progress", .run = progress },
	{ 0 },
};
