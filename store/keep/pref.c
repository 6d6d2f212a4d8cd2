/* pref.c - the tables person_pref and hint. */
#include "store/keep/pref.h"

#include "store/db/audit.h"
#include "store/broadcast/broadcast.h"

const char *const notify_names[NOTIFY_KINDS] = { "broadcast", "briefing", "task", "lesson", "all" };

bool notify_read(struct str name, enum notify *out)
{
	for (int i = 0; i < NOTIFY_KINDS; i++) {
		if (str_is(name, notify_names[i])) {
			*out = (enum notify)i;
			return true;
		}
	}
	return false;
}

static bool subscribed(enum notify kind)
{
	return kind == NOTIFY_BRIEFING || kind == NOTIFY_LESSON;
}

/* How many private subscriptions of this kind are in this state. */
static int64_t subscriptions(struct db *db, int64_t person, enum notify kind, const char *state)
{
	return db_get_int(db, 0,
			  "select count(*) from subscription s join chat c on c.id = s.chat"
			  " where c.person = ?1 and c.type = 'private' and s.kind = ?2 and s.state = ?3",
			  V(person), V(notify_names[kind]), V(state));
}

bool notify_allowed(struct db *db, int64_t person, enum notify kind)
{
	return db_get_int(db, 0, "select count(*) from person_pref where person = ?1 and (kind = 'all' or kind = ?2)",
			  V(person), V(notify_names[kind])) == 0;
}

static void set_subscriptions(struct db *db, int64_t person, enum notify kind, bool on, ms_t now)
{
	db_run(db,
	       "update subscription set state = ?3, since_at = iif(?3 = 'active', ?4, since_at) where (?2 = 'all' or kind = ?2)"
	       " and chat in (select id from chat where person = ?1 and type = 'private')",
	       V(person), V(notify_names[kind]), V(on ? "active" : "off"), V(now));
}

static bool all_off(struct db *db, int64_t person)
{
	return db_get_int(db, 0, "select count(*) from person_pref where person = ?1 and kind = 'all'", V(person)) > 0;
}

static void set_off(struct db *db, int64_t person, enum notify kind, ms_t now)
{
	if (kind == NOTIFY_ALL || subscribed(kind))
		set_subscriptions(db, person, kind, false, now);
	broadcast_opted_out(db, person, notify_names[kind]);
	if (!subscribed(kind))
		db_run(db, "insert into person_pref(person, kind, off_at) values(?1, ?2, ?3) on conflict do nothing",
		       V(person), V(notify_names[kind]), V(now));
}

static void set_on(struct db *db, int64_t person, enum notify kind, ms_t now)
{
	bool all = all_off(db, person);

	if (subscribed(kind))
		set_subscriptions(db, person, kind, true, now);
	if (all && kind != NOTIFY_ALL) { /* of everything that is off one is on again */
		set_off(db, person, NOTIFY_BROADCAST, now);
		set_off(db, person, NOTIFY_TASK, now);
	}
	db_run(db, "delete from person_pref where person = ?1 and (?2 = 'all' or kind in (?2, 'all'))", V(person),
	       V(notify_names[kind]));
}

void notify_set(struct db *db, int64_t person, const char *actor, enum notify kind, bool on, ms_t now)
{
	if (on)
		set_on(db, person, kind, now);
	else
		set_off(db, person, kind, now);
	audit(db, now, actor, on ? "notify.on" : "notify.off", NO_STR, str_c(notify_names[kind]));
}

size_t notify_current(struct db *db, int64_t person, enum notify out[NOTIFY_KINDS])
{
	bool helps = db_get_int(db, 0, "select count(*) from volunteer where person = ?1 and state = 'active'",
				V(person)) > 0;
	size_t n = 0;

	for (int k = 0; k < NOTIFY_ALL; k++) {
		enum notify kind = (enum notify)k;

		if (!notify_allowed(db, person, kind) || (kind == NOTIFY_TASK && !helps) ||
		    (subscribed(kind) && subscriptions(db, person, kind, "active") == 0))
			continue;
		out[n++] = kind;
	}
	return n;
}

size_t notify_off(struct db *db, int64_t person, enum notify out[NOTIFY_KINDS])
{
	size_t n = 0;

	for (int k = 0; k < NOTIFY_KINDS; k++) {
		enum notify kind = (enum notify)k;
		bool off = subscribed(kind)
				   ? subscriptions(db, person, kind, "off") > 0
				   : db_get_int(db, 0,
						"select count(*) from person_pref where person = ?1 and kind = ?2",
						V(person), V(notify_names[kind])) > 0;

		if (off)
			out[n++] = kind;
	}
	return n;
}

bool hint_due(struct db *db, int64_t person, const char *kind, ms_t every, ms_t now)
{
	return db_run(db,
		      "insert into hint(person, kind, at) values(?1, ?2, ?3)"
		      " on conflict do update set at = ?3 where at <= ?3 - ?4",
		      V(person), V(kind), V(now), V(every)) > 0;
}
