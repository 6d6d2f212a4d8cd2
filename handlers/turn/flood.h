/* flood.h - one person's messages a minute: above the limit one kind notice,
 * then silence. In memory only: a restart forgives. */
#ifndef HANDLERS_TURN_FLOOD_H
#define HANDLERS_TURN_FLOOD_H

#include "bot/base/str.h"
#include "bot/base/time.h"

struct flood;

enum flood_verdict { FLOOD_FINE, FLOOD_NOTICE, FLOOD_SILENT };

struct flood *flood_new(int64_t per_minute);
void flood_free(struct flood *);
enum flood_verdict flood_count(struct flood *, struct str channel, struct str person, ms_t now);

#endif
