/* reload.h - a changed dialog pack is taken while the gateway runs.
 *
 * On SIGHUP, and when a file of the pack's folder changes, the pack is read and
 * checked in full in the thread pool, then swapped between two turns. A pack
 * with a problem is refused with file:line, and the old one stays. */
#ifndef BOT_ENGINE_RELOAD_H
#define BOT_ENGINE_RELOAD_H

#include "bot/config/config.h"
#include "bot/engine/gateway.h"

struct reload;
struct uv_loop_s;

struct reload *reload_new(struct uv_loop_s *, const struct config *, struct gateway *);
void reload_now(struct reload *);
/* NULL-safe; the loop must turn until what is under way has come back. */
void reload_free(struct reload *);

#endif
