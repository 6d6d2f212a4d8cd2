/* publicity.c - teams and what they did. */
#include "store/publicity/publicity.h"

#include "store/db/audit.h"
#include "store/person/person.h"

static void note(struct db *db, const char *action, int64_t person, const char *actor, ms_t now)
{
	audit_row(db, now, actor, action, "select uid from person where id = ?1", person, NO_STR);
}

bool team_join(struct db *db, struct str team, int64_t person, const char *actor, ms_t now)
{
	db_run(db, "insert into team(name) values(?1) on conflict do nothing", V(team));
	if (db_run(db,
		   "insert into team_member(team, person, since_at) select id, ?2, ?3 from team where name = ?1"
		   " on conflict do nothing",
		   V(team), V(person), V(now)) != 1)
		return false;
	note(db, "team.join", person, actor, now);
	return true;
}

bool team_leave(struct db *db, int64_t person, const char *actor, ms_t now)
{
	if (db_run(db, "delete from team_member where person = ?1", V(person)) == 0)
		return false;
	note(db, "team.leave", person, actor, now);
	return true;
}

bool team_has(struct db *db, int64_t person)
{
	return db_get_int(db, 0, "select count(*) from team_member where person = ?1", V(person)) > 0;
}

size_t team_members(struct db *db, struct str team, int64_t *out, size_t room)
{
	return db_ints(db_query(db,
				"select m.person from team_member m join team t on t.id = m.team where t.name = ?1"
				" order by m.since_at, m.person",
				V(team)),
		       out, room);
}

void publicity_log(struct db *db, const struct publicity *p, const char *actor, ms_t now, struct arena *a)
{
	const char *uid = random_uid(a);

	db_run(db,
	       "insert into publicity(uid, kind, people, place, day, note, person, at)"
	       " values(?1, ?2, ?3, ?4, ?5, seal(?6), ?7, ?8)",
	       V(uid), V(p->kind), V(p->people), V(p->place), V(p->day), V(p->note), V(p->person), V(now));
	audit(db, now, actor, "publicity.log", str_c(uid), p->kind);
}

struct publicity_sum publicity_sum(struct db *db, struct str from, struct str to)
{
	struct rows *r = db_query(
		db, "select count(*), coalesce(sum(people), 0) from publicity where day between ?1 and ?2", V(from),
		V(to));
	struct publicity_sum sum = { 0 };

	if (db_next(r))
		sum = (struct publicity_sum){ db_int(r, 0), db_int(r, 1) };
	db_done(r);
	return sum;
}
