/* window.h - study windows: a corner for learning with a code on the wall. Who
 * sends the code was there: counted once a person and day. */
#ifndef STORE_LESSON_WINDOW_H
#define STORE_LESSON_WINDOW_H

#include <stdbool.h>

#include "store/db/db.h"

/* The one way to write a code: "XW-1" (two to four letters and a number, typed in any
 * case, with or without dash or leading zeros), or three to twelve characters with a
 * Chinese one among them. NO_STR: `said` is no code. In the arena. */
struct str window_code(struct str said, struct arena *);

struct window {
	struct str code;	/* absent: there is no such window */
	struct str name, where; /* the site's name or the place, or absent */
	int64_t lesson;		/* 0: that of the day */
	bool closed;
};

struct window window_find(struct db *, struct str said, struct arena *);

/* True: the first visit of this person to this window on the local day of `at`. */
bool window_visited(struct db *, const struct window *, int64_t person, ms_t at);

/* For a report: person-times in [from, to), and at how many windows. */
struct window_sums {
	int64_t visits, windows;
};
struct window_sums window_sums(struct db *, ms_t from, ms_t to);

#endif
