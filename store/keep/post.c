/* post.c - every column that says "he, for the office", moved to the successor. */
#include "store/keep/post.h"

#include "store/db/audit.h"
#include "store/human/handover.h"
#include "store/person/person.h"
#include "store/person/role.h"
#include "store/messages/timer.h"

enum { ROLES_MOST = 64, TAKEN_MOST = 32 };

/* ?1 who goes, ?2 who comes. */
static const char *const offices[] = {
	"update or ignore responsible set person = ?2 where person = ?1",
	"update department set duty = ?2 where duty = ?1",
	"update branch set contact = ?2 where contact = ?1",
	"update site set manager = ?2 where manager = ?1",
};

/* What is under way; no post by itself. */
static const char *const works[] = {
	"delete from responsible where person = ?1", /* those that both had */
	"update cases set taken_by = ?2 where taken_by = ?1 and live",
	"update task set person = ?2 where person = ?1 and by_staff and state in ('requested', 'open', 'taken')",
	"update or ignore duty_desk set person = ?2 where person = ?1",
	"delete from duty_desk where person = ?1",
};

static int64_t move_roles(struct db *db, int64_t from, int64_t to, const char *actor, ms_t now, struct arena *a)
{
	struct {
		enum role role;
		struct str scope;
	} v[ROLES_MOST];
	size_t n = 0;
	struct rows *r = db_query(db, "select role, scope from role where person = ?1 order by role, scope", V(from));

	while (n < ROLES_MOST && db_next(r)) {
		if (role_read(db_str(r, 0), &v[n].role))
			v[n++].scope = arena_str(a, db_str(r, 1));
	}
	db_done(r);
	for (size_t i = 0; i < n; i++) {
		role_give(db, now, actor, to, v[i].role, v[i].scope, a);
		role_take(db, now, actor, from, v[i].role, v[i].scope, a);
	}
	return (int64_t)n;
}

/* Whoever is on duty is told within the minute. */
static void wait_again(struct db *db, const struct handover *h, ms_t now)
{
	handover_release(db, h, now);
	timer_clear(db, HANDOVER_IDLE, h->id);
	timer_set(db, HANDOVER_WAIT, h->id, now);
}

int64_t post_hand_over(struct db *db, int64_t from, int64_t to, const char *actor, ms_t now, struct arena *a)
{
	int64_t moved = move_roles(db, from, to, actor, now, a);
	struct handover taken[TAKEN_MOST];

	for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
		moved += db_run(db, offices[i], V(from), V(to));
	if (!moved)
		return 0;
	for (size_t i = 0; i < sizeof works / sizeof *works; i++)
		db_run(db, works[i], V(from), V(to));
	for (size_t i = 0, n = handover_of_staff(db, from, taken, TAKEN_MOST); i < n; i++)
		wait_again(db, &taken[i], now);
	audit(db, now, actor, "post.handover", str_c(person_load(db, to, a).uid), str_c(person_load(db, from, a).uid));
	return moved;
}
