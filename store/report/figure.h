/* figure.h - the figures of the account to the city: each is one row of a table
 * (figure_table.c), counted from the records of a period whenever it is asked for.
 *
 *	struct figure_period p = figure_period(db, STR("2025-06-01"), STR("2025-06-30"), now, arena);
 *	struct figures *f = figures_read(db, &p, arena);
 *	struct figure_value v = figure_total(f, figure_named(STR("cases.received")), NULL);
 *
 * A period has both ends included; days are local. What a figure says of the past
 * does not change when later things happen: a case that is withdrawn in July was
 * received in June. Totals and every way of splitting them are sums of the same
 * cells, so they agree; what has no street (trade, …) stands in a row of its own. */
#ifndef STORE_REPORT_FIGURE_H
#define STORE_REPORT_FIGURE_H

#include <stdbool.h>

#include "store/db/db.h"

enum figure_by { BY_STREET, BY_TRADE, BY_BRANCH, BY_DEPARTMENT, BY_CATEGORY, BY_COUNT };

#define FIGURE_BY(by) (1u << (by))

enum figure_flag {
	FIGURE_HOURS = 1,     /* not whole numbers */
	FIGURE_DELICATE = 2,  /* of fewer than three is never shown in a part */
	FIGURE_MATTERS = 4,   /* the same of delicate categories: pay, penalty, dispatch, contract, care */
	FIGURE_STANDING = 8,  /* as it stands at the end of the period */
	FIGURE_HEADLINE = 16, /* among those that are shown first when all are split */
};

struct figure {
	const char *key;	/* "grievances.received": never changes its meaning */
	const char *name;	/* for people, as are the three that follow */
	const char *unit;	/* 件; of a rate % */
	const char *definition; /* one sentence */
	const char *section;
	unsigned by;	    /* FIGURE_BYs: how it can be split */
	unsigned flags;	    /* enum figure_flag */
	const char *source; /* SQL: figure_sources.h */
	const char *column; /* of the source */
	const char *part;   /* only cells of this part; NULL: all */
	const char *of;	    /* of a rate: the column that it is divided by; else NULL */
	const char *later;  /* the column of what was entered afterwards, or NULL */
};

extern const struct figure figures[]; /* in the order of the report; ends with a key NULL */
size_t figure_count(void);
const struct figure *figure_named(struct str key); /* NULL: no such */
/* The one whose name stands in a sentence; the longest such; NULL: none. */
const struct figure *figure_in(struct str text);
const char *figure_by_name(enum figure_by); /* "street" */

struct figure_period {
	struct str from, to; /* days, both included */
	ms_t begin, end;     /* end: the first moment after it */
	struct str past;     /* the last day of the period that is over: what was due then is late */
};

/* from ≤ to, both "2025-06-01" (see figure_day). */
struct figure_period figure_period(struct db *, struct str from, struct str to, ms_t now, struct arena *);
/* The period before: the month, the half year, the year before when it is one that began on its
 * first day and ends on its last, else as many days. */
struct figure_period figure_period_before(struct db *, const struct figure_period *, ms_t now, struct arena *);
bool figure_day(struct str text); /* is it a day of the calendar, written "2025-06-01"? */
/* The local day of a moment, so many days later; and the first and the last day of the month of that. */
struct str figure_day_at(struct db *, ms_t, int days, struct arena *);
void figure_month_at(struct db *, ms_t, int months, struct arena *, struct str *from, struct str *to);

/* Only the cells of one street, branch or department, by its name. */
struct figure_scope {
	enum figure_by by;
	struct str label;
};

struct figures;
/* Reads all cells. Lives in the arena. An error sticks on the db. */
struct figures *figures_read(struct db *, const struct figure_period *, struct arena *);

struct figure_value {
	double n;     /* of a rate: the numerator */
	double of;    /* of a rate: the denominator */
	double later; /* entered afterwards; not within n */
};

/* scope NULL: the whole city. */
struct figure_value figure_total(const struct figures *, const struct figure *, const struct figure_scope *);
/* Does the figure know whose it is, so that it can be shown to somebody of this scope? */
bool figure_fits(const struct figure *, const struct figure_scope *);
bool figure_is_rate(const struct figure *);
double figure_percent(struct figure_value); /* below 0: nothing to divide by */

struct figure_part {
	struct str label; /* of the table, as it is stored; "" not filled in; FIGURE_MERGED */
	struct figure_value value;
};

/* Several parts that must not be seen alone. */
#define FIGURE_MERGED "*"

/* The parts of a figure, in the order of their sizes, those not filled in and those merged last; all that
 * are not zero. Their sum is figure_total. */
size_t figure_split(const struct figures *, const struct figure *, enum figure_by, const struct figure_scope *,
		    struct arena *, struct figure_part **out);

/* A label in words: "parking" → 停车; others as they are; "" → 未填. */
struct str figure_label(enum figure_by, struct str label);
/* A value in digits: "12", "2.5", "87.5%", "—". */
struct str figure_words(const struct figure *, struct figure_value, struct arena *);

#endif
