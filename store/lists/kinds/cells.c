/* cells.c - one function per type of column. */
#include "store/lists/kinds/cells.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "store/place/opening.h"
#include "store/report/version.h"
#include "store/lesson/window.h"

enum { QUOTED = 40 }; /* code points of a value in a message */

struct check {
	const struct column *column;
	struct str cell;
	struct arena *arena;
	struct str *out;
	struct str *why;
};

/* Says what is wrong, after the value itself where that may be shown. */
static bool wrong(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
static bool wrong(struct check *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	struct str what = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
	struct str start = utf8_cut(c->cell, QUOTED);
	const char *more = start.n < c->cell.n ? "…" : "";

	*c->why = c->column->flags & COLUMN_SEALED
			  ? what
			  : arena_printf(c->arena, "“" STR_FMT "%s” " STR_FMT, STR_ARG(start), more, STR_ARG(what));
	return false;
}

/* The ASCII character that a full-width one is; 0: it is none. */
static char narrow_of(uint32_t cp)
{
	return cp >= 0xff01 && cp <= 0xff5e ? (char)(cp - 0xff01 + '!') : cp == 0x3000 ? ' ' : '\0';
}

static bool digits_only(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* "12" at `at` as a number within [min, max]; -1 when it is not. */
static int two(struct str s, size_t at, int min, int max)
{
	if (at + 2 > s.n || !digits_only(str_sub(s, at, at + 2)))
		return -1;
	int v = (s.p[at] - '0') * 10 + (s.p[at + 1] - '0');

	return v < min || v > max ? -1 : v;
}

static bool is_date(struct str s)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	int century = two(s, 0, 19, 21), year = two(s, 2, 0, 99), month = two(s, 5, 1, 12), day = two(s, 8, 1, 31);

	if (century < 0 || year < 0 || month < 0 || day < 0)
		return false;
	year += century * 100;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return day <= days[month - 1] + (month == 2 && leap);
}

/* Minutes of the day, or -1. */
static int clock_minutes(struct str s)
{
	int hour = two(s, 0, 0, 24), minute = two(s, 3, 0, 59);

	if (s.n != 5 || s.p[2] != ':' || hour < 0 || minute < 0 || (hour == 24 && minute))
		return -1;
	return hour * 60 + minute;
}

static bool is_clock(struct str s)
{
	int m = clock_minutes(s);

	return m >= 0 && m < 24 * 60;
}

/* ------------------------------------------------------------------- types */

static bool check_text(struct check *c)
{
	for (size_t i = 0; i < c->cell.n; i++) {
		unsigned char b = (unsigned char)c->cell.p[i];

		if (b == '\n' && !(c->column->flags & COLUMN_LINES))
			return wrong(c, "has a line break");
		if ((b < 0x20 && b != '\n' && b != '\t') || b == 0x7f)
			return wrong(c, "has a control character");
	}
	return true;
}

static bool check_id(struct check *c)
{
	ptrdiff_t colon = str_find(c->cell, STR(":"));

	for (size_t i = 0; i < c->cell.n;)
		if (narrow_of(utf8_next(c->cell, &i)))
			return wrong(c, "has a full-width letter, digit or sign: type it in half width (半角)");
	if (colon <= 0 || (size_t)colon + 1 == c->cell.n)
		return wrong(c, "is not CHANNEL:ID");
	if (c->cell.n > 200)
		return wrong(c, "is too long for an id");
	for (size_t i = 0; i < c->cell.n; i++) {
		unsigned char b = (unsigned char)c->cell.p[i];
		bool plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' ||
			     b == '-';

		if (i < (size_t)colon && !plain)
			return wrong(c, "is not CHANNEL:ID");
		if (b <= ' ' || b == ';' || b == 0x7f)
			return wrong(c, "has a character that no id has");
	}
	return true;
}

#define AS_TEXT "in Excel mark the column, Format Cells, Text, then type it again"

/* Excel makes numbers of phones: name what it did, it is what people send. */
static bool check_phone(struct check *c)
{
	struct str s = c->cell;

	if (digits_only(s) && s.n == 11 && s.p[0] == '1')
		return true;
	if (digits_only(str_sub(s, 0, 1)) && (str_has(s, STR("E+")) || str_has(s, STR("e+"))))
		return wrong(c, "is a number in scientific notation, digits are lost: " AS_TEXT);
	if (s.n > 11 && s.p[11] == '.' && digits_only(str_sub(s, 0, 11)))
		return wrong(c, "is a number with decimals: " AS_TEXT);
	if (digits_only(s) && s.n < 11)
		return wrong(c, "has %zu digits, not 11 (lost leading zeros? " AS_TEXT ")", s.n);
	return wrong(c, "is not a mobile number: 11 digits that begin with 1, nothing between or before them");
}

static bool check_number(struct check *c, bool whole)
{
	double min = c->column->min, max = c->column->max == 0 && min == 0 ? 1e9 : c->column->max;
	bool above = c->column->flags & COLUMN_ABOVE;

	if (!str_decimal(c->cell) || c->cell.n >= 40)
		return wrong(c,
			     whole ? "is not a whole number" : "is not a number (digits and a decimal point, no unit)");
	if (whole && str_has(c->cell, STR(".")))
		return wrong(c, "is not a whole number");
	double v = strtod(arena_cstr(c->arena, c->cell), NULL);

	if (v > max || v < min || (above && v == min))
		return above ? wrong(c, "is not more than %.10g and at most %.10g", min, max)
			     : wrong(c, "is not within %.10g … %.10g", min, max);
	char text[64];
	int n = snprintf(text, sizeof text, "%.*f", whole ? 0 : 9, v == 0 ? 0 : v);

	if (!whole) {
		while (text[n - 1] == '0')
			n--;
		if (text[n - 1] == '.')
			n--;
	}
	*c->out = arena_str(c->arena, (struct str){ text, (size_t)n });
	return true;
}

/* 2025/6/11 as Excel shows a date, in our way of writing; or "". */
static const char *excel_date(struct check *c, size_t *n)
{
	const char *text = arena_cstr(c->arena, c->cell);
	int year, month, day, used = 0;

	*n = 0;
	if (sscanf(text, "%4d%*1[-/.]%2d%*1[-/.]%2d%n", &year, &month, &day, &used) != 3 || used < 8)
		return "";
	struct str date = arena_printf(c->arena, "%04d-%02d-%02d", year, month, day);

	*n = (size_t)used;
	return is_date(date) ? date.p : "";
}

static bool check_date(struct check *c)
{
	size_t n;

	if (is_date(c->cell))
		return true;
	const char *meant = excel_date(c, &n);

	if (*meant && n == c->cell.n)
		return wrong(c, "is not a date, YYYY-MM-DD: write %s (in Excel: Format Cells, Custom, yyyy-mm-dd)",
			     meant);
	return wrong(c, "is not a date, YYYY-MM-DD");
}

static bool check_time(struct check *c)
{
	struct str s = c->cell;
	int hour, minute;
	size_t n;

	if (s.n == 16 && s.p[10] == ' ' && is_date(str_sub(s, 0, 10)) && is_clock(str_sub(s, 11, 16)))
		return true;
	const char *meant = excel_date(c, &n);

	if (*meant && sscanf(arena_cstr(c->arena, str_sub(s, n, s.n)), " %2d:%2d", &hour, &minute) == 2 && hour < 24 &&
	    minute < 60)
		return wrong(c,
			     "is not a time, YYYY-MM-DD HH:MM: write %s %02d:%02d (in Excel: Format Cells, Custom,"
			     " yyyy-mm-dd hh:mm)",
			     meant, hour, minute);
	return wrong(c, "is not a time, YYYY-MM-DD HH:MM");
}

static bool check_clock(struct check *c)
{
	if (is_clock(c->cell))
		return true;
	if (c->cell.n == 4 && c->cell.p[1] == ':')
		return wrong(c, "is not HH:MM (a lost leading zero? in Excel: Format Cells, Custom, hh:mm)");
	return wrong(c, "is not HH:MM");
}

static bool check_enum(struct check *c)
{
	return kind_word(c->column->allowed, c->cell) || wrong(c, "is none of: %s", c->column->allowed);
}

static bool check_code(struct check *c)
{
	struct str s = c->cell;
	char letter = c->column->letter;
	int64_t v;

	if (s.n < 2 || (s.p[0] != letter && s.p[0] != letter + ('a' - 'A')))
		return wrong(c, "is not a number like %c-1", letter);
	s = str_sub(s, s.p[1] == '-' ? 2 : 1, s.n);
	if (!digits_only(s) || !str_int(s, 1, 1000000000, &v))
		return wrong(c, "is not a number like %c-1", letter);
	*c->out = arena_printf(c->arena, "%c-%" PRId64, letter, v);
	return true;
}

static bool check_meets(struct check *c)
{
	struct str s = c->cell;
	size_t week = str_starts(s, STR("last")) ? 4 : s.n && s.p[0] >= '1' && s.p[0] <= '4' ? 1 : 0;

	return (week && s.n == week + 9 && s.p[week + 3] == ' ' &&
		kind_word("mon tue wed thu fri sat sun", str_sub(s, week, week + 3)) &&
		is_clock(str_sub(s, week + 4, s.n))) ||
	       wrong(c, "is not like 2fri 20:00 or lastsun 09:30");
}

static bool check_hours(struct check *c)
{
	struct str s = c->cell;

	if (str_is(s, "24h"))
		return true;
	int from = clock_minutes(str_sub(s, 0, 5)), to = s.n == 11 ? clock_minutes(str_sub(s, 6, 11)) : -1;

	if (s.n != 11 || s.p[5] != '-' || from < 0 || to < 0 || from == 24 * 60)
		return wrong(c, "is not HH:MM-HH:MM nor 24h");
	return from != to || wrong(c, "is no time at all (all day is 24h)");
}

static bool check_day(struct check *c)
{
	return str_is(c->cell, "any") || is_date(c->cell) || wrong(c, "is neither a date, YYYY-MM-DD, nor any");
}

static bool check_window(struct check *c)
{
	*c->out = window_code(c->cell, c->arena);
	return c->out->p || wrong(c, "is no code of a window: like XW-1, or 3 to 12 characters, one of them Chinese");
}

/* Its key, or its name as the report has it. */
static bool check_figure(struct check *c)
{
	const struct figure *x = figures;

	while (x->key && !str_is(c->cell, x->key) && !str_is(c->cell, x->name))
		x++;
	if (!x->key)
		return wrong(c, "is no figure of the report: its key or its name");
	*c->out = str_c(x->key);
	return later_fits(x) || wrong(c, "is a figure that cannot be entered afterwards");
}

static bool check_one(struct check *c)
{
	*c->out = c->cell;
	switch (c->column->type) {
	case COLUMN_TEXT:
		return check_text(c);
	case COLUMN_ID:
		return check_id(c);
	case COLUMN_PHONE:
		return check_phone(c);
	case COLUMN_INT:
		return check_number(c, true);
	case COLUMN_NUMBER:
		return check_number(c, false);
	case COLUMN_DATE:
		return check_date(c);
	case COLUMN_TIME:
		return check_time(c);
	case COLUMN_CLOCK:
		return check_clock(c);
	case COLUMN_ENUM:
		return check_enum(c);
	case COLUMN_CODE:
		return check_code(c);
	case COLUMN_MEETS:
		return check_meets(c);
	case COLUMN_HOURS:
		return check_hours(c);
	case COLUMN_DAY:
		return check_day(c);
	case COLUMN_WINDOW:
		return check_window(c);
	case COLUMN_FIGURE:
		return check_figure(c);
	}
	return wrong(c, "is of no known type");
}

/* ------------------------------------------------------------------- lists */

static int by_bytes(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	int d = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);

	return d ? d : (x->n > y->n) - (x->n < y->n);
}

