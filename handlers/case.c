/* case.c - grievances: from a sentence to a number, and how it stands. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/capabilities.h"
#include "store/case.h"
#include "store/number.h"
#include "store/photo.h"
#include "store/place.h"
#include "store/voice.h"

enum {
	PHOTO_BEFORE = 10 * MS_MINUTE, /* a photo that came so shortly before belongs to the case */
	EXTRA_AFTER = 10 * MS_MINUTE,  /* and what comes alone so shortly after */
	OWN_LISTED = 3,
};

static struct str case_number(struct turn *t, int64_t number)
{
	return arena_printf(t->arena, "Q-%" PRId64, number);
}

/* Matters that may bring revenge: a group sees nothing of them. */
static bool is_delicate(struct str category)
{
	static const char *const delicate[] = { "pay", "penalty", "dispatch", "contract" };

	for (size_t i = 0; i < sizeof delicate / sizeof *delicate; i++)
		if (str_is(category, delicate[i]))
			return true;
	return false;
}

static bool delicate(const struct slots *slots)
{
	return is_delicate(slots_get(slots, "category"));
}

static void remember_case(struct turn *t, int64_t number)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "number", (double)number);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, "case", memo);
	turn_expect(t, "filed", EXTRA_AFTER);
}

static void attach_photos(struct turn *t, int64_t number)
{
	for (size_t i = 0; i < t->m->n_photos; i++)
		photo_add(t->db, t->chat.id, t->who.id, t->now, &t->m->photos[i]);
	photo_attach(t->db, t->chat.id, t->who.id, number, t->now - PHOTO_BEFORE);
	voice_attach(t->db, t->chat.id, t->who.id, number, t->now - MS_DAY);
}

/* Where it is: sent with this message, or while the form was being filled. */
static const struct position *position_of(struct turn *t)
{
	struct str rest = slots_get(&t->slots, "position"), lat, lon;
	struct position *p = arena_one(t->arena, struct position);

	if (t->m->position || !rest.n)
		return t->m->position;
	if (!str_split(&rest, ',', &lat) || !str_split(&rest, ',', &lon))
		return NULL;
	p->lat = strtod(arena_cstr(t->arena, lat), NULL);
	p->lon = strtod(arena_cstr(t->arena, lon), NULL);
	p->datum = str_is(rest, "wgs84") ? DATUM_WGS84 : DATUM_GCJ02;
	return p;
}

static int64_t open_case(struct turn *t, const char *kind, struct str category)
{
	struct str place = slots_get(&t->slots, "place");
	bool late = t->now - t->m->time > PHOTO_BEFORE;
	struct case_new c = {
		.kind = kind,
		.category = category,
		.urgent = str_is(slots_get(&t->slots, "urgent"), "yes"),
		.person = t->who.id,
		.chat = t->chat.id,
		.place = place,
		.place_id = place.n ? place_id(t->db, place) : 0,
		.position = position_of(t),
		.text = t->said,
		.filed_at = late ? t->m->time : t->now,
	};

	return case_open(t->db, &c, t->now, t->arena);
}

/* What comes next, and by when. */
static struct str what_next(struct turn *t, const char *kind, struct str category)
{
	int64_t days = case_workdays(t->db, kind, category);

	if (!days)
		return turn_phrase(t, PHRASE("case.next"), NULL, 0);
	struct fill fill = FILL("days", arena_printf(t->arena, "%" PRId64, days));

	return turn_phrase(t, PHRASE("case.next.days"), &fill, 1);
}

static void file_grievance(struct turn *t)
{
	struct str category = slots_get(&t->slots, "category");

	if (!category.n)
		category = STR("other");
	int64_t number = open_case(t, "grievance", category);
	struct str shown = case_number(t, number), next = what_next(t, "grievance", category);

	attach_photos(t, number);
	remember_case(t, number);
	if (turn_is_group(t) && is_delicate(category)) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		turn_private(t, "case.filed", FILL("number", shown), FILL("next", next));
	} else if (turn_is_group(t)) {
		turn_say(t, "case.filed.group", FILL("number", shown), FILL("next", next));
	} else {
		turn_say(t, "case.filed", FILL("number", shown), FILL("next", next));
	}
	turn_receipt(t);
}

/* "That's all", after a case was filed. */
static void enough(struct turn *t)
{
	int64_t number = json_int(turn_memo(t, "case"), "number", 0);

	turn_expect(t, NULL, 0);
	if (number)
		turn_say(t, "case.enough", FILL("number", case_number(t, number)));
	else
		turn_say(t, "greeting", FILL("name", t->who.name));
}

/* ---------------------------------------------------------------------- status */

