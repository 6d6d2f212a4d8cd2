/* test_city_week.c - a week of the city with random people and a random clock: 4,400
 * people, 60 stations, 60 volunteers, 120 tasks of staff and of families, 34
 * activities. Every task ends in exactly one way, nobody is asked too often or at
 * night, no activity has more people than places, hours add up, no station is said to
 * be open when it is not. TEST_LONG=1: ten different weeks. */
#include "tests/unit/engine/city_fixture.h"

#include "bot/base/utf8.h"
#include "store/place/opening.h"
#include "store/task/task.h"
#include "store/volunteer/volunteer.h"

enum {
	PEOPLE = 4400,
	VOLUNTEERS = 60, /* the first of the people */
	STATIONS = 60,
	TASKS = 120,
	ACTIVITIES = 34,
	DAYS = 7,
	AFTER = 8, /* until the last that was published is over */
	STEP = 10, /* minutes */
	DAY_STEPS = 15 * 60 / STEP,
};

/* ------------------------------------------------------------------------ the city */

static struct position somewhere(struct city *k)
{
	return (struct position){ 30.41 + (city_roll(k, 200) - 100.0) / 5000,
				  103.46 + (city_roll(k, 200) - 100.0) / 5000, DATUM_GCJ02 };
}

static void settle(struct city *k)
{
	static const char *const hours[] = { "08:30-22:00", "24h", "09:00-12:00;14:00-18:00", "18:00-02:00" };

	city_begin(k);
	for (int i = 1; i <= PEOPLE; i++) {
		struct person p = person_meet(k->s->db, STR("t"), arena_printf(k->turn, "v%d", i),
					      arena_printf(k->turn, "人%d", i), k->now, k->turn);
		struct position at = somewhere(k);

		if (i > VOLUNTEERS)
			continue;
		volunteer_save(k->s->db, p.id, p.uid, STR("文君街道"), &at, 1 + city_roll(k, 4), STR("送药"), k->now,
			       k->turn);
		assert_true(volunteer_decide(k->s->db, p.id, p.uid, true, k->now));
	}
	for (int i = 1; i <= STATIONS; i++) {
		struct position at = somewhere(k);

		db_run(k->s->db,
		       "insert into station(name, address, lat, lon, hours, closed_days, services)"
		       " values(?1, '街上', ?2, ?3, ?4, ?5, 'water;charging')",
		       V(arena_printf(k->turn, "%d号驿站", 100 + i)), V(at.lat), V(at.lon), V(hours[city_roll(k, 4)]),
		       V(city_roll(k, 5) ? NO_STR : STR("mon;sun")));
	}
	city_commit(k);
}

/* -------------------------------------------------------------------- what people do */

static void publish_task(struct city *k)
{
	static const char *const what[] = { "帮李婆婆搬东西", "陪老人看病", "取药送上门", "维护秩序", "送书到家" };
	int y, m, d;

	civil(local_day(k->now) + city_roll(k, 3), &y, &m, &d);
	CITY_SAY(k, 0, "发布任务 %d月%d号%u点%s%s%s %u人", m, d, 8 + city_roll(k, 13), city_roll(k, 2) ? "前" : "",
		 city_roll(k, 12) ? "文君街道" : "羊安街道", what[city_roll(k, 5)], 1 + city_roll(k, 3));
}

/* Somebody who is no volunteer, and asks for nothing else. */
static void ask_for_help(struct city *k, int who)
{
	CITY_SAY(k, who, "我妈腿脚不方便 找个人帮忙取个快递");
	CITY_SAY(k, who, "文君街道书院街%u号 13800%06u 明天%s三点前", 1 + city_roll(k, 90), city_roll(k, 1000000),
		 city_roll(k, 2) ? "下午" : "上午");
}

/* The staff look through what waits; some of it waits too long. */
static void review(struct city *k)
{
	int64_t codes[8];
	size_t n = task_list(k->s->db, TASKS_WAITING, k->staff, codes, 8);

	for (size_t i = 0; i < n; i++) {
		unsigned x = city_roll(k, 100);

		if (x < 20)
			CITY_SAY(k, 0, "T-%d 通过", (int)codes[i]);
		else if (x < 22)
			CITY_SAY(k, 0, "T-%d 不通过 因为地址不清楚", (int)codes[i]);
	}
}

/* Whoever asked, or the staff, call it off. */
static void call_off(struct city *k)
{
	int64_t code = 1 + city_roll(k, TASKS);
	struct task t = task_load(k->s->db, code, k->turn);
	int64_t who = t.code ? db_get_int(k->s->db, 0, "select person from task where code = ?1", V(code)) : 0;

	if (!who || city_roll(k, 4))
		return;
	if (t.by_staff)
		CITY_SAY(k, 0, "撤回T-%d", (int)code);
	else
		CITY_SAY(k, (int)(who - k->staff), "T-%d取消", (int)code);
}

