/* callback.c - the table callback. */
#include "store/callback.h"

#include "store/audit.h"
#include "store/person.h"

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

void callback_unreached(struct db *db, int64_t person, struct str subject, ms_t now, struct arena *a)
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
		       " select ?1, id, phone, 'unreached', ?3, ?4 from person where id = ?2",
		       V(uid), V(person), V(subject), V(now));
	}
	audit(db, now, NULL, "callback.unreached", uid, subject);
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
