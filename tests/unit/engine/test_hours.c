/* test_hours.c - working days, quiet hours, timers. */
#include "handlers/turn/hours.h"

#include "store/messages/timer.h"
#include "tests/unit/scratch.h"

#include <stdlib.h>
#include <time.h>

static struct turn_world world_of(struct scratch *s)
{
	return (struct turn_world){
		.db = s->db,
		.hours = { .quiet = { { { 22 * 60, 7 * 60 } }, 1 },
			   .peaks = { { { 11 * 60, 13 * 60 }, { 17 * 60, 19 * 60 + 30 } }, 2 },
			   .workday = { { { 9 * 60, 12 * 60 }, { 13 * 60 + 30, 17 * 60 } }, 2 } },
	};
}

static ms_t at(int y, int m, int d, int h, int min)
{
	return hours_at(civil_day(y, m, d), h * 60 + min);
}

static void quiet_hours_and_peaks_put_off(void **state)
{
	struct turn_world w = world_of(*state);

	assert_int_equal(hours_next_push(&w, at(2025, 6, 11, 12, 10)), at(2025, 6, 11, 13, 0));
	assert_int_equal(hours_next_push(&w, at(2025, 6, 11, 23, 10)), at(2025, 6, 12, 7, 0));
	assert_int_equal(hours_next_push(&w, at(2025, 6, 11, 10, 10)), at(2025, 6, 11, 10, 10));
	assert_int_equal(hours_next_awake(&w, at(2025, 6, 11, 12, 10)), at(2025, 6, 11, 12, 10));
	assert_int_equal(hours_next_awake(&w, at(2025, 6, 11, 6, 59)), at(2025, 6, 11, 7, 0));
	assert_true(hours_quiet(&w, at(2025, 6, 11, 22, 0)));
	assert_false(hours_quiet(&w, at(2025, 6, 11, 7, 0)));
}

static void working_days_are_counted(void **state)
{
	struct scratch *s = *state;
	struct turn_world w = world_of(s);

	db_run0(s->db,
		"insert into holiday values('2025-10-01', 'holiday', '国庆节'), ('2025-10-11', 'makeup', '国庆节')");
	/* Monday 9:00 and five days: the next Monday, same time */
	assert_int_equal(hours_workdays(&w, at(2025, 6, 9, 9, 0), 5), at(2025, 6, 16, 9, 0));
	/* Saturday counts from Monday's opening */
	assert_int_equal(hours_workdays(&w, at(2025, 6, 14, 20, 0), 1), at(2025, 6, 17, 9, 0));
	/* the lunch break from its end, the evening from the next day */
	assert_int_equal(hours_workdays(&w, at(2025, 6, 11, 12, 30), 1), at(2025, 6, 12, 13, 30));
	assert_int_equal(hours_workdays(&w, at(2025, 6, 11, 18, 0), 1), at(2025, 6, 13, 9, 0));
	/* before opening: the same day */
	assert_int_equal(hours_workdays(&w, at(2025, 6, 11, 6, 0), 0), at(2025, 6, 11, 9, 0));
	/* a holiday is not counted, a weekend day that makes up for it is */
	assert_int_equal(hours_workdays(&w, at(2025, 9, 30, 10, 0), 1), at(2025, 10, 2, 10, 0));
	assert_int_equal(hours_workdays(&w, at(2025, 10, 10, 10, 0), 1), at(2025, 10, 11, 10, 0));
	assert_true(hours_working(&w, at(2025, 10, 11, 10, 0)));
	assert_false(hours_working(&w, at(2025, 10, 1, 10, 0)));
	assert_false(hours_working(&w, at(2025, 6, 11, 12, 30)));
}

static void open_minutes_are_counted(void **state)
{
	struct turn_world w = world_of(*state);

	assert_int_equal(hours_open_for(&w, at(2025, 6, 11, 10, 0), 15), at(2025, 6, 11, 10, 15));
	assert_int_equal(hours_open_for(&w, at(2025, 6, 11, 11, 50), 15), at(2025, 6, 11, 13, 35));
	assert_int_equal(hours_open_for(&w, at(2025, 6, 13, 16, 50), 15), at(2025, 6, 16, 9, 5));
	assert_int_equal(hours_open_for(&w, at(2025, 6, 14, 3, 0), 0), at(2025, 6, 14, 3, 0));
	assert_int_equal(hours_next_open(&w, at(2025, 6, 11, 10, 1)), at(2025, 6, 11, 10, 1));
	assert_int_equal(hours_next_open(&w, at(2025, 6, 11, 12, 1)), at(2025, 6, 11, 13, 30));
	assert_int_equal(hours_next_open(&w, at(2025, 6, 13, 19, 0)), at(2025, 6, 16, 9, 0));
	w.hours.workday.n = 0; /* never open: no endless search */
	assert_true(hours_open_for(&w, at(2025, 6, 11, 10, 0), 15) >= at(2025, 6, 10, 0, 0));
}

static void timers_come_in_their_order(void **state)
{
	struct scratch *s = *state;
	struct timer t;

	timer_set(s->db, "b", 1, 200);
	timer_set(s->db, "a", 1, 300);
	timer_set(s->db, "a", 1, 100); /* moved */
	timer_set(s->db, "a", 2, 900);
	timer_clear(s->db, "a", 2);
	assert_int_equal(timer_next(s->db), 100);
	assert_false(timer_take(s->db, 99, &t, s->a));
	assert_true(timer_take(s->db, 250, &t, s->a));
	assert_string_equal(t.job, "a");
	assert_int_equal(t.at, 100);
	assert_true(timer_take(s->db, 250, &t, s->a));
	assert_string_equal(t.job, "b");
	assert_false(timer_take(s->db, 9999, &t, s->a));
	assert_true(timer_next(s->db) == INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(quiet_hours_and_peaks_put_off, scratch_set_up_db, scratch_tear_down),
		cmocka_unit_test_setup_teardown(working_days_are_counted, scratch_set_up_db, scratch_tear_down),
		cmocka_unit_test_setup_teardown(open_minutes_are_counted, scratch_set_up_db, scratch_tear_down),
		cmocka_unit_test_setup_teardown(timers_come_in_their_order, scratch_set_up_db, scratch_tear_down),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
