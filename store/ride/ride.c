/* ride.c - rides to the exam. */
#include "store/ride/ride.h"

#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/person/person.h"

enum { BUSY = 2 * MS_HOUR };

#define LIVE "('open', 'matched', 'off', 'picked')"

static bool note(struct db *db, bool changed, const char *action, int64_t code, const char *actor, ms_t now)
{
	if (changed)
		audit_row(db, now, actor, action, "select uid from ride where code = ?1", code, NO_STR);
	return changed;
}

/* ---------------------------------------------------------------------- drivers */

static void note_driver(struct db *db, const char *action, int64_t person, const char *actor, ms_t now)
{
	audit_row(db, now, actor, action, "select uid from person where id = ?1", person, NO_STR);
}

void ride_driver_offer(struct db *db, const struct ride_driver *d, struct str first_day, struct str last_day,
		       const char *actor, ms_t now)
{
	db_run(db,
	       "insert into ride_driver(person, seats, first_day, last_day, phone, since_at) values(?1, ?2, ?3, ?4, seal(?5), ?6)"
	       " on conflict do update set seats = excluded.seats, first_day = excluded.first_day,"
	       " last_day = excluded.last_day, phone = coalesce(excluded.phone, phone),"
	       " state = iif(state = 'off', 'pending', state)",
	       V(d->person), V(d->seats), V(first_day), V(last_day), V(d->phone), V(now));
	note_driver(db, "ride.offer", d->person, actor, now);
}

struct ride_driver ride_driver_load(struct db *db, int64_t person, struct arena *a)
{
	struct rows *r = db_query(db, "select person, state, unseal(phone), seats from ride_driver where person = ?1",
				  V(person));
	struct ride_driver d = { 0 };

	if (db_next(r))
		d = (struct ride_driver){ db_int(r, 0), db_strdup(r, 1, a), db_strdup(r, 2, a), db_int(r, 3) };
	db_done(r);
	return d;
}

bool ride_driver_decide(struct db *db, int64_t person, bool yes, const char *actor, ms_t now)
{
	if (db_run(db,
		   "update ride_driver set state = iif(?2, 'active', 'off') where person = ?1 and state = 'pending'",
		   V(person), V((int64_t)yes)) != 1)
		return false;
	note_driver(db, yes ? "ride.driver.verify" : "ride.driver.refuse", person, actor, now);
	return true;
}

bool ride_driver_leave(struct db *db, int64_t person, const char *actor, ms_t now)
{
	if (db_run(db, "update ride_driver set state = 'off' where person = ?1 and state <> 'off'", V(person)) != 1)
		return false;
	note_driver(db, "ride.driver.leave", person, actor, now);
	return true;
}

size_t ride_drivers_waiting(struct db *db, int64_t *out, size_t room)
{
	return db_ints(
		db_query0(db, "select person from ride_driver where state = 'pending' order by since_at, person"), out,
		room);
}

/* ------------------------------------------------------------------------ rides */

int64_t ride_new(struct db *db, const struct ride *r, const char *actor, ms_t now, struct arena *a)
{
	int64_t code = number_next(db, "T");

	db_run(db,
	       "insert into ride(code, uid, person, street, start, goal, phone, at, seats, created_at)"
	       " values(?1, ?2, ?3, nullif(?4, 0), seal(?5), seal(?6), seal(?7), ?8, max(?9, 1), ?10)",
	       V(code), V(random_uid(a)), V(r->person), V(r->street), V(r->start), V(r->goal), V(r->phone), V(r->at),
	       V(r->seats), V(now));
	(void)note(db, true, "ride.request", code, actor, now);
	return code;
}

struct ride ride_load(struct db *db, int64_t code, struct arena *a)
{
	struct rows *q = db_query(
		db,
		"select code, state, person, driver, street, unseal(start), unseal(goal), unseal(phone), at,"
		" seats, alarm from ride where code = ?1",
		V(code));
	struct ride r = { 0 };

	if (db_next(q))
		r = (struct ride){ .code = db_int(q, 0),
				   .state = db_strdup(q, 1, a),
				   .person = db_int(q, 2),
				   .driver = db_int(q, 3),
				   .street = db_int(q, 4),
				   .start = db_strdup(q, 5, a),
				   .goal = db_strdup(q, 6, a),
				   .phone = db_strdup(q, 7, a),
				   .at = db_int(q, 8),
				   .seats = db_int(q, 9),
				   .alarm = db_int(q, 10) };
	db_done(q);
	return r;
}

