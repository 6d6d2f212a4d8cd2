/* status.c - how a case stands, honestly: also that it is late. */
#include "handlers/turn/turn.h"
#include "handlers/case/case.h"
#include "store/db/number.h"
#include "store/schema/words.h"

enum { OWN_LISTED = 3 };

static const char *state_phrase(const struct case_info *c, ms_t now)
{
	if (c->due_at && c->due_at <= now)
		return PHRASE("case.state.overdue");
	switch (case_state_of(c->state)) {
	case CASE_STATE_REOPENED:
		return PHRASE("case.state.reopened");
	case CASE_STATE_ASSIGNED:
		return c->due_at ? PHRASE("case.state.assigned.due") : PHRASE("case.state.assigned");
	case CASE_STATE_ANSWERED:
		return PHRASE("case.state.answered");
	case CASE_STATE_CLOSED:
		return case_kind_of(c->kind) == CASE_KIND_SUGGESTION ? PHRASE("case.state.decided")
								     : PHRASE("case.state.closed");
	case CASE_STATE_WITHDRAWN:
		return PHRASE("case.state.withdrawn");
	case CASE_STATE_MERGED:
		return PHRASE("case.state.merged");
	default:
		if (c->danger.n)
			return c->taken_by ? PHRASE("case.state.taken") : PHRASE("case.state.alerted");
		return PHRASE("case.state.open");
	}
}

static struct str or_moment(struct turn *t, ms_t at)
{
	return at ? case_moment(t->world, at, t->arena) : STR("");
}

static void say_state(struct turn *t, const struct case_info *c)
{
	struct fill fills[] = {
		FILL("number", case_number(t->arena, c->number)),
		FILL("what", case_category(t->world, c->kind, c->category)),
		FILL("department",
		     c->department.p ? c->department : turn_phrase(t, PHRASE("case.department.none"), NULL, 0)),
		FILL("day", case_moment(t->world, c->filed_at, t->arena)),
		FILL("assigned", or_moment(t, c->assigned_at)),
		FILL("due", or_moment(t, c->due_at)),
		FILL("answered", or_moment(t, c->answered_at)),
	};

	turn_say_n(t, state_phrase(c, t->now), fills, sizeof fills / sizeof *fills);
	turn_receipt(t);
}

/* What was answered belongs to him alone: in private, in full. */
static void say_all(struct turn *t, const struct case_info *c)
{
	struct str said = case_answer(t->db, c->number, t->arena);

	say_state(t, c);
	if (said.n && !turn_is_group(t) && (str_is(c->state, "answered") || str_is(c->state, "closed")))
		turn_say(t, "case.answer.was", FILL("answer", said));
	if (str_is(c->state, "answered") && case_tie(t->db, c, t->who.id) == TIE_OWN && !turn_is_group(t))
		case_ask_rating(t, c);
	case_remember(t, c->number);
}

static void by_number(struct turn *t, struct str asked)
{
	struct case_info c = case_load(t->db, number_parse(asked, 'Q'), t->arena);
	enum case_tie tie = case_tie(t->db, &c, t->who.id);

	/* somebody else's number and an unknown one get the same answer */
	if (tie == TIE_NONE)
		turn_say(t, "case.unknown", FILL("number", asked));
	else if (turn_is_group(t) && case_delicate(c.kind, c.category))
		turn_say(t, "private.please", FILL("name", t->who.name));
	else if (tie == TIE_OWN)
		say_all(t, &c);
	else
		say_state(t, &c);
}

/* Those that the sentence is about ("那个停车的"), or else all. */
static size_t meant(struct turn *t, struct case_info *v, size_t n)
{
	int best = 0;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		int shared = case_words_shared(t, &v[i], t->u.said);

		best = shared > best ? shared : best;
	}
	for (size_t i = 0; best && i < n; i++)
		if (case_words_shared(t, &v[i], t->u.said) == best)
			v[kept++] = v[i];
	return best ? kept : n;
}

static void status(struct turn *t)
{
	struct str asked = slots_get(&t->slots, "case");
	struct case_info *v = arena_array(t->arena, struct case_info, CASES_OWN);

	if (asked.n) {
		by_number(t, asked);
		return;
	}
	if (turn_is_group(t)) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		return;
	}
	size_t n = case_of_person(t->db, t->who.id, CASES_ALL, v, CASES_OWN, t->arena);

	if (!n)
		turn_say(t, "case.none", FILL("name", t->who.name));
	n = meant(t, v, n);
	for (size_t i = 0; i < n && i < OWN_LISTED; i++)
		if (n == 1 && case_tie(t->db, &v[i], t->who.id) == TIE_OWN)
			say_all(t, &v[i]);
		else
			say_state(t, &v[i]);
	if (n > OWN_LISTED)
		turn_say(t, "case.more", FILL("n", arena_printf(t->arena, "%zu", n - OWN_LISTED)));
}

const struct handler case_status_handlers[] = {
	{ .intent = "case.status", .run = status },
	{ 0 },
};
