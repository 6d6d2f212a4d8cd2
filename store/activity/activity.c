/* activity.c - activities. */
#include "store/activity/activity.h"

#include <inttypes.h>

#include "store/db/audit.h"
#include "store/db/number.h"

static struct activity from_row(struct rows *r, struct arena *a)
{
	return (struct activity){ db_int(r, 0),	      db_strdup(r, 1, a), db_strdup(r, 2, a),
				  db_strdup(r, 3, a), db_strdup(r, 4, a), db_int(r, 5) };
}

#define COLUMNS "code, title, clock(start_at), place, state, coalesce(capacity, 0)"

static void note(struct db *db, int64_t code, const char *action, const char *actor, ms_t now)
{
	struct arena *a = arena_new();

	audit(db, now, actor, action, arena_printf(a, "A-%" PRId64, code), NO_STR);
	arena_free(a);
}

int64_t activity_new(struct db *db, const struct activity *x, const char *actor, ms_t now)
{
	number_skip(db, "A", db_get_int_n(db, 0, "select max(code) from activity", NULL, 0));
	int64_t code = number_next(db, "A");

	db_run(db,
	       "insert into activity(code, title, start_at, place, capacity, state)"
	       " values(?1, ?2, unixepoch(?3, 'utc') * 1000, ?4, nullif(?5, 0), case when ?3 is null then 'planned' else 'open' end)",
	       V(code), V(x->title), V(x->start), V(x->place), V(x->capacity));
	note(db, code, "activity.new", actor, now);
	return code;
}

struct activity activity_load(struct db *db, int64_t code, struct arena *a)
{
	struct rows *r = db_query(db, "select " COLUMNS " from activity where code = ?1", V(code));
	struct activity x = { 0 };

	if (db_next(r))
		x = from_row(r, a);
	db_done(r);
	return x;
}

void activity_change(struct db *db, const struct activity *x, const char *actor, ms_t now)
{
	db_run(db,
	       "update activity set title = coalesce(?2, title), start_at = coalesce(unixepoch(?3, 'utc') * 1000, start_at), place = coalesce(?4, place),"
	       " capacity = coalesce(nullif(?5, 0), capacity),"
	       " state = case when state = 'planned' and ?3 is not null then 'open' else state end where code = ?1",
	       V(x->code), V(x->title), V(x->start), V(x->place), V(x->capacity));
	note(db, x->code, "activity.change", actor, now);
}

void activity_set_state(struct db *db, int64_t code, const char *state, const char *actor, ms_t now)
{
	db_run(db, "update activity set state = ?2 where code = ?1", V(code), V(state));
	note(db, code, "activity.state", actor, now);
}

size_t activity_upcoming(struct db *db, struct str clock, bool all, struct activity *out, size_t room, struct arena *a)
{
	struct rows *r = db_query(
		db,
		"select " COLUMNS
		" from activity where (?2 or state = 'open') and (start_at >= unixepoch(?1, 'utc') * 1000"
		" or (?2 and start_at is null))"
		" order by start_at is null, start_at, code limit ?3",
		V(clock), V(all), V((int64_t)room));
	size_t n = 0;

	while (n < room && db_next(r))
		out[n++] = from_row(r, a);
	db_done(r);
	return n;
}

struct str activity_drawn_code(struct db *db, int64_t code, struct arena *a)
{
	return db_get_str(db, a, "select cast(door as text) from activity where code = ?1", V(code));
}

struct str activity_door_code(struct db *db, int64_t code, struct arena *a)
{
	db_run(db, "update activity set door = abs(random()) % 900000 + 100000 where code = ?1 and door is null",
	       V(code));
	return activity_drawn_code(db, code, a);
}

int64_t activity_by_door_code(struct db *db, struct str said)
{
	return db_get_int(db, 0,
			  "select code from activity where state in ('open', 'closed') and door = cast(?1 as integer)"
			  " order by code desc limit 1",
			  V(said));
}
