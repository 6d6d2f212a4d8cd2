/* import.c - the course of an import: load the files, merge them with what is
 * stored, check, write; or list the problems and take everything back. */
#include "store/import.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bot/base/mem.h"
#include "store/audit.h"
#include "store/cells.h"
#include "store/import_internal.h"
#include "store/number.h"

/* ------------------------------------------------------------------ report */

static struct import_problem *add_problem(struct import *imp)
{
	struct import_report *r = imp->report;

	if (r->n_problems == imp->problems_room) {
		size_t room = imp->problems_room ? imp->problems_room * 2 : 16;
		struct import_problem *more = arena_array(imp->arena, struct import_problem, room);

		if (r->n_problems)
			memcpy(more, r->problems, r->n_problems * sizeof *more);
		r->problems = more;
		imp->problems_room = room;
	}
	return &r->problems[r->n_problems++];
}

void import_problem(struct import *imp, struct file *f, size_t line, const char *column, const char *fmt, ...)
{
	struct import_problem *p = add_problem(imp);
	va_list ap;

	va_start(ap, fmt);
	*p = (struct import_problem){ arena_strdup(imp->arena, f->source->name), line, str_c(column),
				      arena_vprintf(imp->arena, fmt, ap) };
	va_end(ap);
}

static int by_place(const void *a, const void *b)
{
	const struct import_problem *x = *(const struct import_problem *const *)a,
				    *y = *(const struct import_problem *const *)b;
	int d = strcmp(x->file, y->file);

	if (d == 0)
		d = (x->line > y->line) - (x->line < y->line);
	return d ? d : (x > y) - (x < y); /* as found */
}

static void sort_problems(struct import *imp)
{
	struct import_report *r = imp->report;
	struct import_problem **order = arena_array(imp->bulk, struct import_problem *, r->n_problems);
	struct import_problem *sorted = arena_array(imp->arena, struct import_problem, r->n_problems);

	for (size_t i = 0; i < r->n_problems; i++)
		order[i] = &r->problems[i];
	qsort(order, r->n_problems, sizeof *order, by_place);
	for (size_t i = 0; i < r->n_problems; i++)
		sorted[i] = *order[i];
	r->problems = sorted;
}

void import_step(struct import *imp)
{
	imp->done++;
	if (imp->options->progress && (imp->done % 500 == 0 || imp->done == imp->total))
		imp->options->progress(imp->options->ctx, imp->done, imp->total);
}

void import_print_problems(const struct import_report *r, const char *prefix, FILE *out)
{
	for (size_t i = 0; i < r->n_problems; i++) {
		const struct import_problem *p = &r->problems[i];

		fprintf(out, "%s%s:", prefix, p->file);
		if (p->line)
			fprintf(out, "%zu:", p->line);
		if (p->column.n)
			fprintf(out, " " STR_FMT ":", STR_ARG(p->column));
		fprintf(out, " " STR_FMT "\n", STR_ARG(p->reason));
	}
}

void import_print_counts(const struct import_report *r, FILE *out)
{
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		const struct import_count *c = &r->counts[k];

		if (c->read)
			fprintf(out, "%s: %zu new, %zu changed, %zu unchanged\n", kinds[k].name, c->added, c->changed,
				c->same);
	}
}

/* --------------------------------------------------------------- statements */

/* How many of the values the SQL names: the highest ?N. */
static size_t parameters(const char *sql)
{
	size_t most = 0;

	for (const char *p = strchr(sql, '?'); p; p = strchr(p + 1, '?')) {
		size_t n = (size_t)strtoul(p + 1, NULL, 10);

		if (n > most)
			most = n;
	}
	return most;
}

static void values_of(const struct import *imp, const struct kind *kind, const struct str *cells,
		      struct val v[static KIND_NOW])
{
	size_t width = kind_width(kind);

	for (size_t i = 0; i < KIND_NOW; i++)
		v[i] = i < width ? cell_val(&kind->columns[i], cells[i]) : NULL_VAL;
	v[KIND_NOW - 1] = val_int(imp->options->now);
}

/* What the database gives back, as a cell of the column is written. */
static struct str stored_cell(struct import *imp, const struct column *column, struct str s)
{
	struct str out, why;

	if (!s.n)
		return NO_STR;
	s = arena_str(imp->bulk, s);
	return column->type == COLUMN_NUMBER && cell_check(column, s, imp->bulk, &out, &why) ? out : s;
}

