/* import_load.c - one CSV file into checked rows: header, cells, keys. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bot/base/mem.h"
#include "store/cells.h"
#include "store/csv.h"
#include "store/import_internal.h"

struct loading {
	struct import *imp;
	struct file *file;
};

/* ------------------------------------------------------------------- index */

static struct index_slot *slot_of(const struct index *x, struct str key)
{
	size_t i = str_hash(key) & (x->room - 1);

	while (x->slots[i].key.p && !str_eq(x->slots[i].key, key))
		i = (i + 1) & (x->room - 1);
	return &x->slots[i];
}

uint32_t *index_find(const struct index *x, struct str key)
{
	if (!x->room || !key.p)
		return NULL;
	struct index_slot *s = slot_of(x, key);

	return s->key.p ? &s->value : NULL;
}

void index_add(struct index *x, struct arena *a, struct str key, uint32_t value)
{
	if (x->n * 2 >= x->room) {
		struct index old = *x;

		x->room = old.room ? old.room * 2 : 64;
		x->slots = arena_array(a, struct index_slot, x->room);
		for (size_t i = 0; i < old.room; i++)
			if (old.slots[i].key.p)
				*slot_of(x, old.slots[i].key) = old.slots[i];
	}
	struct index_slot *s = slot_of(x, key);

	x->n += !s->key.p;
	*s = (struct index_slot){ key, value };
}

/* -------------------------------------------------------------------- keys */

struct str import_key(const struct kind *kind, const struct str *cells, struct arena *a)
{
	struct str key = NO_STR;
	bool several = false;

	for (size_t i = 0; i < KIND_COLUMNS && kind->columns[i].name; i++) {
		if (!(kind->columns[i].flags & COLUMN_KEY))
			continue;
		key = several ? arena_printf(a, STR_FMT "\x1f" STR_FMT, STR_ARG(key), STR_ARG(cells[i])) : cells[i];
		several = true;
	}
	return key;
}

/* tell: a repeated key is a problem. */
static void register_key(struct loading *l, struct row *r, bool tell)
{
	struct file *f = l->file;
	size_t first = 0;

	r->key = import_key(f->kind, r->cells, l->imp->bulk);
	uint32_t *other = index_find(&f->keys, r->key);

	while (!(f->kind->columns[first].flags & COLUMN_KEY))
		first++;
	if (other && tell) {
		import_problem(l->imp, f, r->line, f->kind->columns[first].name, "the same key as line %u",
			       (unsigned)f->rows[*other].line);
		r->bad = true;
	} else if (!other) {
		index_add(&f->keys, l->imp->bulk, r->key, (uint32_t)(r - f->rows));
	}
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

		import_problem(l->imp, f, line, name, "has no name");
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
	return good;
}

/* -------------------------------------------------------------------- rows */

static struct row *add_row(struct loading *l, size_t line)
{
	struct file *f = l->file;

	if (f->n == f->room) {
		f->room = f->room ? f->room * 2 : 64;
		f->rows = mem_grow(f->rows, f->room * sizeof *f->rows);
	}
	struct row *r = &f->rows[f->n++];

	*r = (struct row){ .line = (uint32_t)line, .cells = arena_array(l->imp->bulk, struct str, f->width) };
	return r;
}

