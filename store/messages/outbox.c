/* outbox.c - replies on their way out. */
#include "store/messages/outbox.h"

static const char *const class_names[OUTBOX_CLASSES] = { "answer", "notice", "broadcast" };

static enum outbox_class class_of(struct str name)
{
	for (int c = 0; c < OUTBOX_CLASSES; c++)
		if (str_is(name, class_names[c]))
			return (enum outbox_class)c;
	return OUTBOX_ANSWER;
}

int64_t outbox_add(struct db *db, const struct outbox_new *o, ms_t now)
{
	db_run(db,
	       "insert into outbox(channel, chat, class, person, reply_to, body, receipt, due_at, created_at, subject, broadcast)"
	       " values(?1, ?2, ?3, nullif(?4, 0), seal(?5), seal(?6), ?7, ?8, ?8, ?9, nullif(?10, 0))",
	       V(o->channel), V(o->chat), V(class_names[o->class]), V(o->person), V(o->reply_to), V(o->body),
	       V(o->receipt), V(now), V(o->subject), V(o->broadcast));
	return db_last_id(db);
}

bool outbox_claim(struct db *db, int64_t id, struct outbox_row *o, struct arena *a)
{
	if (db_run(db,
		   "update outbox set state = 'sending', tries = tries + 1 where id = ?1 and state in ('queued', 'retry')",
		   V(id)) != 1)
		return false;
	struct rows *r = db_query(
		db,
		"select o.channel, o.chat, unseal(c.native), c.type, c.gone,"
		" (select unseal(i.native) from identity i where i.person = o.person and i.channel = o.channel limit 1),"
		" unseal(p.name), unseal(o.reply_to), unseal(coalesce(o.body, (select b.body from broadcast b where b.number = o.broadcast))),"
		" o.receipt, o.tries, o.created_at"
		" from outbox o join chat c on c.id = o.chat left join person p on p.id = o.person where o.id = ?1",
		V(id));
	bool found = db_next(r);

	if (found)
		*o = (struct outbox_row){
			.id = id,
			.channel = db_strdup(r, 0, a),
			.chat = db_int(r, 1),
			.chat_native = db_strdup(r, 2, a),
			.chat_type = str_is(db_str(r, 3), "group") ? CHAT_GROUP : CHAT_PRIVATE,
			.chat_gone = db_int(r, 4),
			.to_native = db_strdup(r, 5, a),
			.to_name = db_strdup(r, 6, a),
			.reply_to = db_strdup(r, 7, a),
			.body = db_strdup(r, 8, a),
			.receipt = db_int(r, 9),
			.tries = (int)db_int(r, 10),
			.created_at = db_int(r, 11),
		};
	db_done(r);
	return found;
}

void outbox_sent(struct db *db, int64_t id, ms_t now, struct str native_id)
{
	db_run(db,
	       "update outbox set state = 'sent', sent_at = ?2, why = null,"
	       " native_key = trace(channel || ':' || chat || ':' || ?3) where id = ?1",
	       V(id), V(now), V(native_id));
}

void outbox_retry(struct db *db, int64_t id, ms_t due, const char *why)
{
	db_run(db, "update outbox set state = 'retry', due_at = ?2, why = ?3 where id = ?1", V(id), V(due), V(why));
}

void outbox_dead(struct db *db, int64_t id, const char *why)
{
	db_run(db, "update outbox set state = 'dead', why = ?2 where id = ?1", V(id), V(why));
}

void outbox_uncertain(struct db *db, int64_t id, const char *why)
{
	db_run(db, "update outbox set state = 'uncertain', why = ?2 where id = ?1", V(id), V(why));
}

int64_t outbox_recover(struct db *db, ms_t now, void (*each)(void *arg, const struct outbox_waiting *), void *arg)
{
	int64_t lost = db_run0(
		db, "update outbox set state = 'uncertain', why = 'stopped' where state = 'sending' and not receipt");

	db_run(db, "update outbox set state = 'retry', due_at = ?1, why = 'stopped' where state = 'sending'", V(now));
	struct rows *r = db_query0(
		db,
		"select id, chat, class, channel, due_at from outbox where state in ('queued', 'retry') order by id");

	while (db_next(r)) {
		struct outbox_waiting w = { db_int(r, 0), db_int(r, 1), class_of(db_str(r, 2)), db_str(r, 3),
					    db_int(r, 4) };

		each(arg, &w);
	}
	db_done(r);
	return lost;
}

#define SENT "select id, coalesce(broadcast, 0), subject from outbox where "

static bool found(struct rows *r, struct outbox_sent *out, struct arena *a)
{
	bool there = db_next(r);

	if (there)
		*out = (struct outbox_sent){ db_int(r, 0), db_int(r, 1), NO_STR };
	if (there && db_str(r, 2).p)
		out->subject = arena_str(a, db_str(r, 2));
	db_done(r);
	return there;
}

struct outbox_sent outbox_find(struct db *db, struct str channel, int64_t chat, struct str id, struct arena *a)
{
	struct outbox_sent out = { 0 };
	int64_t number = 0;

	if (!found(db_query(db, SENT "native_key = trace(?1 || ':' || ?2 || ':' || ?3)", V(channel), V(chat), V(id)),
		   &out, a) &&
	    str_int(id, 1, INT64_MAX, &number))
		(void)found(db_query(db, SENT "id = ?1 and chat = ?2 and native_key is null", V(number), V(chat)), &out,
			    a);
	return out;
}
