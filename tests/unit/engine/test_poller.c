/* test_poller.c - the chain of hello, poll, commit, with a platform and a
 * gateway that do what the test says. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <uv.h>

#include "bot/base/log.h"
#include "bot/engine/poller.h"

static uv_loop_t loop;
static char story[512]; /* what happened, a word each */

static void note(const char *word)
{
	size_t n = strlen(story);

	snprintf(story + n, sizeof story - n, "%s%s", n ? " " : "", word);
}

/* --------------------------------------------------------------- a transport */

static struct {
	void (*done)(void *, const struct http_response *);
	void *arg;
	bool busy;
} exchange;

static void *start(struct transport *t, const struct http_request *req,
		   void (*done)(void *, const struct http_response *), void *arg)
{
	(void)t;
	note(req->url.p);
	if (!str_is(req->url, "ack")) {
		assert_false(exchange.busy); /* one at a time */
		exchange.busy = true;
		exchange.done = done;
		exchange.arg = arg;
	}
	return &exchange;
}

static void cancel(struct transport *t, void *handle)
{
	(void)t;
	assert_ptr_equal(handle, &exchange);
	exchange.busy = false;
	note("cancel");
}

static struct transport transport = { start, cancel };

/* The answer is read by the channel below: "ok", "wait" or "N" messages. */
static void answer(const char *body)
{
	while (!exchange.busy)
		uv_run(&loop, UV_RUN_ONCE);
	struct http_response r = { .status = 200, .body = str_c(body), .retry_after = -1 };

	exchange.busy = false;
	exchange.done(exchange.arg, &r);
}

/* ----------------------------------------------------------------- a channel */

static void hello(struct channel *ch, struct arena *a, struct http_request *req)
{
	(void)ch, (void)a;
	req->url = STR("hello");
}

static bool greeted(struct channel *ch, const struct http_response *r, struct arena *a, int64_t *wait_ms)
{
	(void)ch, (void)a;
	*wait_ms = str_is(r->body, "never") ? -1 : 1;
	return str_is(r->body, "ok");
}

static void next(struct channel *ch, struct arena *a, struct http_request *req)
{
	(void)ch, (void)a;
	req->url = STR("next");
}

static bool take(struct channel *ch, const struct http_response *r, struct arena *a, struct updates *u,
		 int64_t *wait_ms)
{
	int64_t n;

	(void)ch;
	*wait_ms = 1;
	*u = (struct updates){ 0 };
	if (!str_int(r->body, 0, 9, &n))
		return false;
	u->n = (size_t)n;
	u->v = arena_array(a, struct message, u->n);
	for (size_t i = 0; i < u->n; i++)
		u->v[i] = (struct message){ .id = arena_str(a, STR("1")), .ack = i == 0 ? STR("a") : NO_STR };
	return true;
}

static void committed(struct channel *ch)
{
	(void)ch;
	note("committed");
}

static bool ack(struct channel *ch, const struct message *m, struct arena *a, struct http_request *req)
{
	(void)ch, (void)a;
	assert_true(m->ack.n > 0);
	*req = (struct http_request){ .url = STR("ack") };
	return true;
}

static const struct poll_ops poll = { hello, greeted, next, take, committed, ack };
static const struct channel_ops channel_ops = { .kind = "test", .poll = &poll };
static struct channel channel = { .ops = &channel_ops, .name = "test" };

/* ----------------------------------------------------------------- a gateway */

static struct batch *waiting;

static void submit(struct gateway *g, struct batch *b)
{
	(void)g;
	assert_null(waiting);
	note("submit");
	waiting = b;
}

static void commit(enum err e)
{
	struct batch *b = waiting;

	assert_non_null(b);
	waiting = NULL;
	b->done(b->arg, b, &(struct batch_result){ .err = e, .accepted = b->n });
	arena_free(b->arena);
}

static struct poller *begin(void)
{
	struct poller_setup setup = { &loop, &transport, &channel, NULL, submit };

	story[0] = '\0';
	return poller_new(&setup);
}

static void end(struct poller *p)
{
	poller_free(p);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_alive(&loop), 0);
}

static void test_order(void **state)
{
	struct poller *p = begin();

	(void)state;
	answer("no");
	answer("ok");
	answer("2");
	assert_string_equal(story, "hello hello next submit"); /* nothing is confirmed before the commit */
	commit(OK);
	assert_string_equal(story, "hello hello next submit committed ack");
	answer("0");
	assert_string_equal(story, "hello hello next submit committed ack next committed");
	answer("bad");
	answer("1");
	assert_string_equal(story, "hello hello next submit committed ack next committed next next submit");
	commit(OK);
	end(p);
}

static void test_not_stored(void **state)
{
	struct poller *p = begin();
	uint64_t before;

	(void)state;
	answer("ok");
	answer("1");
	before = uv_now(&loop);
	commit(ERR_FULL);
	answer("1");
	assert_true(uv_now(&loop) - before >= 900);
	assert_string_equal(story, "hello next submit next submit"); /* the same again, not confirmed */
	commit(OK);
	end(p);
}

static void test_no_hammering(void **state)
{
	struct poller *p = begin();
	uint64_t before;

	(void)state;
	answer("ok");
	answer("0");
	before = uv_now(&loop);
	answer("0"); /* a platform that does not wait is not asked at once again */
	assert_true(uv_now(&loop) - before >= 900);
	end(p);
}

static void test_refused_for_good(void **state)
{
	struct poller *p = begin();

	(void)state;
	answer("never");
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_string_equal(story, "hello");
	end(p);
}

static void test_stop_while_asking(void **state)
{
	struct poller *p = begin();

	(void)state;
	answer("ok");
	while (!exchange.busy)
		uv_run(&loop, UV_RUN_ONCE);
	poller_stop(p);
	poller_stop(p);
	assert_string_equal(story, "hello next cancel");
	end(p);
	poller_free(NULL);
}

static void test_stop_while_storing(void **state)
{
	struct poller *p = begin();

	(void)state;
	answer("ok");
	answer("1");
	poller_stop(p);
	commit(OK); /* confirmed within the process, no request goes out */
	assert_string_equal(story, "hello next submit committed");
	end(p);
	p = begin();
	answer("ok");
	answer("1");
	poller_free(p);
	uv_run(&loop, UV_RUN_DEFAULT);
	commit(ERR_BUSY); /* of a gateway that ends later; frees the poller */
	assert_string_equal(story, "hello next submit");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_not_stored),
		cmocka_unit_test(test_no_hammering),
		cmocka_unit_test(test_refused_for_good),
		cmocka_unit_test(test_stop_while_asking),
		cmocka_unit_test(test_stop_while_storing),
	};

	log_setup(LOG_ERROR, false);
	uv_loop_init(&loop);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