static void check_cell(struct loading *l, struct row *r, int at)
{
	const struct column *column = &l->file->kind->columns[at];
	struct str why = NO_STR;

	if (r->cells[at].n) {
		r->given |= 1u << at;
		if (cell_check(column, r->cells[at], l->imp->bulk, &r->cells[at], &why))
			return;
		import_problem(l->imp, l->file, r->line, column->name, STR_FMT, STR_ARG(why));
	} else if (column->flags & COLUMN_REQUIRED) {
		import_problem(l->imp, l->file, r->line, column->name, "must be filled");
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
	for (size_t i = 0; i < kind_width(kind); i++) {
		unsigned flags = kind->columns[i].flags;

		if (flags & COLUMN_KEY && (bad >> i & 1 || (flags & COLUMN_REQUIRED && !r->cells[i].n)))
			return false;
	}
	return true;
}

/* Too few or too many cells: said once. Its key is kept when it looks like one,
 * so that rows that refer to it are not blamed. */
static void ragged(struct loading *l, struct row *r, size_t n)
{
	struct file *f = l->file;
	const char *column = n < f->n_columns ? f->kind->columns[f->columns[n]].name
					      : arena_printf(l->imp->arena, "column %zu", f->n_columns + 1).p;
	struct str why;

	import_problem(l->imp, f, r->line, column, "the row has %zu cells, the header %zu", n, f->n_columns);
	r->bad = true;
	for (size_t i = 0; i < f->width; i++) {
		const struct column *c = &f->kind->columns[i];

		if (!(c->flags & COLUMN_KEY) || !r->cells[i].n ||
		    !cell_check(c, r->cells[i], l->imp->bulk, &r->cells[i], &why))
			r->cells[i] = NO_STR;
	}
}

/* The row's cells in the kind's order, checked; the columns that are bad. */
static uint32_t take_cells(struct loading *l, struct row *r, const struct str *cells, size_t n)
{
	struct file *f = l->file;
	uint32_t bad = 0;

	for (size_t i = 0; i < n && i < f->n_columns; i++)
		r->cells[f->columns[i]] = cells[i];
	if (n != f->n_columns) {
		ragged(l, r, n);
		return 0;
	}
	for (size_t i = 0; i < f->width; i++) {
		bool filled = r->cells[i].n;

		check_cell(l, r, (int)i);
		bad |= (uint32_t)(filled && !row_given(r, (int)i)) << i;
	}
	return bad;
}

static bool on_row(void *ctx, size_t line, const struct str *cells, size_t n)
{
	struct loading *l = ctx;
	struct file *f = l->file;

	if (!f->columns)
		return header(l, line, cells, n);
	if (f->n == IMPORT_ROWS_MAX) {
		import_problem(l->imp, f, line, NULL, "more than %d rows in one file", IMPORT_ROWS_MAX);
		f->broken = true;
		return false;
	}
	struct row *r = add_row(l, line);
	uint32_t bad = take_cells(l, r, cells, n);

	if (key_complete(f->kind, r, bad))
		register_key(l, r, n == f->n_columns);
	return true;
}

/* -------------------------------------------------------------------- file */

static const char *read_fd(int fd, struct arena *a, struct str *text)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return strerror(errno);
	if (!S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? "is a folder" : "is no plain file";
	if (st.st_size > CSV_FILE_MAX)
		return "is over 64 MiB";
	char *p = arena_alloc(a, (size_t)st.st_size + 1);
	size_t n = 0;
	ssize_t got;

	while (n < (size_t)st.st_size && (got = read(fd, p + n, (size_t)st.st_size - n)) != 0) {
		if (got < 0 && errno != EINTR)
			return strerror(errno);
		n += got > 0 ? (size_t)got : 0;
	}
	*text = (struct str){ p, n };
	return NULL;
}

static const char *read_text(const char *path, struct arena *a, struct str *text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return strerror(errno);
	const char *why = read_fd(fd, a, text);

	close(fd);
	return why;
}

void import_load(struct import *imp, struct file *f)
{
	struct loading l = { imp, f };
	struct csv_problem problem;
	struct str text;
	const char *why = read_text(f->source->path, imp->bulk, &text);

	if (why) {
		import_problem(imp, f, 0, NULL, "%s", why);
		f->broken = true;
		return;
	}
	if (csv_read(text, imp->bulk, on_row, &l, &problem) != OK) {
		const char *column = NULL;

		if (problem.column && problem.column <= f->n_columns && !f->broken)
			column = f->kind->columns[f->columns[problem.column - 1]].name;
		else if (problem.column)
			column = arena_printf(imp->arena, "column %zu", problem.column).p;
		import_problem(imp, f, problem.line, column, "%s", problem.reason);
		f->broken = true;
	} else if (!f->columns) {
		import_problem(imp, f, 1, NULL, "no header row");
		f->broken = true;
	}
}
