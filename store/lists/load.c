/* load.c - one CSV file into checked rows: header, cells, keys. Read
 * again, the same rows come out and nothing is said twice. */
#include <string.h>

#include "bot/base/mem.h"
#include "store/lists/kinds/cells.h"
#include "store/lists/csv.h"
#include "store/lists/internal.h"

enum { STEP = 256 }; /* rows between two looks at the progress */

struct loading {
	struct import *imp;
	struct file *file;
	import_each *each; /* reading again: who gets the rows; else NULL */
	bool begun;	   /* past the header */
	size_t n;	   /* rows */
};

/* What is wrong with a row, unless that was said before. */
static void blame(struct loading *l, const struct row *r, const char *column, const char *fmt, ...) PRINTF_LIKE(4, 5);
static void blame(struct loading *l, const struct row *r, const char *column, const char *fmt, ...)
{
	va_list ap;

	if (l->each)
		return;
	va_start(ap, fmt);
	struct str what = arena_vprintf(l->imp->scratch, fmt, ap);

	va_end(ap);
	import_problem(l->imp, l->file, r->line, column, STR_FMT, STR_ARG(what));
}

/* -------------------------------------------------------------------- keys */

struct str import_key(const struct kind *kind, const struct str *cells, struct arena *a)
{
	struct str key = NO_STR;
	bool begun = false, either = false;

	for (size_t i = 0; i < KIND_COLUMNS && kind->columns[i].name; i++) {
		unsigned flags = kind->columns[i].flags;

		if (!(flags & COLUMN_KEY) && (!(flags & COLUMN_EITHER) || either))
			continue;
		either |= flags & COLUMN_EITHER && cells[i].n;
		key = begun ? arena_printf(a, STR_FMT "\x1f" STR_FMT, STR_ARG(key), STR_ARG(cells[i])) : cells[i];
		begun = true;
	}
	return key;
}

bool import_has_key(const struct file *f, struct str key)
{
	return index_find(&f->keys, key) || seen_line(&f->seen, key);
}

static void repeated(struct loading *l, struct row *r, uint32_t line)
{
	const struct kind *kind = l->file->kind;
	size_t first = 0;

	while (!(kind->columns[first].flags & COLUMN_KEY))
		first++;
	blame(l, r, kind->columns[first].name, "the same key as line %u", (unsigned)line);
	r->bad = true;
}

/* whole: the row has all its cells; if not, its key is only kept so that rows
 * that refer to it are not blamed. */
static void register_key(struct loading *l, struct row *r, bool whole)
{
	struct file *f = l->file;

	r->key = import_key(f->kind, r->cells, l->imp->scratch);
	if (!f->kind->whole) {
		uint32_t line = l->each ? seen_line(&f->seen, r->key) : seen_add(&f->seen, r->key, r->line);

		if (line && line != r->line && whole)
			repeated(l, r, line);
		return;
	}
	uint32_t *other = index_find(&f->keys, r->key);

	if (other && whole)
		repeated(l, r, f->rows[*other].line);
	else if (!other)
		index_add(&f->keys, l->imp->bulk, r->key, (uint32_t)f->n);
}

/* ------------------------------------------------------------------ header */

static struct str all_columns(struct arena *a, const struct kind *kind)
{
	struct str s = str_c(kind->columns[0].name);

	for (size_t i = 1; i < kind_width(kind); i++)
		s = arena_printf(a, STR_FMT " %s", STR_ARG(s), kind->columns[i].name);
	return s;
}

static bool header_cell(struct loading *l, size_t line, struct str cell, size_t at, uint32_t *seen)
{
	struct file *f = l->file;
	struct arena *a = l->imp->arena;
	int column = column_named(f->kind, cell);

	if (!cell.n) {
		const char *name = arena_printf(a, "column %zu", at + 1).p;

		import_problem(l->imp, f, line, name, "has no name (an empty column: delete it)");
	} else if (column < 0 && (str_has(cell, STR("\t")) || str_has(cell, STR(";")))) {
		import_problem(
			l->imp, f, line, arena_cstr(a, str_sub(cell, 0, 60)),
			"unknown column: commas must stand between the cells (in Excel or WPS: save as “CSV UTF-8”)");
	} else if (column < 0) {
		struct str known = all_columns(a, f->kind);

		import_problem(l->imp, f, line, arena_cstr(a, str_sub(cell, 0, 60)),
			       "unknown column (%s has: " STR_FMT ")", f->kind->name, STR_ARG(known));
	} else if (*seen >> column & 1) {
		import_problem(l->imp, f, line, f->kind->columns[column].name, "the column is there twice");
	} else {
		*seen |= 1u << column;
		f->columns[at] = column;
		return true;
	}
	return false;
}

