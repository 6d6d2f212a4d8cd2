/* kinds.h - what can be imported and exported: every kind and every column
 * once, in one table. The checks of headers and values, references, keys,
 * merging with what is stored, and the export all follow from it.
 *
 * SQL of a kind has the Nth column as ?N and the time of the import as
 * ?KIND_NOW. A cell that is empty is NULL; codes and ints are bound as
 * integers, numbers as reals (sealed ones as text), everything else as text. */
#ifndef STORE_LISTS_KINDS_KINDS_H
#define STORE_LISTS_KINDS_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#include "bot/base/arena.h"
#include "bot/base/time.h"
#include "bot/base/str.h"

/* In the order in which they are written: a kind after those that it refers
 * to. What refers forward is set by `link`, for kinds kept whole. */
enum kind_id {
	KIND_NONE,
	KIND_PLACES,
	KIND_DEPARTMENTS,
	KIND_SITES,
	KIND_STATIONS,
	KIND_BRANCHES,
	KIND_GROUPS,
	KIND_PEOPLE,
	KIND_CENSUS,
	KIND_ADMINS,
	KIND_DIRECTORY,
	KIND_MEMBERS,
	KIND_LESSONS,
	KIND_QUESTIONS,
	KIND_WINDOWS,
	KIND_ROUTING,
	KIND_DEADLINES,
	KIND_VOLUNTEERS,
	KIND_MEETINGS,
	KIND_ACTIVITIES,
	KIND_CLASSES,
	KIND_SUBSCRIPTIONS,
	KIND_HOLIDAYS,
	KIND_ACCESS,
	KIND_VISITS,
	KIND_DUTIES,
	KIND_TASKS,
	KIND_DRIVERS,
	KIND_RIDES,
	KIND_ENTRIES,
	KIND_COUNT
};

enum column_type {
	COLUMN_TEXT,
	COLUMN_ID, /* CHANNEL:ID */
	COLUMN_PHONE,
	COLUMN_INT,
	COLUMN_NUMBER,
	COLUMN_DATE,
	COLUMN_TIME, /* date and clock */
	COLUMN_CLOCK,
	COLUMN_ENUM,
	COLUMN_CODE,   /* L-1 */
	COLUMN_MEETS,  /* 2fri 20:00 */
	COLUMN_HOURS,  /* 08:30-22:00 or 24h */
	COLUMN_DAY,    /* a date or "any" */
	COLUMN_WINDOW, /* code of a study window: store/lesson/window.h */
	COLUMN_FIGURE, /* key or name of a figure that can be entered afterwards: store/report/version.h */
};

enum column_flag {
	COLUMN_KEY = 1,
	COLUMN_REQUIRED = 2, /* the column must be there and every cell filled */
	COLUMN_LIST = 4,     /* values separated by ; each of the type */
	COLUMN_SET = 8,	     /* a list whose order means nothing: kept sorted */
	COLUMN_SEALED = 16,  /* encrypted at rest; its values are not quoted in messages */
	COLUMN_LINES = 32,   /* may hold line breaks */
	COLUMN_ABOVE = 64,   /* min itself is too small */
	COLUMN_EITHER = 128, /* the first of these that is filled is part of the key; one must be */
};

struct column {
	const char *name;
	enum column_type type;
	unsigned flags;
	enum kind_id ref;      /* the kind whose key this is, or KIND_NONE */
	const char *otherwise; /* default of a new row, or NULL */
	const char *allowed;   /* of an enum: words with a space between */
	double min, max;       /* of ints and numbers; both 0: 0 … a billion */
	char letter;	       /* of a code */
};

enum { KIND_COLUMNS = 14, KIND_NOW = 15 };

struct db;
/* A new row, all its values given, by the store's own function for it. */
typedef void kind_add(struct db *, const struct str *cells, ms_t now, struct arena *);

struct kind {
	const char *name;
	struct column columns[KIND_COLUMNS]; /* up to the first without a name */
	const char *read;		     /* every row, the columns in their order, as they are exported */
	const char *find;		     /* the same of the row with one key */
	const char *create[4];		     /* for a new row, where that is not the same as write */
	kind_add *add;			     /* instead of create: the way of the chat */
	const char *write[6];		     /* for a new or changed row; all its values given */
	const char *link[4];		     /* the same, after all kinds are written */
	const char *touch;		     /* for an unchanged row, or NULL; that it is changed by this counts */
	const char *note;		     /* for a row that is not new, or NULL; this is no change */
	const char *person;		     /* the person that the row is, to look for his like; or NULL */
	bool whole;			     /* its rows look at one another: kept in memory until the end */
};

extern const struct kind *const kinds[KIND_COUNT]; /* kinds[KIND_NONE] is NULL */

enum kind_id kind_named(struct str name);		/* KIND_NONE when there is none */
size_t kind_width(const struct kind *);			/* number of columns */
int column_named(const struct kind *, struct str name); /* -1 when there is none */

/* Is `word` among words with a space between? */
bool kind_word(const char *words, struct str word);

/* Categories of a kind of case (grievance, hazard, suggestion), with a space
 * between; "" for any other word. */
const char *kind_categories(struct str case_kind);

/* add.c */
kind_add kind_add_visit, kind_add_task, kind_add_entry;

#endif
