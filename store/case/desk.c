/* desk.c - the queries of staff. */
#include "store/case/desk.h"

/* Departments for which a person acts: his own, and his street's office. */
#define HIS_DEPARTMENTS                                                                                                \
	"(select d.id from role r join department d on d.name = r.scope where r.person = ?1"                           \
	" and r.role in ('department', 'street'))"
#define HIS_STREETS                                                                                                    \
	"(select p.id from role r join place p on p.name = r.scope where r.person = ?1 and r.role = 'street')"
#define HAS_OR_HELPS                                                                                                   \
	"(c.department in " HIS_DEPARTMENTS                                                                            \
	" or c.number in (select number from case_helper where department in " HIS_DEPARTMENTS "))"
#define MANAGED                                                                                                        \
	"(c.site is not null and c.site in (select s.id from site s where s.manager = ?1 or exists"                    \
	" (select 1 from role r where r.person = ?1 and r.role = 'site' and r.scope = s.name)))"

enum case_sight case_sight(struct db *db, int64_t person, int64_t number)
{
	return (enum case_sight)db_get_int(db, SIGHT_NONE,
					   "select case when " MANAGED " then 0"
					   " when exists(select 1 from role where person = ?1 and role = 'city') then 3"
					   " when " HAS_OR_HELPS " then 2 when c.street in " HIS_STREETS
					   " then 1 else 0 end from cases c where c.number = ?2",
					   V(person), V(number));
}

/* ------------------------------------------------------------------------ lists */

/* Placeholders: ?1 person, ?2 state, ?3 now, ?4 kind, ?5 category, ?6 department, ?7 from, ?8 to, ?9 urgent only. */
#define BY_STATE(c) c ".live = 1 and " c ".state = ?2"
#define BY_LIFE(c) c ".live = 1"
#define BY_WORK(c) c ".live = 1 and " c ".state <> 'answered'"
#define BY_TERM(c) c ".live = 1 and " c ".due_at <= ?3"
#define BY_OVER(c) c ".live = 0 and " c ".state = ?2"
#define EVERY(which) which("c") " and not " MANAGED
#define SEEN(which) which("c") " and (" HAS_OR_HELPS " or c.street in " HIS_STREETS ") and not " MANAGED
/* From the side of the department: there may be many others. */
#define MINE(which)                                                                                                    \
	"c.number in (select x.number from cases x where x.department in " HIS_DEPARTMENTS                             \
	" and " which("x") " union select h.number from case_helper h where h.department in " HIS_DEPARTMENTS          \
			   ") and " which("c") " and not " MANAGED
#define NARROWER                                                                                                       \
	" and (?4 is null or c.kind = ?4) and (?5 is null or c.category = ?5)"                                         \
	" and (?6 = 0 or c.department = ?6 or exists(select 1 from case_helper h where h.number = c.number"            \
	" and h.department = ?6)) and c.filed_at >= ?7 and (?8 = 0 or c.filed_at < ?8) and c.urgent >= ?9"
#define COUNT(where) "select count(*) from cases c where " where NARROWER
#define LIST(where, order)                                                                                             \
	"select c.number, c.kind, c.category, c.state, unseal(c.place), d.name, c.urgent, c.danger is not null,"       \
	" c.taken_by is not null, c.street, c.filed_at, c.due_at, c.reopened"                                          \
	" from (select c.number as n from cases c where " where NARROWER " order by " order                            \
	" limit ?10) join cases c on c.number = n left join department d on d.id = c.department order by " order
#define PRESSING "c.urgent desc, c.due_at is null, c.due_at, c.filed_at, c.number"
#define NEWEST "c.filed_at desc, c.number desc"

enum { BY_STATE_, BY_LIFE_, BY_WORK_, BY_TERM_, BY_OVER_, WAYS };
enum { EVERY_, SEEN_, MINE_, EYES };

