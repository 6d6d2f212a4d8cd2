/* move.c - the states of a case: one table, one function. */
#include "store/case/move.h"

#include <inttypes.h>
#include <string.h>

#include "store/place/holiday.h"
#include "store/messages/timer.h"

enum state { OPEN, ASSIGNED, ANSWERED, CLOSED, REOPENED, WITHDRAWN, MERGED, STATES, STAYS, BEFORE };

static const char *const names[STATES] = {
	"open", "assigned", "answered", "closed", "reopened", "withdrawn", "merged"
};

#define IN(state) (1u << (state))
#define WORKED (IN(ASSIGNED) | IN(REOPENED))
#define LIVE (IN(OPEN) | WORKED | IN(ANSWERED))

enum kind_rule { ANY, SUGGESTIONS, OTHERS };

static const struct move {
	const char *event; /* as case_event and audit call it */
	unsigned from;
	enum state to;
	enum kind_rule kind;
	bool words; /* it needs a reason */
	bool ends;  /* a term that runs is over: what is late is counted */
} moves[CASE_EVENTS] = {
	[CASE_ASSIGN] = { "assigned", IN(OPEN) | WORKED, ASSIGNED, ANY, false, true },
	[CASE_RETURN] = { "returned", WORKED, OPEN, ANY, true, true },
	[CASE_EXTEND] = { "extended", WORKED, STAYS, OTHERS, true, true },
	[CASE_PROGRESS] = { "progress", LIVE, STAYS, ANY, true, false },
	[CASE_ANSWER] = { "answered", LIVE, ANSWERED, OTHERS, true, true },
	[CASE_DECIDE] = { "decided", IN(OPEN) | WORKED, CLOSED, SUGGESTIONS, false, true },
	[CASE_RATE] = { "rated", IN(ANSWERED), CLOSED, OTHERS, false, false },
	[CASE_CLOSE] = { "closed", IN(ANSWERED), CLOSED, OTHERS, false, false },
	[CASE_REOPEN] = { "reopened", IN(ANSWERED) | IN(CLOSED), REOPENED, ANY, false, false },
	[CASE_WITHDRAW] = { "withdrawn", LIVE, WITHDRAWN, ANY, false, true },
	[CASE_RESTORE] = { "restored", IN(WITHDRAWN), BEFORE, ANY, false, false },
	[CASE_MERGE] = { "merged", LIVE, MERGED, ANY, false, true },
};

static enum state state_of(struct str name)
{
	enum state s = OPEN;

	while (s < STATES && !str_is(name, names[s]))
		s++;
	return s;
}

static bool kind_fits(const struct move *m, struct str kind)
{
	return m->kind == ANY || (m->kind == SUGGESTIONS) == str_is(kind, "suggestion");
}

bool case_may(struct str state, struct str kind, enum case_event e)
{
	return (moves[e].from & IN(state_of(state))) && kind_fits(&moves[e], kind);
}

/* --------------------------------------------------------------------- terms */

static int64_t day_of(struct db *db, ms_t at)
{
	return db_get_int(db, 0, "select cast(julianday(day(?1)) - 2440587.5 as integer)", V(at));
}

/* Working days from one moment to a later one; whatever is late is at least one day late. */
static int64_t days_late(struct db *db, ms_t due, ms_t now)
{
	int64_t days = 0;

	for (int64_t day = day_of(db, due) + 1, today = day_of(db, now); day <= today; day++)
		days += holiday_workday(db, day);
	return days ? days : 1;
}

static void end_term(struct db *db, const struct case_info *c, ms_t now)
{
	timer_clear(db, CASE_TIMER_REMIND, c->number);
	timer_clear(db, CASE_TIMER_DUE, c->number);
	if (!c->due_at || c->due_at > now)
		return;
	db_run(db, "update cases set overdue = 1, overdue_days = overdue_days + ?2 where number = ?1", V(c->number),
	       V(days_late(db, c->due_at, now)));
}

static void begin_term(struct db *db, int64_t number, const struct case_step *s, ms_t now)
{
	db_run(db, "update cases set due_at = nullif(?2, 0) where number = ?1", V(number), V(s->due_at));
	if (!s->due_at)
		return;
	timer_set(db, CASE_TIMER_DUE, number, s->due_at);
	if (s->remind_at > now)
		timer_set(db, CASE_TIMER_REMIND, number, s->remind_at);
}

