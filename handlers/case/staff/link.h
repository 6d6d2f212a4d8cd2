/* link.h - the link to one case's page, for a department that does not chat: given to staff,
 * taken back. */
#ifndef HANDLERS_CASE_STAFF_LINK_H
#define HANDLERS_CASE_STAFF_LINK_H

#include "handlers/case/act.h"
#include "store/case/page_link.h"

#define CASE_PAGE_PATH "/q/" /* below the public URL */

/* As people open it; absent: the outside does not reach us. In the arena. */
struct str case_link_url(const struct turn_world *, const struct page_link *, struct arena *);

/* After an assignment to a department where nobody reads: says so, and the link. */
void case_link_offer(struct turn *, const struct case_info *);

#endif
