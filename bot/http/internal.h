/* internal.h - what the files of the HTTP server share; no one else's. */
#ifndef BOT_HTTP_INTERNAL_H
#define BOT_HTTP_INTERNAL_H

#include <microhttpd.h>
#include <uv.h>

#include "bot/base/buf.h"
#include "bot/http/server.h"

enum {
	BODY_BUDGET = 16 << 20,	  /* bytes of bodies in memory, all connections together */
	ANSWER_BUDGET = 64 << 20, /* the same of answers not read yet */
	ANSWER_SMALL = 4096,	  /* always sent */
	WRITE_SECONDS = 60,	  /* for an answer to be read */
	LINGER_SECONDS = 2,	  /* a refused sender may go on for so long */
	LINGER_BYTES = 4 << 20,	  /* and for so much */
	LINGER_MAX = 64,	  /* and so many of them at once */
	SPARE_ARENAS = 64,
};

/* What a connection is in the middle of; each has its own time limit, so that
 * in a list by arrival the first is always due first. */
enum phase {
	PHASE_NONE,
	PHASE_REQUEST, /* a request is arriving */
	PHASE_LATE,    /* it has had its time, but we did not read all that came */
	PHASE_IDLE,    /* between two requests */
	PHASE_WRITE,   /* an answer is leaving */
	PHASE_KEPT,    /* kept by a route that wants to know when the other side is gone */
	PHASE_HELD,    /* kept by a route that does not: no limit */
	PHASES
};

struct connection {
	struct http_server *server;
	int fd; /* MHD's */
	enum phase phase;
	uint64_t due;			/* of http_clock */
	struct connection *prev, *next; /* in the list of the phase */
	struct http_exchange *exchange; /* or NULL: between requests */
	bool linger;			/* refused before all was read: see http_linger */
};

struct phase_list {
	struct connection *first, *last;
};

struct header {
	struct header *next;
	const char *name, *value;
};

struct http_exchange {
	struct http_server *server;
	struct connection *connection;
	struct MHD_Connection *mhd;
	struct arena *arena;
	const struct http_route *route;
	const char *method;	/* MHD's */
	const char *version;	/* MHD's */
	struct str path, query; /* path decoded, query raw */
	bool bad_path;
	bool begun; /* the headers have been looked at */
	struct buf body;
	size_t body_counted;	       /* of it in counts.bodies */
	struct header *headers;	       /* of the answer */
	struct MHD_Response *response; /* made by http_reply */
	int status;
	size_t answer_counted;
	bool kept, suspended, abandoned;
	const void *slot; /* the route's */
	void (*gone)(void *arg, struct http_exchange *);
	void *gone_arg;
};

struct goodbye;

struct http_server {
	uv_loop_t *loop;
	struct MHD_Daemon *daemon;
	const struct http_route *routes;
	struct http_listener at;
	bool stopping;
	bool ending; /* nothing is begun any more */
	bool dirty;  /* something was resumed: run before the loop sleeps */
	uv_poll_t poll;
	uv_prepare_t prepare;
	uv_timer_t timer;	/* ends the loop's sleep for `again` or a time limit */
	bool again;		/* MHD says that it can go on at once */
	uint64_t seen;		/* calls of MHD to us: it did go on */
	int handles;		/* not closed yet */
	uint64_t limit[PHASES]; /* ms */
	struct phase_list list[PHASES];
	struct goodbye *lingering;
	size_t n_lingering;
	size_t answers; /* bytes not sent yet */
	struct arena *spare[SPARE_ARENAS];
	size_t n_spare;
	struct http_server_counts counts;
};

/* server.c: MHD does all that it can now. */
void http_server_run(struct http_server *);

/* exchange.c */
struct http_exchange *http_exchange_new(struct connection *, struct MHD_Connection *, const char *uri);
void http_exchange_free(struct http_exchange *);
/* Hands the answer that http_reply made to MHD. */
enum MHD_Result http_exchange_send(struct http_exchange *);
/* An answer in the middle of a body, where MHD takes none: written straight to
 * the socket; the connection is then closed. Returns MHD_NO. */
enum MHD_Result http_refuse_raw(struct http_exchange *, int status, const char *error, const char *detail);

/* admit.c: false when it is refused (and answered). */
bool http_admit(struct http_exchange *);

/* limits.c: the time limits of connections. */
void http_phase(struct connection *, enum phase);
/* Cuts who had his time; returns the ms until the next one has, UINT64_MAX: none. */
uint64_t http_limits(struct http_server *);
/* Monotonic ms, which go on whatever the loop does: not uv_now. */
uint64_t http_clock(void);
/* The other side may still be sending what was refused. To close at once would
 * reset the connection, and it would never read why: so take what comes for a
 * short while. Called when MHD is about to close the fd. */
void http_linger(struct connection *);
void http_linger_stop(struct http_server *);

#endif
