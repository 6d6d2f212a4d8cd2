/* access.c - who may use the room: Host and Origin, the password, and the
 * cookies that say who came. */
#include <arpa/inet.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bot/base/json.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/web/room/internal.h"
#include "store/db/db.h"

enum {
	SESSION_MS = 12 * MS_HOUR,
	TRIES = 8,		 /* wrong passwords in a row, of everybody together … */
	TRY_MS = 10 * MS_SECOND, /* … and then one in so much time */
	CHECKS = 3,		 /* passwords checked at once */
	VISITOR_SECONDS = 366 * 24 * 3600,
};

void room_random(char id[ROOM_ID])
{
	unsigned char bytes[ROOM_TOKEN];

	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(id, ROOM_ID, bytes, sizeof bytes);
}

/* ----------------------------------------------------------- Host and Origin */

static bool same(struct str a, struct str b)
{
	return a.p && b.p && a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

/* Cuts ":PORT" off; false when it is another port than ours. */
static bool cut_port(struct str *host, int port)
{
	ptrdiff_t bracket = str_find(*host, STR("]"));
	struct str tail = str_sub(*host, bracket < 0 ? 0 : (size_t)bracket, host->n);
	ptrdiff_t colon = str_find(tail, STR(":"));
	int64_t number = 80;

	if (colon >= 0) {
		struct str digits = str_sub(tail, (size_t)colon + 1, tail.n);

		if (!str_int(digits, 1, 65535, &number))
			return false;
		*host = str_sub(*host, 0, host->n - digits.n - 1);
	}
	return number == port;
}

bool room_host_is_local(struct str host, int port)
{
	return cut_port(&host, port) &&
	       (same(host, STR("localhost")) || str_is(host, "127.0.0.1") || str_is(host, "[::1]"));
}

/* No DNS name is involved, so nothing can be rebound. */
bool room_host_is_number(struct str host, int port)
{
	char text[64];
	struct in6_addr address;

	if (!cut_port(&host, port) || host.n < 3 || host.n >= sizeof text)
		return false;
	bool six = host.p[0] == '[' && host.p[host.n - 1] == ']';
	struct str bare = six ? str_sub(host, 1, host.n - 1) : host;

	memcpy(text, bare.p, bare.n);
	text[bare.n] = '\0';
	return inet_pton(six ? AF_INET6 : AF_INET, text, &address) == 1;
}

static bool host_is_public(const struct room *room, struct str host)
{
	return same(host, room->public_host);
}

static bool host_is_ours(const struct room *room, struct str host)
{
	int port = http_server_port(room->server);

	return room_host_is_local(host, port) || host_is_public(room, host) ||
	       (!http_server_is_loopback(room->server) && room_host_is_number(host, port));
}

/* Browsers send an Origin with every POST of another site; programs send none. */
static bool origin_is_ours(const struct room *room, struct http_exchange *ex)
{
	struct str origin = http_header(ex, "Origin"), host = http_header(ex, "Host");

	if (!origin.p || same(origin, room->public_origin))
		return true;
	return str_starts(origin, STR("http://")) && same(str_sub(origin, 7, origin.n), host);
}

/* From another machine: not over loopback, or through a proxy on this one. */
static bool is_remote(const struct room *room, struct http_exchange *ex)
{
	return !http_server_is_loopback(room->server) || host_is_public(room, http_header(ex, "Host")) ||
	       http_header(ex, "X-Forwarded-For").p || http_header(ex, "Forwarded").p || http_header(ex, "X-Real-IP").p;
}

static int refuse(struct http_exchange *ex, const char *error, const char *detail)
{
	http_reply_error(ex, 403, error, detail);
	return 403;
}

int room_admit(void *arg, struct http_exchange *ex)
{
	struct room *room = arg;

	if (!room->server || room->closing)
		return refuse(ex, "not_ready", "小灯还没准备好，等一下再来。");
	if (!host_is_ours(room, http_header(ex, "Host")))
		return refuse(ex, "wrong_host", "请用启动时显示的网址打开。");
	if (str_is(http_method(ex), "POST") && !origin_is_ours(room, ex))
		return refuse(ex, "wrong_origin", "别的网站不能替你说话。");
	if (is_remote(room, ex) && !room->access.password)
		return refuse(ex, "password_needed", "这一页没有设口令，只能在本机打开：请设好 password_file。");
	return 0;
}

void room_access_setup(struct room *room)
{
	struct str url = str_c(room->setup.config->public_url);
	ptrdiff_t scheme = url.p ? str_find(url, STR("://")) : -1;

	room->tries = TRIES;
	room->tries_at = uv_now(room->setup.loop);
	if (scheme < 0)
		return;
	size_t from = (size_t)scheme + 3, to = from;

	while (to < url.n && !strchr("/?#", url.p[to]))
		to++;
	room->public_host = arena_str(room->arena, str_sub(url, from, to));
	room->public_origin = arena_str(room->arena, str_sub(url, 0, to));
}

/* --------------------------------------------------------------------- cookies */

static struct str cookie(struct http_exchange *ex, const char *name)
{
	struct str rest = http_header(ex, "Cookie"), piece, prefix = arena_printf(http_arena(ex), "%s=", name);

	while (str_split(&rest, ';', &piece)) {
		piece = str_trim(piece);
		if (str_starts(piece, prefix))
			return str_sub(piece, prefix.n, piece.n);
	}
	return NO_STR;
}

/* Cookies know no ports: two rooms on one machine must not take each other's. */
static const char *session_name(const struct room *room, struct arena *a)
{
	return arena_printf(a, "room-session-%d", http_server_port(room->server)).p;
}

static void set_cookie(struct room *room, struct http_exchange *ex, const char *name, const char *value, int seconds)
{
	bool https = host_is_public(room, http_header(ex, "Host")) && str_starts(room->public_origin, STR("https:"));
	struct str line = arena_printf(http_arena(ex), "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s", name,
				       value, seconds, https ? "; Secure" : "");

	http_reply_header(ex, "Set-Cookie", line.p);
}

static bool is_id(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("0123456789abcdef", s.p[i]))
			return false;
	return s.n == ROOM_ID - 1;
}

