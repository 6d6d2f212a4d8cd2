/* outbox_pull.c - replies that the other side fetches. */
#include "store/outbox_pull.h"

/* Where the row goes, whom it addresses and what it answers; ?1 is the channel. */
#define COLUMNS                                                                                                       \
	"select o.id, o.chat, unseal(c.native), c.type, c.gone,"                                                      \
	" (select unseal(i.native) from identity i where i.person = o.person and i.channel = o.channel limit 1),"     \
	" unseal(p.name), unseal(o.reply_to), unseal(o.body), o.receipt, o.created_at"                                \
	" from outbox o join chat c on c.id = o.chat left join person p on p.id = o.person"

static struct str copy(struct rows *r, int column, struct arena *a)
{
	return db_is_null(r, column) ? NO_STR : arena_str(a, db_str(r, column));
}

size_t outbox_pull(struct db *db, struct str channel, enum pull which, int64_t after, struct outbox_row *out, size_t limit,
		   size_t max_bytes, struct arena *a)
{
	struct rows *r =
		which == PULL_WAITING
			? db_query(db,
				   COLUMNS " where o.channel = ?1 and o.id > ?2 and o.state in ('queued', 'sending', 'retry')"
					   " order by o.id limit ?3",
				   V(channel), V(after), V((int64_t)limit))
			: db_query(db, COLUMNS " where o.channel = ?1 and o.id > ?2 and o.body is not null order by o.id limit ?3",
				   V(channel), V(after), V((int64_t)limit));
	size_t n = 0, bytes = 0;

	while (n < limit && bytes < max_bytes && db_next(r)) {
		out[n] = (struct outbox_row){
			.id = db_int(r, 0),
			.channel = channel,
			.chat = db_int(r, 1),
			.chat_native = copy(r, 2, a),
			.chat_type = str_is(db_str(r, 3), "group") ? CHAT_GROUP : CHAT_PRIVATE,
			.chat_gone = db_int(r, 4),
			.to_native = copy(r, 5, a),
			.to_name = copy(r, 6, a),
			.reply_to = copy(r, 7, a),
			.body = copy(r, 8, a),
			.receipt = db_int(r, 9),
			.created_at = db_int(r, 10),
		};
		bytes += out[n++].body.n;
	}
	db_done(r);
	return n;
}

bool outbox_reached(struct db *db, struct str channel, int64_t id)
{
	if (db_get_int(db, 0, "select 1 from outbox where id >= ?2 and channel = ?1 limit 1", V(channel), V(id)))
		return true;
	/* old rows go first: one below all that are left may have been */
	return id <= db_get_int_n(db, 0, "select seq from sqlite_sequence where name = 'outbox'", NULL, 0) &&
	       id < db_get_int_n(db, INT64_MAX, "select min(id) from outbox", NULL, 0);
}

bool outbox_unconfirmed(struct db *db, struct str channel, int64_t up_to)
{
	return db_get_int(db, 0,
			  "select 1 from outbox where channel = ?1 and id <= ?2 and state in ('queued', 'sending', 'retry') limit 1",
			  V(channel), V(up_to));
}

int64_t outbox_confirm(struct db *db, struct str channel, int64_t up_to, ms_t now)
{
	return db_run(db,
		      "update outbox set state = 'sent', sent_at = ?3"
		      " where channel = ?1 and id <= ?2 and state in ('queued', 'sending', 'retry')",
		      V(channel), V(up_to), V(now));
}

void outbox_count(struct db *db, struct outbox_figures *f)
{
	struct rows *r = db_query0(db, "select count(*), sum(state = 'retry'), min(created_at) from outbox"
				       " where state in ('queued', 'sending', 'retry')");

	*f = (struct outbox_figures){ 0 };
	if (db_next(r)) {
		f->waiting = db_int(r, 0);
		f->retry = db_int(r, 1);
		f->oldest = db_int(r, 2);
	}
	db_done(r);
	r = db_query0(db, "select sum(state = 'dead'), sum(state = 'uncertain') from outbox where state in ('dead', 'uncertain')");
	if (db_next(r)) {
		f->dead = db_int(r, 0);
		f->uncertain = db_int(r, 1);
	}
	db_done(r);
}
