/* voice.c - the table voice. */
#include "store/media/voice.h"

bool voice_add(struct db *db, int64_t chat, int64_t person, int64_t number, struct str source, ms_t now)
{
	if (!number &&
	    db_get_int(db, 0, "select count(*) from voice where number is null and chat = ?1 and person = ?2", V(chat),
		       V(person)) >= VOICE_WAITING)
		return false;
	db_run(db, "insert into voice(number, chat, person, at, source) values(nullif(?1, 0), ?2, ?3, ?4, seal(?5))",
	       V(number), V(chat), V(person), V(now), V(source));
	return true;
}

int64_t voice_attach(struct db *db, int64_t chat, int64_t person, int64_t number, ms_t since)
{
	return db_run(db,
		      "update voice set number = ?1 where number is null and chat = ?2 and person = ?3 and at >= ?4",
		      V(number), V(chat), V(person), V(since));
}

void voice_drop(struct db *db, int64_t chat, int64_t person)
{
	db_run(db, "delete from voice where number is null and chat = ?1 and person = ?2", V(chat), V(person));
}