/* One volunteer does something, or (mostly) nothing. */
static void act(struct city *k, int i)
{
	int64_t codes[8], person = k->staff + i;
	size_t n = task_list(k->s->db, TASKS_TAKEN, person, codes, 8);
	unsigned x = city_roll(k, 100);

	if (n && x < 25)
		CITY_SAY(k, i, "T-%d做完了 用了%u个小时", (int)codes[0], 1 + city_roll(k, 12));
	else if (n && x < 45)
		CITY_SAY(k, i, "T-%d做完了", (int)codes[0]);
	else if (n && x < 50)
		CITY_SAY(k, i, "T-%d做不了", (int)codes[0]);
	else if (x < 75 && (n = task_list(k->s->db, TASKS_OFFERED, person, codes, 8)) > 0)
		CITY_SAY(k, i, "接T-%d", (int)codes[city_roll(k, (unsigned)n)]);
	else if (x == 99 && city_roll(k, 20) == 0)
		CITY_SAY(k, i, "%s", city_roll(k, 2) ? "我这3天不接志愿了" : "志愿先停一下");
	else if (x == 98 && city_roll(k, 4) == 0)
		CITY_SAY(k, i, "可以接了");
}

static void publish_activity(struct city *k)
{
	static const char *const what[] = { "电动车保养义诊", "急救培训", "反诈讲座", "篮球比赛" };
	int y, m, d;

	civil(local_day(k->now) + 1 + city_roll(k, 5), &y, &m, &d);
	CITY_SAY(k, 0, "发布活动 %d月%d号%u点%s 文君街道 限%u人", m, d, 8 + city_roll(k, 13), what[city_roll(k, 4)],
		 1 + city_roll(k, 12));
}

/* Anybody of the city signs up, mostly for those that others go to; or does not come. */
static void go_out(struct city *k, int64_t activities)
{
	int who = 1 + (int)city_roll(k, city_roll(k, 3) ? 40 : PEOPLE),
	    code = 1 + (int)city_roll(k, (unsigned)activities);
	unsigned x = city_roll(k, 100);

	if (x < 60)
		CITY_SAY(k, who, "报名A-%d", code);
	else if (x < 80)
		CITY_SAY(k, who, "A-%d我去不了了", code);
	else if (x < 82)
		CITY_SAY(k, who, "我报的活动都取消");
	else if (x == 82)
		CITY_SAY(k, 0, "A-%d名额改成限%u人", code,
			 (unsigned)db_get_int(k->s->db, 0, "select capacity from activity where code = ?1", V(code)) +
				 city_roll(k, 3));
	else if (x == 83 && city_roll(k, 6) == 0)
		CITY_SAY(k, 0, "A-%d取消", code);
}

/* "Where can I charge": each station that is said to be open is open. */
static void look_for_station(struct city *k)
{
	struct str said, state = STR("）开着");
	struct calendar c;
	ptrdiff_t at;

	CITY_SAY(k, 1 + VOLUNTEERS + (int)city_roll(k, 1000), "我在文君街道 哪里可以充电");
	said = db_get_str_n(k->s->db, k->turn, "select body from v_outbox order by id desc limit 1", NULL, 0);
	calendar_load(k->s->db, k->now, k->turn, &c);
	assert_true(str_has(said, STR("号驿站")));
	while ((at = str_find(said, state)) >= 0) {
		struct str before = str_sub(said, 0, (size_t)at), name = STR("");
		struct station s;

		for (size_t i = 0; i + 3 <= before.n; i++) /* the last "NNN号驿站" before it */
			if (str_starts(str_sub(before, i + 3, before.n), STR("号驿站")))
				name = str_sub(before, i, i + 3 + STR("号驿站").n);
		assert_true(stations_named(k->w.stations, name, &c, &s, k->turn));
		assert_int_equal(s.state, STATION_OPEN);
		said = str_sub(said, (size_t)at + state.n, said.n);
	}
	arena_reset(k->turn);
}

/* ------------------------------------------------------------------------ what must hold */

static void none(struct city *k, const char *sql)
{
	int64_t n = city_count(k, sql);

	if (n)
		fail_msg("%d: %s", (int)n, sql);
}

