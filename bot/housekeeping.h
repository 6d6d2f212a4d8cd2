/* housekeeping.h - what is forgotten in time: a little every minute. */
#ifndef BOT_HOUSEKEEPING_H
#define BOT_HOUSEKEEPING_H

#include "bot/config.h"
#include "store/db.h"

/* Within the open transaction. */
void housekeeping(struct db *, const struct config *, ms_t now);

#endif
