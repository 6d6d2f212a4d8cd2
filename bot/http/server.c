/* server.c - libmicrohttpd in the libuv loop: its epoll descriptor is
 * polled, and it runs when that is readable or when an answer became ready. */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"
#include "bot/http/internal.h"

enum { FILES_WANTED = 65536, FILES_SPARED = 64, BACKLOG = 1024, CONNECTION_MEMORY = 32 * 1024, MORE = 8, AGAIN_MS = 1 };

/* ----------------------------------------------------------------- the loop */

void http_server_run(struct http_server *s)
{
	MHD_UNSIGNED_LONG_LONG timeout;

	s->dirty = false;
	MHD_run(s->daemon);
	/* MHD has no time limits of its own here: it asks for 0 or for nothing */
	s->again = MHD_get_timeout(s->daemon, &timeout) == MHD_YES;
}

/* What comes in while others are read shares their transaction. */
static void on_readable(uv_poll_t *p, int status, int events)
{
	struct http_server *s = p->data;
	uint64_t before;
	int rounds = 0;

	(void)status;
	(void)events;
	do {
		before = s->counts.requests;
		http_server_run(s);
	} while (s->counts.requests != before && ++rounds < MORE);
}

/* It only ends the loop's sleep. Work done in a timer that is armed again at once would
 * keep the loop among its timers for as long as somebody gives it work. */
static void woken(uv_timer_t *t)
{
	(void)t;
}

/* Once a pass: answers given in it leave, who is late is cut. What was handed in here must
 * not wait until the loop has slept. A connection with which MHD cannot go on, though it says
 * so, is tried again at leisure. */
static void on_prepare(uv_prepare_t *p)
{
	struct http_server *s = p->data;
	uint64_t seen = s->seen;

	if (s->dirty || s->again)
		http_server_run(s);
	uint64_t next = http_limits(s);

	if (s->seen != seen)
		next = 0;
	else if (s->again && next > AGAIN_MS)
		next = AGAIN_MS;
	if (next == UINT64_MAX)
		uv_timer_stop(&s->timer);
	else
		uv_timer_start(&s->timer, woken, next, 0);
}

/* ------------------------------------------------------- what MHD tells us */

static void on_connection(void *arg, struct MHD_Connection *mhd, void **context,
			  enum MHD_ConnectionNotificationCode code)
{
	struct http_server *s = arg;
	struct connection *c = *context;

	s->seen++;
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		c = mem_zalloc(sizeof *c);
		c->server = s;
		c->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
		*context = c;
		s->counts.connections++;
		s->counts.open++;
		http_phase(c, PHASE_REQUEST);
	} else if (c) {
		if (c->linger)
			http_linger(c);
		http_phase(c, PHASE_NONE);
		s->counts.open--;
		free(c);
		*context = NULL;
	}
}

/* The first line of a request is here: the exchange begins. */
static void *on_uri(void *arg, const char *uri, struct MHD_Connection *mhd)
{
	(void)arg;
	struct connection *c = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;

	if (c->phase == PHASE_IDLE) /* a new connection's time runs from the accept */
		http_phase(c, PHASE_REQUEST);
	return c->exchange = http_exchange_new(c, mhd, uri ? uri : "");
}

static void on_completed(void *arg, struct MHD_Connection *mhd, void **context, enum MHD_RequestTerminationCode why)
{
	struct http_exchange *ex = *context;

	(void)arg;
	(void)mhd;
	(void)why;
	if (!ex)
		return;
	struct connection *c = ex->connection;

	if (ex->kept && !ex->response && !ex->abandoned && ex->gone)
		ex->gone(ex->gone_arg, ex);
	http_exchange_free(ex);
	c->exchange = NULL;
	*context = NULL;
	http_phase(c, PHASE_IDLE);
}

static enum MHD_Result take_body(struct http_exchange *ex, const char *data, size_t n)
{
	struct http_server *s = ex->server;

	if (s->counts.bodies + n > BODY_BUDGET)
		return http_refuse_raw(ex, 503, "busy", "too many bodies at once; try again");
	buf_add(&ex->body, (struct str){ data, n });
	if (ex->body.failed)
		return http_refuse_raw(ex, 413, "too_large", "the body is larger than allowed");
	s->counts.bodies += ex->body.room - ex->body_counted;
	ex->body_counted = ex->body.room;
	return MHD_YES;
}

