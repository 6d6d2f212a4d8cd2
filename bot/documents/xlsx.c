/* xlsx.c - libxlsxwriter behind an interface that cannot be used wrongly. */
#include "bot/documents/xlsx.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "bot/base/arena.h"
#include "bot/base/buf.h"
#include "bot/base/mem.h"
#include "bot/base/utf8.h"

enum { SHEET_NAME_MAX = 31, PATH_ROOM = 32, MARGIN = 3 };
static const double WIDEST = 255;

struct xlsx {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *header, *formats[XLSX_TYPES];
	lxw_row_t row; /* the next one */
	size_t columns, cut;
	struct arena *arena; /* the row's */
	int file;	     /* in memory, until it is whole */
	enum err failed;
};

static const char *const FORMATS[XLSX_TYPES] = {
	[XLSX_COUNT] = "0",	   [XLSX_NUMBER] = "0.00",	     [XLSX_PERCENT] = "0.0%",
	[XLSX_DAY] = "yyyy-mm-dd", [XLSX_TIME] = "yyyy-mm-dd hh:mm",
};

static void make_formats(struct xlsx *x)
{
	for (size_t i = 0; i < XLSX_TYPES; i++) {
		x->formats[i] = workbook_add_format(x->book);
		format_set_align(x->formats[i], LXW_ALIGN_VERTICAL_TOP);
		if (FORMATS[i])
			format_set_num_format(x->formats[i], FORMATS[i]);
	}
	format_set_text_wrap(x->formats[XLSX_TEXT]);
	x->header = workbook_add_format(x->book);
	format_set_bold(x->header);
	format_set_text_wrap(x->header);
	format_set_bg_color(x->header, 0xEEEEEE);
	format_set_bottom(x->header, LXW_BORDER_THIN);
	format_set_align(x->header, LXW_ALIGN_VERTICAL_TOP);
}

struct xlsx *xlsx_new(ms_t now)
{
	struct xlsx *x = mem_zalloc(sizeof *x);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_doc_properties made = { .created = (time_t)(now / MS_SECOND) };
	char path[PATH_ROOM];

	x->arena = arena_new();
	x->file = memfd_create("workbook", MFD_CLOEXEC);
	if (x->file < 0)
		x->failed = ERR_IO;
	snprintf(path, sizeof path, "/proc/self/fd/%d", x->file); /* the library wants a path */
	x->book = workbook_new_opt(path, &options);
	if (!x->book)
		mem_exhausted();
	workbook_set_properties(x->book, &made);
	make_formats(x);
	return x;
}

/* What spreadsheet programs refuse in a name is replaced. */
static const char *sheet_name(struct xlsx *x, struct str name)
{
	char *s = arena_cstr(x->arena, utf8_cut(name, SHEET_NAME_MAX));

	for (char *p = s; *p; p++)
		if (strchr("[]:*?/\\'", *p))
			*p = '_';
	return s;
}

/* What the library refuses fails the whole; the first reason stays. */
static void check(struct xlsx *x, lxw_error e, enum err reason)
{
	if (e != LXW_NO_ERROR && x->failed == OK)
		x->failed = reason;
}

static double width_of(const struct xlsx_column *c)
{
	double width = c->width;

	if (!c->width)
		for (size_t i = 0; i < c->title.n;)
			width += utf8_next(c->title, &i) < 0x1100 ? 1 : 2;
	width += MARGIN;
	return width < WIDEST ? width : WIDEST;
}

/* A sheet's rows are known only when it ends. */
static void end_sheet(struct xlsx *x)
{
	if (x->sheet && x->columns && x->row)
		check(x, worksheet_autofilter(x->sheet, 0, 0, x->row - 1, (lxw_col_t)(x->columns - 1)), ERR_INPUT);
}

void xlsx_sheet(struct xlsx *x, struct str name, const struct xlsx_column *columns, size_t n)
{
	end_sheet(x);
	x->sheet = NULL;
	x->row = 0;
	x->columns = n;
	lxw_worksheet *sheet = x->failed == OK ? workbook_add_worksheet(x->book, sheet_name(x, name)) : NULL;

	if (!sheet) {
		check(x, LXW_ERROR_PARAMETER_VALIDATION, ERR_INPUT);
		return;
	}
	x->sheet = sheet;
	worksheet_freeze_panes(sheet, 1, 0);
	worksheet_set_paper(sheet, 9); /* A4 */
	worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	check(x, worksheet_repeat_rows(sheet, 0, 0), ERR_INPUT);
	for (size_t i = 0; i < n; i++) {
		lxw_col_t c = (lxw_col_t)i;

		check(x, worksheet_set_column(sheet, c, c, width_of(&columns[i]), NULL), ERR_INPUT);
		check(x, worksheet_write_string(sheet, 0, c, arena_cstr(x->arena, columns[i].title), x->header),
		      ERR_INPUT);
	}
	x->row = 1;
	arena_reset(x->arena);
}

