/* report_page.h - the files of a report below /report/, for whoever has a signed link from chat.
 *
 * The signature is looked at first, on the gateway's own connection; the counting, seconds of a
 * large city, is done in the thread pool through a read-only connection of its own. */
#ifndef BOT_WEB_REPORT_PAGE_H
#define BOT_WEB_REPORT_PAGE_H

#include <uv.h>

#include "bot/config/config.h"
#include "bot/http/server.h"
#include "store/db/db.h"

enum { REPORT_PAGE_ROUTES = 1 };

struct report_page_setup {
	uv_loop_t *loop;
	struct db *db;
	const struct config *config;
};

/* What the setup points to is borrowed; free once the loop has come to its end. */
struct report_page *report_page_new(const struct report_page_setup *);
void report_page_routes(struct report_page *, struct http_route out[REPORT_PAGE_ROUTES]);
void report_page_free(struct report_page *); /* NULL is fine */

#endif