bool ride_change(struct db *db, const struct ride *r, const char *actor, ms_t now)
{
	return note(
		db,
		db_run(db,
		       "update ride set start = seal(?2), goal = seal(?3), phone = seal(?4), at = ?5, seats = max(?6, 1),"
		       " street = nullif(?7, 0), alarm = 0 where code = ?1 and state in ('open', 'matched')",
		       V(r->code), V(r->start), V(r->goal), V(r->phone), V(r->at), V(r->seats), V(r->street)) == 1,
		"ride.change", r->code, actor, now);
}

/* ?1 the ride, ?2 the longest that one takes. */
#define CAN                                                                                                            \
	" from ride_driver d join ride r on r.code = ?1 where d.state = 'active' and d.seats >= r.seats"               \
	" and (d.first_day is null or day(r.at) between d.first_day and coalesce(d.last_day, d.first_day))"            \
	" and d.person is not r.person and d.person is not r.driver"                                                   \
	" and not exists(select 1 from ride_gone g where g.ride = r.code and g.person = d.person)"                     \
	" and not exists(select 1 from ride o where o.driver = d.person and o.state in ('matched', 'off', 'picked')"   \
	" and o.code <> r.code and abs(o.at - r.at) < ?2)"

size_t ride_proposals(struct db *db, int64_t code, int64_t *out, size_t room)
{
	return db_ints(db_query(db,
				"select d.person" CAN
				" order by coalesce((select street from person where id = d.person), 0)"
				" is not r.street, (select count(*) from ride o where o.driver = d.person"
				" and o.state <> 'open'), d.since_at, d.person",
				V(code), V((int64_t)BUSY)),
		       out, room);
}

bool ride_match(struct db *db, int64_t code, int64_t driver, const char *actor, ms_t now)
{
	return note(db,
		    db_run(db,
			   "update ride set driver = ?3, state = 'matched', alarm = 0 where code = ?1"
			   " and state in ('open', 'matched') and exists(select 1" CAN " and d.person = ?3)",
			   V(code), V((int64_t)BUSY), V(driver)) == 1,
		    "ride.match", code, actor, now);
}

bool ride_give_back(struct db *db, int64_t code, int64_t driver, const char *actor, ms_t now)
{
	if (!note(db,
		  db_run(db,
			 "update ride set driver = null, state = 'open' where code = ?1 and driver = ?2"
			 " and state in ('matched', 'off')",
			 V(code), V(driver)) == 1,
		  "ride.give_back", code, actor, now))
		return false;
	db_run(db, "insert into ride_gone(ride, person) values(?1, ?2) on conflict do nothing", V(code), V(driver));
	return true;
}

bool ride_step(struct db *db, int64_t code, int64_t driver, const char *to, const char *actor, ms_t now)
{
	return note(db,
		    db_run(db,
			   "update ride set state = ?3, closed_at = iif(?3 = 'done', ?4, closed_at) where code = ?1"
			   " and driver = ?2 and case ?3 when 'off' then state = 'matched'"
			   " when 'picked' then state in ('matched', 'off')"
			   " else state in ('off', 'picked') end",
			   V(code), V(driver), V(to), V(now)) == 1,
		    "ride.step", code, actor, now);
}

bool ride_close(struct db *db, int64_t code, const char *state, const char *actor, ms_t now)
{
	return note(db,
		    db_run(db,
			   "update ride set state = ?2, closed_at = ?3, driver = iif(?2 = 'withdrawn', null, driver)"
			   " where code = ?1 and state in " LIVE,
			   V(code), V(state), V(now)) == 1,
		    "ride.close", code, actor, now);
}

void ride_release(struct db *db, int64_t code)
{
	db_run(db, "update ride set driver = null where code = ?1", V(code));
}

void ride_set_alarm(struct db *db, int64_t code, int64_t alarm)
{
	db_run(db, "update ride set alarm = ?2 where code = ?1", V(code), V(alarm));
}

size_t ride_list(struct db *db, enum ride_list which, int64_t person, int64_t *out, size_t room)
{
	static const char *const sql[] = {
		[RIDES_ASKED] = "select code from ride where person = ?1 and state in " LIVE " order by at, code",
		[RIDES_DRIVEN] = "select code from ride where driver = ?1 and state in ('matched', 'off', 'picked')"
				 " order by at, code",
		[RIDES_ALL] = "select code from ride where state in " LIVE " and ?1 > 0 order by at, code",
		[RIDES_LEFT] = "select code from ride where person = ?1 and state = 'withdrawn' and driver is not null"
			       " order by at, code",
	};

	return db_ints(db_query(db, sql[which], V(person)), out, room);
}
