/* fetcher.c - one photo at a time: look for the next, follow its channel to the
 * bytes, have them re-encoded, store what came of it in a task of the gateway. */
#include "bot/picture/fetcher.h"

#include <stdlib.h>
#include <uv.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/picture/darkroom.h"
#include "store/media/photo.h"

/* A channel may lead over this many requests to one photo. */
enum { MOST_STEPS = 4, LATER_MS = 5000 };

enum outcome { PICTURE, AGAIN, ENDED };

struct fetcher {
	struct fetcher_setup setup;
	uv_timer_t timer;
	struct arena *arena; /* of one photo */
	struct work keeping;
	bool storing;		   /* it is with the gateway */
	void *request;		   /* under way, or NULL */
	struct darkroom *darkroom; /* at work, or NULL */
	int steps;
	struct photo_work work;
	struct str bytes; /* as sent */
	enum outcome outcome;
	struct str jpeg;
	enum photo_end end;
	const char *why;
	bool stopped, freed, closed;
};

static void step(struct fetcher *f, const struct http_response *response);

static void free_if_over(struct fetcher *f)
{
	if (!f->freed || !f->closed || f->storing)
		return;
	arena_free(f->arena);
	free(f);
}

/* -------------------------------------------------------------------- the end */

static enum err store(void *arg, struct db *db, ms_t now)
{
	const struct fetcher *f = arg;

	switch (f->outcome) {
	case PICTURE:
		photo_done(db, f->work.id, f->jpeg);
		break;
	case AGAIN:
		photo_failed(db, f->work.id, f->end, f->why, now);
		break;
	case ENDED:
		photo_end(db, f->work.id, f->end, f->why, now);
		break;
	}
	return db_error(db);
}

static void on_timer(uv_timer_t *timer)
{
	fetcher_kick(timer->data);
}

static void later(struct fetcher *f, ms_t ms)
{
	uv_timer_start(&f->timer, on_timer, ms > 0 ? (uint64_t)ms : 0, 0);
}

static void stored(void *arg, enum err e)
{
	struct fetcher *f = arg;

	f->storing = false;
	if (f->freed)
		free_if_over(f);
	else if (!f->stopped)
		later(f, e == OK ? 0 : LATER_MS); /* not stored: the whole way again */
}

static void over(struct fetcher *f, enum outcome outcome, enum photo_end end, const char *why)
{
	f->outcome = outcome;
	f->end = end;
	f->why = why;
	if (outcome == PICTURE)
		log_info("photo", "id=%lld bytes=%zu kept=%zu", (long long)f->work.id, f->bytes.n, f->jpeg.n);
	else
		log_warn("photo", "id=%lld problem=%s", (long long)f->work.id, why);
	f->storing = true;
	gateway_do(f->setup.gateway, &f->keeping);
}

/* ----------------------------------------------------------------- re-encoding */

static void developed(void *arg, const struct darkroom_result *r)
{
	struct fetcher *f = arg;

	f->darkroom = NULL;
	if (r->trouble)
		over(f, AGAIN, PHOTO_UNREADABLE, r->trouble);
	else if (r->verdict == PICTURE_TOO_LARGE)
		over(f, ENDED, PHOTO_LARGE, "too many pixels");
	else if (r->verdict != PICTURE_OK)
		over(f, ENDED, PHOTO_UNREADABLE, "no picture");
	else {
		f->jpeg = arena_str(f->arena, r->jpeg);
		over(f, PICTURE, 0, NULL);
	}
}

/* What is no picture at first sight is not worth a process. */
static void develop(struct fetcher *f, struct str bytes)
{
	f->bytes = bytes;
	if (!photo_mime(bytes))
		over(f, ENDED, PHOTO_UNREADABLE, "no picture");
	else
		f->darkroom = darkroom_begin(f->setup.loop, bytes, developed, f);
}

/* -------------------------------------------------------------------- fetching */

static struct channel *channel_of(const struct fetcher *f)
{
	for (size_t i = 0; i < f->setup.n_channels; i++)
		if (str_is(f->work.channel, f->setup.channels[i].name))
			return &f->setup.channels[i];
	return NULL;
}

static void answered(void *arg, const struct http_response *response)
{
	struct fetcher *f = arg;

	f->request = NULL;
	if (!f->stopped)
		step(f, response);
}

static void request(struct fetcher *f, struct http_request *req)
{
	req->max_body = f->setup.max_bytes;
	f->request = f->setup.transport->start(f->setup.transport, req, answered, f);
}

/* Asks the channel what comes after `response`. */
static void step(struct fetcher *f, const struct http_response *response)
{
	struct channel *ch = channel_of(f);
	struct http_request req = { 0 };
	const char *why = "";
	enum lead lead = ch && ch->ops->photo ? ch->ops->photo(ch, f->work.source, response, f->arena, &req, &why)
					      : LEAD_REFERENCE;

	if (lead == LEAD_ON && ++f->steps > MOST_STEPS)
		lead = LEAD_LOST;
	switch (lead) {
	case LEAD_ON:
		request(f, &req);
		break;
	case LEAD_HERE:
		develop(f, arena_str(f->arena, response->body));
		break;
	case LEAD_AGAIN:
		over(f, AGAIN, PHOTO_LOST, why);
		break;
	case LEAD_LOST:
		over(f, ENDED, PHOTO_LOST, why);
		break;
	case LEAD_LARGE:
		over(f, ENDED, PHOTO_LARGE, why);
		break;
	case LEAD_REFERENCE:
		over(f, ENDED, PHOTO_REFERENCE, why);
		break;
	}
}

/* ------------------------------------------------------------------- the next */

void fetcher_kick(struct fetcher *f)
{
	struct db *db = f->setup.db;
	ms_t now = f->setup.now();

	if (f->stopped || f->storing || f->request || f->darkroom)
		return;
	arena_reset(f->arena);
	bool found = photo_next_work(db, f->arena, &f->work);

	if (db_error(db) != OK) {
		log_error("photo", "problem=%s", err_name(db_error(db)));
		db_rollback(db); /* between two ticks there is no transaction: this clears the error */
		later(f, LATER_MS);
	} else if (!found) {
		uv_timer_stop(&f->timer);
	} else if (f->work.at > now) {
		/* the wall clock may be set meanwhile */
		later(f, f->work.at - now < MS_MINUTE ? f->work.at - now : MS_MINUTE);
	} else {
		uv_timer_stop(&f->timer);
		f->steps = 0;
		if (f->work.raw.p)
			develop(f, f->work.raw);
		else
			step(f, NULL);
	}
}

/* --------------------------------------------------------------- start and end */

struct fetcher *fetcher_new(const struct fetcher_setup *setup)
{
	struct fetcher *f = mem_zalloc(sizeof *f);

	f->setup = *setup;
	f->arena = arena_new();
	f->keeping = (struct work){ .run = store, .done = stored, .arg = f };
	uv_timer_init(setup->loop, &f->timer);
	f->timer.data = f;
	later(f, 0);
	return f;
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
	darkroom_cancel(f->darkroom);
	f->darkroom = NULL;
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
