/* lesson.c - today's lesson, read screen by screen; what I have learnt. */
#include <inttypes.h>

#include "handlers/capabilities.h"
#include "store/lesson.h"

enum { READING = 30 * MS_MINUTE };

static struct str lesson_code(struct turn *t, int64_t code)
{
	return arena_printf(t->arena, "L-%" PRId64, code);
}

/* Screens are separated by an empty line. Returns how many; *out is number n
 * (from 1), absent when there is none. */
static int64_t screen(struct str body, int64_t n, struct str *out)
{
	int64_t count = 0;

	*out = NO_STR;
	while (body.n) {
		ptrdiff_t end = str_find(body, STR("\n\n"));
		struct str one = str_trim(end < 0 ? body : str_sub(body, 0, (size_t)end));

		body = end < 0 ? NO_STR : str_sub(body, (size_t)end + 2, body.n);
		if (one.n && ++count == n)
			*out = one;
	}
	return count;
}

static void remember_lesson(struct turn *t, int64_t code, int64_t at_screen)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "code", (double)code);
	cJSON_AddNumberToObject(memo, "screen", (double)at_screen);
	turn_remember(t, "lesson", memo);
}

static void show_screen(struct turn *t, const struct lesson *l, int64_t n)
{
	struct str text;
	int64_t count = screen(l->body, n, &text);

	if (n == 1)
		turn_say(t, "lesson.title", FILL("lesson", lesson_code(t, l->code)), FILL("title", l->title));
	turn_say_text(t, text);
	remember_lesson(t, l->code, n);
	if (n < count) {
		turn_say(t, "lesson.more", FILL("screen", arena_printf(t->arena, "%" PRId64 "/%" PRId64, n, count)));
		turn_button(t, turn_phrase(t, PHRASE("lesson.button.next"), NULL, 0), STR("do:lesson.next"));
		turn_expect(t, "lesson", READING);
		return;
	}
	if (l->source.p)
		turn_say(t, "lesson.source", FILL("source", l->source));
	if (l->questions) {
		turn_say(t, "lesson.end", FILL("questions", arena_printf(t->arena, "%" PRId64, l->questions)));
		turn_button(t, turn_phrase(t, PHRASE("lesson.button.quiz"), NULL, 0), STR("do:quiz.start"));
	}
}

static void today(struct turn *t)
{
	struct lesson l = lesson_of_day(t->db, t->now, t->arena);
	struct str first;

	if (!l.code) {
		turn_say(t, "lesson.none", FILL("name", t->who.name));
		return;
	}
	lesson_opened(t->db, t->who.id, l.code, t->now);
	if (!turn_is_group(t)) {
		show_screen(t, &l, 1);
		return;
	}
	/* the group gets the way in; reading and quiz are in private */
	screen(l.body, 1, &first);
	turn_say(t, "lesson.group", FILL("lesson", lesson_code(t, l.code)), FILL("title", l.title),
		 FILL("text", first));
}

static void next(struct turn *t)
{
	cJSON *memo = turn_memo(t, "lesson");
	struct lesson l = lesson_load(t->db, json_int(memo, "code", 0), t->arena);
	int64_t n = json_int(memo, "screen", 0) + 1;
	struct str text;

	if (!l.code)
		today(t);
	else if (n <= screen(l.body, n, &text))
		show_screen(t, &l, n);
	else
		turn_say(t, "lesson.end", FILL("questions", arena_printf(t->arena, "%" PRId64, l.questions)));
}

static void progress(struct turn *t)
{
	struct lesson_figures f = lesson_figures(t->db, t->who.id, 0);

	turn_say(t, "lesson.progress", FILL("opened", arena_printf(t->arena, "%" PRId64, f.opened)),
		 FILL("finished", arena_printf(t->arena, "%" PRId64, f.finished)),
		 FILL("right", arena_printf(t->arena, "%" PRId64, f.right)),
		 FILL("questions", arena_printf(t->arena, "%" PRId64, f.questions)));
}

const struct handler lesson_handlers[] = {
	{ .intent = "lesson.today", .run = today },
	{ .intent = "lesson.next", .run = next },
	{ .intent = "lesson.progress", .run = progress },
	{ 0 },
};
