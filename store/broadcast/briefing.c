/* briefing.c - facts for the briefing. */
#include "store/broadcast/briefing.h"

int64_t briefing_solved(struct db *db, ms_t at)
{
	return db_get_int(db, 0, "select count(*) from cases where state = 'closed' and day(closed_at) = day(?1)",
			  V(at));
}

struct str briefing_shut(struct db *db, struct arena *a)
{
	struct str names = db_get_str_n(
		db, a,
		"select group_concat(name, '、') from (select name from station where state = 'closed' order by name)",
		NULL, 0);

	return names.p ? names : STR("");
}
