/* subscription.c - subscriptions to the briefing and to lessons. */
#include "store/broadcast/subscription.h"

void subscription_set(struct db *db, int64_t chat, const char *kind, struct str time, ms_t now)
{
	db_run(db,
	       "insert into subscription(chat, kind, time, state, since_at) values(?1, ?2, ?3, 'active', ?4)"
	       " on conflict do update set time = ?3, state = 'active', since_at = ?4",
	       V(chat), V(kind), V(time), V(now));
}

bool subscription_off(struct db *db, int64_t chat, const char *kind)
{
	return db_run(db, "update subscription set state = 'off' where chat = ?1 and kind = ?2 and state = 'active'",
		      V(chat), V(kind)) > 0;
}

struct str subscription_time(struct db *db, int64_t chat, const char *kind, struct arena *a)
{
	return db_get_str(db, a, "select time from subscription where chat = ?1 and kind = ?2 and state = 'active'",
			  V(chat), V(kind));
}

/* ?1 kind */
#define WANTED                                                                                                         \
	" from subscription s join chat c on c.id = s.chat where s.kind = ?1 and s.state = 'active' and not c.gone"    \
	" and not exists(select 1 from person_pref f where f.person = c.person and f.kind = 'all')"

size_t subscription_due(struct db *db, const struct subscription_search *q, struct subscriber *out, size_t room,
			struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select c.id, c.person, c.channel, s.time, s.since_at" WANTED " and s.time <= ?2 and c.id > ?5"
		" and s.since_at <= ?4 + (substr(s.time, 1, 2) * 60 + substr(s.time, 4, 2)) * 60000"
		" and not exists(select 1 from broadcast d join broadcast_copy b on b.broadcast = d.number"
		" where d.kind = ?1 and d.day = ?3"
		" and (b.person = c.person or (b.person is null and c.person is null and b.chat = c.id)))"
		" order by c.id limit ?6",
		V(q->kind), V(q->to), V(q->day), V(q->midnight), V(q->after), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = (struct subscriber){ db_int(r, 0), db_int(r, 1), arena_str(a, db_str(r, 2)),
						arena_str(a, db_str(r, 3)), db_int(r, 4) };
	db_done(r);
	return n;
}

struct str subscription_next(struct db *db, const char *kind, struct str after, struct arena *a)
{
	return db_get_str(db, a, "select min(s.time)" WANTED " and s.time > ?2", V(kind), V(after));
}

void subscription_count(struct db *db, const char *kind, int64_t *groups, int64_t *people)
{
	*groups = db_get_int(db, 0, "select count(*)" WANTED " and c.type = 'group'", V(kind));
	*people = db_get_int(db, 0, "select count(*)" WANTED " and c.type = 'private'", V(kind));
}
