/* act.c - acts on a case: whose they are, and those of whoever handles it. */
#include "handlers/case/act.h"

#include "dialogs/pack/labels.h"
#include "handlers/turn/notice.h"
#include "store/case/desk.h"
#include "store/person/role.h"

enum { OWN_EXTENSIONS = 1 };

size_t case_tell_of(const struct doing *d, const struct case_info *c, enum case_whom whom, const char *name,
		    struct str words, bool ask)
{
	struct str outcome = c->outcome.n ? pack_label(d->w->pack, "outcome", c->outcome) : STR("");
	struct str due = c->due_at ? case_moment(d->w, c->due_at, d->arena)
				   : phrase(d->w->pack, PHRASE("case.no_term"), 0, NULL, 0, d->arena);
	struct fill fills[] = {
		FILL("number", case_number(d->arena, c->number)),
		FILL("kind", case_kind(d->w, c->kind)),
		FILL("what", case_category(d->w, c->kind, c->category)),
		FILL("place", c->place.n ? c->place : STR("")),
		FILL("department", c->department.n ? c->department : STR("")),
		FILL("due", due),
		FILL("outcome", outcome),
		FILL("why", words),
		FILL("answer", words),
	};
	struct button buttons[] = {
		{ phrase(d->w->pack, PHRASE("case.rate.yes"), 0, NULL, 0, d->arena),
		  case_rate_data(d->w, c->number, true, d->arena) },
		{ phrase(d->w->pack, PHRASE("case.rate.no"), 0, NULL, 0, d->arena),
		  case_rate_data(d->w, c->number, false, d->arena) },
	};
	struct case_message m = { .w = d->w,
				  .c = c,
				  .whom = whom,
				  .but = d->person,
				  .flags = NOTICE_AWAITED,
				  .phrase = name,
				  .fills = fills,
				  .n = sizeof fills / sizeof *fills,
				  .buttons = ask ? buttons : NULL,
				  .n_buttons = ask ? 2 : 0,
				  .expects = ask ? "rate" : NULL };

	return case_tell(&m, d->now, d->arena);
}

enum act_result case_step_act(const struct doing *d, struct case_outcome *o, struct case_step step)
{
	static const enum act_result results[] = {
		[CASE_MOVED] = ACT_DONE,     [CASE_UNKNOWN] = ACT_UNKNOWN,    [CASE_NOT_NOW] = ACT_NOT_NOW,
		[CASE_NOT_THAT] = ACT_UNFIT, [CASE_NO_REASON] = ACT_NO_WORDS, [CASE_NOT_THERE] = ACT_NO_TARGET,
		[CASE_SHARED] = ACT_SHARED,
	};

	step.person = d->person;
	step.link = d->link;
	enum case_result r = case_move(d->w->db, o->before.number, &step, d->now);

	if (r == CASE_MOVED)
		o->now = case_load(d->w->db, o->before.number, d->arena);
	return results[r];
}

/* -------------------------------------------------------------- to a department, and back */

static void add_helper(const struct doing *d, int64_t department, const struct case_info *c)
{
	desk_add_helper(d->w->db, c->number, department);
	(void)case_tell_of(d, c, TELL_HELPERS, PHRASE("case.helper.staff"), STR(""), false);
}

/* Those who had it need not go on. */
static void tell_the_former(const struct doing *d, const struct case_info *before, const struct case_info *now)
{
	struct case_info had = *before;

	had.department = now->department; /* {department} is who has it now */
	(void)case_tell_of(d, &had, TELL_DEPARTMENT, PHRASE("case.reassigned.staff"), STR(""), false);
}

static enum act_result assign(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	const struct case_info *c = &o->before;
	struct case_term term = q->days ? case_term_of(d->w, q->days, d->now)
					: case_term(d->w, c->kind, c->category, d->now);
	enum act_result r = case_step_act(d, o,
					  (struct case_step){ .event = CASE_ASSIGN,
							      .department = q->department,
							      .due_at = term.due_at,
							      .remind_at = term.remind_at });

	if (r != ACT_DONE)
		return r;
	o->helped = q->helper && q->helper != q->department;
	if (o->helped)
		add_helper(d, q->helper, &o->now);
	o->told = case_tell_of(d, &o->now, TELL_DEPARTMENT, PHRASE("case.assigned.staff"), STR(""), false);
	if (c->department_id && c->department_id != q->department && !(o->helped && c->department_id == q->helper))
		tell_the_former(d, c, &o->now);
	return r;
}

