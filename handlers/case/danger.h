/* danger.h - somebody is in danger: first the number to call and what to do, then the case
 * and whoever is on duty. */
#ifndef HANDLERS_CASE_DANGER_H
#define HANDLERS_CASE_DANGER_H

#include "handlers/turn/turn.h"

struct case_info;
struct case_new;

/* Is somebody in danger? Then the number to call is said, the case filed and people on
 * duty are alerted: nothing is asked before. */
bool urgent_filed(struct turn *, struct case_new *);
/* People on duty are alerted; false: nobody could be reached so far. */
bool urgent_alarm(struct turn *, int64_t number);
/* More words for a case of danger came, and nobody has taken it: the number to call once more. */
void urgent_say_again(struct turn *, const struct case_info *);
/* A form is being filled, and now somebody is in danger. True: what was said so far was dealt
 * with as such. */
bool urgent_in_form(struct turn *);

#endif
