/* own.c - what a reporter may decide about his case: withdraw it and take that back,
 * be named to the department or not, have his colleague told. */
#include "handlers/turn/capabilities.h"
#include "handlers/case/case.h"
#include "handlers/turn/consent.h"
#include "handlers/turn/notice.h"

static void tell_department(struct turn *t, const struct case_info *c, const char *phrase_name)
{
	struct fill fill = FILL("number", case_number(t->arena, c->number));
	struct case_message m = { .w = t->world,
				  .c = c,
				  .whom = TELL_DEPARTMENT,
				  .but = t->who.id,
				  .flags = NOTICE_AWAITED,
				  .phrase = phrase_name,
				  .fills = &fill,
				  .n = 1 };

	(void)case_tell(&m, t->now, t->arena);
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
	struct case_step step = { .event = CASE_WITHDRAW, .person = t->who.id, .why = t->said };
	enum case_result done = case_move(t->db, c.number, &step, t->now);

	case_remember(t, c.number);
	turn_say_n(t,
		   done == CASE_MOVED	 ? PHRASE("case.withdrawn")
		   : done == CASE_SHARED ? PHRASE("case.withdraw.shared")
					 : PHRASE("case.withdraw.over"),
		   FILLS_(FILL("number", case_number(t->arena, c.number)),
			  FILL("what", case_category(t->world, c.kind, c.category))),
		   2);
	turn_receipt(t);
	if (done == CASE_MOVED && case_may(c.state, c.kind, CASE_RETURN))
		tell_department(t, &c, PHRASE("case.withdrawn.staff"));
}

/* "不撤了": as if it had never been withdrawn, but the term begins anew. */
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
	struct case_term term = case_term(t->world, c.kind, c.category, t->now);
	struct case_step step = { .event = CASE_RESTORE,
				  .person = t->who.id,
				  .why = t->said,
				  .due_at = term.due_at,
				  .remind_at = term.remind_at };
	bool done = case_move(t->db, c.number, &step, t->now) == CASE_MOVED;

	case_remember(t, c.number);
	turn_say_n(t, done ? PHRASE("case.restored") : PHRASE("case.restore.not"),
		   FILLS_(FILL("number", case_number(t->arena, c.number))), 1);
	turn_receipt(t);
	if (done && c.department_id)
		tell_department(t, &c, PHRASE("case.restored.staff"));
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
	if (hide != c.anonymous)
		case_set_anonymous(t->db, c.number, hide, t->who.id, t->now);
	case_remember(t, c.number);
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