static enum act_result have_helped(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	if (!q->helper || q->helper == o->before.department_id)
		return ACT_NO_TARGET;
	o->now = o->before;
	o->helped = true;
	add_helper(d, q->helper, &o->now);
	return ACT_DONE;
}

static enum act_result give_back(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	enum act_result r = case_step_act(d, o, (struct case_step){ .event = CASE_RETURN, .why = q->words });

	if (r == ACT_DONE)
		(void)case_tell_of(d, &o->before, TELL_CITY, PHRASE("case.returned.staff"), q->words, false);
	return r;
}

bool case_may_extend(const struct case_info *c, int64_t days, ms_t now)
{
	return c->extended < OWN_EXTENSIONS && days <= CASE_EXTENSION_DAYS && c->due_at > now;
}

static enum act_result extend(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	ms_t due = o->before.due_at;
	struct case_term term = case_term_of(d->w, q->days, due > d->now ? due : d->now);
	enum act_result r = case_step_act(
		d, o,
		(struct case_step){
			.event = CASE_EXTEND, .why = q->words, .due_at = term.due_at, .remind_at = term.remind_at });

	if (r != ACT_DONE)
		return r;
	(void)case_tell_of(d, &o->now, TELL_REPORTER, PHRASE("case.extended.reporter"), q->words, false);
	(void)case_tell_of(d, &o->now, TELL_CITY, PHRASE("case.extended.staff"), q->words, false);
	return r;
}

/* ---------------------------------------------------------------------- how it goes, and ends */

static enum act_result progress(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	enum act_result r = case_step_act(d, o, (struct case_step){ .event = CASE_PROGRESS, .why = q->words });

	if (r == ACT_DONE)
		(void)case_tell_of(d, &o->now, TELL_REPORTER, PHRASE("case.progress.reporter"), q->words, false);
	return r;
}

static enum act_result answer(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	struct case_step given = { .event = CASE_ASSIGN, .department = q->department };

	if (q->department && !o->before.department_id && case_step_act(d, o, given) == ACT_DONE)
		o->before = o->now;
	enum act_result r = case_step_act(
		d, o, (struct case_step){ .event = CASE_ANSWER, .why = q->words, .outcome = q->outcome });

	if (r != ACT_DONE)
		return r;
	(void)case_tell_of(d, &o->now, TELL_REPORTER,
			   str_is(o->now.outcome, "void") ? PHRASE("case.answered.void")
							  : PHRASE("case.answered.reporter"),
			   q->words, true);
	(void)case_tell_of(d, &o->now, TELL_SUPPORTERS, PHRASE("case.answered.supporter"), q->words, false);
	return r;
}

static enum act_result decide(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	const char *name = !q->adopt	? PHRASE("case.declined.reporter")
			   : q->words.n ? PHRASE("case.adopted.reporter")
					: PHRASE("case.adopted.reporter.bare");
	enum act_result r = case_step_act(d, o,
					  (struct case_step){ .event = CASE_DECIDE,
							      .why = q->words,
							      .outcome = q->adopt ? "adopted" : "declined" });

	if (r != ACT_DONE)
		return r;
	(void)case_tell_of(d, &o->now, TELL_REPORTER, name, q->words, false);
	(void)case_tell_of(d, &o->now, TELL_SUPPORTERS, name, q->words, false);
	return r;
}

static enum act_result merge(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	if (!q->into || !case_sight(d->w->db, d->person, q->into))
		return ACT_NO_TARGET;
	enum act_result r = case_step_act(d, o, (struct case_step){ .event = CASE_MERGE, .into = q->into });

	if (r == ACT_DONE)
		(void)case_tell_of(d, &o->now, TELL_REPORTER, PHRASE("case.merged.reporter"), STR(""), false);
	return r;
}

static enum act_result reopen(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	const struct case_info *c = &o->before;
	struct case_term term = case_term(d->w, c->kind, c->category, d->now);

	if (!q->words.n)
		return ACT_NO_WORDS;
	enum act_result r = case_step_act(d, o,
					  (struct case_step){ .event = CASE_REOPEN,
							      .why = q->words,
							      .due_at = c->department_id ? term.due_at : 0,
							      .remind_at = term.remind_at });

	if (r != ACT_DONE)
		return r;
	(void)case_tell_of(d, &o->now, TELL_DEPARTMENT, PHRASE("case.reopened.by_staff"), q->words, false);
	(void)case_tell_of(d, &o->now, TELL_REPORTER, PHRASE("case.reopened.reporter"), q->words, false);
	return r;
}