/* false: rows cannot be read under this header. */
static bool header(struct loading *l, size_t line, const struct str *cells, size_t n)
{
	struct file *f = l->file;
	uint32_t seen = 0;
	bool good = true;

	f->columns = arena_array(l->imp->bulk, int, n);
	f->n_columns = n;
	for (size_t i = 0; i < n; i++)
		good &= header_cell(l, line, cells[i], i, &seen);
	for (size_t i = 0; i < f->width; i++) {
		if (seen >> i & 1 || !(f->kind->columns[i].flags & COLUMN_REQUIRED))
			continue;
		import_problem(l->imp, f, line, f->kind->columns[i].name, "the column is missing");
		good = false;
	}
	f->broken = !good;
	if (!good)
		f->columns = NULL;
	return good;
}

/* -------------------------------------------------------------------- rows */

static void check_cell(struct loading *l, struct row *r, int at)
{
	const struct column *column = &l->file->kind->columns[at];
	struct str why = NO_STR;

	if (r->cells[at].n) {
		r->given |= 1u << at;
		if (cell_check(column, r->cells[at], l->imp->scratch, &r->cells[at], &why))
			return;
		blame(l, r, column->name, STR_FMT, STR_ARG(why));
	} else if (column->flags & COLUMN_REQUIRED) {
		blame(l, r, column->name, "must be filled");
	} else {
		if (column->flags & COLUMN_KEY && column->otherwise)
			r->cells[at] = str_c(column->otherwise);
		return;
	}
	r->given &= ~(1u << at);
	r->cells[at] = NO_STR;
	r->bad = true;
}

static bool key_complete(const struct kind *kind, const struct row *r, uint32_t bad)
{
	bool either = false, filled = false;

	for (size_t i = 0; i < kind_width(kind); i++) {
		unsigned flags = kind->columns[i].flags;

		if (flags & (COLUMN_KEY | COLUMN_EITHER) && bad >> i & 1)
			return false;
		if (flags & COLUMN_KEY && flags & COLUMN_REQUIRED && !r->cells[i].n)
			return false;
		either |= (flags & COLUMN_EITHER) != 0;
		filled |= flags & COLUMN_EITHER && r->cells[i].n;
	}
	return !either || filled;
}

/* Too few or too many cells: said once. Its key is kept when it looks like one,
 * so that rows that refer to it are not blamed. */
static void ragged(struct loading *l, struct row *r, size_t n)
{
	struct file *f = l->file;
	const char *column = n < f->n_columns ? f->kind->columns[f->columns[n]].name
					      : arena_printf(l->imp->arena, "column %zu", f->n_columns + 1).p;
	struct str why;

	blame(l, r, column, "the row has %zu cells, the header %zu", n, f->n_columns);
	r->bad = true;
	for (size_t i = 0; i < f->width; i++) {
		const struct column *c = &f->kind->columns[i];

		if (!(c->flags & COLUMN_KEY) || !r->cells[i].n ||
		    !cell_check(c, r->cells[i], l->imp->scratch, &r->cells[i], &why))
			r->cells[i] = NO_STR;
	}
}

/* A row that somebody emptied without deleting it. */
static bool nothing(struct loading *l, struct row *r, const struct str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cells[i].n)
			return false;
	blame(l, r, l->file->kind->columns[0].name, "an empty row: delete the whole row, not only what is in it");
	r->bad = true;
	return true;
}

static const char *either_of(struct loading *l)
{
	const struct column *c = l->file->kind->columns;
	size_t first = 0, second;

	while (!(c[first].flags & COLUMN_EITHER))
		first++;
	for (second = first + 1; !(c[second].flags & COLUMN_EITHER);)
		second++;
	return arena_printf(l->imp->arena, "%s or %s", c[first].name, c[second].name).p;
}

/* The row's cells in the kind's order, checked; true: its key is one. */
static bool take_cells(struct loading *l, struct row *r, const struct str *cells, size_t n)
{
	struct file *f = l->file;
	uint32_t bad = 0;

	for (size_t i = 0; i < n && i < f->n_columns; i++)
		r->cells[f->columns[i]] = cells[i];
	if (n != f->n_columns) {
		ragged(l, r, n);
		return key_complete(f->kind, r, 0);
	}
	if (nothing(l, r, cells, n))
		return false;
	for (size_t i = 0; i < f->width; i++) {
		bool filled = r->cells[i].n;

		check_cell(l, r, (int)i);
		bad |= (uint32_t)(filled && !row_given(r, (int)i)) << i;
	}
	bool complete = key_complete(f->kind, r, bad);

	if (!complete && !r->bad) {
		blame(l, r, either_of(l), "one of the two must be filled");
		r->bad = true;
	}
	return complete;
}

