/* kinds_add.c - new rows of kinds that are stored the way the chat stores them. */
#include "store/cells.h"
#include "store/place.h"
#include "store/report_version.h"

void kind_add_entry(struct db *db, const struct str *cells, ms_t now, struct arena *a)
{
	struct later_entry l = { .figure = figure_named(cells[0]),
				 .n = cell_number(cells[1]),
				 .day = cells[2],
				 .street = cells[3].n ? place_id(db, cells[3]) : 0,
				 .source = cells[4],
				 .evidence = cells[5],
				 .actor = "operator" };

	(void)later_add(db, &l, now, a);
}