/* ------------------------------------------------------------------------ put down beside it */

static enum act_result correct(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	if (!q->outcome || !case_set_outcome(d->w->db, o->before.number, q->outcome, d->person, d->now))
		return ACT_NOT_NOW;
	o->now = case_load(d->w->db, o->before.number, d->arena);
	return ACT_DONE;
}

static enum act_result outside(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	case_set_outside(d->w->db, o->before.number, q->value, d->person, d->now);
	o->now = o->before;
	o->now.outside = q->value;
	return ACT_DONE;
}

static enum act_result source(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	case_set_source(d->w->db, o->before.number, q->value, d->person, d->now);
	o->now = o->before;
	o->now.source = q->value;
	return ACT_DONE;
}

/* ------------------------------------------------------------------------------ the table */

/* Whose cases: an act of staff needs one that they see; ENDS: one that is theirs to end; LEADS: it
 * takes the city, or the street where it lies. */
enum whose { OWN, SEEN, ENDS, LEADS };

static const struct {
	case_do *run;
	enum whose whose;
} table[ACT_COUNT] = {
	[ACT_CASE_WITHDRAW] = { case_withdraw_act, OWN },
	[ACT_CASE_RESTORE] = { case_restore_act, OWN },
	[ACT_CASE_RATE] = { case_rate_act, OWN },
	[ACT_CASE_REFUSE] = { case_refuse_act, OWN },
	[ACT_CASE_REASON] = { case_reason_act, OWN },
	[ACT_CASE_HIDE] = { case_name_act, OWN },
	[ACT_CASE_NAME] = { case_name_act, OWN },
	[ACT_CASE_ASSIGN] = { assign, SEEN },
	[ACT_CASE_HELPER] = { have_helped, SEEN },
	[ACT_CASE_RETURN] = { give_back, SEEN },
	[ACT_CASE_EXTEND] = { extend, SEEN },
	[ACT_CASE_PROGRESS] = { progress, SEEN },
	[ACT_CASE_ANSWER] = { answer, ENDS },
	[ACT_CASE_DECIDE] = { decide, ENDS },
	[ACT_CASE_MERGE] = { merge, ENDS },
	[ACT_CASE_REOPEN] = { reopen, ENDS },
	[ACT_CASE_CORRECT] = { correct, ENDS },
	[ACT_CASE_OUTSIDE] = { outside, SEEN },
	[ACT_CASE_SOURCE] = { source, SEEN },
	[ACT_CASE_LINK] = { case_link_act, LEADS },
	[ACT_CASE_UNLINK] = { case_unlink_act, LEADS },
};

/* Whoever has it: the city, its department, or the street while nobody has it. */
static bool has_it(const struct doing *d, const struct case_info *c)
{
	return (role_bits(d->w->db, d->person) & ROLE_BIT(ROLE_CITY)) || !c->department_id ||
	       role_covers(d->w->db, d->person, ROLE_DEPARTMENT, c->department) ||
	       role_covers(d->w->db, d->person, ROLE_STREET, c->department);
}

/* Is this case his to do it with? Of a link that is settled: it is for its department's case. */
static bool may(const struct doing *d, const struct case_request *q, const struct case_info *c)
{
	if (!act_allowed(d, q->act))
		return false;
	if (!d->person || d->link)
		return true;
	unsigned roles = role_bits(d->w->db, d->person);

	if (q->act == ACT_CASE_EXTEND)
		return (roles & ROLE_BIT(ROLE_CITY)) || case_may_extend(c, q->days, d->now);
	if (table[q->act].whose == LEADS)
		return roles & (ROLE_BIT(ROLE_CITY) | ROLE_BIT(ROLE_STREET));
	return table[q->act].whose != ENDS || has_it(d, c);
}

static bool sees(const struct doing *d, enum act_id act, const struct case_info *c)
{
	if (!d->person || d->link)
		return true;
	return table[act].whose == OWN ? case_tie(d->w->db, c, d->person) == TIE_OWN
				       : case_sight(d->w->db, d->person, c->number) != SIGHT_NONE;
}

enum act_result case_act(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	if (!o->before.number)
		o->before = case_load(d->w->db, q->number, d->arena);
	if (!o->before.number || !sees(d, q->act, &o->before))
		return ACT_UNKNOWN;
	if (!may(d, q, &o->before))
		return act_denied(d, q->act, str_c(o->before.uid));
	return table[q->act].run(d, q, o);
}
