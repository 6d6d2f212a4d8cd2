/* say.c - POST /room/say: what somebody says becomes a message for the
 * gateway, and is shown to the others once it is committed. */
#include <inttypes.h>
#include <math.h>
#include <sodium.h>
#include <string.h>

#include "bot/base/json.h"
#include "bot/base/utf8.h"
#include "bot/engine/core.h"
#include "bot/web/room/internal.h"
#include "store/messages/chat.h"
#include "store/person/person.h"
#include "store/media/photo.h"
#include "store/messages/room.h"

enum { TEXT_MOST = 2000, NAME_MOST = 20, BUTTON_MOST = 64 /* bytes */ };

/* One thing being said; lives in the batch's arena. */
struct saying {
	struct room *room;
	struct http_exchange *exchange; /* NULL: the browser is gone */
	struct arena *arena;
	struct message message;
	struct photo photo;
	const char *photo_mime; /* by its bytes */
	struct position position;
	struct str place;   /* name of the position */
	struct str pressed; /* label of a button */
	struct str id;	    /* as the page numbers it */
};

/* ----------------------------------------------------------------- reading it */

/* Why it cannot be said, for the person; NULL when it can. */
static const char *read_chat(struct saying *s, const cJSON *o)
{
	struct message *m = &s->message;
	const cJSON *chat = cJSON_GetObjectItemCaseSensitive(o, "chat");
	struct str id = json_id(chat, "id", s->arena), type = json_str(chat, "type");

	if (str_is(type, "private")) {
		m->type = CHAT_PRIVATE;
		m->chat = m->from;
		return !id.p || str_eq(id, m->from) ? NULL : "这是别人的私聊。";
	}
	if (!str_is(type, "group") || !id.n)
		return "没有这个群。";
	struct chat known = chat_find(s->room->setup.db, m->channel, id, m->time, s->arena);

	if (!known.id || known.type != CHAT_GROUP)
		return "没有这个群。";
	m->type = CHAT_GROUP;
	m->chat = arena_str(s->arena, id);
	return NULL;
}

static bool is_name(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < 0x20)
			return false;
	return name.n > 0 && utf8_count(name) <= NAME_MOST;
}

static const char *read_speaker(struct saying *s, const cJSON *o)
{
	struct room *room = s->room;
	struct message *m = &s->message;
	const cJSON *as = cJSON_GetObjectItemCaseSensitive(o, "as");
	struct str id = json_id(as, "id", s->arena), name = str_trim(json_str(as, "name"));

	if (id.n && !str_starts(id, ROOM_VISITOR) && room_is_sample(room->setup.db)) {
		struct person p = person_find(room->setup.db, m->channel, id, s->arena);

		if (!p.id)
			return "没有这个人。";
		m->from = arena_str(s->arena, id);
		m->name = p.name.p ? p.name : arena_str(s->arena, id);
		return NULL;
	}
	if (!is_name(name))
		return "先写个名字，20 个字以内。";
	if (str_is(name, room->setup.config->bot_name))
		return "这是它自己的名字，换一个。";
	m->from = arena_str(s->arena, room_visitor(room, s->exchange, true));
	m->name = arena_str(s->arena, name);
	return NULL;
}

/* "@somebody" who is not the bot. An address like a@b.cn names nobody. */
static bool names_other(struct str text, struct str bot)
{
	for (size_t i = 0; i < text.n; i++) {
		size_t at = i + 1;

		if (str_starts(str_sub(text, i, text.n), STR("＠")))
			at = i + sizeof "＠" - 1;
		else if (text.p[i] != '@')
			continue;
		bool in_word = i > 0 && ((text.p[i - 1] | 32) >= 'a' && (text.p[i - 1] | 32) <= 'z');
		struct str rest = str_sub(text, at, text.n);

		if (!in_word && rest.n && rest.p[0] != ' ' && !str_starts(rest, bot))
			return true;
	}
	return false;
}

