/* menu.h - intents on offer: chosen by number, label or button. */
#ifndef HANDLERS_TALK_MENU_H
#define HANDLERS_TALK_MENU_H

#include "handlers/turn/turn.h"

/* Offers intents under the buttons of what was just said; until something
 * else is said their numbers and labels choose, too. At most MENU_MAX, NULL ends. */
enum { MENU_MAX = 6 };
void menu_offer(struct turn *, const char *const *intents);
/* After a message was understood: was it the label of something on offer? */
void menu_listen(struct turn *);

#endif
