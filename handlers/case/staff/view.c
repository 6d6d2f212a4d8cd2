/* view.c - one case for staff: what it is about, how it stands, what happened when. */
#include <inttypes.h>

#include "bot/base/buf.h"
#include "bot/base/utf8.h"
#include "dialogs/pack/labels.h"
#include "handlers/ride/ride.h"
#include "handlers/task/task.h"
#include "handlers/turn/turn.h"
#include "handlers/case/staff/staff.h"
#include "handlers/turn/mask.h"
#include "store/db/audit.h"
#include "store/human/callback.h"
#include "store/case/same.h"
#include "store/db/number.h"
#include "store/media/photo.h"

enum { EVENTS_SHOWN = 40, TEXT_SHOWN = 1500, NOTE_SHOWN = 300, LINKED = 8, PAGE_BYTES = 12 * 1024, PHOTOS = 64 };

enum case_sight case_of_staff(struct turn *t, const char *intent, struct case_info *out)
{
	struct str asked = slots_get(&t->slots, "case"), about = slots_get(&t->slots, "about");
	int64_t number = asked.n   ? number_parse(asked, 'Q')
			 : about.n ? case_worded(t, about, intent)
				   : case_spoken_of(t);

	*out = (struct case_info){ 0 };
	if (!number && about.n && !asked.n) /* that was said */
		return SIGHT_NONE;
	*out = case_load(t->db, number, t->arena);
	enum case_sight sight = out->number ? case_sight(t->db, t->who.id, number) : SIGHT_NONE;

	if (!number) {
		turn_say(t, "case.staff.which", FILL("name", t->who.name));
	} else if (!sight) {
		if (out->number)
			audit(t->db, t->now, t->who.uid, "refused", str_c(intent), str_c(out->uid));
		turn_say(t, "case.staff.unknown", FILL("number", case_number(t->arena, number)));
	} else {
		case_remember(t, number);
	}
	return sight;
}

/* ------------------------------------------------------------------------ the head */

static struct str word(struct turn *t, const char *name)
{
	return turn_phrase(t, name, NULL, 0);
}

/* The name of whoever filed it, and how to reach him: what the reader needs and may know. */
static struct str contact(struct turn *t, const struct case_info *c, enum case_sight sight)
{
	struct person p = person_load(t->db, c->person, t->arena);
	struct str phone = callback_known_phone(t->db, c->person, t->arena);

	if (!c->person)
		return word(t, PHRASE("case.nobody"));
	if (c->anonymous && sight != SIGHT_CITY)
		return word(t, PHRASE("case.hidden_name"));
	struct str name = p.name.n ? p.name : word(t, PHRASE("case.nobody"));

	if (c->anonymous || sight == SIGHT_STREET)
		return turn_phrase(t, PHRASE("case.contact.name"), FILLS_(FILL("name", name)), 1);
	return turn_phrase(t, phone.n ? PHRASE("case.contact") : PHRASE("case.contact.no_phone"),
			   FILLS_(FILL("name", name), FILL("phone", mask_phone(phone, t->arena))), phone.n ? 2 : 1);
}

static struct str links(struct turn *t, int64_t number)
{
	int64_t v[LINKED];
	size_t n = case_linked(t->db, number, v, LINKED);
	struct str all = STR("");

	for (size_t i = 0; i < n; i++)
		all = arena_printf(t->arena, STR_FMT "%s" STR_FMT, STR_ARG(all), i ? " " : "",
				   STR_ARG(case_number(t->arena, v[i])));
	return n ? all : NO_STR;
}

static void say_head(struct turn *t, const struct case_info *c, enum case_sight sight)
{
	struct str helpers = desk_helpers(t->db, c->number, t->arena), text = case_text(t->db, c->number, t->arena);
	struct fill fills[] = {
		FILL("number", case_number(t->arena, c->number)),
		FILL("kind", case_kind(t->world, c->kind)),
		FILL("what", case_category(t->world, c->kind, c->category)),
		FILL("place", c->place.n ? c->place : word(t, PHRASE("case.no_place"))),
		FILL("source", pack_label(t->world->pack, "case_source", c->source)),
		FILL("contact", contact(t, c, sight)),
		FILL("said", utf8_cut(text, TEXT_SHOWN)),
	};

	turn_say_n(t, PHRASE("case.view"), fills, sizeof fills / sizeof *fills);
	if (utf8_count(text) > TEXT_SHOWN)
		turn_say(t, "case.view.cut", FILL("n", arena_printf(t->arena, "%zu", utf8_count(text))));
	if (c->behalf.n && !c->anonymous)
		turn_say(t, "case.view.behalf", FILL("name", c->behalf));
	if (helpers.n)
		turn_say(t, "case.view.helpers", FILL("departments", helpers));
	if (c->outside.n)
		turn_say(t, "case.view.outside", FILL("outside", c->outside));
}

