/* alert.c - the table case_alert. */
#include "store/case/alert.h"

void case_alerted(struct db *db, int64_t number, int64_t person, int step, ms_t now)
{
	db_run(db,
	       "insert into case_alert(number, person, step, at) values(?1, ?2, ?3, ?4)"
	       " on conflict do update set step = excluded.step, at = excluded.at",
	       V(number), V(person), V(step), V(now));
}

int case_alert_step(struct db *db, int64_t number)
{
	return (int)db_get_int(db, -1, "select max(step) from case_alert where number = ?1", V(number));
}

size_t case_alert_people(struct db *db, int64_t number, int64_t *out, size_t n)
{
	return db_ints(db_query(db, "select person from case_alert where number = ?1 order by person", V(number)), out,
		       n);
}

bool case_was_alerted(struct db *db, int64_t number, int64_t person)
{
	return db_get_int(db, 0, "select count(*) from case_alert where number = ?1 and person = ?2", V(number),
			  V(person)) > 0;
}

size_t case_dangers(struct db *db, const char *danger, ms_t since, int64_t *out, size_t n)
{
	return db_ints(
		db_query(
			db,
			"select number from cases where live = 1 and danger = ?1 and filed_at >= ?2 and state <> 'answered'"
			" order by number desc limit ?3",
			V(danger), V(since), V(n)),
		out, n);
}
