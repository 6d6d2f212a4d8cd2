/* chat.c - groups and private chats. */
#include "store/messages/chat.h"

#include "store/person/person.h"

struct chat chat_find(struct db *db, struct str channel, struct str native, ms_t now, struct arena *a)
{
	struct chat c = { 0 };
	struct rows *r = db_query(
		db,
		"select id, type, mode, street, noticed, gone, case when uncalled_day = day(?3) then uncalled else 0 end"
		" from chat where key = keyed(?1 || ':' || ?2)",
		V(channel), V(native), V(now));

	if (db_next(r)) {
		c.id = db_int(r, 0);
		c.type = str_is(db_str(r, 1), "group") ? CHAT_GROUP : CHAT_PRIVATE;
		c.mode = arena_cstr(a, db_str(r, 2));
		c.street = db_int(r, 3);
		c.noticed = db_int(r, 4);
		c.gone = db_int(r, 5);
		c.uncalled = db_int(r, 6);
	}
	db_done(r);
	return c;
}

static int64_t add(struct db *db, struct str channel, struct str native, const char *type, int64_t person,
		   struct str title)
{
	db_run(db,
	       "insert into chat(channel, key, native, type, person, title)"
	       " values(?1, keyed(?1 || ':' || ?2), seal(?2), ?3, nullif(?4, 0), ?5)",
	       V(channel), V(native), V(type), V(person), V(title));
	return db_last_id(db);
}

struct chat chat_meet(struct db *db, const struct message *m, int64_t person, ms_t now, struct arena *a)
{
	struct chat c = chat_find(db, m->channel, m->chat, now, a);

	if (c.id) {
		if (c.gone) { /* it spoke to us: we are there again */
			chat_set_gone(db, c.id, false);
			c.gone = false;
		}
		return c;
	}
	if (m->type == CHAT_GROUP)
		add(db, m->channel, m->chat, "group", 0, name_line(m->title, a));
	else
		add(db, m->channel, m->chat, "private", person, NO_STR);
	return chat_find(db, m->channel, m->chat, now, a);
}

int64_t chat_to_come(struct db *db, struct str channel, struct str native, int64_t person, bool first)
{
	int64_t id = db_get_int(db, 0, "select id from chat where key = keyed(?1 || ':' || ?2)", V(channel), V(native));

	if (id)
		return id;
	id = add(db, channel, native, "private", person, NO_STR);
	if (!first)
		chat_set_gone(db, id, true);
	return id;
}

int64_t chat_private(struct db *db, struct str channel, struct str native, int64_t person, bool first)
{
	struct rows *r = db_query(db, "select id, gone from chat where key = keyed(?1 || ':' || ?2)", V(channel),
				  V(native));
	bool known = db_next(r), gone = known && db_int(r, 1);
	int64_t id = known && !gone ? db_int(r, 0) : 0;

	db_done(r);
	return known || !first ? id : chat_to_come(db, channel, native, person, true);
}

size_t chat_addresses(struct db *db, int64_t person, struct address out[ADDRESSES_MAX], struct arena *a)
{
	size_t n = 0;
	struct rows *r = db_query(
		db,
		"select c.channel, unseal(c.native), c.id,"
		" coalesce((select max(v.at) from conversation v where v.chat = c.id), 0) as used"
		" from chat c where c.person = ?1 and c.type = 'private' and not c.gone"
		" union all select i.channel, unseal(i.native), 0, -i.id from identity i where i.person = ?1"
		" and not exists (select 1 from chat c where c.person = ?1 and c.type = 'private' and c.channel = i.channel)"
		" order by used desc limit 8",
		V(person));

	while (n < ADDRESSES_MAX && db_next(r))
		out[n++] = (struct address){ arena_str(a, db_str(r, 0)), arena_str(a, db_str(r, 1)), db_int(r, 2) };
	db_done(r);
	return n;
}

struct str chat_channel(struct db *db, int64_t chat, struct arena *a)
{
	return db_get_str(db, a, "select channel from chat where id = ?1 and not gone", V(chat));
}

void chat_set_noticed(struct db *db, int64_t chat)
{
	db_run(db, "update chat set noticed = 1 where id = ?1", V(chat));
}

void chat_set_gone(struct db *db, int64_t chat, bool gone)
{
	db_run(db, "update chat set gone = ?2 where id = ?1", V(chat), V(gone));
}

void chat_count_uncalled(struct db *db, int64_t chat, ms_t now)
{
	db_run(db,
	       "update chat set uncalled = case when uncalled_day = day(?2) then uncalled else 0 end + 1, uncalled_day = day(?2)"
	       " where id = ?1",
	       V(chat), V(now));
}

void chat_set_mode(struct db *db, int64_t chat, const char *mode)
{
	db_run(db, "update chat set mode = ?2 where id = ?1", V(chat), V(mode));
}

int64_t chat_titled(struct db *db, struct str said)
{
	return db_get_int(db, 0,
			  "select id from chat where type = 'group' and not gone and length(title) > 1"
			  " and instr(?1, title) > 0 order by length(title) desc, id limit 1",
			  V(said));
}

void chat_erase_id(struct db *db, int64_t chat)
{
	db_run(db, "update chat set native = seal('none:' || hex(randomblob(16))), gone = 1 where id = ?1", V(chat));
	db_run(db, "update chat set key = keyed(channel || ':' || unseal(native)) where id = ?1", V(chat));
}

struct str chat_title(struct db *db, int64_t chat, struct arena *a)
{
	return db_get_str(db, a, "select title from chat where id = ?1", V(chat));
}

void chat_belongs(struct db *db, int64_t chat, struct arena *a, struct str *street, struct str *branch)
{
	*street = db_get_str(db, a, "select p.name from chat c join place p on p.id = c.street where c.id = ?1",
			     V(chat));
	*branch = db_get_str(db, a, "select b.name from chat c join branch b on b.id = c.branch where c.id = ?1",
			     V(chat));
}

void chat_move(struct db *db, struct str channel, struct str from, struct str to)
{
	/* When the new id spoke first, it has a row of its own: the old row, which
	 * has the history, takes its place, and that one keeps an id that nobody has. */
	int64_t in_the_way = db_get_int(db, 0,
					"select id from chat where key = keyed(?1 || ':' || ?3) and exists"
					" (select 1 from chat where key = keyed(?1 || ':' || ?2))",
					V(channel), V(from), V(to));

	if (in_the_way)
		chat_erase_id(db, in_the_way);
	db_run(db,
	       "update chat set key = keyed(?1 || ':' || ?3), native = seal(?3), gone = 0 where key = keyed(?1 || ':' || ?2)",
	       V(channel), V(from), V(to));
}

bool chat_is_group(struct db *db, int64_t chat)
{
	return db_get_int(db, 0, "select type = 'group' from chat where id = ?1", V(chat));
}

bool chat_takes_notices(struct db *db, int64_t chat)
{
	return db_get_int(db, 0,
			  "select count(*) from chat where id = ?1 and type = 'group' and not gone and mode <> 'quiet'",
			  V(chat)) > 0;
}

bool chat_has_member(struct db *db, int64_t chat, int64_t person)
{
	return db_get_int(db, 0, "select count(*) from person_group where chat = ?1 and person = ?2", V(chat),
			  V(person)) > 0;
}
