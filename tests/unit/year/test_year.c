/* test_year.c - a year of the sample city, through messages and commands, gives the figures
 * that the city reports; each is counted here from what happened, not from stored totals.
 * TEST_LONG=1: another year with other weekdays and holidays gives the same.
 * YEAR_TRANSCRIPT=FILE writes down all that is said. */
#include "tests/unit/scratch.h"

#include "bot/base/buf.h"
#include "bot/base/log.h"
#include "bot/year/year.h"
#include "store/report/figure.h"
#include "store/messages/room.h"

static const struct expected {
	const char *what;
	int64_t n, least; /* in the year 2025; what the city reports (it says "more than") */
	const char *sql;
} records[] = {
	{ "sites", 107, 107, "select count(*) from site" },
	{ "people", 4453, 4400, "select count(*) from v_person where registered or source = 'census'" },
	{ "of them on the roster by their own message or as staff said", 389, 1,
	  "select count(*) from v_person where registered" },
	{ "branches", 6, 6, "select count(*) from branch" },
	{ "members who reported in and were checked by a secretary", 124, 120,
	  "select count(*) from v_member where state = 'verified' and decided_by is not null" },
	{ "stations", 60, 60, "select count(*) from v_station" },
	{ "services", 30, 30,
	  "with recursive s(one, rest) as (select null, services || ';' from v_station union all"
	  " select substr(rest, 1, instr(rest, ';') - 1), substr(rest, instr(rest, ';') + 1) from s where rest <> '')"
	  " select count(distinct one) from s" },
	{ "activities", 34, 34,
	  "select count(distinct number) from v_enrolment where kind = 'activity' and attended_at is not null" },
	{ "attendances", 1224, 1200,
	  "select count(*) from v_enrolment where kind = 'activity' and attended_at is not null" },
	{ "suggestions adopted", 33, 33,
	  "select count(*) from v_case c where kind = 'suggestion' and state = 'closed' and exists"
	  " (select 1 from v_case_event e where e.number = c.number and e.detail = 'adopted')" },
	{ "problems solved", 27, 27,
	  "select count(*) from v_case where kind = 'grievance' and state = 'closed' and outcome = 'solved'" },
	{ "hazards found by patrollers and solved", 426, 420,
	  "select count(*) from v_case where kind = 'hazard' and source = 'patrol' and outcome = 'solved'" },
	{ "patrollers", 15, 15,
	  "select count(distinct reporter) from v_case where kind = 'hazard' and source = 'patrol' and outcome = 'solved'" },
	{ "person-times of publicity", 241, 230, "select sum(people) from v_publicity" },
	{ "volunteers", 60, 60, "select count(*) from v_volunteer where state = 'active'" },
	{ "services of volunteers", 136, 120, "select count(*) from v_task_offer where state = 'done'" },
	{ "drivers", 18, 18, "select count(distinct driver) from v_ride where state = 'done'" },
	{ "who are volunteers, too", 0, 0,
	  "select count(*) from v_ride_driver d join v_volunteer v on v.name = d.name" },
	{ "rides", 37, 37, "select count(*) from v_ride where state = 'done'" },
	{ "sites visited", 107, 107, "select count(distinct site) from v_visit where outcome = 'met'" },
	{ "lists of duties", 3, 3, "select count(distinct list) from v_duty" },
};

/* That the year is believable: not all of it is smooth. */
static const struct expected traits[] = {
	{ "months in which something was reported", 0, 12,
	  "select count(distinct substr(filed_at, 1, 7)) from v_case" },
	{ "late", 0, 10, "select count(*) from v_case where overdue" },
	{ "reopened", 0, 5, "select count(*) from v_case where reopened > 0" },
	{ "withdrawn", 0, 4, "select count(*) from v_case where state = 'withdrawn'" },
	{ "still open", 0, 3,
	  "select count(*) from v_case where state in ('open', 'assigned', 'answered', 'reopened')" },
	{ "declined", 0, 12, "select count(*) from v_case where outcome = 'declined'" },
	{ "reported in the peaks", 0, 250,
	  "select count(*) from v_case where substr(filed_at, 12) between '11:00' and '13:30' or"
	  " substr(filed_at, 12) between '17:00' and '19:40'" },
	{ "answered the same day", 0, 40,
	  "select count(*) from v_case where substr(answered_at, 1, 10) = substr(filed_at, 1, 10)" },
	{ "duties not done", 0, 3, "select count(*) from v_duty where state = 'open'" },
};

static void live(struct scratch *s, ms_t now, struct year_result *result)
{
	const char *file = getenv("YEAR_TRANSCRIPT");
	FILE *transcript = file ? fopen(file, "w") : NULL;
	struct config *config = NULL;
	struct buf why;

	buf_init(&why, 1 << 16);
	assert_int_equal(config_load("config.example.ini", &config, &why), OK);
	struct year_setup setup = { .config = config,
				    .keys = &s->keys,
				    .db = scratch_path(s, "year.db"),
				    .dir = "store/sample",
				    .now = now,
				    .err = stderr,
				    .transcript = transcript };

	/* an earlier run was stopped in the middle */
	FILE *half = fopen(setup.db, "w");

	assert_non_null(half);
	fputs("half of a year", half);
	fclose(half);
	assert_int_equal(year_build(&setup, result), OK);
	assert_int_equal(db_open(setup.db, DB_SCRATCH, &s->keys, &s->db), OK);
	assert_true(room_is_sample(s->db));
	if (transcript)
		fclose(transcript);
	config_free(config);
	buf_free(&why);
}