static void clear_waits(struct db *db, int64_t number)
{
	timer_clear(db, CASE_TIMER_UNRATED, number);
	timer_clear(db, CASE_TIMER_DANGER, number);
}

/* ------------------------------------------- what each move writes beside the state */

static void assign(struct db *db, const struct case_info *c, const struct case_step *s, ms_t now)
{
	db_run(db, "update cases set department = ?2, assigned_at = ?3 where number = ?1", V(c->number),
	       V(s->department), V(now));
	db_run(db, "delete from case_helper where number = ?1", V(c->number));
	begin_term(db, c->number, s, now);
	timer_clear(db, CASE_TIMER_DANGER, c->number);
	if (c->danger.p && !c->taken_by && s->person) /* whoever hands it on has seen it */
		(void)case_take(db, c->number, s->person, now);
}

static void give_back(struct db *db, const struct case_info *c)
{
	db_run(db, "update cases set department = null, assigned_at = null, due_at = null where number = ?1",
	       V(c->number));
	db_run(db, "delete from case_helper where number = ?1", V(c->number));
}

static void answer(struct db *db, const struct case_info *c, const struct case_step *s, ms_t now)
{
	db_run(db,
	       "update cases set outcome = ?2, answered_at = ?3, first_answered_at = coalesce(first_answered_at, ?3),"
	       " due_at = null where number = ?1",
	       V(c->number), V(s->outcome), V(now));
	clear_waits(db, c->number);
	if (s->event == CASE_ANSWER)
		timer_set(db, CASE_TIMER_UNRATED, c->number, now + CASE_UNRATED);
}

static void rate(struct db *db, const struct case_info *c, const char *rating, ms_t now)
{
	db_run(db, "update cases set rating = ?2, rated_at = case when ?2 <> 'none' then ?3 end where number = ?1",
	       V(c->number), V(rating), V(now));
	clear_waits(db, c->number);
}

static void reopen(struct db *db, const struct case_info *c, const struct case_step *s, ms_t now)
{
	db_run(db, "update cases set reopened = reopened + 1, outcome = null, answered_at = null where number = ?1",
	       V(c->number));
	clear_waits(db, c->number);
	if (s->by_reporter)
		rate(db, c, "dissatisfied", now);
	begin_term(db, c->number, s, now);
}

static void withdraw(struct db *db, const struct case_info *c)
{
	db_run(db, "update cases set before = ?2, due_at = null where number = ?1", V(c->number), V(c->state));
	clear_waits(db, c->number);
}

static void restore(struct db *db, const struct case_info *c, const struct case_step *s, enum state to, ms_t now)
{
	db_run(db, "update cases set before = null where number = ?1", V(c->number));
	if (IN(to) & WORKED)
		begin_term(db, c->number, s, now);
	if (to == ANSWERED)
		timer_set(db, CASE_TIMER_UNRATED, c->number, now + CASE_UNRATED);
}

/* Whoever waited for this one now waits for the other. */
static void merge(struct db *db, const struct case_info *c, const struct case_step *s, ms_t now)
{
	db_run(db, "update cases set merged_into = ?2, due_at = null where number = ?1", V(c->number), V(s->into));
	db_run(db, "update cases set merged_into = ?2 where merged_into = ?1", V(c->number), V(s->into));
	db_run(db,
	       "insert into case_supporter(number, person, at)"
	       " select ?2, person, ?3 from (select person from cases where number = ?1 and person is not null"
	       " union select on_behalf from cases where number = ?1 and behalf_told and on_behalf is not null"
	       " union select person from case_supporter where number = ?1)"
	       " where person <> (select coalesce(person, 0) from cases where number = ?2) on conflict do nothing",
	       V(c->number), V(s->into), V(now));
	clear_waits(db, c->number);
}

