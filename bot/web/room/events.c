/* events.c - what happens in the room: the ring of what was said and
 * answered, and the long polls that wait for more. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/json.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "store/messages/reply.h"
#include "bot/web/room/internal.h"
#include "store/messages/outbox_pull.h"
#include "store/media/photo.h"
#include "store/messages/room.h"

enum { PULL = 100, PULL_BYTES = 4 << 20, ANSWER_BYTES = 8 << 20 };

struct room_waiter {
	struct room *room;
	struct http_exchange *exchange;
	uint64_t after;
	uint64_t until; /* of uv_now */
	struct str visitor;
	struct room_waiter *next;
};

/* -------------------------------------------------------------------- the ring */

static struct room_event *event_at(struct room *room, uint64_t seq)
{
	return &room->events[seq % ROOM_EVENTS];
}

static uint64_t first_seq(const struct room *room)
{
	return room->seq < ROOM_EVENTS ? 1 : room->seq - ROOM_EVENTS + 1;
}

static void event_clear(struct room_event *e)
{
	free(e->json);
	free(e->owner);
	free(e->id);
	*e = (struct room_event){ 0 };
}

static char *own(struct str s)
{
	if (!s.p)
		return NULL;
	char *p = mem_alloc(s.n + 1);

	memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

/* json without its last brace: room for the state, which changes. */
static struct room_event *append(struct room *room, struct str owner, struct str json)
{
	struct room_event *e = event_at(room, ++room->seq);

	event_clear(e);
	e->json = own(json);
	e->n = json.n - 1;
	e->owner = own(owner);
	return e;
}

/* On sample data everybody may be anybody, so there is nothing to hide. */
static bool may_see(const char *owner, struct str visitor, bool sample)
{
	return !owner || sample || str_is(visitor, owner);
}

/* ------------------------------------------------------------------ long polls */

static struct str news_for(struct room *room, uint64_t after, struct str visitor, bool sample, bool *any,
			   struct arena *a)
{
	struct buf b;
	uint64_t seq = after + 1 < first_seq(room) ? first_seq(room) : after + 1;

	*any = false;
	buf_init(&b, ANSWER_BYTES);
	buf_printf(&b, "{\"boot\":\"%s\",\"seq\":%" PRIu64 ",\"events\":[", room->boot, room->seq);
	for (; seq <= room->seq; seq++) {
		const struct room_event *e = event_at(room, seq);

		if (!may_see(e->owner, visitor, sample))
			continue;
		if (*any)
			buf_char(&b, ',');
		*any = true;
		buf_add(&b, (struct str){ e->json, e->n });
		buf_printf(&b, ",\"seq\":%" PRIu64 ",\"state\":\"%s\"}", seq, e->waiting ? "queued" : "sent");
	}
	buf_addc(&b, "]}");
	struct str s = b.failed ? NO_STR : arena_str(a, buf_str(&b));

	buf_free(&b);
	return s;
}

static void answer(struct http_exchange *ex, struct str json)
{
	if (json.p)
		http_reply(ex, 200, "application/json", json);
	else
		http_reply_error(ex, 503, "busy", "消息太多了，等一下。");
}

static void remove_waiter(struct room *room, struct http_exchange *ex)
{
	for (struct room_waiter **w = &room->waiters; *w; w = &(*w)->next) {
		if ((*w)->exchange != ex)
			continue;
		*w = (*w)->next;
		room->n_waiters--;
		return;
	}
}

static void waiter_gone(void *arg, struct http_exchange *ex)
{
	remove_waiter(arg, ex);
}

static void fetch_replies(struct room *room, bool early);

static void set_timer(struct room *room);

/* Tells those whom something concerns, and those who have waited long enough. */
static void tell(struct room *room)
{
	struct room_waiter *all = room->waiters;
	uint64_t now = uv_now(room->setup.loop);
	bool sample = room_is_sample(room->setup.db);

	room->waiters = NULL;
	room->n_waiters = 0;
	for (struct room_waiter *w = all, *next; w; w = next) {
		bool any;
		struct str json = news_for(room, w->after, w->visitor, sample, &any, http_arena(w->exchange));

		next = w->next; /* lives in the exchange */
		if (any || w->until <= now || room->closing) {
			answer(w->exchange, json);
		} else {
			w->next = room->waiters;
			room->waiters = w;
			room->n_waiters++;
		}
	}
	room_read_failed(room);
}

static void timer_fired(uv_timer_t *timer)
{
	struct room *room = timer->data;

	if (room->fetch)
		fetch_replies(room, false);
	tell(room);
	set_timer(room);
}

static void set_timer(struct room *room)
{
	uint64_t now = uv_now(room->setup.loop), until = UINT64_MAX;

	if (room->closing)
		return;
	for (const struct room_waiter *w = room->waiters; w; w = w->next)
		if (w->until < until)
			until = w->until;
	if (room->fetch)
		until = now;
	if (until == UINT64_MAX)
		uv_timer_stop(&room->timer);
	else
		uv_timer_start(&room->timer, timer_fired, until > now ? until - now : 0, 0);
}

/* What a tab has, another tab need not tell the sender again. */
struct confirmation {
	struct work work;
	struct room *room;
	size_t n;
	int64_t ids[ROOM_EVENTS];
};

static enum err confirm(void *arg, struct db *db, ms_t now)
{
	const struct confirmation *c = arg;

	for (size_t i = 0; i < c->n; i++)
		outbox_sent(db, c->ids[i], now, NO_STR);
	return db_error(db);
}

static void confirmed(void *arg, enum err e)
{
	struct confirmation *c = arg;

	if (e != OK) /* they stay queued, and are shown and confirmed by the next process */
		log_warn("room", "problem=replies could not be marked as sent: %s", err_name(e));
	free(c);
}

/* Whoever asks for what comes after `after` has got all before. */
static void got(struct room *room, uint64_t after, struct str visitor, bool sample)
{
	struct confirmation *c = NULL;

	for (uint64_t seq = first_seq(room); seq <= after; seq++) {
		struct room_event *e = event_at(room, seq);

		if (!e->waiting || !may_see(e->owner, visitor, sample))
			continue;
		if (!c) {
			c = mem_zalloc(sizeof *c);
			c->room = room;
			c->work = (struct work){ .run = confirm, .done = confirmed, .arg = c };
		}
		e->waiting = false;
		c->ids[c->n++] = e->reply;
	}
	if (c) {
		gateway_do(room->setup.gateway, &c->work);
		room_wake(room);
	}
}

static void wait_for_news(struct room *room, struct http_exchange *ex, uint64_t after, struct str visitor,
			  int64_t seconds)
{
	struct room_waiter *w = arena_one(http_arena(ex), struct room_waiter);

	if (room->n_waiters >= ROOM_WAITERS) {
		http_reply_error(ex, 503, "busy", "人太多了，等一下。");
		return;
	}
	*w = (struct room_waiter){ room,    ex,
				   after,   uv_now(room->setup.loop) + (uint64_t)seconds * MS_SECOND,
				   visitor, room->waiters };
	room->waiters = w;
	room->n_waiters++;
	http_keep(ex, waiter_gone, room);
	set_timer(room);
}

void room_events(void *arg, struct http_exchange *ex)
{
	struct room *room = arg;
	struct str boot = http_query(ex, "boot"), visitor = room_visitor(room, ex, false);
	struct str from = http_query(ex, "after"), time = http_query(ex, "wait");
	int64_t after = 0, wait = ROOM_WAIT_MAX;
	bool same = str_is(boot, room->boot), sample = room_is_sample(room->setup.db), any;

	if (from.p && !str_int(from, 0, INT64_MAX, &after)) {
		http_reply_error(ex, 400, "malformed", "after is not a number");
		return;
	}
	if (time.p && !str_int(time, 0, ROOM_WAIT_MAX, &wait)) {
		http_reply_error(ex, 400, "malformed", "wait is not a number from 0 to 25");
		return;
	}
	if (boot.p && !same) { /* of the process before: everything is counted anew */
		answer(ex, arena_printf(http_arena(ex), "{\"boot\":\"%s\",\"seq\":0,\"events\":[]}", room->boot));
		return;
	}
	if ((uint64_t)after > room->seq) {
		http_reply_error(ex, 422, "out_of_range", "after is above the last event");
		return;
	}
	if (same) /* no other site can know the boot id, so none can confirm */
		got(room, (uint64_t)after, visitor, sample);
	struct str json = news_for(room, (uint64_t)after, visitor, sample, &any, http_arena(ex));

	room_read_failed(room);
	if (any || wait == 0)
		answer(ex, json);
	else
		wait_for_news(room, ex, (uint64_t)after, visitor, wait);
}

/* --------------------------------------------------------- what people said */

void room_publish(struct room *room, struct str id, struct str owner, struct str json)
{
	if (room->closing)
		return;
	for (uint64_t seq = first_seq(room); seq <= room->seq; seq++) {
		const struct room_event *e = event_at(room, seq);

		if (e->id && str_is(id, e->id))
			return;
	}
	append(room, owner, json)->id = own(id);
	tell(room);
	set_timer(room);
}

/* ------------------------------------------------------- what the bot answered */

static struct str reply_event(const struct outbox_row *o, const struct reply *r, struct str photo, bool early,
			      struct arena *a)
{
	cJSON *e = cJSON_CreateObject(), *chat = cJSON_AddObjectToObject(e, "chat");

	cJSON_AddStringToObject(e, "kind", "bot");
	json_put(e, "id", arena_printf(a, "%" PRId64, o->id));
	json_put(chat, "id", o->chat_native);
	cJSON_AddStringToObject(chat, "type", o->chat_type == CHAT_GROUP ? "group" : "private");
	if (o->to_native.p) {
		cJSON *to = cJSON_AddObjectToObject(e, "to");

		json_put(to, "id", o->to_native);
		json_put(to, "name", o->to_name);
	}
	cJSON_AddNumberToObject(e, "time", (double)o->created_at);
	json_put(e, "text", r->text);
	if (r->n_buttons) {
		cJSON *list = cJSON_AddArrayToObject(e, "buttons");

		for (size_t i = 0; i < r->n_buttons; i++) {
			cJSON *b = cJSON_CreateObject();

			json_put(b, "text", r->buttons[i].text);
			json_put(b, "data", r->buttons[i].data);
			cJSON_AddItemToArray(list, b);
		}
	}
	if (r->position) {
		cJSON *p = position_json(r->position);

		json_put(p, "name", r->place);
		cJSON_AddItemToObject(e, "position", p);
	}
	json_put(e, "photo", photo);
	if (early)
		cJSON_AddTrueToObject(e, "early");
	struct str s = json_print(e, a);

	cJSON_Delete(e);
	return s;
}

static void append_reply(struct room *room, const struct outbox_row *o, bool early, bool waiting, struct arena *a)
{
	struct reply r;

	if (!reply_load(o->body, a, &r))
		return;
	struct str owner = o->chat_type == CHAT_PRIVATE ? o->chat_native : NO_STR;
	struct str jpeg = r.photo ? photo_load(room->setup.db, r.photo, a) : NO_STR;
	struct str photo = jpeg.p ? room_keep_photo(room, owner, jpeg, "image/jpeg", a) : NO_STR;
	struct room_event *e = append(room, owner, reply_event(o, &r, photo, early, a));

	e->reply = o->id;
	e->waiting = waiting;
}

static void fetch_replies(struct room *room, bool early)
{
	struct arena *a = arena_new();
	struct outbox_row *rows = arena_array(a, struct outbox_row, PULL);
	size_t n;

	room->fetch = false;
	do {
		n = outbox_pull(room->setup.db, room->channel, PULL_ALL, room->last_reply, rows, PULL, PULL_BYTES, a);
		for (size_t i = 0; i < n; i++) {
			append_reply(room, &rows[i], early, !early, a);
			room->last_reply = rows[i].id;
		}
	} while (n && !room_read_failed(room));
	arena_free(a);
}

void room_on_replies(struct room *room)
{
	/* not now: what was asked is shown before what was answered, and whoever
	 * asked is told only at the end of the gateway's tick */
	room->fetch = true;
	set_timer(room);
}

/* Those that nobody has seen yet are confirmed when a tab has got them; those
 * that lie before the last few are shown too. */
void room_events_setup(struct room *room)
{
	struct db *db = room->setup.db;
	struct arena *a = arena_new();
	struct outbox_row *waiting = arena_array(a, struct outbox_row, ROOM_EVENTS);
	int64_t oldest = room_replies_start(db, room->channel, ROOM_EVENTS / 2);
	size_t n = outbox_pull(db, room->channel, PULL_WAITING, oldest, waiting, ROOM_EVENTS / 2, PULL_BYTES, a), i = 0;

	room->last_reply = room_replies_start(db, room->channel, ROOM_EARLIER);
	for (; i < n && waiting[i].id <= room->last_reply; i++)
		append_reply(room, &waiting[i], true, true, a);
	fetch_replies(room, true);
	for (uint64_t seq = first_seq(room); seq <= room->seq; seq++) {
		struct room_event *e = event_at(room, seq);

		while (i < n && waiting[i].id < e->reply)
			i++;
		if (i < n && waiting[i].id == e->reply)
			e->waiting = true;
	}
	room_read_failed(room);
	arena_free(a);
}

/* ---------------------------------------------------------------------- photos */

static void photo_clear(struct room *room, struct room_photo *p)
{
	room->photo_bytes -= p->n;
	free(p->owner);
	free(p->bytes);
	*p = (struct room_photo){ 0 };
}

struct str room_keep_photo(struct room *room, struct str owner, struct str bytes, const char *mime, struct arena *a)
{
	struct room_photo *p = &room->photos[room->next_photo];

	room->next_photo = (room->next_photo + 1) % ROOM_PHOTOS;
	photo_clear(room, p);
	for (size_t i = room->next_photo; room->photo_bytes + bytes.n > ROOM_PHOTO_BYTES && room->photo_bytes;
	     i = (i + 1) % ROOM_PHOTOS)
		photo_clear(room, &room->photos[i]); /* the oldest first */
	room_random(p->id);
	p->owner = own(owner);
	p->bytes = own(bytes);
	p->n = bytes.n;
	p->mime = mime;
	room->photo_bytes += p->n;
	return arena_printf(a, "/room/photo/%s", p->id);
}

void room_photo(void *arg, struct http_exchange *ex)
{
	struct room *room = arg;
	struct str path = http_path(ex), id = str_sub(path, sizeof "/room/photo/" - 1, path.n);
	struct str visitor = room_visitor(room, ex, false);
	bool sample = room_is_sample(room->setup.db);

	room_read_failed(room);
	for (size_t i = 0; i < ROOM_PHOTOS; i++) {
		const struct room_photo *p = &room->photos[i];

		if (p->bytes && str_is(id, p->id) && may_see(p->owner, visitor, sample)) {
			http_reply(ex, 200, p->mime, (struct str){ p->bytes, p->n });
			return;
		}
	}
	http_reply_error(ex, 404, "not_found", "照片已不在。");
}

/* ------------------------------------------------------------------------- end */

void room_stop(struct room *room)
{
	room->closing = true;
	uv_timer_stop(&room->timer);
	tell(room);
}

void room_events_free(struct room *room)
{
	for (size_t i = 0; i < ROOM_EVENTS; i++)
		event_clear(&room->events[i]);
	for (size_t i = 0; i < ROOM_PHOTOS; i++)
		photo_clear(room, &room->photos[i]);
}
