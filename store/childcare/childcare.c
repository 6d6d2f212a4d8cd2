/* childcare.c - childcare classes and the children in them. */
#include "store/childcare/childcare.h"

#include <inttypes.h>

#include "store/db/audit.h"
#include "store/db/number.h"

enum { UNDATED = 180 }; /* days; of a class whose days were never said */

static struct event event_of(int64_t code)
{
	return (struct event){ "class", code };
}

static void note(struct db *db, int64_t code, const char *action, const char *actor, ms_t now)
{
	struct arena *a = arena_new();

	audit(db, now, actor, action, arena_printf(a, "C-%" PRId64, code), NO_STR);
	arena_free(a);
}

/* --------------------------------------------------------------------- classes */

#define CLASS                                                                                                                 \
	"select c.code, c.title, p.name, c.state, c.first_day, c.last_day, c.street, c.min_age, c.max_age, c.capacity, c.fee" \
	" from class c join place p on p.id = c.street "

static struct care_class class_of(struct rows *r, struct arena *a)
{
	return (struct care_class){ .code = db_int(r, 0),
				    .title = db_strdup(r, 1, a),
				    .place = db_strdup(r, 2, a),
				    .state = db_strdup(r, 3, a),
				    .start = db_strdup(r, 4, a),
				    .last = db_strdup(r, 5, a),
				    .street = db_int(r, 6),
				    .min_age = db_int(r, 7),
				    .max_age = db_int(r, 8),
				    .capacity = db_int(r, 9),
				    .fee = db_real(r, 10) };
}

int64_t class_new(struct db *db, const struct care_class *c, const char *actor, ms_t now)
{
	number_skip(db, "C", db_get_int_n(db, 0, "select max(code) from class", NULL, 0));
	int64_t code = number_next(db, "C");

	db_run(db,
	       "insert into class(code, title, street, first_day, last_day, min_age, max_age, capacity, fee, state)"
	       " values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'open')",
	       V(code), V(c->title), V(c->street), V(c->start), V(c->last), V(c->min_age), V(c->max_age),
	       V(c->capacity), V(c->fee));
	note(db, code, "class.new", actor, now);
	return code;
}

struct care_class class_load(struct db *db, int64_t code, struct arena *a)
{
	struct rows *r = db_query(db, CLASS "where c.code = ?1", V(code));
	struct care_class c = { 0 };

	if (db_next(r))
		c = class_of(r, a);
	db_done(r);
	return c;
}

void class_change(struct db *db, const struct care_class *c, const char *actor, ms_t now)
{
	db_run(db,
	       "update class set title = coalesce(?2, title), first_day = coalesce(?3, first_day), last_day = coalesce(?4, last_day),"
	       " min_age = iif(?6, ?5, min_age), max_age = iif(?6, ?6, max_age), capacity = iif(?7, ?7, capacity),"
	       " fee = iif(?8 >= 0, ?8, fee) where code = ?1",
	       V(c->code), V(c->title), V(c->start), V(c->last), V(c->min_age), V(c->max_age), V(c->capacity),
	       V(c->fee));
	note(db, c->code, "class.change", actor, now);
}

void class_set_state(struct db *db, int64_t code, const char *state, const char *actor, ms_t now)
{
	db_run(db, "update class set state = ?2 where code = ?1", V(code), V(state));
	note(db, code, "class.state", actor, now);
}

size_t class_list(struct db *db, struct str today, bool all, struct care_class *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db,
		CLASS "where (c.state = 'open' or (?2 and c.state <> 'cancelled'))"
		      " and (coalesce(c.last_day, c.first_day) is null or coalesce(c.last_day, c.first_day) >= ?1)"
		      " order by c.first_day is null, c.first_day, c.code limit ?3",
		V(today), V(all), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = class_of(r, a);
	db_done(r);
	return n;
}

/* -------------------------------------------------------------------- children */

#define CHILD                                                                                                              \
	"select e.id, e.code, e.person, e.child, unseal(c.name), c.age, unseal(c.note), unseal(c.fetch), unseal(c.phone)," \
	" e.state = 'in', exists (select 1 from class_day d where d.enrolment = e.id and d.day = ?2)"                      \
	" from enrolment e join child c on c.enrolment = e.id where e.kind = 'class' and e.state <> 'left' and "

