/* client.c - libcurl's multi interface, woken by libuv: one uv_poll for
 * each of curl's sockets and one timer.
 *
 * A request that may have arrived must not go out twice. curl would repeat a
 * POST by itself when a kept connection dies before the answer; the body is
 * therefore read through a function that refuses to be rewound. HTTP/1.1
 * only: there "no byte of the body was sent" is certain. */
#include "bot/http/client.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <uv.h>

#include "bot/http/address.h"
#include "bot/base/buf.h"
#include "bot/base/log.h"
#include "bot/base/mem.h"

enum {
	CONNECT_MS = 10 * 1000,
	TIMEOUT_MS = 30 * 1000,
	MAX_BODY = 1024 * 1024,
	KEEP_SECONDS = 50, /* an idle connection, before the other side or a NAT forgets it */
	KEEP_CONNECTIONS = 16,
	HOST_CONNECTIONS = 64,
};

struct request {
	CURL *easy;
	struct curl_slist *headers;
	struct str body; /* ours; p NULL: GET */
	size_t sent;	 /* of the body, given to curl */
	struct buf answer;
	int64_t retry_after;
	bool (*may)(const struct sockaddr *); /* be connected to; NULL: all */
	bool barred;
	void (*done)(void *arg, const struct http_response *);
	void *arg;
	struct request *prev, *next;
};

struct client {
	struct transport transport; /* first: a transport is a client */
	CURLM *multi;
	uv_loop_t *loop;
	uv_timer_t timer;
	struct request *requests;
	bool (*may)(const struct sockaddr *);
	bool closing;
};

struct socket {
	uv_poll_t poll; /* first: freed through it */
	struct client *client;
	curl_socket_t fd;
};

/* ---------------------------------------------------------------- a request */

static size_t give_body(char *to, size_t size, size_t n, void *arg)
{
	struct request *r = arg;
	size_t left = r->body.n - r->sent, k = size * n < left ? size * n : left;

	memcpy(to, r->body.p + r->sent, k);
	r->sent += k;
	return k;
}

