/* client.h - HTTP out: libcurl's multi interface on the libuv loop.
 *
 * Nothing blocks. URLs may hold tokens and are never logged. */
#ifndef BOT_HTTP_CLIENT_H
#define BOT_HTTP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/str.h"

enum { HTTP_HEADERS = 8 };

/* Built by a channel in the arena of whoever asked it to. */
struct http_request {
	struct str url;
	struct str body;		  /* absent: GET */
	struct str content_type;	  /* absent: application/json */
	struct str headers[HTTP_HEADERS]; /* "Name: value" */
	size_t n_headers;
	int timeout_ms;	 /* of the whole exchange; 0: 30 s */
	size_t max_body; /* of the answer; 0: 1 MiB */
	/* Somebody else's URL: only addresses of the public internet are connected
	 * to, whatever the name resolves to at that moment, on a connection of its
	 * own and past any proxy (which would do the resolving). */
	bool public_only;
};

struct http_response {
	int status;	/* 0: no answer; then `problem` says why */
	bool unsent;	/* it is certain that the server did not get the request */
	bool barred;	/* no answer, because the address is not public (public_only) */
	bool too_large; /* no answer, because it was longer than max_body */
	struct str body;
	struct str content_type; /* absent when none */
	int64_t retry_after;	 /* seconds of the header, or -1 */
	const char *problem;	 /* of curl, without the URL */
};

/* Who carries requests: the real one, or a story's. */
struct transport {
	/* Copies the request. Calls done exactly once, never from within
	 * start; also when the transport is closed (status 0). Returns a
	 * handle for cancel. */
	void *(*start)(struct transport *, const struct http_request *,
		       void (*done)(void *arg, const struct http_response *), void *arg);
	void (*cancel)(struct transport *, void *handle); /* done is not called any more */
};

struct sockaddr;
struct uv_loop_s;
/* A request that may have arrived is never repeated by curl itself; `unsent` is
 * told for what could not be looked up, connected, or given any of its body. */
struct transport *http_client_new(struct uv_loop_s *);
/* For tests: what public_only lets through, instead of address_is_public. */
void http_client_let(struct transport *, bool (*may)(const struct sockaddr *));
/* Cancels what is under way: done is called with status 0 and must not start
 * anew, so stop whoever would. NULL-safe. The loop must run once more. */
void http_client_free(struct transport *);

#endif