static void hash_token(struct str token, unsigned char out[32])
{
	crypto_generichash(out, 32, (const unsigned char *)token.p, token.n, NULL, 0);
}

struct str room_visitor(struct room *room, struct http_exchange *ex, bool make)
{
	struct arena *a = http_arena(ex);
	struct str secret = cookie(ex, "room-visitor");
	unsigned char hash[32];
	char fresh[ROOM_ID], id[2 * sizeof hash + 1];

	if (!is_id(secret)) {
		if (!make)
			return NO_STR;
		room_random(fresh);
		secret = str_c(fresh);
		set_cookie(room, ex, "room-visitor", fresh, VISITOR_SECONDS);
	}
	hash_token(secret, hash); /* others see the id: it must not tell the cookie */
	sodium_bin2hex(id, sizeof id, hash, sizeof hash);
	return arena_printf(a, STR_FMT "%.16s", STR_ARG(ROOM_VISITOR), id);
}

/* -------------------------------------------------------------------- password */

static bool has_session(struct room *room, struct http_exchange *ex)
{
	struct str token = cookie(ex, session_name(room, http_arena(ex)));
	uint64_t now = uv_now(room->setup.loop);
	unsigned char hash[32];
	bool found = false;

	if (!is_id(token))
		return false;
	hash_token(token, hash);
	for (size_t i = 0; i < ROOM_SESSIONS; i++) {
		const struct room_session *s = &room->sessions[i];

		found |= s->until > now && sodium_memcmp(s->hash, hash, sizeof hash) == 0;
	}
	return found;
}