static int refuse_rewind(void *arg, curl_off_t offset, int origin)
{
	const struct request *r = arg;

	(void)offset, (void)origin;
	return r->sent == 0 ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

static size_t take_body(char *from, size_t size, size_t n, void *arg)
{
	struct request *r = arg;

	buf_add(&r->answer, (struct str){ from, size * n });
	return r->answer.failed ? 0 : size * n; /* too large: curl ends the exchange */
}

/* curl understands the header as a date before it tries a number, so read it here. */
static size_t take_header(char *from, size_t size, size_t n, void *arg)
{
	struct request *r = arg;
	struct str line = { from, size * n }, name;
	int64_t seconds;

	if (str_split(&line, ':', &name) && name.n == strlen("Retry-After") &&
	    strncasecmp(name.p, "Retry-After", name.n) == 0) {
		if (str_int(str_trim(line), 0, INT32_MAX, &seconds))
			r->retry_after = seconds;
	}
	return size * n;
}

/* The last moment: the address that will be connected to is known, whatever its
 * name resolved to before. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct request *r = arg;

	(void)purpose;
	if (!r->may(&to->addr)) {
		r->barred = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static void unlink_request(struct client *c, struct request *r)
{
	if (r->prev)
		r->prev->next = r->next;
	else
		c->requests = r->next;
	if (r->next)
		r->next->prev = r->prev;
}

static void request_free(struct client *c, struct request *r)
{
	curl_multi_remove_handle(c->multi, r->easy);
	curl_easy_cleanup(r->easy);
	curl_slist_free_all(r->headers);
	buf_free(&r->answer);
	free((char *)r->body.p);
	free(r);
}

/* Is it certain that the server cannot have acted on it? curl's own counter of
 * the body goes back to 0 when a kept connection dies, so ours is asked. */
static bool never_sent(const struct request *r)
{
	long request_bytes = 0;

	if (r->body.n)
		return r->sent == 0;
	curl_easy_getinfo(r->easy, CURLINFO_REQUEST_SIZE, &request_bytes);
	return request_bytes == 0;
}

static void finish(struct client *c, struct request *r, CURLcode code)
{
	struct http_response response = { .retry_after = -1 };
	const char *type = NULL;
	long status = 0;

	unlink_request(c, r);
	if (code == CURLE_OK) {
		curl_easy_getinfo(r->easy, CURLINFO_RESPONSE_CODE, &status);
		curl_easy_getinfo(r->easy, CURLINFO_CONTENT_TYPE, &type);
		response.status = (int)status;
		response.body = buf_str(&r->answer);
		response.content_type = str_c(type);
		response.retry_after = r->retry_after;
	} else {
		response.unsent = never_sent(r);
		response.barred = r->barred;
		response.too_large = r->answer.failed || code == CURLE_FILESIZE_EXCEEDED;
		response.problem = response.barred	? "the address is not public"
				   : response.too_large ? "the answer is too large"
							: curl_easy_strerror(code);
	}
	r->done(r->arg, &response);
	request_free(c, r);
}

static void collect(struct client *c)
{
	CURLMsg *msg;
	int left;

	while ((msg = curl_multi_info_read(c->multi, &left)) != NULL) {
		struct request *r = NULL;
		CURLcode code = msg->data.result;

		if (msg->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &r);
		finish(c, r, code);
	}
}

/* ------------------------------------------------------------------ the loop */

static void on_timer(uv_timer_t *timer)
{
	struct client *c = timer->data;
	int running;

	curl_multi_socket_action(c->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	collect(c);
}

static int want_timer(CURLM *multi, long ms, void *arg)
{
	struct client *c = arg;

	(void)multi;
	if (c->closing)
		return 0;
	if (ms < 0)
		uv_timer_stop(&c->timer);
	else
		uv_timer_start(&c->timer, on_timer, (uint64_t)ms, 0);
	return 0;
}

static void on_socket(uv_poll_t *poll, int status, int events)
{
	struct socket *s = (struct socket *)poll;
	struct client *c = s->client;
	int running, flags = 0;

	if (status < 0)
		flags = CURL_CSELECT_ERR;
	if (events & UV_READABLE)
		flags |= CURL_CSELECT_IN;
	if (events & UV_WRITABLE)
		flags |= CURL_CSELECT_OUT;
	curl_multi_socket_action(c->multi, s->fd, flags, &running); /* may free s */
	collect(c);
}

static void free_socket(uv_handle_t *handle)
{
	free(handle);
}

static int want_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket_arg)
{
	struct client *c = arg;
	struct socket *s = socket_arg;

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		if (s) {
			curl_multi_assign(c->multi, fd, NULL);
			uv_poll_stop(&s->poll);
			uv_close((uv_handle_t *)&s->poll, free_socket);
		}
		return 0;
	}
	if (!s) {
		s = mem_zalloc(sizeof *s);
		s->client = c;
		s->fd = fd;
		if (uv_poll_init_socket(c->loop, &s->poll, fd) != 0) {
			free(s);
			return -1;
		}
		curl_multi_assign(c->multi, fd, s);
	}
	uv_poll_start(&s->poll, (what & CURL_POLL_IN ? UV_READABLE : 0) | (what & CURL_POLL_OUT ? UV_WRITABLE : 0),
		      on_socket);
	return 0;
}

/* ------------------------------------------------------------- the transport */

static void add_header(struct request *r, const char *name, struct str value)
{
	struct buf line;

	buf_init(&line, 8192);
	buf_addc(&line, name);
	buf_add(&line, value);
	struct curl_slist *more = line.failed ? NULL : curl_slist_append(r->headers, line.data);

	if (more)
		r->headers = more;
	buf_free(&line);
}

