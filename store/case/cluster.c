/* cluster.c - several people with the same kind of matter at one place. */
#include "store/case/same.h"

/* The case itself: where it counts. A street or a town is no place (handlers/case/file.c). */
struct where {
	struct str kind, category;
	int64_t place, site; /* or 0; the site only without a place */
};

static struct where where_of(struct db *db, int64_t number, struct arena *a)
{
	struct rows *r = db_query(db,
				  "select kind, category, place_id, iif(place_id is null, site, null) from cases"
				  " where number = ?1",
				  V(number));
	struct where w = { 0 };

	if (db_next(r))
		w = (struct where){ arena_str(a, db_str(r, 0)), arena_str(a, db_str(r, 1)), db_int(r, 2),
				    db_int(r, 3) };
	db_done(r);
	return w;
}

/* ?1 place or site, ?2 category, ?3 kind, ?4 since */
#define THERE(spot)                                                                                                    \
	"from cases c where " spot " = ?1 and category = ?2 and kind = ?3 and filed_at >= ?4"                          \
	" and state not in ('withdrawn', 'merged')"
#define PEOPLE(spot)                                                                                                   \
	"select count(*) from (select c.person " THERE(                                                                \
		spot) " and c.person is not null union select s.person from"                                           \
		      " case_supporter s where s.number in (select c.number " THERE(spot) "))"

static int64_t people_there(struct db *db, const struct where *w, ms_t since)
{
	return db_get_int(db, 0, w->place ? PEOPLE("place_id") : PEOPLE("place_id is null and site"),
			  V(w->place ? w->place : w->site), V(w->category), V(w->kind), V(since));
}

static bool told(struct db *db, const struct where *w, ms_t since)
{
	return db_get_int(db, 0,
			  "select count(*) from case_cluster where kind = ?1 and category = ?2 and at >= ?3"
			  " and coalesce(place, 0) = ?4 and coalesce(site, 0) = ?5",
			  V(w->kind), V(w->category), V(since), V(w->place), V(w->site)) > 0;
}

bool case_cluster_new(struct db *db, int64_t number, int64_t people, ms_t since, ms_t now, struct case_cluster *out,
		      struct arena *a)
{
	struct where w = where_of(db, number, a);

	if ((!w.place && !w.site) || told(db, &w, since)) /* before counting: where many are, it was told */
		return false;
	out->people = people_there(db, &w, since);
	if (out->people < people)
		return false;
	db_run(db,
	       "insert into case_cluster(kind, category, place, site, people, at)"
	       " values(?1, ?2, nullif(?3, 0), nullif(?4, 0), ?5, ?6)",
	       V(w.kind), V(w.category), V(w.place), V(w.site), V(out->people), V(now));
	out->place = db_get_str(
		db, a, "select coalesce((select name from place where id = ?1), (select name from site where id = ?2))",
		V(w.place), V(w.site));
	return true;
}
