/* due.h - runs the jobs whose timers are due, within the gateway's transaction,
 * a savepoint each. */
#ifndef BOT_ENGINE_DUE_H
#define BOT_ENGINE_DUE_H

#include "handlers/turn/turn.h"

/* Runs what is due, a few at a time (the rest next time). A job that fails is undone and
 * due again a minute later. Not OK: the whole transaction is lost. */
MUST_CHECK enum err due_run(const struct turn_world *, ms_t now, struct arena *);

/* When the next one is due; never 0. */
ms_t due_next(struct db *);

#endif