static enum MHD_Result handle(struct http_exchange *ex)
{
	ex->route->handle(ex->route->arg, ex);
	if (ex->response)
		return http_exchange_send(ex);
	if (!ex->kept) { /* a bug in the route; the other side must not wait for ever */
		http_reply_error(ex, 500, "internal", "no answer");
		return http_exchange_send(ex);
	}
	http_phase(ex->connection, ex->gone ? PHASE_KEPT : PHASE_HELD);
	ex->suspended = true;
	MHD_suspend_connection(ex->mhd);
	return MHD_YES;
}

/* Called when the headers are here, for each piece of the body, at its end,
 * and again after a resume. */
static enum MHD_Result on_request(void *arg, struct MHD_Connection *mhd, const char *url, const char *method,
				  const char *version, const char *data, size_t *n, void **context)
{
	struct http_exchange *ex = *context;

	(void)arg;
	(void)mhd;
	(void)url;
	ex->server->seen++;
	if (ex->abandoned || (ex->server->ending && !ex->response))
		return MHD_NO;
	if (!ex->begun) {
		ex->begun = true;
		ex->method = method;
		ex->version = version;
		ex->server->counts.requests++;
		return http_admit(ex) ? MHD_YES : http_exchange_send(ex);
	}
	if (*n) {
		size_t len = *n;

		*n = 0;
		return take_body(ex, data, len);
	}
	return ex->response ? http_exchange_send(ex) : handle(ex);
}

/* -------------------------------------------------------------- a listener */

static bool is_loopback(const struct sockaddr *a)
{
	if (a->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)(const void *)a)->sin_addr.s_addr) >> 24 == 127;
	return a->sa_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)a)->sin6_addr);
}

/* "127.0.0.1:8080", "[::1]:8080", "localhost:8080" */
static struct addrinfo *resolve(const char *listen_at)
{
	const char *colon = strrchr(listen_at, ':');
	struct addrinfo hints = { .ai_family = AF_UNSPEC,
				  .ai_socktype = SOCK_STREAM,
				  .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *found = NULL;

	if (!colon || colon == listen_at)
		return NULL;
	struct str host = { listen_at, (size_t)(colon - listen_at) };

	if (host.p[0] == '[' && host.n > 2 && host.p[host.n - 1] == ']')
		host = str_sub(host, 1, host.n - 1);
	char name[256];

	if (host.n >= sizeof name)
		return NULL;
	memcpy(name, host.p, host.n);
	name[host.n] = '\0';
	if (getaddrinfo(name, colon + 1, &hints, &found) != 0)
		return NULL;
	return found;
}

static enum err bind_to(const struct addrinfo *a, struct http_listener *l)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} bound = { 0 };
	socklen_t n = sizeof bound;
	int yes = 1;

	l->fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (l->fd < 0 || setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
	    bind(l->fd, a->ai_addr, a->ai_addrlen) != 0 || listen(l->fd, BACKLOG) != 0 ||
	    getsockname(l->fd, &bound.any, &n) != 0)
		return errno == EADDRINUSE ? ERR_BUSY : ERR_IO;
	l->port = ntohs(a->ai_family == AF_INET6 ? bound.v6.sin6_port : bound.v4.sin_port);
	l->loopback = is_loopback(&bound.any);
	return OK;
}

enum err http_listen(const char *at, struct http_listener *l)
{
	struct addrinfo *a = resolve(at);

	*l = (struct http_listener){ .fd = -1 };
	if (!a) {
		log_error("http", "listen=%s problem=not an ADDRESS:PORT", at);
		return ERR_INPUT;
	}
	enum err e = bind_to(a, l);

	if (e != OK) {
		log_error("http", "listen=%s problem=%s", at, strerror(errno));
		if (l->fd >= 0)
			close(l->fd);
		l->fd = -1;
	}
	freeaddrinfo(a);
	return e;
}

/* Each connection is a descriptor. Returns how many connections there can be. */
static int raise_files(int wanted)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r) != 0)
		return wanted;
	if (r.rlim_cur < FILES_WANTED && r.rlim_cur < r.rlim_max) {
		struct rlimit more = r;

		more.rlim_cur = r.rlim_max < FILES_WANTED ? r.rlim_max : FILES_WANTED;
		if (setrlimit(RLIMIT_NOFILE, &more) == 0)
			r = more;
	}
	rlim_t room = r.rlim_cur > 2 * FILES_SPARED ? r.rlim_cur - FILES_SPARED : FILES_SPARED;

	return (rlim_t)wanted < room ? wanted : (int)room;
}

