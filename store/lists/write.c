/* write.c - one row against the database: what is stored of it, what
 * the two make together, and writing that. */
#include <stdlib.h>
#include <string.h>

#include "store/lists/kinds/cells.h"
#include "store/lists/internal.h"
#include "store/register/roster.h"

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
	s = arena_str(imp->scratch, s);
	return column->type == COLUMN_NUMBER && cell_check(column, s, imp->scratch, &out, &why) ? out : s;
}

bool import_stored(struct import *imp, enum kind_id id, const struct str *cells, struct str *out)
{
	const struct kind *kind = kinds[id];
	struct val v[KIND_NOW];

	values_of(imp, kind, cells, v);
	struct rows *r = db_query_n(imp->db, kind->find, v, parameters(kind->find));
	bool found = db_next(r);

	for (size_t i = 0; found && i < kind_width(kind); i++)
		out[i] = stored_cell(imp, &kind->columns[i], db_str(r, (int)i));
	db_done(r);
	return found;
}

/* An empty cell takes what is stored, or the default of a new row. */
void import_merge_row(struct import *imp, struct file *f, struct row *r)
{
	const struct kind *kind = f->kind;
	struct str stored[KIND_COLUMNS] = { NO_STR };
	bool found = import_stored(imp, file_kind(f), r->cells, stored);

	r->state = found ? ROW_SAME : ROW_NEW;
	for (size_t i = 0; i < f->width; i++) {
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

static int64_t run(struct import *imp, const char *sql, const struct val *v)
{
	return db_run_n(imp->db, sql, v, parameters(sql));
}

static void run_all(struct import *imp, const char *const *sql, size_t n, const struct val *v)
{
	for (size_t i = 0; i < n && sql[i]; i++)
		run(imp, sql[i], v);
}

void import_write_row(struct import *imp, struct file *f, struct row *r)
{
	const struct kind *kind = f->kind;
	struct import_count *count = &imp->report->counts[file_kind(f)];
	struct val v[KIND_NOW];

	values_of(imp, kind, r->cells, v);
	if (r->state == ROW_NEW && kind->add)
		kind->add(imp->db, r->cells, imp->options->now, imp->scratch);
	else if (r->state == ROW_NEW && kind->create[0])
		run_all(imp, kind->create, sizeof kind->create / sizeof *kind->create, v);
	else if (r->state != ROW_SAME)
		run_all(imp, kind->write, sizeof kind->write / sizeof *kind->write, v);
	if (r->state != ROW_NEW && kind->note)
		run(imp, kind->note, v);
	if (r->state == ROW_SAME && kind->touch && run(imp, kind->touch, v) > 0)
		count->changed++;
	else
		++*(r->state == ROW_NEW ? &count->added : r->state == ROW_CHANGED ? &count->changed : &count->same);
	if (kind->person && r->state != ROW_SAME)
		roster_propose(imp->db, db_get_int_n(imp->db, 0, kind->person, v, parameters(kind->person)),
			       imp->options->now);
	if (kind->columns[0].type == COLUMN_CODE && cell_code(r->cells[0]) > f->last_code)
		f->last_code = cell_code(r->cells[0]);
}

void import_link_row(struct import *imp, struct file *f, const struct row *r)
{
	const struct kind *kind = f->kind;
	struct val v[KIND_NOW];

	if (r->state == ROW_SAME || !kind->link[0])
		return;
	values_of(imp, kind, r->cells, v);
	run_all(imp, kind->link, sizeof kind->link / sizeof *kind->link, v);
}
