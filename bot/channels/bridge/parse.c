/* parse.c - updates of the bridge API, from JSON. Unknown members are
 * ignored; known ones must be of their type and within their limits. */
#include <math.h>
#include <sodium.h>
#include <string.h>

#include "bot/base/json.h"
#include "bot/base/utf8.h"
#include "bot/channels/bridge/bridge.h"

struct parser {
	struct arena *arena;
	int64_t photo_max;
	struct str why; /* the first complaint; absent: none */
};

static bool complain(struct parser *p, const char *key, const char *what)
{
	if (!p->why.p)
		p->why = arena_printf(p->arena, "%s %s", key, what);
	return false;
}

/* ----------------------------------------------------------------- members */

/* NULL when it is not there or null. */
static const cJSON *member(const cJSON *o, const char *key)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(o, key);

	return cJSON_IsNull(v) ? NULL : v;
}

static struct str text(struct parser *p, const cJSON *o, const char *key, size_t max)
{
	const cJSON *v = member(o, key);

	if (!v)
		return NO_STR;
	if (!cJSON_IsString(v)) {
		complain(p, key, "must be a string");
		return NO_STR;
	}
	struct str s = str_c(v->valuestring);

	if (s.n > max)
		complain(p, key, "is too long");
	return s.n && s.n <= max ? arena_str(p->arena, s) : NO_STR;
}

/* An id that must be there. */
static struct str id(struct parser *p, const cJSON *o, const char *key, const char *called)
{
	const cJSON *v = member(o, key);

	if (!v)
		complain(p, called, "is missing");
	else if (!cJSON_IsString(v))
		complain(p, called, "must be a string");
	else if (!v->valuestring[0])
		complain(p, called, "is empty");
	else if (strlen(v->valuestring) > BRIDGE_ID)
		complain(p, called, "is too long");
	else
		return arena_str(p->arena, str_c(v->valuestring));
	return NO_STR;
}

static struct str name(struct parser *p, const cJSON *o, const char *key)
{
	struct str s = text(p, o, key, SIZE_MAX);

	return s.p ? utf8_cut(s, BRIDGE_NAME) : NO_STR;
}

static bool flag(struct parser *p, const cJSON *o, const char *key)
{
	const cJSON *v = member(o, key);

	if (v && !cJSON_IsBool(v))
		complain(p, key, "must be true or false");
	return cJSON_IsTrue(v);
}

static const cJSON *object(struct parser *p, const cJSON *o, const char *key, bool needed)
{
	const cJSON *v = member(o, key);

	if (!v && needed)
		complain(p, key, "is missing");
	else if (v && !cJSON_IsObject(v))
		complain(p, key, "must be an object");
	return cJSON_IsObject(v) ? v : NULL;
}

/* ------------------------------------------------------------------- pieces */

static ms_t when(struct parser *p, const cJSON *o, ms_t now)
{
	const cJSON *v = member(o, "time");

	if (!v)
		return now;
	if (!cJSON_IsNumber(v) || !isfinite(v->valuedouble)) {
		complain(p, "time", "must be a number of seconds");
		return now;
	}
	double ms = v->valuedouble * MS_SECOND;

	/* a clock that is far off says nothing */
	if (ms < (double)(now - 7 * (ms_t)MS_DAY) || ms > (double)(now + 5 * MS_MINUTE))
		return now;
	return (ms_t)ms;
}

static void chat(struct parser *p, const cJSON *o, struct message *m)
{
	const cJSON *c = object(p, o, "chat", true);

	if (!c)
		return;
	struct str type = text(p, c, "type", 16);

	m->chat = id(p, c, "id", "chat.id");
	m->title = name(p, c, "title");
	if (str_is(type, "group"))
		m->type = CHAT_GROUP;
	else if (str_is(type, "private"))
		m->type = CHAT_PRIVATE;
	else
		complain(p, "chat.type", "must be group or private");
}

static void from(struct parser *p, const cJSON *o, struct message *m)
{
	const cJSON *f = object(p, o, "from", true);

	if (!f)
		return;
	m->from = id(p, f, "id", "from.id");
	m->name = name(p, f, "name");
	m->from_bot = flag(p, f, "bot");
}

static struct position *location(struct parser *p, const cJSON *o)
{
	const cJSON *l = object(p, o, "location", false);

	if (!l)
		return NULL;
	const cJSON *lat = member(l, "lat"), *lon = member(l, "lon");
	struct str datum = text(p, l, "datum", 16);
	struct position *at = arena_one(p->arena, struct position);

	if (!cJSON_IsNumber(lat) || !(fabs(lat->valuedouble) <= 90))
		complain(p, "location.lat", "must be a number from -90 to 90");
	else if (!cJSON_IsNumber(lon) || !(fabs(lon->valuedouble) <= 180))
		complain(p, "location.lon", "must be a number from -180 to 180");
	else if (datum.p && !str_is(datum, "gcj02") && !str_is(datum, "wgs84"))
		complain(p, "location.datum", "must be gcj02 or wgs84");
	else
		*at = (struct position){ lat->valuedouble, lon->valuedouble,
					 str_is(datum, "wgs84") ? DATUM_WGS84 : DATUM_GCJ02 };
	return at;
}

