/* station.h - what the files of stations share: staff.c, offer.c. */
#ifndef HANDLERS_STATION_STATION_H
#define HANDLERS_STATION_STATION_H

#include "handlers/turn/turn.h"
#include "store/station/station.h"

/* Opening hours as they are stored: "8点到20点半" is "08:00-20:30", 全天 "24h"; several spans
 * one after the other. NO_STR: none were said. */
struct str station_hours_said(struct turn *, struct str said);

/* Where a station is: a position sent with it, or that of a place that we know and whose name stands
 * in the address. False: not known, and nothing is invented. */
bool station_where(struct turn *, struct str address, struct position *);

/* Somebody in private sent a position and nothing else. */
bool station_near_position(struct turn *);

#endif
