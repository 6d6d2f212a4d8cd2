/* test_import_work.c - visits, duties, tasks, rides from lists: what staff keep in
 * spreadsheets goes on as if it had been said in chat. */
#include "tests/unit/lists/import_fixture.h"

#define VISITS "site,date,id,outcome,people,note\n"
#define DUTIES "code,list,text,department,due,state,evidence,closed\n"
#define TASKS "code,kind,state,near,place,phone,text,start,before,wanted,urgent,skill,vehicle,id\n"
#define DRIVERS "id,seats,first_day,last_day,phone,state\n"
#define RIDES "code,state,id,from,to,at,seats,phone,street,driver_id\n"

static int base_begin(void **state)
{
	world_begin(state);
	load_fixture(*state, "tests/fixtures/base");
	return 0;
}

/* The list is taken in as it stands, the export is the list, and the export changes nothing. */
static void goes_round(struct world *w, enum kind_id kind, const char *name, const char *csv, size_t rows)
{
	assert_int_equal(load_text(w, name, csv), OK);
	assert_int_equal(w->report.counts[kind].added, rows);
	assert_string_equal(exported(w, kind), csv);
	assert_int_equal(load_text(w, name, csv), OK);
	assert_int_equal(w->report.counts[kind].same, rows);
	assert_string_equal(exported(w, kind), csv);
}

static void visits_are_entered_once(void **state)
{
	struct world *w = *state;

	goes_round(w, KIND_VISITS, "visits",
		   VISITS "文君站,2025-11-03,bridge:sunjie,met,12,茶水点缺杯子\n羊安站,2025-11-03,,absent,,\n", 2);
	assert_int_equal(ask(w, "select count(*) from v_visit where source = 'entered'"), 2);
	assert_int_equal(ask(w, "select count(*) from audit where action = 'visit.log'"), 2);
	/* somebody was met after all */
	assert_int_equal(load_text(w, "visits", "site,date,outcome,people\n羊安站,2025-11-03,met,5\n"), OK);
	assert_int_equal(w->report.counts[KIND_VISITS].changed, 1);
	assert_int_equal(ask(w, "select people from v_visit where site = '羊安站' and outcome = 'met'"), 5);
	assert_int_equal(ask(w, "select count(*) from visit"), 2);
}

static void duties_are_told_and_watched(void **state)
{
	struct world *w = *state;

	goes_round(w, KIND_DUTIES, "duties",
		   DUTIES "D-3,shortcoming,给平乐镇驿站补一台直饮机,城管局,2025-12-31,open,,\n"
			  "D-8,key,骑手食堂开三家,,,open,,\n"
			  "D-9,innovation,小灯上线,文君街道,2025-06-30,done,十二个群都在用,2025-06-28\n",
		   3);
	assert_int_equal(ask(w, "select last from number where letter = 'D'"), 9);
	assert_int_equal(ask(w, "select count(*) from timer where job = 'duty.listed'"), 2);
	assert_int_equal(
		load_text(w, "duties", "code,list,text,due\nD-3,shortcoming,给平乐镇驿站补一台直饮机,2026-01-31\n"),
		OK);
	assert_int_equal(ask(w, "select count(*) from timer where job = 'duty.remind' and subject = 3"), 1);
	assert_int_equal(ask(w, "select count(*) from v_duty where due = '2026-01-31' and department = '城管局'"), 1);
}

static void tasks_are_offered(void **state)
{
	struct world *w = *state;

	goes_round(
		w, KIND_TASKS, "tasks",
		TASKS
		"T-1,medicine,open,文君街道,文君街12号3楼,13800000188,送降压药，药在社区,2025-12-08 09:00,2025-12-08 09:00,"
		"1,yes,,,\n"
		"T-2,errand,open,羊安站,羊安站门口,028-88791234,搬一张桌子,,2025-12-09 18:00,2,no,,load,bridge:yangniang\n"
		"T-3,elder,requested,平乐镇,,,陪王婆婆去复查,,2025-12-10 12:00,1,no,,,bridge:xupopodenver\n",
		3);
	assert_int_equal(ask(w, "select count(*) from timer where job = 'task.listed'"), 3);
	assert_int_equal(ask(w, "select count(*) from v_task where state = 'open' and street is not null"), 2);
	assert_int_equal(ask(w, "select count(*) from task where lat is not null and datum = 'gcj02'"), 3);
	assert_int_equal(ask(w, "select fetch from task where code = 1"), 1);
	assert_int_equal(ask(w, "select by_staff from task where code = 2"), 0);
	assert_int_equal(ask(w, "select start_at is null and deadline_at % 60000 = 0 from task where code = 2"), 1);
	assert_int_equal(ask(w, "select count(*) from audit where action = 'task.publish'"), 2);
	assert_int_equal(ask(w, "select last from number where letter = 'T'"), 3);
}

