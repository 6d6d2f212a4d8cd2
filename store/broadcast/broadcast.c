/* broadcast.c - broadcasts and their copies. */
#include "store/broadcast/broadcast.h"

#include <inttypes.h>

#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/messages/outbox.h"
#include "store/person/person.h"

enum { OPT_OUT_MOST = 64 }; /* copies that wait for one person at once */

/* ----------------------------------------------------------------- the broadcast */

#define COLUMNS                                                                                                        \
	"number, kind, state, day, unseal(body), audience, urgent, person, created_at, starts_at, finished_at, lesson"

static struct broadcast from_row(struct rows *r, struct arena *a)
{
	struct broadcast b = { .number = db_int(r, 0),
			       .kind = db_strdup(r, 1, a),
			       .state = db_strdup(r, 2, a),
			       .day = db_strdup(r, 3, a),
			       .body = db_strdup(r, 4, a),
			       .urgent = db_int(r, 6),
			       .person = db_int(r, 7),
			       .created_at = db_int(r, 8),
			       .starts_at = db_int(r, 9),
			       .finished_at = db_int(r, 10),
			       .lesson = db_int(r, 11) };

	audience_load(db_str(r, 5), &b.audience, a);
	return b;
}

static void audit_it(struct db *db, int64_t number, const char *action, const char *actor, ms_t now)
{
	struct arena *a = arena_new();

	audit(db, now, actor, action, db_get_str(db, a, "select uid from broadcast where number = ?1", V(number)),
	      arena_printf(a, "B-%" PRId64, number));
	arena_free(a);
}

int64_t broadcast_draft(struct db *db, const struct broadcast *b, ms_t now, struct arena *a)
{
	int64_t number = number_next(db, "B");

	db_run(db,
	       "insert into broadcast(number, uid, kind, day, body, audience, urgent, person, created_at, lesson)"
	       " values(?1, ?2, ?3, ?4, seal(?5), ?6, ?7, nullif(?8, 0), ?9, nullif(?10, 0))",
	       V(number), V(random_uid(a)), V(b->kind), V(b->day), V(b->body), V(audience_save(&b->audience, a)),
	       V(b->urgent), V(b->person), V(now), V(b->lesson));
	return number;
}

struct broadcast broadcast_load(struct db *db, int64_t number, struct arena *a)
{
	struct rows *r = db_query(db, "select " COLUMNS " from broadcast where number = ?1", V(number));
	struct broadcast b = { 0 };

	if (db_next(r))
		b = from_row(r, a);
	db_done(r);
	return b;
}

void broadcast_rewrite(struct db *db, int64_t number, struct str body)
{
	db_run(db, "update broadcast set body = seal(?2) where number = ?1 and state = 'draft'", V(number), V(body));
}

bool broadcast_schedule(struct db *db, int64_t number, ms_t at, const char *actor, ms_t now)
{
	bool taken = db_get_int(
			     db, 0,
			     "select count(*) from broadcast b, broadcast o where b.number = ?1 and b.kind = 'briefing'"
			     " and o.kind = 'briefing' and o.day = b.day and o.state not in ('draft', 'stopped')",
			     V(number)) > 0;

	if (taken ||
	    db_run(db, "update broadcast set state = 'scheduled', starts_at = ?2 where number = ?1 and state = 'draft'",
		   V(number), V(at)) != 1)
		return false;
	audit_it(db, number, "broadcast.schedule", actor, now);
	return true;
}

int64_t broadcast_left(struct db *db, int64_t number)
{
	return db_get_int(
		db, 0, "select count(*) from outbox where broadcast = ?1 and state in ('sending', 'sent', 'uncertain')",
		V(number));
}

