/* test_http_limits.c - connections that are slow, idle, gone or too many, and
 * bodies and answers that together are too much. */
#include "tests/unit/http/http_fixture.h"

#include <errno.h>

static void who_hangs_up_is_noticed(void **state)
{
	struct fixture *f = *state;
	int fd = dial(f);
	int64_t limit = ms_now() + 5000;

	put(fd, "GET /keep HTTP/1.1\r\n" H "\r\n");
	while (!f->kept_now)
		sched_yield();
	close(fd);
	while (!f->gone && ms_now() < limit)
		poll(NULL, 0, 10);
	assert_int_equal(f->gone, 1);
	assert_string_equal(body_of(ask(f, "GET /query?q=on HTTP/1.1\r\n" H "\r\n")), "on");
}

static void kept_exchanges_end_with_the_server(void **state)
{
	struct fixture *f = *state;
	int fd = dial(f);

	put(fd, "GET /keep HTTP/1.1\r\n" H "\r\n");
	while (!f->kept_now)
		sched_yield();
	stop(state); /* must not hang nor leak */
	assert_string_equal(get(fd, true), "");
	close(fd);
	start(state);
}

static void a_drip_is_cut(void **state)
{
	const char *request =
		"GET /query?q=slow HTTP/1.1\r\nHost: localhost\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	int fd = dial(*state);
	int64_t began = ms_now();
	struct pollfd p = { .fd = fd, .events = POLLIN };

	for (const char *c = request; *c && poll(&p, 1, 100) == 0; c++)
		send(fd, c, 1, MSG_NOSIGNAL);
	assert_string_equal(get(fd, true), "");
	assert_in_range(ms_now() - began, 500, 3000);
	close(fd);
}

static void a_dripping_body_is_cut(void **state)
{
	int fd = dial(*state);
	int64_t began = ms_now();
	struct pollfd p = { .fd = fd, .events = POLLIN };

	put(fd, "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 1000\r\n\r\n");
	while (poll(&p, 1, 100) == 0)
		send(fd, "x", 1, MSG_NOSIGNAL);
	assert_string_equal(get(fd, true), "");
	assert_in_range(ms_now() - began, 500, 3000);
	close(fd);
}

static void idle_connections_end_in_time_and_disturb_nobody(void **state)
{
	enum { MANY = 1000 };
	struct fixture *f = *state;
	static int fd[MANY];

	for (int i = 0; i < MANY; i++)
		fd[i] = dial(f);
	int64_t began = ms_now();

	for (int i = 0; i < 100; i++)
		assert_int_equal(status_of(ask(f, "GET /query?q=1 HTTP/1.1\r\n" H "\r\n")), 200);
	assert_true(ms_now() - began < 2000);
	put(fd[0], "GET /query?q=1 HTTP/1.1\r\n" H "\r\n"); /* after an answer it may idle for longer */
	assert_int_equal(status_of(get(fd[0], false)), 200);
	for (int i = MANY - 1; i >= 0; i--) {
		assert_string_equal(get(fd[i], true), "");
		close(fd[i]);
	}
	assert_in_range(ms_now() - began, 1500, 6000);
}

static void many_answers_to_readers_that_do_not_read(void **state)
{
	enum { MANY = 20 };
	struct fixture *f = *state;
	int fd[MANY], refused = 0;

	for (int i = 0; i < MANY; i++) {
		fd[i] = dial(f);
		put(fd[i], "GET /large HTTP/1.1\r\n" H "\r\n");
	}
	assert_int_equal(status_of(ask(f, "GET /query?q=1 HTTP/1.1\r\n" H "\r\n")), 200);
	for (int i = 0; i < MANY; i++) {
		refused += status_of(get(fd[i], false)) == 503;
		close(fd[i]);
	}
	assert_in_range(refused, 1, MANY - 8); /* 64 MiB / 8 MiB */
}

static void bodies_share_a_budget(void **state)
{
	enum { MANY = 400, PART = 90000 };
	struct fixture *f = *state;
	static int fd[MANY];
	static char part[PART + 1];
	int busy = 0;

	memset(part, 'x', PART);
	for (int i = 0; i < MANY; i++) {
		fd[i] = dial(f);
		put(fd[i], "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 90001\r\n\r\n");
		put(fd[i], part);
	}
	for (int i = 0; i < MANY; i++) {
		put(fd[i], "x");
		const char *a = get(fd[i], false);

		busy += status_of(a) == 503 && strstr(a, "Retry-After: 1");
		close(fd[i]);
	}
	assert_in_range(busy, 1, MANY - 50);
	assert_int_equal(status_of(ask(f, "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 2\r\n\r\n{}")), 200);
}

