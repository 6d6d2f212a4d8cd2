/* page.h - the page of one case, for a department that does not chat: below /q/, for whoever
 * has its link (handlers/case/staff/link.h), with nothing to install and no script.
 *
 * The signature in the path is looked at before the database is; a form has it, too, so that another
 * site cannot send one. What is sent again is done once. Paths are never logged. */
#ifndef BOT_WEB_CASE_PAGE_H
#define BOT_WEB_CASE_PAGE_H

#include "bot/engine/gateway.h"
#include "bot/http/server.h"

struct case_page;
struct db;

struct case_page_setup {
	struct gateway *gateway;
	struct db *db;	 /* the gateway's; its keys */
	const char *bot; /* its name; borrowed */
};

struct case_page *case_page_new(const struct case_page_setup *);

/* The rows of the route table, to be copied into the server's. */
enum { CASE_PAGE_ROUTES = 3 };
void case_page_routes(struct case_page *, struct http_route out[CASE_PAGE_ROUTES]);

/* After gateway_free, which still tells it what became of what was handed in. NULL-safe. */
void case_page_free(struct case_page *);

#endif
