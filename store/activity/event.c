/* event.c - over activities, classes and meeting days. */
#include "store/activity/event.h"

#include <string.h>

struct event_facts event_facts(struct db *db, const struct event *e, struct arena *a)
{
	struct rows *r =
		strcmp(e->kind, "activity") == 0
			? db_query(db, "select title, clock(start_at), place from activity where code = ?1", V(e->code))
		: strcmp(e->kind, "class") == 0
			? db_query(
				  db,
				  "select c.title, c.first_day, p.name from class c join place p on p.id = c.street where code = ?1",
				  V(e->code))
			: db_query(db, "select '书记见面日', clock(start_at), place from meeting where code = ?1",
				   V(e->code));
	struct event_facts f = { 0 };

	if (db_next(r))
		f = (struct event_facts){ db_strdup(r, 0, a), db_strdup(r, 1, a), db_strdup(r, 2, a) };
	db_done(r);
	return f;
}

static const char *kind_word(struct str kind)
{
	return str_is(kind, "activity") ? "activity" : str_is(kind, "class") ? "class" : "meeting";
}

/* Every event that takes place, sign-up closed or not: kind, code, start, until when one may come
 * (a class: until its last day), what it holds. */
#define EVENTS                                                                                                                                \
	"(select 'activity' as kind, code, clock(start_at) as start, clock(start_at) as ends, coalesce(capacity, 1000000000) - taken as room" \
	" from activity where state in ('open', 'closed')"                                                                                    \
	" union all select 'class', code, first_day, coalesce(last_day, first_day) || ' 23:59', capacity - taken from class"                  \
	" where state in ('open', 'closed')"                                                                                                  \
	" union all select 'meeting', code, clock(start_at), clock(start_at), capacity - taken from meeting)"

bool event_to_come(struct db *db, const struct event *e, struct str clock)
{
	return db_get_int(db, 0,
			  "select 1 from " EVENTS " where kind = ?1 and code = ?2 and (ends is null or ends > ?3)",
			  V(e->kind), V(e->code), V(clock)) == 1;
}

bool event_with_room(struct db *db, struct str clock, struct event *e)
{
	struct rows *r = db_query(
		db,
		"select v.kind, v.code from " EVENTS " v where (v.ends is null or v.ends > ?1)"
		" and exists(select 1 from enrolment w where w.kind = v.kind and w.code = v.code and w.state = 'waiting')"
		" and v.room > (select count(*) from enrolment i where i.kind = v.kind and i.code = v.code and i.state = 'in')"
		" limit 1",
		V(clock));
	bool any = db_next(r);

	if (any)
		*e = (struct event){ kind_word(db_str(r, 0)), db_int(r, 1) };
	db_done(r);
	return any;
}

size_t event_places_on(struct db *db, struct str day, struct event_place *out, size_t room)
{
	struct rows *r = db_query(db,
				  "select v.kind, v.code, i.person from " EVENTS
				  " v join enrolment i on i.kind = v.kind"
				  " and i.code = v.code and i.state = 'in' where substr(v.start, 1, 10) = ?1"
				  " group by v.kind, v.code, i.person order by v.start, i.id limit ?2",
				  V(day), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct event_place){ { kind_word(db_str(r, 0)), db_int(r, 1) }, db_int(r, 2) };
	db_done(r);
	return n;
}

int64_t event_waits(struct db *db, const struct event *e, int64_t person)
{
	return db_get_int(db, 0,
			  "select min((select count(*) from enrolment w where w.kind = e.kind and w.code = e.code"
			  " and w.state = 'waiting' and (w.at, w.id) <= (e.at, e.id))) from enrolment e"
			  " where kind = ?1 and code = ?2 and person = ?3 and state = 'waiting'",
			  V(e->kind), V(e->code), V(person));
}
