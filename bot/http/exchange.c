/* exchange.c - one request and its answer, as a route sees them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "bot/base/json.h"
#include "bot/base/mem.h"
#include "bot/base/utf8.h"
#include "bot/http/internal.h"

/* --------------------------------------------------------------- begin, end */

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* False for a broken escape, a NUL or invalid UTF-8. */
static bool decode(struct str s, bool plus, struct arena *a, struct str *out)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '+' && plus) {
			c = ' ';
		} else if (c == '%') {
			int high = i + 2 < s.n ? hex(s.p[i + 1]) : -1;
			int low = i + 2 < s.n ? hex(s.p[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		}
		if (c == '\0')
			return false;
		p[n++] = c;
	}
	*out = (struct str){ p, n };
	return utf8_valid(*out);
}

struct http_exchange *http_exchange_new(struct connection *c, struct MHD_Connection *mhd, const char *uri)
{
	struct http_server *s = c->server;
	struct arena *a = s->n_spare ? s->spare[--s->n_spare] : arena_new();
	struct http_exchange *ex = arena_one(a, struct http_exchange);
	struct str raw = arena_str(a, str_c(uri));
	const char *mark = raw.n ? memchr(raw.p, '?', raw.n) : NULL;
	size_t at = mark ? (size_t)(mark - raw.p) : raw.n;

	ex->server = s;
	ex->connection = c;
	ex->mhd = mhd;
	ex->arena = a;
	ex->query = mark ? str_sub(raw, at + 1, raw.n) : NO_STR;
	ex->bad_path = !decode(str_sub(raw, 0, at), false, a, &ex->path);
	buf_init(&ex->body, 0);
	return ex;
}

void http_exchange_free(struct http_exchange *ex)
{
	struct http_server *s = ex->server;
	struct arena *a = ex->arena;

	if (ex->response)
		MHD_destroy_response(ex->response);
	s->counts.bodies -= ex->body_counted;
	s->answers -= ex->answer_counted;
	buf_free(&ex->body);
	if (s->n_spare < SPARE_ARENAS) {
		arena_reset(a);
		s->spare[s->n_spare++] = a;
	} else {
		arena_free(a);
	}
}

/* --------------------------------------------------------------- the request */

struct str http_method(const struct http_exchange *ex)
{
	return str_c(ex->method);
}

struct str http_path(const struct http_exchange *ex)
{
	return ex->path;
}

struct str http_header(const struct http_exchange *ex, const char *name)
{
	const char *value = NULL;
	size_t n = 0;

	if (MHD_lookup_connection_value_n(ex->mhd, MHD_HEADER_KIND, name, strlen(name), &value, &n) != MHD_YES)
		return NO_STR;
	return value ? (struct str){ value, n } : STR("");
}

/* The value of a name in pairs, as it stands there; false: it is not there. */
static bool find_pair(struct str rest, const char *name, struct arena *a, struct str *raw)
{
	struct str piece;

	while (str_split(&rest, '&', &piece)) {
		const char *eq = piece.n ? memchr(piece.p, '=', piece.n) : NULL;
		size_t at = eq ? (size_t)(eq - piece.p) : piece.n;
		struct str key;

		if (!decode(str_sub(piece, 0, at), true, a, &key) || !str_is(key, name))
			continue;
		*raw = eq ? str_sub(piece, at + 1, piece.n) : STR("");
		return true;
	}
	return false;
}

struct str http_query(const struct http_exchange *ex, const char *name)
{
	struct str raw, value;

	if (!find_pair(ex->query, name, ex->arena, &raw))
		return NO_STR;
	return decode(raw, true, ex->arena, &value) ? value : raw;
}

struct str http_form(const struct http_exchange *ex, const char *name)
{
	struct str raw, value;

	return find_pair(buf_str(&ex->body), name, ex->arena, &raw) && decode(raw, true, ex->arena, &value) ? value
													    : NO_STR;
}

struct str http_body(const struct http_exchange *ex)
{
	return buf_str(&ex->body);
}

struct arena *http_arena(struct http_exchange *ex)
{
	return ex->arena;
}

const void **http_slot(struct http_exchange *ex)
{
	return &ex->slot;
}

/* ---------------------------------------------------------------- the answer */

