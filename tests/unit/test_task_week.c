/* test_task_week.c - a week of the city with random people and a random clock: 60
 * volunteers who take, finish, give back, fall silent, rest and come back, and the tasks
 * of the staff, through the same turns and timers as real messages. Every task ends in
 * exactly one way, nobody is asked too often or at night, hours add up.
 * TEST_LONG=1: 120 tasks, in ten different weeks. */
#include "tests/unit/scratch.h"

#include "bot/base/clock.h"
#include "dialogs/pack.h"
#include "dialogs/times.h"
#include "handlers/hours.h"
#include "handlers/jobs.h"
#include "handlers/turn.h"
#include "store/helpers.h"
#include "store/person.h"
#include "store/place.h"
#include "store/role.h"
#include "store/task.h"
#include "store/timer.h"
#include "store/volunteer.h"

enum { VOLUNTEERS = 60, DAYS = 7, PER_DAY = 3, TASKS = 30, TASKS_LONG = 120, STEP = 10 };

struct week {
	struct scratch *s;
	struct pack *pack;
	struct places *places;
	struct gazetteer gazetteer;
	struct turn_world w;
	struct arena *turn;
	ms_t now;
	uint64_t dice;
	int said;
	int64_t staff;
	int64_t people[VOLUNTEERS];
};

static unsigned roll(struct week *k, unsigned n)
{
	k->dice ^= k->dice << 13;
	k->dice ^= k->dice >> 7;
	k->dice ^= k->dice << 17;
	return (unsigned)(k->dice >> 20) % n;
}

static bool anybody(void *arg, struct str channel)
{
	(void)arg;
	(void)channel;
	return true;
}

static void begin(struct week *k)
{
	assert_int_equal(db_begin(k->s->db), OK);
}

static void commit(struct week *k)
{
	if (db_error(k->s->db) != OK)
		fail_msg("%s", db_error_text(k->s->db));
	assert_int_equal(db_commit(k->s->db), OK);
	arena_reset(k->turn);
}

/* who: 0 the staff, else a volunteer's place in the list + 1. */
static void say(struct week *k, int who, const char *text)
{
	const char *id = arena_printf(k->turn, "v%d", who).p;
	struct message m = { .channel = STR("t"),
			     .id = arena_printf(k->turn, "%d", ++k->said),
			     .chat = str_c(id),
			     .from = str_c(id),
			     .type = CHAT_PRIVATE,
			     .time = k->now,
			     .text = str_c(text) };
	struct turn_result r;

	begin(k);
	turn_run(&k->w, &m, k->now, k->turn, &r);
	commit(k);
}

static void run_timers(struct week *k)
{
	struct timer timer;

	for (int i = 0; i < 10000; i++) {
		begin(k);
		bool any = timer_take(k->s->db, k->now, &timer, k->turn);

		if (any)
			job_run(&k->w, &timer, k->now, k->turn);
		commit(k);
		if (!any)
			return;
	}
	fail_msg("timers set each other without end");
}

/* ------------------------------------------------------------------------ people */

static void meet(struct week *k)
{
	struct str scope;

	begin(k);
	db_run0(k->s->db,
		"insert into place(name, lat, lon) values('文君街道', 30.41, 103.46), ('羊安街道', 30.42, 103.66)");
	scope = STR("");
	assert_true(role_grant(k->s->db, k->now, NULL, STR("t"), STR("v0"), ROLE_CITY, scope, k->turn));
	k->staff = person_find(k->s->db, STR("t"), STR("v0"), k->turn).id;
	for (int i = 0; i < VOLUNTEERS; i++) {
		struct position at = { 30.41 + (roll(k, 200) - 100.0) / 5000, 103.46 + (roll(k, 200) - 100.0) / 5000,
				       DATUM_GCJ02 };
		struct person p = person_meet(k->s->db, STR("t"), arena_printf(k->turn, "v%d", i + 1),
					      arena_printf(k->turn, "人%d", i + 1), k->now, k->turn);

		k->people[i] = p.id;
		volunteer_save(k->s->db, p.id, p.uid, STR("文君街道"), &at, 1 + roll(k, 4), STR("送药"), k->now,
			       k->turn);
		assert_true(volunteer_decide(k->s->db, p.id, p.uid, true, k->now));
	}
	commit(k);
}

