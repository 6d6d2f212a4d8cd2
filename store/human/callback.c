/* callback.c - the table callback. */
#include "store/human/callback.h"

#include "store/db/audit.h"
#include "store/person/person.h"
#include "store/person/reveal.h"

void callback_request(struct db *db, int64_t person, const char *actor, struct str phone, ms_t now, struct arena *a)
{
	struct str uid = db_get_str(db, a, "select uid from callback where person = ?1 and state = 'open'", V(person));

	if (uid.p) {
		db_run(db, "update callback set phone = seal(?2), at = ?3 where person = ?1 and state = 'open'",
		       V(person), V(phone), V(now));
	} else {
		uid = str_c(random_uid(a));
		db_run(db, "insert into callback(uid, person, phone, at) values(?1, ?2, seal(?3), ?4)", V(uid),
		       V(person), V(phone), V(now));
	}
	audit(db, now, actor, "callback.request", uid, NO_STR);
}

/* His open request is also about this; without one it is made, with the number that he left. */
static void about(struct db *db, int64_t person, const char *why, struct str subject, ms_t now, struct arena *a)
{
	if (db_get_int(db, 0, "select forgotten_at is not null from person where id = ?1", V(person)))
		return;
	struct str uid = db_get_str(db, a, "select uid from callback where person = ?1 and state = 'open'", V(person));

	if (uid.p) {
		db_run(db,
		       "update callback set subject = case when subject is null then ?2"
		       " when instr(' ' || subject || ' ', ' ' || ?2 || ' ') then subject else subject || ' ' || ?2 end"
		       " where person = ?1 and state = 'open'",
		       V(person), V(subject));
	} else {
		uid = str_c(random_uid(a));
		db_run(db,
		       "insert into callback(uid, person, phone, why, subject, at)"
		       " select ?1, id, phone, ?5, ?3, ?4 from person where id = ?2",
		       V(uid), V(person), V(subject), V(now), V(why));
	}
	audit(db, now, NULL, str_is(subject, CALLBACK_ASIDE) ? "callback.aside" : "callback.unreached", uid, subject);
}

void callback_unreached(struct db *db, int64_t person, struct str subject, ms_t now, struct arena *a)
{
	about(db, person, "unreached", subject, now, a);
}

void callback_set_aside(struct db *db, int64_t person, ms_t now, struct arena *a)
{
	about(db, person, "asked", STR(CALLBACK_ASIDE), now, a);
}

void callback_not_told(struct db *db, int64_t outbox, ms_t now, struct arena *a)
{
	struct rows *r = db_query(db,
				  "select person, subject from outbox where id = ?1 and class = 'notice'"
				  " and person is not null and subject is not null",
				  V(outbox));
	bool any = db_next(r);
	int64_t person = any ? db_int(r, 0) : 0;
	struct str subject = any ? db_strdup(r, 1, a) : NO_STR;

	db_done(r);
	if (any)
		callback_unreached(db, person, subject, now, a);
}

bool callback_withdraw(struct db *db, int64_t person, const char *actor, ms_t now)
{
	bool any = db_run(db,
			  "update callback set state = 'withdrawn', phone = null, done_at = ?2"
			  " where person = ?1 and state = 'open'",
			  V(person), V(now)) > 0;

	if (any)
		audit(db, now, actor, "callback.withdraw", NO_STR, NO_STR);
	return any;
}

struct str callback_known_phone(struct db *db, int64_t person, struct arena *a)
{
	return db_get_str(db, a, "select unseal(phone) from person where id = ?1", V(person));
}

/* ---------------------------------------------------------------------- for staff */

#define WAITING                                                                                                        \
	"select c.id, c.person, c.uid, coalesce(unseal(c.phone), unseal(p.phone)), c.subject, c.at"                    \
	" from callback c join person p on p.id = c.person where c.state = 'open' and"                                 \
	" (exists (select 1 from role r where r.person = ?1 and r.role = 'city') or p.street in"                       \
	" (select a.id from place a join role r on r.scope = a.name where r.person = ?1 and r.role = 'street'))"

static struct callback row(struct rows *r, struct arena *a)
{
	return (struct callback){ .id = db_int(r, 0),
				  .person = db_int(r, 1),
				  .uid = arena_cstr(a, db_str(r, 2)),
				  .phone = db_strdup(r, 3, a),
				  .subject = db_strdup(r, 4, a),
				  .at = db_int(r, 5) };
}

size_t callback_waiting(struct db *db, int64_t viewer, struct callback *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(db, WAITING " order by c.at, c.id", V(viewer));
	size_t n = 0;

	for (; db_next(r); n++)
		if (n < room)
			out[n] = row(r, a);
	db_done(r);
	return n;
}

struct callback callback_of(struct db *db, int64_t person, int64_t viewer, struct arena *a)
{
	struct rows *r = db_query(db, WAITING " and c.person = ?2", V(viewer), V(person));
	struct callback c = { 0 };

	if (db_next(r))
		c = row(r, a);
	db_done(r);
	return c;
}

struct str callback_number(struct db *db, const struct callback *c, int64_t staff, const char *actor, struct str reason,
			   ms_t now, struct arena *a)
{
	if (c->phone.n)
		reveal_note(db, c->person, staff, actor, reason, now, a);
	return c->phone;
}

bool callback_done(struct db *db, int64_t id, const char *actor, ms_t now)
{
	bool any = db_run(db, "update callback set state = 'done', done_at = ?2 where id = ?1 and state = 'open'",
			  V(id), V(now)) > 0;

	if (any)
		audit_row(db, now, actor, "callback.done", "select uid from callback where id = ?1", id, NO_STR);
	return any;
}