static bool repeated(const struct str *items, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (str_eq(items[i], items[i - 1]))
			return true;
	return false;
}

static struct str joined(struct arena *a, const struct str *items, size_t n)
{
	size_t bytes = 0, at = 0;

	for (size_t i = 0; i < n; i++)
		bytes += items[i].n + 1;
	char *p = arena_alloc(a, bytes + 1);

	for (size_t i = 0; i < n; i++) {
		if (i)
			p[at++] = ';';
		memcpy(p + at, items[i].p, items[i].n);
		at += items[i].n;
	}
	return (struct str){ p, at };
}

static bool check_list(struct check *c)
{
	size_t n = 0, all = cell_items(c->cell);
	struct str *items = arena_array(c->arena, struct str, all), *sorted = arena_array(c->arena, struct str, all);
	struct str rest = c->cell, item;

	while (str_split(&rest, ';', &item)) {
		struct check one = *c;

		one.cell = str_trim(item);
		one.out = &items[n++];
		if (one.cell.n == 0)
			return wrong(c, "has an empty item in the list (one ; too many?)");
		if (!check_one(&one))
			return false;
	}
	memcpy(sorted, items, n * sizeof *items);
	qsort(sorted, n, sizeof *sorted, by_bytes);
	if (repeated(sorted, n))
		return wrong(c, "has the same twice in the list");
	if (c->column->type == COLUMN_HOURS && n > 1 && str_has(c->cell, STR("24h")))
		return wrong(c, "has more than 24h in it");
	if (c->column->type == COLUMN_HOURS && n > OPENING_SPANS)
		return wrong(c, "has more spans than a day needs");
	*c->out = joined(c->arena, c->column->flags & COLUMN_SET ? sorted : items, n);
	return true;
}

