/* directory.c - "文君街道谁负责", "平乐这片网格员是谁": answered to staff in one sentence; and
 * who is put down for it. */
#include "store/person/directory.h"

#include <string.h>

#include "handlers/turn/turn.h"
#include "handlers/turn/mask.h"
#include "handlers/person/staff.h"
#include "handlers/talk/who.h"
#include "store/db/audit.h"
#include "store/human/callback.h"
#include "store/person/department.h"
#include "store/place/place.h"
#include "store/person/role.h"
#include "store/visit/visit.h"

enum { SHOWN = 12 };

struct asked {
	enum area area;
	struct str name; /* absent: none was named */
};

/* A place by its name: the street that it lies in. */
static struct str street_of_place(struct turn *t)
{
	struct str place = slots_get(&t->slots, "place");
	struct position at;
	int64_t id = place.n ? place_id(t->db, place) : 0;

	if (id && place_position_by_id(t->db, id, &at))
		id = street_nearest(t->db, at);
	return id ? place_name(t->db, id, t->arena) : NO_STR;
}

/* The narrowest of what the sentence names. */
static struct asked area_said(struct turn *t)
{
	struct site_named site[1];
	struct asked a = { AREA_GRID, grid_named_in(t->db, t->said, t->arena) };

	if (a.name.n)
		return a;
	if (site_named_in(t->db, t->said, t->who.id, site, 1, t->arena) == 1)
		return (struct asked){ AREA_SITE, site[0].name };
	if ((a.name = branch_named_in(t->db, t->said, t->arena).name).n)
		return (struct asked){ AREA_BRANCH, a.name };
	if ((a.name = street_named_in(t->db, t->said, t->arena).name).n)
		return (struct asked){ AREA_STREET, a.name };
	if ((a.name = department_named_in(t->db, t->said, t->arena).name).n)
		return (struct asked){ AREA_DEPARTMENT, a.name };
	return (struct asked){ AREA_STREET, street_of_place(t) };
}

static const char *what_phrase(const char *what)
{
	const char *const words[][2] = {
		{ "street", PHRASE("directory.street") },	  { "department", PHRASE("directory.department") },
		{ "branch", PHRASE("directory.branch") },	  { "manager", PHRASE("directory.manager") },
		{ "instructor", PHRASE("directory.instructor") }, { "lead", PHRASE("directory.lead") },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i][0], what) == 0)
			return words[i][1];
	return PHRASE("directory.grid");
}

static struct str one(struct turn *t, const struct contact *c)
{
	struct person p = person_load(t->db, c->person, t->arena);
	struct str phone = callback_known_phone(t->db, c->person, t->arena);
	struct fill fills[] = { FILL("what", turn_phrase(t, what_phrase(c->what), NULL, 0)), FILL("scope", c->scope),
				FILL("name", p.name.n ? p.name : turn_phrase(t, PHRASE("approve.nameless"), NULL, 0)),
				FILL("phone", phone.n ? mask_phone(phone, t->arena) : STR("")) };

	return turn_phrase(t, phone.n ? PHRASE("directory.one") : PHRASE("directory.one_no_phone"), fills,
			   phone.n ? 4 : 3);
}

static void ask(struct turn *t)
{
	struct asked a = area_said(t);
	struct contact found[SHOWN];
	struct str all = NO_STR;

	if (!a.name.n) {
		turn_say(t, "directory.where", FILL("name", t->who.name));
		return;
	}
	size_t n = directory_of(t->db, a.area, a.name, slots_get(&t->slots, "what"), found, SHOWN, t->arena);

	for (size_t i = 0; i < n && i < SHOWN; i++) {
		struct str line = one(t, &found[i]);

		all = all.p ? arena_printf(t->arena, STR_FMT "；" STR_FMT, STR_ARG(all), STR_ARG(line)) : line;
	}
	if (n)
		turn_say(t, "directory.answer", FILL("area", a.name), FILL("who", all));
	else
		turn_say(t, "directory.nobody", FILL("area", a.name));
}

/* The city everywhere, a street in its own. */
static bool may_put(struct turn *t, struct str scope)
{
	struct str street = directory_street(t->db, scope, t->arena);

	if (role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY) ||
	    (street.n && role_covers(t->db, t->who.id, ROLE_STREET, street)))
		return true;
	audit(t->db, t->now, t->who.uid, "refused", STR("admin.responsible"), STR("scope"));
	turn_say(t, "directory.not_yours", FILL("area", scope));
	return false;
}

static void put(struct turn *t)
{
	struct asked a = area_said(t);
	struct str what = slots_get(&t->slots, "what");
	bool off = str_is(slots_get(&t->slots, "action"), "off");
	int64_t person;

	if (!what.n || str_is(what, "manager"))
		what = STR("lead");
	if (!a.name.n || a.area > AREA_GRID) {
		turn_say(t, "directory.where", FILL("name", t->who.name));
		return;
	}
	if (!may_put(t, a.name) || !(person = person_in_slot(t, "who", 0)))
		return;
	bool done = off ? directory_remove(t->db, person, what, a.name, t->who.uid, t->now, t->arena)
			: directory_put(t->db, person, what, a.name, t->who.uid, t->now, t->arena);
	struct fill fills[] = { FILL("who", who_label(t, person)), FILL("area", a.name),
				FILL("what", turn_phrase(t, what_phrase(arena_cstr(t->arena, what)), NULL, 0)) };

	turn_say_n(t,
		   !done ? PHRASE("directory.same")
		   : off ? PHRASE("directory.removed")
			 : PHRASE("directory.put"),
		   fills, 3);
}

const struct handler directory_handlers[] = {
	{ .intent = "admin.directory", .run = ask },
	{ .intent = "admin.responsible", .run = put },
	{ 0 },
};
