/* file.c - from a sentence, or a short form, to a number: grievances, suggestions, hazards. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/case/danger.h"
#include "handlers/turn/turn.h"
#include "handlers/case/case.h"
#include "store/case/same.h"
#include "store/person/department.h"
#include "store/place/geo.h"
#include "store/place/place.h"

enum { LATE = 10 * MS_MINUTE, EXTRA_AFTER = 10 * MS_MINUTE };

static bool delicate_grievance(const struct slots *slots)
{
	return case_delicate(STR("grievance"), slots_get(slots, "category"));
}

static bool delicate_hazard(const struct slots *slots)
{
	return case_delicate(STR("hazard"), slots_get(slots, "category"));
}

/* ------------------------------------------------------------------ what it is about */

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
	p->datum = geo_datum(rest);
	return p;
}

/* The known place that is named; a whole street is none. */
static int64_t place_of(struct turn *t, struct str place)
{
	const struct gazetteer *g = t->world->places;
	struct str name = place.n && g ? g->longest(g->arg, place, t->arena) : NO_STR;
	int64_t id = place.n ? place_id(t->db, name.p ? name : place) : 0;

	return id && !place_is_area(t->db, id) ? id : 0;
}

/* In which street: as said, as the place or the position lies, or where the people are. */
static int64_t street_of(struct turn *t, const struct case_new *c)
{
	struct named said = street_named_in(t->db, c->place.n ? c->place : c->text, t->arena);
	struct position p;

	if (!said.id && c->place.n)
		said = street_named_in(t->db, c->text, t->arena);
	if (said.id)
		return said.id;
	if (c->position)
		return place_area_of(t->db, c->position);
	if (c->place_id && place_position_by_id(t->db, c->place_id, &p))
		return place_area_of(t->db, &p);
	return t->chat.street ? t->chat.street : t->who.street;
}

/* The site whose manager must not see it: named, or the reporter's own. */
static int64_t site_of(struct turn *t, const struct case_new *c)
{
	int64_t named = place_site_in(t->db, c->text);

	return named ? named : place_site_of(t->db, c->on_behalf ? c->on_behalf : c->person);
}

/* Whose matter it is: the only one of that name who is on the list of a group of the reporter. */
static int64_t colleague(struct turn *t, struct str name)
{
	struct person_match m;

	if (!name.n || !person_named_in(t->db, name, &m, t->arena) || m.n != 1 || m.ids[0] == t->who.id)
		return 0;
	return person_shares_group(t->db, m.ids[0], t->who.id) ? m.ids[0] : 0;
}

struct case_new case_draft(struct turn *t, const char *kind)
{
	struct str category = slots_get(&t->slots, "category"), danger = slots_get(&t->slots, "danger");
	struct case_new c = {
		.kind = kind,
		.category = category.n ? category : STR("other"),
		.danger = danger.n ? arena_cstr(t->arena, danger) : NULL,
		.urgent = danger.n || str_is(slots_get(&t->slots, "urgent"), "yes"),
		.person = t->who.id,
		.chat = t->chat.id,
		.behalf = slots_get(&t->slots, "behalf"),
		.place = slots_get(&t->slots, "place"),
		.position = position_of(t),
		.text = t->said,
		.filed_at = t->now - t->m->time > LATE ? t->m->time : t->now,
	};

	c.anonymous = case_delicate(str_c(kind), c.category) || str_is(slots_get(&t->slots, "anonymous"), "yes");
	if (str_is(slots_get(&t->slots, "anonymous"), "no"))
		c.anonymous = false;
	c.on_behalf = colleague(t, c.behalf);
	c.place_id = place_of(t, c.place);
	c.street = street_of(t, &c);
	c.site = site_of(t, &c);
	return c;
}

/* ----------------------------------------------------------------------- what is said */

/* What comes next, and by when. */
static struct str what_next(struct turn *t, const struct case_new *c)
{
	int64_t days = case_workdays(t->db, c->kind, c->category);
	struct fill fill = FILL("days", arena_printf(t->arena, "%" PRId64, days));

	if (strcmp(c->kind, "suggestion") == 0)
		return turn_phrase(t, PHRASE("case.next.suggestion"), NULL, 0);
	return days ? turn_phrase(t, PHRASE("case.next.days"), &fill, 1) : turn_phrase(t, PHRASE("case.next"), NULL, 0);
}

