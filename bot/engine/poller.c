/* poller.c - the loop of one polled channel, as a chain of answers and waits. */
#include "bot/engine/poller.h"

#include <stdlib.h>
#include <uv.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"

/* A platform that answers "nothing new" at once, instead of waiting, is not
 * asked more than once a second. */
enum { AGAIN_MS = 1000 };

struct poller {
	struct poller_setup setup;
	uv_timer_t timer;
	struct arena *arena; /* of one request and its answer */
	void *request;	     /* under way, or NULL */
	uint64_t asked_at;   /* of the loop's clock */
	bool greeted, stopped, freed;
	bool storing; /* the gateway has a batch of ours */
	bool closed;  /* the timer is */
};

static void ask(struct poller *p);

static const struct poll_ops *ops(const struct poller *p)
{
	return p->setup.channel->ops->poll;
}

static void on_timer(uv_timer_t *timer)
{
	ask(timer->data);
}

static void wait(struct poller *p, int64_t ms)
{
	if (!p->stopped)
		uv_timer_start(&p->timer, on_timer, ms > 0 ? (uint64_t)ms : 0, 0);
}

static void acknowledged(void *arg, const struct http_response *response)
{
	/* fire and forget: without it a button only shows its clock for longer */
	(void)arg;
	if (response->status != 200)
		log_debug("ack", "status=%d", response->status);
}

static void acknowledge(struct poller *p, const struct batch *batch)
{
	struct http_request req;

	if (p->stopped || !ops(p)->ack)
		return;
	for (size_t i = 0; i < batch->n; i++)
		if (batch->v[i].ack.n && ops(p)->ack(p->setup.channel, &batch->v[i], batch->arena, &req))
			p->setup.transport->start(p->setup.transport, &req, acknowledged, NULL);
}

static void free_if_over(struct poller *p)
{
	if (!p->freed || !p->closed || p->storing)
		return;
	arena_free(p->arena);
	free(p);
}

static void stored(void *arg, const struct batch *batch, const struct batch_result *result)
{
	struct poller *p = arg;

	p->storing = false;
	if (p->freed) {
		free_if_over(p); /* the channel may be gone too: the offset stays */
		return;
	}
	if (result->err != OK) {
		log_warn("poll", "channel=%s messages=%zu problem=not stored: %s", p->setup.channel->name, batch->n,
			 err_name(result->err));
		wait(p, AGAIN_MS);
		return;
	}
	ops(p)->committed(p->setup.channel);
	acknowledge(p, batch);
	wait(p, 0);
}

/* Hands the updates in; they live in the arena, which goes with them. */
static void submit(struct poller *p, const struct updates *updates)
{
	struct batch *batch = arena_one(p->arena, struct batch);

	*batch = (struct batch){ .arena = p->arena, .v = updates->v, .n = updates->n, .done = stored, .arg = p };
	p->arena = arena_new();
	p->storing = true;
	(p->setup.submit ? p->setup.submit : gateway_submit)(p->setup.gateway, batch);
}

static void took(struct poller *p, const struct http_response *response)
{
	struct updates updates;
	int64_t wait_ms = AGAIN_MS;

	if (!ops(p)->take(p->setup.channel, response, p->arena, &updates, &wait_ms)) {
		wait(p, wait_ms);
	} else if (updates.n) {
		submit(p, &updates);
	} else {
		uint64_t spent = uv_now(p->setup.loop) - p->asked_at;

		ops(p)->committed(p->setup.channel);
		wait(p, spent < AGAIN_MS ? (int64_t)(AGAIN_MS - spent) : 0);
	}
}

static void answered(void *arg, const struct http_response *response)
{
	struct poller *p = arg;
	int64_t wait_ms = AGAIN_MS;

	p->request = NULL;
	if (p->stopped)
		return;
	if (p->greeted) {
		took(p, response);
	} else {
		p->greeted = ops(p)->greeted(p->setup.channel, response, p->arena, &wait_ms);
		if (p->greeted)
			wait(p, 0);
		else if (wait_ms >= 0)
			wait(p, wait_ms);
		else
			log_error("poll", "channel=%s problem=refused for good", p->setup.channel->name);
	}
}

static void ask(struct poller *p)
{
	struct http_request req = { 0 };

	arena_reset(p->arena);
	if (p->greeted)
		ops(p)->next(p->setup.channel, p->arena, &req);
	else
		ops(p)->hello(p->setup.channel, p->arena, &req);
	p->asked_at = uv_now(p->setup.loop);
	p->request = p->setup.transport->start(p->setup.transport, &req, answered, p);
}

struct poller *poller_new(const struct poller_setup *setup)
{
	struct poller *p = mem_zalloc(sizeof *p);

	p->setup = *setup;
	p->arena = arena_new();
	uv_timer_init(setup->loop, &p->timer);
	p->timer.data = p;
	wait(p, 0);
	return p;
}

void poller_stop(struct poller *p)
{
	if (p->stopped)
		return;
	p->stopped = true;
	uv_timer_stop(&p->timer);
	if (p->request)
		p->setup.transport->cancel(p->setup.transport, p->request);
	p->request = NULL;
}

static void on_closed(uv_handle_t *timer)
{
	struct poller *p = timer->data;

	p->closed = true;
	free_if_over(p);
}

void poller_free(struct poller *p)
{
	if (!p)
		return;
	poller_stop(p);
	p->freed = true;
	uv_close((uv_handle_t *)&p->timer, on_closed);
}
