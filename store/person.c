/* person.c - people and their identities. */
#include "store/person.h"

#include <sodium.h>

const char *random_uid(struct arena *a)
{
	unsigned char bytes[8];
	char *hex = arena_alloc(a, sizeof bytes * 2 + 1);

	randombytes_buf(bytes, sizeof bytes);
	return sodium_bin2hex(hex, sizeof bytes * 2 + 1, bytes, sizeof bytes);
}

static struct person from_row(struct rows *r, struct arena *a)
{
	struct person p = { 0 };

	if (db_next(r)) {
		p.id = db_int(r, 0);
		p.uid = arena_cstr(a, db_str(r, 1));
		if (!db_is_null(r, 2))
			p.name = arena_str(a, db_str(r, 2));
		p.trade = db_is_null(r, 3) ? NULL : arena_cstr(a, db_str(r, 3));
		p.street = db_int(r, 4);
		p.registered = db_int(r, 5);
		p.staff = db_int(r, 6);
	}
	db_done(r);
	return p;
}

struct person person_find(struct db *db, struct str channel, struct str native, struct arena *a)
{
	return from_row(
		db_query(db,
			 "select p.id, p.uid, unseal(p.name), p.trade, p.street, p.registered,"
			 " exists(select 1 from role r where r.person = p.id)"
			 " from identity i join person p on p.id = i.person where i.key = keyed(?1 || ':' || ?2)",
			 V(channel), V(native)),
		a);
}

struct person person_load(struct db *db, int64_t id, struct arena *a)
{
	return from_row(db_query(db,
				 "select p.id, p.uid, unseal(p.name), p.trade, p.street, p.registered,"
				 " exists(select 1 from role r where r.person = p.id) from person p where p.id = ?1",
				 V(id)),
			a);
}

struct person person_meet(struct db *db, struct str channel, struct str native, struct str name, ms_t now,
			  struct arena *a)
{
	struct person p = person_find(db, channel, native, a);

	if (p.id) {
		if (!p.name.p && name.n) {
			db_run(db, "update person set name = seal(?2), name_key = keyed(?2) where id = ?1", V(p.id),
			       V(name));
			p.name = name;
		}
		return p;
	}
	if (name.p && !name.n)
		name = NO_STR;
	db_run(db, "insert into person(uid, name, name_key, created_at) values(?1, seal(?2), keyed(?2), ?3)",
	       V(random_uid(a)), V(name), V(now));
	int64_t id = db_last_id(db);

	db_run(db,
	       "insert into identity(channel, key, native, person) values(?1, keyed(?1 || ':' || ?2), seal(?2), ?3)",
	       V(channel), V(native), V(id));
	return person_load(db, id, a);
}
