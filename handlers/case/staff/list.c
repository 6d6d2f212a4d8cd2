/* list.c - lists of cases for staff: by state, department, kind, term; each sees his own. */
#include "store/case/desk.h"

#include <inttypes.h>

#include "bot/base/utf8.h"
#include "dialogs/pack/labels.h"
#include "handlers/turn/turn.h"
#include "handlers/case/case.h"
#include "handlers/turn/hours.h"
#include "handlers/talk/list.h"
#include "store/db/audit.h"
#include "store/person/role.h"
#include "store/case/routing.h"

enum { PLACE_SHOWN = 14, LINES_MOST = 64 /* nobody turns more pages: it is asked more narrowly */ };

/* ------------------------------------------------------------------------ one line */

/* The state, or what matters more. */
static const char *standing(const struct desk_row *r, ms_t now, struct arena *a)
{
	if (r->due_at && r->due_at <= now)
		return "overdue";
	return r->danger && !r->taken && str_is(r->state, "open") ? "danger" : arena_cstr(a, r->state);
}

/* Who has it, or who should. */
static struct str office(struct turn *t, const struct desk_row *r)
{
	if (r->department.n)
		return r->department;
	struct named proposed = routing_department(t->db, r->kind, r->category, r->street, t->arena);
	struct fill fill = FILL("department", proposed.name);

	if (!str_is(r->state, "open"))
		return STR("");
	return turn_phrase(t, proposed.id ? PHRASE("case.proposed") : PHRASE("case.proposed.none"), &fill,
			   proposed.id ? 1 : 0);
}

/* What is not there leaves no gap. */
static struct str squeezed(struct str s, struct arena *a)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' || (n && out[n - 1] != ' '))
			out[n++] = s.p[i];
	return (struct str){ out, n };
}

static struct str line(struct turn *t, const struct desk_row *r)
{
	struct fill fills[] = {
		FILL("number", case_number(t->arena, r->number)),
		FILL("kind", case_kind(t->world, r->kind)),
		FILL("what", case_category(t->world, r->kind, r->category)),
		FILL("place", r->place.n ? utf8_cut(r->place, PLACE_SHOWN) : STR("")),
		FILL("state", pack_label(t->world->pack, "case_standing", str_c(standing(r, t->now, t->arena)))),
		FILL("department", office(t, r)),
		FILL("urgent", r->urgent ? turn_phrase(t, PHRASE("case.word.urgent"), NULL, 0) : STR("")),
		FILL("when", r->due_at ? turn_phrase(t, PHRASE("case.until"),
						     FILLS_(FILL("due", case_moment(t->world, r->due_at, t->arena))), 1)
				       : case_moment(t->world, r->filed_at, t->arena)),
	};

	return squeezed(turn_phrase(t, PHRASE("case.line"), fills, sizeof fills / sizeof *fills), t->arena);
}

/* ------------------------------------------------------------------- what is asked for */

static const char *state_asked(struct turn *t)
{
	static const char *const states[] = { "open",	  "assigned",  "answered", "closed",
					      "reopened", "withdrawn", "merged" };
	struct str s = slots_get(&t->slots, "status");

	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (str_is(s, states[i]))
			return states[i];
	return NULL;
}

static const char *kind_asked(struct turn *t)
{
	struct str s = slots_get(&t->slots, "case_kind");

	return str_is(s, "hazard")	 ? "hazard"
	       : str_is(s, "suggestion") ? "suggestion"
	       : str_is(s, "grievance")	 ? "grievance"
					 : NULL;
}

/* Local midnight at which a day of the pack's begins, or ends; 0: none. */
static ms_t midnight(struct str date, int64_t after)
{
	int64_t day;

	return day_read(date, &day) ? hours_at(day + after, 0) : 0;
}

/* A department that is not one's own: refused, and written down. */
static bool may_ask(struct turn *t, const struct named *department)
{
	if (!department->id || role_covers(t->db, t->who.id, ROLE_DEPARTMENT, department->name) ||
	    role_covers(t->db, t->who.id, ROLE_STREET, department->name))
		return true;
	audit(t->db, t->now, t->who.uid, "refused", STR("admin.cases"), department->name);
	turn_say(t, "case.staff.not_yours", FILL("department", department->name));
	return false;
}

static struct desk_query query(struct turn *t, const struct named *department)
{
	struct str status = slots_get(&t->slots, "status");

	return (struct desk_query){
		.person = t->who.id,
		.city = role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY),
		.mine = str_is(slots_get(&t->slots, "mine"), "yes"),
		.overdue = str_is(status, "overdue"),
		.undone = str_is(status, "undone"),
		.urgent = str_is(slots_get(&t->slots, "urgent_only"), "yes"),
		.state = state_asked(t),
		.kind = kind_asked(t),
		.department = department->id,
		.from = midnight(slots_get(&t->slots, "from"), 0),
		.to = midnight(slots_get(&t->slots, "to"), 1),
	};
}

static void cases(struct turn *t)
{
	struct str said = slots_get(&t->slots, "department");
	struct named department = said.n ? department_named_in(t->db, t->u.said, t->arena) : (struct named){ 0 };
	struct desk_query q = query(t, &department);

	if (said.n && !department.id) {
		turn_say(t, "case.staff.no_department", FILL("department", said));
		return;
	}
	if (!q.city && !may_ask(t, &department))
		return;
	/* the city has no cases of its own; a department's "mine" is all that it may see */
	q.mine = q.mine && !q.city;
	struct desk_row *rows = arena_array(t->arena, struct desk_row, LINES_MOST);
	struct str *lines = arena_array(t->arena, struct str, LINES_MOST);
	int64_t count = desk_count(t->db, &q, t->now);
	size_t n = desk_list(t->db, &q, t->now, rows, LINES_MOST, t->arena);

	turn_say_n(t, count ? PHRASE("case.list") : PHRASE("case.list.none"),
		   FILLS_(FILL("n", arena_printf(t->arena, "%" PRId64, count))), 1);
	for (size_t i = 0; i < n; i++)
		lines[i] = line(t, &rows[i]);
	if (n == 1)
		case_remember(t, rows[0].number);
	if ((size_t)count > n)
		turn_say(t, "case.list.first", FILL("n", arena_printf(t->arena, "%zu", n)));
	if (n)
		list_say(t, lines, n);
	turn_receipt(t);
}

const struct handler case_list_handlers[] = {
	{ .intent = "admin.cases", .run = cases },
	{ 0 },
};
