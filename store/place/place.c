/* place.c - the gazetteer. */
#include "store/place/place.h"

#include <stdlib.h>

#include "bot/base/mem.h"
#include "bot/base/utf8.h"
#include "store/place/geo.h"

/* Names by their first two code points: of all names only those are held
 * against the text whose first pair stands in it, and only where it stands. */
enum { PAIRS = 4096 /* a power of two; grows with the names */ };

struct name {
	struct str text; /* as people say it, folded */
	struct str of;	 /* the place's own name */
	size_t rank;	 /* places before stations before sites, in the order they were stored */
	struct name *next;
};

struct places {
	struct db *db;
	struct watch *watches[3];
	struct arena *arena;
	struct name **heads;
	size_t room, n;
	bool stale;
};

void places_free(struct places *p)
{
	if (!p)
		return;
	arena_free(p->arena);
	free(p);
}

static struct name **head(const struct places *p, uint32_t a, uint32_t b)
{
	return &p->heads[((a * 0x9E3779B1u) ^ (b * 0x85EBCA77u)) >> 8 & (p->room - 1)];
}

/* Small letters, as the text is that they are looked for in. */
static struct str folded(struct str s, struct arena *a)
{
	char *copy = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] += 'a' - 'A';
	return (struct str){ copy, s.n };
}

static void add(struct places *p, struct str text, struct str of)
{
	size_t at = 0;

	text = folded(str_trim(text), p->arena);
	if (utf8_count(text) < 2)
		return;
	uint32_t first = utf8_next(text, &at);
	struct name **h = head(p, first, utf8_next(text, &at)), *n = arena_one(p->arena, struct name);

	*n = (struct name){ text, of, p->n++, *h };
	*h = n;
}

static void load(struct places *p)
{
	arena_reset(p->arena);
	p->n = 0;
	p->room = PAIRS;
	while (p->room < (size_t)db_get_int_n(p->db, 0, "select count(*) from station", NULL, 0))
		p->room *= 2;
	p->heads = arena_array(p->arena, struct name *, p->room);
	struct rows *r = db_query0(
		p->db, "select name, aliases, 1 as k, id from place union all select name, null, 2, id from station"
		       " where state <> 'pending' union all select name, null, 3, id from site order by k, id");

	while (db_next(r)) {
		struct str name = arena_str(p->arena, db_str(r, 0)), alias;
		struct str rest = db_strdup(r, 1, p->arena);

		add(p, name, name);
		while (str_split(&rest, ';', &alias))
			add(p, alias, name);
	}
	db_done(r);
}

/* What changed since it was last asked is read again, and all of it: it is rare. */
static void refresh(struct places *p)
{
	int64_t row;

	if (db_error(p->db) != OK)
		return;
	for (size_t i = 0; i < sizeof p->watches / sizeof *p->watches; i++)
		while (db_touched(p->watches[i], &row))
			p->stale = true;
	if (p->stale) {
		load(p);
		p->stale = db_error(p->db) != OK;
	}
}

struct places *places_new(struct db *db)
{
	struct places *p = mem_zalloc(sizeof *p);

	p->db = db;
	p->watches[0] = db_watch(db, "place");
	p->watches[1] = db_watch(db, "station");
	p->watches[2] = db_watch(db, "site");
	p->arena = arena_new();
	refresh(p);
	return p;
}

static bool beats(const struct name *a, const struct name *b)
{
	return !b || a->text.n > b->text.n || (a->text.n == b->text.n && a->rank < b->rank);
}

struct str places_longest(void *places, struct str text, struct arena *a)
{
	struct places *p = places;
	const struct name *best = NULL;
	size_t at = 0, second = 0;

	refresh(p);
	if (!p->heads || !text.n)
		return NO_STR;
	text = folded(text, a);
	for (uint32_t one = utf8_next(text, &second); second < text.n;) {
		size_t third = second;
		uint32_t two = utf8_next(text, &third);

		for (const struct name *n = *head(p, one, two); n; n = n->next)
			if (beats(n, best) && str_starts(str_sub(text, at, text.n), n->text))
				best = n;
		one = two;
		at = second;
		second = third;
	}
	return best ? arena_str(a, best->of) : NO_STR;
}

static bool position_of(struct rows *r, struct position *out)
{
	bool found = db_next(r) && !db_is_null(r, 0);

	if (found) {
		out->lat = db_real(r, 0);
		out->lon = db_real(r, 1);
		out->datum = geo_datum(db_str(r, 2));
	}
	db_done(r);
	return found;
}

bool place_position(struct db *db, struct str name, struct position *out)
{
	return position_of(
		db_query(
			db,
			"select lat, lon, datum from (select 1 as k, lat, lon, datum from place where name = ?1"
			" union all select 2, lat, lon, datum from station where name = ?1 and state <> 'pending'"
			" union all select 3, lat, lon, datum from site where name = ?1) where lat is not null order by k limit 1",
			V(name)),
		out);
}

bool place_position_by_id(struct db *db, int64_t id, struct position *out)
{
	return position_of(db_query(db, "select lat, lon, datum from place where id = ?1", V(id)), out);
}

struct str place_name(struct db *db, int64_t id, struct arena *a)
{
	return db_get_str(db, a, "select name from place where id = ?1", V(id));
}

int64_t place_id(struct db *db, struct str name)
{
	return db_get_int(db, 0, "select id from place where name = ?1", V(name));
}

/* -------------------------------------------------------------- streets and sites */

#define IS_AREA                                                                                                        \
	"(exists(select 1 from site s where s.street = p.id) or exists(select 1 from chat c where c.street = p.id)"    \
	" or exists(select 1 from person x where x.street = p.id))"

static const double AREA_METRES = 6000;

bool place_is_area(struct db *db, int64_t id)
{
	return db_get_int(db, 0, "select count(*) from place p where p.id = ?1 and " IS_AREA, V(id)) > 0;
}

int64_t place_area_of(struct db *db, const struct position *at)
{
	struct rows *r = db_query0(db, "select p.id, p.lat, p.lon, p.datum from place p where " IS_AREA);
	double best = AREA_METRES;
	int64_t id = 0;

	while (db_next(r)) {
		struct position p = { db_real(r, 1), db_real(r, 2), geo_datum(db_str(r, 3)) };
		double metres = geo_distance(*at, p);

		if (metres < best) {
			best = metres;
			id = db_int(r, 0);
		}
	}
	db_done(r);
	return id;
}

struct site_row *place_sites(struct db *db, struct arena *a, size_t *n)
{
	size_t room = (size_t)db_get_int_n(db, 0, "select count(*) from site", NULL, 0);
	struct site_row *v = arena_array(a, struct site_row, room);
	struct rows *r = db_query0(db, "select s.id, s.headcount, s.name, s.platform, p.name from site s"
				       " join place p on p.id = s.street order by s.id");

	for (*n = 0; *n < room && db_next(r); ++*n)
		v[*n] = (struct site_row){ db_int(r, 0), db_int(r, 1), db_strdup(r, 2, a), db_strdup(r, 3, a),
					   db_strdup(r, 4, a) };
	db_done(r);
	return v;
}

int64_t place_site_in(struct db *db, struct str text)
{
	return db_get_int(db, 0, "select id from site where instr(?1, name) > 0 order by length(name) desc limit 1",
			  V(text));
}

int64_t place_site_of(struct db *db, int64_t person)
{
	return db_get_int(db, 0, "select site from person where id = ?1", V(person));
}
