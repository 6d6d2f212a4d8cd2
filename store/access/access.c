/* access.c - notes on getting in and parking. */
#include "store/access/access.h"

#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/person/person.h"

#define NOTE                                                                                                           \
	"select number, uid, unseal(place), kind, unseal(text), state, source, person, at, decided_at from access_note "

static struct str copy(const struct rows *r, int column, struct arena *a)
{
	struct str s = db_str(r, column);

	return s.p ? arena_str(a, s) : NO_STR;
}

static struct access_note from_row(const struct rows *r, struct arena *a)
{
	return (struct access_note){
		.number = db_int(r, 0),
		.uid = arena_cstr(a, db_str(r, 1)),
		.place = copy(r, 2, a),
		.kind = copy(r, 3, a),
		.text = copy(r, 4, a),
		.state = copy(r, 5, a),
		.source = db_int(r, 6),
		.person = db_int(r, 7),
		.at = db_int(r, 8),
		.decided_at = db_int(r, 9),
	};
}

static size_t all(struct rows *r, struct access_note *out, size_t n, struct arena *a)
{
	size_t found = 0;

	while (found < n && db_next(r))
		out[found++] = from_row(r, a);
	db_done(r);
	return found;
}

struct access_note access_load(struct db *db, int64_t number, struct arena *a)
{
	struct access_note n = { 0 };

	(void)all(db_query(db, NOTE "where number = ?1", V(number)), &n, 1, a);
	return n;
}

bool access_from_case(struct db *db, int64_t number)
{
	return db_get_int(db, 0, "select count(*) from access_note where source = ?1", V(number)) > 0;
}

/* The fact that stood until now, and what riders said before it was looked into. */
static void replace_confirmed(struct db *db, struct str place, struct str kind, int64_t by)
{
	db_run(db,
	       "update access_note set state = 'replaced' where place_key = keyed(?1) and kind = ?2"
	       " and state = 'confirmed' and number <> ?3",
	       V(place), V(kind), V(by));
}

int64_t access_add(struct db *db, const struct access_note *n, const char *state, const char *actor, ms_t now,
		   struct arena *a)
{
	int64_t number = number_next(db, "G");
	const char *uid = random_uid(a);
	bool confirmed = str_is(str_c(state), "confirmed");

	if (n->person)
		db_run(db,
		       "update access_note set state = 'replaced' where place_key = keyed(?1) and kind = ?2"
		       " and state = 'said' and person = ?3",
		       V(n->place), V(n->kind), V(n->person));
	db_run(db,
	       "insert into access_note(number, uid, place, place_key, kind, text, state, source, person, at, decided_at)"
	       " values(?1, ?2, seal(?3), keyed(?3), ?4, seal(?5), ?6, nullif(?7, 0), nullif(?8, 0), ?9,"
	       " iif(?6 = 'confirmed', ?9, null))",
	       V(number), V(uid), V(n->place), V(n->kind), V(n->text), V(state), V(n->source), V(n->person), V(now));
	if (confirmed)
		replace_confirmed(db, n->place, n->kind, number);
	audit(db, now, actor, "access.add", str_c(uid), str_c(state));
	return number;
}

size_t access_known(struct db *db, struct str place, struct str kind, struct access_note *out, struct arena *a)
{
	return all(db_query(db,
			    NOTE
			    "as n where place_key = keyed(?1) and (?2 is null or kind = ?2) and (state = 'confirmed' or"
			    " (state = 'said' and at > coalesce((select max(decided_at) from access_note c where"
			    " c.place_key = n.place_key and c.kind = n.kind and c.state = 'confirmed'), 0)))"
			    " order by state, kind, at desc limit ?3",
			    V(place), V(kind), V(ACCESS_SHOWN)),
		   out, ACCESS_SHOWN, a);
}

size_t access_waiting(struct db *db, struct access_note *out, size_t n, struct arena *a)
{
	return all(db_query(db, NOTE "where state in ('draft', 'said') order by number limit ?1", V(n)), out, n, a);
}

bool access_decide(struct db *db, int64_t number, bool yes, struct str text, const char *actor, ms_t now)
{
	struct arena *a = arena_new();
	struct access_note n = access_load(db, number, a);
	bool done =
		db_run(db,
		       "update access_note set state = ?2, text = seal(coalesce(?3, unseal(text))), decided_at = ?4"
		       " where number = ?1 and (state in ('draft', 'said') or (state = 'confirmed' and ?2 = 'refused'))",
		       V(number), V(yes ? "confirmed" : "refused"), V(text), V(now)) > 0;

	if (done && yes)
		replace_confirmed(db, n.place, n.kind, number);
	if (done)
		audit(db, now, actor, yes ? "access.confirm" : "access.refuse", str_c(n.uid), NO_STR);
	arena_free(a);
	return done;
}
