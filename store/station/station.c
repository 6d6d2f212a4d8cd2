/* station.c - the stations in memory: the nearest that have what is wanted. */
#include "store/station/station.h"

#include <stdlib.h>
#include <string.h>

#include "bot/base/buf.h"
#include "bot/base/mem.h"
#include "store/place/geo.h"
#include "store/place/grid.h"
#include "store/lists/kinds/kinds.h"

/* What the search looks at; the words stay in the database. */
struct entry {
	service_set services;
	struct opening opening;
	bool closed;	   /* until further notice */
	bool has_closures; /* some in the list, perhaps over */
};

struct closure {
	int64_t station;
	service_set services; /* 0: the whole station */
	ms_t until;	      /* 0: further notice */
};

struct stations {
	struct db *db;
	struct watch *rows, *closings;
	struct grid *grid; /* all but those that are only offered */
	struct entry *v;   /* by id, which are small and close together */
	size_t room;
	struct closure *closures; /* few: a list */
	size_t n_closures;
	service_set ever; /* what any of them has, or had */
	bool stale;	  /* the last reading failed */
};

/* ------------------------------------------------------------------ services */

/* The words that the import knows, a space between. */
static struct str service_names(void)
{
	return str_c(kinds[KIND_STATIONS]->columns[column_named(kinds[KIND_STATIONS], STR("services"))].allowed);
}

service_set services_read(struct str list)
{
	service_set set = 0;
	struct str one, name;

	while (str_split(&list, ';', &one)) {
		struct str names = service_names();

		one = str_trim(one);
		for (service_set bit = 1; str_split(&names, ' ', &name); bit <<= 1)
			if (str_eq(name, one)) {
				set |= bit;
				break;
			}
	}
	return set;
}

struct str services_list(service_set set, struct arena *a)
{
	struct str names = service_names(), name, list = STR("");

	for (service_set bit = 1; str_split(&names, ' ', &name); bit <<= 1)
		if (set & bit)
			list = list.n ? arena_printf(a, STR_FMT ";" STR_FMT, STR_ARG(list), STR_ARG(name)) : name;
	return list;
}

/* ---------------------------------------------------------------- in step */

static struct entry *entry_at(struct stations *s, int64_t id)
{
	size_t room = s->room ? s->room : 64;

	while (room <= (size_t)id)
		room *= 2;
	if (room > s->room) {
		s->v = mem_grow(s->v, room * sizeof *s->v);
		memset(s->v + s->room, 0, (room - s->room) * sizeof *s->v);
		s->room = room;
	}
	return &s->v[id];
}

static struct position position_in(const struct rows *r, int column)
{
	return (struct position){ db_real(r, column), db_real(r, column + 1), geo_datum(db_str(r, column + 2)) };
}

#define ENTRY_COLUMNS "select id, lat, lon, datum, hours, closed_days, services, state from station"

static void take_row(struct stations *s, const struct rows *r)
{
	int64_t id = db_int(r, 0);
	struct str state = db_str(r, 7);
	struct entry *e = entry_at(s, id);

	e->opening = opening_read(db_str(r, 4), db_str(r, 5));
	e->services = services_read(db_str(r, 6));
	s->ever |= e->services;
	e->closed = str_is(state, "closed");
	if (str_is(state, "pending"))
		grid_remove(s->grid, id);
	else
		grid_put(s->grid, id, position_in(r, 1));
}

static void read_one(struct stations *s, int64_t id)
{
	struct rows *r = db_query(s->db, ENTRY_COLUMNS " where id = ?1", V(id));

	if (db_next(r))
		take_row(s, r);
	else
		grid_remove(s->grid, id);
	db_done(r);
}

static void read_all(struct stations *s)
{
	struct rows *r = db_query0(s->db, ENTRY_COLUMNS);

	grid_clear(s->grid);
	while (db_next(r))
		take_row(s, r);
	db_done(r);
}

static void read_closures(struct stations *s)
{
	struct rows *r = db_query0(s->db, "select station, service, coalesce(until_at, 0) from station_closure"
					  " where service <> '' or until_at is not null");

	for (size_t i = 0; i < s->n_closures; i++)
		entry_at(s, s->closures[i].station)->has_closures = false;
	for (s->n_closures = 0; db_next(r); s->n_closures++) {
		s->closures = mem_grow(s->closures, (s->n_closures + 1) * sizeof *s->closures);
		s->closures[s->n_closures] = (struct closure){ db_int(r, 0), services_read(db_str(r, 1)),
							       db_int(r, 2) };
		entry_at(s, db_int(r, 0))->has_closures = true;
	}
	db_done(r);
}

