/* figure_read.c - counts figures: each source is read once into cells, of which totals and
 * parts are sums. */
#include <stdlib.h>
#include <string.h>

#include "store/report/figure.h"
#include "store/report/figure_sources.h"

enum { DIMS = BY_COUNT + 1, PART = BY_COUNT, LABELS_MAX = 4096, SOURCES_MAX = 64, HIDDEN_BELOW = 3 };

struct cell {
	uint16_t dims[DIMS]; /* labels; 0: not filled in */
	const double *v;     /* by column */
};

struct cells {
	const char *sql;
	const char **columns;
	size_t width;
	struct cell *v;
	size_t n, room;
};

struct figures {
	struct str labels[LABELS_MAX];
	size_t n_labels;
	uint16_t slots[LABELS_MAX * 2];
	struct cells sources[SOURCES_MAX];
	size_t n_sources;
};

static uint16_t label(struct figures *f, struct str s, struct arena *a)
{
	enum { SLOTS = LABELS_MAX * 2 };
	size_t at = str_hash(s) % SLOTS;

	if (!s.n)
		return 0;
	while (f->slots[at]) {
		if (str_eq(f->labels[f->slots[at]], s))
			return f->slots[at];
		at = (at + 1) % SLOTS;
	}
	if (f->n_labels == LABELS_MAX)
		return 0;
	f->labels[f->n_labels] = arena_str(a, s);
	f->slots[at] = (uint16_t)f->n_labels;
	return (uint16_t)f->n_labels++;
}

static int column_of(const struct cells *c, const char *name)
{
	for (size_t i = 0; name && c && i < c->width; i++)
		if (strcmp(c->columns[i], name) == 0)
			return (int)i;
	return -1;
}

static void read_source(struct db *db, struct figures *f, const char *sql, const struct figure_period *p,
			struct arena *a)
{
	struct cells *c = &f->sources[f->n_sources++];
	struct rows *r = db_query(db, sql, V(p->begin), V(p->end), V(p->from), V(p->to), V(p->past));

	c->sql = sql;
	while (db_next(r)) {
		if (!c->columns) {
			c->width = (size_t)db_columns(r) - DIMS;
			c->columns = arena_array(a, const char *, c->width);
			for (size_t i = 0; i < c->width; i++)
				c->columns[i] = arena_strdup(a, db_column_name(r, (int)(i + DIMS)));
		}
		if (c->n == c->room) {
			struct cell *more = arena_array(a, struct cell, c->room = c->room * 2 + 16);

			memcpy(more, c->v ? c->v : more, c->n * sizeof *more);
			c->v = more;
		}
		double *v = arena_array(a, double, c->width);

		for (int i = 0; i < DIMS; i++)
			c->v[c->n].dims[i] = db_is_null(r, i) ? 0 : label(f, db_str(r, i), a);
		for (size_t i = 0; i < c->width; i++)
			v[i] = db_real(r, (int)(i + DIMS));
		c->v[c->n++].v = v;
	}
	db_done(r);
}

static const struct cells *source(const struct figures *f, const char *sql)
{
	for (size_t i = 0; i < f->n_sources; i++)
		if (f->sources[i].sql == sql)
			return &f->sources[i];
	return NULL;
}

struct figures *figures_read(struct db *db, const struct figure_period *p, struct arena *a)
{
	struct figures *f = arena_one(a, struct figures);

	f->labels[f->n_labels++] = STR("");
	for (const struct figure *x = figures; x->key; x++)
		if (!source(f, x->source) && f->n_sources + 2 < SOURCES_MAX)
			read_source(db, f, x->source, p, a);
	read_source(db, f, figure_concerned, p, a);
	read_source(db, f, figure_later, p, a);
	return f;
}

/* ------------------------------------------------------------------------- sums */

static int named(const struct figures *f, struct str text)
{
	for (size_t i = 0; i < f->n_labels; i++)
		if (str_eq(f->labels[i], text))
			return (int)i;
	return -1;
}

/* Which dimension tells whose a cell is. The duties of a street stand under its office, a
 * department of the same name. */
static enum figure_by scope_by(const struct figure *x, const struct figure_scope *s)
{
	return s->by == BY_STREET && !(x->by & FIGURE_BY(BY_STREET)) ? BY_DEPARTMENT : s->by;
}

bool figure_fits(const struct figure *x, const struct figure_scope *s)
{
	return !s || (x->by & FIGURE_BY(scope_by(x, s)));
}

/* What is summed: a column of the cells of a part, by label; by BY_COUNT: all into sums[0]. */
struct question {
	const struct figures *f;
	const struct figure *x;
	const struct figure_scope *scope;
	enum figure_by by;
};

