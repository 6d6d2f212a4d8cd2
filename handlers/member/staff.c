/* staff.c - staff and members: who reported in, into which branch, who left.
 * The city sees all; a secretary who has no branch yet, and his own. */
#include <stdio.h>
#include <string.h>

#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/dates.h"
#include "handlers/talk/list.h"
#include "handlers/turn/notice.h"
#include "handlers/talk/who.h"
#include "store/db/audit.h"
#include "store/person/department.h"
#include "store/member/member.h"
#include "store/person/role.h"

/* What a notice is about, for whoever has to phone instead. */
#define SUBJECT STR("branch")

static bool is_city(struct turn *t)
{
	return role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY);
}

static bool leads(struct turn *t, int64_t branch)
{
	char key[32];

	snprintf(key, sizeof key, ",%lld,", (long long)branch);
	return branch && strstr(branches_led(t->db, t->who.id, t->arena), key);
}

/* The branch that is named; of a secretary who names none, his own if it is but one. */
static int64_t branch_meant(struct turn *t)
{
	int64_t id = branch_named_in(t->db, t->m->text, t->arena).id, own = 0;
	struct str list = str_c(branches_led(t->db, t->who.id, t->arena)), one;

	while (!id && str_split(&list, ',', &one)) {
		int64_t led = 0;

		if (!str_int(one, 1, INT64_MAX, &led))
			continue;
		if (own)
			return 0; /* several */
		own = led;
	}
	return id ? id : own;
}

static struct str or_nothing(struct turn *t, struct str s)
{
	return s.n ? s : turn_phrase(t, PHRASE("form.nothing"), NULL, 0);
}

static struct str line(struct turn *t, int64_t person)
{
	struct member m = member_load(t->db, person, t->arena);

	return turn_phrase(
		t, PHRASE("admin.member.line"),
		FILLS_(FILL("who", who_label(t, person)), FILL("organisation", or_nothing(t, m.organisation)),
		       FILL("joined", or_nothing(t, m.joined)), FILL("confirmed", or_nothing(t, m.confirmed)),
		       FILL("living", or_nothing(t, m.living)),
		       FILL("date", m.at ? date_words(local_day(m.at), t->arena) : or_nothing(t, NO_STR))),
		6);
}

static void say_list(struct turn *t, const int64_t *people, size_t n)
{
	struct str *lines = arena_array(t->arena, struct str, LIST_MAX);

	for (size_t i = 0; i < n && i < LIST_MAX; i++)
		lines[i] = line(t, people[i]);
	list_say(t, lines, n);
}

static struct str count(struct turn *t, size_t n)
{
	return arena_printf(t->arena, "%zu", n);
}

static void waiting(struct turn *t)
{
	int64_t *people = arena_array(t->arena, int64_t, LIST_MAX);
	size_t n = member_waiting(t->db, is_city(t) ? NULL : branches_led(t->db, t->who.id, t->arena), people,
				  LIST_MAX);

	if (!n) {
		turn_say(t, "admin.member.none_waiting", FILL("name", t->who.name));
		return;
	}
	turn_say(t, "admin.member.waiting", FILL("n", count(t, n)));
	say_list(t, people, n);
}

/* Somebody else's branch: put down. */
static void refused(struct turn *t, int64_t person)
{
	struct person p = person_load(t->db, person, t->arena);

	audit(t->db, t->now, t->who.uid, "refused", p.id ? str_c(p.uid) : NO_STR, STR("admin.member"));
}

/* Said of whoever never reported in, and in the same words of the member of another
 * branch: a secretary does not learn who is one. */
static void not_here(struct turn *t, int64_t person)
{
	turn_say(t, "admin.member.never", FILL("who", who_label(t, person)));
}

static void roll(struct turn *t)
{
	int64_t *people = arena_array(t->arena, int64_t, LIST_MAX), id = branch_meant(t);
	struct branch b = branch_load(t->db, id, t->arena);

	if (!id) {
		turn_say(t, "admin.member.which_branch", FILL("name", t->who.name));
		return;
	}
	if (!is_city(t) && !leads(t, id)) {
		refused(t, 0);
		turn_say(t, "admin.member.not_yours", FILL("name", t->who.name));
		return;
	}
	size_t n = member_of(t->db, id, people, LIST_MAX);

	turn_say(t, "admin.member.roll", FILL("branch", b.name), FILL("n", count(t, n)));
	if (n)
		say_list(t, people, n);
}

