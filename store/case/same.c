/* same.c - the tables case_supporter and case_link, and the search for candidates. */
#include "store/case/same.h"

#include <inttypes.h>

#include "store/place/geo.h"
#include "store/place/place.h"

static const double AROUND = 0.0027; /* degrees: more than 250 m either way */

/* The squares that a case within reach may lie in, at most four; absent where there is none. */
static void cells_around(const struct position *p, struct str out[4], struct arena *a)
{
	for (int i = 0; i < 4; i++) {
		out[i] = NO_STR;
		if (!p)
			continue;
		struct position q = geo_gcj02(*p);

		q.lat += i & 1 ? AROUND : -AROUND;
		q.lon += i & 2 ? AROUND : -AROUND;
		out[i] = case_cell(&q, a);
	}
}

#define LIVE_SINCE " and category = ?2 and live = 1 and filed_at >= ?3 order by filed_at desc limit "

static const char candidates_sql[] =
	"select c.number, c.person, c.on_behalf, c.place_id, unseal(c.place), unseal(c.text), unseal(c.lat), unseal(c.lon),"
	" c.datum, c.danger is not null, p.lat, p.lon, p.datum from cases c left join place p on p.id = c.place_id"
	" where c.kind = ?1 and c.number in ("
	"select number from (select number from cases where person = ?4 and filed_at >= ?3 and +live = 1 and +category = ?2"
	" order by filed_at desc limit 60)"
	" union select number from (select number from cases where place_id = ?5" LIVE_SINCE "60)"
	" union select number from (select number from cases where cell_key = trace(?6)" LIVE_SINCE "60)"
	" union select number from (select number from cases where cell_key = trace(?7)" LIVE_SINCE "60)"
	" union select number from (select number from cases where cell_key = trace(?8)" LIVE_SINCE "60)"
	" union select number from (select number from cases where cell_key = trace(?9)" LIVE_SINCE "60)"
	" union select number from (select number from cases where live = 1 and category = ?2 and filed_at >= ?3"
	" order by filed_at desc limit 100)) order by c.number desc limit 200";

static struct case_candidate from_row(const struct rows *r, struct arena *a)
{
	struct case_candidate c = {
		.number = db_int(r, 0),
		.person = db_int(r, 1),
		.on_behalf = db_int(r, 2),
		.place_id = db_int(r, 3),
		.place = db_strdup(r, 4, a),
		.text = arena_str(a, db_str(r, 5)),
		.has_position = !db_is_null(r, 6) && !db_is_null(r, 7),
		.danger = db_int(r, 9),
	};

	int at = c.has_position ? 6 : 10; /* its own, or that of the place */

	c.has_position = !db_is_null(r, at);
	if (c.has_position)
		c.position = (struct position){ db_real(r, at), db_real(r, at + 1), geo_datum(db_str(r, at + 2)) };
	return c;
}

size_t case_candidates(struct db *db, const struct case_wanted *w, struct case_candidate *out, struct arena *a)
{
	struct position at;
	const struct position *where = w->position;
	struct str cells[4];
	size_t n = 0;

	if (!where && w->place_id && place_position_by_id(db, w->place_id, &at))
		where = &at;
	cells_around(where, cells, a);
	struct rows *r = db_query(db, candidates_sql, V(w->kind), V(w->category), V(w->since), V(w->person),
				  V(w->place_id ? w->place_id : -1), V(cells[0]), V(cells[1]), V(cells[2]),
				  V(cells[3]));

	while (n < CASE_CANDIDATES && db_next(r))
		out[n++] = from_row(r, a);
	db_done(r);
	return n;
}

bool case_support(struct db *db, int64_t number, int64_t person, struct str words, ms_t now)
{
	if (!db_run(db,
		    "insert into case_supporter(number, person, at) select number, ?2, ?3 from cases"
		    " where number = ?1 and person <> ?2 and live on conflict do nothing",
		    V(number), V(person), V(now)))
		return false;
	case_note(db, number, &(struct case_note){ .event = "supported", .person = person, .text = words }, now);
	return true;
}

int64_t case_supporters(struct db *db, int64_t number)
{
	return db_get_int(db, 0, "select count(*) from case_supporter where number = ?1", V(number));
}

size_t case_supporter_ids(struct db *db, int64_t number, int64_t *out, size_t n)
{
	return db_ints(
		db_query(db, "select person from case_supporter where number = ?1 order by at, person", V(number)), out,
		n);
}

void case_link(struct db *db, int64_t a, int64_t b, ms_t now)
{
	int64_t older = a < b ? a : b, newer = a < b ? b : a;
	struct arena *arena = arena_new();

	if (older != newer && db_run(db, "insert into case_link(a, b, at) values(?1, ?2, ?3) on conflict do nothing",
				     V(older), V(newer), V(now)))
		case_note(db, newer,
			  &(struct case_note){ .event = "linked", .detail = arena_printf(arena, "Q-%" PRId64, older) },
			  now);
	arena_free(arena);
}

size_t case_linked(struct db *db, int64_t number, int64_t *out, size_t n)
{
	return db_ints(
		db_query(db,
			 "select b from case_link where a = ?1 union select a from case_link where b = ?1 order by 1",
			 V(number)),
		out, n);
}
