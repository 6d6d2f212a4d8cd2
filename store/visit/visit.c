/* visit.c - visits. */
#include "store/visit/visit.h"

#include <inttypes.h>
#include <string.h>

#include "store/db/audit.h"
#include "store/person/person.h"

/* For SQL: may person ?1 look after site s, which lies in street a? */
#define LOOKS_AFTER                                                                                                    \
	" exists(select 1 from role r where r.person = ?1 and (r.role = 'city'"                                        \
	" or (r.role = 'patrol' and r.scope in ('', a.name)) or (r.role = 'street' and r.scope = a.name)))"

/* Takes a name out of the text, so that a shorter one is not found within it. */
static bool take(char *text, size_t n, struct str name)
{
	ptrdiff_t at = str_find((struct str){ text, n }, name);

	if (at >= 0)
		memset(text + at, ' ', name.n);
	return at >= 0;
}

size_t site_named_in(struct db *db, struct str text, int64_t person, struct site_named *out, size_t room,
		     struct arena *a)
{
	char *left = arena_alloc(a, text.n + 1);
	struct rows *r = db_query(db,
				  "select s.id, s.name," LOOKS_AFTER " from site s join place a on a.id = s.street"
				  " where instr(?2, s.name) > 0 order by length(s.name) desc, s.id",
				  V(person), V(text));
	size_t n = 0;

	memcpy(left, text.p ? text.p : "", text.n);
	while (n < room && db_next(r))
		if (take(left, text.n, db_str(r, 1)))
			out[n++] = (struct site_named){ db_int(r, 0), arena_str(a, db_str(r, 1)), db_int(r, 2) };
	db_done(r);
	return n;
}

static void audit_visit(struct db *db, int64_t id, const char *action, struct str day, const char *actor, ms_t now)
{
	audit_row(db, now, actor, action, "select uid from visit where id = ?1", id, day);
}

int64_t visit_add(struct db *db, const struct visit_new *v, ms_t now, struct arena *a)
{
	const char *outcome = v->absent ? "absent" : "met";
	int64_t id = db_get_int(db, 0, "select id from visit where site = ?1 and person is nullif(?2, 0) and day = ?3",
				V(v->site), V(v->person), V(v->day));

	if (id) {
		db_run(db,
		       "update visit set outcome = ?2, people = coalesce(nullif(?3, 0), people), note = seal(?4), at = ?5"
		       " where id = ?1",
		       V(id), V(outcome), V(v->people), V(v->note), V(now));
	} else {
		db_run(db,
		       "insert into visit(uid, site, person, day, outcome, people, note, source, at)"
		       " values(?1, ?2, nullif(?3, 0), ?4, ?5, nullif(?6, 0), seal(?7), ?8, ?9)",
		       V(random_uid(a)), V(v->site), V(v->person), V(v->day), V(outcome), V(v->people), V(v->note),
		       V(v->entered ? "entered" : "chat"), V(now));
		id = db_last_id(db);
	}
	audit_visit(db, id, "visit.log", v->day, v->actor, now);
	return id;
}

void visit_move(struct db *db, int64_t id, int64_t person, struct str day, const char *actor, ms_t now)
{
	if (db_run(db, "update visit set day = ?3 where id = ?1 and person = ?2", V(id), V(person), V(day)) > 0)
		audit_visit(db, id, "visit.move", day, actor, now);
}

static size_t read_rows(struct rows *r, struct visit_row *out, size_t room, struct arena *a)
{
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct visit_row){ db_strdup(r, 0, a), db_strdup(r, 1, a), db_strdup(r, 2, a),
					       db_strdup(r, 3, a), db_strdup(r, 4, a), db_int(r, 5),
					       db_int(r, 6) };
	db_done(r);
	return n;
}

size_t visit_list(struct db *db, int64_t viewer, struct str from, struct str to, struct visit_row *out, size_t room,
		  struct arena *a)
{
	return read_rows(db_query(db,
				  "select s.name, a.name, s.grid, v.day, unseal(p.name), v.outcome = 'absent', v.people"
				  " from visit v join site s on s.id = v.site join place a on a.id = s.street"
				  " left join person p on p.id = v.person"
				  " where v.day between ?2 and ?3 and" LOOKS_AFTER
				  " order by v.day desc, v.id desc limit ?4",
				  V(viewer), V(from), V(to), V((int64_t)room)),
			 out, room, a);
}

size_t visit_missing(struct db *db, int64_t viewer, struct str since, struct visit_row *out, size_t room,
		     struct arena *a)
{
	return read_rows(db_query(db,
				  "select s.name, a.name, s.grid,"
				  " (select max(v.day) from visit v where v.site = s.id and v.outcome = 'met') as last,"
				  " null, 0, 0 from site s join place a on a.id = s.street"
				  " where" LOOKS_AFTER " and (last is null or last < ?2)"
				  " order by last is not null, last, a.name, s.name limit ?3",
				  V(viewer), V(since), V((int64_t)room)),
			 out, room, a);
}

#define COVERAGE(area)                                                                                                 \
	"select " area " as area, count(*), sum(met), sum(headcount), sum(met * headcount) from"                       \
	" (select a.name as street, s.grid as grid, coalesce(s.headcount, 0) as headcount,"                            \
	" exists(select 1 from visit v where v.site = s.id and v.outcome = 'met' and v.day between ?2 and ?3) as met"  \
	" from site s join place a on a.id = s.street where" LOOKS_AFTER ")"                                           \
	" group by 1 order by 1 limit ?4"

size_t visit_coverage(struct db *db, int64_t viewer, bool by_grid, struct str from, struct str to,
		      struct visit_cover *out, size_t room, struct arena *a)
{
	struct rows *r = by_grid ? db_query(db, COVERAGE("street || ' ' || coalesce(grid, '—')"), V(viewer), V(from),
					    V(to), V((int64_t)room))
				 : db_query(db, COVERAGE("street"), V(viewer), V(from), V(to), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct visit_cover){ db_strdup(r, 0, a), db_int(r, 1), db_int(r, 2), db_int(r, 3),
						 db_int(r, 4) };
	db_done(r);
	return n;
}
