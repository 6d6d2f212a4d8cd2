/* export.c - the table of kinds read the other way. */
#include "store/lists/export.h"

#include "store/lists/kinds/cells.h"
#include "store/lists/csv.h"
#include "store/db/db.h"

enum { RESET_EVERY = 1000 };

/* The cells as import would have them (3.0 as 3); the first that it would
 * refuse, or NULL. */
static const struct column *written(const struct kind *kind, struct str *cells, struct arena *a)
{
	const struct column *either = NULL;
	bool filled = false;
	struct str why;

	for (size_t i = 0; i < kind_width(kind); i++) {
		const struct column *c = &kind->columns[i];
		struct str cell = str_trim(cells[i]);

		if (cell.n ? !cell_check(c, cell, a, &cells[i], &why) : c->flags & COLUMN_REQUIRED)
			return c;
		if (!cell.n)
			cells[i] = NO_STR;
		if (c->flags & COLUMN_EITHER) {
			either = c;
			filled |= cell.n > 0;
		}
	}
	return filled ? NULL : either;
}

static size_t same_names(struct db *db)
{
	return (size_t)db_get_int_n(
		db, 0,
		"select count(*) from (select 1 from person p where name is not null and exists"
		" (select 1 from identity i where i.person = p.id) group by name_key having count(*) > 1)",
		NULL, 0);
}

enum err export_kind(struct db *db, enum kind_id id, struct arena *scratch, FILE *out, struct exported *done)
{
	const struct kind *kind = kinds[id];
	size_t width = kind_width(kind);
	struct str cells[KIND_COLUMNS];
	struct rows *r;

	*done = (struct exported){ .same_names = id == KIND_PEOPLE ? same_names(db) : 0 };
	for (size_t i = 0; i < width; i++)
		cells[i] = str_c(kind->columns[i].name);
	csv_put_row(out, cells, width);
	r = db_query_n(db, kind->read, NULL, 0);
	while (db_next(r)) {
		for (size_t i = 0; i < width; i++)
			cells[i] = arena_str(scratch, db_str(r, (int)i));
		const struct column *refused = written(kind, cells, scratch);

		if (!refused)
			csv_put_row(out, cells, width);
		else if (done->left_out++ == 0)
			done->column = refused->name;
		if (++done->rows % RESET_EVERY == 0)
			arena_reset(scratch);
	}
	db_done(r);
	if (db_error(db) != OK)
		return db_error(db);
	return fflush(out) == 0 && !ferror(out) ? OK : ERR_IO;
}
