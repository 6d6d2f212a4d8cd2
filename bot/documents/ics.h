/* ics.h - an activity as a calendar file (iCalendar, RFC 5545, by libical). No person is in it. */
#ifndef BOT_DOCUMENTS_ICS_H
#define BOT_DOCUMENTS_ICS_H

#include "bot/base/buf.h"
#include "bot/base/err.h"
#include "bot/base/time.h"
#include "store/activity/activity.h"

/* ERR_INPUT: it has no date yet. */
MUST_CHECK enum err ics_activity(const struct activity *, ms_t now, struct buf *out);

#endif
