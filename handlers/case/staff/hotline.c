/* hotline.c - a case that a hotline passed on, entered by staff in one sentence. Nobody
 * here filed it: whoever called is known to the hotline, and so is its number there. */
#include <string.h>

#include "handlers/case/danger.h"
#include "handlers/turn/turn.h"
#include "handlers/case/staff/staff.h"
#include "store/case/same.h"

/* What a rider who says this would file, with its slots; a grievance when that is not clear. */
static const char *kind_of(struct turn *t, struct str matter)
{
	struct heard h = { .text = matter, .where = WHERE_PRIVATE, .now = t->now, .places = t->world->places };
	struct understanding u;

	understand(t->world->pack, &h, t->arena, &u);
	const struct handler *heard = handler_for(u.intent);
	bool opens = heard && heard->flags & HANDLER_CASE;

	t->slots = opens ? u.slots : (struct slots){ 0 };
	if (opens && strcmp(u.intent, "hazard.report") == 0)
		return "hazard";
	return opens && strcmp(u.intent, "suggestion.file") == 0 ? "suggestion" : "grievance";
}

static void say_filed(struct turn *t, const struct case_new *c, int64_t number, struct str outside, bool numbered)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, number)),
				FILL("kind", case_kind(t->world, str_c(c->kind))),
				FILL("what", case_category(t->world, str_c(c->kind), c->category)),
				FILL("outside", outside) };

	turn_say_n(t, numbered ? PHRASE("hotline.filed.number") : PHRASE("hotline.filed"), fills,
		   sizeof fills / sizeof *fills);
	turn_receipt(t);
}

/* A rider may have filed it, too: that one has somebody who waits. */
static void say_alike(struct turn *t, int64_t number, int64_t other)
{
	if (!other || !case_sight(t->db, t->who.id, other))
		return;
	case_link(t->db, other, number, t->now);
	turn_say(t, "hotline.alike", FILL("number", case_number(t->arena, number)),
		 FILL("alike", case_number(t->arena, other)));
}

static void enter(struct turn *t, struct str matter, struct str outside, bool numbered)
{
	const char *kind = kind_of(t, matter);

	t->said = matter;
	struct case_new c = case_draft(t, kind);

	c.person = c.on_behalf = c.chat = 0;
	c.behalf = NO_STR;
	int64_t other = case_of_another(t, &c), number = case_open(t->db, &c, t->now, t->arena);

	case_set_outside(t->db, number, outside, t->who.id, t->now);
	case_attach(t, number);
	case_remember(t, number);
	say_filed(t, &c, number, outside, numbered);
	if (c.danger)
		turn_say_n(t, urgent_alarm(t, number) ? PHRASE("urgent.filed") : PHRASE("urgent.filed.nobody"),
			   FILLS_(FILL("number", case_number(t->arena, number))), 1);
	say_alike(t, number, other);
	struct case_info opened = case_load(t->db, number, t->arena);

	case_propose(t, &opened);
}

static void hotline(struct turn *t)
{
	struct str number = case_outside_said(t), matter = case_words(t, "matter");
	struct str outside = number.n ? number : slots_get(&t->slots, "hotline");
	int64_t known = number.n ? case_outside(t->db, number) : 0;

	if (known && case_sight(t->db, t->who.id, known)) {
		case_remember(t, known);
		turn_say(t, "hotline.known", FILL("number", case_number(t->arena, known)), FILL("outside", number));
	} else if (matter.n) {
		enter(t, matter, outside, number.n > 0);
	} else {
		turn_say_n(t, PHRASE("hotline.what"), NULL, 0);
	}
}

const struct handler case_hotline_handlers[] = {
	{ .intent = "admin.hotline", .run = hotline, .flags = HANDLER_FILES },
	{ 0 },
};