bool broadcast_stop(struct db *db, int64_t number, const char *actor, ms_t now, int64_t *left)
{
	bool open = db_run(db,
			   "update broadcast set state = 'stopped', finished_at = ?2"
			   " where number = ?1 and state in ('draft', 'scheduled', 'sending')",
			   V(number), V(now)) == 1;

	/* what waits in the outbox leaves no more, also when all had been queued */
	int64_t held = db_run(db,
			      "update outbox set state = 'dead', why = 'stopped' where broadcast = ?1"
			      " and state in ('queued', 'retry')",
			      V(number));

	if (held > 0)
		db_run(db, "update broadcast set state = 'stopped', finished_at = ?2 where number = ?1", V(number),
		       V(now));
	*left = broadcast_left(db, number);
	if (open || held > 0)
		audit_it(db, number, "broadcast.stop", actor, now);
	return open || held > 0;
}

void broadcast_missed(struct db *db, int64_t number, ms_t now)
{
	db_run(db, "update broadcast set state = 'missed', finished_at = ?2 where number = ?1", V(number), V(now));
	audit_it(db, number, "broadcast.missed", NULL, now);
}

int64_t broadcast_of_day(struct db *db, struct str day)
{
	return db_get_int(
		db, 0,
		"select number from broadcast where kind = 'briefing' and day = ?1 and state in ('scheduled', 'sending')",
		V(day));
}

int64_t broadcast_of_lesson(struct db *db, struct str day, int64_t lesson)
{
	return db_get_int(db, 0, "select number from broadcast where kind = 'lesson' and day = ?1 and lesson = ?2",
			  V(day), V(lesson));
}

bool broadcast_open(struct db *db, int64_t number)
{
	return db_get_int(db, 0,
			  "select count(*) from broadcast where number = ?1 and state in ('scheduled', 'sending')",
			  V(number)) > 0;
}

size_t broadcast_end_of_day(struct db *db, const char *kind, struct str day, int64_t *unsent, size_t room, ms_t now)
{
	struct rows *r = db_query(db,
				  "select number from broadcast b where kind = ?3 and day < ?1"
				  " and state in ('scheduled', 'sending')"
				  " and not exists(select 1 from broadcast_copy c where c.broadcast = b.number)"
				  " limit ?2",
				  V(day), V((int64_t)room), V(kind));
	size_t n = db_ints(r, unsent, room);

	for (size_t i = 0; i < n; i++)
		broadcast_missed(db, unsent[i], now);
	db_run(db,
	       "update broadcast set state = 'sent', finished_at = ?2 where kind = ?3 and day < ?1"
	       " and state in ('scheduled', 'sending')",
	       V(day), V(now), V(kind));
	return n;
}

/* ------------------------------------------------------------------- delivering */

bool broadcast_has(struct db *db, int64_t number, int64_t person, int64_t chat)
{
	if (person)
		return db_get_int(db, 0, "select count(*) from broadcast_copy where broadcast = ?1 and person = ?2",
				  V(number), V(person)) > 0;
	return db_get_int(db, 0,
			  "select count(*) from broadcast_copy where broadcast = ?1 and chat = ?2 and person is null",
			  V(number), V(chat)) > 0;
}

bool broadcast_copy(struct db *db, int64_t number, const struct recipient *to, int64_t outbox, const char *skipped,
		    ms_t now)
{
	bool added = db_run(db,
			    "insert into broadcast_copy(broadcast, person, chat, outbox, skipped, at)"
			    " values(?1, nullif(?2, 0), nullif(?3, 0), nullif(?4, 0), ?5, ?6) on conflict do nothing",
			    V(number), V(to->person), V(to->chat), V(outbox), V(skipped), V(now)) > 0;

	db_run(db,
	       "update broadcast set cursor = max(cursor, ?2), state = case when state = 'scheduled' then 'sending' else state end"
	       " where number = ?1",
	       V(number), V(to->person ? to->person : to->chat));
	return added;
}

size_t broadcast_sending(struct db *db, int64_t *out, size_t room)
{
	struct rows *r = db_query(
		db, "select number from broadcast where kind = 'broadcast' and state = 'sending' limit ?1",
		V((int64_t)room));

	return db_ints(r, out, room);
}

void broadcast_finish(struct db *db, int64_t number, ms_t now)
{
	db_run(db,
	       "update broadcast set state = 'sent', finished_at = ?2 where number = ?1 and state in ('scheduled', 'sending')",
	       V(number), V(now));
}

