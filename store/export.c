/* export.c - the table of kinds read the other way. */
#include "store/export.h"

#include "store/cells.h"
#include "store/csv.h"
#include "store/db.h"

enum { RESET_EVERY = 1000 };

static struct str exported(const struct column *column, struct str s, struct arena *a)
{
	struct str out, why;

	/* 3.0 as 3 */
	return column->type == COLUMN_NUMBER && s.n && cell_check(column, arena_str(a, s), a, &out, &why) ? out : s;
}

enum err export_kind(struct db *db, enum kind_id id, struct arena *scratch, FILE *out)
{
	const struct kind *kind = &kinds[id];
	size_t width = kind_width(kind), n = 0;
	struct str cells[KIND_COLUMNS];
	struct rows *r;

	for (size_t i = 0; i < width; i++)
		cells[i] = str_c(kind->columns[i].name);
	csv_put_row(out, cells, width);
	r = db_query_n(db, kind->read, NULL, 0);
	while (db_next(r)) {
		for (size_t i = 0; i < width; i++)
			cells[i] = exported(&kind->columns[i], db_str(r, (int)i), scratch);
		csv_put_row(out, cells, width);
		if (++n % RESET_EVERY == 0)
			arena_reset(scratch);
	}
	db_done(r);
	if (db_error(db) != OK)
		return db_error(db);
	return fflush(out) == 0 && !ferror(out) ? OK : ERR_IO;
}
