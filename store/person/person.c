/* person.c - people and their identities. */
#include "store/person/person.h"

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

int64_t person_of_uid(struct db *db, struct str uid)
{
	return db_get_int(db, 0, "select id from person where uid = ?1", V(uid));
}

struct str person_native(struct db *db, struct str channel, struct str name, struct arena *a)
{
	return db_get_str(db, a,
			  "select unseal(i.native) from person p join identity i on i.person = p.id"
			  " where p.name_key = keyed(?2) and i.channel = ?1 order by i.id limit 1",
			  V(channel), V(name));
}

struct str person_channels(struct db *db, int64_t id, struct arena *a)
{
	return db_get_str(db, a,
			  "select coalesce((select group_concat(channel, '、') from"
			  " (select distinct channel from identity where person = ?1)), '')",
			  V(id));
}

struct str name_line(struct str name, struct arena *a)
{
	char *p = arena_cstr(a, name);

	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)p[i] < ' ' || p[i] == 0x7f)
			p[i] = ' ';
	name = str_trim((struct str){ p, name.n });
	return name.n ? name : NO_STR;
}

struct person person_meet(struct db *db, struct str channel, struct str native, struct str name, ms_t now,
			  struct arena *a)
{
	struct person p = person_find(db, channel, native, a);

	name = name_line(name, a);

	if (p.id) {
		if (!p.name.p && name.n) {
			db_run(db,
			       "update person set name = seal(?2), name_key = keyed(?2) where id = ?1"
			       " and forgotten_at is null",
			       V(p.id), V(name));
			p.name = name;
		}
		return p;
	}
	db_run(db, "insert into person(uid, name, name_key, created_at) values(?1, seal(?2), keyed(?2), ?3)",
	       V(random_uid(a)), V(name), V(now));
	int64_t id = db_last_id(db);

	db_run(db,
	       "insert into identity(channel, key, native, person) values(?1, keyed(?1 || ':' || ?2), seal(?2), ?3)",
	       V(channel), V(native), V(id));
	return person_load(db, id, a);
}

void person_rename(struct db *db, int64_t id, struct str name)
{
	db_run(db, "update person set name = seal(?2), name_key = keyed(?2) where id = ?1", V(id), V(name));
}

/* ---------------------------------------------------------------------- names */

enum { NAME_SHORTEST = 2, NAME_LONGEST = 8, TEXT_LOOKED = 60 };

/* All who bear this very name. */
static size_t bearers(struct db *db, struct str name, struct person_match *m)
{
	struct rows *r = db_query(db,
				  "select id, registered or exists(select 1 from role r where r.person = p.id)"
				  " or exists(select 1 from member m where m.person = p.id) as known"
				  " from person p where name_key = keyed(?1) order by known desc, id limit 6",
				  V(name));

	m->n = 0;
	for (bool known = false; m->n < PEOPLE_SAME && db_next(r); m->ids[m->n++] = db_int(r, 0)) {
		if (m->n && known && !db_int(r, 1))
			break;
		known = db_int(r, 1);
	}
	db_done(r);
	return m->n;
}

bool person_named_in(struct db *db, struct str text, struct person_match *m, struct arena *a)
{
	size_t at[TEXT_LOOKED + 1], n = 0; /* where each character begins */

	for (size_t i = 0; i < text.n && n < TEXT_LOOKED; i++)
		if (((unsigned char)text.p[i] & 0xC0) != 0x80)
			at[n++] = i;
	at[n] = n < TEXT_LOOKED ? text.n : at[n - 1];
	for (size_t length = NAME_LONGEST; length >= NAME_SHORTEST; length--) {
		for (size_t i = 0; i + length <= n; i++) {
			struct str name = str_sub(text, at[i], at[i + length]);

			if (bearers(db, name, m)) {
				m->name = arena_str(a, name);
				return true;
			}
		}
	}
	return false;
}

struct str person_about(struct db *db, int64_t id, struct arena *a)
{
	return db_get_str(
		db, a,
		"select trim(coalesce(case trade when 'delivery' then '外卖' when 'courier' then '快递'"
		" when 'ridehail' then '网约车' when 'truck' then '货车' when 'live' then '主播' when 'other' then '其他' end, '')"
		" || coalesce(' ' || platform, '') || coalesce(' ' || (select name from site s where s.id = p.site), '')"
		" || coalesce(' ' || (select name from place a where a.id = p.street), ''))"
		" from person p where id = ?1",
		V(id));
}

bool person_shares_group(struct db *db, int64_t a, int64_t b)
{
	return db_get_int(db, 0,
			  "select count(*) from person_group x join person_group y on y.chat = x.chat"
			  " where x.person = ?1 and y.person = ?2",
			  V(a), V(b)) > 0;
}
