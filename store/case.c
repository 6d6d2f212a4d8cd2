/* case.c - filing and finding cases. */
#include "store/case.h"

#include "store/audit.h"
#include "store/number.h"
#include "store/person.h"

static void event(struct db *db, int64_t number, ms_t at, const char *what, int64_t person, struct str text)
{
	db_run(db,
	       "insert into case_event(number, at, event, person, text) values(?1, ?2, ?3, nullif(?4, 0), seal(?5))",
	       V(number), V(at), V(what), V(person), V(text));
}

static const char *datum_name(const struct position *p)
{
	if (!p)
		return NULL;
	return p->datum == DATUM_WGS84 ? "wgs84" : "gcj02";
}

int64_t case_open(struct db *db, const struct case_new *c, ms_t now, struct arena *a)
{
	int64_t number = number_next(db, "Q");
	const char *uid = random_uid(a);
	struct str lat = c->position ? arena_printf(a, "%.6f", c->position->lat) : NO_STR;
	struct str lon = c->position ? arena_printf(a, "%.6f", c->position->lon) : NO_STR;

	db_run(db,
	       "insert into cases(number, uid, kind, category, urgent, person, chat, place, place_id, lat, lon, datum, text, filed_at)"
	       " values(?1, ?2, ?3, ?4, ?5, ?6, ?7, seal(?8), nullif(?9, 0), seal(?10), seal(?11), ?12, seal(?13), ?14)",
	       V(number), V(uid), V(c->kind), V(c->category), V(c->urgent), V(c->person), V(c->chat), V(c->place),
	       V(c->place_id), V(lat), V(lon), V(datum_name(c->position)), V(c->text.p ? c->text : STR("")),
	       V(c->filed_at));
	event(db, number, now, "filed", c->person, NO_STR);
	audit(db, now, c->actor, "case.file", str_c(uid),
	      arena_printf(a, "%s/" STR_FMT, c->kind, STR_ARG(c->category)));
	return number;
}

#define CASE_COLUMNS                                                                                                   \
	"select c.number, c.person, c.state, c.kind, c.category, unseal(c.place), d.name, c.filed_at"                  \
	" from cases c left join department d on d.id = c.department "

static struct str copy(const struct rows *r, int column, struct arena *a)
{
	return db_is_null(r, column) ? NO_STR : arena_str(a, db_str(r, column));
}

static struct case_info from_row(const struct rows *r, struct arena *a)
{
	return (struct case_info){
		.number = db_int(r, 0),
		.person = db_int(r, 1),
		.state = copy(r, 2, a),
		.kind = copy(r, 3, a),
		.category = copy(r, 4, a),
		.place = copy(r, 5, a),
		.department = copy(r, 6, a),
		.filed_at = db_int(r, 7),
	};
}

struct case_info case_load(struct db *db, int64_t number, struct arena *a)
{
	struct case_info c = { 0 };
	struct rows *r = db_query(db, CASE_COLUMNS "where c.number = ?1", V(number));

	if (db_next(r))
		c = from_row(r, a);
	db_done(r);
	return c;
}

size_t case_of_person(struct db *db, int64_t person, struct case_info *out, size_t n, struct arena *a)
{
	size_t found = 0;
	struct rows *r = db_query(
		db, CASE_COLUMNS "where c.person = ?1 and c.state <> 'withdrawn' order by c.number desc limit ?2",
		V(person), V(n));

	while (found < n && db_next(r))
		out[found++] = from_row(r, a);
	db_done(r);
	return found;
}

void case_set_position(struct db *db, int64_t number, const struct position *p, int64_t person, ms_t now)
{
	struct arena *a = arena_new();

	db_run(db, "update cases set lat = seal(?2), lon = seal(?3), datum = ?4 where number = ?1", V(number),
	       V(arena_printf(a, "%.6f", p->lat)), V(arena_printf(a, "%.6f", p->lon)), V(datum_name(p)));
	event(db, number, now, "position", person, NO_STR);
	arena_free(a);
}

int64_t case_workdays(struct db *db, const char *kind, struct str category)
{
	return db_get_int(
		db, 0,
		"select workdays from deadline where kind = ?1 and category in (?2, '') order by category desc limit 1",
		V(kind), V(category));
}
