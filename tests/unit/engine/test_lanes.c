/* test_lanes.c - order and rates of replies on their way out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "bot/engine/lanes.h"

enum { ANSWER, NOTICE, BROADCAST };

static struct lane_pick pick;

/* The id that leaves now; 0: none does. */
static int64_t take(struct lanes *l, ms_t now)
{
	return lanes_take(l, now, &pick) ? pick.id : 0;
}

static void one_at_a_time(void **state)
{
	(void)state;
	struct lanes *l = lanes_new(&(struct lane_rates){ 0 });

	for (int64_t id = 1; id <= 20; id++)
		lanes_add(l, 7, false, ANSWER, id, 0);
	for (int64_t id = 1; id <= 20; id++) {
		assert_int_equal(lanes_waiting(l), 21 - id);
		assert_int_equal(take(l, 100), id);
		assert_int_equal(take(l, 100), 0); /* its chat is busy */
		assert_int_equal(lanes_next(l), INT64_MAX);
		lanes_done(l, &pick, 100);
	}
	assert_int_equal(take(l, 100), 0);
	assert_int_equal(lanes_waiting(l), 0);
	lanes_free(l);
}

static void a_clock_that_is_set_back(void **state)
{
	(void)state;
	const ms_t day = MS_DAY, by = day / 2;
	struct lanes *l = lanes_new(&(struct lane_rates){ .per_second = 10, .chat_per_second = 1 });

	lanes_add(l, 7, false, ANSWER, 1, 0);
	lanes_add(l, 8, false, ANSWER, 2, day + 500);
	assert_int_equal(take(l, day), 1);
	lanes_again(l, &pick, day + 2000);
	lanes_set_back(l, by);
	assert_int_equal(take(l, day - by), 0); /* the rate of before still holds, and no longer */
	assert_int_equal(take(l, day - by + 500), 2);
	lanes_done(l, &pick, day - by + 500);
	assert_int_equal(take(l, day - by + 1999), 0);
	assert_int_equal(take(l, day - by + 2000), 1);
	lanes_free(l);
}

static void answers_before_notices_before_broadcasts(void **state)
{
	(void)state;
	struct lanes *l = lanes_new(&(struct lane_rates){ 0 });

	lanes_add(l, 7, false, BROADCAST, 1, 0);
	lanes_add(l, 7, false, NOTICE, 2, 0);
	lanes_add(l, 7, false, ANSWER, 3, 0);
	lanes_add(l, 7, false, NOTICE, 4, 0);
	lanes_add(l, 7, false, ANSWER, 5, 0);
	static const int64_t order[] = { 3, 5, 2, 4, 1 };

	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(take(l, 0), order[i]);
		lanes_done(l, &pick, 0);
	}
	lanes_free(l);
}

/* What is tried again stays first in its lane; the lanes beside it go on. */
static void again_keeps_its_place(void **state)
{
	(void)state;
	struct lanes *l = lanes_new(&(struct lane_rates){ 0 });

	lanes_add(l, 7, false, ANSWER, 1, 0);
	lanes_add(l, 7, false, ANSWER, 2, 0);
	lanes_add(l, 7, false, NOTICE, 3, 0);
	assert_int_equal(take(l, 0), 1);
	lanes_again(l, &pick, 5000);
	assert_int_equal(take(l, 0), 3);
	lanes_done(l, &pick, 0);
	assert_int_equal(take(l, 4999), 0);
	assert_int_equal(lanes_next(l), 5000);
	assert_int_equal(take(l, 5000), 1);
	lanes_done(l, &pick, 5000);
	assert_int_equal(take(l, 5000), 2);
	lanes_done(l, &pick, 5000);
	lanes_free(l);
}