/* What a Chinese keyboard types wide where ASCII is meant. */
static struct str narrowed(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0, from = 0; i < s.n; from = i) {
		char c = narrow_of(utf8_next(s, &i));

		if (c) {
			p[n++] = c;
		} else {
			memcpy(p + n, s.p + from, i - from);
			n += i - from;
		}
	}
	return (struct str){ p, n };
}

bool cell_check(const struct column *column, struct str cell, struct arena *a, struct str *out, struct str *why)
{
	bool words = column->type == COLUMN_TEXT || column->type == COLUMN_ID || column->type == COLUMN_FIGURE;
	struct check c = { column, words ? cell : narrowed(a, cell), a, out, why };

	return column->flags & COLUMN_LIST ? check_list(&c) : check_one(&c);
}

size_t cell_items(struct str list)
{
	size_t n = list.n > 0;

	for (size_t i = 0; i < list.n; i++)
		n += list.p[i] == ';';
	return n;
}

double cell_number(struct str value)
{
	char text[64];

	snprintf(text, sizeof text, STR_FMT, STR_ARG(value));
	return strtod(text, NULL);
}

int64_t cell_code(struct str value)
{
	int64_t v = 0;

	return str_int(str_sub(value, 2, value.n), 0, INT64_MAX, &v) ? v : 0;
}

struct val cell_val(const struct column *column, struct str value)
{
	if (!value.n)
		return NULL_VAL;
	if (column->flags & COLUMN_LIST)
		return val_str(value);
	switch (column->type) {
	case COLUMN_CODE:
		return val_int(cell_code(value));
	case COLUMN_INT:
		return val_int((int64_t)cell_number(value));
	case COLUMN_NUMBER:
		return column->flags & COLUMN_SEALED ? val_str(value) : val_real(cell_number(value));
	default:
		return val_str(value);
	}
}
