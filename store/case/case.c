/* case.c - filing and finding cases. */
#include "store/case/case.h"

#include <inttypes.h>
#include <math.h>

#include "store/db/audit.h"
#include "store/place/geo.h"
#include "store/db/number.h"
#include "store/person/person.h"
#include "store/place/place.h"

static const double CELL = 0.01; /* degrees: about a kilometre */

void case_note(struct db *db, int64_t number, const struct case_note *n, ms_t now)
{
	struct arena *a = arena_new();
	struct str uid = db_get_str(db, a, "select uid from cases where number = ?1", V(number));
	struct str actor = n->person ? db_get_str(db, a, "select uid from person where id = ?1", V(n->person))
			   : n->link ? db_get_str(db, a, "select uid from page_link where id = ?1", V(n->link))
				     : NO_STR;

	db_run(db,
	       "insert into case_event(number, at, event, person, detail, text, link)"
	       " values(?1, ?2, ?3, nullif(?4, 0), ?5, seal(?6), nullif(?7, 0))",
	       V(number), V(now), V(n->event), V(n->person), V(n->detail), V(n->text), V(n->link));
	audit(db, now, actor.p, arena_printf(a, "case.%s", n->event).p, uid, n->detail);
	arena_free(a);
}

void case_unadd(struct db *db, int64_t number, int64_t person, ms_t at, ms_t now)
{
	if (db_run(db, "delete from case_event where number = ?1 and event = 'added' and person = ?2 and at = ?3",
		   V(number), V(person), V(at)))
		case_note(db, number, &(struct case_note){ .event = "unadded", .person = person }, now);
}

static const char *datum_name(const struct position *p)
{
	return p ? geo_datum_name(p->datum) : NULL;
}

struct str case_cell(const struct position *p, struct arena *a)
{
	if (!p)
		return NO_STR;
	struct position g = geo_gcj02(*p);

	return arena_printf(a, "cell %d %d", (int)floor(g.lat / CELL), (int)floor(g.lon / CELL));
}

/* Where it is to be looked for: its own position, or that of the place. */
static struct str cell_of(struct db *db, const struct position *own, int64_t place, struct arena *a)
{
	struct position p;

	if (own)
		return case_cell(own, a);
	return place && place_position_by_id(db, place, &p) ? case_cell(&p, a) : NO_STR;
}

/* Through whom it comes. */
static struct str source_of(struct db *db, int64_t person, struct arena *a)
{
	return db_get_str(
		db, a,
		"select case when exists(select 1 from role where person = ?1 and role = 'patrol') then 'patrol'"
		" when exists(select 1 from role where person = ?1 and role = 'branch') then 'branch'"
		" when exists(select 1 from role where person = ?1 and role = 'site')"
		" or exists(select 1 from site where manager = ?1) then 'company'"
		" when exists(select 1 from member where person = ?1 and state = 'verified') then 'member'"
		" else 'rider' end",
		V(person));
}

int64_t case_open(struct db *db, const struct case_new *c, ms_t now, struct arena *a)
{
	int64_t number = number_next(db, "Q");
	const char *uid = random_uid(a);
	struct str lat = c->position ? arena_printf(a, "%.6f", c->position->lat) : NO_STR;
	struct str lon = c->position ? arena_printf(a, "%.6f", c->position->lon) : NO_STR;
	struct str source = c->source ? str_c(c->source) : source_of(db, c->person, a);

	db_run(db,
	       "insert into cases(number, uid, kind, category, urgent, danger, source, person, on_behalf, behalf, anonymous,"
	       " chat, site, street, place, place_id, lat, lon, datum, cell_key, text, filed_at)"
	       " values(?1, ?2, ?3, ?4, ?5, ?6, ?7, nullif(?8, 0), nullif(?9, 0), seal(?10), ?11, nullif(?12, 0),"
	       " nullif(?13, 0), nullif(?14, 0), seal(?15), nullif(?16, 0), seal(?17), seal(?18), ?19, trace(?20),"
	       " seal(?21), ?22)",
	       V(number), V(uid), V(c->kind), V(c->category), V(c->urgent), V(c->danger), V(source), V(c->person),
	       V(c->on_behalf), V(c->behalf), V(c->anonymous), V(c->chat), V(c->site), V(c->street), V(c->place),
	       V(c->place_id), V(lat), V(lon), V(datum_name(c->position)), V(cell_of(db, c->position, c->place_id, a)),
	       V(c->text.p ? c->text : STR("")), V(c->filed_at));
	case_note(db, number,
		  &(struct case_note){ .event = "filed",
				       .person = c->person,
				       .detail = arena_printf(a, "%s/" STR_FMT, c->kind, STR_ARG(c->category)) },
		  now);
	return number;
}