static int64_t count(struct scratch *s, const char *sql)
{
	int64_t n = db_get_int_n(s->db, -1, sql, NULL, 0);

	assert_int_equal(db_error(s->db), OK);
	return n;
}

/* The same as the city's own report counts them. */
static const struct {
	const char *key;
	int64_t n, least;
} reported[] = {
	{ "sites", 107, 107 },
	{ "people", 4453, 4400 },
	{ "members.verified", 124, 120 },
	{ "branches", 6, 6 },
	{ "stations", 60, 60 },
	{ "services", 30, 30 },
	{ "activities", 34, 34 },
	{ "activities.attendances", 1224, 1200 },
	{ "classes", 6, 6 },
	{ "classes.workers", 108, 100 },
	{ "suggestions.adopted", 33, 33 },
	{ "problems.solved", 27, 27 },
	{ "patrollers", 15, 15 },
	{ "patrollers.active", 15, 15 },
	{ "patrol.solved", 426, 420 },
	{ "publicity.people", 241, 230 },
	{ "volunteers", 60, 60 },
	{ "services.done", 136, 120 },
	{ "drivers", 18, 18 },
	{ "rides", 37, 37 },
};

/* What happens at one time, so that the months make up the year. */
static const char *const monthly[] = { "activities",	   "activities.attendances", "classes", "suggestions.adopted",
				       "publicity.people", "services.done",	     "rides",	"visits",
				       "talks.lesson" };

static struct figures *figures_of(struct scratch *s, const char *from, const char *to, ms_t now, struct arena *a)
{
	struct figure_period p = figure_period(s->db, str_c(from), str_c(to), now, a);
	struct figures *f = figures_read(s->db, &p, a);

	assert_int_equal(db_error(s->db), OK);
	return f;
}

static int64_t total(const struct figures *f, const char *key)
{
	return (int64_t)figure_total(f, figure_named(str_c(key)), NULL).n;
}

static void report_agrees(struct scratch *s, const struct year_result *r, ms_t now, bool exactly)
{
	struct arena *a = arena_new();
	struct figures *year = figures_of(s, r->from, r->to, now, a);
	int64_t sums[sizeof monthly / sizeof *monthly] = { 0 };
	struct str from, to;

	for (size_t i = 0; i < sizeof reported / sizeof *reported; i++) {
		int64_t n = total(year, reported[i].key);

		if (exactly ? n != reported[i].n : n < reported[i].least)
			fail_msg("report, %s: %lld, not %lld", reported[i].key, (long long)n, (long long)reported[i].n);
	}
	for (int m = -12; m < 0; m++) {
		figure_month_at(s->db, now, m, a, &from, &to);
		struct figures *month = figures_of(s, from.p, to.p, now, a);

		for (size_t i = 0; i < sizeof monthly / sizeof *monthly; i++)
			sums[i] += total(month, monthly[i]);
	}
	for (size_t i = 0; i < sizeof monthly / sizeof *monthly; i++)
		if (sums[i] != total(year, monthly[i]))
			fail_msg("%s: the months make %lld, the year %lld", monthly[i], (long long)sums[i],
				 (long long)total(year, monthly[i]));
	arena_free(a);
}

static void agree(struct scratch *s, bool exactly)
{
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		const struct expected *f = &records[i];
		int64_t n = count(s, f->sql);

		if (exactly ? n != f->n : n < f->least)
			fail_msg("%s: %lld, not %lld", f->what, (long long)n, (long long)f->n);
	}
	for (size_t i = 0; i < sizeof traits / sizeof *traits; i++)
		if (count(s, traits[i].sql) < traits[i].least)
			fail_msg("%s: %lld, fewer than %lld", traits[i].what, (long long)count(s, traits[i].sql),
				 (long long)traits[i].least);
}

static void the_year_2025(void **state)
{
	struct year_result result;

	live(*state, INT64_C(1767225600000), &result); /* 2026-01-01 08:00 */
	assert_string_equal(result.from, "2025-01-01");
	assert_string_equal(result.to, "2025-12-31");
	assert_true(result.messages > 8000);
	assert_int_equal(result.missed, 0);
	agree(*state, true);
	report_agrees(*state, &result, INT64_C(1767225600000), true);
}

static void another_year(void **state)
{
	struct year_result result;

	if (!getenv("TEST_LONG"))
		return;
	live(*state, INT64_C(1779926400000), &result); /* 2026-05-28 08:00 */
	assert_string_equal(result.from, "2025-05-01");
	assert_string_equal(result.to, "2026-04-30");
	agree(*state, false);
	report_agrees(*state, &result, INT64_C(1779926400000), false);
}

int main(void)
{
	setenv("TZ", "Asia/Shanghai", 1);
	log_setup(LOG_ERROR, false);
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(the_year_2025),
		SCRATCH_TEST(another_year),
	};

	return cmocka_run_group_tests_name("a year of the sample city", tests, NULL, NULL);
}