static void rides_and_their_drivers(void **state)
{
	struct world *w = *state;

	goes_round(w, KIND_DRIVERS, "drivers",
		   DRIVERS
		   "bridge:zhengshifu,4,2026-06-07,2026-06-08,13800000166,active\nbridge:zhongshifu,2,,,,pending\n",
		   2);
	assert_int_equal(load_text(w, "tasks", TASKS "T-7,study,,文君站,,,,,2025-12-09 18:00,,,,,\n"), OK);
	goes_round(w, KIND_RIDES, "rides",
		   RIDES "T-8,open,bridge:yangniang,书院街8号,一中,2026-06-07 07:30,2,,文君街道,\n"
			 "T-9,open,,水井巷口,一中,2026-06-07 07:30,1,13800000155,,\n",
		   2);
	assert_int_equal(ask(w, "select count(*) from timer where job = 'ride.listed'"), 2);
	assert_int_equal(load_text(w, "drivers", "id,seats,state\nbridge:zhengshifu,4,off\n"), OK);
	assert_int_equal(ask(w, "select count(*) from ride_driver where state = 'off' and last_day = '2026-06-08'"), 1);
}

static void what_is_stored_goes_on_in_chat(void **state)
{
	struct world *w = *state;

	assert_int_equal(load_text(w, "tasks", TASKS "T-7,study,,文君站,,,,,2025-12-09 18:00,,,,,\n"), OK);
	db_run0(w->db, "update task set state = 'taken', taken = 1");
	assert_string_equal(exported(w, KIND_TASKS), TASKS "T-7,study,taken,文君站,,,,,2025-12-09 18:00,1,no,,,\n");
	static const struct bad cases[] = {
		{ "tasks", "code,kind,text\nT-7,study,两本书\n",
		  "in/tasks.csv:2: T-7 is stored otherwise: it is changed in chat, not by a list" },
		{ "tasks", TASKS "T-5,study,,文君站,,,,,2025-12-09 18:00,,,,,\n",
		  "in/tasks.csv:2: code: T-5 was given out before: T-8 is free" },
		{ "rides", RIDES "T-7,,,书院街,一中,2026-06-07 07:30,,13800000155,,\n",
		  "in/rides.csv:2: code: T-7 was given out before: T-8 is free" },
	};

	REFUSED(w, cases);
}

static void bad_rows_are_named(void **state)
{
	struct world *w = *state;
	static const struct bad cases[] = {
		{ "visits",
		  VISITS "文君站,2099-01-01,,,,\n羊安站,2025-11-03,bridge:sunjie,,0,\n文君站,2025-11-03,,away,,\n",
		  "in/visits.csv:2: date: 2099-01-01 is still to come\n"
		  "in/visits.csv:3: people: “0” is not within 1 … 100000\n"
		  "in/visits.csv:4: outcome: “away” is none of: met absent" },
		{ "duties", DUTIES "D-1,key,一,没有的局,,,,\nD-2,key,二,,,done,,\nD-3,key,三,,,,,2025-11-03\n",
		  "in/duties.csv:2: department: “没有的局” is not in departments\n"
		  "in/duties.csv:3: closed: must be filled unless the duty is open\n"
		  "in/duties.csv:4: closed: must be empty: the duty is open" },
		{ "tasks",
		  TASKS "T-1,study,,,,,,,2025-12-09 18:00,,,,,\nT-2,study,,随便哪里,,,,,2025-12-09 18:00,,,,,\n"
			"T-3,study,,文君站,,,,,,,,,,\nT-4,study,,文君站,,,,,2025-12-01 18:00,,,,,\n"
			"T-5,study,,文君站,,,,2025-12-09 18:00,2025-12-09 12:00,,,,,\n"
			"T-6,study,done,文君站,,,,,2025-12-09 18:00,,,,,\n"
			"T-7,study,,文君站,,1.38E+10,,,2025-12-09 18:00,,,,,\n",
		  "in/tasks.csv:2: near: must be filled: those near are asked\n"
		  "in/tasks.csv:3: near: “随便哪里” is no place, station or site\n"
		  "in/tasks.csv:4: before: must be filled, or start\n"
		  "in/tasks.csv:5: before: 2025-12-01 18:00 is over\n"
		  "in/tasks.csv:6: before: 2025-12-09 12:00 is earlier than start 2025-12-09 18:00\n"
		  "in/tasks.csv:7: state: T-6 is over: what was done elsewhere belongs in entries\n"
		  "in/tasks.csv:8: phone: is no phone number" },
		{ "drivers", DRIVERS "bridge:zhengshifu,4,2026-06-08,2026-06-07,,\nbridge:zhongshifu,4,,2026-06-07,,\n",
		  "in/drivers.csv:2: last_day: 2026-06-07 is earlier than first_day 2026-06-08\n"
		  "in/drivers.csv:3: first_day: must be filled when last_day is" },
		{ "rides",
		  RIDES "T-8,,,,一中,2026-06-07 07:30,,13800000155,,\nT-9,,,水井巷口,一中,2025-06-07 07:30,,,,\n",
		  "in/rides.csv:2: from: must be filled\n"
		  "in/rides.csv:3: phone: must be filled, or id: the driver must reach the family\n"
		  "in/rides.csv:3: at: 2025-06-07 07:30 is over" },
	};

	REFUSED(w, cases);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, base_begin, world_end)
	const struct CMUnitTest tests[] = {
		TEST(visits_are_entered_once), TEST(duties_are_told_and_watched),    TEST(tasks_are_offered),
		TEST(rides_and_their_drivers), TEST(what_is_stored_goes_on_in_chat), TEST(bad_rows_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
