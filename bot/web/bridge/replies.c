/* replies.c - replies out: a GET confirms, reads, and waits when there is
 * nothing yet. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/json.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "store/messages/reply.h"
#include "bot/channels/bridge/bridge.h"
#include "bot/web/bridge/internal.h"
#include "store/messages/outbox_pull.h"

enum { WAIT_MOST = 25, LIMIT_USUAL = 100, LIMIT_MOST = 1000, BYTES_MOST = 1 << 20 };

/* One GET under way. */
struct fetch {
	struct api *api;
	struct http_exchange *ex; /* NULL: the other side has hung up */
	struct str channel;
	int64_t after, wait, limit;
	struct work confirm;
	uint64_t due;		   /* of uv_now */
	struct fetch *prev, *next; /* of those that wait */
	bool waiting;
};

static void waiting_leave(struct fetch *f)
{
	if (!f->waiting)
		return;
	*(f->prev ? &f->prev->next : &f->api->waiting) = f->next;
	if (f->next)
		f->next->prev = f->prev;
	f->waiting = false;
}

static void waiting_enter(struct fetch *f)
{
	f->prev = NULL;
	f->next = f->api->waiting;
	if (f->next)
		f->next->prev = f;
	f->api->waiting = f;
	f->waiting = true;
}

/* ---------------------------------------------------------------------- answers */

static struct str print(const struct outbox_row *rows, size_t n, struct arena *a)
{
	cJSON *o = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(o, "replies");

	for (size_t i = 0; i < n; i++) {
		struct outgoing out = {
			.id = rows[i].id,
			.chat = rows[i].chat_native,
			.type = rows[i].chat_type,
			.to = rows[i].to_native,
			.to_name = rows[i].to_name,
			.reply_to = rows[i].reply_to,
		};

		if (!reply_load(rows[i].body, a, &out.reply))
			log_error("reply", "id=%" PRId64 " problem=its body cannot be read", rows[i].id);
		cJSON_AddItemToArray(list, bridge_reply(&out));
	}
	struct str s = json_print(o, a);

	cJSON_Delete(o);
	return s;
}

static void finish(struct fetch *f, const struct outbox_row *rows, size_t n)
{
	http_reply(f->ex, 200, "application/json", print(rows, n, http_arena(f->ex)));
	waiting_leave(f);
	free(f);
}

static void finish_failed(struct fetch *f, enum err e)
{
	api_fail(f->ex, e);
	waiting_leave(f);
	free(f);
}

/* True when it is over (and freed). */
static bool answer(struct fetch *f, bool also_nothing)
{
	struct db *db = f->api->setup.db;
	struct arena *a = http_arena(f->ex);
	struct outbox_row *rows = mem_alloc((size_t)f->limit * sizeof *rows);
	size_t n = outbox_pull(db, f->channel, PULL_WAITING, f->after, rows, (size_t)f->limit, BYTES_MOST, a);
	bool over = true;

	if (db_error(db) != OK)
		finish_failed(f, db_error(db));
	else if (n > 0 || also_nothing)
		finish(f, rows, n);
	else
		over = false;
	free(rows);
	return over;
}

/* --------------------------------------------------------------------- waiting */

static void look(uv_timer_t *t)
{
	struct api *api = t->data;
	uint64_t now = uv_now(api->setup.loop), next = UINT64_MAX;
	bool came = api->came;

	api->came = false;
	for (struct fetch *f = api->waiting, *after; f; f = after) {
		after = f->next;
		bool due = f->due <= now;

		if ((came || due) && answer(f, due))
			continue;
		if (f->due < next)
			next = f->due;
	}
	if (next != UINT64_MAX)
		uv_timer_start(t, look, next - now, 0);
}

/* Within the gateway's tick: to read the rows is for later. */
void api_on_replies(struct api *api)
{
	api->came = true;
	if (api->waiting)
		uv_timer_start(&api->timer, look, 0, 0);
}