static size_t children(struct rows *r, struct care_child *out, size_t room, struct arena *a)
{
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct care_child){ .enrolment = db_int(r, 0),
						.code = db_int(r, 1),
						.person = db_int(r, 2),
						.child = db_int(r, 3),
						.name = db_strdup(r, 4, a),
						.age = db_int(r, 5),
						.note = db_strdup(r, 6, a),
						.fetch = db_strdup(r, 7, a),
						.phone = db_strdup(r, 8, a),
						.in = db_int(r, 9),
						.here = db_int(r, 10) };
	db_done(r);
	return n;
}

size_t class_children_of(struct db *db, int64_t person, struct care_child *out, size_t room, struct arena *a)
{
	return children(db_query(db, CHILD "e.person = ?1 order by e.code, e.child", V(person), NULL_VAL), out, room,
			a);
}

size_t class_children(struct db *db, int64_t code, struct str day, struct care_child *out, size_t room, struct arena *a)
{
	return children(db_query(db, CHILD "e.code = ?1 order by e.state <> 'in', e.at, e.id", V(code), V(day)), out,
			room, a);
}

/* The number under which this person's child of this name is in the class; else the next one. */
static int64_t child_number(struct db *db, int64_t code, int64_t person, struct str name)
{
	int64_t known = db_get_int(
		db, 0,
		"select e.child from enrolment e join child c on c.enrolment = e.id where e.kind = 'class'"
		" and e.code = ?1 and e.person = ?2 and unseal(c.name) = ?3",
		V(code), V(person), V(name));

	if (known)
		return known;
	return db_get_int(
		db, 1,
		"select coalesce(max(child), 0) + 1 from enrolment where kind = 'class' and code = ?1 and person = ?2",
		V(code), V(person));
}

struct enrolled class_enrol(struct db *db, int64_t code, int64_t person, struct str name, int64_t age,
			    const char *actor, ms_t now)
{
	struct event e = event_of(code);
	struct enrolled r = enrolment_join(db, &e, person, child_number(db, code, person, name), NO_STR, actor, now);

	if (!r.again)
		db_run(db, "insert into child(enrolment, name, age) values(?1, seal(?2), ?3)", V(r.id), V(name),
		       V(age));
	return r;
}

bool class_leave(struct db *db, const struct care_child *c, const char *actor, ms_t now)
{
	struct event e = event_of(c->code);

	return enrolment_leave(db, &e, c->person, c->child, actor, now);
}

void class_says(struct db *db, int64_t enrolment, struct str said, struct str fetch, struct str phone)
{
	db_run(db,
	       "update child set note = iif(?2 is null, note, seal(?2)), fetch = iif(?3 is null, fetch, seal(?3)),"
	       " phone = iif(?4 is null, phone, seal(?4)) where enrolment = ?1",
	       V(enrolment), V(said), V(fetch), V(phone));
}

struct str class_child_name(struct db *db, int64_t enrolment, struct arena *a)
{
	return db_get_str(db, a, "select unseal(name) from child where enrolment = ?1", V(enrolment));
}

bool class_attend(struct db *db, int64_t enrolment, struct str day, ms_t now)
{
	if (!db_run(db, "update enrolment set attended_at = coalesce(attended_at, ?2) where id = ?1 and state = 'in'",
		    V(enrolment), V(now)))
		return false;
	db_run(db, "insert into class_day(enrolment, day) values(?1, ?2) on conflict do nothing", V(enrolment), V(day));
	return true;
}

int64_t class_forget_over(struct db *db, struct str today, ms_t now)
{
	return db_run(
		db,
		"delete from child where enrolment in (select e.id from enrolment e join class c on c.code = e.code"
		" where e.kind = 'class' and (c.state = 'cancelled' or c.last_day < ?1"
		" or (c.last_day is null and e.at < ?2)))",
		V(today), V(now - (ms_t)UNDATED * MS_DAY));
}