/* clang-format off */
#define LISTS(which, order) { LIST(EVERY(which), order), LIST(SEEN(which), order), LIST(MINE(which), order) }
#define COUNTS(which) { COUNT(EVERY(which)), COUNT(SEEN(which)), COUNT(MINE(which)) }
static const char *const lists[WAYS][EYES] = {
	[BY_STATE_] = LISTS(BY_STATE, PRESSING),
	[BY_LIFE_] = LISTS(BY_LIFE, PRESSING),
	[BY_WORK_] = LISTS(BY_WORK, PRESSING),
	[BY_TERM_] = LISTS(BY_TERM, PRESSING),
	[BY_OVER_] = LISTS(BY_OVER, NEWEST),
};
static const char *const counts[WAYS][EYES] = {
	[BY_STATE_] = COUNTS(BY_STATE),
	[BY_LIFE_] = COUNTS(BY_LIFE),
	[BY_WORK_] = COUNTS(BY_WORK),
	[BY_TERM_] = COUNTS(BY_TERM),
	[BY_OVER_] = COUNTS(BY_OVER),
};
/* clang-format on */

static const char *choose(const char *const table[WAYS][EYES], const struct desk_query *q)
{
	struct str state = str_c(q->state);
	bool over = str_is(state, "closed") || str_is(state, "withdrawn") || str_is(state, "merged");
	int way = q->overdue ? BY_TERM_ : over ? BY_OVER_ : q->state ? BY_STATE_ : q->undone ? BY_WORK_ : BY_LIFE_;

	return table[way][q->mine ? MINE_ : q->city ? EVERY_ : SEEN_];
}

#define ARGUMENTS                                                                                                      \
	V(q->person), V(q->state), V(now), V(q->kind), V(q->category), V(q->department), V(q->from), V(q->to),         \
		V(q->urgent)

int64_t desk_count(struct db *db, const struct desk_query *q, ms_t now)
{
	return db_get_int(db, 0, choose(counts, q), ARGUMENTS);
}

size_t desk_list(struct db *db, const struct desk_query *q, ms_t now, struct desk_row *out, size_t n, struct arena *a)
{
	struct rows *r = db_query(db, choose(lists, q), ARGUMENTS, V(n));
	size_t found = 0;

	while (found < n && db_next(r))
		out[found++] = (struct desk_row){
			.number = db_int(r, 0),
			.kind = db_strdup(r, 1, a),
			.category = db_strdup(r, 2, a),
			.state = db_strdup(r, 3, a),
			.place = db_strdup(r, 4, a),
			.department = db_strdup(r, 5, a),
			.urgent = db_int(r, 6),
			.danger = db_int(r, 7),
			.taken = db_int(r, 8),
			.street = db_int(r, 9),
			.filed_at = db_int(r, 10),
			.due_at = db_int(r, 11),
			.reopened = db_int(r, 12),
		};
	db_done(r);
	return found;
}

/* --------------------------------------------------------------------- timeline */

size_t desk_events(struct db *db, int64_t number, struct desk_event *out, size_t n, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select * from (select e.id, e.at, e.event, unseal(p.name), e.detail, unseal(e.text), e.person,"
		" d.name from case_event e left join person p on p.id = e.person left join page_link l on l.id = e.link"
		" left join department d on d.id = l.department where e.number = ?1 order by e.id desc limit ?2) order by 1",
		V(number), V(n));
	size_t found = 0;

	while (found < n && db_next(r))
		out[found++] = (struct desk_event){
			.at = db_int(r, 1),
			.event = db_strdup(r, 2, a),
			.name = db_strdup(r, 3, a),
			.detail = db_strdup(r, 4, a),
			.text = db_strdup(r, 5, a),
			.person = db_int(r, 6),
			.department = db_strdup(r, 7, a),
		};
	db_done(r);
	return found;
}

int64_t desk_version(struct db *db, int64_t number)
{
	return db_get_int(
		db, 0,
		"select max(id) from case_event where number = ?1 and event not in ('link_made', 'link_opened',"
		" 'link_revoked', 'contact', 'reminded', 'supported', 'outside')",
		V(number));
}

void desk_add_helper(struct db *db, int64_t number, int64_t department)
{
	db_run(db, "insert into case_helper(number, department) values(?1, ?2) on conflict do nothing", V(number),
	       V(department));
}

struct str desk_helpers(struct db *db, int64_t number, struct arena *a)
{
	return db_get_str(db, a,
			  "select group_concat(name, '、') from (select d.name from case_helper h"
			  " join department d on d.id = h.department where h.number = ?1 order by d.id)",
			  V(number));
}