bool broadcast_waits(struct db *db, int64_t number)
{
	return db_get_int(db, 0, "select exists(select 1 from outbox where broadcast = ?1 and " OUTBOX_WAITING ")",
			  V(number)) > 0;
}

void broadcast_opted_out(struct db *db, int64_t person, const char *kind)
{
	struct rows *r = db_query(
		db,
		"select o.id, o.broadcast from outbox o join broadcast b on b.number = o.broadcast"
		" where (o.state = 'queued' or o.state = 'sending' or o.state = 'retry') and o.person = ?1"
		" and o.state <> 'sending' and (?2 = 'all' or b.kind = ?2)",
		V(person), V(kind));
	int64_t waiting[OPT_OUT_MOST][2];
	size_t n = 0;

	for (; n < OPT_OUT_MOST && db_next(r); n++) {
		waiting[n][0] = db_int(r, 0);
		waiting[n][1] = db_int(r, 1);
	}
	db_done(r);
	for (size_t i = 0; i < n; i++) {
		db_run(db, "update outbox set state = 'dead', why = 'opted out' where id = ?1", V(waiting[i][0]));
		db_run(db, "update broadcast_copy set skipped = 'opted out' where broadcast = ?1 and person = ?2",
		       V(waiting[i][1]), V(person));
	}
}

int64_t broadcast_to_chat(struct db *db, int64_t chat, ms_t since)
{
	return db_get_int(db, 0,
			  "select broadcast from outbox where chat = ?1 and broadcast is not null and created_at >= ?2"
			  " and state in ('sending', 'sent', 'uncertain') order by id desc limit 1",
			  V(chat), V(since));
}

int64_t broadcast_waiting(struct db *db)
{
	return db_get_int_n(db, 0,
			    "select count(*) from (select 1 from outbox where " OUTBOX_WAITING
			    " and broadcast is not null limit 5000)",
			    NULL, 0);
}

void broadcast_read(struct db *db, int64_t number, int64_t person, ms_t now)
{
	db_run(db,
	       "insert into broadcast_read(broadcast, person, at) select number, ?2, ?3 from broadcast where number = ?1"
	       " on conflict do nothing",
	       V(number), V(person), V(now));
}

static int64_t count_copies(struct db *db, int64_t number, const char *skipped)
{
	return db_get_int(db, 0, "select count(*) from broadcast_copy where broadcast = ?1 and skipped = ?2", V(number),
			  V(skipped));
}

/* Counted in indexes alone: a hundred thousand copies are some milliseconds. */
struct broadcast_figures broadcast_figures(struct db *db, int64_t number)
{
	struct broadcast_figures f = {
		.copies = db_get_int(db, 0, "select count(*) from broadcast_copy where broadcast = ?1", V(number)),
		.opted_out = count_copies(db, number, "opted out"),
		.unreached = count_copies(db, number, "unreached"),
		.missed = count_copies(db, number, "missed"),
		.read = db_get_int(db, 0, "select count(*) from broadcast_read where broadcast = ?1", V(number)),
	};
	struct rows *r = db_query(db, "select state, count(*) from outbox where broadcast = ?1 group by state",
				  V(number));

	while (db_next(r)) {
		struct str state = db_str(r, 0);

		*(str_is(state, "sent")	       ? &f.sent
		  : str_is(state, "dead")      ? &f.failed
		  : str_is(state, "uncertain") ? &f.uncertain
					       : &f.queued) += db_int(r, 1);
	}
	db_done(r);
	/* taken out of the outbox because he wanted no more is no failure */
	f.failed -= db_get_int(db, 0,
			       "select count(*) from broadcast_copy where broadcast = ?1 and skipped = 'opted out'"
			       " and outbox is not null",
			       V(number));
	return f;
}

size_t broadcast_list(struct db *db, struct broadcast *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select " COLUMNS
		" from broadcast where state <> 'draft' and starts_at is not null and kind <> 'lesson'"
		" order by number desc limit ?1",
		V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = from_row(r, a);
	db_done(r);
	return n;
}