/* Reads again what has changed since it was last asked. */
static void refresh(struct stations *s)
{
	bool all = s->stale, closings = s->stale;
	int64_t id;

	if (db_error(s->db) != OK)
		return;
	while (db_touched(s->rows, &id)) {
		if (id == 0)
			all = true;
		else if (!all)
			read_one(s, id);
	}
	while (db_touched(s->closings, &id))
		closings = true;
	if (all)
		read_all(s);
	if (closings)
		read_closures(s);
	s->stale = db_error(s->db) != OK;
}

struct stations *stations_new(struct db *db)
{
	struct stations *s = mem_zalloc(sizeof *s);

	s->db = db;
	s->rows = db_watch(db, "station");
	s->closings = db_watch(db, "station_closure");
	s->grid = grid_new();
	refresh(s);
	return s;
}

void stations_free(struct stations *s)
{
	if (!s)
		return;
	grid_free(s->grid);
	free(s->v);
	free(s->closures);
	free(s);
}

/* -------------------------------------------------------------------- finding */

/* What staff closed at this station: services, and is it the whole? Until: the
 * last moment of what closes the whole. */
static bool closed_now(const struct stations *s, int64_t id, ms_t now, service_set *off, ms_t *until)
{
	const struct entry *e = &s->v[id];
	bool whole = e->closed;

	*off = 0;
	*until = 0;
	for (size_t i = 0; e->has_closures && i < s->n_closures; i++) {
		const struct closure *c = &s->closures[i];

		if (c->station != id || (c->until && c->until <= now))
			continue;
		*off |= c->services;
		if (!c->services && !whole) {
			whole = true;
			*until = c->until;
		}
	}
	*off &= e->services;
	return whole;
}

struct search {
	const struct stations *stations;
	const struct station_query *query;
};

static bool wanted(void *arg, int64_t id)
{
	const struct search *x = arg;
	const struct entry *e = &x->stations->v[id];
	service_set off;
	ms_t until;

	if ((e->services & x->query->services) != x->query->services)
		return false;
	bool closed = closed_now(x->stations, id, x->query->calendar->now, &off, &until);

	if (off & x->query->services)
		return false;
	return (!closed && opening_now(&e->opening, x->query->calendar)) == x->query->open;
}

static void judge(const struct stations *s, const struct calendar *c, struct station *out)
{
	const struct entry *e = &s->v[out->id];

	if (closed_now(s, out->id, c->now, &out->closed, &out->until)) {
		out->state = STATION_CLOSED;
	} else {
		out->state = opening_now(&e->opening, c)       ? STATION_OPEN
			     : opening_day_off(&e->opening, c) ? STATION_DAY_OFF
							       : STATION_SHUT;
		out->until = opening_until(&e->opening, c);
		out->reason = NO_STR;
	}
	out->has = e->services & ~out->closed;
}

static bool load(struct stations *s, const struct calendar *c, struct station *out, struct arena *a)
{
	struct rows *r = db_query(s->db,
				  "select s.name, s.address, s.hours, s.closed_days, s.lat, s.lon, s.datum, x.reason"
				  " from station s left join station_closure x on x.station = s.id and x.service = ''"
				  " where s.id = ?1",
				  V(out->id));
	bool found = db_next(r);

	if (found) {
		out->name = db_strdup(r, 0, a);
		out->address = db_strdup(r, 1, a);
		out->hours = db_strdup(r, 2, a);
		out->closed_days = db_strdup(r, 3, a);
		out->position = position_in(r, 4);
		out->reason = db_strdup(r, 7, a);
		judge(s, c, out);
	}
	db_done(r);
	return found;
}

size_t stations_nearest(struct stations *s, const struct station_query *q, struct station *out, size_t k,
			struct arena *a)
{
	struct search x = { s, q };
	struct grid_hit *hits = arena_array(a, struct grid_hit, k);
	size_t n = 0;

	refresh(s);
	if (q->services & ~s->ever)
		return 0; /* nobody need be asked */
	size_t found = grid_nearest(s->grid, &(struct grid_query){ .from = q->near, .want = wanted, .arg = &x }, hits,
				    k);

	for (size_t i = 0; i < found; i++) {
		out[n] = (struct station){ .id = hits[i].id, .metres = hits[i].metres };
		n += load(s, q->calendar, &out[n], a);
	}
	return n;
}

bool stations_named(struct stations *s, struct str name, const struct calendar *c, struct station *out, struct arena *a)
{
	refresh(s);
	*out = (struct station){
		.id = db_get_int(s->db, 0, "select id from station where name = ?1 and state <> 'pending'", V(name))
	};
	return out->id && load(s, c, out, a);
}
