/* test_sender.c - replies on their way out, with a platform that the test
 * plays: what is sent, again, dead, uncertain, and after a crash. */
#include "tests/unit/engine/house_fixture.h"

static bool is(struct house *h, int64_t id, const char *state)
{
	return db_get_int(h->s->db, 0, "select state = ?2 from outbox where id = ?1", V(id), V(state));
}

/* Queues replies as a process before would have left them: seen by the next start. */
struct left {
	const char *person;
	enum outbox_class class;
	bool receipt;
	const char *text;
};

static int64_t chat_of(struct house *h, const char *person)
{
	struct db *db = h->s->db;
	int64_t id = db_get_int(db, 0, "select id from chat where key = keyed('push:' || ?1)", V(person));

	if (id)
		return id;
	db_run(db,
	       "insert into chat(channel, key, native, type) values('push', keyed('push:' || ?1), seal(?1), 'private')",
	       V(person));
	return db_last_id(db);
}

static int64_t leave(struct house *h, const struct left *l)
{
	struct db *db = h->s->db;
	struct reply reply = { .text = str_c(l->text), .receipt = l->receipt };

	assert_int_equal(db_begin(db), OK);
	int64_t id = outbox_add(db,
				&(struct outbox_new){ .channel = STR("push"),
						      .chat = chat_of(h, l->person),
						      .class = l->class,
						      .body = reply_save(&reply, h->s->a),
						      .receipt = l->receipt },
				h->now);

	assert_int_equal(db_commit(db), OK);
	return id;
}

static int64_t leave_answer(struct house *h, const char *person, const char *text)
{
	return leave(h, &(struct left){ person, OUTBOX_ANSWER, false, text });
}

/* Goes on to the next moment at which something is due, at most `limit` from now. */
static void sleep_until_due(struct house *h, ms_t limit)
{
	ms_t end = h->now + limit, next = house_tick(h);

	h->now = next < end ? next : end;
	house_tick(h);
}

/* ----------------------------------------------------------------- the way */

static void an_answer_leaves_in_the_same_tick(void **state)
{
	struct house *h = *state;
	struct told told;

	house_say(h, "push", "1", "a", &told);
	house_tick(h);
	assert_true(told.done && told.result.err == OK);
	assert_int_equal(h->n, 1);
	assert_string_equal(h->requests[0].chat, "a");
	assert_string_equal(h->requests[0].text, "说说你要啥。");
	assert_true(is(h, h->requests[0].id, "sending")); /* before the platform knows of it */
	assert_int_equal(sender_under_way(h->core.sender), 1);
	house_answer(h, 0, 200);
	house_tick(h);
	assert_true(is(h, h->requests[0].id, "sent"));
	assert_int_equal(
		house_count(h, "select count(*) from outbox where native_key = trace('push:' || chat || ':77')"), 1);
	assert_int_equal(sender_under_way(h->core.sender), 0);
	assert_int_equal(sender_waiting(h->core.sender), 0);
	assert_int_equal(sender_counts(h->core.sender)->sent, 1);
}

static void order_holds_per_chat_and_class(void **state)
{
	struct house *h = *state;
	static const struct left queue[] = {
		{ "a", OUTBOX_BROADCAST, false, "B1" }, { "a", OUTBOX_NOTICE, false, "N1" },
		{ "a", OUTBOX_ANSWER, false, "A1" },	{ "b", OUTBOX_ANSWER, false, "b1" },
		{ "a", OUTBOX_BROADCAST, false, "B2" }, { "a", OUTBOX_NOTICE, false, "N2" },
		{ "a", OUTBOX_ANSWER, false, "A2" },	{ "b", OUTBOX_ANSWER, false, "b2" },
	};
	char a[64] = "", b[64] = "";

	for (size_t i = 0; i < 8; i++)
		leave(h, &queue[i]);
	house_restart(h);
	house_tick(h);
	assert_int_equal(h->n, 2); /* one to each chat at a time */
	for (size_t i = 0; i < 8; i++) {
		strcat(strcmp(h->requests[i].chat, "a") == 0 ? a : b, h->requests[i].text);
		house_answer(h, i, 200);
		house_tick(h);
	}
	assert_string_equal(a, "A1A2N1N2B1B2");
	assert_string_equal(b, "b1b2");
	assert_int_equal(h->n, 8);
}

