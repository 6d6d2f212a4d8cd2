/* role.c - roles: one row for each person, role and scope. */
#include "store/person/role.h"

#include "store/db/audit.h"
#include "store/db/db.h"
#include "store/person/person.h"

const char *const role_names[ROLE_COUNT] = { "city", "street", "department", "branch", "site", "patrol", "childcare" };

bool role_read(struct str name, enum role *out)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		if (str_is(name, role_names[i])) {
			*out = (enum role)i;
			return true;
		}
	}
	return false;
}

/* ------------------------------------------------------------------ scope */

/* What a role is for: where the name is looked up, and whether it may be left
 * out. NULL: the role is for everything. */
static const struct {
	const char *sql, *what;
	bool optional;
} scopes[ROLE_COUNT] = {
	[ROLE_STREET] = { "select name from place where name = ?1 or instr(';' || aliases || ';', ';' || ?1 || ';') > 0"
			  " order by name = ?1 desc limit 1",
			  "street or town", false },
	[ROLE_DEPARTMENT] = { "select name from department where name = ?1 or instr(';' || aliases || ';', ';' || ?1 || ';') > 0"
			      " order by name = ?1 desc limit 1",
			      "department", false },
	[ROLE_BRANCH] = { "select name from branch where name = ?1", "branch", false },
	[ROLE_SITE] = { "select name from site where name = ?1", "site", false },
	[ROLE_PATROL] = { "select name from place where name = ?1", "street or town", true },
	[ROLE_CHILDCARE] = { "select name from department where name = ?1", "department", true },
};

struct str role_scope(struct db *db, enum role role, struct str scope, struct arena *a, struct str *why)
{
	if (!scope.n) {
		if (!scopes[role].sql || scopes[role].optional)
			return STR("");
		*why = arena_printf(a, "role %s is for a %s: name it", role_names[role], scopes[role].what);
		return NO_STR;
	}
	if (!scopes[role].sql) {
		*why = arena_printf(a, "role %s is for the whole city and takes no scope", role_names[role]);
		return NO_STR;
	}
	struct str name = db_get_str(db, a, scopes[role].sql, V(scope));

	if (!name.p)
		*why = arena_printf(a, "there is no %s '" STR_FMT "'", scopes[role].what, STR_ARG(scope));
	return name;
}

/* ------------------------------------------------------------------- rows */

bool role_give(struct db *db, ms_t now, const char *actor, int64_t person, enum role role, struct str scope,
	       struct arena *a)
{
	int64_t added = db_run(db, "insert into role(person, role, scope) values(?1, ?2, ?3) on conflict do nothing",
			       V(person), V(role_names[role]), V(scope));

	if (added > 0)
		audit(db, now, actor, "role.grant", str_c(person_load(db, person, a).uid),
		      arena_printf(a, "%s " STR_FMT, role_names[role], STR_ARG(scope)));
	return added > 0;
}

int64_t role_take(struct db *db, ms_t now, const char *actor, int64_t person, enum role role, struct str scope,
		  struct arena *a)
{
	const char *name = role < ROLE_COUNT ? role_names[role] : NULL;
	struct str gone[64];
	size_t n = 0;
	struct rows *r = db_query(
		db,
		"select role || ' ' || scope from role where person = ?1 and (?2 is null or role = ?2) and (?3 is null or scope = ?3)"
		" order by role, scope",
		V(person), V(name), V(scope));

	while (n < sizeof gone / sizeof *gone && db_next(r))
		gone[n++] = arena_str(a, db_str(r, 0));
	db_done(r);
	for (size_t i = 0; i < n; i++) {
		db_run(db, "delete from role where person = ?1 and role || ' ' || scope = ?2", V(person), V(gone[i]));
		audit(db, now, actor, "role.revoke", str_c(person_load(db, person, a).uid), gone[i]);
	}
	return (int64_t)n;
}

bool role_grant(struct db *db, ms_t now, const char *actor, struct str channel, struct str native, enum role role,
		struct str scope, struct arena *a)
{
	return role_give(db, now, actor, person_meet(db, channel, native, NO_STR, now, a).id, role, scope, a);
}

int64_t role_revoke(struct db *db, ms_t now, const char *actor, struct str channel, struct str native, enum role role,
		    struct str scope, struct arena *a)
{
	int64_t person = person_find(db, channel, native, a).id;

	return person ? role_take(db, now, actor, person, role, scope, a) : 0;
}

size_t role_holders(struct db *db, enum role role, int64_t *out, size_t room)
{
	struct rows *r = db_query(db, "select distinct person from role where role = ?1 order by person",
				  V(role_names[role]));
	size_t n = 0;

	for (; db_next(r); n++)
		if (n < room)
			out[n] = db_int(r, 0);
	db_done(r);
	return n;
}

unsigned role_bits(struct db *db, int64_t person)
{
	struct rows *r = db_query(db, "select distinct role from role where person = ?1", V(person));
	unsigned bits = 0;
	enum role role;

	while (db_next(r))
		if (role_read(db_str(r, 0), &role))
			bits |= ROLE_BIT(role);
	db_done(r);
	return bits;
}

bool role_covers(struct db *db, int64_t person, enum role role, struct str scope)
{
	return db_get_int(db, 0,
			  "select count(*) from role where person = ?1 and role = ?2 and (scope = ?3 or scope = '')",
			  V(person), V(role_names[role]), V(scope)) > 0;
}

struct str role_scope_of(struct db *db, int64_t person, enum role role, struct arena *a)
{
	return db_get_str(db, a, "select scope from role where person = ?1 and role = ?2 order by scope limit 1",
			  V(person), V(role_names[role]));
}

struct str role_office(struct db *db, int64_t person, struct arena *a)
{
	return db_get_str(db, a,
			  "select scope from role where person = ?1 and role in ('department', 'street')"
			  " order by role, scope limit 1",
			  V(person));
}

struct role_row *role_all(struct db *db, int64_t person, struct arena *a, size_t *n)
{
	size_t room = (size_t)db_get_int(db, 0, "select count(*) from role where ?1 in (0, person)", V(person));
	struct role_row *v = arena_array(a, struct role_row, room);
	struct rows *r = db_query(
		db,
		"select (select i.channel || ':' || unseal(i.native) from identity i where i.person = p.id order by i.id limit 1),"
		" unseal(p.name), r.role, r.scope from role r join person p on p.id = r.person"
		" where ?1 in (0, p.id) order by r.role, r.scope, p.id",
		V(person));

	*n = 0;
	while (*n < room && db_next(r))
		v[(*n)++] = (struct role_row){ arena_str(a, db_str(r, 0)), arena_str(a, db_str(r, 1)),
					       arena_str(a, db_str(r, 2)), arena_str(a, db_str(r, 3)) };
	db_done(r);
	return v;
}
