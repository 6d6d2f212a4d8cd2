/* xlsx.h - tables as a workbook (.xlsx) for spreadsheet programs.
 *
 *	struct xlsx *x = xlsx_new(now);
 *	xlsx_sheet(x, STR("诉求"), columns, n);
 *	xlsx_row(x, cells, n);          … row by row, sheet by sheet
 *	e = xlsx_write(x, out);
 *
 * A sheet has a header row that stays in sight and can be filtered by. A text is a
 * text, whatever it looks like: never a formula, a link or a number. What fails
 * on the way fails xlsx_write, so a writer checks once. Rows already written take no
 * memory: they wait in temporary files without a name. */
#ifndef BOT_DOCUMENTS_XLSX_H
#define BOT_DOCUMENTS_XLSX_H

#include <stdio.h>

#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/base/str.h"

enum { XLSX_ROWS = 1048576 - 1, XLSX_CELL_MAX = 32767 }; /* a sheet's, without the header; UTF-16 units */

struct xlsx_column {
	struct str title;
	int width; /* in digits, a Chinese character has two; 0: as the title */
};

enum xlsx_type {
	XLSX_EMPTY,
	XLSX_TEXT,
	XLSX_COUNT,   /* a whole number */
	XLSX_NUMBER,  /* with two decimals */
	XLSX_PERCENT, /* a share: 0.985 is shown as 98.5% */
	XLSX_DAY,     /* the local day of an instant */
	XLSX_TIME,    /* to the minute, local */
	XLSX_TYPES
};

struct xlsx_cell {
	enum xlsx_type type;
	struct str text;
	double number;
	ms_t time;
};

/* Absent text, and instant 0, are empty cells. */
static inline struct xlsx_cell xlsx_text(struct str s)
{
	return (struct xlsx_cell){ .type = s.p ? XLSX_TEXT : XLSX_EMPTY, .text = s };
}

static inline struct xlsx_cell xlsx_count(int64_t n)
{
	return (struct xlsx_cell){ .type = XLSX_COUNT, .number = (double)n };
}

static inline struct xlsx_cell xlsx_number(double v)
{
	return (struct xlsx_cell){ .type = XLSX_NUMBER, .number = v };
}

static inline struct xlsx_cell xlsx_percent(double share)
{
	return (struct xlsx_cell){ .type = XLSX_PERCENT, .number = share };
}

static inline struct xlsx_cell xlsx_day(ms_t at)
{
	return (struct xlsx_cell){ .type = at ? XLSX_DAY : XLSX_EMPTY, .time = at };
}

static inline struct xlsx_cell xlsx_time(ms_t at)
{
	return (struct xlsx_cell){ .type = at ? XLSX_TIME : XLSX_EMPTY, .time = at };
}

struct xlsx;

struct xlsx *xlsx_new(ms_t now); /* the time that the file says it was made at */

/* Begins a sheet; the one before is done. Characters that a sheet's name may not have become "_",
 * and it is cut at 31; two of one name fail. */
void xlsx_sheet(struct xlsx *, struct str name, const struct xlsx_column *, size_t n);
void xlsx_row(struct xlsx *, const struct xlsx_cell *, size_t n);

/* How many texts were too long for a cell so far; they end in "…". */
size_t xlsx_cut(const struct xlsx *);

/* The whole file to `out`, flushed; x is gone. ERR_INPUT: more rows than a sheet holds, or a sheet's name
 * twice; ERR_IO: it could not be written. */
MUST_CHECK enum err xlsx_write(struct xlsx *, FILE *out);

#endif
