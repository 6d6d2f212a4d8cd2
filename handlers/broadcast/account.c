/* account.c - what became of a broadcast; and stopping it. */
#include <inttypes.h>

#include "handlers/broadcast/broadcast.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/list.h"
#include "handlers/turn/act.h"
#include "store/messages/timer.h"

enum { LISTED = 40 };

static struct str count(struct turn *t, int64_t n)
{
	return arena_printf(t->arena, "%" PRId64, n);
}

static bool his(struct turn *t, const struct broadcast *b)
{
	return b->person == t->who.id || role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY);
}

static const char *state_phrase(struct str state)
{
	if (str_is(state, "scheduled"))
		return PHRASE("broadcast.state.scheduled");
	if (str_is(state, "sending"))
		return PHRASE("broadcast.state.sending");
	if (str_is(state, "stopped"))
		return PHRASE("broadcast.state.stopped");
	return str_is(state, "missed") ? PHRASE("broadcast.state.missed") : PHRASE("broadcast.state.sent");
}

static struct str line(struct turn *t, const struct broadcast *b, const char *name)
{
	struct broadcast_figures f = broadcast_figures(t->db, b->number);
	struct fill fills[] = { FILL("number", broadcast_name(t->arena, b->number)),
				FILL("state", turn_phrase(t, state_phrase(b->state), NULL, 0)),
				FILL("at", broadcast_clock(t, b->starts_at)),
				FILL("audience", audience_words(t, &b->audience)),
				FILL("copies", count(t, f.copies)),
				FILL("sent", count(t, f.sent)),
				FILL("queued", count(t, f.queued)),
				FILL("failed", count(t, f.failed + f.uncertain)),
				FILL("opted_out", count(t, f.opted_out)),
				FILL("unreached", count(t, f.unreached)),
				FILL("missed", count(t, f.missed)),
				FILL("read", count(t, f.read)),
				FILL("text", broadcast_words(b->body, t->arena)) };

	return turn_phrase(t, name, fills, sizeof fills / sizeof *fills);
}

void broadcast_list_say(struct turn *t)
{
	struct broadcast *v = arena_array(t->arena, struct broadcast, LISTED);
	struct str lines[LISTED];
	size_t n = broadcast_list(t->db, v, LISTED, t->arena), shown = 0;

	for (size_t i = 0; i < n; i++)
		if (his(t, &v[i]))
			lines[shown++] = line(t, &v[i], PHRASE("broadcast.line"));
	if (shown)
		list_say(t, lines, shown);
	else
		turn_say_n(t, PHRASE("broadcast.none"), NULL, 0);
}

void broadcast_show_or_stop(struct turn *t, int64_t number, bool stop)
{
	struct broadcast b = broadcast_load(t->db, number, t->arena);
	int64_t left = 0;

	if (!b.number || str_is(b.state, "draft") || !his(t, &b)) {
		turn_say_n(t, PHRASE("broadcast.unknown"), NULL, 0);
	} else if (!stop) {
		turn_say_text(t, line(t, &b, PHRASE("broadcast.account")));
	} else if (broadcast_stop(t->db, number, t->who.uid, t->now, &left)) {
		timer_clear(t->db, BROADCAST_TIMER, number);
		turn_say(t, "broadcast.stopped", FILL("number", broadcast_name(t->arena, number)),
			 FILL("left", count(t, left)));
	} else {
		turn_say(t, "broadcast.out", FILL("number", broadcast_name(t->arena, number)),
			 FILL("left", count(t, left)));
	}
	turn_receipt(t);
}
