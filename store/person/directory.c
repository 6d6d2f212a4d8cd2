/* directory.c - roles, managers, contacts and the table responsible, as one list. */
#include "store/person/directory.h"

#include "store/db/audit.h"
#include "store/person/person.h"

#define IN_STREET "(select id from place where name = ?1)"
#define ROLE(role, what) "select person, '" what "', '' from role where role = '" role "' and scope = ?1"
/* ?1 the area, ?2 what, or null */
#define ASKED(contacts)                                                                                                \
	"with c(person, what, scope) as (" contacts ") select * from c where ?2 is null or what = ?2"                  \
	" order by instr('street department branch lead instructor grid manager', what), scope, person"

/* clang-format off */
static const char *const asked[] = {
	[AREA_STREET] = ASKED(ROLE("street", "street")
		" union select person, what, iif(scope = ?1, '', scope) from responsible where scope = ?1 or scope in"
		" (select name from site where street = " IN_STREET " union select grid from site where street = " IN_STREET ")"
		" union select manager, 'manager', name from site where street = " IN_STREET " and manager is not null"
		" union select r.person, 'manager', r.scope from role r join site s on s.name = r.scope"
		" where r.role = 'site' and s.street = " IN_STREET),
	[AREA_SITE] = ASKED(ROLE("site", "manager")
		" union select manager, 'manager', '' from site where name = ?1 and manager is not null"
		" union select person, what, '' from responsible where scope = ?1"
		" or scope = (select grid from site where name = ?1)"),
	[AREA_GRID] = ASKED("select person, what, '' from responsible where scope = ?1"),
	[AREA_DEPARTMENT] = ASKED(ROLE("department", "department")
		" union select duty, 'department', '' from department where name = ?1 and duty is not null"),
	[AREA_BRANCH] = ASKED(ROLE("branch", "branch")
		" union select contact, 'branch', '' from branch where name = ?1 and contact is not null"),
};
/* clang-format on */

size_t directory_of(struct db *db, enum area area, struct str name, struct str what, struct contact *out, size_t room,
		    struct arena *a)
{
	struct rows *r = db_query(db, asked[area], V(name), V(what.n ? what : NO_STR));
	size_t n = 0;

	for (; db_next(r); n++)
		if (n < room)
			out[n] = (struct contact){ db_int(r, 0), arena_cstr(a, db_str(r, 1)),
						   arena_str(a, db_str(r, 2)) };
	db_done(r);
	return n;
}

struct str grid_named_in(struct db *db, struct str text, struct arena *a)
{
	return db_get_str(
		db, a,
		"select grid from site where grid is not null and instr(?1, grid) > 0 order by length(grid) desc limit 1",
		V(text));
}

bool directory_put(struct db *db, int64_t person, struct str what, struct str scope, const char *actor, ms_t now,
		   struct arena *a)
{
	bool new = db_run(db, "insert into responsible(person, what, scope) values(?1, ?2, ?3) on conflict do nothing",
			  V(person), V(what), V(scope)) == 1;

	if (new)
		audit(db, now, actor, "directory.put", str_c(person_load(db, person, a).uid), what);
	return new;
}

bool directory_remove(struct db *db, int64_t person, struct str what, struct str scope, const char *actor, ms_t now,
		      struct arena *a)
{
	bool any = db_run(db, "delete from responsible where person = ?1 and what = ?2 and (?3 is null or scope = ?3)",
			  V(person), V(what), V(scope)) > 0;

	if (any)
		audit(db, now, actor, "directory.remove", str_c(person_load(db, person, a).uid), what);
	return any;
}

struct str directory_street(struct db *db, struct str scope, struct arena *a)
{
	return db_get_str(
		db, a,
		"select p.name from place p where p.name = ?1 or exists (select 1 from site s where s.street = p.id"
		" and (s.name = ?1 or s.grid = ?1)) order by p.name = ?1 desc limit 1",
		V(scope));
}
