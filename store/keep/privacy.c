/* privacy.c - what is told to a person of each table: as the description of the data says
 * (store/schema, `tell`). */
#include "store/keep/privacy.h"

#include <string.h>

#include "store/schema/schema.h"

#define NAME(kind) #kind,
const char *const privacy_kind_names[PRIVACY_KINDS_COUNT] = { PRIVACY_KINDS(NAME) };
#undef NAME

enum { BRIEF_ROWS = 20, FULL_ROWS = 2000 };

struct list {
	struct privacy_row *v;
	size_t n, room;
};

static struct privacy_row *next(struct list *l, struct arena *a)
{
	if (l->n == l->room) {
		struct privacy_row *more = arena_array(a, struct privacy_row, l->room * 2 + 64);

		if (l->n)
			memcpy(more, l->v, l->n * sizeof *more);
		l->v = more;
		l->room = l->room * 2 + 64;
	}
	return &l->v[l->n++];
}

static void collect(struct db *db, int64_t person, enum privacy_kind kind, size_t most, struct list *l, struct arena *a)
{
	struct rows *r = db_query(db, privacy_tells[kind].sql, V(person));

	for (size_t i = 0; i < most && db_next(r); i++) {
		struct privacy_row *row = next(l, a);

		*row = (struct privacy_row){ .kind = kind };
		for (int c = 0; c < db_columns(r) && row->n < PRIVACY_FACTS; c++, row->n++) {
			row->facts[row->n].name = arena_strdup(a, db_column_name(r, c));
			row->facts[row->n].value = arena_str(a, db_str(r, c));
		}
	}
	db_done(r);
}

struct privacy_row *privacy_rows(struct db *db, int64_t person, bool full, struct arena *a, size_t *n)
{
	struct list l = { 0 };

	for (int k = 0; k < PRIVACY_KINDS_COUNT; k++)
		if (full || !privacy_tells[k].full)
			collect(db, person, (enum privacy_kind)k, full ? FULL_ROWS : BRIEF_ROWS, &l, a);
	*n = l.n;
	return l.v;
}

/* --------------------------------------------------------------------- leaving */

#define ANSWERED_OF_LEAVERS                                                                                            \
	" from cases c join leaving l on l.person = c.person where l.contact and c.state = 'answered'"                 \
	" and c.answered_at is not null"

int64_t leaving_answered(struct db *db, ms_t for_ms, ms_t now)
{
	return db_get_int(
		db, 0, "select c.number" ANSWERED_OF_LEAVERS " and c.answered_at <= ?1 - ?2 order by c.number limit 1",
		V(now), V(for_ms));
}

ms_t leaving_next(struct db *db, ms_t for_ms)
{
	return db_get_int(db, INT64_MAX, "select min(c.answered_at) + ?1" ANSWERED_OF_LEAVERS, V(for_ms));
}