static void add_up(const struct question *q, const char *sql, const char *column, const char *part, double *sums)
{
	const struct cells *c = source(q->f, sql);
	int at = column_of(c, column), of = part ? named(q->f, str_c(part)) : 0;
	enum figure_by scope = q->scope ? scope_by(q->x, q->scope) : BY_COUNT;
	int whose = q->scope ? named(q->f, q->scope->label) : 0;

	if (at < 0 || of < 0 || whose < 0)
		return;
	for (size_t i = 0; i < c->n; i++) {
		const uint16_t *dims = c->v[i].dims;

		if ((!part || dims[PART] == of) && (!q->scope || dims[scope] == whose))
			sums[q->by == BY_COUNT ? 0 : dims[q->by]] += c->v[i].v[at];
	}
}

enum { N, OF, LATER, CONCERNED, SUMS };

static void sums_of(const struct question *q, double *sums[SUMS])
{
	const struct figure *x = q->x;

	add_up(q, x->source, x->column, x->part, sums[N]);
	add_up(q, x->source, x->of, x->part, sums[OF]);
	add_up(q, x->source, x->later, x->part, sums[LATER]);
	add_up(q, figure_later, "n", x->key, sums[LATER]);
	if (x->flags & FIGURE_MATTERS && q->by == BY_CATEGORY)
		add_up(q, figure_concerned, "people", x->part, sums[CONCERNED]);
}

struct figure_value figure_total(const struct figures *f, const struct figure *x, const struct figure_scope *scope)
{
	struct question q = { f, x, scope, BY_COUNT };
	double n = 0, of = 0, later = 0, concerned = 0;

	sums_of(&q, (double *[SUMS]){ &n, &of, &later, &concerned });
	return (struct figure_value){ n, of, later };
}

/* ------------------------------------------------------------------------ parts */

/* Must this part not be seen alone? */
static bool hidden(const struct question *q, struct str label, const struct figure_value *v, double concerned)
{
	double most = figure_is_rate(q->x) ? v->of : v->n;
	bool few = most > 0 && most < HIDDEN_BELOW;

	if (q->x->flags & FIGURE_DELICATE)
		return few;
	return q->x->flags & FIGURE_MATTERS && q->by == BY_CATEGORY &&
	       (str_is(label, "pay") || str_is(label, "penalty") || str_is(label, "dispatch") ||
		str_is(label, "contract") || str_is(label, "care")) &&
	       (few || concerned < HIDDEN_BELOW);
}

static int rank(const struct figure_part *p)
{
	return !p->label.n ? 1 : str_is(p->label, FIGURE_MERGED) ? 2 : 0;
}

static int larger(const void *a, const void *b)
{
	const struct figure_part *x = a, *y = b;
	double d = y->value.n + y->value.later - x->value.n - x->value.later;

	if (rank(x) != rank(y))
		return rank(x) - rank(y);
	return d > 0 ? 1 : d < 0 ? -1 : str_order(x->label, y->label);
}

static void join(struct figure_value *to, const struct figure_value *v)
{
	*to = (struct figure_value){ to->n + v->n, to->of + v->of, to->later + v->later };
}

/* The merged ones are joined with what is "other" anyway, so that nobody can tell them from it. */
static size_t merge_other(struct figure_part *parts, size_t n, struct figure_value *merged)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(parts[i].label, "other")) {
			join(merged, &parts[i].value);
			parts[i] = parts[--n];
			break;
		}
	parts[n++] = (struct figure_part){ STR(FIGURE_MERGED), *merged };
	return n;
}

size_t figure_split(const struct figures *f, const struct figure *x, enum figure_by by,
		    const struct figure_scope *scope, struct arena *a, struct figure_part **out)
{
	struct question q = { f, x, scope, by };
	double *sums[SUMS];
	struct figure_part *parts = arena_array(a, struct figure_part, f->n_labels + 1);
	struct figure_value merged = { 0 };
	size_t n = 0;

	for (int i = 0; i < SUMS; i++)
		sums[i] = arena_array(a, double, f->n_labels);
	sums_of(&q, sums);
	for (size_t i = 0; i < f->n_labels; i++) {
		struct figure_value v = { sums[N][i], sums[OF][i], sums[LATER][i] };

		if (v.n == 0 && v.of == 0 && v.later == 0)
			continue;
		if (hidden(&q, f->labels[i], &v, sums[CONCERNED][i]))
			join(&merged, &v);
		else
			parts[n++] = (struct figure_part){ f->labels[i], v };
	}
	if (merged.n != 0 || merged.of != 0)
		n = merge_other(parts, n, &merged);
	qsort(parts, n, sizeof *parts, larger);
	*out = parts;
	return n;
}
