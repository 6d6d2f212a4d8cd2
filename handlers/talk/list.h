/* list.h - lists of staff, a page at a time: "下一页" shows the rest. */
#ifndef HANDLERS_TALK_LIST_H
#define HANDLERS_TALK_LIST_H

#include "handlers/turn/turn.h"

enum { LIST_PAGE = 8, LIST_MAX = 200 };

/* Says `items`, one a line, a page of them; the rest waits in this conversation
 * for half an hour. What is above LIST_MAX is only counted. The head was said
 * before, by the caller. */
void list_say(struct turn *, const struct str *items, size_t n);

#endif