static char *copy_of(struct str s)
{
	char *p = mem_alloc(s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

static void set_limits(struct request *r, const struct http_request *req)
{
	size_t max_body = req->max_body ? req->max_body : MAX_BODY;

	buf_init(&r->answer, max_body);
	curl_easy_setopt(r->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)max_body);
	curl_easy_setopt(r->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(r->easy, CURLOPT_TIMEOUT_MS, (long)(req->timeout_ms > 0 ? req->timeout_ms : TIMEOUT_MS));
	curl_easy_setopt(r->easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(r->easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(r->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(r->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(r->easy, CURLOPT_QUICK_EXIT, 1L); /* a stop does not wait for a resolver */
	curl_easy_setopt(r->easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(r->easy, CURLOPT_MAXAGE_CONN, (long)KEEP_SECONDS);
	curl_easy_setopt(r->easy, CURLOPT_USERAGENT, "xiaodeng");
}

/* A kept connection, or a proxy, would not ask open_socket. */
static void set_public_only(struct request *r, bool (*may)(const struct sockaddr *))
{
	r->may = may;
	curl_easy_setopt(r->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(r->easy, CURLOPT_OPENSOCKETDATA, r);
	curl_easy_setopt(r->easy, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(r->easy, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(r->easy, CURLOPT_PROXY, "");
}

static void set_body(struct request *r, const struct http_request *req)
{
	r->body = (struct str){ copy_of(req->body), req->body.n };
	curl_easy_setopt(r->easy, CURLOPT_POST, 1L);
	curl_easy_setopt(r->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body.n);
	curl_easy_setopt(r->easy, CURLOPT_READFUNCTION, give_body);
	curl_easy_setopt(r->easy, CURLOPT_READDATA, r);
	curl_easy_setopt(r->easy, CURLOPT_SEEKFUNCTION, refuse_rewind);
	curl_easy_setopt(r->easy, CURLOPT_SEEKDATA, r);
	add_header(r, "Content-Type: ", req->content_type.p ? req->content_type : STR("application/json"));
	add_header(r, "Expect:", STR(""));
}

static void *start(struct transport *transport, const struct http_request *req,
		   void (*done)(void *arg, const struct http_response *), void *arg)
{
	struct client *c = (struct client *)transport;
	struct request *r = mem_zalloc(sizeof *r);
	char *url = copy_of(req->url);

	*r = (struct request){
		.easy = curl_easy_init(), .retry_after = -1, .done = done, .arg = arg, .next = c->requests
	};
	if (!r->easy)
		mem_exhausted();
	if (r->next)
		r->next->prev = r;
	c->requests = r;
	curl_easy_setopt(r->easy, CURLOPT_PRIVATE, r);
	curl_easy_setopt(r->easy, CURLOPT_URL, url);
	free(url);
	curl_easy_setopt(r->easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(r->easy, CURLOPT_WRITEDATA, r);
	curl_easy_setopt(r->easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(r->easy, CURLOPT_HEADERDATA, r);
	set_limits(r, req);
	if (req->public_only)
		set_public_only(r, c->may);
	if (req->body.p)
		set_body(r, req);
	for (size_t i = 0; i < req->n_headers; i++)
		add_header(r, "", req->headers[i]);
	curl_easy_setopt(r->easy, CURLOPT_HTTPHEADER, r->headers);
	curl_multi_add_handle(c->multi, r->easy); /* begins with a timer of 0 ms, so never from within */
	return r;
}

static void cancel(struct transport *transport, void *handle)
{
	struct client *c = (struct client *)transport;
	struct request *r = handle;

	if (!r)
		return;
	unlink_request(c, r);
	request_free(c, r);
}

struct transport *http_client_new(struct uv_loop_s *loop)
{
	struct client *c = mem_zalloc(sizeof *c);

	curl_global_init(CURL_GLOBAL_DEFAULT);
	c->transport = (struct transport){ start, cancel };
	c->loop = loop;
	c->may = address_is_public;
	c->multi = curl_multi_init();
	if (!c->multi)
		mem_exhausted();
	uv_timer_init(loop, &c->timer);
	c->timer.data = c;
	curl_multi_setopt(c->multi, CURLMOPT_SOCKETFUNCTION, want_socket);
	curl_multi_setopt(c->multi, CURLMOPT_SOCKETDATA, c);
	curl_multi_setopt(c->multi, CURLMOPT_TIMERFUNCTION, want_timer);
	curl_multi_setopt(c->multi, CURLMOPT_TIMERDATA, c);
	curl_multi_setopt(c->multi, CURLMOPT_MAXCONNECTS, (long)KEEP_CONNECTIONS);
	curl_multi_setopt(c->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)HOST_CONNECTIONS);
	return &c->transport;
}

void http_client_let(struct transport *transport, bool (*may)(const struct sockaddr *))
{
	((struct client *)transport)->may = may;
}

static void free_client(uv_handle_t *timer)
{
	free(timer->data);
}

void http_client_free(struct transport *transport)
{
	struct client *c = (struct client *)transport;

	if (!c)
		return;
	c->closing = true;
	while (c->requests)
		finish(c, c->requests, CURLE_ABORTED_BY_CALLBACK);
	curl_multi_cleanup(c->multi);
	uv_close((uv_handle_t *)&c->timer, free_client);
}