static const char *read_text(struct saying *s, const cJSON *o)
{
	struct message *m = &s->message;
	struct str text = str_trim(json_str(o, "text")), bot = str_c(s->room->setup.config->bot_name);

	if (!text.n)
		return NULL;
	if (utf8_count(text) > TEXT_MOST)
		return "太长了，最多 2000 个字。";
	m->text = arena_str(s->arena, text);
	m->mentions_bot = str_has(text, arena_printf(s->arena, "@" STR_FMT, STR_ARG(bot))) ||
			  str_has(text, arena_printf(s->arena, "＠" STR_FMT, STR_ARG(bot)));
	m->mentions_other = names_other(text, bot);
	return NULL;
}

static const char *read_photo(struct saying *s, const cJSON *o)
{
	const cJSON *photo = cJSON_GetObjectItemCaseSensitive(o, "photo");
	struct str base64 = json_str(photo, "base64");

	if (!photo || cJSON_IsNull(photo))
		return NULL;
	size_t most = base64.n / 4 * 3 + 3, n = 0;
	char *bytes = arena_alloc(s->arena, most);

	if (!base64.n || sodium_base642bin((unsigned char *)bytes, most, base64.p, base64.n, NULL, &n, NULL,
					   sodium_base64_VARIANT_ORIGINAL) != 0)
		return "照片坏了，换一张。";
	if ((int64_t)n > s->room->setup.config->photo)
		return "照片太大了。";
	s->photo.bytes = (struct str){ bytes, n };
	s->photo_mime = photo_mime(s->photo.bytes);
	if (!s->photo_mime)
		return "只能发 JPEG、PNG、WebP 照片。";
	s->photo.mime = str_c(s->photo_mime);
	s->message.photos = &s->photo;
	s->message.n_photos = 1;
	return NULL;
}

static const char *read_position(struct saying *s, const cJSON *o)
{
	const cJSON *at = cJSON_GetObjectItemCaseSensitive(o, "position");

	if (!at)
		at = cJSON_GetObjectItemCaseSensitive(o, "location");
	if (!at || cJSON_IsNull(at))
		return NULL;
	const cJSON *lat = cJSON_GetObjectItemCaseSensitive(at, "lat"),
		    *lon = cJSON_GetObjectItemCaseSensitive(at, "lon");
	struct str datum = json_str(at, "datum"), name = json_str(at, "name");

	if (!cJSON_IsNumber(lat) || !cJSON_IsNumber(lon) || !(fabs(lat->valuedouble) <= 90) ||
	    !(fabs(lon->valuedouble) <= 180) || (datum.p && !str_is(datum, "gcj02") && !str_is(datum, "wgs84")))
		return "这个位置不对。";
	s->position = (struct position){ lat->valuedouble, lon->valuedouble,
					 str_is(datum, "wgs84") ? DATUM_WGS84 : DATUM_GCJ02 };
	s->place = name.n ? arena_str(s->arena, utf8_cut(name, 2 * NAME_MOST)) : NO_STR;
	s->message.position = &s->position;
	return NULL;
}

/* A button's label is shown to the others; the bot gets its data. */
static const char *read_button(struct saying *s, const cJSON *o)
{
	struct message *m = &s->message;
	struct str data = json_str(o, "button"), reply_to = json_id(o, "reply_to", s->arena);
	int64_t id;

	if (reply_to.p && str_int(reply_to, 1, INT64_MAX, &id)) {
		m->reply_to = arena_str(s->arena, reply_to);
		m->replies_to_bot = true; /* nothing else has a number for an id */
	}
	if (!data.p)
		return NULL;
	if (!data.n || data.n > BUTTON_MOST)
		return "这个按钮不对。";
	s->pressed = m->text.p ? m->text : arena_str(s->arena, data);
	m->button = arena_str(s->arena, data);
	m->text = NO_STR;
	m->mentions_bot = m->mentions_other = false;
	return NULL;
}

