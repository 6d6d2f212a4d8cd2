/* place.c - the gazetteer. */
#include "store/place.h"

#include <stdlib.h>
#include <string.h>

#include "bot/base/mem.h"
#include "bot/base/utf8.h"

/* Pairs of code points, hashed: which stand in a text. Nearly every name is
 * ruled out by its first pair without being looked for. */
enum { PAIRS = 4096 };

struct name {
	struct str text; /* as people say it */
	struct str of;	 /* the place's own name */
	uint32_t first_pair;
};

struct places {
	struct arena *arena;
	struct name *v; /* longest first */
	size_t n, room;
};

struct places *places_new(void)
{
	struct places *p = mem_zalloc(sizeof *p);

	p->arena = arena_new();
	return p;
}

void places_free(struct places *p)
{
	if (!p)
		return;
	arena_free(p->arena);
	free(p->v);
	free(p);
}

static uint32_t pair(uint32_t a, uint32_t b)
{
	return ((a * 0x9E3779B1u) ^ (b * 0x85EBCA77u)) >> 20; /* below PAIRS */
}

static uint32_t first_pair(struct str s)
{
	size_t at = 0;
	uint32_t a = utf8_next(s, &at);

	return pair(a, utf8_next(s, &at));
}

static void mark_pairs(struct str s, uint64_t seen[PAIRS / 64])
{
	size_t at = 0;
	uint32_t a = s.n ? utf8_next(s, &at) : 0;

	while (at < s.n) {
		uint32_t b = utf8_next(s, &at), h = pair(a, b);

		seen[h / 64] |= (uint64_t)1 << h % 64;
		a = b;
	}
}

static void add(struct places *p, struct str text, struct str of)
{
	text = str_trim(text);
	if (utf8_count(text) < 2)
		return;
	if (p->n == p->room) {
		p->room = p->room ? p->room * 2 : 256;
		p->v = mem_grow(p->v, p->room * sizeof *p->v);
	}
	p->v[p->n++] = (struct name){ text, of, first_pair(text) };
}

static int longer(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	if (x->text.n != y->text.n)
		return x->text.n < y->text.n ? 1 : -1;
	return x < y ? -1 : 1; /* qsort of glibc merges: the order of loading holds */
}

void places_load(struct places *p, struct db *db)
{
	arena_reset(p->arena);
	p->n = 0;
	struct rows *r = db_query0(db, "select name, aliases from place union all select name, null from station"
				       " union all select name, null from site");

	while (db_next(r)) {
		struct str name = arena_str(p->arena, db_str(r, 0)), alias;
		struct str rest = db_is_null(r, 1) ? NO_STR : arena_str(p->arena, db_str(r, 1));

		add(p, name, name);
		while (str_split(&rest, ';', &alias))
			add(p, alias, name);
	}
	db_done(r);
	if (p->n)
		qsort(p->v, p->n, sizeof *p->v, longer);
}

struct str places_longest(void *places, struct str text, struct arena *a)
{
	const struct places *p = places;
	uint64_t seen[PAIRS / 64] = { 0 };

	(void)a;
	mark_pairs(text, seen);
	for (size_t i = 0; i < p->n; i++) {
		const struct name *name = &p->v[i];

		if (seen[name->first_pair / 64] >> name->first_pair % 64 & 1 && str_has(text, name->text))
			return name->of;
	}
	return NO_STR;
}

static bool position_of(struct rows *r, struct position *out)
{
	bool found = db_next(r) && !db_is_null(r, 0);

	if (found) {
		out->lat = db_real(r, 0);
		out->lon = db_real(r, 1);
		out->datum = str_is(db_str(r, 2), "wgs84") ? DATUM_WGS84 : DATUM_GCJ02;
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
			" union all select 2, lat, lon, datum from station where name = ?1"
			" union all select 3, lat, lon, datum from site where name = ?1) where lat is not null order by k limit 1",
			V(name)),
		out);
}

bool place_position_by_id(struct db *db, int64_t id, struct position *out)
{
	return position_of(db_query(db, "select lat, lon, datum from place where id = ?1", V(id)), out);
}

int64_t place_id(struct db *db, struct str name)
{
	return db_get_int(db, 0, "select id from place where name = ?1", V(name));
}
