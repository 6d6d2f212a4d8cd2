/* html.h - the page of one case as HTML, in the words of the pack. */
#ifndef BOT_WEB_CASE_HTML_H
#define BOT_WEB_CASE_HTML_H

#include "bot/base/buf.h"
#include "handlers/case/staff/link_act.h"

struct case_page_view {
	const struct turn_world *w;
	const char *bot; /* its name */
	const struct case_facts *facts;
	struct str token; /* of the link; where the form is sent to, too */
	ms_t expires_at, now;
	enum page_act done;	      /* was just done; PAGE_NOTHING: nothing was */
	enum page_done failed;	      /* why what was sent was not; PAGE_DONE: it is not about that */
	const struct page_sent *sent; /* what was, to be there again; NULL: nothing */
	struct arena *arena;
};

void case_page_html(const struct case_page_view *, struct buf *out);

/* There is no page: why, and what to do. */
void case_page_sorry(const struct pack *, const char *bot, enum page_state, struct arena *, struct buf *out);
/* Later: too many requests, or nothing can be stored just now. */
void case_page_later(const struct pack *, const char *bot, struct arena *, struct buf *out);

#endif
