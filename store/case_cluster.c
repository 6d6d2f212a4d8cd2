/* case_cluster.c - several people with the same kind of matter at one place. */
#include "store/case_same.h"

/* The same kind, category and place as case ?1; without a place the same site. A street or a
 * town is no place. */
#define THERE                                                                                                          \
	"from cases c join cases n on n.number = ?1 where c.kind = n.kind and c.category = n.category"                 \
	" and c.state not in ('withdrawn', 'merged') and c.filed_at >= ?2"                                             \
	" and (c.place_id = n.place_id or (n.place_id is null and c.place_id is null and c.site = n.site))"

static int64_t people_there(struct db *db, int64_t number, ms_t since)
{
	return db_get_int(db, 0,
			  "select count(distinct person) from (select c.person as person " THERE
			  " union select s.person from case_supporter s where s.number in (select c.number " THERE "))",
			  V(number), V(since));
}

bool case_cluster_new(struct db *db, int64_t number, int64_t people, ms_t since, ms_t now, struct case_cluster *out,
		      struct arena *a)
{
	out->people = people_there(db, number, since);
	if (out->people < people ||
	    db_get_int(db, 0,
		       "select count(*) from case_cluster k join cases n on n.number = ?1 where k.kind = n.kind"
		       " and k.category = n.category and k.at >= ?2 and (k.place = n.place_id or (n.place_id is null"
		       " and k.site = n.site))",
		       V(number), V(since)))
		return false;
	db_run(db,
	       "insert into case_cluster(kind, category, place, site, people, at)"
	       " select kind, category, place_id, iif(place_id is null, site, null), ?2, ?3 from cases where number = ?1",
	       V(number), V(out->people), V(now));
	out->place = db_get_str(db, a,
				"select coalesce(p.name, s.name) from cases c left join place p on p.id = c.place_id"
				" left join site s on s.id = c.site where c.number = ?1",
				V(number));
	return true;
}
