/* staff.c - what staff change about stations: closed, opened, passed. */
#include <inttypes.h>

#include "store/db/audit.h"
#include "store/lists/kinds/cells.h"
#include "store/place/geo.h"
#include "store/station/station.h"

int64_t station_id(struct db *db, struct str name)
{
	return db_get_int(db, 0, "select id from station where name = ?1", V(name));
}

static void note(struct db *db, int64_t station, const char *action, struct str detail, const char *actor, ms_t now)
{
	struct arena *a = arena_new();

	audit(db, now, actor, action, arena_printf(a, "station %" PRId64, station), detail);
	arena_free(a);
}

static void set_state(struct db *db, int64_t station, const char *state)
{
	db_run(db, "update station set state = ?2 where id = ?1 and state <> ?2", V(station), V(state));
}

/* ------------------------------------------------------------ close and open */

/* Is it there, passed, and does it have that service? */
static bool can_close(struct db *db, const struct station_closure *c)
{
	return db_get_int(db, 0,
			  "select 1 from station where id = ?1 and state <> 'pending'"
			  " and (?2 is null or instr(';' || services || ';', ';' || ?2 || ';'))",
			  V(c->station), V(c->service)) == 1;
}

bool station_close(struct db *db, const struct station_closure *c, const char *actor, ms_t now)
{
	struct val until = c->until ? V(c->until) : NULL_VAL;

	if ((c->until && c->until <= now) || !can_close(db, c))
		return false;
	if (!c->service.p)
		set_state(db, c->station, c->until ? "open" : "closed");
	db_run(db,
	       "insert into station_closure(station, service, until_at, reason, at) values(?1, coalesce(?2, ''), ?3, ?4, ?5)"
	       " on conflict(station, service) do update set until_at = excluded.until_at, reason = excluded.reason, at = ?5",
	       V(c->station), V(c->service), until, V(c->reason), V(now));
	note(db, c->station, "station.close", c->service, actor, now);
	return true;
}

bool station_open(struct db *db, int64_t station, struct str service, const char *actor, ms_t now)
{
	bool over = db_run(db,
			   "delete from station_closure where station = ?1 and service = coalesce(?2, '')"
			   " and (?2 is null or until_at is null or until_at > ?3)",
			   V(station), V(service), V(now)) > 0;

	if (!service.p &&
	    db_run(db, "update station set state = 'open' where id = ?1 and state = 'closed'", V(station)))
		over = true;
	if (over)
		note(db, station, "station.open", service, actor, now);
	return over;
}

size_t station_closures(struct db *db, int64_t station, ms_t now, struct station_closure *out, size_t n,
			struct arena *a)
{
	size_t found = 0;
	struct rows *r = db_query(
		db,
		"select '', null, (select reason from station_closure where station = s.id and service = '')"
		" from station s where id = ?1 and state = 'closed'"
		" union all select service, until_at, reason from (select * from station_closure"
		" where station = ?1 and (until_at > ?2 or until_at is null)"
		" and (service <> '' or (until_at > ?2 and 'open' = (select state from station where id = ?1)))"
		" order by service)",
		V(station), V(now));

	for (; found < n && db_next(r); found++)
		out[found] = (struct station_closure){
			.station = station,
			.service = db_str(r, 0).n ? arena_str(a, db_str(r, 0)) : NO_STR,
			.until = db_is_null(r, 1) ? 0 : db_int(r, 1),
			.reason = db_strdup(r, 2, a),
		};
	db_done(r);
	return found;
}

size_t station_closed_names(struct db *db, ms_t now, struct str *out, size_t n, struct arena *a)
{
	size_t found = 0;
	struct rows *r = db_query(
		db,
		"select name from station s where state = 'closed' or exists (select 1 from station_closure c"
		" where c.station = s.id and (c.until_at > ?1 or (c.until_at is null and c.service <> '')))"
		" order by name",
		V(now));

	while (found < n && db_next(r))
		out[found++] = arena_str(a, db_str(r, 0));
	db_done(r);
	return found;
}

void station_forget_closures(struct db *db, ms_t now)
{
	db_run(db, "delete from station_closure where until_at <= ?1", V(now));
}

/* -------------------------------------------------------------------- offers */

