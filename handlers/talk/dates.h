/* dates.h - days and rules of days, as people say them. */
#ifndef HANDLERS_TALK_DATES_H
#define HANDLERS_TALK_DATES_H

#include "bot/base/arena.h"
#include "bot/base/time.h"
#include "bot/base/str.h"

/* "6月13日"; `day` as local_day() counts. */
struct str date_words(int64_t day, struct arena *);

/* Of a rule "2fri 20:00" or "lastsun 09:30": "每月第二个周五 20:00". Absent: is no rule. */
struct str meets_words(struct str rule, struct arena *);
/* The first day from now on on which the rule's time is still to come; -1: no rule. */
int64_t meets_next(struct str rule, ms_t now);

#endif
