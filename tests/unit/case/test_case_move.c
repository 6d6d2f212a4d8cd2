/* test_case_move.c - the states of a case: every move from every state, what is
 * written beside it, terms and the days that are late. */
#include "store/case/move.h"
#include "store/db/audit.h"
#include "store/case/same.h"
#include "store/messages/timer.h"
#include "tests/unit/scratch.h"

enum { REPORTER = 1, STAFF = 2, OTHER = 3 };

/* Wednesday 2025-06-11 09:00 in Shanghai. */
static const ms_t NOW = INT64_C(1749603600000);

static int set_up(void **state)
{
	setenv("TZ", "Asia/Shanghai", 1);
	scratch_set_up_db(state);
	struct scratch *s = *state;

	return db_script(s->db, "insert into person(uid, name, created_at) values('u1', seal('甲'), 1),"
				" ('u2', seal('乙'), 1), ('u3', seal('丙'), 1);"
				"insert into department(name) values('城管局'), ('交警大队');") == OK
		       ? 0
		       : -1;
}

static int64_t filed(struct scratch *s, const char *kind)
{
	struct case_new c = {
		.kind = kind, .category = STR("parking"), .person = REPORTER, .text = STR("没处停"), .filed_at = NOW
	};

	return case_open(s->db, &c, NOW, s->a);
}

static struct case_step step(enum case_event e)
{
	return (struct case_step){ .event = e,
				   .person = e == CASE_RATE || e == CASE_WITHDRAW ? REPORTER : STAFF,
				   .why = STR("因为"),
				   .department = 1,
				   .outcome = e == CASE_DECIDE ? "adopted" : "solved",
				   .due_at = NOW + 5 * MS_DAY };
}

static enum case_result go(struct scratch *s, int64_t number, enum case_event e)
{
	struct case_step st = step(e);

	return case_move(s->db, number, &st, NOW);
}

static const char *state_of(struct scratch *s, int64_t number)
{
	return arena_cstr(s->a, case_load(s->db, number, s->a).state);
}

/* A case of `kind` brought into `state`. */
static int64_t in_state(struct scratch *s, const char *kind, const char *state)
{
	int64_t number = filed(s, kind);
	bool idea = strcmp(kind, "suggestion") == 0;

	if (strcmp(state, "open") == 0)
		return number;
	if (strcmp(state, "withdrawn") == 0)
		assert_int_equal(go(s, number, CASE_WITHDRAW), CASE_MOVED);
	else if (strcmp(state, "merged") == 0)
		assert_int_equal(case_move(s->db, number,
					   &(struct case_step){ .event = CASE_MERGE, .into = filed(s, kind) }, NOW),
				 CASE_MOVED);
	else
		assert_int_equal(go(s, number, CASE_ASSIGN), CASE_MOVED);
	if (strcmp(state, "answered") == 0 || strcmp(state, "closed") == 0 || strcmp(state, "reopened") == 0)
		assert_int_equal(go(s, number, idea ? CASE_DECIDE : CASE_ANSWER), CASE_MOVED);
	if (strcmp(state, "closed") == 0 && !idea)
		assert_int_equal(go(s, number, CASE_RATE), CASE_MOVED);
	if (strcmp(state, "reopened") == 0)
		assert_int_equal(go(s, number, CASE_REOPEN), CASE_MOVED);
	assert_string_equal(state_of(s, number), state);
	return number;
}

/* Where each event leads from each state; NULL: refused. */
static const struct {
	const char *from;
	const char *to[CASE_EVENTS];
} grievances[] = {
	{ "open",
	  { [CASE_ASSIGN] = "assigned",
	    [CASE_PROGRESS] = "open",
	    [CASE_ANSWER] = "answered",
	    [CASE_WITHDRAW] = "withdrawn",
	    [CASE_MERGE] = "merged" } },
	{ "assigned",
	  { [CASE_ASSIGN] = "assigned",
	    [CASE_RETURN] = "open",
	    [CASE_EXTEND] = "assigned",
	    [CASE_PROGRESS] = "assigned",
	    [CASE_ANSWER] = "answered",
	    [CASE_WITHDRAW] = "withdrawn",
	    [CASE_MERGE] = "merged" } },
	{ "reopened",
	  { [CASE_ASSIGN] = "assigned",
	    [CASE_RETURN] = "open",
	    [CASE_EXTEND] = "reopened",
	    [CASE_PROGRESS] = "reopened",
	    [CASE_ANSWER] = "answered",
	    [CASE_WITHDRAW] = "withdrawn",
	    [CASE_MERGE] = "merged" } },
	{ "answered",
	  { [CASE_PROGRESS] = "answered",
	    [CASE_ANSWER] = "answered",
	    [CASE_RATE] = "closed",
	    [CASE_CLOSE] = "closed",
	    [CASE_REOPEN] = "reopened",
	    [CASE_WITHDRAW] = "withdrawn",
	    [CASE_MERGE] = "merged" } },
	{ "closed", { [CASE_REOPEN] = "reopened" } },
	{ "withdrawn", { [CASE_RESTORE] = "open" } },
	{ "merged", { NULL } },
};