/* One value as the import would take it; false: *why. */
static bool check(const char *column, struct str *value, struct arena *a, struct str *why)
{
	const struct kind *k = kinds[KIND_STATIONS];
	const struct column *c = &k->columns[column_named(k, str_c(column))];

	if (!value->n) {
		*value = NO_STR;
		*why = arena_printf(a, "%s: must be filled", column);
		return !(c->flags & COLUMN_REQUIRED);
	}
	if (cell_check(c, *value, a, value, why))
		return true;
	*why = arena_printf(a, "%s: " STR_FMT, column, STR_ARG(*why));
	return false;
}

static bool check_all(struct station_offer *o, struct arena *a, struct str *why)
{
	struct str lat = arena_printf(a, "%.6f", o->position.lat), lon = arena_printf(a, "%.6f", o->position.lon);

	return check("name", &o->name, a, why) && check("address", &o->address, a, why) && check("lat", &lat, a, why) &&
	       check("lon", &lon, a, why) && check("hours", &o->hours, a, why) &&
	       check("closed_days", &o->closed_days, a, why) && check("services", &o->services, a, why);
}

bool station_change(struct db *db, const struct station_change *change, const char *actor, ms_t now, struct arena *a,
		    struct str *why)
{
	struct station_change c = *change;
	bool off = c.closed_days.p != NULL;

	if ((c.hours.p && !check("hours", &c.hours, a, why)) ||
	    (off && !check("closed_days", &c.closed_days, a, why)) ||
	    (c.services.p && !check("services", &c.services, a, why)))
		return false;
	if (!db_run(db,
		    "update station set hours = coalesce(?2, hours), closed_days = iif(?3, ?4, closed_days),"
		    " services = coalesce(?5, services) where id = ?1",
		    V(c.id), V(c.hours), V(off), V(c.closed_days), V(c.services)))
		return false;
	note(db, c.id, "station.change", NO_STR, actor, now);
	return true;
}

int64_t station_offer(struct db *db, const struct station_offer *offer, const char *actor, ms_t now, struct arena *a,
		      struct str *why)
{
	struct station_offer o = *offer;

	if (!check_all(&o, a, why))
		return 0;
	if (!db_run(db,
		    "insert into station(name, address, lat, lon, datum, hours, closed_days, services, state, offered_by,"
		    " offered_at) values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'pending', ?9, ?10) on conflict(name) do nothing",
		    V(o.name), V(o.address), V(o.position.lat), V(o.position.lon), V(geo_datum_name(o.position.datum)),
		    V(o.hours), V(o.closed_days), V(o.services), V(o.person), V(now))) {
		*why = STR("name: there is a station of this name");
		return 0;
	}
	int64_t id = db_last_id(db);

	note(db, id, "station.offer", NO_STR, actor, now);
	return id;
}

size_t station_pending(struct db *db, struct station_offer *out, size_t n, struct arena *a)
{
	size_t found = 0;
	struct rows *r = db_query(
		db,
		"select id, offered_by, name, address, hours, coalesce(closed_days, ''), services, lat,"
		" lon, datum, offered_at from station where state = 'pending'"
		" order by offered_at, id limit ?1",
		V(n));

	for (; found < n && db_next(r); found++)
		out[found] = (struct station_offer){
			.id = db_int(r, 0),
			.person = db_int(r, 1),
			.name = arena_str(a, db_str(r, 2)),
			.address = arena_str(a, db_str(r, 3)),
			.hours = arena_str(a, db_str(r, 4)),
			.closed_days = arena_str(a, db_str(r, 5)),
			.services = arena_str(a, db_str(r, 6)),
			.position = { db_real(r, 7), db_real(r, 8), geo_datum(db_str(r, 9)) },
			.at = db_int(r, 10),
		};
	db_done(r);
	return found;
}

bool station_accept(struct db *db, int64_t station, const char *actor, ms_t now)
{
	if (!db_run(db, "update station set state = 'open' where id = ?1 and state = 'pending'", V(station)))
		return false;
	note(db, station, "station.accept", NO_STR, actor, now);
	return true;
}

bool station_refuse(struct db *db, int64_t station, const char *actor, ms_t now)
{
	if (!db_run(db, "delete from station where id = ?1 and state = 'pending'", V(station)))
		return false;
	note(db, station, "station.refuse", NO_STR, actor, now);
	return true;
}
