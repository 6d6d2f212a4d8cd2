/* problems.c - what is wrong, and how far it is. */
#include <stdlib.h>
#include <string.h>

#include "store/lists/internal.h"

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
	*p = (struct import_problem){ f->name, line, str_c(column), arena_vprintf(imp->arena, fmt, ap) };
	va_end(ap);
}

void import_database_problem(struct import *imp)
{
	*add_problem(imp) = (struct import_problem){ .file = "database",
						     .reason = arena_str(imp->arena, str_c(db_error_text(imp->db))) };
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

void import_sort_problems(struct import *imp)
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
			fprintf(out, "%s: %zu new, %zu changed, %zu unchanged%s%s\n", kinds[k]->name, c->added,
				c->changed, c->same, c->encoding ? ", read as " : "", c->encoding ? c->encoding : "");
	}
}
