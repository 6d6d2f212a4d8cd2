/* fetcher.c - one photo at a time: a task of the gateway stores what the last
 * exchange gave and picks the next; then its channel leads to the bytes. */
#include "bot/fetcher.h"

#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "store/photo.h"

/* A channel may lead over this many requests to one photo. */
enum { MOST_STEPS = 4, LATER_MS = 5000 };

enum outcome { NOTHING, GOT, FAILED };

struct fetcher {
	struct fetcher_setup setup;
	uv_timer_t timer;
	struct arena *arena; /* of one photo: wanted, requests, bytes, why */
	struct task task;
	bool busy;     /* the task is with the gateway */
	bool again;    /* kicked meanwhile */
	void *request; /* under way, or NULL */
	int steps;
	struct photo_wanted wanted;
	bool found;	      /* wanted holds the next */
	ms_t now;	      /* when it was looked for */
	enum outcome outcome; /* of wanted, to be stored */
	struct str bytes;
	const char *why;
	bool stopped, freed, closed;
};

static void step(struct fetcher *f, const struct http_response *response);

static void free_if_over(struct fetcher *f)
{
	if (!f->freed || !f->closed || f->busy)
		return;
	arena_free(f->arena);
	free(f);
}

static enum err store_and_pick(void *arg, struct db *db, ms_t now)
{
	struct fetcher *f = arg;

	if (f->outcome == GOT)
		photo_store(db, f->wanted.id, f->bytes);
	else if (f->outcome == FAILED)
		photo_not_fetched(db, f->wanted.id, now, f->why);
	arena_reset(f->arena);
	f->outcome = NOTHING;
	f->now = now;
	f->found = photo_next_to_fetch(db, f->arena, &f->wanted);
	return db_error(db);
}

static void submit(struct fetcher *f)
{
	f->busy = true;
	f->again = false;
	gateway_task(f->setup.gateway, &f->task);
}

static void on_timer(uv_timer_t *timer)
{
	fetcher_kick(timer->data);
}

static void later(struct fetcher *f, ms_t ms)
{
	uv_timer_start(&f->timer, on_timer, ms > 0 ? (uint64_t)ms : 0, 0);
}

static void picked(void *arg, enum err e)
{
	struct fetcher *f = arg;

	f->busy = false;
	if (f->freed) {
		free_if_over(f);
		return;
	}
	if (f->stopped)
		return;
	if (e != OK) {
		f->found = false; /* not stored: it is fetched again */
		later(f, LATER_MS);
	} else if (f->found && f->wanted.at <= f->now) {
		f->steps = 0;
		step(f, NULL);
	} else if (f->again) {
		submit(f);
	} else if (f->found) {
		later(f, f->wanted.at - f->now);
	}
}

static struct channel *channel_of(const struct fetcher *f)
{
	for (size_t i = 0; i < f->setup.n_channels; i++)
		if (str_is(f->wanted.channel, f->setup.channels[i].name))
			return &f->setup.channels[i];
	return NULL;
}

static void over(struct fetcher *f, enum outcome outcome, const char *why)
{
	f->outcome = outcome;
	f->why = why;
	if (outcome == GOT)
		log_info("photo", "id=%lld bytes=%zu", (long long)f->wanted.id, f->bytes.n);
	else
		log_warn("photo", "id=%lld problem=%s", (long long)f->wanted.id, why);
	submit(f);
}

static void answered(void *arg, const struct http_response *response)
{
	struct fetcher *f = arg;

	f->request = NULL;
	if (!f->stopped)
		step(f, response);
}

/* Asks the channel what comes after `response`. */
static void step(struct fetcher *f, const struct http_response *response)
{
	struct channel *ch = channel_of(f);
	struct http_request req = { 0 };
	const char *why = NULL;

	if (!ch || !ch->ops->poll || !ch->ops->poll->file) {
		over(f, FAILED, "no such channel");
	} else if (ch->ops->poll->file(ch, f->wanted.file_id, response, f->arena, &req, &why)) {
		if (++f->steps > MOST_STEPS) {
			over(f, FAILED, "led around");
			return;
		}
		req.max_body = f->setup.max_bytes;
		f->request = f->setup.transport->start(f->setup.transport, &req, answered, f);
	} else if (why || !response) {
		over(f, FAILED, why ? why : "no file");
	} else {
		f->bytes = arena_str(f->arena, response->body);
		over(f, GOT, NULL);
	}
}

struct fetcher *fetcher_new(const struct fetcher_setup *setup)
{
	struct fetcher *f = mem_zalloc(sizeof *f);

	f->setup = *setup;
	f->arena = arena_new();
	f->task = (struct task){ .run = store_and_pick, .done = picked, .arg = f };
	uv_timer_init(setup->loop, &f->timer);
	f->timer.data = f;
	submit(f);
	return f;
}

void fetcher_kick(void *fetcher)
{
	struct fetcher *f = fetcher;

	if (f->stopped)
		return;
	f->again = true;
	if (f->busy || f->request)
		return;
	uv_timer_stop(&f->timer);
	submit(f);
}

void fetcher_stop(struct fetcher *f)
{
	if (f->stopped)
		return;
	f->stopped = true;
	uv_timer_stop(&f->timer);
	if (f->request)
		f->setup.transport->cancel(f->setup.transport, f->request);
	f->request = NULL;
}

static void on_closed(uv_handle_t *timer)
{
	struct fetcher *f = timer->data;

	f->closed = true;
	free_if_over(f);
}

void fetcher_free(struct fetcher *f)
{
	if (!f)
		return;
	fetcher_stop(f);
	f->freed = true;
	uv_close((uv_handle_t *)&f->timer, on_closed);
}
