/* room.c - what the chat room page shows of the database. */
#include "store/messages/room.h"

bool room_is_sample(struct db *db)
{
	return db_get_int_n(db, 0, "select value = '1' from meta where key = 'sample'", NULL, 0);
}

bool room_is_unused(struct db *db)
{
	return !db_get_int_n(db, 0, "select exists(select 1 from person) or exists(select 1 from place)", NULL, 0);
}

enum err room_mark_sample(struct db *db)
{
	enum err e = db_begin(db);

	if (e != OK)
		return e;
	db_run0(db, "insert or replace into meta(key, value) values('sample', '1')");
	return db_commit(db);
}

size_t room_people(struct db *db, struct str channel, struct str but, size_t limit, struct room_person **out,
		   struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select unseal(i.native) as native, unseal(p.name) as name, p.trade, s.name, o.role, o.scope,"
		" exists(select 1 from member m where m.person = p.id and m.state != 'left')"
		" from identity i join person p on p.id = i.person left join site s on s.id = p.site"
		" left join role o on o.person = p.id and o.role = (select min(role) from role where person = p.id)"
		" and o.scope = (select min(scope) from role where person = p.id and role = o.role)"
		" where i.channel = ?1 and p.name is not null and coalesce(substr(unseal(i.native), 1, length(?2)) != ?2, 1)"
		" order by i.id limit ?3",
		V(channel), V(but), V((int64_t)limit));
	size_t n = 0;

	*out = arena_array(a, struct room_person, limit);
	while (n < limit && db_next(r)) {
		struct str duty = db_strdup(r, 4, a);

		(*out)[n++] = (struct room_person){
			.id = db_strdup(r, 0, a),
			.name = db_strdup(r, 1, a),
			.trade = db_strdup(r, 2, a),
			.site = db_strdup(r, 3, a),
			.duty = duty,
			.scope = db_strdup(r, 5, a),
			.role = duty.p && !str_is(duty, "patrol") ? ROOM_ADMIN
				: db_int(r, 6)			  ? ROOM_MEMBER
								  : ROOM_RIDER,
		};
	}
	db_done(r);
	return n;
}

size_t room_groups(struct db *db, struct str channel, size_t limit, struct room_group **out, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select id, unseal(native), title from chat where channel = ?1 and type = 'group' and not gone"
		" order by id limit ?2",
		V(channel), V((int64_t)limit));
	size_t n = 0;

	*out = arena_array(a, struct room_group, limit);
	while (n < limit && db_next(r))
		(*out)[n++] = (struct room_group){ db_int(r, 0), db_strdup(r, 1, a), db_strdup(r, 2, a) };
	db_done(r);
	return n;
}

void room_memberships(struct db *db, struct str channel, void (*each)(void *arg, struct str person, struct str group),
		      void *arg)
{
	struct rows *r = db_query(
		db,
		"select unseal(i.native), unseal(c.native) from person_group g join chat c on c.id = g.chat"
		" join identity i on i.person = g.person where c.channel = ?1 and i.channel = ?1 order by c.id",
		V(channel));

	while (db_next(r))
		each(arg, db_str(r, 0), db_str(r, 1));
	db_done(r);
}

size_t room_places(struct db *db, size_t limit, struct room_place **out, struct arena *a)
{
	struct rows *r = db_query(db, "select name, aliases, lat, lon, datum from place order by id limit ?1",
				  V((int64_t)limit));
	size_t n = 0;

	*out = arena_array(a, struct room_place, limit);
	while (n < limit && db_next(r))
		(*out)[n++] = (struct room_place){
			.name = db_strdup(r, 0, a),
			.aliases = db_strdup(r, 1, a),
			.at = { db_real(r, 2), db_real(r, 3),
				str_is(db_str(r, 4), "wgs84") ? DATUM_WGS84 : DATUM_GCJ02 },
		};
	db_done(r);
	return n;
}

int64_t room_replies_start(struct db *db, struct str channel, int64_t count)
{
	return db_get_int(db, 0,
			  "select min(id) - 1 from (select id from outbox where channel = ?1 and body is not null"
			  " and id > (select coalesce(max(id), 0) - 20000 from outbox) order by id desc limit ?2)",
			  V(channel), V(count));
}