static const struct header standard[] = {
	{ NULL, "X-Content-Type-Options", "nosniff" },
	{ NULL, "Cache-Control", "no-store" },
	{ NULL, "X-Frame-Options", "DENY" },
	{ NULL, "Referrer-Policy", "no-referrer" },
	{ NULL, "Cross-Origin-Resource-Policy", "same-origin" },
	{ NULL, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'" },
	{ NULL, NULL, NULL },
};

void http_reply_header(struct http_exchange *ex, const char *name, const char *value)
{
	struct header *h = arena_one(ex->arena, struct header);

	h->name = arena_strdup(ex->arena, name);
	h->value = arena_strdup(ex->arena, value);
	h->next = ex->headers;
	ex->headers = h;
}

static bool has_header(const struct http_exchange *ex, const char *name)
{
	for (const struct header *h = ex->headers; h; h = h->next)
		if (strcasecmp(h->name, name) == 0)
			return true;
	return false;
}

static void add_headers(struct http_exchange *ex, const char *content_type)
{
	if (content_type)
		MHD_add_response_header(ex->response, "Content-Type", content_type);
	for (const struct header *h = ex->headers; h; h = h->next)
		MHD_add_response_header(ex->response, h->name, h->value);
	for (const struct header *h = standard; h->name; h++)
		if (!has_header(ex, h->name))
			MHD_add_response_header(ex->response, h->name, h->value);
	if (ex->server->stopping)
		MHD_add_response_header(ex->response, "Connection", "close");
}

void http_reply(struct http_exchange *ex, int status, const char *content_type, struct str body)
{
	struct http_server *s = ex->server;

	if (ex->response || ex->abandoned)
		return;
	if (body.n > ANSWER_SMALL && s->answers + body.n > ANSWER_BUDGET) {
		http_reply_header(ex, "Retry-After", "5");
		http_reply_error(ex, 503, "busy", "too many answers are waiting for slow readers");
		return;
	}
	ex->response = MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)body.p, MHD_RESPMEM_MUST_COPY);
	if (!ex->response)
		mem_exhausted();
	ex->status = status;
	ex->answer_counted = body.n;
	s->answers += body.n;
	if (status >= 400)
		s->counts.refused++;
	add_headers(ex, content_type);
	if (ex->suspended) {
		MHD_resume_connection(ex->mhd);
		s->dirty = true;
	}
}

static struct str error_json(struct arena *a, const char *error, const char *detail)
{
	cJSON *o = cJSON_CreateObject();

	cJSON_AddFalseToObject(o, "ok");
	cJSON_AddStringToObject(o, "error", error);
	cJSON_AddStringToObject(o, "detail", detail);
	struct str s = json_print(o, a);

	cJSON_Delete(o);
	return s;
}

void http_reply_error(struct http_exchange *ex, int status, const char *error, const char *detail)
{
	http_reply(ex, status, "application/json", error_json(ex->arena, error, detail));
}

enum MHD_Result http_exchange_send(struct http_exchange *ex)
{
	ex->suspended = false;
	http_phase(ex->connection, PHASE_WRITE);
	return MHD_queue_response(ex->mhd, (unsigned)ex->status, ex->response);
}

enum MHD_Result http_refuse_raw(struct http_exchange *ex, int status, const char *error, const char *detail)
{
	struct str body = error_json(ex->arena, error, detail);
	struct buf b;

	buf_init(&b, 4096);
	buf_printf(&b,
		   "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: close\r\n",
		   status, MHD_get_reason_phrase_for((unsigned)status), body.n);
	if (status == 503)
		buf_addc(&b, "Retry-After: 1\r\n");
	for (const struct header *h = standard; h->name; h++)
		buf_printf(&b, "%s: %s\r\n", h->name, h->value);
	buf_addc(&b, "\r\n");
	buf_add(&b, body);
	/* nothing else was sent for this request yet, so this little always fits */
	if (send(ex->connection->fd, b.data, b.n, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)b.n)
		ex->connection->linger = true;
	buf_free(&b);
	ex->server->counts.refused++;
	return MHD_NO;
}

void http_keep(struct http_exchange *ex, void (*gone)(void *arg, struct http_exchange *), void *arg)
{
	ex->kept = true;
	ex->gone = gone;
	ex->gone_arg = arg;
}