/* ------------------------------------------------- requests that never come to an end */

#define CHUNKED "POST /echo HTTP/1.1\r\n" H JSON "Transfer-Encoding: chunked\r\n\r\n"
enum { STREAM = 60000, SLOW = 1000 /* ms, for the loop to come round: a stuck one never does */ };

static const struct endless {
	const char *begin, *on; /* and this again and again */
	bool drip;		/* a little at a time, not all at once */
} endless[] = {
	{ CHUNKED "5;a=", "x", false },
	{ CHUNKED "5;a=", "x", true },
	{ CHUNKED, "0", false },
	{ CHUNKED "0\r\nX: ", "x", false },
	{ CHUNKED "0\r\nX: ", "x", true },
	{ CHUNKED, "1\r\nx\r\n", true },
	{ CHUNKED "fff\r\n", "x", true },
	{ "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 99999\r\n\r\n", "x", false },
	{ "GET /query HTTP/1.1\r\n" H "X: ", "x", false },
	{ "GET /query HTTP/1.1\r\n" H "X: ", "x", true },
	{ "GET /query HTTP/1.1\r\n" H, "X: y\r\n", true },
	{ "GET /query?", "x", true },
	{ "", "\r\n", true },
};

/* False: the other side has had enough. */
static bool go_on(int fd, const struct endless *e, size_t bytes)
{
	size_t n = strlen(e->on);

	for (; bytes >= n; bytes -= n) {
		ssize_t k = send(fd, e->on, n, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (k < 0)
			return errno == EAGAIN;
	}
	return true;
}

static int begin(const struct fixture *f, const struct endless *e)
{
	int fd = dial(f);

	put(fd, e->begin);
	if (!e->drip)
		go_on(fd, e, STREAM);
	return fd;
}

/* Until it is refused or hung up on; what the loop took meanwhile to come round, at most. */
static int64_t until_cut(struct fixture *f, int fd, const struct endless *e, int64_t limit)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int64_t slowest = 0;

	do {
		int64_t took = come_round(f);

		slowest = took > slowest ? took : slowest;
	} while (poll(&p, 1, 20) == 0 && ms_now() < limit && (!e->drip || go_on(fd, e, strlen(e->on))));
	return slowest;
}

static void who_never_ends_is_cut_and_holds_nobody(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof endless / sizeof *endless; i++) {
		int64_t began = ms_now();
		int fd = begin(f, &endless[i]);
		int64_t slowest = until_cut(f, fd, &endless[i], began + 4000), took = ms_now() - began;

		close(fd); /* before anything fails: else the server could not be stopped */
		if (slowest > SLOW || took > 3500)
			fail_msg("%zu: cut after %d ms, the loop came round in %d", i, (int)took, (int)slowest);
	}
}

static void three_in_rotation_hold_nobody(void **state)
{
	struct fixture *f = *state;
	int64_t began = ms_now(), slowest = 0, took;
	int fd[3], cut = 0;

	for (int i = 0; i < 3; i++)
		fd[i] = begin(f, &endless[0]);
	while (ms_now() - began < 5000 && slowest < SLOW) {
		for (int i = 0; i < 3; i++) {
			struct pollfd p = { .fd = fd[i], .events = POLLIN };

			if (poll(&p, 1, 10) == 0)
				continue;
			close(fd[i]);
			fd[i] = begin(f, &endless[0]);
			cut++;
		}
		took = come_round(f);
		slowest = took > slowest ? took : slowest;
	}
	for (int i = 0; i < 3; i++)
		close(fd[i]);
	assert_true(slowest < SLOW);
	assert_in_range(cut, 3, 100);
}

/* What cannot go on is not tried again and again for all its time. */
static void who_never_ends_costs_little(void **state)
{
	struct fixture *f = *state;
	struct timespec spent;
	clockid_t clock;
	int64_t began = ms_now();
	int fd = begin(f, &endless[0]);

	until_cut(f, fd, &endless[0], began + 4000);
	close(fd);
	assert_int_equal(pthread_getcpuclockid(f->thread, &clock), 0);
	clock_gettime(clock, &spent);
	assert_true(spent.tv_sec * 1000 + spent.tv_nsec / 1000000 < (ms_now() - began) / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(who_hangs_up_is_noticed),
		T(kept_exchanges_end_with_the_server),
		T(a_drip_is_cut),
		T(a_dripping_body_is_cut),
		T(idle_connections_end_in_time_and_disturb_nobody),
		T(many_answers_to_readers_that_do_not_read),
		T(bodies_share_a_budget),
		T(who_never_ends_is_cut_and_holds_nobody),
		T(three_in_rotation_hold_nobody),
		T(who_never_ends_costs_little),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
