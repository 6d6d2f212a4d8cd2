/* do.c - what two have agreed to is done. */
#include "store/approval/approval.h"

#include "store/messages/chat.h"
#include "store/keep/forget.h"
#include "store/keep/merge.h"
#include "store/person/person.h"
#include "store/keep/post.h"
#include "store/person/role.h"

/* Whoever found the old phone is nobody: its ids and chats are not his any more. */
static void drop_lost(struct db *db, int64_t person, int64_t new)
{
	int64_t chats[ADDRESSES_MAX];
	struct rows *r = db_query(db, "select id from chat where person = ?1 and type = 'private'", V(person));

	size_t n = db_ints(r, chats, ADDRESSES_MAX);

	db_run(db,
	       "update or ignore subscription set chat = (select id from chat where person = ?2 and type = 'private'"
	       " order by id desc limit 1) where chat in (select id from chat where person = ?1 and type = 'private')"
	       " and exists (select 1 from chat where person = ?2 and type = 'private')",
	       V(person), V(new));
	for (size_t i = 0; i < n; i++)
		chat_erase_id(db, chats[i]);
	db_run(db, "delete from identity where person = ?1", V(person));
}

static bool merge(struct db *db, const struct approval *p, const char *actor, ms_t now)
{
	if (!db_get_int(db, 0, "select 1 from person where id = ?1 and exists (select 1 from person where id = ?2)",
			V(p->a), V(p->b)))
		return false;
	if (str_is(p->what, "lost"))
		drop_lost(db, p->a, p->b);
	return person_merge(db, p->b, p->a, actor, now);
}

static bool give(struct db *db, const struct approval *p, const char *actor, ms_t now, struct arena *a)
{
	struct str scope = p->what, name;
	enum role role;

	if (p->b)
		return post_hand_over(db, p->b, p->a, actor, now, a) > 0;
	if (str_is(p->what, "revoke city"))
		return role_take(db, now, actor, p->a, ROLE_CITY, NO_STR, a) > 0;
	return str_split(&scope, ' ', &name) && role_read(name, &role) &&
	       role_give(db, now, actor, p->a, role, scope.n ? scope : STR(""), a);
}

static bool delete (struct db *db, const struct approval *p, const char *actor, ms_t now, struct arena *a)
{
	struct str rest = p->what, uid;
	bool any = false;

	while (str_split(&rest, ' ', &uid)) {
		struct forget f = { .person = person_of_uid(db, uid), .actor = actor, .keep_case_contact = true };

		any |= f.person && person_forget(db, &f, now, a) != FORGOTTEN_NOBODY;
	}
	return any;
}

bool approval_do(struct db *db, const struct approval *p, int64_t staff, const char *actor, ms_t now, struct arena *a)
{
	bool done;

	approval_set(db, p, "approved", staff, actor, now);
	if (str_is(p->kind, "export"))
		return true;
	done = str_is(p->kind, "merge")	 ? merge(db, p, actor, now)
	       : str_is(p->kind, "role") ? give(db, p, actor, now, a)
					 : delete (db, p, actor, now, a);
	approval_set(db, p, done ? "done" : "refused", staff, actor, now);
	return done;
}
