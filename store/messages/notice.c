/* notice.c - notices that wait. */
#include "store/messages/notice.h"

#include "store/messages/timer.h"

void notice_keep(struct db *db, const struct notice_row *n, ms_t until, ms_t now)
{
	db_run(db,
	       "insert into notice(person, chat, body, receipt, subject, at)"
	       " values(nullif(?1, 0), nullif(?2, 0), seal(?3), ?4, ?5, ?6)",
	       V(n->person), V(n->chat), V(n->body), V(n->receipt), V(n->subject), V(now));
	timer_set(db, NOTICE_TIMER, db_last_id(db), until);
}

struct notice_row notice_take(struct db *db, int64_t id, struct arena *a)
{
	struct notice_row n = { 0 };
	struct rows *r = db_query(db, "select person, chat, unseal(body), receipt, subject from notice where id = ?1",
				  V(id));

	if (db_next(r))
		n = (struct notice_row){ db_int(r, 0), db_int(r, 1), arena_str(a, db_str(r, 2)), db_int(r, 3),
					 db_strdup(r, 4, a) };
	db_done(r);
	db_run(db, "delete from notice where id = ?1", V(id));
	return n;
}
