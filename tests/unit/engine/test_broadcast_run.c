/* test_broadcast_run.c - a broadcast on a platform with limits and bad days, in simulated time: everybody
 * once, whoever asks something meanwhile is answered, and the process ends five
 * times on the way. TEST_LONG=1: 99,500 people and 500 groups. */
#include "tests/unit/engine/house_fixture.h"

#include <malloc.h>
#include <stdlib.h>

#include "store/broadcast/broadcast.h"
#include "store/messages/timer.h"

enum {
	PER_SECOND = 30,
	GROUP_PER_MINUTE = 20,
	TAKES = 50, /* ms until the platform answers */
	FLYING = 64,
	KILLS = 5,
	ASK_EVERY = 700, /* ms between questions of people */
};

static const struct channel_ops limited = {
	.kind = "push",
	.send = house_send,
	.judge = house_judge,
	.rate = PER_SECOND - 5,
	.chat_rate = 1,
	.group_rate_minute = GROUP_PER_MINUTE - 2,
};

struct flying {
	void (*done)(void *, const struct http_response *);
	void *arg;
	ms_t lands;
	int64_t id;
	int status;
};

/* The platform, and what it saw. */
static struct {
	struct house *h;
	struct flying v[FLYING];
	size_t n;
	int *delivered; /* by outbox id */
	size_t room;
	ms_t second, asked_at;
	int in_second, most_in_second;
	ms_t slowest_answer, *answers;
	size_t n_answers;
	uint64_t dice;
} platform;

static uint64_t roll(uint64_t sides)
{
	platform.dice ^= platform.dice << 13;
	platform.dice ^= platform.dice >> 7;
	platform.dice ^= platform.dice << 17;
	return platform.dice % sides;
}

static void deliver(int64_t id)
{
	while ((size_t)id >= platform.room) {
		size_t room = platform.room ? platform.room * 2 : 4096;

		platform.delivered = mem_grow(platform.delivered, room * sizeof *platform.delivered);
		memset(platform.delivered + platform.room, 0, (room - platform.room) * sizeof *platform.delivered);
		platform.room = room;
	}
	platform.delivered[id]++;
}

static void *start_request(struct transport *t, const struct http_request *req,
			   void (*done)(void *, const struct http_response *), void *arg)
{
	ms_t now = platform.h->now;
	(void)t;

	assert_true(platform.n < FLYING);
	if (now / MS_SECOND != platform.second) {
		platform.second = now / MS_SECOND;
		platform.in_second = 0;
	}
	if (++platform.in_second > platform.most_in_second)
		platform.most_in_second = platform.in_second;
	struct flying *f = &platform.v[platform.n++];

	*f = (struct flying){ done, arg, now + TAKES, 0, 200 };
	assert_true(str_int(req->url, 1, INT64_MAX, &f->id));
	uint64_t luck = roll(100);

	f->status = luck < 2 ? 429 : luck < 3 ? 500 : 200;
	if (str_find(req->body, STR("说说你要啥")) >= 0 && platform.asked_at) {
		ms_t took = now - platform.asked_at;

		platform.answers[platform.n_answers++] = took;
		platform.asked_at = 0;
	}
	return f;
}

static void cancel(struct transport *t, void *handle)
{
	(void)t;
	(void)handle;
}

static void land(void)
{
	for (size_t i = 0; i < platform.n;) {
		struct flying f = platform.v[i];

		if (f.lands > platform.h->now) {
			i++;
			continue;
		}
		platform.v[i] = platform.v[--platform.n];
		if (f.status == 200)
			deliver(f.id);
		f.done(f.arg, &(struct http_response){
				      .status = f.status, .body = STR(""), .retry_after = f.status == 429 ? 2 : -1 });
	}
}

/* The process ends: what flies arrives or not, and nobody hears of it. */
static void crash(struct house *h)
{
	for (size_t i = 0; i < platform.n; i++)
		if (roll(2))
			deliver(platform.v[i].id);
	platform.n = 0;
	house_restart(h);
}

static void people_and_groups(struct house *h, int people, int groups)
{
	static const char make_people[] =
		"with recursive n(i) as (select 1 union all select i + 1 from n where i < %d)"
		" insert into person(uid, registered, created_at) select 'u' || i, 1, 1 from n;"
		"insert into identity(channel, key, native, person) select 'push', keyed('push:p' || id), seal('p' || id), id from person;"
		"insert into chat(channel, key, native, type, person)"
		" select 'push', keyed('push:p' || id), seal('p' || id), 'private', id from person;";
	static const char make_groups[] =
		"with recursive n(i) as (select 1 union all select i + 1 from n where i < %d)"
		" insert into chat(channel, key, native, type, title) select 'push', keyed('push:g' || i), seal('g' || i), 'group', 'g' || i from n";

	assert_int_equal(db_script(h->s->db, arena_printf(h->s->a, make_people, people).p), OK);
	assert_int_equal(db_script(h->s->db, arena_printf(h->s->a, make_groups, groups).p), OK);
}