static struct str base64(struct parser *p, struct str s)
{
	size_t n = 0, room = s.n / 4 * 3 + 3;
	unsigned char *out;

	if (room > (size_t)p->photo_max + 6) {
		complain(p, "photos.base64", "is larger than allowed");
		return NO_STR;
	}
	out = arena_alloc(p->arena, room);
	if (s.n == 0 || sodium_base642bin(out, room, s.p, s.n, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    n == 0) {
		complain(p, "photos.base64", "is not valid");
		return NO_STR;
	}
	if (n > (size_t)p->photo_max)
		complain(p, "photos.base64", "is larger than allowed");
	return (struct str){ (char *)out, n };
}

static void photo(struct parser *p, const cJSON *o, struct photo *out)
{
	const cJSON *data = member(o, "base64");

	if (!cJSON_IsObject(o)) {
		complain(p, "photos", "must be a list of objects");
		return;
	}
	out->url = text(p, o, "url", BRIDGE_URL);
	out->mime = text(p, o, "mime", BRIDGE_ID);
	if (cJSON_IsString(data))
		out->bytes = base64(p, str_c(data->valuestring));
	else if (data)
		complain(p, "photos.base64", "must be a string");
	if (out->url.p && data)
		complain(p, "photos", "have url or base64, not both");
	else if (!out->url.p && !data)
		complain(p, "photos", "need url or base64");
	else if (out->url.p && !str_starts(out->url, STR("http://")) && !str_starts(out->url, STR("https://")))
		complain(p, "photos.url", "must begin with http:// or https://");
}

static void photos(struct parser *p, const cJSON *o, struct message *m)
{
	const cJSON *list = member(o, "photos"), *each;
	int n = cJSON_GetArraySize(list);

	if (!list)
		return;
	if (!cJSON_IsArray(list) || n > BRIDGE_PHOTOS) {
		complain(p, "photos", cJSON_IsArray(list) ? "are too many" : "must be a list of objects");
		return;
	}
	m->photos = arena_array(p->arena, struct photo, (size_t)n);
	cJSON_ArrayForEach(each, list) photo(p, each, &m->photos[m->n_photos++]);
}

static void voice(struct parser *p, const cJSON *o, struct message *m)
{
	const cJSON *v = object(p, o, "voice", false);

	if (!v)
		return;
	struct str said = text(p, v, "transcript", BRIDGE_TEXT);

	m->voice = text(p, v, "url", BRIDGE_URL);
	if (!m->voice.p)
		m->voice = STR(""); /* there is one, though not to be had */
	if (!m->text.p && said.p) {
		m->text = said;
		m->transcript = true;
	}
}

/* ------------------------------------------------------------------ updates */

static void update(struct parser *p, const cJSON *o, ms_t now, struct message *m)
{
	if (!cJSON_IsObject(o)) {
		complain(p, "an update", "must be an object");
		return;
	}
	m->id = id(p, o, "id", "id");
	m->time = when(p, o, now);
	chat(p, o, m);
	from(p, o, m);
	m->text = text(p, o, "text", BRIDGE_TEXT);
	m->mentions_bot = flag(p, o, "mentions_bot");
	m->mentions_other = flag(p, o, "mentions_other");
	m->reply_to = text(p, o, "reply_to", BRIDGE_ID);
	photos(p, o, m);
	m->position = location(p, o);
	voice(p, o, m);
	m->button = text(p, o, "button", BRIDGE_BUTTON);
	m->edits = text(p, o, "edits", BRIDGE_ID);
	m->recalls = text(p, o, "recalls", BRIDGE_ID);
	if (!p->why.p && m->type == CHAT_PRIVATE && !str_eq(m->chat, m->from))
		complain(p, "chat.id", "of a private chat must be from.id");
}

void bridge_parse(struct str channel, struct str json, ms_t now, int64_t photo_max, struct arena *a,
		  struct updates *out)
{
	struct parser p = { .arena = a, .photo_max = photo_max };

	*out = (struct updates){ 0 };
	cJSON *t = json_parse(json, a, &out->why);

	out->malformed = !t;
	if (!t)
		return;
	const cJSON *o = cJSON_IsArray(t) ? t->child : t;
	size_t n = cJSON_IsArray(t) ? (size_t)cJSON_GetArraySize(t) : 1;

	if (n > BRIDGE_ELEMENTS) {
		out->why = STR("more than 100 updates");
		out->bad_index = BRIDGE_ELEMENTS;
		n = 0;
	}
	out->v = arena_array(a, struct message, n);
	for (size_t i = 0; i < n; i++, o = o->next) {
		out->v[i].channel = channel;
		update(&p, o, now, &out->v[i]);
		if (p.why.p) {
			out->bad_index = i;
			out->why = p.why;
			break;
		}
	}
	out->n = out->why.p ? 0 : n;
	cJSON_Delete(t);
}
