/* reveal.c - the table reveal. */
#include "store/person/reveal.h"

#include "store/db/audit.h"
#include "store/person/person.h"

void reveal_note(struct db *db, int64_t person, int64_t staff, const char *actor, struct str reason, ms_t now,
		 struct arena *a)
{
	struct str whose = db_get_str(db, a, "select uid from person where id = ?1", V(person));
	const char *uid = random_uid(a);

	db_run(db, "insert into reveal(uid, staff, person, reason, at) values(?1, ?2, ?3, seal(?4), ?5)", V(uid),
	       V(staff), V(person), V(reason), V(now));
	audit(db, now, actor, "reveal", whose, str_c(uid));
}

struct str reveal_kept(struct db *db, int64_t person, int64_t staff, const char *actor, struct str reason, ms_t now,
		       struct arena *a)
{
	struct str phone = db_get_str(db, a, "select unseal(phone) from person where id = ?1", V(person));

	if (!phone.n)
		return NO_STR;
	reveal_note(db, person, staff, actor, reason, now, a);
	return phone;
}
