/* onsite.c - what was spoken on the spot. */
#include "store/lesson/onsite.h"

#include "store/db/audit.h"
#include "store/person/person.h"

void onsite_log(struct db *db, const struct onsite *o, const char *actor, ms_t now, struct arena *a)
{
	const char *kind = o->briefing ? "briefing" : "lesson", *uid = random_uid(a);

	db_run(db,
	       "delete from onsite where kind = ?1 and person = ?2 and day = ?3 and site is nullif(?4, 0)"
	       " and place is ?5",
	       V(kind), V(o->person), V(o->day), V(o->site), V(o->place));
	db_run(db,
	       "insert into onsite(uid, kind, lesson, site, place, speaker, people, day, person, source, at)"
	       " values(?1, ?2, nullif(?3, 0), nullif(?4, 0), ?5, seal(?6), ?7, ?8, ?9, ?10, ?11)",
	       V(uid), V(kind), V(o->lesson), V(o->site), V(o->place), V(o->speaker), V(o->people), V(o->day),
	       V(o->person), V(o->entered ? "entered" : "chat"), V(now));
	audit(db, now, actor, "onsite.log", str_c(uid), str_c(kind));
}

size_t onsite_list(struct db *db, struct str from, struct str to, struct onsite_row *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select o.day, coalesce(s.name, o.place, ''), unseal(o.speaker), o.kind = 'briefing', o.people"
		" from onsite o left join site s on s.id = o.site where o.day between ?1 and ?2"
		" order by o.day desc, o.id desc limit ?3",
		V(from), V(to), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct onsite_row){ db_strdup(r, 0, a), db_strdup(r, 1, a), db_strdup(r, 2, a),
						db_int(r, 3), db_int(r, 4) };
	db_done(r);
	return n;
}
