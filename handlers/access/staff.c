/* staff.c - staff decide what is told about getting in and parking: confirm, in
 * other words perhaps, refuse, write. */
#include <inttypes.h>

#include "bot/base/utf8.h"
#include "dialogs/pack/labels.h"
#include "handlers/access/access.h"
#include "handlers/turn/turn.h"
#include "handlers/case/case.h"
#include "handlers/talk/list.h"
#include "store/db/number.h"

enum { LISTED = 64 };

static struct str line(struct turn *t, const struct access_note *n)
{
	struct fill fills[] = { FILL("number", ACCESS_NUMBER(t->arena, n->number)),
				FILL("place", n->place),
				FILL("kind", access_kind(t->world, n->kind)),
				FILL("state", pack_label(t->world->pack, "access_state", n->state)),
				FILL("text", n->text),
				FILL("source", n->source ? case_number(t->arena, n->source) : STR("")) };

	return turn_phrase(t, PHRASE("access.line"), fills, sizeof fills / sizeof *fills);
}

static void list(struct turn *t)
{
	struct access_note *v = arena_array(t->arena, struct access_note, LISTED);
	struct str *lines = arena_array(t->arena, struct str, LISTED);
	size_t n = access_waiting(t->db, v, LISTED, t->arena);

	for (size_t i = 0; i < n; i++)
		lines[i] = line(t, &v[i]);
	turn_say_n(t, n ? PHRASE("access.waiting") : PHRASE("access.waiting.none"), NULL, 0);
	if (n)
		list_say(t, lines, n);
}

static void decide(struct turn *t, int64_t number, bool yes, struct str text)
{
	struct access_note n = access_load(t->db, number, t->arena);
	struct fill fill = FILL("number", ACCESS_NUMBER(t->arena, number));

	if (!n.number) {
		turn_say_n(t, PHRASE("access.unknown"), &fill, 1);
		return;
	}
	if (utf8_count(text) > ACCESS_TEXT) {
		turn_say_n(t, PHRASE("access.too_long"), NULL, 0);
		return;
	}
	if (!access_decide(t->db, number, yes, text.n ? text : NO_STR, t->who.uid, t->now)) {
		turn_say(t, "access.decided", FILL("line", line(t, &n)));
		return;
	}
	n = access_load(t->db, number, t->arena);
	turn_say_n(t, yes ? PHRASE("access.confirmed") : PHRASE("access.refused"), FILLS_(FILL("line", line(t, &n))),
		   1);
	turn_receipt(t);
	if (yes && n.person && n.person != t->who.id)
		turn_tell(t, n.person, 0, NO_STR, "access.thanks", FILL("place", n.place));
}

/* "瑞云府进门攻略：从东门进": staff know it themselves. */
static void write(struct turn *t, struct str text)
{
	struct str kind = slots_get(&t->slots, "kind");
	struct access_note n = { .place = access_place(t->world, slots_get(&t->slots, "place"), t->arena),
				 .kind = kind.n ? kind : STR("entry"),
				 .text = str_trim(text) };

	if (!n.place.n || utf8_count(n.text) > ACCESS_TEXT) {
		turn_say_n(t, n.place.n ? PHRASE("access.too_long") : PHRASE("access.write.where"), NULL, 0);
		return;
	}
	n = access_load(t->db, access_add(t->db, &n, "confirmed", t->who.uid, t->now, t->arena), t->arena);
	turn_say(t, "access.confirmed", FILL("line", line(t, &n)));
	turn_receipt(t);
}

static void staff(struct turn *t)
{
	struct str act = slots_get(&t->slots, "act"), text = case_words(t, "content");
	int64_t number = number_parse(slots_get(&t->slots, "note"), 'G');
	struct access_note n = access_load(t->db, number, t->arena);

	if (str_is(act, "write") && text.n)
		write(t, text);
	else if (!number)
		list(t);
	else if (str_is(act, "refuse"))
		decide(t, number, false, NO_STR);
	else if (str_is(act, "change") ? text.n > 0 : str_is(act, "confirm"))
		decide(t, number, true, text);
	else if (n.number)
		turn_say(t, "access.how", FILL("line", line(t, &n)));
	else
		turn_say(t, "access.unknown", FILL("number", ACCESS_NUMBER(t->arena, number)));
}

const struct handler access_staff_handlers[] = {
	{ .intent = "admin.access", .run = staff },
	{ 0 },
};
