/* watchdog.h - does the loop come round, and can the store commit: for /healthz, and for
 * systemd, which starts a service again that says nothing (sd_notify(3), WatchdogSec).
 *
 * What HTTP answers proves only that HTTP is served; so it is the gateway's own turn
 * that is watched. */
#ifndef BOT_WATCHDOG_H
#define BOT_WATCHDOG_H

#include <stdbool.h>
#include <stdint.h>

struct watchdog;
struct uv_loop_s;

/* Before the loop turns. stall_ms: how long without a turn is too long; 0: 5,000. Takes NOTIFY_SOCKET and WATCHDOG_* out of the environment, so that
 * no child speaks for us; without them nobody is told anything. */
struct watchdog *watchdog_new(struct uv_loop_s *, uint64_t stall_ms);
void watchdog_free(struct watchdog *); /* NULL-safe */

void watchdog_ready(struct watchdog *);
void watchdog_stopping(struct watchdog *);
/* The gateway's turn begins; could_commit: the last transaction that was tried succeeded, or
 * none was. Returns in how many ms it must be called again, UINT64_MAX: whenever. */
uint64_t watchdog_pass(struct watchdog *, bool could_commit);
/* Work that may hold the loop for minutes, because somebody asked for it: begins, is over. */
void watchdog_patience(struct watchdog *, bool begins);

/* No turn that could commit has begun for stall_ms. The loop's sleep does not count. */
bool watchdog_stalled(const struct watchdog *);

#endif