static void say_ties(struct turn *t, const struct case_info *c)
{
	int64_t photo[PHOTOS], supporters = case_supporters(t->db, c->number);
	size_t photos = photo_of_case(t->db, c->number, photo, PHOTOS);
	struct str linked = links(t, c->number);

	if (photos || supporters)
		turn_say(t, "case.view.counts", FILL("photos", arena_printf(t->arena, "%zu", photos)),
			 FILL("supporters", arena_printf(t->arena, "%" PRId64, supporters)));
	if (linked.n)
		turn_say(t, "case.view.links", FILL("numbers", linked));
	if (c->due_at)
		turn_say_n(t, c->due_at <= t->now ? PHRASE("case.view.late") : PHRASE("case.view.due"),
			   FILLS_(FILL("due", case_moment(t->world, c->due_at, t->arena))), 1);
}

/* --------------------------------------------------------------------- the timeline */

/* Who did it; those who only wait for the case are nobody's business. */
static struct str actor(struct turn *t, const struct case_info *c, const struct desk_event *e)
{
	if (!e->person)
		return STR("");
	if (e->person == c->person || e->person == c->on_behalf)
		return word(t, PHRASE("case.event.reporter"));
	if (str_is(e->event, "supported") || str_is(e->event, "added") || str_is(e->event, "position"))
		return word(t, PHRASE("case.event.supporter"));
	return e->name.n ? e->name : STR("");
}

static struct str detail(struct turn *t, const struct desk_event *e)
{
	if (str_is(e->event, "answered"))
		return pack_label(t->world->pack, "outcome", e->detail);
	if (str_is(e->event, "rated") || str_is(e->event, "reopened") || str_is(e->event, "closed"))
		return e->detail.n ? pack_label(t->world->pack, "case_rating", e->detail) : STR("");
	if (!e->detail.n || str_is(e->event, "filed") || str_is(e->event, "alerted") || str_is(e->event, "reminded"))
		return STR("");
	return e->detail;
}

static void say_timeline(struct turn *t, const struct case_info *c)
{
	struct desk_event *v = arena_array(t->arena, struct desk_event, EVENTS_SHOWN);
	size_t n = desk_events(t->db, c->number, v, EVENTS_SHOWN, t->arena);
	struct buf all;

	buf_init(&all, PAGE_BYTES);
	for (size_t i = 0; i < n; i++) {
		struct fill fills[] = { FILL("at", case_moment(t->world, v[i].at, t->arena)),
					FILL("event", pack_label(t->world->pack, "case_event", v[i].event)),
					FILL("who", actor(t, c, &v[i])), FILL("detail", detail(t, &v[i])),
					FILL("said", v[i].text.n ? utf8_cut(v[i].text, NOTE_SHOWN) : STR("")) };

		if (i)
			buf_char(&all, '\n');
		buf_add(&all, turn_phrase(t, v[i].text.n ? PHRASE("case.event.said") : PHRASE("case.event"), fills,
					  sizeof fills / sizeof *fills));
	}
	turn_say_text(t, arena_str(t->arena, buf_str(&all)));
	buf_free(&all);
}

/* His own report, by somebody who is staff as well. */
static void own(struct turn *t)
{
	t->u.intent = "case.status";
	handler_for("case.status")->run(t);
}

static void view(struct turn *t)
{
	int64_t number = number_parse(slots_get(&t->slots, "case"), 'Q');
	struct case_info c = case_load(t->db, number, t->arena);

	if (c.number && case_tie(t->db, &c, t->who.id) == TIE_OWN && !case_sight(t->db, t->who.id, number)) {
		own(t);
		return;
	}
	enum case_sight sight = case_of_staff(t, "admin.case", &c);

	if (!sight)
		return;
	audit(t->db, t->now, t->who.uid, "case.view", str_c(c.uid), NO_STR);
	say_head(t, &c, sight);
	say_ties(t, &c);
	say_timeline(t, &c);
	turn_receipt(t);
}

static void of_case(struct turn *t, struct str why)
{
	struct case_info c;
	enum case_sight sight = case_of_staff(t, "admin.contact", &c);
	struct str number = case_number(t->arena, c.number);

	if (!sight)
		return;
	if (!c.person || sight == SIGHT_STREET || (c.anonymous && c.taken_by != t->who.id)) {
		turn_say(t, "case.contact.not", FILL("number", number));
		return;
	}
	struct person p = person_load(t->db, c.person, t->arena);
	struct str phone = reveal_phone(t, c.person, why);

	if (!why.n)
		turn_say(t, "case.contact.why", FILL("number", number));
	else
		turn_say(t, "case.contact.whole", FILL("number", number),
			 FILL("name", p.name.n ? p.name : word(t, PHRASE("case.nobody"))),
			 FILL("phone", phone.n ? phone : word(t, PHRASE("case.no_phone"))));
	if (phone.n)
		case_note(t->db, c.number, &(struct case_note){ .event = "contact", .person = t->who.id, .text = why },
			  t->now);
	turn_receipt(t);
}

/* The whole number, for those who have to call: with a reason, which is kept. */
static void whole_number(struct turn *t)
{
	struct str why = case_words(t, "why"), task = slots_get(&t->slots, "task");
	int64_t code = number_parse(task, 'T');

	if (!task.n || slots_get(&t->slots, "case").n)
		of_case(t, why);
	else if (!ride_contact(t, code, why))
		task_contact(t, code, why);
}

const struct handler case_view_handlers[] = {
	{ .intent = "admin.contact", .run = whole_number },
	{ .intent = "admin.case", .run = view },
	{ 0 },
};