/* Beside the number, in private: who sees what. */
static void say_beside(struct turn *t, const struct case_new *c)
{
	if (c->anonymous)
		turn_private(t, "case.filed.hidden", FILL("name", t->who.name));
	if (c->behalf.n)
		turn_private_n(t, c->on_behalf ? PHRASE("case.filed.behalf") : PHRASE("case.filed.behalf.unknown"),
			       FILLS_(FILL("name", c->behalf)), 1);
	if (c->on_behalf)
		turn_button(t, turn_phrase(t, PHRASE("case.filed.tell"), NULL, 0), NO_STR);
	if (str_is(slots_get(&t->slots, "distress"), "yes"))
		turn_private(t, "comfort", FILL("name", t->who.name));
}

static void say_filed(struct turn *t, const struct case_new *c, int64_t number)
{
	struct str shown = case_number(t->arena, number), next = what_next(t, c);

	if (turn_is_group(t) && case_delicate(str_c(c->kind), c->category)) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		turn_private(t, "case.filed", FILL("number", shown), FILL("next", next));
	} else if (turn_is_group(t)) {
		turn_say(t, "case.filed.group", FILL("number", shown), FILL("next", next));
	} else {
		turn_say(t, "case.filed", FILL("number", shown), FILL("next", next));
	}
	turn_receipt(t);
	if (!turn_is_group(t) || case_delicate(str_c(c->kind), c->category))
		say_beside(t, c);
}

/* ----------------------------------------------------------------------- filing */

/* Somebody reported this danger before: he waits for it, too. */
static void join(struct turn *t, const struct case_new *c, int64_t number)
{
	bool hidden = turn_is_group(t) && case_delicate(str_c(c->kind), c->category);
	struct fill fill = FILL("number", case_number(t->arena, number));

	(void)case_support(t->db, number, t->who.id, c->text, t->now);
	if (c->position)
		case_set_position(t->db, number, c->position, t->who.id, t->now);
	case_attach(t, number);
	if (hidden) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		turn_private_n(t, PHRASE("case.joined"), &fill, 1);
	} else {
		turn_say_n(t, PHRASE("case.joined"), &fill, 1);
	}
	turn_receipt(t);
}

void case_file(struct turn *t, struct case_new *c)
{
	int64_t other = case_of_another(t, c);

	if (other && strcmp(c->kind, "hazard") == 0) {
		join(t, c, other);
		case_remember(t, other);
		case_look_around(t->world, other, t->now, t->arena);
		return;
	}
	int64_t number = case_open(t->db, c, t->now, t->arena);

	if (other)
		case_link(t->db, other, number, t->now);
	case_attach(t, number);
	case_remember(t, number);
	turn_expect(t, "filed", EXTRA_AFTER);
	say_filed(t, c, number);
	case_look_around(t->world, number, t->now, t->arena);
}

static void file(struct turn *t, const char *kind)
{
	struct case_new c = case_draft(t, kind);

	if (!case_same_asked(t, &c))
		case_file(t, &c);
}

/* What can be seen from the first sentence: danger; or that he filed it already. */
static bool before(struct turn *t, const char *kind)
{
	struct case_new c = case_draft(t, kind);

	if (urgent_filed(t, &c) || case_goes_on(t, &c))
		return true;
	if (!slots_get(&t->slots, "category").n || (turn_is_group(t) && case_delicate(str_c(kind), c.category)))
		return false;
	return case_same_asked(t, &c);
}

static void file_grievance(struct turn *t)
{
	file(t, "grievance");
}

static void file_suggestion(struct turn *t)
{
	file(t, "suggestion");
}

static void file_hazard(struct turn *t)
{
	file(t, "hazard");
}

static bool before_grievance(struct turn *t)
{
	return before(t, "grievance");
}

static bool before_suggestion(struct turn *t)
{
	return before(t, "suggestion");
}

static bool before_hazard(struct turn *t)
{
	return before(t, "hazard");
}

const struct handler case_file_handlers[] = {
	{ "grievance.file", file_grievance, HANDLER_FILES | HANDLER_CASE, before_grievance, delicate_grievance },
	{ "suggestion.file", file_suggestion, HANDLER_FILES | HANDLER_CASE, before_suggestion, NULL },
	{ "hazard.report", file_hazard, HANDLER_FILES | HANDLER_CASE, before_hazard, delicate_hazard },
	{ 0 },
};
