/* send.c - a lesson sent to many by staff: two lines of it, and a button to read it. */
#include <inttypes.h>

#include "bot/base/utf8.h"
#include "handlers/broadcast/broadcast.h"
#include "handlers/turn/turn.h"
#include "handlers/lesson/learning.h"

enum { SENTENCE_MOST = 60 /* characters */ };

/* Up to its end, or as much as fits in a line or two. */
static struct str first_sentence(struct str body)
{
	struct str cut = utf8_cut(body, SENTENCE_MOST);

	for (size_t i = 0; i < cut.n;) {
		uint32_t c = utf8_next(cut, &i);

		if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '\n')
			return str_trim(str_sub(cut, 0, i));
	}
	return cut;
}

struct str lesson_in_short(const struct turn_world *w, const struct lesson *l, struct arena *a)
{
	struct fill fills[] = { FILL("lesson", arena_printf(a, "L-%" PRId64, l->code)), FILL("title", l->title),
				FILL("words", first_sentence(l->body)) };

	return phrase(w->pack, PHRASE("lesson.sent"), 0, fills, 3, a);
}

void broadcast_lesson(struct turn *t, int64_t code)
{
	struct lesson l = lesson_load(t->db, code, t->now, t->arena);
	struct broadcast b = { .kind = STR("broadcast"),
			       .audience = audience_said(t),
			       .person = t->who.id,
			       .lesson = code,
			       .body = STR("{}") };

	if (l.code)
		broadcast_begin(t, &b, lesson_in_short(t->world, &l, t->arena), slots_get(&t->slots, "send_at"));
	else
		turn_say(t, "lesson_write.not_current", FILL("lesson", lesson_name(t, code)));
}