static void write_beside(struct db *db, const struct case_info *c, const struct case_step *s, enum state to, ms_t now)
{
	switch (s->event) {
	case CASE_ASSIGN:
		assign(db, c, s, now);
		break;
	case CASE_RETURN:
		give_back(db, c);
		break;
	case CASE_EXTEND:
		db_run(db, "update cases set extended = extended + 1 where number = ?1", V(c->number));
		begin_term(db, c->number, s, now);
		break;
	case CASE_ANSWER:
	case CASE_DECIDE:
		answer(db, c, s, now);
		break;
	case CASE_RATE:
		rate(db, c, "satisfied", now);
		break;
	case CASE_CLOSE:
		rate(db, c, "none", now);
		break;
	case CASE_REOPEN:
		reopen(db, c, s, now);
		break;
	case CASE_WITHDRAW:
		withdraw(db, c);
		break;
	case CASE_RESTORE:
		restore(db, c, s, to, now);
		break;
	case CASE_MERGE:
		merge(db, c, s, now);
		break;
	case CASE_PROGRESS:
	case CASE_EVENTS:
		break;
	}
}

/* ----------------------------------------------------------------------- the door */

/* What the event row tells beside its name and its words. */
static struct str detail(struct db *db, const struct case_step *s, struct arena *a)
{
	switch (s->event) {
	case CASE_ASSIGN:
		return db_get_str(db, a, "select name from department where id = ?1", V(s->department));
	case CASE_EXTEND:
		return db_get_str(db, a, "select clock(?1)", V(s->due_at));
	case CASE_ANSWER:
	case CASE_DECIDE:
		return str_c(s->outcome);
	case CASE_RATE:
		return STR("satisfied");
	case CASE_CLOSE:
		return STR("none");
	case CASE_REOPEN:
		return s->by_reporter ? STR("dissatisfied") : NO_STR;
	case CASE_MERGE:
		return arena_printf(a, "Q-%" PRId64, s->into);
	default:
		return NO_STR;
	}
}

static enum case_result allowed(struct db *db, const struct case_info *c, const struct case_step *s, struct arena *a)
{
	const struct move *m = &moves[s->event];

	if (!c->number)
		return CASE_UNKNOWN;
	if (!kind_fits(m, c->kind))
		return CASE_NOT_THAT;
	if (!(m->from & IN(state_of(c->state))))
		return CASE_NOT_NOW;
	if ((m->words || (s->event == CASE_DECIDE && strcmp(s->outcome, "declined") == 0)) && !str_trim(s->why).n)
		return CASE_NO_REASON;
	if (s->event == CASE_MERGE) {
		struct case_info into = case_load(db, s->into, a);

		if (!into.number || into.number == c->number || !str_eq(into.kind, c->kind) ||
		    !(LIVE & IN(state_of(into.state))))
			return CASE_NOT_THERE;
	}
	if (s->event == CASE_WITHDRAW &&
	    db_get_int(db, 0, "select count(*) from case_supporter where number = ?1 and person <> ?2", V(c->number),
		       V(s->person)))
		return CASE_SHARED;
	return CASE_MOVED;
}

static void enter(struct db *db, const struct case_info *c, enum state to, ms_t now)
{
	bool live = LIVE & IN(to);

	db_run(db,
	       "update cases set state = ?2, live = ?3, closed_at = case when ?3 then null else ?4 end where number = ?1",
	       V(c->number), V(names[to]), V(live), V(now));
}

enum case_result case_move(struct db *db, int64_t number, const struct case_step *s, ms_t now)
{
	struct arena *a = arena_new();
	struct case_info c = case_load(db, number, a);
	enum case_result may = allowed(db, &c, s, a);

	if (may == CASE_MOVED) {
		const struct move *m = &moves[s->event];
		enum state to = m->to == STAYS ? state_of(c.state)
				: m->to == BEFORE
					? state_of(db_get_str(db, a, "select before from cases where number = ?1",
							      V(number)))
					: m->to;

		if (m->ends)
			end_term(db, &c, now);
		enter(db, &c, to, now);
		write_beside(db, &c, s, to, now);
		case_note(db, number,
			  &(struct case_note){ .event = s->event == CASE_DECIDE ? s->outcome : m->event,
					       .person = s->person,
					       .link = s->link,
					       .detail = detail(db, s, a),
					       .text = str_trim(s->why).n ? s->why : NO_STR },
			  now);
	}
	arena_free(a);
	return may;
}
