/* member.c - members report in, and ask for their branch. In private only; what is
 * not settled is said to be so. */
#include "store/member/member.h"

#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/dates.h"

static struct member said(const struct slots *s)
{
	return (struct member){ .organisation = slots_get(s, "organisation"),
				.joined = slots_get(s, "joined"),
				.confirmed = slots_get(s, "confirmed"),
				.living = slots_get(s, "living") };
}

static struct str or_nothing(struct turn *t, struct str s)
{
	return s.n ? s : turn_phrase(t, PHRASE("form.nothing"), NULL, 0);
}

/* -------------------------------------------------------------------- check-in */

static void say_record(struct turn *t)
{
	struct member m = member_load(t->db, t->who.id, t->arena);

	turn_say(t, "member.saved", FILL("organisation", or_nothing(t, m.organisation)),
		 FILL("joined", or_nothing(t, m.joined)), FILL("confirmed", or_nothing(t, m.confirmed)),
		 FILL("living", or_nothing(t, m.living)));
}

static void checked_in(struct turn *t)
{
	struct member m = said(&t->slots);
	struct str name = slots_get(&t->slots, "name");

	if (!t->who.registered && name.n)
		person_rename(t->db, t->who.id, name);
	member_checkin(t->db, t->who.id, t->who.uid, &m, t->now);
	say_record(t);
}

static void say_branch(struct turn *t, const struct member *m)
{
	struct branch b = branch_load(t->db, m->branch, t->arena);
	struct str meets = b.meets.n ? meets_words(b.meets, t->arena) : NO_STR;

	turn_say(t, "member.branch", FILL("branch", b.name), FILL("contact", or_nothing(t, b.contact_name)));
	if (meets.p)
		turn_say(t, "member.meets", FILL("when", meets),
			 FILL("next", date_words(meets_next(b.meets, t->now), t->arena)));
	else
		turn_say(t, "member.no_meets", FILL("branch", b.name));
}

static void say_state(struct turn *t, const struct member *m)
{
	if (str_is(m->state, "verified") && m->branch)
		say_branch(t, m);
	else if (str_is(m->state, "refused"))
		turn_say(t, "member.refused", FILL("name", t->who.name));
	else if (str_is(m->state, "left"))
		turn_say(t, "member.left", FILL("name", t->who.name));
	else if (m->branch)
		turn_say(t, "member.waits_there", FILL("branch", m->branch_name));
	else
		turn_say(t, "member.waits", FILL("name", t->who.name));
}

/* Who has reported in is not asked again: what is new in the sentence corrects,
 * and he hears how it stands. */
static bool reported_already(struct turn *t)
{
	struct member m = member_load(t->db, t->who.id, t->arena), new = said(&t->u.slots);

	if (!m.known || str_is(m.state, "refused") || str_is(m.state, "left")) {
		if (t->who.registered) /* his name is known */
			slots_set(&t->u.slots, "name", t->who.name);
		return false;
	}
	if (new.organisation.n || new.joined.n || new.confirmed.n || new.living.n) {
		member_checkin(t->db, t->who.id, t->who.uid, &new, t->now);
		say_record(t);
	} else {
		say_state(t, &m);
	}
	return true;
}

/* ---------------------------------------------------------------------- branch */

static void branch(struct turn *t)
{
	struct member m = member_load(t->db, t->who.id, t->arena);

	if (m.known)
		say_state(t, &m);
	else
		turn_say(t, "member.unknown", FILL("name", t->who.name));
}

const struct handler member_handlers[] = {
	{ .intent = "member.checkin", .run = checked_in, .flags = HANDLER_FILES, .before = reported_already },
	{ .intent = "member.branch", .run = branch },
	{ 0 },
};
