/* test_watchdog.c - when the gateway counts as standing still. What is said to
 * systemd is tried in tests/e2e/test_watchdog.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <uv.h>

#include "bot/engine/watchdog.h"

enum { STALL = 100, LONGER = 150 };

static uv_loop_t loop;
static struct watchdog *watchdog;

static void in_the_loop(uv_timer_t *t)
{
	void (*look)(void) = (void (*)(void))(uintptr_t)t->data;

	look();
	uv_close((uv_handle_t *)t, NULL);
}

/* Calls look after the loop has slept for so long. */
static void sleep_and(uint64_t ms, void (*look)(void))
{
	uv_timer_t t = { .data = (void *)(uintptr_t)look };

	uv_loop_init(&loop);
	watchdog = watchdog_new(&loop, STALL);
	uv_timer_init(&loop, &t);
	uv_timer_start(&t, in_the_loop, ms, 0);
	uv_run(&loop, UV_RUN_DEFAULT);
	watchdog_free(watchdog);
	assert_int_equal(uv_loop_close(&loop), 0);
}

static void is_well(void)
{
	assert_false(watchdog_stalled(watchdog));
}

static void a_sleeping_loop_is_well(void **state)
{
	(void)state;
	sleep_and(LONGER, is_well);
}

/* As when something else is served again and again, and the gateway has no turn. */
static void work_for_long(void)
{
	poll(NULL, 0, LONGER);
	assert_true(watchdog_stalled(watchdog));
	watchdog_pass(watchdog, true);
	assert_false(watchdog_stalled(watchdog));
}

static void a_loop_in_one_place_is_not(void **state)
{
	(void)state;
	sleep_and(1, work_for_long);
}

static void turn_in_vain(void)
{
	watchdog_pass(watchdog, true);
	watchdog_pass(watchdog, false);
	assert_false(watchdog_stalled(watchdog)); /* not yet */
	for (int i = 0; i < 3; i++) {
		poll(NULL, 0, LONGER / 3);
		watchdog_pass(watchdog, false);
	}
	assert_true(watchdog_stalled(watchdog));
	watchdog_pass(watchdog, true);
	assert_false(watchdog_stalled(watchdog));
}

static void nor_is_one_that_cannot_commit(void **state)
{
	(void)state;
	sleep_and(1, turn_in_vain);
}

static void nobody_is_told_when_nobody_listens(void **state)
{
	(void)state;
	uv_loop_init(&loop);
	watchdog = watchdog_new(&loop, 0);
	assert_true(watchdog_pass(watchdog, true) == UINT64_MAX);
	watchdog_ready(watchdog);
	watchdog_stopping(watchdog);
	watchdog_patience(watchdog, true);
	watchdog_free(watchdog);
	watchdog_free(NULL);
	assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sleeping_loop_is_well),
		cmocka_unit_test(a_loop_in_one_place_is_not),
		cmocka_unit_test(nor_is_one_that_cannot_commit),
		cmocka_unit_test(nobody_is_told_when_nobody_listens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
