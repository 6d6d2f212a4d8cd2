/* retention.c - what is too old goes, as the description of the data says (store/schema, `keep`), a little at a time. */
#include "store/keep/retention.h"

#include "store/db/db.h"
#include "store/keep/forget.h"
#include "store/person/person.h"
#include "store/schema/schema.h"

enum { PICTURE_WAITS = 10 * MS_MINUTE };

/* ?1 before, ?2 from, ?3 up to. */
#define OLD_CASES " number > ?2 and number <= ?3 and not live and closed_at < ?1"

struct stretch {
	ms_t before, now;
	int64_t from, to;
};

/* --------------------------------------------------------------- cases, people */

/* Somebody of the same trade and street, and nobody. */
static int64_t stand_in(struct db *db, int64_t person)
{
	db_run(db,
	       "insert into person(uid, trade, street, created_at, forgotten_at)"
	       " select lower(hex(randomblob(8))), trade, street, 0, 0 from person where id = ?1",
	       V(person));
	return db_last_id(db);
}

/* The first case of the stretch that somebody is still linked to. */
static int64_t next_linked(struct db *db, const struct stretch *s, int64_t after)
{
	return db_get_int(db, 0,
			  "select number from cases c where" OLD_CASES
			  " and (on_behalf is not null or exists (select 1 from person p"
			  " where p.id = c.person and p.forgotten_at is null) or exists (select 1 from case_supporter s"
			  " join person p on p.id = s.person where s.number = c.number and p.forgotten_at is null))"
			  " order by number limit 1",
			  V(s->before), V(after), V(s->to));
}

static void unlink_supporters(struct db *db, int64_t number)
{
	int64_t person;

	while ((person = db_get_int(db, 0,
				    "select s.person from case_supporter s join person p on p.id = s.person"
				    " where s.number = ?1 and p.forgotten_at is null limit 1",
				    V(number)))) {
		int64_t nobody = stand_in(db, person);

		db_run(db, "update case_supporter set person = ?3 where number = ?1 and person = ?2", V(number),
		       V(person), V(nobody));
		db_run(db, "update case_event set person = ?3 where number = ?1 and person = ?2", V(number), V(person),
		       V(nobody));
	}
}

static void unlink_case(struct db *db, int64_t number)
{
	int64_t person = db_get_int(db, 0, "select person from cases where number = ?1", V(number));
	int64_t nobody = person ? stand_in(db, person) : 0;

	/* the office's own events keep their author */
	db_run(db,
	       "update case_event set person = nullif(?2, 0) where number = ?1 and person in"
	       " (select person from cases where number = ?1 union select on_behalf from cases where number = ?1)",
	       V(number), V(nobody));
	db_run(db, "update photo set person = null, chat = null where number = ?1", V(number));
	db_run(db, "delete from voice where number = ?1", V(number));
	db_run(db,
	       "update cases set person = nullif(?2, 0), on_behalf = null, behalf = null, lat = null, lon = null, datum = null,"
	       " cell_key = null, chat = iif((select type from chat where id = chat) = 'private', null, chat)"
	       " where number = ?1",
	       V(number), V(nobody));
	unlink_supporters(db, number);
}

static int64_t unlink_cases(struct db *db, const struct stretch *s)
{
	int64_t n = 0;

	for (int64_t number = s->from; (number = next_linked(db, s, number)); n++)
		unlink_case(db, number);
	return n;
}

#define PEOPLE                                                                                                         \
	"select id from person p where id > ?2 and id <= ?3 and forgotten_at is null and not registered"               \
	" and created_at < ?1 "
#define STRANGERS PEOPLE "and registered_at is null and left_at is null and source = 'chat'" NO_PART
#define LEAVERS PEOPLE "and left_at < ?1" NO_PART

static int64_t forget_all(struct db *db, const char *which, const struct stretch *s)
{
	struct arena *a = arena_new();
	int64_t n = 0, id = s->from;

	while ((id = db_get_int(db, 0, which, V(s->before), V(id), V(s->to)))) {
		person_forget(db, &(struct forget){ .person = id, .in_time = true }, s->now, a);
		n++;
	}
	arena_free(a);
	return n;
}

static int64_t forget_strangers(struct db *db, const struct stretch *s)
{
	return forget_all(db, STRANGERS " order by id limit 1", s);
}

static int64_t forget_leavers(struct db *db, const struct stretch *s)
{
	return forget_all(db, LEAVERS " order by id limit 1", s);
}

/* ------------------------------------------------------------------- the table */

typedef int64_t by_hand(struct db *, const struct stretch *);

/* What is more than statements. */
static by_hand *const hands[KEEP_KINDS] = {
	[KEEP_CASE_LINK] = unlink_cases,
	[KEEP_STRANGER] = forget_strangers,
	[KEEP_LEAVER] = forget_leavers,
};

const char *retention_name(enum keep k)
{
	return retention_kinds[k].name;
}

const char *retention_what(enum keep k)
{
	return retention_kinds[k].what;
}

ms_t retention_age(enum keep k, int64_t days)
{
	return k == KEEP_WAITING ? PICTURE_WAITS : days * MS_DAY;
}

static int64_t go(struct db *db, enum keep k, const struct stretch *s)
{
	int64_t n = 0;

	for (size_t i = 0; i < RETENTION_SQL && retention_kinds[k].sql[i]; i++)
		n += db_run(db, retention_kinds[k].sql[i], V(s->before), V(s->from), V(s->to));
	return n;
}

int64_t retention_step(struct db *db, enum keep k, int64_t days, ms_t now, int64_t most, int64_t *from)
{
	ms_t age = retention_age(k, days);
	struct stretch s = { now - age, now, *from, 0 };
	int64_t n;

	if (!age) {
		*from = 0;
		return 0;
	}
	if (!retention_kinds[k].stretch) {
		s.from = most; /* what ?2 is there */
		n = go(db, k, &s);
		*from = n >= most;
		return n;
	}
	s.to = db_get_int(db, 0, retention_kinds[k].stretch, V(*from), V(most));
	*from = s.to; /* 0 at the end */
	if (!s.to)
		return 0;
	return hands[k] ? hands[k](db, &s) : go(db, k, &s);
}