static void every_move_from_every_state(void **state)
{
	struct scratch *s = *state;

	for (size_t i = 0; i < sizeof grievances / sizeof *grievances; i++) {
		for (int e = 0; e < CASE_EVENTS; e++) {
			int64_t number = in_state(s, "grievance", grievances[i].from);
			struct case_step st = step((enum case_event)e);
			const char *to = grievances[i].to[e];
			int64_t events = db_get_int(s->db, 0, "select count(*) from case_event where number = ?1",
						    V(number));

			st.into = filed(s, "grievance");
			enum case_result got = case_move(s->db, number, &st, NOW);

			if (got != (to ? CASE_MOVED : e == CASE_DECIDE ? CASE_NOT_THAT : CASE_NOT_NOW))
				fail_msg("event %d from %s gave %d", e, grievances[i].from, got);
			assert_string_equal(state_of(s, number), to ? to : grievances[i].from);
			assert_int_equal(
				db_get_int(s->db, 0, "select count(*) from case_event where number = ?1", V(number)),
				events + (to ? 1 : 0));
			assert_int_equal(case_may(str_c(grievances[i].from), STR("grievance"), (enum case_event)e),
					 to != NULL);
		}
	}
}

static void suggestions_are_decided(void **state)
{
	struct scratch *s = *state;
	int64_t number = filed(s, "suggestion");
	struct case_step decline = { .event = CASE_DECIDE, .person = STAFF, .outcome = "declined" };

	assert_int_equal(go(s, number, CASE_ANSWER), CASE_NOT_THAT);
	assert_int_equal(case_move(s->db, number, &decline, NOW), CASE_NO_REASON);
	decline.why = STR("用地不属于本市事权");
	assert_int_equal(case_move(s->db, number, &decline, NOW), CASE_MOVED);
	assert_string_equal(state_of(s, number), "closed");
	assert_true(str_eq(case_answer(s->db, number, s->a), decline.why));
	assert_int_equal(timer_at(s->db, CASE_TIMER_UNRATED, number), INT64_MAX);
	assert_int_equal(go(s, number, CASE_REOPEN), CASE_MOVED);
}

static void reasons_are_needed(void **state)
{
	struct scratch *s = *state;
	static const enum case_event need[] = { CASE_RETURN, CASE_EXTEND, CASE_PROGRESS, CASE_ANSWER };

	for (size_t i = 0; i < sizeof need / sizeof *need; i++) {
		int64_t number = in_state(s, "grievance", "assigned");
		struct case_step st = step(need[i]);

		st.why = STR(" \n");
		assert_int_equal(case_move(s->db, number, &st, NOW), CASE_NO_REASON);
		assert_string_equal(state_of(s, number), "assigned");
	}
	assert_int_equal(go(s, 999, CASE_ASSIGN), CASE_UNKNOWN);
}

/* Answered `late` days after the term's end on Monday 2025-06-16 09:00. */
static int64_t days_counted(struct scratch *s, int64_t late, ms_t and)
{
	int64_t number = filed(s, "grievance");
	struct case_step st = step(CASE_ASSIGN);

	assert_int_equal(case_move(s->db, number, &st, NOW), CASE_MOVED);
	assert_int_equal(timer_at(s->db, CASE_TIMER_DUE, number), NOW + 5 * MS_DAY);
	st = step(CASE_ANSWER);
	assert_int_equal(case_move(s->db, number, &st, NOW + (5 + late) * MS_DAY + and), CASE_MOVED);
	assert_int_equal(timer_at(s->db, CASE_TIMER_DUE, number), INT64_MAX);
	struct case_info c = case_load(s->db, number, s->a);

	assert_int_equal(c.overdue, c.overdue_days > 0);
	assert_int_equal(c.due_at, 0);
	return c.overdue_days;
}

static void late_days_stay(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(
		db_script(s->db,
			  "insert into holiday values('2025-06-18', 'holiday', 'x'), ('2025-06-21', 'makeup', 'x')"),
		OK);
	assert_int_equal(days_counted(s, -1, 0), 0);
	assert_int_equal(days_counted(s, 0, -1), 0);
	assert_int_equal(days_counted(s, 0, MS_HOUR), 1);
	assert_int_equal(days_counted(s, 1, MS_HOUR), 1); /* Tuesday */
	assert_int_equal(days_counted(s, 2, 0), 1);	  /* a holiday */
	assert_int_equal(days_counted(s, 6, 0), 4);	  /* Tue Thu Fri, Saturday is worked, Sunday is not */
}