static const char *state_phrase(struct str state)
{
	if (str_is(state, "assigned"))
		return PHRASE("case.state.assigned");
	if (str_is(state, "answered"))
		return PHRASE("case.state.answered");
	if (str_is(state, "closed"))
		return PHRASE("case.state.closed");
	if (str_is(state, "reopened"))
		return PHRASE("case.state.reopened");
	if (str_is(state, "withdrawn"))
		return PHRASE("case.state.withdrawn");
	if (str_is(state, "merged"))
		return PHRASE("case.state.merged");
	return PHRASE("case.state.open");
}

static void say_state(struct turn *t, const struct case_info *c)
{
	struct fill fills[] = {
		FILL("number", case_number(t, c->number)),
		FILL("department",
		     c->department.p ? c->department : turn_phrase(t, PHRASE("case.department.none"), NULL, 0)),
		FILL("day", db_get_str(t->db, t->arena, "select day(?1)", V(c->filed_at))),
	};

	turn_say_n(t, state_phrase(c->state), fills, sizeof fills / sizeof *fills);
	turn_receipt(t);
}

static void status(struct turn *t)
{
	struct str asked = slots_get(&t->slots, "case");
	struct case_info own[OWN_LISTED];

	if (asked.n) {
		struct case_info c = case_load(t->db, number_parse(asked, 'Q'), t->arena);

		/* somebody else's number and an unknown one get the same answer */
		if (case_tie(t->db, &c, t->who.id))
			say_state(t, &c);
		else
			turn_say(t, "case.unknown", FILL("number", asked));
		return;
	}
	if (turn_is_group(t)) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		return;
	}
	size_t n = case_of_person(t->db, t->who.id, CASES_ALL, own, OWN_LISTED, t->arena);

	if (!n)
		turn_say(t, "case.none", FILL("name", t->who.name));
	for (size_t i = 0; i < n; i++)
		say_state(t, &own[i]);
}

/* ----------------------------------------------------------------------- extras */

/* The case that this person filed here a moment ago; 0: none. */
static int64_t recent_case(struct turn *t)
{
	cJSON *memo = turn_memo(t, "case");

	if (t->now - json_int(memo, "at", 0) > EXTRA_AFTER)
		return 0;
	return json_int(memo, "number", 0);
}

static bool take_extra(struct turn *t)
{
	int64_t number = recent_case(t);

	if (!number || (!t->m->position && !t->m->n_photos))
		return false;
	if (t->m->position)
		case_set_position(t->db, number, t->m->position, t->who.id, t->now);
	if (t->m->n_photos)
		attach_photos(t, number);
	return true;
}

bool case_take_extra(struct turn *t)
{
	if (!take_extra(t))
		return false;
	turn_say(t, "case.added", FILL("number", case_number(t, recent_case(t))));
	turn_receipt(t);
	return true;
}

void case_take_quietly(struct turn *t)
{
	if (take_extra(t) || !t->m->n_photos)
		return;
	/* only the reference, without a name, ten minutes */
	t->who = person_meet(t->db, t->m->channel, t->m->from, NO_STR, t->now, t->arena);
	t->chat = chat_meet(t->db, t->m, t->who.id, t->now, t->arena);
	for (size_t i = 0; i < t->m->n_photos; i++)
		photo_add(t->db, t->chat.id, t->who.id, t->now, &t->m->photos[i]);
}

void case_keep_photos(struct turn *t)
{
	for (size_t i = 0; i < t->m->n_photos; i++)
		photo_add(t->db, t->chat.id, t->who.id, t->now, &t->m->photos[i]);
	photo_keep(t->db, t->chat.id, t->who.id, true);
}

void case_drop_extras(struct turn *t)
{
	photo_keep(t->db, t->chat.id, t->who.id, false);
	voice_drop(t->db, t->chat.id, t->who.id);
}

void case_from_voice(struct turn *t)
{
	int64_t number = recent_case(t);

	t->conv.changed = true;
	if (number) {
		voice_add(t->db, t->chat.id, t->who.id, number, t->m->voice, t->now);
		turn_say(t, "case.added", FILL("number", case_number(t, number)));
	} else {
		t->said = turn_phrase(t, PHRASE("voice.text"), NULL, 0);
		number = open_case(t, "grievance", STR("other"));
		voice_add(t->db, t->chat.id, t->who.id, number, t->m->voice, t->now);
		remember_case(t, number);
		turn_say(t, "voice.filed", FILL("number", case_number(t, number)));
	}
	turn_receipt(t);
}

const struct handler case_handlers[] = {
	{ .intent = "grievance.file",
	  .run = file_grievance,
	  .flags = HANDLER_FILES | HANDLER_CASE,
	  .delicate = delicate },
	{ .intent = "case.enough", .run = enough },
	{ .intent = "case.status", .run = status },
	{ 0 },
};
