/* enrolment.c - places and waiting lists. */
#include "store/activity/enrolment.h"

#include <inttypes.h>
#include <string.h>

#include "store/db/audit.h"

/* What was not given away before the import; no row: nothing. */
static int64_t room_of(struct db *db, const struct event *e)
{
	if (strcmp(e->kind, "activity") == 0)
		return db_get_int(db, 0, "select coalesce(capacity, 1000000000) - taken from activity where code = ?1",
				  V(e->code));
	if (strcmp(e->kind, "class") == 0)
		return db_get_int(db, 0, "select capacity - taken from class where code = ?1", V(e->code));
	return db_get_int(db, 0, "select capacity - taken from meeting where code = ?1", V(e->code));
}

int64_t enrolment_left(struct db *db, const struct event *e)
{
	int64_t room = room_of(db, e);
	int64_t in = db_get_int(db, 0, "select count(*) from enrolment where kind = ?1 and code = ?2 and state = 'in'",
				V(e->kind), V(e->code));

	return room >= 1000000000 ? INT64_MAX : room > in ? room - in : 0;
}

static void audit_it(struct db *db, const struct event *e, const char *action, int64_t person, const char *actor,
		     ms_t now)
{
	struct arena *a = arena_new();

	audit(db, now, actor, action, db_get_str(db, a, "select uid from person where id = ?1", V(person)),
	      arena_printf(a, "%s %" PRId64, e->kind, e->code));
	arena_free(a);
}

struct enrolled enrolment_of(struct db *db, const struct event *e, int64_t person, int64_t child)
{
	struct enrolled r = { 0 };
	struct rows *rows = db_query(
		db,
		"select id, state = 'in', (select count(*) from enrolment w where w.kind = e.kind and w.code = e.code"
		" and w.state = 'waiting' and (w.at, w.id) <= (e.at, e.id))"
		" from enrolment e where kind = ?1 and code = ?2 and person = ?3 and child = ?4 and state <> 'left'",
		V(e->kind), V(e->code), V(person), V(child));

	if (db_next(rows))
		r = (struct enrolled){
			.id = db_int(rows, 0), .in = db_int(rows, 1), .place = db_int(rows, 2), .again = true
		};
	db_done(rows);
	return r;
}

struct enrolled enrolment_join(struct db *db, const struct event *e, int64_t person, int64_t child, struct str about,
			       const char *actor, ms_t now)
{
	struct enrolled r = enrolment_of(db, e, person, child);

	if (r.id)
		return r;
	/* whoever waits goes before whoever comes */
	bool in = enrolment_left(db, e) > 0 &&
		  !db_get_int(db, 0,
			      "select count(*) from enrolment where kind = ?1 and code = ?2 and state = 'waiting'",
			      V(e->kind), V(e->code));

	/* who left and comes again stands at the end */
	db_run(db, "delete from enrolment where kind = ?1 and code = ?2 and person = ?3 and child = ?4", V(e->kind),
	       V(e->code), V(person), V(child));
	db_run(db,
	       "insert into enrolment(kind, code, person, child, state, about, at) values(?1, ?2, ?3, ?4, ?5, seal(?6), ?7)",
	       V(e->kind), V(e->code), V(person), V(child), V(in ? "in" : "waiting"), V(about), V(now));
	audit_it(db, e, "enrolment.join", person, actor, now);
	r = enrolment_of(db, e, person, child);
	r.again = false;
	return r;
}

bool enrolment_leave(struct db *db, const struct event *e, int64_t person, int64_t child, const char *actor, ms_t now)
{
	if (db_run(db,
		   "update enrolment set state = 'left', about = null where kind = ?1 and code = ?2 and person = ?3 and child = ?4"
		   " and state <> 'left'",
		   V(e->kind), V(e->code), V(person), V(child)) == 0)
		return false;
	audit_it(db, e, "enrolment.leave", person, actor, now);
	return true;
}

int64_t enrolment_move_up(struct db *db, const struct event *e, ms_t now, int64_t *person)
{
	int64_t id = enrolment_left(db, e) > 0
			     ? db_get_int(db, 0,
					  "select id from enrolment where kind = ?1 and code = ?2 and state = 'waiting'"
					  " order by at, id limit 1",
					  V(e->kind), V(e->code))
			     : 0;

	if (!id)
		return 0;
	*person = db_get_int(db, 0, "select person from enrolment where id = ?1", V(id));
	db_run(db, "update enrolment set state = 'in' where id = ?1", V(id));
	audit_it(db, e, "enrolment.up", *person, NULL, now);
	return id;
}

size_t enrolment_list(struct db *db, const struct event *e, struct enrolment_row *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select e.person, e.child, unseal(p.name), unseal(e.about), e.state = 'in', e.attended_at is not null, e.filed"
		" from enrolment e join person p on p.id = e.person"
		" where e.kind = ?1 and e.code = ?2 and e.state <> 'left'"
		" order by e.state <> 'in', e.at, e.id limit ?3",
		V(e->kind), V(e->code), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct enrolment_row){ db_int(r, 0), db_int(r, 1), db_strdup(r, 2, a), db_strdup(r, 3, a),
						   db_int(r, 4), db_int(r, 5), db_int(r, 6) };
	db_done(r);
	return n;
}

size_t enrolment_mine(struct db *db, int64_t person, const char *kind, int64_t *codes, size_t room)
{
	struct rows *r = db_query(
		db,
		"select distinct code from enrolment where person = ?1 and kind = ?2 and state <> 'left'"
		" order by code limit ?3",
		V(person), V(kind), V((int64_t)room));

	return db_ints(r, codes, room);
}

bool enrolment_attend(struct db *db, const struct event *e, int64_t person, ms_t now)
{
	return db_run(db,
		      "update enrolment set attended_at = coalesce(attended_at, ?4) where kind = ?1 and code = ?2 and person = ?3"
		      " and state = 'in'",
		      V(e->kind), V(e->code), V(person), V(now)) > 0;
}
