/* own.c - what a reporter may decide about his case: withdraw it and take that back,
 * be named to the department or not, have his colleague told. */
#include "handlers/turn/turn.h"
#include "handlers/case/act.h"
#include "handlers/turn/consent.h"
#include "handlers/turn/notice.h"

static enum act_result act(struct turn *t, const struct case_info *c, enum act_id id)
{
	struct doing doing = turn_doing(t);
	struct case_outcome o = { .before = *c };

	case_remember(t, c->number);
	return case_act(&doing, &(struct case_request){ .act = id, .words = t->said }, &o);
}

static void withdraw(struct turn *t)
{
	struct case_info c;

	switch (case_meant(t, CASES_LIVE, "case.withdraw", &c)) {
	case CASE_NO_CASE:
		turn_say(t, "case.withdraw.none", FILL("name", t->who.name));
		return;
	case CASE_ASKED:
		return;
	case CASE_ONE:
		break;
	}
	enum act_result r = act(t, &c, ACT_CASE_WITHDRAW);

	turn_say_n(t,
		   r == ACT_DONE     ? PHRASE("case.withdrawn")
		   : r == ACT_SHARED ? PHRASE("case.withdraw.shared")
				     : PHRASE("case.withdraw.over"),
		   FILLS_(FILL("number", case_number(t->arena, c.number)),
			  FILL("what", case_category(t->world, c.kind, c.category))),
		   2);
	turn_receipt(t);
}

/* "不撤了" */
static void restore(struct turn *t)
{
	struct case_info c;

	switch (case_meant(t, CASES_WITHDRAWN, "case.restore", &c)) {
	case CASE_NO_CASE:
		turn_say(t, "case.restore.none", FILL("name", t->who.name));
		return;
	case CASE_ASKED:
		return;
	case CASE_ONE:
		break;
	}
	turn_say_n(t, act(t, &c, ACT_CASE_RESTORE) == ACT_DONE ? PHRASE("case.restored") : PHRASE("case.restore.not"),
		   FILLS_(FILL("number", case_number(t->arena, c.number))), 1);
	turn_receipt(t);
}

/* "不要让站长晓得是我", "可以留名". */
static void name_or_not(struct turn *t)
{
	bool hide = !str_is(slots_get(&t->slots, "anonymous"), "no");
	struct case_info c;

	if (!hide && consent_needed(t, PURPOSE_PASSING_ON))
		return;
	switch (case_meant(t, CASES_LIVE, "case.name", &c)) {
	case CASE_NO_CASE:
		turn_say(t, "case.name.none", FILL("name", t->who.name));
		return;
	case CASE_ASKED:
		return;
	case CASE_ONE:
		break;
	}
	(void)act(t, &c, hide ? ACT_CASE_HIDE : ACT_CASE_NAME);
	turn_say_n(t, hide ? PHRASE("case.hidden") : PHRASE("case.named"),
		   FILLS_(FILL("number", case_number(t->arena, c.number))), 1);
	turn_receipt(t);
}

/* "告诉他": the colleague for whom it was filed hears of it, and may ask for it from now on. */
static void tell_colleague(struct turn *t)
{
	struct case_info c = case_load(t->db, case_spoken_of(t), t->arena);
	bool his = c.number && c.person == t->who.id && c.on_behalf;

	if (!his || c.behalf_told) {
		turn_say_n(t, his ? PHRASE("case.tell.done") : PHRASE("case.tell.nobody"),
			   FILLS_(FILL("number", case_number(t->arena, c.number))), 1);
		return;
	}
	struct str number = case_number(t->arena, c.number);

	case_set_told(t->db, c.number, t->who.id, t->now);
	turn_tell(t, c.on_behalf, NOTICE_RECEIPT, number, "case.told", FILL("number", number),
		  FILL("name", t->who.name.n ? t->who.name : turn_phrase(t, PHRASE("case.a_colleague"), NULL, 0)),
		  FILL("what", case_category(t->world, c.kind, c.category)));
	turn_say(t, "case.tell.done", FILL("number", number));
	turn_receipt(t);
}

const struct handler case_own_handlers[] = {
	{ .intent = "case.withdraw", .run = withdraw, .flags = HANDLER_FILES },
	{ .intent = "case.restore", .run = restore, .flags = HANDLER_FILES },
	{ .intent = "case.name", .run = name_or_not, .flags = HANDLER_FILES },
	{ .intent = "case.tell", .run = tell_colleague, .flags = HANDLER_FILES },
	{ 0 },
};
