/* housekeeping.c - retention, and the end of people who are leaving. */
#include "bot/engine/housekeeping.h"

#include "store/keep/forget.h"
#include "store/station/station.h"

enum { ROWS = 5000 }; /* a minute and kind: a step stays short */

void housekeeping(struct housekeeping *h, struct db *db, const struct config *c, ms_t now, struct arena *a)
{
	int64_t gone = 0;

	for (int k = 0; k < KEEP_KINDS; k++)
		gone += retention_step(db, (enum keep)k, c->keep_days[k], now, ROWS, &h->from[k]);
	station_forget_closures(db, now);
	forget_sweep(db, now, a);
	/* what goes in time may stay in the log an hour longer */
	if (gone && now - h->scrubbed_at >= MS_HOUR) {
		h->scrubbed_at = now;
		db_scrub_later(db);
	}
}
