/* topic.c - what no lesson says. */
#include "store/lesson/topic.h"

#include "store/messages/mask.h"

void topic_wanted(struct db *db, int64_t person, struct str said, enum topic_kind kind, ms_t now, struct arena *a)
{
	struct str text = masked(said, a);

	db_run(db,
	       "insert into topic_wanted(key, kind, person, text, first_at, last_at) values(keyed(?1), ?2, ?4, seal(?1), ?3, ?3)"
	       " on conflict do update set count = count + 1, last_at = excluded.last_at",
	       V(text), V(kind == TOPIC_LESSON ? "lesson" : "policy"), V(now), V(person));
}

struct topic_row *topic_list(struct db *db, size_t most, struct arena *a, size_t *n)
{
	struct topic_row *v = arena_array(a, struct topic_row, most);
	struct rows *r = db_query(
		db, "select topic, kind, count, last_at from v_topic_wanted order by count desc, last_at desc limit ?1",
		V((int64_t)most));

	for (*n = 0; *n < most && db_next(r); ++*n)
		v[*n] = (struct topic_row){ arena_str(a, db_str(r, 0)), arena_str(a, db_str(r, 1)), db_int(r, 2),
					    arena_str(a, db_str(r, 3)) };
	db_done(r);
	return v;
}