/* The page's id makes a message that is sent again the same message. */
static const char *read_id(struct saying *s, const cJSON *o)
{
	struct str id = json_str(o, "id");
	char fresh[ROOM_ID];

	for (size_t i = 0; i < id.n; i++)
		if (!strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", id.p[i]))
			return "编号不对。";
	if (id.n > 64)
		return "编号不对。";
	if (!id.n) {
		room_random(fresh);
		id = str_c(fresh);
	}
	s->id = arena_str(s->arena, id);
	s->message.id = arena_printf(s->arena, STR_FMT ":" STR_FMT, STR_ARG(s->message.from), STR_ARG(id));
	return NULL;
}

static const char *read_all(struct saying *s, const cJSON *o)
{
	static const char *(*const steps[])(struct saying *, const cJSON *) = {
		read_speaker, read_chat, read_text, read_photo, read_position, read_button, read_id,
	};
	const char *why = NULL;

	if (!cJSON_IsObject(o))
		return "要一个对象。";
	for (size_t i = 0; i < sizeof steps / sizeof *steps && !why; i++)
		why = steps[i](s, o);
	const struct message *m = &s->message;

	if (!why && !m->text.p && !m->n_photos && !m->position && !m->button.p)
		why = "什么都没写。";
	return why;
}

/* ------------------------------------------------------------------ showing it */

static struct str said_event(struct saying *s)
{
	const struct message *m = &s->message;
	cJSON *e = cJSON_CreateObject(), *chat = cJSON_AddObjectToObject(e, "chat"),
	      *from = cJSON_AddObjectToObject(e, "from");

	cJSON_AddStringToObject(e, "kind", "said");
	json_put(e, "id", s->id);
	json_put(chat, "id", m->chat);
	cJSON_AddStringToObject(chat, "type", m->type == CHAT_GROUP ? "group" : "private");
	json_put(from, "id", m->from);
	json_put(from, "name", m->name);
	cJSON_AddNumberToObject(e, "time", (double)m->time);
	json_put(e, "text", s->pressed.p ? s->pressed : m->text);
	if (m->n_photos)
		json_put(e, "photo",
			 room_keep_photo(s->room, m->type == CHAT_PRIVATE ? m->from : NO_STR, s->photo.bytes,
					 s->photo_mime, s->arena));
	if (m->position) {
		cJSON *at = cJSON_AddObjectToObject(e, "position");

		cJSON_AddNumberToObject(at, "lat", s->position.lat);
		cJSON_AddNumberToObject(at, "lon", s->position.lon);
		json_put(at, "name", s->place);
	}
	struct str json = json_print(e, s->arena);

	cJSON_Delete(e);
	return json;
}

static void said(void *arg, const struct batch *b, const struct batch_result *result)
{
	struct saying *s = arg;
	struct http_exchange *ex = s->exchange;

	(void)b;
	if (result->err == OK)
		room_publish(s->room, s->message.id, s->message.type == CHAT_PRIVATE ? s->message.from : NO_STR,
			     said_event(s));
	if (!ex)
		return;
	if (result->err == OK) {
		http_reply(ex, 200, "application/json", STR("{\"ok\":true}"));
	} else {
		http_reply_header(ex, "Retry-After", "1");
		http_reply_error(ex, 503, "not_stored", "小灯现在记不下，等一下再发。");
	}
}

static void speaker_gone(void *arg, struct http_exchange *ex)
{
	struct saying *s = arg;

	(void)ex;
	s->exchange = NULL;
}

static void submit(struct saying *s)
{
	struct batch *b = arena_one(s->arena, struct batch);

	*b = (struct batch){ .arena = s->arena, .v = &s->message, .n = 1, .done = said, .arg = s };
	http_keep(s->exchange, speaker_gone, s);
	gateway_submit(s->room->setup.gateway, b);
	room_wake(s->room);
}

void room_say(void *arg, struct http_exchange *ex)
{
	struct room *room = arg;
	struct str why;
	cJSON *o = json_parse(http_body(ex), http_arena(ex), &why);

	if (!o) {
		http_reply_error(ex, 400, "malformed", arena_cstr(http_arena(ex), why));
		return;
	}
	struct arena *a = arena_new();
	struct saying *s = arena_one(a, struct saying);

	*s = (struct saying){ .room = room, .exchange = ex, .arena = a };
	s->message.channel = room->channel;
	s->message.time = wall_clock();
	const char *problem = read_all(s, o);

	cJSON_Delete(o);
	if (room_read_failed(room)) {
		http_reply_error(ex, 503, "not_stored", "小灯现在记不下，等一下再发。");
		arena_free(a);
	} else if (problem) {
		http_reply_error(ex, 422, "impossible", problem);
		arena_free(a);
	} else {
		submit(s);
	}
}