static void a_throttled_chat_delays_no_other(void **state)
{
	(void)state;
	struct lanes *l = lanes_new(&(struct lane_rates){ 0 });

	lanes_add(l, 1, false, ANSWER, 1, 0);
	assert_int_equal(take(l, 0), 1);
	lanes_again(l, &pick, 3600 * 1000);
	for (int64_t chat = 2; chat < 100; chat++)
		lanes_add(l, chat, false, ANSWER, chat, 0);
	for (int64_t chat = 2; chat < 100; chat++) {
		assert_int_not_equal(take(l, 10), 0);
		lanes_done(l, &pick, 10);
	}
	assert_int_equal(lanes_waiting(l), 1);
	assert_int_equal(take(l, 10), 0);
	assert_int_equal(take(l, 3600 * 1000), 1);
	lanes_done(l, &pick, 3600 * 1000);
	lanes_free(l);
}

static void rate_of_a_chat(void **state)
{
	(void)state;
	struct lanes *l = lanes_new(&(struct lane_rates){ .chat_per_second = 1 });

	lanes_add(l, 7, false, ANSWER, 1, 0);
	lanes_add(l, 7, false, ANSWER, 2, 0);
	lanes_add(l, 8, false, ANSWER, 3, 0);
	assert_int_equal(take(l, 500), 1);
	lanes_done(l, &pick, 600);
	assert_int_equal(take(l, 600), 3);
	lanes_done(l, &pick, 700);
	assert_int_equal(take(l, 1499), 0);
	assert_int_equal(lanes_next(l), 1500);
	assert_int_equal(take(l, 1500), 2);
	lanes_done(l, &pick, 1500);
	lanes_free(l);
}

static void rate_over_all(void **state)
{
	(void)state;
	struct lanes *l = lanes_new(&(struct lane_rates){ .per_second = 25 });
	ms_t now = 0;

	for (int64_t id = 1; id <= 100; id++)
		lanes_add(l, id, false, ANSWER, id, 0);
	for (int i = 0; i < 100; i++, now = lanes_next(l)) {
		assert_int_not_equal(take(l, now), 0);
		lanes_done(l, &pick, now);
		assert_int_equal(take(l, now), 0);
	}
	assert_int_equal(take(l, 99 * 40), 0);
	lanes_free(l);
}

/* Also where the limit is larger than what is remembered of a chat. */
static void rate_of_a_group(void **state)
{
	static const int limits[] = { 1, 18, 64, 1000 };

	(void)state;
	for (size_t k = 0; k < 4; k++) {
		struct lanes *l = lanes_new(&(struct lane_rates){ .group_per_minute = limits[k] });
		ms_t sent[200], now = 0;
		int limit = limits[k] < 64 ? limits[k] : 64;

		for (int64_t id = 1; id <= 200; id++) {
			lanes_add(l, 7, true, ANSWER, id, 0);
			lanes_add(l, 8, false, ANSWER, 1000 + id, 0);
		}
		for (int i = 0, people = 0; i < 200;) {
			if (!take(l, now)) {
				now = lanes_next(l);
				continue;
			}
			lanes_done(l, &pick, now);
			people += pick.chat == 8;
			if (pick.chat == 7)
				sent[i++] = now;
			else
				assert_int_equal(now, 0); /* a person is no group */
			if (i == 200)
				assert_int_equal(people, 200);
		}
		for (int i = limit; i < 200; i++)
			assert_true(sent[i] - sent[i - limit] >= MS_MINUTE);
		assert_true(sent[199] <= 200 / limit * (ms_t)MS_MINUTE);
		lanes_free(l);
	}
}

/* Memory of a chat goes a minute after its last reply, and nothing is due then. */
static void quiet_chats_are_forgotten(void **state)
{
	(void)state;
	struct lanes *l = lanes_new(&(struct lane_rates){ .group_per_minute = 2 });

	for (int64_t chat = 1; chat <= 3000; chat++) {
		lanes_add(l, chat, true, ANSWER, chat, 0);
		assert_int_equal(take(l, 0), chat);
		lanes_done(l, &pick, 0);
	}
	assert_int_equal(lanes_next(l), MS_MINUTE);
	assert_int_equal(take(l, MS_MINUTE), 0);
	assert_int_equal(lanes_next(l), INT64_MAX);
	lanes_add(l, 5, true, ANSWER, 1, 0);
	assert_int_equal(take(l, MS_MINUTE), 1);
	lanes_free(l);
}

