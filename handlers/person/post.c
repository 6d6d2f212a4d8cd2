/* post.c - roles given and taken, a post handed over to a successor. What concerns the
 * whole city needs a second one of the staff. */
#include "store/keep/post.h"

#include <inttypes.h>

#include "dialogs/pack/labels.h"
#include "handlers/approval/approve.h"
#include "handlers/turn/notice.h"
#include "handlers/person/staff.h"
#include "handlers/talk/who.h"
#include "store/person/department.h"
#include "store/person/role.h"
#include "store/visit/visit.h"

#define SUBJECT STR("office") /* of what is told */

/* ------------------------------------------------------------------ which role */

struct office {
	enum role role; /* ROLE_COUNT: none was said */
	struct str scope;
};

/* What the role is for, by the names in the sentence. */
static struct str scope_said(struct turn *t, enum role role)
{
	struct site_named site[1];

	switch (role) {
	case ROLE_DEPARTMENT:
	case ROLE_CHILDCARE:
		return department_named_in(t->db, t->said, t->arena).name;
	case ROLE_BRANCH:
		return branch_named_in(t->db, t->said, t->arena).name;
	case ROLE_SITE:
		return site_named_in(t->db, t->said, t->who.id, site, 1, t->arena) == 1 ? site[0].name : NO_STR;
	case ROLE_STREET:
	case ROLE_PATROL:
		return street_named_in(t->db, t->said, t->arena).name;
	default:
		return NO_STR;
	}
}

static struct office office_said(struct turn *t)
{
	static const enum role by_name[] = { ROLE_BRANCH, ROLE_SITE, ROLE_STREET, ROLE_DEPARTMENT };
	struct office o = { .role = ROLE_COUNT };

	if (role_read(slots_get(&t->slots, "role"), &o.role)) {
		o.scope = scope_said(t, o.role);
		return o;
	}
	for (size_t i = 0; i < sizeof by_name / sizeof *by_name; i++) {
		o.scope = scope_said(t, by_name[i]);
		if (o.scope.n) {
			o.role = by_name[i];
			break;
		}
	}
	return o;
}

static struct str office_words(struct turn *t, const struct office *o)
{
	struct str role = pack_label(t->world->pack, "role", str_c(role_names[o->role]));

	return o->scope.n ? arena_printf(t->arena, STR_FMT "（" STR_FMT "）", STR_ARG(role), STR_ARG(o->scope)) : role;
}

/* --------------------------------------------------------------- given and taken */

void post_give(struct turn *t)
{
	struct office o = office_said(t);
	int64_t person = person_in_slot(t, "who", 0);
	struct str why = NO_STR;

	if (!person)
		return;
	if (o.role == ROLE_COUNT || !role_scope(t->db, o.role, o.scope, t->arena, &why).p) {
		turn_say(t, "post.which", FILL("who", who_label(t, person)));
		return;
	}
	if (o.role == ROLE_CITY || person == t->who.id) {
		approve_propose(t, (struct approval){ .kind = STR("role"), .a = person, .what = STR("city") });
		return;
	}
	struct fill fills[] = { FILL("who", who_label(t, person)), FILL("role", office_words(t, &o)) };
	bool new = role_give(t->db, t->now, t->who.uid, person, o.role, o.scope.n ? o.scope : STR(""), t->arena);

	turn_say_n(t, new ? PHRASE("post.given") : PHRASE("post.has"), fills, 2);
	if (new)
		turn_tell_n(t, person, NOTICE_AWAITED, SUBJECT, PHRASE("post.tell.given"), fills + 1, 1);
}

void post_take(struct turn *t)
{
	struct office o = office_said(t);
	int64_t person = person_in_slot(t, "who", 0);

	if (!person)
		return;
	if (role_bits(t->db, person) & ROLE_BIT(ROLE_CITY) && (o.role == ROLE_COUNT || o.role == ROLE_CITY)) {
		approve_propose(t, (struct approval){ .kind = STR("role"), .a = person, .what = STR("revoke city") });
		return;
	}
	int64_t n = role_take(t->db, t->now, t->who.uid, person, o.role, o.scope, t->arena);
	struct fill fills[] = { FILL("who", who_label(t, person)), FILL("n", arena_printf(t->arena, "%" PRId64, n)) };

	turn_say_n(t, n ? PHRASE("post.taken") : PHRASE("post.has_none"), fills, n ? 2 : 1);
	if (n)
		turn_tell_n(t, person, NOTICE_AWAITED, SUBJECT, PHRASE("post.tell.taken"), NULL, 0);
}

/* -------------------------------------------------------------- to the successor */

static void pass(struct turn *t, int64_t from, int64_t to)
{
	struct fill fills[] = { FILL("from", who_label(t, from)), FILL("to", who_label(t, to)) };

	if (role_bits(t->db, from) & ROLE_BIT(ROLE_CITY) && from != t->who.id) {
		approve_propose(t, (struct approval){ .kind = STR("role"), .a = to, .b = from });
		return;
	}
	int64_t n = post_hand_over(t->db, from, to, t->who.uid, t->now, t->arena);

	if (!n) {
		turn_say_n(t, PHRASE("post.has_none"), &FILL("who", fills[0].value), 1);
		return;
	}
	turn_say(t, "post.passed", fills[0], fills[1], FILL("n", arena_printf(t->arena, "%" PRId64, n)));
	turn_tell_n(t, to, NOTICE_AWAITED, SUBJECT, PHRASE("post.tell.new"), fills, 1);
	if (from != t->who.id)
		turn_tell_n(t, from, NOTICE_AWAITED, SUBJECT, PHRASE("post.tell.old"), fills + 1, 1);
}

void post_pass(struct turn *t)
{
	bool own = slots_get(&t->slots, "self").n;
	int64_t from = own ? t->who.id : person_in_slot(t, "first", 0);
	int64_t to = from ? person_in_slot(t, "second", 1) : 0;

	if (!from || !to)
		return;
	if (from == to)
		turn_say(t, "post.the_same", FILL("who", who_label(t, to)));
	else if (to == t->who.id)
		turn_say(t, "approve.own", FILL("name", t->who.name));
	else
		pass(t, from, to);
}
