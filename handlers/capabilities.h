/* capabilities.h - the tables that the capabilities bring, one each, and the
 * few things that they do for one another or for the turn. */
#ifndef HANDLERS_CAPABILITIES_H
#define HANDLERS_CAPABILITIES_H

#include <stdbool.h>

#include "handlers/turn.h"

extern const struct handler talk_handlers[]; /* help, greeting, cancel, none */
extern const struct handler lesson_handlers[];
extern const struct handler quiz_handlers[];
extern const struct handler case_handlers[];
extern const struct handler volunteer_handlers[];
extern const struct handler station_handlers[];

/* case.c: a photo or a position that comes alone, soon after its sender filed
 * a case here, belongs to that case. True: taken, and said so. */
bool case_take_extra(struct turn *);
/* The same for group talk that is not ours: nothing is said, and a photo is
 * kept ten minutes in case its sender then reports. */
void case_take_quietly(struct turn *);

/* station.c: somebody in private sent a position and nothing else. */
void station_near_position(struct turn *);

/* quiz.c: words that nothing else understood may be those of an option of the
 * question that stands. True: they were, and are answered. */
bool quiz_takes(struct turn *);

#endif
