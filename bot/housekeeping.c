/* housekeeping.c - retention. */
#include "bot/housekeeping.h"

#include "store/inbox.h"
#include "store/outbox.h"
#include "store/photo.h"
#include "store/station.h"
#include "store/topic.h"
#include "store/unmatched.h"
#include "store/voice.h"

enum { ROWS = 5000, PHOTO_WAITS = 10 * MS_MINUTE, VOICE_WAITS = MS_DAY }; /* rows a minute: a step stays short */

void housekeeping(struct db *db, const struct config *c, ms_t now)
{
	inbox_forget(db, now - c->seen_days * MS_DAY, ROWS);
	outbox_forget(db, now - c->outbox_days * MS_DAY);
	quarantine_forget(db, now - c->quarantine_days * MS_DAY);
	unmatched_forget(db, now - c->unmatched_days * MS_DAY);
	topic_forget(db, now - c->unmatched_days * MS_DAY);
	photo_purge(db, now - PHOTO_WAITS);
	station_forget_closures(db, now);
	voice_purge(db, now - VOICE_WAITS);
}
