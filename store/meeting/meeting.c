/* meeting.c - meeting days. */
#include "store/meeting/meeting.h"

#include <inttypes.h>

#include "store/db/audit.h"
#include "store/db/number.h"

static struct meeting one(struct rows *r, struct arena *a)
{
	struct meeting m = { 0 };

	if (db_next(r))
		m = (struct meeting){ db_int(r, 0), db_strdup(r, 1, a), arena_str(a, db_str(r, 2)), db_int(r, 3) };
	db_done(r);
	return m;
}

struct meeting meeting_load(struct db *db, int64_t code, struct arena *a)
{
	return one(db_query(db, "select code, clock(start_at), place, capacity from meeting where code = ?1", V(code)),
		   a);
}

struct meeting meeting_next(struct db *db, struct str clock, struct arena *a)
{
	return one(db_query(db,
			    "select code, clock(start_at), place, capacity from meeting"
			    " where start_at >= unixepoch(?1, 'utc') * 1000 order by start_at limit 1",
			    V(clock)),
		   a);
}

int64_t meeting_set(struct db *db, const struct meeting *m, const char *actor, ms_t now)
{
	int64_t code = m->code;
	struct arena *a = arena_new();

	if (!code) {
		number_skip(db, "M", db_get_int_n(db, 0, "select max(code) from meeting", NULL, 0));
		code = number_next(db, "M");
		db_run(db,
		       "insert into meeting(code, start_at, place, capacity)"
		       " values(?1, unixepoch(?2, 'utc') * 1000, ?3, ?4)",
		       V(code), V(m->start), V(m->place), V(m->capacity));
	} else {
		db_run(db,
		       "update meeting set start_at = coalesce(unixepoch(?2, 'utc') * 1000, start_at), place = coalesce(?3, place),"
		       " capacity = coalesce(nullif(?4, 0), capacity) where code = ?1",
		       V(code), V(m->start), V(m->place), V(m->capacity));
	}
	audit(db, now, actor, "meeting.set", arena_printf(a, "M-%" PRId64, code), NO_STR);
	arena_free(a);
	return code;
}

void meeting_question_filed(struct db *db, int64_t code, int64_t person, int64_t number)
{
	db_run(db, "update enrolment set filed = ?3 where kind = 'meeting' and code = ?1 and person = ?2", V(code),
	       V(person), V(number));
}
