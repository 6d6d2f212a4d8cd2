/* rate.c - is it solved, and is he satisfied? If not, the case goes on under
 * the same number; if he says nothing for seven days, it is closed as not rated. */
#include "handlers/turn/jobs.h"
#include "handlers/case/act.h"
#include "handlers/turn/notice.h"

enum { REASON_AWAITED = 60 * MS_MINUTE };

void case_ask_rating(struct turn *t, const struct case_info *c)
{
	struct str yes = turn_phrase(t, PHRASE("case.rate.yes"), NULL, 0);
	struct str no = turn_phrase(t, PHRASE("case.rate.no"), NULL, 0);

	turn_say(t, "case.rate.ask", FILL("number", case_number(t->arena, c->number)));
	turn_button(t, yes, case_rate_data(t->world, c->number, true, t->arena));
	turn_button(t, no, case_rate_data(t->world, c->number, false, t->arena));
	turn_expect(t, "rate", MS_DAY);
}

struct str case_rate_data(const struct turn_world *w, int64_t number, bool satisfied, struct arena *a)
{
	const char *name = satisfied ? PHRASE("case.rate.yes") : PHRASE("case.rate.no");

	return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(case_number(a, number)),
			    STR_ARG(phrase(w->pack, name, 0, NULL, 0, a)));
}

static enum act_result act(struct turn *t, const struct case_info *c, enum act_id id, struct str why)
{
	struct doing doing = turn_doing(t);
	struct case_outcome o = { .before = *c };

	return case_act(&doing, &(struct case_request){ .act = id, .words = why }, &o);
}

static void satisfied(struct turn *t, const struct case_info *c)
{
	turn_say_n(t, act(t, c, ACT_CASE_RATE, NO_STR) == ACT_DONE ? PHRASE("case.rated") : PHRASE("case.rate.over"),
		   FILLS_(FILL("number", case_number(t->arena, c->number))), 1);
	turn_expect(t, NULL, 0);
}

static void dissatisfied(struct turn *t, const struct case_info *c)
{
	struct str why = slots_get(&t->slots, "reason").n ? t->said : NO_STR;
	bool done = act(t, c, ACT_CASE_REFUSE, why) == ACT_DONE;

	turn_say_n(t,
		   !done   ? PHRASE("case.rate.over")
		   : why.n ? PHRASE("case.reopened.why")
			   : PHRASE("case.reopened"),
		   FILLS_(FILL("number", case_number(t->arena, c->number))), 1);
	turn_expect(t, done && !why.n ? "reason" : NULL, REASON_AWAITED);
}

/* Which one: by its number, or the one that waits for his word. */
static enum case_found which(struct turn *t, struct case_info *c)
{
	enum case_found found = case_meant(t, CASES_ANSWERED, "case.rate", c);
	struct case_info last = case_load(t->db, case_spoken_of(t), t->arena);

	if (found == CASE_NO_CASE)
		found = case_meant(t, CASES_UNRATED, "case.rate", c);
	if (found != CASE_NO_CASE || case_tie(t->db, &last, t->who.id) != TIE_OWN)
		return found;
	*c = last; /* closed since, perhaps: the words for it are said below */
	return CASE_ONE;
}

static void rate(struct turn *t)
{
	struct str score = slots_get(&t->slots, "score");
	struct case_info c;

	switch (which(t, &c)) {
	case CASE_NO_CASE:
		turn_say(t, "case.rate.none", FILL("name", t->who.name));
		return;
	case CASE_ASKED:
		return;
	case CASE_ONE:
		break;
	}
	case_remember(t, c.number);
	if (!case_may(c.state, c.kind, CASE_RATE) && !case_may_refuse(&c))
		turn_say_n(t, c.answered_at ? PHRASE("case.rate.over") : PHRASE("case.rate.early"),
			   FILLS_(FILL("number", case_number(t->arena, c.number))), 1);
	else if (str_is(score, "yes"))
		satisfied(t, &c);
	else if (str_is(score, "no"))
		dissatisfied(t, &c);
	else
		case_ask_rating(t, &c);
	turn_receipt(t);
}

/* What was not done, asked once. */
static void reason(struct turn *t)
{
	int64_t number = case_spoken_of(t);
	struct case_info c = case_load(t->db, number, t->arena);

	turn_expect(t, NULL, 0);
	if (act(t, &c, ACT_CASE_REASON, t->said) != ACT_DONE)
		return;
	case_attach(t, number);
	turn_say(t, "case.reason.taken", FILL("number", case_number(t->arena, number)));
	turn_receipt(t);
}

/* Seven days without a word. */
static void unrated(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	struct case_step step = { .event = CASE_CLOSE };
	struct case_info c = case_load(w->db, timer->subject, a);
	struct fill fill = FILL("number", case_number(a, timer->subject));
	struct case_message m = { .w = w,
				  .c = &c,
				  .whom = TELL_REPORTER,
				  .phrase = PHRASE("case.unrated"),
				  .fills = &fill,
				  .n = 1,
				  .expects = "rate" };

	if (case_move(w->db, timer->subject, &step, now) != CASE_MOVED)
		return;
	(void)case_tell(&m, now, a);
	access_learn(w, timer->subject, now, a);
}

const struct handler case_rate_handlers[] = {
	{ .intent = "case.rate", .run = rate, .flags = HANDLER_FILES },
	{ .intent = "case.reason", .run = reason, .flags = HANDLER_FILES },
	{ 0 },
};

const struct job case_rate_jobs[] = {
	{ .name = CASE_TIMER_UNRATED, .run = unrated },
	{ 0 },
};
