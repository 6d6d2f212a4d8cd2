/* roster.c - looking for a person among the others, by keyed hashes. */
#include "store/register/roster.h"

#include <string.h>

#include "store/db/audit.h"
#include "store/db/db.h"
#include "store/keep/merge.h"

enum { HOMONYMS = 3 }; /* as many may share a name and a site before that says nothing */

/* ?1 the person; "other" is who may be the same. */
#define OTHERS(condition)                                                                                              \
	"select o.id, not exists (select 1 from identity i where i.person = o.id), o.name_key = p.name_key"            \
	" from person p join person o on o.id <> p.id and " condition " where p.id = ?1 order by o.id limit 9"

static const struct {
	const char *why, *sql;
	bool sure;
} signs[] = {
	{ "phone", OTHERS("o.phone_key = p.phone_key"), true },
	{ "name+site", OTHERS("o.name_key = p.name_key and o.site = p.site"), false },
	{ "name+platform+street",
	  /* + keeps SQLite from going through everybody in the street */
	  OTHERS("o.name_key = p.name_key and o.platform = p.platform and +o.street = p.street"
		 " and (o.site is null or p.site is null) and (o.phone_key is null or p.phone_key is null)"),
	  false },
};

struct found {
	struct match match;
	bool name; /* the names are the same too */
};

static bool among(const struct found *f, size_t n, int64_t person)
{
	for (size_t i = 0; i < n; i++)
		if (f[i].match.person == person)
			return true;
	return false;
}

static size_t look(struct db *db, int64_t person, struct found out[static MATCHES_MOST])
{
	size_t n = 0;

	for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
		struct rows *r = db_query(db, signs[s].sql, V(person));
		size_t before = n, seen = 0;

		for (; db_next(r); seen++)
			if (n < MATCHES_MOST && !among(out, n, db_int(r, 0)))
				out[n++] = (struct found){ { db_int(r, 0), signs[s].why, signs[s].sure, db_int(r, 1) },
							   db_int(r, 2) };
		db_done(r);
		if (!signs[s].sure && seen > HOMONYMS)
			n = before;
	}
	return n;
}

size_t person_matches(struct db *db, int64_t person, struct match out[static MATCHES_MOST])
{
	struct found found[MATCHES_MOST];
	size_t n = look(db, person, found);

	for (size_t i = 0; i < n; i++)
		out[i] = found[i].match;
	return n;
}

static bool has_id(struct db *db, int64_t person)
{
	return db_get_int(db, 0, "select 1 from identity where person = ?1 limit 1", V(person)) == 1;
}

void roster_propose(struct db *db, int64_t person, ms_t now)
{
	struct found found[MATCHES_MOST];
	size_t n = look(db, person, found);
	bool known = n && has_id(db, person);

	for (size_t i = 0; i < n; i++) {
		const struct match *m = &found[i].match;
		int64_t other = m->person;

		db_run(db,
		       "insert into duplicate(a, b, why, at) values(min(?1, ?2), max(?1, ?2), ?3, ?4)"
		       " on conflict do nothing",
		       V(person), V(other), V(m->why), V(now));
		/* a pair that staff refused to merge stays two */
		if (known && m->listed && m->sure && found[i].name &&
		    db_get_int(db, 0,
			       "select state = 'proposed' from duplicate where a = min(?1, ?2) and b = max(?1, ?2)",
			       V(person), V(other)))
			person_merge(db, other, person, NULL, now);
	}
}

/* ---------------------------------------------------------------- for staff */

#define PAIRS "select id, a, b, why from duplicate where state = 'proposed' and b is not null"

static struct pair pair_row(struct rows *r, struct arena *a)
{
	return (struct pair){ db_int(r, 0), db_int(r, 1), db_int(r, 2), arena_cstr(a, db_str(r, 3)) };
}

size_t roster_pairs(struct db *db, struct pair *out, size_t room, struct arena *a)
{
	struct rows *r = db_query0(db, PAIRS " order by id");
	size_t n = 0;

	for (; db_next(r); n++)
		if (n < room)
			out[n] = pair_row(r, a);
	db_done(r);
	return n;
}

bool roster_pair(struct db *db, int64_t id, struct pair *out, struct arena *a)
{
	struct rows *r = db_query(db, PAIRS " and id = ?1", V(id));
	bool found = db_next(r);

	if (found)
		*out = pair_row(r, a);
	db_done(r);
	return found;
}

bool roster_stays(struct db *db, int64_t first, int64_t second)
{
	static const char worth[] = "select registered * 4 + exists(select 1 from identity i where i.person = p.id) * 2"
				    " from person p where id = ?1";
	int64_t a = db_get_int(db, 0, worth, V(first)), b = db_get_int(db, 0, worth, V(second));

	return a > b || (a == b && first < second);
}

void roster_refuse(struct db *db, int64_t id, const char *actor, ms_t now, struct arena *a)
{
	struct str one = db_get_str(db, a, "select uid from person where id = (select a from duplicate where id = ?1)",
				    V(id));
	struct str two = db_get_str(db, a, "select uid from person where id = (select b from duplicate where id = ?1)",
				    V(id));

	db_run(db, "update duplicate set state = 'refused', done_at = ?2 where id = ?1 and state = 'proposed'", V(id),
	       V(now));
	audit(db, now, actor, "person.two", one, two);
}