static void publish(struct week *k)
{
	static const char *const what[] = { "帮李婆婆搬东西", "陪老人看病", "取药送上门", "维护秩序", "送书到家" };
	int y, m, d;

	civil(local_day(k->now) + roll(k, 3), &y, &m, &d);
	say(k, 0,
	    arena_printf(k->turn, "发布任务 %d月%d号%u点%s%s%s %u人", m, d, 8 + roll(k, 13), roll(k, 2) ? "前" : "",
			 roll(k, 12) ? "文君街道" : "羊安街道", what[roll(k, 5)], 1 + roll(k, 3))
		    .p);
}

/* One volunteer does something, or (mostly) nothing. */
static void act(struct week *k, int i)
{
	int64_t codes[8];
	size_t n = task_list(k->s->db, TASKS_TAKEN, k->people[i], codes, 8);
	unsigned x = roll(k, 100);

	if (n && x < 25)
		say(k, i + 1, arena_printf(k->turn, "T-%d做完了 用了%u个小时", (int)codes[0], 1 + roll(k, 12)).p);
	else if (n && x < 45)
		say(k, i + 1, arena_printf(k->turn, "T-%d做完了", (int)codes[0]).p);
	else if (n && x < 50)
		say(k, i + 1, arena_printf(k->turn, "T-%d做不了", (int)codes[0]).p);
	else if (x < 75 && (n = task_list(k->s->db, TASKS_OFFERED, k->people[i], codes, 8)) > 0)
		say(k, i + 1, arena_printf(k->turn, "接T-%d", (int)codes[roll(k, (unsigned)n)]).p);
	else if (x == 99 && roll(k, 20) == 0)
		say(k, i + 1, roll(k, 2) ? "我这3天不接志愿了" : "志愿先停一下");
	else if (x == 98 && roll(k, 4) == 0)
		say(k, i + 1, "可以接了");
}

/* ------------------------------------------------------------------------ what must hold */

static int64_t count(struct week *k, const char *sql)
{
	return db_get_int_n(k->s->db, -1, sql, NULL, 0);
}

static void holds(struct week *k)
{
	assert_int_equal(count(k, "select count(*) from (select person, day(at) as d, count(*) as n from task_offer"
				  " where wave > 0 group by person, d) where n > 3"),
			 0);
	assert_int_equal(
		count(k, "select count(*) from task t where taken <> (select count(*) from task_offer o where"
			 " o.task = t.code and o.state in ('taken', 'done')) and state in ('open', 'taken', 'done')"),
		0);
	assert_int_equal(count(k,
			       "select count(*) from volunteer v where abs(hours - (select coalesce(sum(hours), 0) from"
			       " task_offer o where o.person = v.person)) > 0.000001"),
			 0);
	assert_int_equal(count(k, "select count(*) from task_offer where hours < 0 or hours > 8 or"
				  " (state <> 'done' and hours <> 0)"),
			 0);
	/* nobody is asked in the night, nor a paused one, nor in a peak what could wait */
	assert_int_equal(count(k, "select count(*) from task_offer where wave > 0 and (substr(clock(at), 12) < '07:00'"
				  " or substr(clock(at), 12) >= '22:00')"),
			 0);
}

