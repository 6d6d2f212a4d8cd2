/* routing.c - the tables routing, department and role, asked from the side of a case. */
#include "store/case/routing.h"

struct named routing_department(struct db *db, struct str kind, struct str category, int64_t street, struct arena *a)
{
	struct named found = { 0 };
	struct rows *r = db_query(
		db,
		"select d.id, d.name from routing r join department d on d.id = r.department where r.kind = ?1"
		" and r.category in (?2, '') and (r.area = '' or exists(select 1 from place p where p.id = ?3 and p.name = r.area))"
		" order by r.category = '', r.area = '' limit 1",
		V(kind), V(category), V(street));

	if (db_next(r))
		found = (struct named){ db_int(r, 0), arena_str(a, db_str(r, 1)) };
	db_done(r);
	return found;
}

size_t routing_staff(struct db *db, int64_t department, int64_t *out, size_t n)
{
	size_t found = db_ints(
		db_query(db, "select duty from department where id = ?1 and duty is not null", V(department)), out, n);

	if (found)
		return found;
	return db_ints(db_query(db,
				"select distinct r.person from role r join department d on d.name = r.scope"
				" where d.id = ?1 and r.role in ('department', 'street') order by r.person",
				V(department)),
		       out, n);
}

size_t routing_street_staff(struct db *db, int64_t street, int64_t *out, size_t n)
{
	return db_ints(db_query(db,
				"select distinct r.person from role r join place p on p.name = r.scope"
				" where p.id = ?1 and r.role = 'street' order by r.person",
				V(street)),
		       out, n);
}

size_t routing_city_staff(struct db *db, int64_t *out, size_t n)
{
	return db_ints(db_query0(db, "select person from role where role = 'city' order by person"), out, n);
}

size_t routing_helper_staff(struct db *db, int64_t number, int64_t *out, size_t n)
{
	return db_ints(
		db_query(
			db,
			"select d.duty from case_helper h join department d on d.id = h.department"
			" where h.number = ?1 and d.duty is not null union"
			" select r.person from case_helper h join department d on d.id = h.department join role r on r.scope = d.name"
			" where h.number = ?1 and d.duty is null and r.role in ('department', 'street')",
			V(number)),
		out, n);
}

bool routing_manages(struct db *db, int64_t person, int64_t number)
{
	return db_get_int(
		       db, 0,
		       "select count(*) from cases c join site s on s.id = c.site where c.number = ?2 and (s.manager = ?1"
		       " or exists(select 1 from role r where r.person = ?1 and r.role = 'site' and r.scope = s.name))",
		       V(person), V(number)) > 0;
}

struct named routing_department_of(struct db *db, int64_t person, struct arena *a)
{
	struct named found = { 0 };
	struct rows *r = db_query(db,
				  "select d.id, d.name from role r join department d on d.name = r.scope"
				  " where r.person = ?1 and r.role in ('department', 'street')"
				  " union all select id, name from department where duty = ?1 limit 1",
				  V(person));

	if (db_next(r))
		found = (struct named){ db_int(r, 0), arena_str(a, db_str(r, 1)) };
	db_done(r);
	return found;
}
