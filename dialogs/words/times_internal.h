/* times_internal.h - between the files that read times: a place in a text, and
 * what may be taken from it there. Each of these moves on when it is true, and
 * leaves all as it was when it is not. */
#ifndef DIALOGS_WORDS_TIMES_INTERNAL_H
#define DIALOGS_WORDS_TIMES_INTERNAL_H

#include "dialogs/words/times.h"

struct scan {
	struct str s;
	size_t i;
	int64_t today;
	int now_minute;
	int64_t last; /* the day read before: "6月7号8号" */
	bool has_last;
};

bool scan_eat(struct scan *, const char *word);
bool scan_any(struct scan *, const char *const *words); /* up to NULL */
#define EAT(c, ...) scan_any((c), (const char *const[]){ __VA_ARGS__, NULL })
bool scan_number(struct scan *, int64_t min, int64_t max, int64_t *v);

/* times_day.c: "周六", "6月7号", "月底" */
bool scan_day(struct scan *, int64_t *day);
int scan_weekday(int64_t day); /* Monday is 0 */
/* The day of this month and day that is nearest to today. */
int64_t scan_nearest_year(const struct scan *, int m, int d);

#endif
