/* watchdog.c - does the loop come round, and can the store commit. */
#include "bot/engine/watchdog.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <uv.h>

#include "bot/base/log.h"
#include "bot/base/mem.h"

enum { NS_MS = 1000000, US_MS = 1000, PINGS = 4 /* within the time that systemd allows */ };
enum { PATIENCE_MS = 600000, STALL_MS = 5000 };

struct watchdog {
	uv_loop_t *loop;
	uint64_t stall;	    /* ns */
	uint64_t awake_at;  /* ns awake, when the last turn began */
	uint64_t commit_at; /* ns, when the last one began that could commit */
	bool held;	    /* the last one could not */
	int fd;		    /* to systemd; -1: it does not listen */
	struct sockaddr_un to;
	socklen_t to_n;
	uint64_t within;  /* ms in which systemd wants to hear something; 0: never */
	uint64_t ping_at; /* ns */
};

/* ------------------------------------------------------------------ systemd */

/* One datagram, as sd_notify(3) describes it. What cannot be sent is sent again with the next. */
static void tell(const struct watchdog *w, const char *state)
{
	if (w->fd >= 0)
		sendto(w->fd, state, strlen(state), MSG_DONTWAIT | MSG_NOSIGNAL, (const struct sockaddr *)&w->to,
		       w->to_n);
}

static void tell_within(const struct watchdog *w, uint64_t ms)
{
	char state[64];

	snprintf(state, sizeof state, "WATCHDOG_USEC=%" PRIu64, ms * US_MS);
	tell(w, state);
}

/* A path, or "@name" in the abstract space. */
static bool address_of(const char *name, struct sockaddr_un *to, socklen_t *n)
{
	size_t len = strlen(name);

	if ((name[0] != '/' && name[0] != '@') || len < 2 || len >= sizeof to->sun_path)
		return false;
	*to = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(to->sun_path, name, len);
	if (name[0] == '@')
		to->sun_path[0] = '\0';
	*n = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
	return true;
}

static uint64_t within_ms(void)
{
	const char *usec = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");

	if (!usec || (pid && strtol(pid, NULL, 10) != getpid()))
		return 0;
	return strtoull(usec, NULL, 10) / US_MS;
}

static void listen_to_environment(struct watchdog *w)
{
	const char *name = getenv("NOTIFY_SOCKET");

	w->fd = -1;
	if (name && address_of(name, &w->to, &w->to_n))
		w->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (name && w->fd < 0)
		log_warn("watchdog", "problem=NOTIFY_SOCKET cannot be used");
	w->within = w->fd >= 0 ? within_ms() : 0;
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
}

void watchdog_ready(struct watchdog *w)
{
	tell(w, "READY=1");
}

void watchdog_stopping(struct watchdog *w)
{
	tell(w, "STOPPING=1");
}

void watchdog_patience(struct watchdog *w, bool begins)
{
	if (!w->within)
		return;
	tell_within(w, begins ? PATIENCE_MS : w->within);
	tell(w, "WATCHDOG=1");
}

/* ------------------------------------------------------------------- passes */

/* ns that the loop was not asleep. */
static uint64_t awake(const struct watchdog *w)
{
	return uv_hrtime() - uv_metrics_idle_time(w->loop);
}

struct watchdog *watchdog_new(uv_loop_t *loop, uint64_t stall_ms)
{
	struct watchdog *w = mem_zalloc(sizeof *w);

	w->loop = loop;
	w->stall = (stall_ms ? stall_ms : STALL_MS) * NS_MS;
	uv_loop_configure(loop, UV_METRICS_IDLE_TIME);
	listen_to_environment(w);
	w->awake_at = awake(w);
	w->commit_at = uv_hrtime();
	return w;
}

void watchdog_free(struct watchdog *w)
{
	if (w && w->fd >= 0)
		close(w->fd);
	free(w);
}

uint64_t watchdog_pass(struct watchdog *w, bool could_commit)
{
	uint64_t now = uv_hrtime(), every = w->within / PINGS * NS_MS;

	w->held = !could_commit;
	w->awake_at = awake(w);
	if (could_commit)
		w->commit_at = now;
	if (!w->within)
		return UINT64_MAX;
	if (now >= w->ping_at) {
		tell(w, "WATCHDOG=1"); /* also when nothing can be stored: to start again would not help */
		w->ping_at = now + every;
	}
	return (w->ping_at - now) / NS_MS + 1;
}

bool watchdog_stalled(const struct watchdog *w)
{
	uint64_t since = w->held ? uv_hrtime() - w->commit_at : awake(w) - w->awake_at;

	return since > w->stall;
}
