/* times.h - times and days in normalised Chinese text, counted from a clock.
 *
 * Local time is that of the process (TZ, set from [bot] timezone). */
#ifndef DIALOGS_WORDS_TIMES_H
#define DIALOGS_WORDS_TIMES_H

#include <stdbool.h>

#include "bot/base/arena.h"
#include "bot/base/time.h"
#include "bot/base/str.h"

enum day_part { PART_NONE, PART_DAWN, PART_MORNING, PART_NOON, PART_AFTERNOON, PART_EVENING };

/* One expression: "周六下午两点" has all three, "早上" only a part. */
struct when {
	bool has_day, has_clock;
	int64_t day; /* days since 1970-01-01, local */
	int minute;  /* of the day, 0 … 1439 */
	int said;    /* the same before the part of the day changed it: 6:40 of "下午六点四十" */
	enum day_part part;
	size_t from, to; /* where it stands */
};

/* All expressions in the order they stand; at most `room`. */
size_t times_find(struct str s, ms_t now, struct when *out, size_t room);

/* A span of days, both ends included: "上个月", "6月1号到6月15号", "这周". */
bool times_period(struct str s, ms_t now, int64_t *from, int64_t *to);

/* The last month that is named, as "2018-06", or its year, "2018", where no month
 * is: "2018年6月", "18年6月", "2018.6", "去年6月", "前年". *bad: it is yet to come. */
struct str month_find(struct str s, ms_t now, struct arena *, bool *bad);

int64_t local_day(ms_t now); /* days since 1970-01-01, local */
int local_minute(ms_t now);  /* of the day */
void civil(int64_t day, int *y, int *m, int *d);
int64_t civil_day(int y, int m, int d);		  /* months outside 1 … 12 carry into the year */
struct str day_str(int64_t day, struct arena *);  /* "2025-06-11" */
bool day_read(struct str, int64_t *day);	  /* the same back */
struct str clock_str(int minute, struct arena *); /* "07:30" */
/* "2025-06-14 14:00", "2025-06-14", "14:00", "2025-06-14 morning", "morning". */
struct str when_str(const struct when *, struct arena *);

#endif
