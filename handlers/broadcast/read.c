/* read.c - whoever got a broadcast: "已读", "收到", and whether it is true. */
#include <string.h>

#include "dialogs/words/times.h"
#include "handlers/broadcast/broadcast.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/without.h"
#include "store/db/number.h"

enum { ANSWERED_WITHIN = 2 * MS_DAY };

/* The button names it; a word means the last one that came here. */
static void have_read(struct turn *t)
{
	int64_t number = number_parse(slots_get(&t->slots, "number"), 'B');

	if (!number)
		number = t->broadcast ? t->broadcast : broadcast_to_chat(t->db, t->chat.id, t->now - ANSWERED_WITHIN);
	if (number)
		broadcast_read(t->db, number, t->who.id, t->now);
	if (!turn_is_group(t))
		turn_say_n(t, PHRASE("broadcast.thanks"), NULL, 0);
}

void broadcast_listen(struct turn *t)
{
	bool small_talk = strcmp(t->u.intent, "greeting") == 0 || strcmp(t->u.intent, "none") == 0;

	if (turn_is_group(t) || !small_talk || !t->u.said.n || t->conv.form.form || t->conv.context ||
	    str_trim(said_without(t, t->u.said, PHRASE("broadcast.acknowledged"))).n)
		return;
	if (!t->broadcast && !broadcast_to_chat(t->db, t->chat.id, t->now - ANSWERED_WITHIN))
		return;
	t->u.intent = "broadcast.read";
	t->u.rule = "broadcast";
	t->u.slots.n = 0;
}

/* "B-9 是真的吗": only what was really sent is confirmed. */
static void is_it_true(struct turn *t)
{
	struct str said = slots_get(&t->slots, "broadcast");
	struct broadcast b = broadcast_load(t->db, number_parse(said, 'B'), t->arena);

	if (!b.number || !broadcast_left(t->db, b.number)) {
		turn_say(t, "broadcast.not_ours", FILL("number", said));
		return;
	}
	turn_say(t, "broadcast.ours", FILL("number", said), FILL("day", day_str(local_day(b.starts_at), t->arena)),
		 FILL("text", broadcast_words(b.body, t->arena)));
	if (str_is(b.state, "stopped")) /* and taken back since */
		turn_say(t, "broadcast.ours_stopped", FILL("number", said));
	turn_receipt(t);
}

void broadcast_was_read(struct turn *t)
{
	if (t->broadcast && t->who.id)
		broadcast_read(t->db, t->broadcast, t->who.id, t->now);
}

const struct handler broadcast_read_handlers[] = {
	{ .intent = "broadcast.read", .run = have_read },
	{ .intent = "broadcast.verify", .run = is_it_true },
	{ 0 },
};
