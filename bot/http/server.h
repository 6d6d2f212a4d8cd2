/* server.h - HTTP in: libmicrohttpd driven by the libuv loop.
 *
 * Routes are rows of a table. The server has read the whole body (within its
 * limits) and has refused what is malformed on the level of HTTP before a
 * route sees a request. A route answers at once, or keeps the exchange and
 * answers later from the same thread. */
#ifndef BOT_HTTP_SERVER_H
#define BOT_HTTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/str.h"

struct http_server;
struct http_exchange;
struct uv_loop_s;

/* Refused in this order, by the first that applies: what is ambiguous on the
 * wire (400, and the connection is closed) · admit · 404 · 405 · 411 · 415 · 413.
 * GET also answers HEAD. */
struct http_route {
	const char *method; /* "GET", "POST"; others on the same path get 405 with Allow.
				 * NULL: a guard: its admit is asked first for all that its
				 * path covers, known or not; it has no handle */
	const char *path;   /* complete, or ending in '*': everything below; complete ones win */
	size_t max_body;    /* bytes; more is 413 as soon as it is known; 0: no body is taken */
	/* Checked as soon as the headers are known, before length, type and
	 * body: returns 0 to go on, or the status to refuse with (401, 403). It
	 * may answer by itself; then it still returns not 0. */
	int (*admit)(void *arg, struct http_exchange *);
	void (*handle)(void *arg, struct http_exchange *);
	void *arg;
	const char *type; /* media type that a body must have: 415; NULL: application/json; "*": any */
};

/* The address may be taken before there is a server; whoever comes meanwhile waits. */
struct http_listener {
	int fd, port;
	bool loopback;
};

/* At ADDRESS:PORT, port 0: any. Logs why it cannot: ERR_INPUT (not an address),
 * ERR_BUSY (it is taken), ERR_IO; fd is -1 then. */
MUST_CHECK enum err http_listen(const char *at, struct http_listener *);

struct http_server_setup {
	struct uv_loop_s *loop;
	const char *listen; /* see http_listen */
	const struct http_listener
		*listener;		 /* or one that is open: its fd is the server's from now on, come what may */
	const struct http_route *routes; /* ends in { 0 }; borrowed */
	int max_connections;		 /* 0: 2048 */
	int idle_seconds;		 /* without traffic between requests; 0: 30 */
	int request_seconds;		 /* for a whole request to arrive; 0: 10 */
};

/* Raises RLIMIT_NOFILE and ignores SIGPIPE, both for the process. Logs why it
 * cannot, as http_listen does. */
MUST_CHECK enum err http_server_new(const struct http_server_setup *, struct http_server **out);
/* No new connections; waits for nothing. Kept exchanges can still be answered. */
void http_server_stop(struct http_server *);
/* Sends what is answered as far as it goes without waiting, tells kept
 * exchanges that they are gone and closes. The loop must turn once more before
 * it is closed. NULL-safe. */
void http_server_free(struct http_server *);
int http_server_port(const struct http_server *);
bool http_server_is_loopback(const struct http_server *);

/* The request. Borrowed until the answer. */
struct str http_method(const struct http_exchange *);
struct str http_path(const struct http_exchange *);
struct str http_header(const struct http_exchange *, const char *name); /* NO_STR: absent */
struct str http_query(const struct http_exchange *, const char *name);	/* decoded; NO_STR: absent */
struct str http_body(const struct http_exchange *);
/* A field of a body that a browser's form sent (application/x-www-form-urlencoded), decoded; NO_STR:
 * absent, or not valid UTF-8. */
struct str http_form(const struct http_exchange *, const char *name);
struct arena *http_arena(struct http_exchange *); /* freed with the exchange */
/* A pointer of the route's own, NULL at first: what admit found out, for handle. */
const void **http_slot(struct http_exchange *);

/* The answer, once. Security headers (nosniff, no-store, frame, referrer, CSP)
 * are the server's; one that the route sets itself replaces the server's.
 * Strings are copied. Answers that wait for slow readers share 64 MiB: what
 * does not fit becomes a 503. */
void http_reply_header(struct http_exchange *, const char *name, const char *value);
void http_reply(struct http_exchange *, int status, const char *content_type, struct str body);
/* {"ok":false,"error":"…","detail":"…"} */
void http_reply_error(struct http_exchange *, int status, const char *error, const char *detail);

/* Keep the exchange past the return of handle; then http_reply from the loop.
 * `gone` is called when the other side hung up first (noticed within two
 * seconds): the exchange is then over and must not be answered. With gone NULL
 * the exchange stays until it is answered. */
void http_keep(struct http_exchange *, void (*gone)(void *arg, struct http_exchange *), void *arg);

struct http_server_counts {
	uint64_t requests, refused, connections, timeouts;
	size_t open, bodies; /* now: connections, bytes of bodies in memory */
};
const struct http_server_counts *http_server_counts(const struct http_server *);

#endif