/* ------------------------------------------------------------ start and end */

static enum err start_daemon(struct http_server *s, int connections)
{
	s->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET,
		s->at.fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)CONNECTION_MEMORY, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_NOTIFY_COMPLETED,
		on_completed, s, MHD_OPTION_URI_LOG_CALLBACK, on_uri, s, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
	if (!s->daemon) {
		log_error("http", "problem=the HTTP library did not start");
		return ERR_IO;
	}
	return OK;
}

static void join_loop(struct http_server *s)
{
	int fd = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;

	uv_poll_init(s->loop, &s->poll, fd);
	uv_timer_init(s->loop, &s->timer);
	uv_prepare_init(s->loop, &s->prepare);
	s->poll.data = s->timer.data = s->prepare.data = s;
	s->handles = 3;
	uv_poll_start(&s->poll, UV_READABLE, on_readable);
	uv_prepare_start(&s->prepare, on_prepare);
}

enum err http_server_new(const struct http_server_setup *setup, struct http_server **out)
{
	struct http_server *s = mem_zalloc(sizeof *s);
	int connections = raise_files(setup->max_connections ? setup->max_connections : 2048);
	enum err e;

	signal(SIGPIPE, SIG_IGN);
	*out = NULL;
	s->loop = setup->loop;
	s->routes = setup->routes;
	s->limit[PHASE_REQUEST] = 1000u * (unsigned)(setup->request_seconds ? setup->request_seconds : 10);
	s->limit[PHASE_LATE] = 1000;
	s->limit[PHASE_IDLE] = 1000u * (unsigned)(setup->idle_seconds ? setup->idle_seconds : 30);
	s->limit[PHASE_WRITE] = 1000u * WRITE_SECONDS;
	s->limit[PHASE_KEPT] = 1000; /* between two looks whether anybody is still there */
	if (setup->listener)
		s->at = *setup->listener;
	e = setup->listener ? OK : http_listen(setup->listen, &s->at);
	if (e == OK)
		e = start_daemon(s, connections);
	if (e != OK) {
		if (s->at.fd >= 0)
			close(s->at.fd);
		free(s);
		return e;
	}
	join_loop(s);
	http_server_run(s);
	*out = s;
	return OK;
}

void http_server_stop(struct http_server *s)
{
	if (s->stopping)
		return;
	s->stopping = true;
	if (MHD_quiesce_daemon(s->daemon) >= 0)
		close(s->at.fd);
	s->at.fd = -1;
	s->dirty = true;
}

static void closed(uv_handle_t *h)
{
	struct http_server *s = h->data;

	if (--s->handles > 0)
		return;
	for (size_t i = 0; i < s->n_spare; i++)
		arena_free(s->spare[i]);
	free(s);
}

/* MHD must not be stopped while anything is suspended. */
static void give_up(struct http_server *s, enum phase phase)
{
	struct connection *next;

	for (struct connection *c = s->list[phase].first; c; c = next) {
		struct http_exchange *ex = c->exchange;

		next = c->next;
		if (ex->response)
			continue; /* resumed already */
		ex->abandoned = true;
		if (ex->gone)
			ex->gone(ex->gone_arg, ex);
		MHD_resume_connection(ex->mhd);
	}
}

void http_server_free(struct http_server *s)
{
	if (!s)
		return;
	http_server_stop(s);
	s->ending = true;
	give_up(s, PHASE_KEPT);
	give_up(s, PHASE_HELD);
	MHD_run(s->daemon);
	uv_poll_stop(&s->poll);
	MHD_stop_daemon(s->daemon);
	http_linger_stop(s);
	uv_close((uv_handle_t *)&s->poll, closed);
	uv_close((uv_handle_t *)&s->timer, closed);
	uv_close((uv_handle_t *)&s->prepare, closed);
}

int http_server_port(const struct http_server *s)
{
	return s->at.port;
}

bool http_server_is_loopback(const struct http_server *s)
{
	return s->at.loopback;
}

const struct http_server_counts *http_server_counts(const struct http_server *s)
{
	return &s->counts;
}
