/* bind.c - the tables bind_code and bind_try. */
#include "store/person/bind.h"

#include <sodium.h>

#include "store/db/audit.h"

static int64_t tries(struct db *db, int64_t person, int wrong, ms_t since)
{
	return db_get_int(db, 0,
			  "select count(*) from bind_try where at > ?3 and wrong = ?2 and (?1 = 0 or person = ?1)",
			  V(person), V(wrong), V(since));
}

static void count(struct db *db, int64_t person, int wrong, ms_t now)
{
	db_run(db, "delete from bind_try where at <= ?1", V(now - MS_DAY));
	db_run(db, "insert into bind_try(person, at, wrong) values(?1, ?2, ?3)", V(person), V(now), V(wrong));
}

struct str bind_code(struct db *db, int64_t person, const char *actor, ms_t now, struct arena *a)
{
	if (tries(db, person, 0, now - MS_DAY) >= BIND_CODES_A_DAY)
		return NO_STR;
	count(db, person, 0, now);
	db_run(db, "delete from bind_code where expires_at <= ?1", V(now));
	struct str code;

	do { /* no two open codes are the same */
		code = arena_printf(a, "%06u", randombytes_uniform(1000000));
	} while (db_get_int(db, 0, "select count(*) from bind_code where code_key = trace(?1)", V(code)));
	db_run(db,
	       "insert into bind_code(person, code_key, expires_at) values(?1, trace(?2), ?3) on conflict(person) do update"
	       " set code_key = excluded.code_key, expires_at = excluded.expires_at",
	       V(person), V(code), V(now + BIND_LASTS));
	audit(db, now, actor, "bind.code", str_c(actor), NO_STR);
	return code;
}

enum bind bind_whose(struct db *db, int64_t speaker, struct str code, ms_t now, int64_t *person)
{
	if (tries(db, speaker, 1, now - MS_HOUR) >= BIND_WRONG_AN_HOUR ||
	    tries(db, 0, 1, now - MS_HOUR) >= BIND_WRONG_BY_ALL)
		return BIND_TOO_OFTEN;
	*person = db_get_int(db, 0, "select person from bind_code where code_key = trace(?1) and expires_at > ?2",
			     V(code), V(now));
	if (*person)
		return BIND_KNOWN;
	count(db, speaker, 1, now);
	return BIND_WRONG;
}

void bind_used(struct db *db, int64_t person)
{
	db_run(db, "delete from bind_code where person = ?1", V(person));
}
