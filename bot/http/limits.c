/* limits.c - how long a connection may take for what it is doing, and the
 * slow goodbye to one that was refused while it was still sending. MHD's own
 * timeout starts anew with every byte, so a drip would outlive it. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bot/base/mem.h"
#include "bot/http/internal.h"

/* --------------------------------------------------------------------- lists */

static void leave(struct connection *c)
{
	struct phase_list *l = &c->server->list[c->phase];

	if (c->phase == PHASE_NONE)
		return;
	*(c->prev ? &c->prev->next : &l->first) = c->next;
	*(c->next ? &c->next->prev : &l->last) = c->prev;
	c->prev = c->next = NULL;
}

static void enter(struct connection *c, enum phase phase)
{
	struct phase_list *l = &c->server->list[phase];

	c->phase = phase;
	if (phase == PHASE_NONE)
		return;
	c->prev = l->last;
	*(l->last ? &l->last->next : &l->first) = c;
	l->last = c;
}

uint64_t http_clock(void)
{
	return uv_hrtime() / 1000000;
}

void http_phase(struct connection *c, enum phase phase)
{
	leave(c);
	enter(c, phase);
	/* from now: that the loop was held up is not the other side's fault */
	c->due = http_clock() + c->server->limit[phase];
}

/* ------------------------------------------------------------------- the end */

/* MHD sees the end of the connection and closes it. */
static void cut(struct connection *c)
{
	int unread = 0;

	/* it did send, we are behind: once more, but not for every byte of a drip */
	if (c->phase == PHASE_REQUEST && ioctl(c->fd, FIONREAD, &unread) == 0 && unread > 0) {
		http_phase(c, PHASE_LATE);
		return;
	}
	c->server->counts.timeouts++;
	c->linger = false;
	shutdown(c->fd, SHUT_RDWR);
	http_phase(c, PHASE_NONE);
}

static bool hung_up(const struct connection *c)
{
	struct pollfd p = { .fd = c->fd, .events = POLLRDHUP };

	return poll(&p, 1, 0) > 0 && (p.revents & (POLLRDHUP | POLLHUP | POLLERR));
}

/* MHD does not look at suspended connections: so we do, once a second. */
static void look_after(struct connection *c)
{
	struct http_exchange *ex = c->exchange;

	if (ex->response || !hung_up(c)) {
		http_phase(c, PHASE_KEPT); /* to the end of the list, a second later */
		return;
	}
	ex->abandoned = true;
	http_phase(c, PHASE_NONE);
	ex->gone(ex->gone_arg, ex);
	MHD_resume_connection(ex->mhd);
	c->server->dirty = true;
}

/* The time of the first that is due, in all lists: UINT64_MAX: nobody is. */
static uint64_t first_due(const struct http_server *s)
{
	uint64_t first = UINT64_MAX;

	for (int phase = PHASE_REQUEST; phase <= PHASE_KEPT; phase++)
		if (s->list[phase].first && s->list[phase].first->due < first)
			first = s->list[phase].first->due;
	return first;
}

uint64_t http_limits(struct http_server *s)
{
	uint64_t now = http_clock(), next = first_due(s);

	if (next <= now) {
		http_server_run(s); /* what has come in the meantime is in time */
		for (int phase = PHASE_REQUEST; phase <= PHASE_KEPT; phase++) {
			struct phase_list *l = &s->list[phase];

			while (l->first && l->first->due <= now)
				(phase == PHASE_KEPT ? look_after : cut)(l->first);
		}
		next = first_due(s);
		now = http_clock();
	}
	return next == UINT64_MAX ? next : next > now ? next - now : 0;
}

/* -------------------------------------------------------------------- linger */

struct goodbye {
	struct goodbye *prev, *next;
	struct http_server *server;
	uv_poll_t poll;
	uv_timer_t timer;
	int handles;
	int fd;
	size_t taken;
};

static void linger_closed(uv_handle_t *h)
{
	struct goodbye *g = h->data;

	if (--g->handles > 0)
		return;
	close(g->fd);
	free(g);
}

static void linger_end(struct goodbye *g)
{
	struct http_server *s = g->server;

	*(g->prev ? &g->prev->next : &s->lingering) = g->next;
	if (g->next)
		g->next->prev = g->prev;
	s->n_lingering--;
	g->handles = 2;
	uv_close((uv_handle_t *)&g->poll, linger_closed);
	uv_close((uv_handle_t *)&g->timer, linger_closed);
}

static void linger_due(uv_timer_t *t)
{
	linger_end(t->data);
}

static void linger_read(uv_poll_t *p, int status, int events)
{
	struct goodbye *g = p->data;
	char waste[16 * 1024];

	(void)events;
	ssize_t n = status == 0 ? recv(g->fd, waste, sizeof waste, MSG_DONTWAIT) : 0;

	g->taken += n > 0 ? (size_t)n : 0;
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR) || g->taken > LINGER_BYTES)
		linger_end(g);
}

void http_linger(struct connection *c)
{
	struct http_server *s = c->server;
	int fd = s->stopping || s->n_lingering == LINGER_MAX ? -1 : dup(c->fd);

	if (fd < 0)
		return;
	struct goodbye *g = mem_zalloc(sizeof *g);

	g->server = s;
	g->fd = fd;
	shutdown(fd, SHUT_WR);
	uv_poll_init_socket(s->loop, &g->poll, fd);
	uv_timer_init(s->loop, &g->timer);
	g->poll.data = g->timer.data = g;
	g->next = s->lingering;
	if (g->next)
		g->next->prev = g;
	s->lingering = g;
	s->n_lingering++;
	uv_poll_start(&g->poll, UV_READABLE, linger_read);
	uv_timer_start(&g->timer, linger_due, LINGER_SECONDS * 1000, 0);
}

void http_linger_stop(struct http_server *s)
{
	while (s->lingering)
		linger_end(s->lingering);
}
