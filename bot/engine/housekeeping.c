/* housekeeping.c - retention, and the end of people who are leaving. */
#include "bot/engine/housekeeping.h"

#include "store/keep/forget.h"
#include "store/station/station.h"

enum { ROWS = 5000 }; /* a minute and kind: a step stays short */

/* What is kept for days may go an hour late; pictures that nobody asked for are kept for
 * minutes. `at` is further off when the clock was set back. */
static bool rests(enum keep k, ms_t at, ms_t now)
{
	return k != KEEP_WAITING && now < at && at <= now + MS_HOUR;
}

static int64_t retain(struct housekeeping *h, struct db *db, const struct config *c, ms_t now)
{
	int64_t gone = 0;

	for (int k = 0; k < KEEP_KINDS; k++) {
		if (rests((enum keep)k, h->again[k], now))
			continue;
		gone += retention_step(db, (enum keep)k, c->keep_days[k], now, ROWS, &h->from[k]);
		h->again[k] = h->from[k] ? 0 : now + MS_HOUR;
	}
	return gone;
}

void housekeeping(struct housekeeping *h, struct db *db, const struct config *c, ms_t now, struct arena *a)
{
	int64_t gone = retain(h, db, c, now);

	station_forget_closures(db, now);
	forget_sweep(db, now, a);
	/* what goes in time may stay in the log an hour longer */
	if (gone && now - h->scrubbed_at >= MS_HOUR) {
		h->scrubbed_at = now;
		db_scrub_later(db);
	}
}