static void a_due_time_is_waited_for(void **state)
{
	(void)state;
	struct lanes *l = lanes_new(&(struct lane_rates){ 0 });

	lanes_add(l, 7, false, ANSWER, 1, 900);
	lanes_add(l, 7, false, ANSWER, 2, 0); /* order comes first */
	lanes_add(l, 7, false, NOTICE, 3, 500);
	assert_int_equal(lanes_next(l), 500);
	assert_int_equal(take(l, 499), 0);
	assert_int_equal(take(l, 500), 3);
	lanes_add(l, 7, false, ANSWER, 4, 0); /* while it is busy */
	lanes_done(l, &pick, 500);
	assert_int_equal(take(l, 899), 0);
	for (int64_t id = 1; id <= 4; id++) {
		if (id == 3)
			continue;
		assert_int_equal(take(l, 900), id);
		lanes_done(l, &pick, 900);
	}
	lanes_free(l);
}

/* Thousands of chats in a random order of events: all leave, each lane in order. */
static void many_chats(void **state)
{
	enum { CHATS = 3000, REPLIES = 30000 };
	struct lanes *l = lanes_new(&(struct lane_rates){ .chat_per_second = 1, .group_per_minute = 18 });
	int64_t(*last)[LANE_CLASSES] = mem_zalloc(CHATS * sizeof *last);
	struct lane_pick busy[64];
	size_t n_busy = 0, left = REPLIES;
	ms_t now = 0;

	(void)state;
	srand(7);
	for (int64_t id = 1; left > 0;) {
		for (int i = rand() % 8; i > 0 && id <= REPLIES; i--, id++) {
			int chat = rand() % CHATS;

			lanes_add(l, chat, chat % 3 == 0, rand() % LANE_CLASSES, id, now + rand() % 3 * 400);
		}
		while (n_busy < 64 && lanes_take(l, now, &pick)) {
			for (size_t i = 0; i < n_busy; i++)
				assert_int_not_equal(busy[i].chat, pick.chat);
			busy[n_busy++] = pick;
		}
		for (size_t i = 0; i < n_busy; i++) {
			struct lane_pick p = busy[i];
			int fate = rand() % 4;

			if (fate > 1)
				continue;
			busy[i--] = busy[--n_busy];
			if (fate == 0) {
				lanes_again(l, &p, now + rand() % 2000);
				continue;
			}
			assert_true(last[p.chat][p.class] < p.id);
			last[p.chat][p.class] = p.id;
			lanes_done(l, &p, now);
			left--;
		}
		assert_int_equal(lanes_waiting(l), left - (size_t)(REPLIES - id + 1));
		now += rand() % 300;
		if (id > REPLIES && !n_busy && lanes_next(l) > now)
			now = lanes_next(l);
	}
	assert_int_equal(lanes_waiting(l), 0);
	free(last);
	lanes_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_at_a_time),
		cmocka_unit_test(a_clock_that_is_set_back),
		cmocka_unit_test(answers_before_notices_before_broadcasts),
		cmocka_unit_test(again_keeps_its_place),
		cmocka_unit_test(a_throttled_chat_delays_no_other),
		cmocka_unit_test(rate_of_a_chat),
		cmocka_unit_test(rate_over_all),
		cmocka_unit_test(rate_of_a_group),
		cmocka_unit_test(quiet_chats_are_forgotten),
		cmocka_unit_test(a_due_time_is_waited_for),
		cmocka_unit_test(many_chats),
	};

	return cmocka_run_group_tests_name("lanes", tests, NULL, NULL);
}
