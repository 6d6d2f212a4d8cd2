/* window.c - the code of a study window: its lesson opens, and who sent it was there. */
#include <string.h>

#include "handlers/turn/turn.h"
#include "handlers/lesson/learning.h"
#include "store/lesson/window.h"

static void open_lesson(struct turn *t, int64_t code)
{
	struct lesson l = { 0 };

	if (code)
		l = lesson_load(t->db, code, t->now, t->arena);
	if (!l.code) /* none of its own, or that is gone: attendance counts all the same */
		l = lesson_for_today(t);
	if (l.code)
		lesson_present(t, &l);
	else
		turn_say(t, "lesson.none", FILL("name", t->who.name));
}

static void checkin(struct turn *t)
{
	struct str said = slots_get(&t->slots, "window");
	struct window w = window_find(t->db, said.p ? said : STR(""), t->arena);

	if (!said.p) {
		turn_say(t, "window.how", FILL("name", t->who.name));
	} else if (!w.code.p) {
		turn_say(t, "window.unknown", FILL("window", said));
	} else if (w.closed) {
		turn_say(t, "window.closed", FILL("window", w.name));
	} else {
		if (window_visited(t->db, &w, t->who.id, t->m->time))
			turn_say(t, "window.first", FILL("window", w.name));
		else
			turn_say(t, "window.again", FILL("window", w.name));
		open_lesson(t, w.lesson);
	}
}

void window_listen(struct turn *t)
{
	struct str said = t->u.said;

	if (t->conv.form.form || strcmp(t->u.intent, "window.checkin") == 0)
		return;
	if (str_starts(said, STR("start "))) /* a link of the poster opened the chat */
		said = str_sub(said, 6, said.n);
	if (!window_find(t->db, said, t->arena).code.p)
		return;
	t->u.intent = "window.checkin";
	t->u.rule = "window";
	t->u.slots.n = 0;
	slots_set(&t->u.slots, "window", said);
}

const struct handler window_handlers[] = {
	{ .intent = "window.checkin", .run = checkin, .flags = HANDLER_FILES },
	{ 0 },
};
