/* mask.h - numbers and names as others may see them: the one place for it. What
 * staff see is masked; the whole number is a request of its own, with a reason. */
#ifndef HANDLERS_TURN_MASK_H
#define HANDLERS_TURN_MASK_H

#include "handlers/turn/turn.h"

/* "138****0101"; "" when it is too short to hide anything. */
struct str mask_phone(struct str phone, struct arena *);
/* "张*", "欧**": the first character stays. */
struct str mask_name(struct str name, struct arena *);

/* A text with every mainland mobile number in it masked, however its digits are
 * written (full width, Chinese, in groups). The text itself when there is none. */
struct str mask_numbers(struct str text, struct arena *);
bool holds_number(struct str text);

/* The whole number of a person, for the staff who speak in this turn: kept as a
 * look with its reason (v_reveal) and audited. NO_STR, and nothing kept: he left
 * none, or no reason was given. The caller has looked at the rights. */
struct str reveal_phone(struct turn *, int64_t person, struct str reason);

/* Whoever sends a number into a group is told in private, once a day, how to take
 * the message back; the bot repeats it nowhere. */
void mask_warn(struct turn *);

#endif