static void keep(struct file *f, const struct row *r)
{
	if (f->n == f->room) {
		f->room = f->room ? f->room * 2 : 64;
		f->rows = mem_grow(f->rows, f->room * sizeof *f->rows);
	}
	f->rows[f->n] = *r;
}

static void step(struct loading *l)
{
	struct import *imp = l->imp;

	if (++imp->steps % STEP == 0 && imp->options->progress)
		imp->options->progress(imp->options->ctx,
				       imp->done + text_offset(l->file->text) * (l->each ? IMPORT_AGAIN : 1),
				       imp->total);
}

static bool take_row(struct loading *l, size_t line, const struct str *cells, size_t n)
{
	struct import *imp = l->imp;
	struct file *f = l->file;
	struct row r = { .line = (uint32_t)line, .cells = arena_array(imp->scratch, struct str, f->width) };

	if (take_cells(l, &r, cells, n))
		register_key(l, &r, n == f->n_columns);
	if (l->each) {
		l->each(imp, f, &r);
	} else {
		if (file_kind(f) == KIND_PEOPLE && !r.bad)
			import_note_name(imp, f, &r);
		if (f->kind->whole)
			keep(f, &r);
		f->n++;
	}
	step(l);
	return db_error(imp->db) == OK;
}

static bool too_many(struct loading *l, size_t line)
{
	if (l->n++ < IMPORT_ROWS_MAX)
		return false;
	if (!l->each)
		import_problem(l->imp, l->file, line, NULL, "more than %d rows in one file", IMPORT_ROWS_MAX);
	l->file->broken = true;
	return true;
}

static bool on_row(void *ctx, size_t line, const struct str *cells, size_t n)
{
	struct loading *l = ctx;
	bool more = true;

	if (l->begun)
		more = !too_many(l, line) && take_row(l, line, cells, n);
	else if (!l->each)
		more = header(l, line, cells, n);
	l->begun = true;
	if (!l->file->kind->whole)
		arena_reset(l->imp->row);
	return more;
}

/* -------------------------------------------------------------------- file */

void import_open(struct import *imp, struct file *f)
{
	struct text_problem why;

	f->text = text_open(f->source->path, &why);
	if (f->text) {
		imp->total += text_size(f->text) * (1 + IMPORT_AGAIN);
		if (text_encoding(f->text) != TEXT_UTF8)
			imp->report->counts[file_kind(f)].encoding = text_encoding_name(text_encoding(f->text));
		return;
	}
	import_problem(imp, f, why.line, NULL, "%s", why.reason);
	f->broken = true;
}

static void unreadable(struct import *imp, struct file *f, const struct csv_problem *problem)
{
	const char *column = NULL;

	if (problem->column && problem->column <= f->n_columns && !f->broken)
		column = f->kind->columns[f->columns[problem->column - 1]].name;
	else if (problem->column)
		column = arena_printf(imp->arena, "column %zu", problem->column).p;
	import_problem(imp, f, problem->line, column, "%s", problem->reason);
	f->broken = true;
}

static void read_rows(struct loading *l)
{
	struct import *imp = l->imp;
	struct file *f = l->file;
	struct csv_problem problem;

	imp->scratch = f->kind->whole ? imp->bulk : imp->row;
	text_rewind(f->text);
	if (csv_read(f->text, imp->scratch, on_row, l, &problem) != OK && !(l->each && f->broken))
		unreadable(imp, f, &problem);
	imp->scratch = imp->bulk;
	imp->done += text_size(f->text) * (l->each ? IMPORT_AGAIN : 1);
}

void import_load(struct import *imp, struct file *f)
{
	struct loading l = { .imp = imp, .file = f };

	if (!f->text)
		return;
	read_rows(&l);
	if (!f->columns && !f->broken) {
		import_problem(imp, f, 1, NULL, "no header row");
		f->broken = true;
	}
}

void import_again(struct import *imp, struct file *f, import_each *each)
{
	struct loading l = { .imp = imp, .file = f, .each = each };

	if (f->text && f->columns)
		read_rows(&l);
}
