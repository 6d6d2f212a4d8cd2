/* handover.c - the tables handover, handover_told, handover_line. */
#include "store/human/handover.h"

#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/person/person.h"

#define COLUMNS                                                                                                        \
	"select id, number, coalesce(person, 0), coalesce(chat, 0), coalesce(staff, 0), coalesce(staff_chat, 0),"      \
	" state = 'open', state = 'closed', rounds, opened_at, last_at from handover "

static struct handover from_row(const struct rows *r)
{
	return (struct handover){ db_int(r, 0), db_int(r, 1), db_int(r, 2),	 db_int(r, 3),
				  db_int(r, 4), db_int(r, 5), db_int(r, 6) != 0, db_int(r, 7) != 0,
				  db_int(r, 8), db_int(r, 9), db_int(r, 10) };
}

static struct handover one(struct rows *r)
{
	struct handover h = { 0 };

	if (db_next(r))
		h = from_row(r);
	db_done(r);
	return h;
}

static size_t all(struct rows *r, struct handover *out, size_t room)
{
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = from_row(r);
	db_done(r);
	return n;
}

struct handover handover_load(struct db *db, int64_t id)
{
	return one(db_query(db, COLUMNS "where id = ?1", V(id)));
}

struct handover handover_of_chat(struct db *db, int64_t chat)
{
	return one(db_query(db, COLUMNS "where chat = ?1 and state <> 'closed'", V(chat)));
}

struct handover handover_numbered(struct db *db, int64_t number)
{
	return one(db_query(db, COLUMNS "where number = ?1", V(number)));
}

size_t handover_of_staff(struct db *db, int64_t staff, struct handover *out, size_t room)
{
	return all(db_query(db, COLUMNS "where staff = ?1 and state = 'open' order by id", V(staff)), out, room);
}

size_t handover_waiting(struct db *db, int64_t staff, bool every, struct handover *out, size_t room)
{
	return all(db_query(db,
			    COLUMNS "where state = 'waiting' and person <> ?1 and (?2 or exists"
				    " (select 1 from handover_told t where t.handover = handover.id and t.person = ?1))"
				    " order by id",
			    V(staff), V(every)),
		   out, room);
}

static void audited(struct db *db, int64_t id, const char *actor, const char *action, const char *detail, ms_t now)
{
	audit_row(db, now, actor, action, "select uid from handover where id = ?1", id,
		  detail ? str_c(detail) : NO_STR);
}

int64_t handover_open(struct db *db, int64_t person, int64_t chat, const char *actor, ms_t now, struct arena *a)
{
	db_run(db, "insert into handover(number, uid, person, chat, opened_at, last_at) values(?1, ?2, ?3, ?4, ?5, ?5)",
	       V(number_next(db, "H")), V(random_uid(a)), V(person), V(chat), V(now));
	int64_t id = db_last_id(db);

	audited(db, id, actor, "handover.open", NULL, now);
	return id;
}

bool handover_take(struct db *db, const struct handover *h, int64_t staff, int64_t staff_chat, const char *actor,
		   ms_t now)
{
	if (db_run(db,
		   "update handover set state = 'open', staff = ?2, staff_chat = ?3, taken_at = ?4, last_at = ?4"
		   " where id = ?1 and state = 'waiting'",
		   V(h->id), V(staff), V(staff_chat), V(now)) != 1)
		return false;
	audited(db, h->id, actor, "handover.take", NULL, now);
	return true;
}

void handover_release(struct db *db, const struct handover *h, ms_t now)
{
	db_run(db,
	       "update handover set state = 'waiting', staff = null, staff_chat = null, last_at = ?2"
	       " where id = ?1 and state = 'open'",
	       V(h->id), V(now));
	audited(db, h->id, NULL, "handover.release", NULL, now);
}

bool handover_close(struct db *db, const struct handover *h, const char *why, const char *actor, ms_t now)
{
	if (db_run(db,
		   "update handover set state = 'closed', closed_at = ?2, why = ?3 where id = ?1 and state <> 'closed'",
		   V(h->id), V(now), V(why)) != 1)
		return false;
	handover_seen(db, h->id);
	db_run(db, "delete from handover_told where handover = ?1", V(h->id));
	audited(db, h->id, actor, "handover.close", why, now);
	return true;
}

void handover_touch(struct db *db, int64_t id, ms_t now)
{
	db_run(db, "update handover set last_at = ?2 where id = ?1", V(id), V(now));
}

void handover_rang(struct db *db, int64_t id)
{
	db_run(db, "update handover set rounds = rounds + 1 where id = ?1", V(id));
}

bool handover_tell(struct db *db, int64_t id, int64_t staff)
{
	return db_run(db, "insert into handover_told(handover, person) values(?1, ?2) on conflict do nothing", V(id),
		      V(staff)) > 0;
}

bool handover_told(struct db *db, int64_t id, int64_t staff)
{
	return db_get_int(db, 0, "select count(*) from handover_told where handover = ?1 and person = ?2", V(id),
			  V(staff)) > 0;
}

void handover_keep(struct db *db, int64_t id, struct str text, ms_t now)
{
	db_run(db, "insert into handover_line(handover, at, body) values(?1, ?2, seal(?3))", V(id), V(now), V(text));
	handover_touch(db, id, now);
}

struct str handover_last(struct db *db, int64_t id, struct arena *a)
{
	return db_get_str(db, a, "select unseal(body) from handover_line where handover = ?1 order by id desc limit 1",
			  V(id));
}

void handover_seen(struct db *db, int64_t id)
{
	db_run(db, "delete from handover_line where handover = ?1", V(id));
}

struct handover_line *handover_lines(struct db *db, int64_t id, struct arena *a, size_t *n)
{
	size_t room = (size_t)db_get_int(db, 0, "select count(*) from handover_line where handover = ?1", V(id));
	struct handover_line *v = arena_array(a, struct handover_line, room + 1);
	struct rows *r = db_query(db, "select at, unseal(body) from handover_line where handover = ?1 order by id",
				  V(id));

	*n = 0;
	while (*n < room && db_next(r))
		v[(*n)++] = (struct handover_line){ db_int(r, 0), arena_str(a, db_str(r, 1)) };
	db_done(r);
	handover_seen(db, id);
	return v;
}
