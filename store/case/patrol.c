/* patrol.c - the record of each patroller. */
#include "store/case/patrol.h"

/* ?1 since */
#define SUMS                                                                                                           \
	"count(c.number), coalesce(sum(c.outcome = 'solved' and c.state in ('answered', 'closed')), 0),"               \
	" coalesce(sum(c.state in ('open', 'assigned', 'reopened')), 0), coalesce(sum(c.filed_at >= ?1), 0)"
#define HIS "c.source = 'patrol' and c.state not in ('withdrawn', 'merged')"

static struct patrol_record from_row(const struct rows *r)
{
	return (struct patrol_record){ db_int(r, 0), db_int(r, 1), db_int(r, 2), db_int(r, 3), db_int(r, 4) };
}

struct patrol_record patrol_of(struct db *db, int64_t person, ms_t since)
{
	struct rows *r = db_query(db, "select ?2, " SUMS " from cases c where c.person = ?2 and " HIS, V(since),
				  V(person));
	struct patrol_record v = { 0 };

	if (db_next(r))
		v = from_row(r);
	db_done(r);
	return v;
}

size_t patrol_all(struct db *db, ms_t since, struct patrol_record *out, size_t n)
{
	struct rows *r = db_query(db,
				  "select p.person, " SUMS " from (select person from role where role = 'patrol' union"
				  " select person from cases where source = 'patrol' and person is not null) p"
				  " left join cases c on c.person = p.person and " HIS
				  " group by p.person order by 2 desc, p.person limit ?2",
				  V(since), V(n));
	size_t found = 0;

	while (found < n && db_next(r))
		out[found++] = from_row(r);
	db_done(r);
	return found;
}