static void a_term_begins_anew(void **state)
{
	struct scratch *s = *state;
	int64_t number = in_state(s, "grievance", "answered");
	struct case_step st = { .event = CASE_REOPEN,
				.person = REPORTER,
				.by_reporter = true,
				.due_at = NOW + 7 * MS_DAY,
				.remind_at = NOW + 6 * MS_DAY };

	assert_int_equal(timer_at(s->db, CASE_TIMER_UNRATED, number), NOW + CASE_UNRATED);
	assert_int_equal(case_move(s->db, number, &st, NOW), CASE_MOVED);
	struct case_info c = case_load(s->db, number, s->a);

	assert_true(str_is(c.rating, "dissatisfied"));
	assert_int_equal(c.reopened, 1);
	assert_int_equal(c.due_at, NOW + 7 * MS_DAY);
	assert_int_equal(timer_at(s->db, CASE_TIMER_UNRATED, number), INT64_MAX);
	assert_int_equal(timer_at(s->db, CASE_TIMER_REMIND, number), NOW + 6 * MS_DAY);
	assert_int_equal(go(s, number, CASE_RETURN), CASE_MOVED);
	c = case_load(s->db, number, s->a);
	assert_int_equal(c.department_id, 0);
	assert_int_equal(c.due_at, 0);
	assert_int_equal(timer_at(s->db, CASE_TIMER_REMIND, number), INT64_MAX);
}

static void withdrawn_and_back(void **state)
{
	struct scratch *s = *state;
	static const char *const from[] = { "open", "assigned", "reopened", "answered" };

	for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
		int64_t number = in_state(s, "grievance", from[i]);

		assert_int_equal(go(s, number, CASE_WITHDRAW), CASE_MOVED);
		assert_int_equal(timer_at(s->db, CASE_TIMER_DUE, number), INT64_MAX);
		assert_int_equal(timer_at(s->db, CASE_TIMER_UNRATED, number), INT64_MAX);
		assert_int_equal(go(s, number, CASE_RESTORE), CASE_MOVED);
		assert_string_equal(state_of(s, number), from[i]);
		assert_int_equal(timer_at(s->db, CASE_TIMER_DUE, number) != INT64_MAX, i == 1 || i == 2);
		assert_int_equal(timer_at(s->db, CASE_TIMER_UNRATED, number) != INT64_MAX, i == 3);
	}
	int64_t shared = filed(s, "hazard");

	assert_true(case_support(s->db, shared, OTHER, NO_STR, NOW));
	assert_false(case_support(s->db, shared, OTHER, NO_STR, NOW));
	assert_false(case_support(s->db, shared, REPORTER, NO_STR, NOW));
	assert_int_equal(go(s, shared, CASE_WITHDRAW), CASE_SHARED);
}

static void merged_people_wait_for_the_other(void **state)
{
	struct scratch *s = *state;
	int64_t a = filed(s, "hazard"), b = filed(s, "hazard"), c = filed(s, "hazard"), idea = filed(s, "suggestion");
	struct case_step st = { .event = CASE_MERGE, .person = STAFF, .into = a };

	db_run(s->db, "update cases set person = ?2 where number = ?1", V(b), V(OTHER));
	assert_int_equal(case_move(s->db, a, &st, NOW), CASE_NOT_THERE);
	st.into = idea;
	assert_int_equal(case_move(s->db, b, &st, NOW), CASE_NOT_THERE);
	st.into = 77;
	assert_int_equal(case_move(s->db, b, &st, NOW), CASE_NOT_THERE);
	st.into = a;
	assert_int_equal(case_move(s->db, b, &st, NOW), CASE_MOVED);
	assert_int_equal(case_supporters(s->db, a), 1);
	st.into = c;
	assert_int_equal(case_move(s->db, a, &st, NOW), CASE_MOVED);
	assert_int_equal(case_load(s->db, b, s->a).merged_into, c); /* not a case that is over */
	assert_int_equal(case_supporters(s->db, c), 1);		    /* OTHER; REPORTER has it himself */
}

static void all_is_audited(void **state)
{
	struct scratch *s = *state;
	int64_t rows, bad;

	in_state(s, "grievance", "reopened");
	in_state(s, "hazard", "withdrawn");
	assert_int_equal(audit_verify(s->db, s->a, &rows, &bad), OK);
	assert_int_equal(rows, db_get_int_n(s->db, 0, "select count(*) from case_event", NULL, 0));
	assert_int_equal(db_get_int_n(s->db, 0,
				      "select count(*) from v_audit where action = 'case.answered' and actor = '乙'"
				      " and detail = 'solved'",
				      NULL, 0),
			 1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, scratch_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(every_move_from_every_state),
		TEST(suggestions_are_decided),
		TEST(reasons_are_needed),
		TEST(late_days_stay),
		TEST(a_term_begins_anew),
		TEST(withdrawn_and_back),
		TEST(merged_people_wait_for_the_other),
		TEST(all_is_audited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
