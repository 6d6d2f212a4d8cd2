/* report_page.h - the files of a report below /report/, for whoever has a signed link from chat. */
#ifndef BOT_WEB_REPORT_PAGE_H
#define BOT_WEB_REPORT_PAGE_H

#include "bot/config.h"
#include "bot/http_server.h"

enum { REPORT_PAGE_ROUTES = 1 };

/* Reads through a connection of its own, so that it sees what is committed. Borrowed. */
void report_page_routes(const struct config *, struct http_route out[REPORT_PAGE_ROUTES]);

#endif