static void one_week(struct scratch *s, uint64_t seed, int tasks)
{
	struct week k = { .s = s, .turn = arena_new(), .dice = seed, .now = INT64_C(1749513600000) };
	struct arena *a = arena_new();

	struct problems wrong = { .arena = a };

	k.pack = pack_load("dialogs/zh-CN", &wrong);
	assert_non_null(k.pack);
	k.places = places_new(s->db);
	k.gazetteer = (struct gazetteer){ places_longest, k.places };
	k.w = (struct turn_world){ .db = s->db,
				   .pack = k.pack,
				   .places = &k.gazetteer,
				   .helpers = helpers_new(s->db),
				   .offers_per_day = PER_DAY,
				   .wave_minutes = 10,
				   .may_write_first = anybody };
	k.w.hours.quiet = (struct clock_spans){ .n = 1, .v = { { 22 * 60, 7 * 60 } } };
	k.w.hours.peaks = (struct clock_spans){ .n = 2, .v = { { 11 * 60, 13 * 60 }, { 17 * 60, 19 * 60 + 30 } } };
	meet(&k);
	int64_t made = 0;

	for (int step = 0; step < (DAYS + 8) * 24 * 60 / STEP; step++) {
		k.now += STEP * MS_MINUTE;
		run_timers(&k);
		bool day = local_minute(k.now) > 7 * 60 && local_minute(k.now) < 22 * 60;

		if (day && made < tasks && roll(&k, (unsigned)(DAYS * 90 / tasks)) == 0) {
			publish(&k);
			made = count(&k, "select count(*) from task");
		}
		for (int i = 0; day && i < VOLUNTEERS / 6; i++)
			act(&k, (int)roll(&k, VOLUNTEERS));
		if (step % 36 == 0)
			holds(&k);
	}
	holds(&k);
	assert_int_equal(made, tasks);
	assert_int_equal(count(&k, "select count(*) from task where state not in ('done', 'withdrawn', 'to_staff')"
				   " or closed_at is null"),
			 0);
	assert_int_equal(count(&k, "select count(*) from task_offer where state in ('taken')"), 0);
	assert_true(count(&k, "select count(*) from task where state = 'done'") > tasks / 4);
	assert_true(count(&k, "select count(*) from task where state = 'to_staff'") > 0);
	assert_true(count(&k, "select count(*) from task_offer where state = 'gave_up'") > 0);
	assert_int_equal(count(&k, "select count(*) from timer where job like 'task.%'"), 0);
	helpers_free(k.w.helpers);
	places_free(k.places);
	pack_free(k.pack);
	arena_free(k.turn);
	arena_free(a);
}

static void a_week(void **state)
{
	bool many = getenv("TEST_LONG") != NULL;

	one_week(*state, 88172645463325252ULL, many ? TASKS_LONG : TASKS);
}

static void other_weeks(void **state)
{
	(void)state;
	for (uint64_t seed = 1; getenv("TEST_LONG") && seed < 10; seed++) {
		void *s = NULL;

		scratch_set_up_db(&s);
		one_week(s, seed * 0x9E3779B97F4A7C15ULL, TASKS_LONG);
		scratch_tear_down(&s);
	}
}

static void the_rule_of_hours(void **state)
{
	(void)state;
	assert_float_equal(task_hours(0, 40 * MS_MINUTE), 1, 1e-9);
	assert_float_equal(task_hours(0, 10 * MS_MINUTE), 0.5, 1e-9);
	assert_float_equal(task_hours(0, 0), 0, 1e-9);
	assert_float_equal(task_hours(0, -5), 0, 1e-9);
	assert_float_equal(task_hours(5, 1 * MS_HOUR), 2, 1e-9);
	assert_float_equal(task_hours(0.5, 3 * MS_HOUR), 0.5, 1e-9);
	assert_float_equal(task_hours(24, 30 * MS_HOUR), 8, 1e-9);
	assert_float_equal(task_hours(0, 30 * MS_HOUR), 8, 1e-9);
}

int main(void)
{
	setenv("TZ", "Asia/Shanghai", 1);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rule_of_hours),
		SCRATCH_DB_TEST(a_week),
		cmocka_unit_test(other_weeks),
	};

	return cmocka_run_group_tests_name("a week of tasks", tests, NULL, NULL);
}
