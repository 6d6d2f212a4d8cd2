/* act_own.c - what a reporter may do with his case. */
#include "handlers/case/act.h"

static void tell_department(const struct doing *d, const struct case_info *c, const char *name)
{
	(void)case_tell_of(d, c, TELL_DEPARTMENT, name, STR(""), false);
}

static void tell_staff(const struct doing *d, const struct case_info *c, const char *name, struct str words)
{
	(void)case_tell_of(d, c, TELL_DEPARTMENT, name, words, false);
	(void)case_tell_of(d, c, TELL_CITY, name, words, false);
}

enum act_result case_withdraw_act(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	enum act_result r = case_step_act(d, o, (struct case_step){ .event = CASE_WITHDRAW, .why = q->words });

	if (r == ACT_DONE && case_may(o->before.state, o->before.kind, CASE_RETURN))
		tell_department(d, &o->before, PHRASE("case.withdrawn.staff"));
	return r;
}

/* As if it had never been withdrawn, but the term begins anew. */
enum act_result case_restore_act(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	struct case_term term = case_term(d->w, o->before.kind, o->before.category, d->now);
	enum act_result r = case_step_act(
		d, o,
		(struct case_step){
			.event = CASE_RESTORE, .why = q->words, .due_at = term.due_at, .remind_at = term.remind_at });

	if (r == ACT_DONE && o->before.department_id)
		tell_department(d, &o->before, PHRASE("case.restored.staff"));
	return r;
}

enum act_result case_rate_act(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	enum act_result r = case_step_act(d, o, (struct case_step){ .event = CASE_RATE });

	(void)q;
	if (r == ACT_DONE)
		access_learn(d->w, o->before.number, d->now, d->arena);
	return r;
}

bool case_may_refuse(const struct case_info *c)
{
	return str_is(c->state, "answered") || (str_is(c->state, "closed") && str_is(c->rating, "none"));
}

enum act_result case_refuse_act(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	struct case_term term = case_term(d->w, o->before.kind, o->before.category, d->now);
	struct str why = q->words.n ? q->words : phrase(d->w->pack, PHRASE("case.no_reason"), 0, NULL, 0, d->arena);

	if (!case_may_refuse(&o->before))
		return ACT_NOT_NOW;
	enum act_result r = case_step_act(d, o,
					  (struct case_step){ .event = CASE_REOPEN,
							      .by_reporter = true,
							      .why = q->words,
							      .due_at = o->before.department_id ? term.due_at : 0,
							      .remind_at = term.remind_at });

	if (r != ACT_DONE)
		return r;
	tell_staff(d, &o->now, PHRASE("case.reopened.staff"), why);
	return r;
}

enum act_result case_reason_act(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	struct case_note note = { .event = "reason", .person = d->person, .text = q->words };

	case_note(d->w->db, o->before.number, &note, d->now);
	o->now = o->before;
	tell_staff(d, &o->now, PHRASE("case.reason.staff"), q->words);
	return ACT_DONE;
}

enum act_result case_name_act(const struct doing *d, const struct case_request *q, struct case_outcome *o)
{
	bool hide = q->act == ACT_CASE_HIDE;

	if (hide != o->before.anonymous)
		case_set_anonymous(d->w->db, o->before.number, hide, d->person, d->now);
	o->now = o->before;
	o->now.anonymous = hide;
	return ACT_DONE;
}
