/* volunteer.c - the register of volunteers. */
#include "store/volunteer.h"

#include "store/audit.h"
#include "store/geo.h"

struct volunteer volunteer_load(struct db *db, int64_t person, struct arena *a)
{
	struct volunteer v = { 0 };
	struct rows *r = db_query(
		db, "select area, coalesce(skills, ''), state, radius_km, hours from volunteer where person = ?1",
		V(person));

	if (db_next(r))
		v = (struct volunteer){
			.known = true,
			.area = arena_str(a, db_str(r, 0)),
			.skills = arena_str(a, db_str(r, 1)),
			.state = arena_str(a, db_str(r, 2)),
			.radius_km = db_real(r, 3),
			.hours = db_real(r, 4),
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
	       "insert into volunteer(person, area, lat, lon, radius_km, skills, since)"
	       " values(?1, coalesce(?2, ''), seal(?3), seal(?4), case when ?5 > 0 then ?5 else 3 end, ?6, ?7)"
	       " on conflict do update set area = coalesce(?2, area), lat = coalesce(seal(?3), lat), lon = coalesce(seal(?4), lon),"
	       " datum = case when ?3 is null then datum else 'gcj02' end,"
	       " radius_km = case when ?5 > 0 then ?5 else radius_km end, skills = coalesce(?6, skills),"
	       " state = case when state = 'left' then 'pending' else state end",
	       V(person), V(area), V(lat), V(lon), V(radius_km), V(skills), V(now));
	audit(db, now, actor, "volunteer.register", NO_STR, NO_STR);
}