static void gone(void *arg, struct http_exchange *ex)
{
	struct fetch *f = arg;

	(void)ex;
	f->ex = NULL;
	if (!f->waiting)
		return; /* a confirmation is under way and ends it */
	waiting_leave(f);
	free(f);
}

static void answer_or_wait(struct fetch *f)
{
	struct api *api = f->api;

	if (answer(f, f->wait == 0 || api->stopping))
		return;
	f->due = uv_now(api->setup.loop) + (uint64_t)f->wait * 1000;
	waiting_enter(f);
	http_keep(f->ex, gone, f);
	if (!uv_is_active((uv_handle_t *)&api->timer) || uv_timer_get_due_in(&api->timer) > (uint64_t)f->wait * 1000)
		uv_timer_start(&api->timer, look, (uint64_t)f->wait * 1000, 0);
}

/* ------------------------------------------------------------------ confirming */

static enum err confirm_run(void *arg, struct db *db, ms_t now)
{
	struct fetch *f = arg;

	outbox_confirm(db, f->channel, f->after, now);
	return db_error(db);
}

static void confirm_done(void *arg, enum err e)
{
	struct fetch *f = arg;

	if (!f->ex)
		free(f);
	else if (e != OK)
		finish_failed(f, e);
	else
		answer_or_wait(f);
}

static void confirm(struct fetch *f)
{
	f->confirm = (struct work){ .run = confirm_run, .done = confirm_done, .arg = f };
	http_keep(f->ex, gone, f);
	gateway_do(f->api->setup.gateway, &f->confirm);
	api_wake_gateway(f->api);
}

/* ------------------------------------------------------------------ the request */

static bool number(struct http_exchange *ex, const char *name, int64_t min, int64_t max, int64_t usual, int64_t *out)
{
	struct str s = http_query(ex, name);

	*out = usual;
	if (!s.p || str_int(s, min, max, out))
		return true;
	http_reply_error(
		ex, 422, "bad_parameter",
		arena_printf(http_arena(ex), "%s must be a whole number from %" PRId64 " to %" PRId64, name, min, max)
			.p);
	return false;
}

void replies_get(struct api *api, struct http_exchange *ex, struct str channel)
{
	struct db *db = api->setup.db;
	struct fetch f = { .api = api, .ex = ex, .channel = channel };
	bool head = str_is(http_method(ex), "HEAD"); /* must change nothing, and nobody reads it */
	int64_t confirms;

	if (!number(ex, "after", 0, INT64_C(1) << 53, 0, &f.after) ||
	    !number(ex, "wait", 0, WAIT_MOST, WAIT_MOST, &f.wait) ||
	    !number(ex, "limit", 1, LIMIT_MOST, LIMIT_USUAL, &f.limit) || !number(ex, "confirm", 0, 1, 1, &confirms))
		return;
	if (f.after > 0 && !outbox_reached(db, f.channel, f.after)) {
		http_reply_error(ex, 422, "bad_parameter", "after is above the id of the last reply");
		return;
	}
	f.wait = head ? 0 : f.wait;
	confirms = confirms && !head && f.after > 0 && outbox_unconfirmed(db, f.channel, f.after);
	if (db_error(db) != OK) {
		api_fail(ex, db_error(db));
		return;
	}
	struct fetch *kept = mem_alloc(sizeof *kept);

	*kept = f;
	if (confirms)
		confirm(kept);
	else
		answer_or_wait(kept);
}

/* ---------------------------------------------------------------- start and end */

void replies_start(struct api *api)
{
	uv_timer_init(api->setup.loop, &api->timer);
	api->timer.data = api;
}

static void closed(uv_handle_t *h)
{
	free(h->data);
}

void api_stop(struct api *api)
{
	api->stopping = true;
	for (struct fetch *f = api->waiting, *next; f; f = next) {
		next = f->next;
		finish(f, NULL, 0);
	}
}

void replies_end(struct api *api)
{
	uv_close((uv_handle_t *)&api->timer, closed);
}