/* --------------------------------------------------------------------- finding */

#define CASE_COLUMNS                                                                                                   \
	"select c.number, c.uid, c.person, c.on_behalf, c.behalf_told, c.anonymous, c.urgent, c.overdue, c.chat,"      \
	" c.street, c.department, c.taken_by, c.merged_into, c.state, c.kind, c.category, unseal(c.place), d.name,"    \
	" unseal(c.behalf), c.outside, c.danger, c.outcome, c.rating, c.source, c.filed_at, c.assigned_at, c.due_at,"  \
	" c.answered_at, c.closed_at, c.taken_at, c.reopened, c.overdue_days, c.extended"                              \
	" from cases c left join department d on d.id = c.department "

static struct case_info from_row(const struct rows *r, struct arena *a)
{
	return (struct case_info){
		.number = db_int(r, 0),
		.uid = arena_cstr(a, db_str(r, 1)),
		.person = db_int(r, 2),
		.on_behalf = db_int(r, 3),
		.behalf_told = db_int(r, 4),
		.anonymous = db_int(r, 5),
		.urgent = db_int(r, 6),
		.overdue = db_int(r, 7),
		.chat = db_int(r, 8),
		.street = db_int(r, 9),
		.department_id = db_int(r, 10),
		.taken_by = db_int(r, 11),
		.merged_into = db_int(r, 12),
		.state = db_strdup(r, 13, a),
		.kind = db_strdup(r, 14, a),
		.category = db_strdup(r, 15, a),
		.place = db_strdup(r, 16, a),
		.department = db_strdup(r, 17, a),
		.behalf = db_strdup(r, 18, a),
		.outside = db_strdup(r, 19, a),
		.danger = db_strdup(r, 20, a),
		.outcome = db_strdup(r, 21, a),
		.rating = db_strdup(r, 22, a),
		.source = db_strdup(r, 23, a),
		.filed_at = db_int(r, 24),
		.assigned_at = db_int(r, 25),
		.due_at = db_int(r, 26),
		.answered_at = db_int(r, 27),
		.closed_at = db_int(r, 28),
		.taken_at = db_int(r, 29),
		.reopened = db_int(r, 30),
		.overdue_days = db_int(r, 31),
		.extended = db_int(r, 32),
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

struct str case_text(struct db *db, int64_t number, struct arena *a)
{
	return db_get_str(db, a, "select unseal(text) from cases where number = ?1", V(number));
}

struct str case_answer(struct db *db, int64_t number, struct arena *a)
{
	return db_get_str(db, a,
			  "select unseal(text) from case_event where number = ?1"
			  " and event in ('answered', 'adopted', 'declined') order by id desc limit 1",
			  V(number));
}

enum case_tie case_tie(struct db *db, const struct case_info *c, int64_t person)
{
	if (!c->number || !person)
		return TIE_NONE;
	if (c->person == person || (c->on_behalf == person && c->behalf_told))
		return TIE_OWN;
	return db_get_int(db, 0, "select count(*) from case_supporter where number = ?1 and person = ?2", V(c->number),
			  V(person))
		       ? TIE_SUPPORTER
		       : TIE_NONE;
}

#define OWN "(c.person = ?1 or (c.on_behalf = ?1 and c.behalf_told))"
#define NEWEST " order by c.number desc limit ?2"

static const char *const of_person[] = {
	[CASES_ALL] = CASE_COLUMNS
	"where (" OWN
	" or c.number in (select number from case_supporter where person = ?1)) and c.state <> 'withdrawn'" NEWEST,
	[CASES_LIVE] = CASE_COLUMNS "where " OWN " and c.live" NEWEST,
	[CASES_UNRATED] = CASE_COLUMNS "where " OWN " and c.state = 'closed' and c.rating = 'none'" NEWEST,
	[CASES_ANSWERED] = CASE_COLUMNS "where " OWN " and c.state = 'answered'" NEWEST,
	[CASES_WITHDRAWN] = CASE_COLUMNS "where " OWN " and c.state = 'withdrawn'" NEWEST,
};

size_t case_of_person(struct db *db, int64_t person, enum case_which which, struct case_info *out, size_t n,
		      struct arena *a)
{
	size_t found = 0;
	struct rows *r = db_query(db, of_person[which], V(person), V(n));

	while (found < n && db_next(r))
		out[found++] = from_row(r, a);
	db_done(r);
	return found;
}

int64_t case_last_of(struct db *db, int64_t person, ms_t since)
{
	return db_get_int(db, 0,
			  "select number from cases where person = ?1 and filed_at >= ?2 and live"
			  " order by filed_at desc, number desc limit 1",
			  V(person), V(since));
}

int64_t case_last_in(struct db *db, int64_t chat, ms_t since)
{
	return db_get_int(db, 0,
			  "select number from cases where chat = ?1 and filed_at >= ?2 and live"
			  " order by filed_at desc, number desc limit 1",
			  V(chat), V(since));
}

/* -------------------------------------------------------------- small changes */

void case_set_position(struct db *db, int64_t number, const struct position *p, int64_t person, ms_t now)
{
	struct arena *a = arena_new();

	db_run(db,
	       "update cases set lat = seal(?2), lon = seal(?3), datum = ?4, cell_key = trace(?5) where number = ?1",
	       V(number), V(arena_printf(a, "%.6f", p->lat)), V(arena_printf(a, "%.6f", p->lon)), V(datum_name(p)),
	       V(case_cell(p, a)));
	case_note(db, number, &(struct case_note){ .event = "position", .person = person }, now);
	arena_free(a);
}

void case_add_place(struct db *db, int64_t number, struct str place, struct arena *a)
{
	struct str known = db_get_str(db, a, "select unseal(place) from cases where number = ?1", V(number));
	int64_t id = place_id(db, place);

	if (!place.n || (known.n && str_has(known, place)))
		return;
	if (known.n)
		place = arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(known), STR_ARG(place));
	db_run(db,
	       "update cases set place = seal(?2), place_id = coalesce(place_id, nullif(?3, 0)), cell_key = coalesce(cell_key, trace(?4))"
	       " where number = ?1",
	       V(number), V(place), V(id), V(cell_of(db, NULL, id, a)));
}

void case_set_anonymous(struct db *db, int64_t number, bool on, int64_t person, ms_t now)
{
	db_run(db, "update cases set anonymous = ?2 where number = ?1", V(number), V(on));
	case_note(db, number, &(struct case_note){ .event = on ? "anonymous" : "named", .person = person }, now);
}

void case_set_told(struct db *db, int64_t number, int64_t person, ms_t now)
{
	db_run(db, "update cases set behalf_told = 1 where number = ?1", V(number));
	case_note(db, number, &(struct case_note){ .event = "told", .person = person }, now);
}

int64_t case_outside(struct db *db, struct str outside)
{
	return db_get_int(db, 0, "select max(number) from cases where live and outside = ?1", V(outside));
}

void case_set_outside(struct db *db, int64_t number, struct str outside, int64_t person, ms_t now)
{
	db_run(db, "update cases set outside = ?2 where number = ?1", V(number), V(outside));
	case_note(db, number, &(struct case_note){ .event = "outside", .person = person }, now);
}

void case_set_source(struct db *db, int64_t number, struct str source, int64_t person, ms_t now)
{
	db_run(db, "update cases set source = ?2 where number = ?1", V(number), V(source));
	case_note(db, number, &(struct case_note){ .event = "source", .person = person, .detail = source }, now);
}

bool case_set_outcome(struct db *db, int64_t number, const char *outcome, int64_t person, ms_t now)
{
	if (!db_run(db, "update cases set outcome = ?2 where number = ?1 and state = 'answered'", V(number),
		    V(outcome)))
		return false;
	case_note(db, number, &(struct case_note){ .event = "corrected", .person = person, .detail = str_c(outcome) },
		  now);
	return true;
}

void case_set_overdue(struct db *db, int64_t number, ms_t now)
{
	db_run(db, "update cases set overdue = 1 where number = ?1", V(number));
	case_note(db, number, &(struct case_note){ .event = "overdue" }, now);
}

bool case_take(struct db *db, int64_t number, int64_t person, ms_t now)
{
	if (!db_run(db,
		    "update cases set taken_by = ?2, taken_at = ?3 where number = ?1 and taken_by is null and live"
		    " and danger is not null",
		    V(number), V(person), V(now)))
		return false;
	case_note(db, number, &(struct case_note){ .event = "taken", .person = person }, now);
	return true;
}

int64_t case_workdays(struct db *db, const char *kind, struct str category)
{
	return db_get_int(
		db, 0,
		"select workdays from deadline where kind = ?1 and category in (?2, '') order by category desc limit 1",
		V(kind), V(category));
}
