/* conversation.c - one sealed row per chat and person. */
#include "store/messages/conversation.h"

struct str conversation_load(struct db *db, int64_t chat, int64_t person, struct arena *a)
{
	return db_get_str(db, a, "select unseal(state) from conversation where chat = ?1 and person = ?2", V(chat),
			  V(person));
}

void conversation_save(struct db *db, int64_t chat, int64_t person, struct str state, ms_t now)
{
	db_run(db,
	       "insert into conversation(chat, person, state, at) values(?1, ?2, seal(?3), ?4)"
	       " on conflict(chat, person) do update set state = excluded.state, at = excluded.at",
	       V(chat), V(person), V(state), V(now));
}