static void holds(struct city *k)
{
	/* tasks: as many as have it, each in one way, asked and booked as the rules say */
	none(k, "select count(*) from (select person, day(at) as d, count(*) as n from task_offer"
		" where wave > 0 group by person, d) where n > 3");
	none(k, "select count(*) from task t where taken <> (select count(*) from task_offer o where"
		" o.task = t.code and o.state in ('taken', 'done')) and state in ('open', 'taken', 'done')");
	none(k, "select count(*) from task where taken > wanted or (state in ('done', 'withdrawn', 'to_staff'))"
		" <> (closed_at is not null)");
	none(k, "select count(*) from volunteer v where abs(hours - (select coalesce(sum(hours), 0) from"
		" task_offer o where o.person = v.person)) > 0.000001");
	none(k, "select count(*) from task_offer where hours < 0 or hours > 8 or (state <> 'done' and hours <> 0)");
	none(k, "select count(*) from task_offer where person not in (select person from volunteer)");
	none(k, "select count(*) from task_offer o join task t on t.code = o.task where t.person = o.person");
	none(k, "select count(*) from task_offer where wave > 0 and (substr(clock(at), 12) < '07:00'"
		" or substr(clock(at), 12) >= '22:00')");
	/* in a peak of orders only what cannot wait for its end */
	none(k,
	     "select count(*) from task_offer o join task t on t.code = o.task where o.wave > 0 and not t.urgent and"
	     " ((substr(clock(o.at), 12) between '11:00' and '12:59' and clock(t.deadline_at) > day(o.at) || ' 13:00')"
	     " or (substr(clock(o.at), 12) between '17:00' and '19:29' and clock(t.deadline_at) > day(o.at) || ' 19:30'))");
	/* reviewed before anybody is asked */
	none(k, "select count(*) from task_offer o join task t on t.code = o.task where t.published_at is null"
		" or o.at < t.published_at");
	/* activities: never more than places, nobody waits while there is one, once each */
	none(k, "select count(*) from activity a where capacity < (select count(*) from enrolment e where"
		" e.kind = 'activity' and e.code = a.code and e.state = 'in')");
	none(k, /* but nobody moves up into what has begun */
	     "select count(*) from activity a where state = 'open' and (start_at is null or start_at > (select max(created_at)"
	     " from outbox)) and capacity > (select count(*) from enrolment e"
	     " where e.kind = 'activity' and e.code = a.code and e.state = 'in') and exists(select 1 from enrolment e"
	     " where e.kind = 'activity' and e.code = a.code and e.state = 'waiting')");
}

/* ------------------------------------------------------------------------------- a week */

/* What happens in ten minutes of the day. */
static void pass(struct city *k, int64_t *families)
{
	int64_t tasks = city_count(k, "select count(*) from task"),
		activities = city_count(k, "select count(*) from activity");

	if (tasks < TASKS && city_roll(k, DAYS * DAY_STEPS / TASKS) == 0) {
		if (city_roll(k, 3))
			publish_task(k);
		else
			ask_for_help(k, 2000 + (int)(*families)++);
	}
	if (activities < ACTIVITIES && city_roll(k, DAYS * DAY_STEPS / ACTIVITIES / 2) == 0)
		publish_activity(k);
	review(k);
	call_off(k);
	for (int i = 0; i < VOLUNTEERS / 6; i++)
		act(k, 1 + (int)city_roll(k, VOLUNTEERS));
	for (int i = 0; activities && i < 3; i++)
		go_out(k, activities);
	if (city_roll(k, 5) == 0)
		look_for_station(k);
}

static void a_week(struct scratch *s, uint64_t seed)
{
	struct city k;
	int64_t families = 0;

	city_new(&k, s, seed);
	settle(&k);
	for (int step = 0; step < (DAYS + AFTER) * 24 * 60 / STEP; step++) {
		k.now += STEP * MS_MINUTE;
		city_jobs(&k);
		if (local_minute(k.now) > 7 * 60 && local_minute(k.now) < 22 * 60)
			pass(&k, &families);
		if (step % 36 == 0)
			holds(&k);
	}
	holds(&k);
	assert_int_equal(city_count(&k, "select count(*) from person"), PEOPLE + 1);
	assert_int_equal(city_count(&k, "select count(*) from task"), TASKS);
	assert_int_equal(city_count(&k, "select count(*) from activity"), ACTIVITIES);
	none(&k, "select count(*) from task where state not in ('done', 'withdrawn', 'to_staff')");
	none(&k, "select count(*) from task_offer where state = 'taken'");
	none(&k, "select count(*) from timer where job like 'task.%'");
	none(&k, "select count(*) from notice");
	/* each who moved up was told once */
	assert_int_equal(city_count(&k, "select sum((length(body) - length(replace(body, '你补上了', '')))"
					" / length('你补上了')) from v_outbox"),
			 city_count(&k, "select count(*) from audit where action = 'enrolment.up'"));
	/* and it was a week in which something happened */
	assert_true(families > TASKS / 8);
	assert_true(city_count(&k, "select count(*) from task where state = 'done'") > TASKS / 4);
	assert_true(city_count(&k, "select count(*) from task where state = 'to_staff'") > 0);
	assert_true(city_count(&k, "select count(*) from task where state = 'withdrawn'") > 0);
	assert_true(city_count(&k, "select count(*) from task_offer where state = 'gave_up'") > 0);
	assert_true(city_count(&k, "select count(*) from audit where action = 'enrolment.up'") > 0);
	city_free(&k);
}

static void one_week(void **state)
{
	a_week(*state, 88172645463325252ULL);
}

static void other_weeks(void **state)
{
	(void)state;
	for (uint64_t seed = 1; getenv("TEST_LONG") && seed < 10; seed++) {
		void *s = NULL;

		scratch_set_up_db(&s);
		a_week(s, seed * 0x9E3779B97F4A7C15ULL);
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
		SCRATCH_DB_TEST(one_week),
		cmocka_unit_test(other_weeks),
	};

	return cmocka_run_group_tests_name("a week of the city", tests, NULL, NULL);
}