static void many_at_once_but_not_all(void **state)
{
	struct house *h = *state;
	char person[16];
	size_t answered = 0;

	for (int i = 0; i < 100; i++) {
		snprintf(person, sizeof person, "p%d", i);
		leave_answer(h, person, "x");
	}
	house_restart(h);
	house_tick(h);
	assert_int_equal(h->n, 32);
	for (; answered < 100; answered++) {
		house_answer(h, answered, 200);
		house_tick(h);
		assert_true(sender_under_way(h->core.sender) <= 32);
	}
	assert_int_equal(house_count(h, "select count(*) from outbox where state = 'sent'"), 100);
}

/* ------------------------------------------------------------ it goes wrong */

static void retry_after_is_obeyed(void **state)
{
	struct house *h = *state;
	int64_t a = leave_answer(h, "a", "A1"), a2 = leave_answer(h, "a", "A2");

	house_restart(h);
	house_tick(h);
	house_answer_after(h, 0, 429, "", 7);
	leave_answer(h, "b", "later"); /* not seen before the next start: only the order of a is watched here */
	house_tick(h);
	assert_true(is(h, a, "retry"));
	assert_int_equal(h->n, 1);
	h->now += 6999;
	house_tick(h);
	assert_int_equal(h->n, 1);
	h->now += 251; /* with its jitter */
	house_tick(h);
	assert_int_equal(h->n, 2);
	assert_int_equal(h->requests[1].id, a); /* the order held */
	house_answer(h, 1, 200);
	house_tick(h);
	assert_int_equal(h->requests[2].id, a2);
	assert_int_equal(sender_counts(h->core.sender)->retries, 1);
}

static void a_throttled_chat_delays_no_other(void **state)
{
	struct house *h = *state;
	struct told told;

	house_say(h, "push", "1", "a", &told);
	house_tick(h);
	house_answer_after(h, 0, 429, "", 3600);
	house_tick(h);
	for (int i = 1; i < 20; i++) {
		char id[16];

		snprintf(id, sizeof id, "m%d", i);
		house_say(h, "push", id, id, &told);
		house_tick(h);
		assert_int_equal(h->n, i + 1);
		house_answer(h, (size_t)i, 200);
	}
	house_tick(h);
	assert_int_equal(sender_counts(h->core.sender)->sent, 19);
	assert_int_equal(sender_waiting(h->core.sender), 1);
}

/* Delays double from a second to ten minutes, each spread by a tenth either way. */
static void delays_double(void **state)
{
	struct house *h = *state;
	ms_t expected = MS_SECOND, last;

	leave_answer(h, "a", "A1");
	house_restart(h);
	house_tick(h);
	for (int i = 0; i < 14; i++) {
		house_answer(h, (size_t)i, 500);
		house_tick(h);
		last = h->now;
		while (h->n == (size_t)i + 1)
			sleep_until_due(h, MS_MINUTE);
		assert_in_range(h->now - last, expected - expected / 10, expected + expected / 10);
		expected = expected * 2 < 10 * MS_MINUTE ? expected * 2 : 10 * MS_MINUTE;
	}
}

/* A day is long enough; then its chat goes on. */
static void too_old_is_dead(void **state)
{
	struct house *h = *state;
	int64_t old = leave_answer(h, "a", "old"), other;

	house_restart(h);
	h->now += MS_HOUR;
	other = leave_answer(h, "a", "new");
	house_restart(h);
	house_tick(h);
	while (h->now < HOUSE_START + MS_DAY) {
		size_t n = h->n;

		assert_true(n < HOUSE_REQUESTS && h->requests[n - 1].id == old);
		house_answer(h, n - 1, 500);
		house_tick(h);
		while (h->n == n && h->now <= HOUSE_START + MS_DAY)
			sleep_until_due(h, MS_HOUR);
	}
	assert_true(is(h, old, "dead"));
	assert_int_equal(h->requests[h->n - 1].id, other);
	assert_in_range(h->now - HOUSE_START, MS_DAY, MS_DAY + MS_MINUTE);
	assert_int_equal(sender_counts(h->core.sender)->dead, 1);
}

/* A platform that wants years is not waited for longer than a day. */
static void absurd_delays(void **state)
{
	struct house *h = *state;
	int64_t a = leave_answer(h, "a", "A1"), next = leave_answer(h, "a", "A2");

	house_restart(h);
	house_tick(h);
	house_answer_after(h, 0, 429, "", INT64_MAX);
	while (h->n == 1 && h->now < HOUSE_START + 2 * MS_DAY)
		sleep_until_due(h, MS_HOUR);
	assert_true(is(h, a, "dead"));
	assert_true(is(h, next, "dead"));
	assert_in_range(h->now - HOUSE_START, MS_DAY, 2 * MS_DAY);
}

