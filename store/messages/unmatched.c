/* unmatched.c - what was not understood. */
#include "store/messages/unmatched.h"

#include "store/messages/mask.h"

void unmatched_add(struct db *db, int64_t person, struct str said, const char *place, ms_t now, struct arena *a)
{
	struct str text = masked(said, a);

	db_run(db,
	       "insert into unmatched(key, place, person, text, first_at, last_at) values(keyed(?1), ?2, ?4, seal(?1), ?3, ?3)"
	       " on conflict do update set count = count + 1, last_at = excluded.last_at",
	       V(text), V(place), V(now), V(person));
}

struct unmatched_row *unmatched_list(struct db *db, size_t most, struct arena *a, size_t *n)
{
	struct unmatched_row *v = arena_array(a, struct unmatched_row, most);
	struct rows *r = db_query(
		db, "select text, place, count, last_at from v_unmatched order by count desc, last_at desc limit ?1",
		V((int64_t)most));

	for (*n = 0; *n < most && db_next(r); ++*n)
		v[*n] = (struct unmatched_row){ arena_str(a, db_str(r, 0)), arena_str(a, db_str(r, 1)), db_int(r, 2),
						arena_str(a, db_str(r, 3)) };
	db_done(r);
	return v;
}
