/* import.c - the course of an import: load the files, merge them with what is
 * stored, check, write; or list the problems and take everything back. */
#include "store/lists/import.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bot/base/mem.h"
#include "store/db/audit.h"
#include "store/lists/internal.h"
#include "store/db/number.h"

/* The files of this import, in the order of kinds; from NULL to NULL. */
static struct file *next_file(struct import *imp, struct file *f)
{
	for (f = f ? f + 1 : imp->files; f < imp->files + KIND_COUNT; f++)
		if (f->source)
			return f;
	return NULL;
}

/* Those that are kept whole first: what is read of the others looks at them. */
static void load_all(struct import *imp)
{
	for (struct file *f = NULL; (f = next_file(imp, f));) {
		imp->report->counts[file_kind(f)].read = true;
		import_open(imp, f);
	}
	for (struct file *f = NULL; (f = next_file(imp, f));)
		if (f->kind->whole)
			import_load(imp, f);
	import_index_admins(imp);
	for (struct file *f = NULL; (f = next_file(imp, f));)
		if (!f->kind->whole)
			import_load(imp, f);
}

static void merge_all(struct import *imp)
{
	for (struct file *f = NULL; (f = next_file(imp, f));)
		for (size_t i = 0; f->kind->whole && i < f->n; i++)
			if (f->rows[i].key.p && !f->rows[i].bad)
				import_merge_row(imp, f, &f->rows[i]);
}

/* A row of a kind that may have very many: all there is to do, at once. */
static void settle(struct import *imp, struct file *f, struct row *r)
{
	if (r->key.p && !r->bad)
		import_merge_row(imp, f, r);
	import_check_row(imp, f, r);
	if (!imp->report->n_problems)
		import_write_row(imp, f, r);
}

/* Numbers given out later must not meet those that were imported. */
static void raise_number(struct import *imp, const struct file *f)
{
	const struct column *code = &f->kind->columns[0];

	if (code->type == COLUMN_CODE && !code->ref && f->n)
		number_skip(imp->db, (char[]){ code->letter, '\0' }, f->last_code);
}

/* In the order of kinds: what a row refers to is there before it. Once there is
 * a problem nothing more is written, only looked through. */
static void write_all(struct import *imp)
{
	for (struct file *f = NULL; (f = next_file(imp, f));) {
		if (!f->kind->whole)
			import_again(imp, f, settle);
		for (size_t i = 0; f->kind->whole && i < f->n && !imp->report->n_problems; i++)
			import_write_row(imp, f, &f->rows[i]);
		if (f->kind->whole && f->text)
			imp->done += text_size(f->text) * IMPORT_AGAIN;
		raise_number(imp, f); /* tasks and rides share theirs */
	}
}

static void link_all(struct import *imp)
{
	for (struct file *f = NULL; (f = next_file(imp, f));)
		for (size_t i = 0; f->kind->whole && i < f->n; i++)
			import_link_row(imp, f, &f->rows[i]);
}

static void audit_all(struct import *imp)
{
	for (struct file *f = NULL; (f = next_file(imp, f));) {
		const struct import_count *c = &imp->report->counts[file_kind(f)];

		audit(imp->db, imp->options->now, "operator", "import", str_c(f->kind->name),
		      arena_printf(imp->bulk, "new=%zu changed=%zu unchanged=%zu", c->added, c->changed, c->same));
	}
}

/* Between begin and commit. */
static enum err work(struct import *imp)
{
	merge_all(imp);
	if (db_error(imp->db) == OK)
		import_check(imp);
	if (db_error(imp->db) == OK)
		write_all(imp);
	if (db_error(imp->db) != OK)
		return db_error(imp->db);
	if (imp->report->n_problems)
		return ERR_INPUT;
	link_all(imp);
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
		import_database_problem(imp);
		e = ERR_INPUT;
	}
	db_rollback(imp->db);
	return e;
}

static void take_sources(struct import *imp, const struct import_source *sources, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct file *f = &imp->files[sources[i].kind];
		bool second = f->source;

		f->source = &sources[i];
		f->name = arena_strdup(imp->arena, sources[i].name);
		f->kind = kinds[sources[i].kind];
		f->width = kind_width(f->kind);
		if (second)
			import_problem(imp, f, 0, NULL, "a second file of the kind %s", f->kind->name);
	}
}

static void clean_up(struct import *imp)
{
	for (struct file *f = imp->files; f < imp->files + KIND_COUNT; f++) {
		text_close(f->text);
		free(f->rows);
		seen_free(&f->seen);
	}
	seen_free(&imp->names);
	arena_free(imp->bulk);
	arena_free(imp->row);
	free(imp);
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
	imp->bulk = imp->scratch = arena_new();
	imp->row = arena_new();
	imp->report = report;
	take_sources(imp, sources, n);
	load_all(imp);
	db_keep_little(db, true);
	e = transaction(imp);
	db_keep_little(db, false);
	import_sort_problems(imp);
	clean_up(imp);
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
