/* merge.c - two records of one person become one: what the description of the data
 * says of each column that refers to people (store/schema, `merge`). */
#include "store/keep/merge.h"

#include "store/db/audit.h"
#include "store/db/db.h"
#include "store/schema/schema.h"

bool person_merge(struct db *db, int64_t from, int64_t into, const char *actor, ms_t now)
{
	struct arena *a = arena_new();
	struct str gone = db_get_str(db, a, "select uid from person where id = ?1", V(from));
	struct str stays = db_get_str(db, a, "select uid from person where id = ?1", V(into));
	bool two = from != into && gone.p && stays.p;

	if (two) {
		for (const char *const *sql = merge_statements; *sql; sql++)
			db_run(db, *sql, V(from), V(into), V(now));
		db_run(db, "delete from person where id = ?1", V(from));
		audit(db, now, actor, "person.merge", stays, gone);
	}
	arena_free(a);
	return two;
}
