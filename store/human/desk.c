/* desk.c - the table duty_desk, and the roles behind it. */
#include "store/human/desk.h"

#include "store/db/audit.h"

void desk_sit(struct db *db, int64_t person, const char *actor, ms_t until, ms_t now)
{
	db_run(db, "insert into duty_desk(person, until_at) values(?1, ?2) on conflict do update set until_at = ?2",
	       V(person), V(until));
	audit(db, now, actor, "desk.sit", NO_STR, NO_STR);
}

bool desk_leave(struct db *db, int64_t person, const char *actor, ms_t now)
{
	bool sat = db_run(db, "delete from duty_desk where person = ?1", V(person)) > 0;

	if (sat)
		audit(db, now, actor, "desk.leave", NO_STR, NO_STR);
	return sat;
}

static size_t people(struct rows *r, int64_t not, int64_t out[DESK_MAX])
{
	size_t n = 0;

	while (n < DESK_MAX && db_next(r))
		if (db_int(r, 0) != not )
			out[n++] = db_int(r, 0);
	db_done(r);
	return n;
}

#define SITTING                                                                                                        \
	"select d.person from duty_desk d where d.until_at > ?1 and exists (select 1 from role r where r.person = d.person)"
#define OF_STREET                                                                                                      \
	"select r.person from role r join place a on a.name = r.scope"                                                 \
	" join person p on p.street = a.id where r.role = 'street' and p.id = ?2"
#define OF_CITY "select person from role where role = 'city'"

size_t desk_sitting(struct db *db, ms_t now, int64_t out[DESK_MAX])
{
	return people(db_query(db, SITTING " order by 1", V(now)), 0, out);
}

size_t desk_on_duty(struct db *db, int64_t person, int64_t department, bool everybody, ms_t now, int64_t out[DESK_MAX])
{
	size_t n;

	if (everybody)
		return people(
			db_query(db, SITTING " union " OF_STREET " union " OF_CITY " order by 1", V(now), V(person)),
			person, out);
	n = people(db_query(db, "select duty from department where id = ?1 and duty is not null", V(department)),
		   person, out);
	if (n == 0)
		n = people(db_query(db, SITTING " order by 1", V(now)), person, out);
	if (n == 0)
		n = people(db_query(db, OF_STREET " order by 1", V(now), V(person)), person, out);
	if (n == 0)
		n = people(db_query0(db, OF_CITY " order by 1"), person, out);
	return n;
}
