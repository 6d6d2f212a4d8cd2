/* department.c - names of departments, branches and streets in a text. */
#include "store/person/department.h"

#include "bot/base/utf8.h"
#include "store/place/geo.h"

static const double street_within = 15000; /* metres */

enum { BRANCH_SHORTEST = 3 * 3 }; /* bytes: three Han characters */

/* The longest of name and aliases that stands in the text, in bytes. */
static size_t longest_in(struct str text, struct str name, struct str aliases)
{
	size_t best = str_find(text, name) >= 0 ? name.n : 0;
	struct str one;

	while (str_split(&aliases, ';', &one))
		if (one.n > best && str_find(text, one) >= 0)
			best = one.n;
	return best;
}

static struct named longest(struct rows *r, struct str text, struct arena *a)
{
	struct named found = { 0 };
	size_t best = 0;

	while (db_next(r)) {
		size_t n = longest_in(text, db_str(r, 1), db_str(r, 2));

		if (n > best) {
			best = n;
			found = (struct named){ db_int(r, 0), arena_str(a, db_str(r, 1)) };
		}
	}
	db_done(r);
	return found;
}

struct named department_named_in(struct db *db, struct str text, struct arena *a)
{
	return longest(db_query0(db, "select id, name, aliases from department order by id"), text, a);
}

struct named street_named_in(struct db *db, struct str text, struct arena *a)
{
	return longest(
		db_query0(
			db,
			"select id, name, aliases from place p where exists(select 1 from site s where s.street = p.id)"
			" or exists(select 1 from chat c where c.street = p.id)"
			" or exists(select 1 from person x where x.street = p.id) order by id"),
		text, a);
}

int64_t street_nearest(struct db *db, struct position from)
{
	struct rows *r = db_query0(db, "select id, lat, lon, datum from place p where exists(select 1 from site s where"
				       " s.street = p.id) or exists(select 1 from chat c where c.street = p.id)"
				       " or exists(select 1 from person x where x.street = p.id) order by id");
	double best = street_within;
	int64_t id = 0;

	while (db_next(r)) {
		struct position at = { db_real(r, 1), db_real(r, 2), geo_datum(db_str(r, 3)) };
		double metres = geo_distance(from, at);

		if (metres < best) {
			best = metres;
			id = db_int(r, 0);
		}
	}
	db_done(r);
	return id;
}

/* How many bytes of the name's end stand in the text. */
static size_t end_in(struct str text, struct str name)
{
	for (size_t from = 0; from + BRANCH_SHORTEST <= name.n; from++)
		if (((unsigned char)name.p[from] & 0xC0) != 0x80 && str_find(text, str_sub(name, from, name.n)) >= 0)
			return name.n - from;
	return 0;
}

struct named branch_named_in(struct db *db, struct str text, struct arena *a)
{
	struct rows *r = db_query0(db, "select id, name from branch order by id");
	struct named found = { 0 };
	size_t best = 0;
	bool tied = false;

	while (db_next(r)) {
		size_t n = end_in(text, db_str(r, 1));

		tied = n && n == best ? true : n > best ? false : tied;
		if (n > best) {
			best = n;
			found = (struct named){ db_int(r, 0), arena_str(a, db_str(r, 1)) };
		}
	}
	db_done(r);
	return tied ? (struct named){ 0 } : found;
}