/* Does a text look, here, like the format's own way of writing a character, "_x0041_"? */
static bool looks_escaped(struct str s, size_t at)
{
	enum { DIGITS = 4 };
	bool looks = s.n - at > DIGITS + 2 && s.p[at] == '_' && s.p[at + 1] == 'x' && s.p[at + DIGITS + 2] == '_';

	for (size_t i = 0; looks && i < DIGITS; i++)
		looks = isxdigit((unsigned char)s.p[at + 2 + i]);
	return looks;
}

/* That, and the two characters that XML cannot hold and the library lets through, are written as
 * it: then they are read as they were. */
static struct str escaped(struct xlsx *x, struct str s)
{
	struct buf b;

	if (!str_has(s, STR("_x")) && !str_has(s, STR("\xef\xbf")))
		return s;
	buf_init(&b, 8 * s.n);
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		uint32_t cp = utf8_next(s, &i);

		if (cp == 0xfffe || cp == 0xffff)
			buf_printf(&b, "_x%04X_", (unsigned)cp);
		else if (looks_escaped(s, from))
			buf_addc(&b, "_x005F_");
		else
			buf_add(&b, str_sub(s, from, i));
	}
	s = arena_str(x->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

static const char *cell_text(struct xlsx *x, struct str s)
{
	s = escaped(x, s);
	if (utf16_count(s) <= XLSX_CELL_MAX)
		return arena_cstr(x->arena, s);
	x->cut++;
	return arena_printf(x->arena, STR_FMT "…", STR_ARG(str_sub(s, 0, utf8_at_utf16(s, XLSX_CELL_MAX - 1)))).p;
}

/* A spreadsheet knows no zones: an instant is written as the clock on the wall. */
static int64_t wall_clock(ms_t at)
{
	time_t t = (time_t)(at / MS_SECOND);
	struct tm tm;

	return localtime_r(&t, &tm) ? (int64_t)t + tm.tm_gmtoff : (int64_t)t;
}

static lxw_error put(struct xlsx *x, lxw_col_t column, const struct xlsx_cell *c)
{
	enum { DAY = MS_DAY / MS_SECOND };
	lxw_format *format = x->formats[c->type];
	int64_t at;

	switch (c->type) {
	case XLSX_TEXT:
		return worksheet_write_string(x->sheet, x->row, column, cell_text(x, c->text), format);
	case XLSX_COUNT:
	case XLSX_NUMBER:
	case XLSX_PERCENT:
		return worksheet_write_number(x->sheet, x->row, column, c->number, format);
	case XLSX_DAY:
	case XLSX_TIME:
		at = wall_clock(c->time);
		return worksheet_write_unixtime(x->sheet, x->row, column, c->type == XLSX_DAY ? at - at % DAY : at,
						format);
	default:
		return LXW_NO_ERROR;
	}
}

void xlsx_row(struct xlsx *x, const struct xlsx_cell *cells, size_t n)
{
	if (!x->sheet || x->failed != OK)
		return;
	for (size_t i = 0; i < n; i++)
		check(x, put(x, (lxw_col_t)i, &cells[i]), ERR_INPUT);
	x->row++;
	arena_reset(x->arena);
}

size_t xlsx_cut(const struct xlsx *x)
{
	return x->cut;
}

static enum err copy(int from, FILE *out)
{
	char part[BUFSIZ];
	off_t at = 0;
	ssize_t n;

	while ((n = pread(from, part, sizeof part, at)) > 0) {
		if (fwrite(part, 1, (size_t)n, out) != (size_t)n)
			return ERR_IO;
		at += n;
	}
	return n == 0 && at > 0 && fflush(out) == 0 ? OK : ERR_IO;
}

enum err xlsx_write(struct xlsx *x, FILE *out)
{
	end_sheet(x);
	check(x, workbook_close(x->book), ERR_IO);
	enum err e = x->failed == OK ? copy(x->file, out) : x->failed;

	if (x->file >= 0)
		close(x->file);
	arena_free(x->arena);
	free(x);
	return e;
}
