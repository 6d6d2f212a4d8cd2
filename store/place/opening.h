/* opening.h - opening hours: is it open now, until when, and when next?
 *
 * Hours are those of every open day; a span may go over midnight and belongs
 * to the day on which it begins. Days off are weekdays. On public holidays a
 * station keeps its hours, because riders work then; but one that is off on
 * Saturdays and Sundays keeps office days: it is off on holidays too, and open
 * on a weekend day that is worked in exchange. */
#ifndef STORE_PLACE_OPENING_H
#define STORE_PLACE_OPENING_H

#include <stdbool.h>

#include "store/db/db.h"

enum { OPENING_SPANS = 6, OPENING_DAYS = 16 /* yesterday, today, and two weeks */ };

struct opening {
	uint16_t from[OPENING_SPANS], to[OPENING_SPANS]; /* minutes; to > 1440: over midnight */
	uint8_t n;
	uint8_t off; /* a bit for each weekday off, Sunday the lowest */
};

/* "08:00-12:00;14:00-20:00" or "24h"; "mon;tue". What does not read so is left
 * out: the import lets nothing else in. */
struct opening opening_read(struct str hours, struct str closed_days);

/* The days around a moment, looked up once for any number of stations. */
struct calendar {
	ms_t now;
	int minute; /* of today */
	struct {
		ms_t midnight; /* at which it begins, local time */
		int weekday;   /* 0 Sunday */
		enum { DAY_PLAIN, DAY_HOLIDAY, DAY_MAKEUP } kind;
	} days[OPENING_DAYS]; /* 0 yesterday, 1 today */
	struct str holiday;   /* today's name, or absent */
};

void calendar_load(struct db *, ms_t now, struct arena *, struct calendar *);

bool opening_now(const struct opening *, const struct calendar *);
/* Is today one of its days off? (Yesterday's span may still go on.) */
bool opening_day_off(const struct opening *, const struct calendar *);
/* Open: when it shuts; else when it opens next. 0: not within two weeks. */
ms_t opening_until(const struct opening *, const struct calendar *);

#endif
