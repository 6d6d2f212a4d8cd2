/* words.h - a station in words: how far, open until when, what it has. */
#ifndef HANDLERS_STATION_WORDS_H
#define HANDLERS_STATION_WORDS_H

#include "handlers/turn/turn.h"
#include "store/station/station.h"

struct str station_service_words(struct turn *, service_set); /* "充电、热饭" */
/* "有充电、热饭的驿站"; of no service in particular "驿站" */
struct str station_what_words(struct turn *, service_set);
/* What it has now, and what is closed for a while. */
struct str station_services_words(struct turn *, const struct station *);
/* "现在关着，明早 8:30 开（08:30-22:00）" */
struct str station_state_words(struct turn *, const struct station *);
/* "东北边约 1.2 公里" */
struct str station_distance_words(struct turn *, struct position from, struct position to);
/* "明早 8:30", "周二 9:00", "7月1日 0:00": a moment to come. */
struct str station_moment_words(struct turn *, ms_t at);

#endif
