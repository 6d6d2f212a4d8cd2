/* room.c - the chat room page: its files, its state, its routes. */
#include "bot/web/room/room.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/embed.h"
#include "bot/base/json.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/web/room/internal.h"
#include "store/db/db.h"
#include "store/messages/room.h"

EMBED(room_index_html, "bot/web/room/index.html");
EMBED(room_css, "bot/web/room/room.css");
EMBED(room_js, "bot/web/room/room.js");
EMBED(room_parts_js, "bot/web/room/parts.js");
EMBED(room_lamp_svg, "bot/web/room/lamp.svg");

enum { PEOPLE_MOST = 300, GROUPS_MOST = 100, PLACES_MOST = 500, PASSWORD_BODY = 4096 };

static const struct room_file {
	const char *path, *type;
	const char *begin, *end;
} files[] = {
	{ "/", "text/html; charset=utf-8", room_index_html, room_index_html_end },
	{ "/room/room.css", "text/css; charset=utf-8", room_css, room_css_end },
	{ "/room/room.js", "text/javascript; charset=utf-8", room_js, room_js_end },
	{ "/room/parts.js", "text/javascript; charset=utf-8", room_parts_js, room_parts_js_end },
	{ "/room/lamp.svg", "image/svg+xml", room_lamp_svg, room_lamp_svg_end },
};

static const char policy[] =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'";

static void serve_file(void *arg, struct http_exchange *ex)
{
	(void)arg;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (!str_is(http_path(ex), files[i].path))
			continue;
		http_reply_header(ex, "Content-Security-Policy", policy);
		http_reply(ex, 200, files[i].type,
			   (struct str){ files[i].begin, (size_t)(files[i].end - files[i].begin) });
		return;
	}
}

/* ----------------------------------------------------------------------- state */

struct word {
	const char *key, *shown;
};

/* What a rider calls his work, and what staff are called. */
static const struct word trades[] = {
	{ "delivery", "外卖" }, { "courier", "快递" }, { "ridehail", "网约车" }, { "truck", "货车" },
	{ "live", "主播" },	{ "other", "其他" },   { NULL, NULL },
};
static const struct word duties[] = {
	{ "city", "全市" }, { "street", "街道" },   { "department", "部门" },  { "branch", "支部书记" },
	{ "site", "站长" }, { "patrol", "巡查员" }, { "childcare", "托管班" }, { NULL, NULL },
};

static const char *shown(const struct word *words, struct str key, const char *otherwise)
{
	for (; words->key; words++)
		if (str_is(key, words->key))
			return words->shown;
	return otherwise;
}

static struct str note_on(const struct room_person *p, struct arena *a)
{
	const char *what = p->duty.p ? shown(duties, p->duty, "管理员") : shown(trades, p->trade, "还没登记");
	struct str where = p->duty.n ? p->scope : p->site;

	return where.n ? arena_printf(a, "%s · " STR_FMT, what, STR_ARG(where)) : str_c(what);
}

struct joining {
	cJSON *people;
	struct arena *arena;
};

static void add_membership(void *arg, struct str person, struct str group)
{
	struct joining *j = arg;
	cJSON *p;

	cJSON_ArrayForEach(p, j->people) if (str_eq(json_str(p, "id"), person)) cJSON_AddItemToArray(
		cJSON_GetObjectItemCaseSensitive(p, "groups"), cJSON_CreateString(arena_cstr(j->arena, group)));
}

static void add_people(struct room *room, cJSON *list, struct arena *a)
{
	static const char *const roles[] = { [ROOM_RIDER] = "rider", [ROOM_MEMBER] = "member", [ROOM_ADMIN] = "admin" };
	struct room_person *v;
	size_t n = room_people(room->setup.db, room->channel, ROOM_VISITOR, PEOPLE_MOST, &v, a);

	for (size_t i = 0; i < n; i++) {
		cJSON *p = cJSON_CreateObject();

		json_put(p, "id", v[i].id);
		json_put(p, "name", v[i].name);
		cJSON_AddStringToObject(p, "role", roles[v[i].role]);
		json_put(p, "note", note_on(&v[i], a));
		cJSON_AddArrayToObject(p, "groups");
		cJSON_AddItemToArray(list, p);
	}
	room_memberships(room->setup.db, room->channel, add_membership, &(struct joining){ list, a });
}

static void add_groups(struct room *room, cJSON *list, struct arena *a)
{
	struct room_group *v;
	size_t n = room_groups(room->setup.db, room->channel, GROUPS_MOST, &v, a);

	for (size_t i = 0; i < n; i++) {
		cJSON *g = cJSON_CreateObject();

		json_put(g, "id", v[i].id);
		json_put(g, "title", v[i].title.n ? v[i].title : v[i].id);
		cJSON_AddItemToArray(list, g);
	}
}

