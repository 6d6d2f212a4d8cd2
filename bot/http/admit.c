/* admit.c - what is refused before a body is read: requests that are
 * ambiguous on the wire, and those that fit no row of the route table. */
#include <string.h>
#include <strings.h>

#include "bot/http/internal.h"

/* -------------------------------------------------------------- on the wire */

/* Headers that say where a request ends, or whom it is for, must be there once
 * and say one thing: a proxy in front might read them otherwise than we do. */
struct framing {
	int lengths, encodings, hosts;
	bool chunked;
};

static enum MHD_Result count_header(void *arg, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct framing *f = arg;

	(void)kind;
	if (strcasecmp(name, "Content-Length") == 0) {
		f->lengths++;
	} else if (strcasecmp(name, "Transfer-Encoding") == 0) {
		f->encodings++;
		f->chunked = value && strcasecmp(value, "chunked") == 0;
	} else if (strcasecmp(name, "Host") == 0) {
		f->hosts++;
	}
	return MHD_YES;
}

static const char *ambiguity(const struct http_exchange *ex, const struct framing *f)
{
	if (f->lengths > 1)
		return "Content-Length is there more than once";
	if (f->encodings && f->lengths)
		return "both Content-Length and Transfer-Encoding";
	if (f->encodings > 1 || (f->encodings && !f->chunked))
		return "Transfer-Encoding must be \"chunked\"";
	if (f->encodings && strcmp(ex->version, "HTTP/1.1") != 0)
		return "Transfer-Encoding needs HTTP/1.1";
	if (f->hosts > 1)
		return "Host is there more than once";
	return ex->bad_path ? "the path is not valid" : NULL;
}

/* ----------------------------------------------------------- the route table */

static bool covers(const struct http_route *r, struct str path)
{
	size_t n = strlen(r->path);

	if (n && r->path[n - 1] == '*')
		return str_starts(path, (struct str){ r->path, n - 1 });
	return str_is(path, r->path);
}

static bool takes(const struct http_route *r, const char *method)
{
	return strcmp(r->method, method) == 0 || (strcmp(method, "HEAD") == 0 && strcmp(r->method, "GET") == 0);
}

static bool is_prefix(const struct http_route *r)
{
	return r->path[strlen(r->path) - 1] == '*';
}

/* The row for the path: of those, for the method; complete paths first. When
 * only the method does not fit, *other is a row with the path. */
static const struct http_route *find(const struct http_exchange *ex, const struct http_route **other)
{
	*other = NULL;
	for (int prefix = 0; prefix <= 1 && !*other; prefix++) {
		for (const struct http_route *r = ex->server->routes; r->path; r++) {
			if (!r->method || is_prefix(r) != (bool)prefix || !covers(r, ex->path))
				continue;
			if (takes(r, ex->method))
				return r;
			if (!*other)
				*other = r;
		}
	}
	return NULL;
}

static void add_allow(struct http_exchange *ex, const struct http_route *like)
{
	struct buf b;

	buf_init(&b, 256);
	for (const struct http_route *r = ex->server->routes; r->path; r++)
		if (r->method && strcmp(r->path, like->path) == 0)
			buf_printf(&b, "%s%s%s", b.n ? ", " : "", r->method,
				   strcmp(r->method, "GET") == 0 ? ", HEAD" : "");
	http_reply_header(ex, "Allow", b.data);
	buf_free(&b);
}

/* ------------------------------------------------------------------ refusals */

/* What was not read of the body may still be coming. */
static bool refuse(struct http_exchange *ex, bool body, int status, const char *error, const char *detail)
{
	if (body) {
		ex->connection->linger = true;
		http_reply_header(ex, "Connection", "close");
	}
	http_reply_error(ex, status, error, detail);
	return false;
}

static bool admitted(struct http_exchange *ex, const struct http_route *r, bool body)
{
	int status = r->admit ? r->admit(r->arg, ex) : 0;

	if (status == 0)
		return true;
	if (ex->response) {
		ex->connection->linger = body;
		return false;
	}
	if (status == 401) {
		http_reply_header(ex, "WWW-Authenticate", "Bearer");
		return refuse(ex, body, status, "unauthorized", "a valid bearer token is needed");
	}
	return refuse(ex, body, status, status == 403 ? "forbidden" : "refused", "not from here");
}

static bool is_type(struct str header, const char *type)
{
	ptrdiff_t end = str_find(header, STR(";"));
	struct str s = str_trim(end < 0 ? header : str_sub(header, 0, (size_t)end));

	return s.n == strlen(type) && strncasecmp(s.p, type, s.n) == 0;
}

static bool acceptable_body(struct http_exchange *ex, const struct framing *f, bool body)
{
	const struct http_route *r = ex->route;
	const char *type = r->type ? r->type : "application/json";
	bool wanted = r->max_body > 0;
	int64_t length = 0;

	if (wanted && !f->lengths && !f->chunked)
		return refuse(ex, false, 411, "length_required", "Content-Length or chunked is needed");
	if (wanted && strcmp(type, "*") != 0 && !is_type(http_header(ex, "Content-Type"), type))
		return refuse(ex, body, 415, "unsupported_media_type", type);
	if (f->lengths && !str_int(http_header(ex, "Content-Length"), 0, INT64_MAX, &length))
		length = INT64_MAX; /* digits, as MHD saw to; so it is too much */
	if ((uint64_t)length > r->max_body || (f->chunked && !wanted))
		return refuse(ex, true, 413, "too_large",
			      wanted ? "the body is larger than allowed" : "no body is taken here");
	buf_init(&ex->body, r->max_body);
	return true;
}

bool http_admit(struct http_exchange *ex)
{
	struct framing f = { 0 };
	const struct http_route *other;

	MHD_get_connection_values(ex->mhd, MHD_HEADER_KIND, count_header, &f);
	const char *why = ambiguity(ex, &f);
	bool body = f.chunked || (f.lengths && !str_is(http_header(ex, "Content-Length"), "0"));

	if (why)
		return refuse(ex, true, 400, "bad_request", why);
	for (const struct http_route *r = ex->server->routes; r->path; r++)
		if (!r->method && covers(r, ex->path) && !admitted(ex, r, body))
			return false;
	const struct http_route *r = find(ex, &other);

	if (!r && !other)
		return refuse(ex, body, 404, "not_found", "nothing is here");
	if (!admitted(ex, r ? r : other, body))
		return false;
	if (!r) {
		add_allow(ex, other);
		return refuse(ex, body, 405, "method_not_allowed", "not with this method");
	}
	ex->route = r;
	return acceptable_body(ex, &f, body);
}
