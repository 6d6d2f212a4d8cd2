/* holiday.c - working days. */
#include "store/place/holiday.h"

bool holiday_workday(struct db *db, int64_t day)
{
	bool weekend = (day % 7 + 7) % 7 == 2 || (day % 7 + 7) % 7 == 3; /* 1970-01-01 was a Thursday */

	return db_get_int(db, !weekend, "select kind = 'makeup' from holiday where day = date(?1 * 86400, 'unixepoch')",
			  V(day));
}
