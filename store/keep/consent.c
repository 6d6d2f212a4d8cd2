/* consent.c - the table consent, and what stands and falls with it. */
#include "store/keep/consent.h"

#include <string.h>

#include "store/db/audit.h"
#include "store/human/callback.h"

enum consent consent_state(struct db *db, int64_t person, const char *purpose, int64_t version)
{
	return (enum consent)db_get_int(
		db, CONSENT_NONE,
		"select case when withdrawn_at is not null then 0 when at is null then 1 else 2 end"
		" from consent where person = ?1 and purpose = ?2 and version = ?3",
		V(person), V(purpose), V(version));
}

bool consent_holds(struct db *db, int64_t person, const char *purpose)
{
	return db_get_int(db, 0,
			  "select count(*) from consent where person = ?1 and purpose = ?2 and at is not null"
			  " and withdrawn_at is null",
			  V(person), V(purpose)) > 0;
}

void consent_tell(struct db *db, int64_t person, const char *purpose, int64_t version, ms_t now)
{
	db_run(db,
	       "insert into consent(person, purpose, version, told_at) values(?1, ?2, ?3, ?4)"
	       " on conflict do update set version = ?3, told_at = ?4, at = null, withdrawn_at = null",
	       V(person), V(purpose), V(version), V(now));
}

void consent_give(struct db *db, int64_t person, const char *actor, const char *purpose, int64_t version, ms_t now)
{
	if (consent_state(db, person, purpose, version) == CONSENT_GIVEN)
		return;
	db_run(db,
	       "insert into consent(person, purpose, version, told_at, at) values(?1, ?2, ?3, ?4, ?4)"
	       " on conflict do update set version = ?3, at = ?4, withdrawn_at = null",
	       V(person), V(purpose), V(version), V(now));
	audit(db, now, actor, "consent.give", NO_STR, str_c(purpose));
}

/* ------------------------------------------------------------------- withdrawing */

/* The data of one purpose: is there any, and how it goes. */
static const struct {
	const char *purpose, *any, *drop;
} data[] = {
	{ "contact", "select count(*) from person where id = ?1 and phone is not null",
	  "update person set phone = null, phone_key = null where id = ?1" },
	/* what is said of a child goes with its place (016_childcare.sql) */
	{ "children", "select count(*) from enrolment where kind = 'class' and person = ?1 and state <> 'left'",
	  "update enrolment set state = 'left' where kind = 'class' and person = ?1 and state <> 'left'" },
	{ "position", "select count(*) from volunteer where person = ?1 and lat is not null",
	  "update volunteer set lat = null, lon = null where person = ?1" },
};

static bool drop_data(struct db *db, int64_t person, const char *actor, const char *purpose, ms_t now)
{
	bool any = strcmp(purpose, "contact") == 0 && callback_withdraw(db, person, actor, now);

	for (size_t i = 0; i < sizeof data / sizeof *data; i++) {
		if (strcmp(data[i].purpose, purpose) != 0 || db_get_int(db, 0, data[i].any, V(person)) == 0)
			continue;
		db_run(db, data[i].drop, V(person));
		any = true;
	}
	return any;
}

bool consent_withdraw(struct db *db, int64_t person, const char *actor, const char *purpose, ms_t now)
{
	bool any = db_run(db,
			  "update consent set withdrawn_at = ?3 where person = ?1 and purpose = ?2"
			  " and withdrawn_at is null and at is not null",
			  V(person), V(purpose), V(now)) > 0;

	any |= drop_data(db, person, actor, purpose, now);
	if (any)
		audit(db, now, actor, "consent.withdraw", NO_STR, str_c(purpose));
	return any;
}

size_t consent_standing(struct db *db, int64_t person, const char **out, size_t room, struct arena *a)
{
	size_t n = 0;
	struct rows *r = db_query(
		db,
		"select purpose from consent where person = ?1 and at is not null and withdrawn_at is null"
		" union select 'contact' from person where id = ?1 and phone is not null"
		" union select 'contact' from callback where person = ?1 and phone is not null"
		" union select 'children' from enrolment where person = ?1 and kind = 'class' and state <> 'left'"
		" union select 'position' from volunteer where person = ?1 and lat is not null",
		V(person));

	while (n < room && db_next(r))
		out[n++] = arena_cstr(a, db_str(r, 0));
	db_done(r);
	return n;
}
