/* csv.c - libcsv fed line by line, so that the line of each row is known. */
#include "store/lists/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"

struct reading {
	struct arena *arena;
	csv_row *row;
	void *ctx;
	struct str cells[CSV_CELLS_MAX];
	size_t n;
	size_t line; /* where the row begins */
	size_t row_bytes;
	bool begun;	 /* the header is read */
	bool ended;	 /* the line just fed ended a row */
	bool stopped;	 /* the receiver wants no more */
	size_t too_long; /* column of a cell over the limit, or 0 */
	bool too_many;
};

/* Spreadsheets calculate a cell that begins with one of these, in full width
 * too, and drop tabs and line ends to find one behind them (OWASP, "CSV
 * injection"). It is written with a ' before it, which makes it text, and read
 * without. What looks as if it had been written so, behind any ' and blanks,
 * gets one more: so every cell is read as it was. Numbers stay numbers, but
 * for those with a +, which a spreadsheet would eat (+86…). `s` ends in no
 * white space. */
static bool calculated(struct str s)
{
	static const struct str signs[] = { STR("="),  STR("+"),  STR("-"),  STR("@"),
					    STR("＝"), STR("＋"), STR("－"), STR("＠") };
	size_t blank;

	do {
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
			if (str_starts(s, signs[i]))
				return !str_decimal(s);
		if (s.n && s.p[0] >= '\t' && s.p[0] <= '\r')
			return true;
		blank = str_starts(s, STR("'")) || str_starts(s, STR(" ")) ? 1 : str_starts(s, STR("　")) ? 3 : 0;
		s = str_sub(s, blank, s.n);
	} while (blank);
	return false;
}

/* A copy with every line break as LF. */
static struct str copied(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r') {
			if (i + 1 < s.n && s.p[i + 1] == '\n')
				continue;
			p[n++] = '\n';
		} else {
			p[n++] = s.p[i];
		}
	}
	p[n] = '\0';
	return (struct str){ p, n };
}

static void on_cell(void *data, size_t n, void *ctx)
{
	struct reading *r = ctx;
	struct str s = str_trim((struct str){ data, n }), text = str_sub(s, 1, s.n);

	if (str_starts(s, STR("'")) && calculated(text))
		s = str_trim(text);
	if (r->n == CSV_CELLS_MAX) {
		r->too_many = true;
		return;
	}
	if (s.n > CSV_CELL_MAX && !r->too_long)
		r->too_long = r->n + 1;
	r->cells[r->n++] = s.n && !r->too_long ? copied(r->arena, s) : NO_STR;
}

static void on_row(int end, void *ctx)
{
	struct reading *r = ctx;

	(void)end;
	r->ended = true;
	if (!r->stopped && !r->too_long && !r->too_many)
		r->stopped = !r->row(r->ctx, r->line, r->cells, r->n);
	if (!r->too_long && !r->too_many)
		r->n = 0;
}

static bool blank(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (!strchr(" \t\r\n", line.p[i]))
			return false;
	return true;
}

static enum err bad(struct csv_problem *problem, size_t line, size_t column, const char *reason)
{
	*problem = (struct csv_problem){ line, column, reason };
	return ERR_INPUT;
}

static enum err over_limit(const struct reading *r, struct csv_problem *problem)
{
	if (r->too_long)
		return bad(problem, r->line, r->too_long, "over 64 KiB in one cell (a quote that is never closed?)");
	return bad(problem, r->line, 0, "too many columns");
}

/* Excel's "Unicode text" is UTF-16 with tabs. */
static void choose_delimiter(struct csv_parser *parser, const struct text *text, struct str header)
{
	if (text_encoding(text) != TEXT_UTF8 && text_encoding(text) != TEXT_GB18030 && str_has(header, STR("\t")) &&
	    !str_has(header, STR(",")))
		csv_set_delim(parser, '\t');
}

/* One physical line of a row. */
static enum err read_line(struct csv_parser *parser, struct reading *r, struct str one, struct csv_problem *problem)
{
	r->ended = false;
	if (csv_parse(parser, one.p, one.n, on_cell, on_row, r) != one.n) {
		if (csv_error(parser) == CSV_ENOMEM)
			mem_exhausted();
		return bad(problem, r->line, r->n + 1,
			   "a quote or text where none may be (a quoted cell is \"like \"\"this\"\"\")");
	}
	r->row_bytes += one.n;
	if (!r->ended && r->row_bytes > (size_t)CSV_CELL_MAX * 16) /* do not read on to the end of the file */
		r->too_long = r->n + 1;
	return r->too_long || r->too_many ? over_limit(r, problem) : OK;
}

static enum err read_lines(struct csv_parser *parser, struct reading *r, struct text *text, struct csv_problem *problem)
{
	bool within = false; /* a row has begun and not ended */
	struct str one;

	for (size_t line = 1; !r->stopped && text_line(text, &one); line++) {
		if (memchr(one.p, '\0', one.n))
			return bad(problem, line, 0,
				   "a NUL byte: this is no text (in Excel or WPS: save as “CSV UTF-8”)");
		if (!within && blank(one))
			continue;
		if (!within) {
			r->line = line;
			r->row_bytes = 0;
		}
		if (!r->begun)
			choose_delimiter(parser, text, one);
		r->begun = true;
		if (read_line(parser, r, one, problem) != OK)
			return ERR_INPUT;
		within = !r->ended;
	}
	if (text_problem(text))
		return bad(problem, text_problem(text)->line, 0, text_problem(text)->reason);
	if (within && csv_fini(parser, on_cell, on_row, r) != 0)
		return bad(problem, r->line, r->n + 1, "a quote is opened and never closed");
	return r->too_long || r->too_many ? over_limit(r, problem) : OK;
}

enum err csv_read(struct text *text, struct arena *arena, csv_row *row, void *ctx, struct csv_problem *problem)
{
	struct csv_parser parser;
	struct reading *r = mem_zalloc(sizeof *r);
	enum err e;

	*problem = (struct csv_problem){ 0, 0, NULL };
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		mem_exhausted();
	csv_set_blk_size(&parser, 4096);
	r->arena = arena;
	r->row = row;
	r->ctx = ctx;
	e = read_lines(&parser, r, text, problem);
	csv_free(&parser);
	free(r);
	return e;
}

/* Some programs take semicolons and tabs too for ends of cells. */
static bool needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr(",\"\n\r", s.p[i]) || (strchr(";\t", s.p[i]) && calculated(str_sub(s, i + 1, s.n))))
			return true;
	return str_trim(s).n != s.n || str_starts(s, STR("\xef\xbb\xbf")); /* else it reads as a BOM */
}

static void put_cell(FILE *out, struct str s)
{
	struct str core = str_trim(s);
	bool quoted = needs_quotes(s);

	if (core.n == 0)
		return;
	if (quoted)
		putc('"', out);
	if (calculated((struct str){ s.p, (size_t)(core.p - s.p) + core.n }))
		putc('\'', out);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			putc('"', out);
		putc(s.p[i], out);
	}
	if (quoted)
		putc('"', out);
}

void csv_put_row(FILE *out, const struct str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			putc(',', out);
		put_cell(out, cells[i]);
	}
	putc('\n', out);
}
