/* volunteer.c - the register of volunteers. */
#include "store/volunteer/volunteer.h"

#include <stdlib.h>

#include "store/db/audit.h"
#include "store/place/geo.h"
#include "store/place/place.h"

struct volunteer volunteer_load(struct db *db, int64_t person, struct arena *a)
{
	struct volunteer v = { 0 };
	struct rows *r = db_query(
		db,
		"select area, coalesce(skills, ''), v.state, radius_km, hours, until_day, (select count(*) from task_offer o"
		" where o.person = ?1 and o.state = 'done')," VOLUNTEER_VEHICLE
		" from volunteer v join person p on p.id = v.person where v.person = ?1",
		V(person));

	if (db_next(r))
		v = (struct volunteer){
			.known = true,
			.area = arena_str(a, db_str(r, 0)),
			.skills = arena_str(a, db_str(r, 1)),
			.state = arena_str(a, db_str(r, 2)),
			.radius_km = db_real(r, 3),
			.hours = db_real(r, 4),
			.until = db_strdup(r, 5, a),
			.served = db_int(r, 6),
			.vehicle = db_strdup(r, 7, a),
		};
	db_done(r);
	return v;
}

void volunteer_save(struct db *db, int64_t person, const char *actor, struct str area, const struct position *at,
		    double radius_km, struct str skills, ms_t now, struct arena *a)
{
	struct position p = at ? geo_gcj02(*at) : (struct position){ 0 };
	struct str lat = at ? arena_printf(a, "%.6f", p.lat) : NO_STR,
		   lon = at ? arena_printf(a, "%.6f", p.lon) : NO_STR;

	db_run(db,
	       "insert into volunteer(person, area, lat, lon, radius_km, skills, since_at)"
	       " values(?1, coalesce(?2, ''), seal(?3), seal(?4), case when ?5 > 0 then ?5 else 3 end, ?6, ?7)"
	       " on conflict do update set area = coalesce(?2, area), lat = coalesce(seal(?3), lat), lon = coalesce(seal(?4), lon),"
	       " datum = case when ?3 is null then datum else 'gcj02' end,"
	       " radius_km = case when ?5 > 0 then ?5 else radius_km end, skills = coalesce(?6, skills),"
	       " state = case when state = 'left' then 'pending' else state end",
	       V(person), V(area), V(lat), V(lon), V(radius_km), V(skills), V(now));
	audit(db, now, actor, "volunteer.register", NO_STR, NO_STR);
}

void volunteer_drives(struct db *db, int64_t person, struct str vehicle)
{
	db_run(db, "update volunteer set vehicle = ?2 where person = ?1", V(person), V(vehicle));
}

static bool moved(struct db *db, bool changed, const char *action, int64_t person, const char *actor, ms_t now)
{
	if (changed)
		audit_row(db, now, actor, action, "select uid from person where id = ?1", person, NO_STR);
	return changed;
}

bool volunteer_pause(struct db *db, int64_t person, const char *actor, struct str until, ms_t now)
{
	return moved(db,
		     db_run(db,
			    "update volunteer set state = 'paused', until_day = ?2 where person = ?1"
			    " and state in ('active', 'paused')",
			    V(person), V(until)) == 1,
		     "volunteer.pause", person, actor, now);
}

bool volunteer_resume(struct db *db, int64_t person, const char *actor, ms_t now)
{
	return moved(
		db,
		db_run(db,
		       "update volunteer set state = 'active', until_day = null where person = ?1 and state = 'paused'",
		       V(person)) == 1,
		"volunteer.resume", person, actor, now);
}

bool volunteer_leave(struct db *db, int64_t person, const char *actor, ms_t now)
{
	return moved(
		db,
		db_run(db,
		       "update volunteer set state = 'left', until_day = null where person = ?1 and state <> 'left'",
		       V(person)) == 1,
		"volunteer.leave", person, actor, now);
}

bool volunteer_decide(struct db *db, int64_t person, const char *actor, bool yes, ms_t now)
{
	return moved(
		db,
		db_run(db,
		       "update volunteer set state = iif(?2, 'active', 'left') where person = ?1 and state = 'pending'",
		       V(person), V((int64_t)yes)) == 1,
		yes ? "volunteer.verify" : "volunteer.refuse", person, actor, now);
}

size_t volunteer_waiting(struct db *db, int64_t staff, int64_t *out, size_t room)
{
	struct rows *r = db_query(
		db,
		"select v.person from volunteer v where v.state = 'pending' and exists(select 1 from role r"
		" where r.person = ?1 and (r.role = 'city' or (r.role = 'street' and (r.scope = ''"
		" or r.scope = v.area or r.scope = (select s.name from person p join place s on s.id = p.street"
		" where p.id = v.person))))) order by v.since_at, v.person",
		V(staff));

	return db_ints(r, out, room);
}

void volunteer_asked(struct db *db, int64_t person, int64_t task, int64_t wave, int64_t day, ms_t now)
{
	db_run(db, "insert into task_offer(task, person, wave, at) values(?1, ?2, ?3, ?4) on conflict do nothing",
	       V(task), V(person), V(wave), V(now));
	db_run(db,
	       "update volunteer set last_at = ?2, asked = iif(asked_day = date(?3 * 86400, 'unixepoch'), asked + 1, 1),"
	       " asked_day = date(?3 * 86400, 'unixepoch')"
	       " where person = ?1",
	       V(person), V(now), V(day));
}

void volunteer_served(struct db *db, int64_t person, ms_t now)
{
	db_run(db, "update volunteer set last_at = max(last_at, ?2) where person = ?1", V(person), V(now));
}

bool volunteer_position(struct db *db, int64_t person, struct position *at, struct arena *a)
{
	struct rows *r = db_query(db, "select unseal(lat), unseal(lon), datum, area from volunteer where person = ?1",
				  V(person));
	bool found = db_next(r), own = found && !db_is_null(r, 0) && !db_is_null(r, 1);
	struct str area = found ? arena_str(a, db_str(r, 3)) : NO_STR;

	if (own)
		*at = (struct position){ .lat = strtod(arena_cstr(a, db_str(r, 0)), NULL),
					 .lon = strtod(arena_cstr(a, db_str(r, 1)), NULL),
					 .datum = geo_datum(db_str(r, 2)) };
	db_done(r);
	return own || (area.n && place_position(db, area, at));
}