static void add_places(struct room *room, cJSON *list, struct arena *a)
{
	struct room_place *v;
	size_t n = room_places(room->setup.db, PLACES_MOST, &v, a);

	for (size_t i = 0; i < n; i++) {
		cJSON *p = cJSON_CreateObject();

		json_put(p, "name", v[i].name);
		json_put(p, "aliases", v[i].aliases);
		cJSON_AddNumberToObject(p, "lat", v[i].at.lat);
		cJSON_AddNumberToObject(p, "lon", v[i].at.lon);
		cJSON_AddStringToObject(p, "datum", v[i].at.datum == DATUM_WGS84 ? "wgs84" : "gcj02");
		cJSON_AddItemToArray(list, p);
	}
}

static void serve_state(void *arg, struct http_exchange *ex)
{
	struct room *room = arg;
	struct arena *a = http_arena(ex);
	bool sample = room_is_sample(room->setup.db);
	cJSON *o = cJSON_CreateObject();

	cJSON_AddStringToObject(o, "name", room->setup.config->bot_name);
	cJSON_AddStringToObject(o, "timezone", room->setup.config->timezone);
	cJSON_AddBoolToObject(o, "sample", sample);
	cJSON_AddStringToObject(o, "boot", room->boot);
	cJSON_AddNumberToObject(o, "seq", (double)room->seq);
	json_put(o, "visitor", room_visitor(room, ex, true));
	cJSON *people = cJSON_AddArrayToObject(o, "people");

	if (sample)
		add_people(room, people, a);
	add_groups(room, cJSON_AddArrayToObject(o, "groups"), a);
	add_places(room, cJSON_AddArrayToObject(o, "places"), a);
	if (room_read_failed(room))
		http_reply_error(ex, 503, "not_readable", "小灯现在读不了，等一下再来。");
	else
		http_reply(ex, 200, "application/json", json_print(o, a));
	cJSON_Delete(o);
}

/* ------------------------------------------------------------------ life, routes */

void room_wake(struct room *room)
{
	if (room->setup.wake)
		room->setup.wake(room->setup.wake_arg);
}

bool room_read_failed(struct room *room)
{
	struct db *db = room->setup.db;

	if (db_error(db) == OK)
		return false;
	log_error("room", "problem=%s", err_name(db_error(db)));
	db_rollback(db); /* between two ticks there is no transaction: this clears the error */
	return true;
}

void room_unpin(struct room *room)
{
	if (--room->pins > 0)
		return;
	room_events_free(room);
	arena_free(room->arena);
	if (room->access.password)
		sodium_memzero(room->access.password, strlen(room->access.password));
	free(room->access.password);
	free(room);
}

static void timer_closed(uv_handle_t *handle)
{
	room_unpin(handle->data);
}

struct room *room_new(const struct room_setup *setup)
{
	const struct room_access *access = setup->channel->state;
	struct room *room = mem_zalloc(sizeof *room);

	room->setup = *setup;
	room->channel = str_c(setup->channel->name);
	room->arena = arena_new();
	room->access = *access;
	room->access.password = mem_strdup(access->password);
	room->pins = 1;
	uv_timer_init(setup->loop, &room->timer);
	room->timer.data = room;
	room_random(room->boot);
	room_access_setup(room);
	room_events_setup(room);
	return room;
}

void room_free(struct room *room)
{
	if (!room)
		return;
	room->closing = true;
	uv_close((uv_handle_t *)&room->timer, timer_closed);
}

void room_listens(struct room *room, const struct http_server *server)
{
	room->server = server;
	if (!http_server_is_loopback(server) && !room->access.password)
		log_warn("room", "problem=the chat page is refused to everybody: it listens on another address than"
				 " loopback and has no password_file");
}

void room_routes(struct room *room, struct http_route out[ROOM_ROUTES])
{
	size_t body = (size_t)room->setup.config->body, n = 0;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		out[n++] = (struct http_route){ "GET", files[i].path, 0, room_admit, serve_file, room, NULL };
	out[n++] = (struct http_route){ "GET", "/room/state", 0, room_admit_inside, serve_state, room, NULL };
	out[n++] = (struct http_route){ "GET", "/room/events", 0, room_admit_inside, room_events, room, NULL };
	out[n++] = (struct http_route){ "GET", "/room/photo/*", 0, room_admit_inside, room_photo, room, NULL };
	out[n++] = (struct http_route){ "POST", "/room/say", body, room_admit_inside, room_say, room, NULL };
	out[n++] = (struct http_route){ "POST", "/room/login", PASSWORD_BODY, room_admit, room_login, room, NULL };
	_Static_assert(sizeof files / sizeof *files + 5 == ROOM_ROUTES, "room.h promises the number");
}
