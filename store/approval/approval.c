/* approval.c - the table approval. */
#include "store/approval/approval.h"

#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/person/person.h"

int64_t approval_propose(struct db *db, const struct approval *p, const char *actor, ms_t now, struct arena *a)
{
	int64_t number = db_get_int(db, 0,
				    "select number from approval where state = 'open' and at > ?5 and kind = ?1"
				    " and coalesce(a, 0) = ?2 and coalesce(b, 0) = ?3 and what = coalesce(?4, '')",
				    V(p->kind), V(p->a), V(p->b), V(p->what), V(now - APPROVAL_LASTS));
	struct str uid = str_c(random_uid(a));

	if (number)
		return number;
	number = number_next(db, "P");
	db_run(db,
	       "insert into approval(number, uid, kind, a, b, what, by, at)"
	       " values(?1, ?2, ?3, nullif(?4, 0), nullif(?5, 0), coalesce(?6, ''), nullif(?7, 0), ?8)",
	       V(number), V(uid), V(p->kind), V(p->a), V(p->b), V(p->what), V(p->by), V(now));
	audit(db, now, actor, "approval.propose", uid, p->kind);
	return number;
}

struct approval approval_load(struct db *db, int64_t number, ms_t now, struct arena *a)
{
	struct approval p = { 0 };
	struct rows *r = db_query(
		db,
		"select number, uid, kind, coalesce(a, 0), coalesce(b, 0), what,"
		" iif(state = 'open' and at <= ?2, 'expired', state), coalesce(by, 0), at from approval where number = ?1",
		V(number), V(now - APPROVAL_LASTS));

	if (db_next(r))
		p = (struct approval){ .number = db_int(r, 0),
				       .uid = arena_cstr(a, db_str(r, 1)),
				       .kind = arena_str(a, db_str(r, 2)),
				       .a = db_int(r, 3),
				       .b = db_int(r, 4),
				       .what = arena_str(a, db_str(r, 5)),
				       .state = arena_str(a, db_str(r, 6)),
				       .by = db_int(r, 7),
				       .at = db_int(r, 8) };
	db_done(r);
	return p;
}

void approval_set(struct db *db, const struct approval *p, const char *state, int64_t staff, const char *actor,
		  ms_t now)
{
	db_run(db,
	       "update approval set state = ?2, decided_by = coalesce(nullif(?3, 0), decided_by),"
	       " decided_at = coalesce(decided_at, ?4) where number = ?1",
	       V(p->number), V(state), V(staff), V(now));
	audit(db, now, actor, "approval.set", str_c(p->uid), str_c(state));
}

size_t approval_open(struct db *db, ms_t now, int64_t *out, size_t room)
{
	struct rows *r = db_query(db, "select number from approval where state = 'open' and at > ?1 order by number",
				  V(now - APPROVAL_LASTS));
	size_t n = 0;

	for (; db_next(r); n++)
		if (n < room)
			out[n] = db_int(r, 0);
	db_done(r);
	return n;
}

int64_t approval_agreed(struct db *db, struct str kind, struct str what, ms_t now)
{
	return db_get_int(db, 0,
			  "select number from approval where kind = ?1 and what = ?2 and state = 'approved'"
			  " and decided_at > ?3 order by number desc limit 1",
			  V(kind), V(what), V(now - APPROVAL_LASTS));
}