bool import_stored(struct import *imp, enum kind_id id, const struct str *cells, struct str *out)
{
	const struct kind *kind = &kinds[id];
	struct val v[KIND_NOW];

	values_of(imp, kind, cells, v);
	struct rows *r = db_query_n(imp->db, kind->find, v, parameters(kind->find));
	bool found = db_next(r);

	for (size_t i = 0; found && i < kind_width(kind); i++)
		out[i] = stored_cell(imp, &kind->columns[i], db_str(r, (int)i));
	db_done(r);
	return found;
}

static int64_t run(struct import *imp, const char *sql, const struct val *v)
{
	return db_run_n(imp->db, sql, v, parameters(sql));
}

static void run_all(struct import *imp, const char *const *sql, size_t n, const struct val *v)
{
	for (size_t i = 0; i < n && sql[i]; i++)
		run(imp, sql[i], v);
}

/* ------------------------------------------------------------------- phases */

static void load_all(struct import *imp)
{
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		struct file *f = &imp->files[k];

		if (!f->source)
			continue;
		import_load(imp, f);
		imp->report->counts[k].read = true;
		imp->total += 2 * f->n;
	}
}

/* An empty cell takes what is stored, or the default of a new row. */
static void merge_row(struct import *imp, enum kind_id id, struct row *r)
{
	const struct kind *kind = &kinds[id];
	struct str stored[KIND_COLUMNS] = { NO_STR };
	bool found = import_stored(imp, id, r->cells, stored);

	r->state = found ? ROW_SAME : ROW_NEW;
	for (size_t i = 0; i < kind_width(kind); i++) {
		if (kind->columns[i].flags & COLUMN_KEY)
			continue;
		if (!r->cells[i].n)
			r->cells[i] = found ? stored[i] : str_c(kind->columns[i].otherwise);
		else if (found && str_eq(r->cells[i], stored[i]))
			r->given_as_stored |= 1u << i;
		else if (found)
			r->state = ROW_CHANGED;
	}
}

static void merge_all(struct import *imp)
{
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		struct file *f = &imp->files[k];

		for (size_t i = 0; i < f->n; i++) {
			if (f->rows[i].key.p && !f->rows[i].bad)
				merge_row(imp, k, &f->rows[i]);
			import_step(imp);
		}
	}
}

static void write_row(struct import *imp, enum kind_id id, struct row *r)
{
	const struct kind *kind = &kinds[id];
	struct import_count *count = &imp->report->counts[id];
	struct val v[KIND_NOW];

	values_of(imp, kind, r->cells, v);
	if (r->state == ROW_NEW && kind->create[0])
		run_all(imp, kind->create, sizeof kind->create / sizeof *kind->create, v);
	else if (r->state != ROW_SAME)
		run_all(imp, kind->write, sizeof kind->write / sizeof *kind->write, v);
	if (r->state == ROW_SAME && kind->touch && run(imp, kind->touch, v) > 0)
		count->changed++;
	else
		++*(r->state == ROW_NEW ? &count->added : r->state == ROW_CHANGED ? &count->changed : &count->same);
}

static void link_row(struct import *imp, enum kind_id id, const struct row *r)
{
	const struct kind *kind = &kinds[id];
	struct val v[KIND_NOW];

	if (r->state == ROW_SAME || !kind->link[0])
		return;
	values_of(imp, kind, r->cells, v);
	run_all(imp, kind->link, sizeof kind->link / sizeof *kind->link, v);
}

/* Numbers given out later must not meet those that were imported. */
static void raise_number(struct import *imp, const struct file *f)
{
	const struct column *code = &f->kind->columns[0];
	int64_t last = 0;

	if (code->type != COLUMN_CODE || code->ref || !f->n)
		return;
	for (size_t i = 0; i < f->n; i++)
		if (cell_code(f->rows[i].cells[0]) > last)
			last = cell_code(f->rows[i].cells[0]);
	number_skip(imp->db, (char[]){ code->letter, '\0' }, last);
}

static void write_all(struct import *imp)
{
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		for (size_t i = 0; i < imp->files[k].n; i++) {
			write_row(imp, k, &imp->files[k].rows[i]);
			import_step(imp);
		}
		if (imp->files[k].source)
			raise_number(imp, &imp->files[k]);
	}
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++)
		for (size_t i = 0; i < imp->files[k].n; i++)
			link_row(imp, k, &imp->files[k].rows[i]);
}

static void audit_all(struct import *imp)
{
	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		const struct import_count *c = &imp->report->counts[k];

		if (c->read)
			audit(imp->db, imp->options->now, "operator", "import", str_c(kinds[k].name),
			      arena_printf(imp->bulk, "new=%zu changed=%zu unchanged=%zu", c->added, c->changed,
					   c->same));
	}
}