static void dropped_and_gone(void **state)
{
	struct house *h = *state;
	int64_t a1 = leave_answer(h, "a", "A1"), a2 = leave_answer(h, "a", "A2");
	int64_t b1 = leave_answer(h, "b", "B1"), b2 = leave_answer(h, "b", "B2");

	house_restart(h);
	house_tick(h);
	house_answer(h, 0, 400); /* never this one */
	house_answer(h, 1, 403); /* never in this chat */
	house_tick(h);
	assert_true(is(h, a1, "dead") && is(h, b1, "dead"));
	assert_int_equal(h->n, 3);
	assert_int_equal(h->requests[2].id, a2);
	house_answer(h, 2, 200);
	house_tick(h);
	assert_true(is(h, a2, "sent"));
	assert_true(is(h, b2, "dead")); /* without asking again */
	assert_int_equal(house_count(h, "select count(*) from outbox where why = '400'"), 1);
	assert_int_equal(sender_waiting(h->core.sender), 0);
}

static void a_chat_that_moved(void **state)
{
	struct house *h = *state;
	int64_t a1 = leave_answer(h, "a", "A1"), a2 = leave_answer(h, "a", "A2");

	house_restart(h);
	house_tick(h);
	house_answer_after(h, 0, 301, "-100a", -1);
	house_tick(h);
	assert_int_equal(h->n, 2);
	assert_string_equal(h->requests[1].chat, "-100a");
	house_answer(h, 1, 200);
	house_tick(h);
	assert_string_equal(h->requests[2].chat, "-100a");
	house_answer(h, 2, 200);
	house_tick(h);
	assert_true(is(h, a1, "sent") && is(h, a2, "sent"));
}

/* Sent around in a circle: not as fast as it can. */
static void a_chat_that_moves_for_ever(void **state)
{
	struct house *h = *state;
	ms_t began = h->now;

	leave_answer(h, "a", "A1");
	house_restart(h);
	house_tick(h);
	for (size_t i = 0; i < 10; i++) {
		house_answer_after(h, i, 301, i % 2 ? "a" : "b", -1);
		while (h->n == i + 1)
			sleep_until_due(h, MS_MINUTE);
	}
	assert_true(h->now - began > 5 * MS_MINUTE);
}

/* It may have arrived: only what the reader would recognise is sent again. */
static void an_unknown_fate(void **state)
{
	struct house *h = *state;
	int64_t plain = leave_answer(h, "a", "你好"), next = leave_answer(h, "a", "A2");
	int64_t receipt = leave(h, &(struct left){ "b", OUTBOX_ANSWER, true, "Q-1" });

	house_restart(h);
	house_tick(h);
	house_answer(h, 0, 0);
	house_answer(h, 1, 0);
	house_tick(h);
	assert_true(is(h, plain, "uncertain"));
	assert_true(is(h, receipt, "retry"));
	assert_int_equal(h->n, 3);
	assert_int_equal(h->requests[2].id, next);
	house_answer(h, 2, 200);
	sleep_until_due(h, 10 * MS_SECOND);
	assert_int_equal(h->n, 4);
	assert_int_equal(h->requests[3].id, receipt);
	house_answer(h, 3, 200);
	house_tick(h);
	assert_true(is(h, receipt, "sent"));
	assert_int_equal(sender_counts(h->core.sender)->uncertain, 1);
}

/* ----------------------------------------------------------------- crashes */

/* Between the claim and the answer. */
static void a_crash_on_the_way(void **state)
{
	struct house *h = *state;
	int64_t plain = leave_answer(h, "a", "你好"), waits = leave_answer(h, "a", "A2");
	int64_t receipt = leave(h, &(struct left){ "b", OUTBOX_ANSWER, true, "Q-1" });

	house_restart(h);
	house_tick(h);
	assert_true(is(h, plain, "sending") && is(h, receipt, "sending") && is(h, waits, "queued"));
	house_restart(h);
	assert_true(is(h, plain, "uncertain"));
	assert_int_equal(sender_counts(h->core.sender)->uncertain, 1);
	house_tick(h);
	assert_int_equal(h->n, 2);
	assert_int_equal(h->requests[0].id, waits);
	assert_int_equal(h->requests[1].id, receipt);
	house_answer(h, 0, 200);
	house_answer(h, 1, 200);
	house_tick(h);
	assert_true(is(h, waits, "sent") && is(h, receipt, "sent"));
	house_restart(h);
	house_tick(h);
	assert_int_equal(h->n, 0); /* all is over */
}