static int64_t begin_broadcast(struct house *h)
{
	struct broadcast b = { .kind = STR("broadcast"),
			       .audience = { .groups = true, .people = true },
			       .body = STR("{\"text\":\"通知\"}") };

	assert_int_equal(db_begin(h->s->db), OK);
	int64_t number = broadcast_draft(h->s->db, &b, h->now, h->s->a);

	assert_true(broadcast_schedule(h->s->db, number, h->now, NULL, h->now));
	timer_set(h->s->db, "broadcast", number, h->now);
	assert_int_equal(db_commit(h->s->db), OK);
	return number;
}

/* Somebody who is no recipient asks for help. */
static void ask(struct house *h, int i)
{
	static struct told told; /* of one question at a time */
	char id[32], who[32];

	snprintf(id, sizeof id, "q%d", i);
	snprintf(who, sizeof who, "asker%d", i % 97);
	house_say(h, "push", id, who, &told);
	platform.asked_at = h->now;
}

static int by_size(const void *a, const void *b)
{
	ms_t x = *(const ms_t *)a, y = *(const ms_t *)b;

	return (x > y) - (x < y);
}

static ms_t next_event(struct house *h, ms_t due, ms_t next_question)
{
	ms_t at = due < next_question ? due : next_question;

	for (size_t i = 0; i < platform.n; i++)
		if (platform.v[i].lands < at)
			at = platform.v[i].lands;
	return at > h->now ? at : h->now + 1;
}

/* Until all is out; returns the questions asked. */
static int run(struct house *h, int64_t number, int64_t copies)
{
	int questions = 0, kills = 0;
	ms_t next_question = h->now + ASK_EVERY;

	for (;;) {
		ms_t due = house_tick(h);
		struct broadcast_figures f;

		if (h->now >= next_question) {
			next_question = h->now + ASK_EVERY;
			if (!platform.asked_at)
				ask(h, questions++);
			continue;
		}
		f = (struct broadcast_figures){ 0 };
		if (questions % 64 == 0 || due == INT64_MAX)
			f = broadcast_figures(h->s->db, number);
		if (f.copies == copies && !f.queued)
			return questions;
		if (kills < KILLS && questions > (kills + 1) * 8) {
			kills++;
			platform.asked_at = 0; /* its answer may have been lost with a number-less reply */
			crash(h);
			continue;
		}
		h->now = next_event(h, due, next_question);
		land();
	}
}

static void everybody_once(void **state)
{
	struct house *h = *state;
	bool many = getenv("TEST_LONG") != NULL;
	int people = many ? 99500 : 1950, groups = many ? 500 : 50;

	memset(&platform, 0, sizeof platform);
	platform.h = h;
	platform.dice = 88172645463325252ULL;
	platform.answers = mem_zalloc(1000000 * sizeof *platform.answers);
	scratch_write(
		h->s, "pack/b.ini",
		"[phrase broadcast.body]\ntext = {text}（{number}）\n\n[phrase broadcast.read]\ntext = 已读\n\n[phrase lesson.button.read]\ntext = 看\n\n"
		"[phrase broadcast.finished]\ntext = {number}{copies}{sent}{failed}{opted_out}{unreached}\n");
	h->channels[1].ops = &limited;
	h->transport = (struct transport){ start_request, cancel };
	house_restart(h);
	people_and_groups(h, people, groups);
	int64_t number = begin_broadcast(h);
	struct mallinfo2 before = mallinfo2();
	int questions = run(h, number, people + groups);
	struct mallinfo2 after = mallinfo2();
	struct broadcast_figures f = broadcast_figures(h->s->db, number);

	print_message("%d people, %d groups: %lld sent, %lld uncertain, %d questions, most a second %d\n", people,
		      groups, (long long)f.sent, (long long)f.uncertain, questions, platform.most_in_second);
	assert_int_equal(f.copies, people + groups);
	assert_int_equal(f.sent + f.uncertain, people + groups); /* nobody left out */
	assert_true(f.uncertain <= KILLS * 32);
	struct rows *r = db_query(h->s->db, "select id, state from outbox where broadcast = ?1", V(number));

	while (db_next(r)) {
		int64_t id = db_int(r, 0);
		int times = (size_t)id < platform.room ? platform.delivered[id] : 0;

		if (str_is(db_str(r, 1), "sent"))
			assert_int_equal(times, 1);
		else
			assert_true(times <= 1); /* nobody twice */
	}
	db_done(r);
	assert_true(platform.most_in_second <= PER_SECOND);
	qsort(platform.answers, platform.n_answers, sizeof *platform.answers, by_size);
	assert_true(platform.n_answers > 10);
	ms_t p99 = platform.answers[platform.n_answers * 99 / 100];

	print_message("answers meanwhile: median %lld ms, p99 %lld ms; memory %lld KB more\n",
		      (long long)platform.answers[platform.n_answers / 2], (long long)p99,
		      ((long long)after.uordblks - (long long)before.uordblks) / 1024);
	assert_true(p99 <= 2 * MS_SECOND);
	assert_true((long long)after.uordblks - (long long)before.uordblks < 4 * 1024 * 1024);
	free(platform.answers);
	free(platform.delivered);
}

int main(void)
{
	const struct CMUnitTest tests[] = { HOUSE_TEST(everybody_once) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