/* ---------------------------------------------------------------- one person */

static void tell_verified(struct turn *t, int64_t person, const struct branch *b)
{
	struct str meets = b->meets.n ? meets_words(b->meets, t->arena) : NO_STR;

	turn_tell(t, person, NOTICE_AWAITED, SUBJECT, "member.verified", FILL("branch", b->name),
		  FILL("contact", or_nothing(t, b->contact_name)), FILL("when", or_nothing(t, meets)));
}

/* May he put this member into that branch? Out of another secretary's branch: no. */
static bool may(struct turn *t, const struct member *m, int64_t branch)
{
	return is_city(t) || (m->branch ? leads(t, m->branch) : leads(t, branch));
}

static void assign(struct turn *t, int64_t person, const struct member *m)
{
	struct str who = who_label(t, person);
	struct branch b = branch_load(t->db, branch_meant(t), t->arena);

	if (!b.id) {
		turn_say(t, "admin.member.which_branch", FILL("name", t->who.name));
	} else if (!may(t, m, b.id)) {
		refused(t, person);
		not_here(t, person);
	} else if (m->branch == b.id && str_is(m->state, "verified")) {
		turn_say(t, "admin.member.there_already", FILL("who", who), FILL("branch", b.name));
	} else if (is_city(t) || leads(t, b.id)) {
		member_assign(t->db, person, b.id, true, &t->who, t->now);
		tell_verified(t, person, &b);
		turn_say(t, "admin.member.assigned", FILL("who", who), FILL("branch", b.name));
	} else {
		member_assign(t->db, person, b.id, false, &t->who, t->now);
		turn_tell(t, person, NOTICE_AWAITED, SUBJECT, "member.waits_there", FILL("branch", b.name));
		turn_say(t, "admin.member.passed_on", FILL("who", who), FILL("branch", b.name));
	}
}

static void end(struct turn *t, int64_t person, const struct member *m, bool left)
{
	if (!is_city(t) && m->branch && !leads(t, m->branch)) {
		refused(t, person);
		not_here(t, person);
		return;
	}
	member_end(t->db, person, left ? "left" : "refused", &t->who, t->now);
	if (left) {
		turn_tell(t, person, NOTICE_AWAITED, SUBJECT, "member.left", FILL("name", t->who.name));
		turn_say(t, "admin.member.gone", FILL("who", who_label(t, person)));
	} else {
		turn_tell(t, person, NOTICE_AWAITED, SUBJECT, "member.refused", FILL("name", t->who.name));
		turn_say(t, "admin.member.sent_back", FILL("who", who_label(t, person)));
	}
}

static bool reported_in(struct turn *t, int64_t person)
{
	return member_load(t->db, person, t->arena).known;
}

static void decide(struct turn *t, struct str action)
{
	int64_t person;

	switch (who_fitting(t, reported_in, &person)) {
	case WHO_ASKED:
		return;
	case WHO_NONE:
		turn_say(t, "who.none", FILL("name", t->who.name));
		return;
	case WHO_ONE:
		break;
	}
	struct member m = member_load(t->db, person, t->arena);

	if (!m.known)
		not_here(t, person);
	else if (str_is(action, "assign"))
		assign(t, person, &m);
	else if (str_is(m.state, "left") || str_is(m.state, "refused"))
		turn_say(t, "admin.member.gone_already", FILL("who", who_label(t, person)));
	else
		end(t, person, &m, str_is(action, "leave"));
}

static void run(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");

	if (str_is(action, "list"))
		waiting(t);
	else if (str_is(action, "roll"))
		roll(t);
	else
		decide(t, action);
}

const struct handler member_admin_handlers[] = {
	{ .intent = "admin.member", .run = run },
	{ 0 },
};