int room_admit_inside(void *arg, struct http_exchange *ex)
{
	struct room *room = arg;
	int status = room_admit(room, ex);

	if (status != 0 || !room->access.password || has_session(room, ex))
		return status;
	http_reply_error(ex, 401, "password_needed", "请先输入口令。");
	return 401;
}

static void begin_session(struct room *room, struct http_exchange *ex)
{
	struct room_session *s = &room->sessions[0];
	char token[ROOM_ID];

	for (size_t i = 1; i < ROOM_SESSIONS; i++) /* a free one, or the oldest */
		if (room->sessions[i].until < s->until)
			s = &room->sessions[i];
	room_random(token);
	hash_token(str_c(token), s->hash);
	s->until = uv_now(room->setup.loop) + SESSION_MS;
	set_cookie(room, ex, session_name(room, http_arena(ex)), token, SESSION_MS / MS_SECOND);
	sodium_memzero(token, sizeof token);
}

/* A password on its way through the thread pool. */
struct check {
	uv_work_t work;
	struct room *room;
	const struct room_access *access;
	struct http_exchange *exchange; /* NULL: the browser is gone */
	char typed[ROOM_PASSWORD_MOST];
	size_t n;
	bool right;
};

static void check_work(uv_work_t *work)
{
	struct check *c = work->data;

	c->right = room_password_is(c->access, (struct str){ c->typed, c->n });
	sodium_memzero(c->typed, sizeof c->typed);
}

static void checked(uv_work_t *work, int status)
{
	struct check *c = work->data;
	struct room *room = c->room;
	struct http_exchange *ex = c->exchange;

	room->checking--;
	if (status == 0 && c->right)
		room->tries = TRIES;
	else
		log_warn("room", "problem=wrong password");
	if (ex && !room->closing && status == 0 && c->right) {
		begin_session(room, ex);
		http_reply(ex, 200, "application/json", STR("{\"ok\":true}"));
	} else if (ex) {
		http_reply_error(ex, 403, "wrong_password", "口令不对。");
	}
	free(c);
	room_unpin(room);
}

static void check_gone(void *arg, struct http_exchange *ex)
{
	struct check *c = arg;

	(void)ex;
	c->exchange = NULL;
}

static bool may_try(struct room *room)
{
	uint64_t now = uv_now(room->setup.loop);

	room->tries += (double)(now - room->tries_at) / TRY_MS;
	room->tries_at = now;
	if (room->tries > TRIES)
		room->tries = TRIES;
	if (room->tries < 1 || room->checking >= CHECKS)
		return false;
	room->tries--;
	return true;
}

static void start_check(struct room *room, struct http_exchange *ex, struct str typed)
{
	struct check *c = mem_zalloc(sizeof *c);

	c->work.data = c;
	c->room = room;
	c->access = &room->access;
	c->exchange = ex;
	c->n = typed.n;
	memcpy(c->typed, typed.p, typed.n);
	if (uv_queue_work(room->setup.loop, &c->work, check_work, checked) != 0) {
		free(c);
		http_reply_error(ex, 503, "busy", "等一下再试。");
		return;
	}
	room->checking++;
	room->pins++;
	http_keep(ex, check_gone, c);
}

void room_login(void *arg, struct http_exchange *ex)
{
	struct room *room = arg;
	struct str why;
	cJSON *o = json_parse(http_body(ex), http_arena(ex), &why);
	struct str typed = json_str(o, "password");

	if (!typed.n || typed.n > ROOM_PASSWORD_MOST) {
		http_reply_error(ex, o ? 403 : 400, o ? "wrong_password" : "malformed", "口令不对。");
	} else if (!may_try(room)) {
		http_reply_header(ex, "Retry-After", "10");
		http_reply_error(ex, 429, "too_many_tries", "试得太多了，等一会儿再来。");
	} else {
		start_check(room, ex, typed);
	}
	cJSON_Delete(o);
}
