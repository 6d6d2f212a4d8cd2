/* hours.h - when something may be sent unasked, and working days. */
#ifndef HANDLERS_TURN_HOURS_H
#define HANDLERS_TURN_HOURS_H

#include <stdbool.h>

#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"

/* The moment of a local day (days since 1970-01-01) and minute of the day. */
ms_t hours_at(int64_t day, int minute);

/* Quiet hours: nothing is sent unasked, but what cannot wait at all. */
bool hours_quiet(const struct turn_world *, ms_t now);
/* The first moment from now on that is neither quiet nor a peak of orders. */
ms_t hours_next_push(const struct turn_world *, ms_t now);
/* The same, but peaks count as well: for people who are not riders. */
ms_t hours_next_awake(const struct turn_world *, ms_t now);

/* Are offices open? */
bool hours_working(const struct turn_world *, ms_t now);
/* `n` working days after `from`, at the same time of the day. What comes outside
 * of working hours counts from their next beginning. */
ms_t hours_workdays(const struct turn_world *, ms_t from, int64_t n);

/* When offices open next; `now` when they are open. */
ms_t hours_next_open(const struct turn_world *, ms_t now);
/* The moment at which offices were open for so many minutes from `from` on. */
ms_t hours_open_for(const struct turn_world *, ms_t from, int minutes);

/* "今天14:00", "明天09:00", "6月14日09:00", as the pack says it. */
struct str hours_words(const struct turn_world *, ms_t at, ms_t now, struct arena *);

#endif
