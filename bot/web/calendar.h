/* calendar.h - GET /a/A-7.ics: a public activity for the calendar of a phone. Whoever has the
 * number may have it: title, place and time, no person. */
#ifndef BOT_WEB_CALENDAR_H
#define BOT_WEB_CALENDAR_H

#include "bot/http/server.h"
#include "store/db/db.h"

enum { CALENDAR_ROUTES = 1 };
/* The database is only read from, between two ticks. */
void calendar_routes(struct db *, struct http_route *out);

#endif
