/* subscription.c - subscriptions to the briefing. */
#include "store/subscription.h"

void subscription_set(struct db *db, int64_t chat, struct str time, ms_t now)
{
	db_run(db,
	       "insert into subscription(chat, kind, time, state, since) values(?1, 'briefing', ?2, 'active', ?3)"
	       " on conflict do update set time = ?2, state = 'active', since = ?3",
	       V(chat), V(time), V(now));
}

bool subscription_off(struct db *db, int64_t chat)
{
	return db_run(db, "update subscription set state = 'off' where chat = ?1 and state = 'active'", V(chat)) > 0;
}

struct str subscription_time(struct db *db, int64_t chat, struct arena *a)
{
	return db_get_str(db, a,
			  "select time from subscription where chat = ?1 and kind = 'briefing' and state = 'active'",
			  V(chat));
}

#define WANTED                                                                                                              \
	" from subscription s join chat c on c.id = s.chat where s.kind = 'briefing' and s.state = 'active' and not c.gone" \
	" and not exists(select 1 from person_pref f where f.person = c.person and f.kind = 'all')"

size_t subscription_due(struct db *db, struct str from, struct str to, int64_t broadcast, struct subscriber *out,
			size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select c.id, c.person, c.channel, s.time, s.since" WANTED " and s.time between ?1 and ?2"
		" and not exists(select 1 from broadcast_copy b where b.broadcast = ?3"
		" and (b.person = c.person or (b.person is null and c.person is null and b.chat = c.id)))"
		" order by s.time, c.id limit ?4",
		V(from), V(to), V(broadcast), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct subscriber){ db_int(r, 0), db_int(r, 1), arena_str(a, db_str(r, 2)),
						arena_str(a, db_str(r, 3)), db_int(r, 4) };
	db_done(r);
	return n;
}

struct str subscription_next(struct db *db, struct str after, struct arena *a)
{
	return db_get_str(db, a, "select min(s.time)" WANTED " and s.time > ?1", V(after));
}

void subscription_count(struct db *db, int64_t *groups, int64_t *people)
{
	*groups = db_get_int_n(db, 0, "select count(*)" WANTED " and c.type = 'group'", NULL, 0);
	*people = db_get_int_n(db, 0, "select count(*)" WANTED " and c.type = 'private'", NULL, 0);
}