/* After the answer, before it was written down: the same window. */
static void a_crash_before_the_record(void **state)
{
	struct house *h = *state;
	int64_t plain = leave_answer(h, "a", "你好");
	int64_t receipt = leave(h, &(struct left){ "b", OUTBOX_ANSWER, true, "Q-1" });

	house_restart(h);
	house_tick(h);
	house_answer(h, 0, 200);
	house_answer(h, 1, 200);
	house_restart(h); /* the records were handed in, and never stored */
	assert_true(is(h, plain, "uncertain") && is(h, receipt, "retry"));
	house_tick(h);
	assert_int_equal(h->n, 1);
	assert_int_equal(h->requests[0].id, receipt);
}

/* Before the claim was stored nothing has left. */
static void a_crash_before_the_claim(void **state)
{
	struct house *h = *state;
	int64_t a = leave_answer(h, "a", "A1");

	house_restart(h);
	sender_tick(h->core.sender, h->now); /* the claim is handed in, no more */
	assert_int_equal(h->n, 0);
	house_restart(h);
	assert_true(is(h, a, "queued"));
	house_tick(h);
	assert_int_equal(h->n, 1);
}

static void a_retry_keeps_its_time_over_a_restart(void **state)
{
	struct house *h = *state;

	leave_answer(h, "a", "A1");
	house_restart(h);
	house_tick(h);
	house_answer_after(h, 0, 429, "", 60);
	house_tick(h);
	house_restart(h);
	house_tick(h);
	assert_int_equal(h->n, 0);
	h->now += 60250;
	house_tick(h);
	assert_int_equal(h->n, 1);
}

/* ---------------------------------------------------- the store, and the end */

/* The answer came while the disk is full: it is kept until it can be written. */
static void a_full_disk_loses_no_answer(void **state)
{
	struct house *h = *state;
	int64_t a = leave_answer(h, "a", "A1");
	struct told told;
	struct batch *b = house_batch(&told, 100);

	house_restart(h);
	house_tick(h);
	assert_int_equal(h->n, 1);
	assert_int_equal(db_script(h->s->db, "pragma max_page_count = 1"), OK);
	for (int i = 0; i < 100; i++) {
		char id[16];

		snprintf(id, sizeof id, "f%d", i);
		house_add(b, "pull", id, id, "帮助");
	}
	gateway_submit(h->core.gateway, b);
	house_tick(h);
	assert_true(gateway_full(h->core.gateway));
	house_answer(h, 0, 200);
	for (int i = 0; i < 5; i++)
		sleep_until_due(h, MS_SECOND);
	assert_true(is(h, a, "sending"));
	assert_int_equal(h->n, 1);
	assert_int_equal(db_script(h->s->db, "pragma max_page_count = 1000000"), OK);
	for (int i = 0; i < 3; i++)
		sleep_until_due(h, MS_SECOND);
	assert_true(is(h, a, "sent"));
	assert_int_equal(h->n, 1); /* and it was not sent again */
}

static void stopping_starts_nothing(void **state)
{
	struct house *h = *state;
	struct told told;

	house_say(h, "push", "1", "a", &told);
	house_tick(h);
	sender_stop(h->core.sender);
	house_say(h, "push", "2", "b", &told);
	house_tick(h);
	assert_true(told.done && told.result.err == OK);
	assert_int_equal(h->n, 1);
	assert_int_equal(sender_under_way(h->core.sender), 1);
	house_answer(h, 0, 200);
	house_tick(h);
	assert_int_equal(sender_under_way(h->core.sender), 0);
	house_restart(h);
	house_tick(h);
	assert_int_equal(h->n, 1); /* the other one, by the next process */
	assert_string_equal(h->requests[0].chat, "b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(an_answer_leaves_in_the_same_tick),
		HOUSE_TEST(order_holds_per_chat_and_class),
		HOUSE_TEST(many_at_once_but_not_all),
		HOUSE_TEST(retry_after_is_obeyed),
		HOUSE_TEST(a_throttled_chat_delays_no_other),
		HOUSE_TEST(delays_double),
		HOUSE_TEST(too_old_is_dead),
		HOUSE_TEST(absurd_delays),
		HOUSE_TEST(dropped_and_gone),
		HOUSE_TEST(a_chat_that_moved),
		HOUSE_TEST(a_chat_that_moves_for_ever),
		HOUSE_TEST(an_unknown_fate),
		HOUSE_TEST(a_crash_on_the_way),
		HOUSE_TEST(a_crash_before_the_record),
		HOUSE_TEST(a_crash_before_the_claim),
		HOUSE_TEST(a_retry_keeps_its_time_over_a_restart),
		HOUSE_TEST(a_full_disk_loses_no_answer),
		HOUSE_TEST(stopping_starts_nothing),
	};

	return cmocka_run_group_tests_name("sender", tests, NULL, NULL);
}