/* Between begin and commit. */
static enum err work(struct import *imp)
{
	merge_all(imp);
	if (db_error(imp->db) == OK)
		import_check(imp);
	if (db_error(imp->db) != OK)
		return db_error(imp->db);
	if (imp->report->n_problems)
		return ERR_INPUT;
	write_all(imp);
	audit_all(imp);
	return db_error(imp->db);
}

static enum err transaction(struct import *imp)
{
	enum err e = db_begin(imp->db);

	if (e == OK)
		e = work(imp);
	if (e == OK && !imp->options->dry_run)
		return db_commit(imp->db);
	if (e == ERR_EXISTS || (e == ERR_INPUT && !imp->report->n_problems)) {
		/* a rule of the database that the checks do not know: ours to mend */
		*add_problem(imp) = (struct import_problem){
			.file = "database", .reason = arena_str(imp->arena, str_c(db_error_text(imp->db)))
		};
		e = ERR_INPUT;
	}
	db_rollback(imp->db);
	return e;
}

enum err import_files(struct db *db, const struct import_source *sources, size_t n,
		      const struct import_options *options, struct arena *arena, struct import_report *report)
{
	struct import *imp = mem_zalloc(sizeof *imp);
	enum err e;

	*report = (struct import_report){ 0 };
	imp->db = db;
	imp->options = options;
	imp->arena = arena;
	imp->bulk = arena_new();
	imp->report = report;
	for (size_t i = 0; i < n; i++) {
		struct file *f = &imp->files[sources[i].kind];
		bool second = f->source;

		f->source = &sources[i];
		f->kind = &kinds[sources[i].kind];
		f->width = kind_width(f->kind);
		if (second)
			import_problem(imp, f, 0, NULL, "a second file of the kind %s", f->kind->name);
	}
	load_all(imp);
	e = transaction(imp);
	sort_problems(imp);
	for (enum kind_id k = KIND_NONE; k < KIND_COUNT; k++)
		free(imp->files[k].rows);
	arena_free(imp->bulk);
	free(imp);
	return e;
}

/* ------------------------------------------------------------------- folder */

static void problem_of_folder(struct import_report *r, struct arena *a, const char *name, const char *why)
{
	struct import_problem *more = arena_array(a, struct import_problem, r->n_problems + 1);

	if (r->n_problems)
		memcpy(more, r->problems, r->n_problems * sizeof *more);
	more[r->n_problems++] = (struct import_problem){ .file = name, .reason = str_c(why) };
	r->problems = more;
}

/* The kinds that have a file in the folder; CSV files that are of no kind are problems. */
static size_t list_folder(DIR *d, const char *dir, const char *name, struct import_source *sources, struct arena *a,
			  struct import_report *report)
{
	size_t n = 0;

	for (struct dirent *e; (e = readdir(d));) {
		struct str file = str_c(e->d_name);

		if (file.n < 5 || file.p[0] == '.' || strcasecmp(file.p + file.n - 4, ".csv") != 0)
			continue;
		const char *shown = arena_printf(a, "%s/%s", name, file.p).p;
		enum kind_id kind = str_ends(file, STR(".csv")) ? kind_named(str_sub(file, 0, file.n - 4)) : KIND_NONE;

		if (!kind)
			problem_of_folder(report, a, shown, "no kind has this name");
		else
			sources[n++] = (struct import_source){ kind, arena_printf(a, "%s/%s", dir, file.p).p, shown };
	}
	return n;
}

static char *without_slash(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	return arena_cstr(a, (struct str){ path, n });
}

enum err import_dir(struct db *db, const char *dir, const char *name, const struct import_options *options,
		    struct arena *arena, struct import_report *report)
{
	struct import_source sources[KIND_COUNT];
	struct import_report folder = { 0 };

	*report = (struct import_report){ 0 };
	name = without_slash(arena, name);
	DIR *d = opendir(dir);

	if (!d) {
		problem_of_folder(report, arena, name, strerror(errno));
		return ERR_INPUT;
	}
	size_t n = list_folder(d, dir, name, sources, arena, &folder);

	closedir(d);
	if (n == 0 && folder.n_problems == 0)
		problem_of_folder(&folder, arena, name, "has no CSV file");
	if (folder.n_problems) {
		/* the good files are checked all the same, but nothing is stored */
		struct import_options check = *options;

		check.dry_run = true;
		enum err e = import_files(db, sources, n, &check, arena, report);

		for (size_t i = 0; i < folder.n_problems; i++)
			problem_of_folder(report, arena, folder.problems[i].file, folder.problems[i].reason.p);
		return e == OK ? ERR_INPUT : e;
	}
	return import_files(db, sources, n, options, arena, report);
}
