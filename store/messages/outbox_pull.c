/* outbox_pull.c - replies that the other side fetches. */
#include "store/messages/outbox_pull.h"

/* clang-format off */
/* Where a row goes, whom it addresses and what it answers, as struct outbox_row
 * wants it. ?1 channel, ?2 after, ?3 limit. */
#define ROWS                                                                                                      \
	"select o.id, o.chat, unseal(c.native), c.type, c.gone,"                                                  \
	" (select unseal(i.native) from identity i where i.person = o.person and i.channel = o.channel limit 1)," \
	" unseal(p.name), unseal(o.reply_to), unseal(coalesce(o.body, (select b.body from broadcast b where b.number = o.broadcast))), o.receipt, o.created_at"                            \
	" from outbox o join chat c on c.id = o.chat left join person p on p.id = o.person"                       \
	" where o.channel = ?1 and o.id > ?2 and "
#define IN_ORDER " order by o.id limit ?3"

static const char rows_waiting[] = ROWS OUTBOX_WAITING IN_ORDER;
static const char rows_all[] = ROWS "(o.body is not null or o.broadcast is not null)" IN_ORDER;
/* clang-format on */

size_t outbox_pull(struct db *db, struct str channel, enum pull which, int64_t after, struct outbox_row *out,
		   size_t limit, size_t max_bytes, struct arena *a)
{
	const char *sql = which == PULL_WAITING ? rows_waiting : rows_all;
	struct rows *r = db_query(db, sql, V(channel), V(after), V((int64_t)limit));
	size_t n = 0, bytes = 0;

	while (n < limit && bytes < max_bytes && db_next(r)) {
		out[n] = (struct outbox_row){
			.id = db_int(r, 0),
			.channel = channel,
			.chat = db_int(r, 1),
			.chat_native = db_strdup(r, 2, a),
			.chat_type = str_is(db_str(r, 3), "group") ? CHAT_GROUP : CHAT_PRIVATE,
			.chat_gone = db_int(r, 4),
			.to_native = db_strdup(r, 5, a),
			.to_name = db_strdup(r, 6, a),
			.reply_to = db_strdup(r, 7, a),
			.body = db_strdup(r, 8, a),
			.receipt = db_int(r, 9),
			.created_at = db_int(r, 10),
		};
		bytes += out[n++].body.n;
	}
	db_done(r);
	return n;
}

struct str outbox_body(struct db *db, struct str channel, int64_t id, struct arena *a)
{
	return db_get_str(db, a, "select unseal(body) from outbox where id = ?1 and channel = ?2", V(id), V(channel));
}

bool outbox_reached(struct db *db, struct str channel, int64_t id)
{
	int64_t found = db_get_int(db, 0, "select 1 from outbox where id >= ?2 and channel = ?1 limit 1", V(channel),
				   V(id));

	if (found)
		return true;
	/* old rows go first: one below all that are left may have been */
	int64_t last = db_get_int_n(db, 0, "select seq from sqlite_sequence where name = 'outbox'", NULL, 0);
	int64_t first = db_get_int_n(db, INT64_MAX, "select min(id) from outbox", NULL, 0);

	return id <= last && id < first;
}

bool outbox_unconfirmed(struct db *db, struct str channel, int64_t up_to)
{
	return db_get_int(db, 0, "select 1 from outbox where channel = ?1 and id <= ?2 and " OUTBOX_WAITING " limit 1",
			  V(channel), V(up_to));
}

int64_t outbox_confirm(struct db *db, struct str channel, int64_t up_to, ms_t now)
{
	return db_run(db,
		      "update outbox set state = 'sent', sent_at = ?3"
		      " where channel = ?1 and id <= ?2 and " OUTBOX_WAITING,
		      V(channel), V(up_to), V(now));
}

void outbox_count(struct db *db, struct outbox_figures *f)
{
	struct rows *r = db_query0(db, "select count(*), sum(state = 'retry'), min(created_at) from outbox"
				       " where " OUTBOX_WAITING);

	*f = (struct outbox_figures){ 0 };
	if (db_next(r)) {
		f->waiting = db_int(r, 0);
		f->retry = db_int(r, 1);
		f->oldest = db_int(r, 2);
	}
	db_done(r);
	r = db_query0(
		db,
		"select sum(state = 'dead'), sum(state = 'uncertain') from outbox where state in ('dead', 'uncertain')");
	if (db_next(r)) {
		f->dead = db_int(r, 0);
		f->uncertain = db_int(r, 1);
	}
	db_done(r);
}
