/* test_retention.c - what is too old goes, what is not stays, and counts stay. */
#include "bot/config/config.h"
#include "store/keep/forget.h"
#include "store/keep/retention.h"
#include "store/db/verify.h"
#include "tests/unit/scratch.h"

#define DAY INT64_C(86400000)
#define NOW (INT64_C(1765000000000))

/* "old" is a day more than the limit of 10 days, "new" a day less. */
#define DAYS 10
#define OLD "1764049600000"
#define NEW "1764222400000"

static void script(struct scratch *s, const char *sql)
{
	if (db_script(s->db, sql) != OK)
		fail_msg("%s", db_error_text(s->db));
}

static int64_t count(struct scratch *s, const char *sql)
{
	int64_t n = db_get_int_n(s->db, -1, sql, NULL, 0);

	if (db_error(s->db) != OK)
		fail_msg("%s: %s", sql, db_error_text(s->db));
	return n;
}

static int64_t step(struct scratch *s, enum keep k, int64_t days, int64_t most, int64_t *from)
{
	assert_int_equal(db_begin(s->db), OK);
	int64_t n = retention_step(s->db, k, days, NOW, most, from);

	if (db_error(s->db) != OK)
		fail_msg("%s: %s", retention_name(k), db_error_text(s->db));
	assert_int_equal(db_commit(s->db), OK);
	return n;
}

/* To the end, three rows at a time. */
static int64_t all(struct scratch *s, enum keep k)
{
	int64_t gone = 0, from = 0;
	int steps = 0;

	do {
		gone += step(s, k, DAYS, 3, &from);
		assert_true(++steps < 1000);
	} while (from);
	return gone;
}

static void two_people(struct scratch *s)
{
	script(s,
	       "insert into place(name, lat, lon) values('镇', 30, 103);"
	       "insert into person(uid, name, name_key, trade, street, registered, created_at) values"
	       " ('a', seal('甲'), keyed('甲'), 'delivery', 1, 1, 1), ('b', seal('乙'), keyed('乙'), 'courier', 1, 1, 1);"
	       "insert into identity(channel, key, native, person) values('x', keyed('x:1'), seal('1'), 1), ('x', keyed('x:2'), seal('2'), 2);"
	       "insert into chat(channel, key, native, type, person) values('x', keyed('x:1'), seal('1'), 'private', 1),"
	       " ('x', keyed('x:2'), seal('2'), 'private', 2), ('x', keyed('x:g'), seal('g'), 'group', null);");
}

static void simple_kinds(void **state)
{
	static const struct {
		enum keep kind;
		const char *fill, *left; /* ?1: when */
	} v[] = {
		{ KEEP_SEEN, "insert into seen(key, at) values(randomblob(16), ?1)", "select count(*) from seen" },
		{ KEEP_QUARANTINE,
		  "insert into quarantine(key, at, reason, channel, body) values(randomblob(16), ?1, 'failed', 'x', seal('b'))",
		  "select count(*) from quarantine" },
		{ KEEP_UNMATCHED,
		  "insert into unmatched(key, place, text, first_at, last_at) values(randomblob(16), 'private', seal('t'), 1, ?1)",
		  "select count(*) from unmatched" },
		{ KEEP_UNMATCHED,
		  "insert into topic_wanted(key, kind, text, first_at, last_at) values(randomblob(16), 'lesson', seal('t'), 1, ?1)",
		  "select count(*) from topic_wanted" },
		{ KEEP_OUTBOX,
		  "insert into outbox(channel, chat, class, state, body, reply_to, due_at, created_at)"
		  " values('x', 1, 'answer', 'sent', seal('b'), seal('r'), 1, ?1)",
		  "select count(body) from outbox" },
		{ KEEP_REPLIES,
		  "insert into outbox(channel, chat, class, state, due_at, created_at) values('x', 1, 'answer', 'dead', 1, ?1)",
		  "select count(*) from outbox where state = 'dead'" },
		{ KEEP_CALLBACK,
		  "insert into callback(uid, person, phone, state, at, done_at) values(hex(randomblob(8)), 1, seal('1'), 'done', 1, ?1)",
		  "select count(phone) from callback" },
		{ KEEP_HANDOVER,
		  "insert into handover(number, uid, person, chat, state, opened_at, last_at, closed_at) values"
		  " (abs(random()), hex(randomblob(8)), 1, 1, 'closed', 1, 1, ?1)",
		  "select count(person) from handover" },
		{ KEEP_HELP,
		  "insert into task(code, uid, kind, state, near, place, phone, deadline_at, created_at, closed_at) values"
		  " (abs(random()), hex(randomblob(8)), 'elder', 'done', '', seal('p'), seal('1'), 1, 1, ?1)",
		  "select count(place) + count(phone) - count(*) from task where phone is not null" },
		{ KEEP_HELP,
		  "insert into ride(code, uid, state, start, at, created_at, closed_at) values"
		  " (abs(random()), hex(randomblob(8)), 'done', seal('p'), 1, 1, ?1)",
		  "select count(start) from ride" },
		{ KEEP_REVEAL,
		  "insert into reveal(uid, staff, person, reason, at) values(hex(randomblob(8)), 2, 1, seal('why'), ?1)",
		  "select count(person) from reveal" },
	};
	struct scratch *s = *state;

	two_people(s);
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		int64_t from = 0;

		for (int k = 0; k < 10; k++) {
			db_run(s->db, v[i].fill, V(k < 7 ? NOW - DAYS * DAY - DAY : NOW - DAYS * DAY + DAY));
			assert_int_equal(db_error(s->db), OK);
		}
		assert_int_equal(step(s, v[i].kind, 0, 1000, &from), 0); /* for ever */
		assert_int_equal(count(s, v[i].left), 10);
		if (all(s, v[i].kind) != 7)
			fail_msg("%s: %lld left", v[i].left, (long long)count(s, v[i].left));
		assert_int_equal(count(s, v[i].left), 3);
		assert_int_equal(all(s, v[i].kind), 0);
		script(s, "delete from outbox");
	}
}

/* What waits to be sent is not touched however old it is; nor are the copies of a broadcast. */
static void what_is_needed_stays(void **state)
{
	struct scratch *s = *state;

	two_people(s);
	script(s,
	       "insert into outbox(channel, chat, class, state, body, due_at, created_at) values"
	       " ('x', 1, 'answer', 'queued', seal('b'), 1, 1), ('x', 1, 'answer', 'retry', seal('b'), 1, 1);"
	       "insert into broadcast(number, uid, kind, body, created_at) values(1, 'u', 'broadcast', seal('b'), 1);"
	       "insert into outbox(channel, chat, class, state, broadcast, due_at, created_at) values('x', 1, 'broadcast', 'sent', 1, 1, 1);"
	       "insert into broadcast_copy(broadcast, person, chat, outbox, at) values(1, 1, 1, last_insert_rowid(), 1);"
	       "insert into callback(uid, person, phone, at) values('u', 1, seal('1'), 1);"
	       "insert into handover(number, uid, person, chat, state, opened_at, last_at) values(1, 'u', 1, 1, 'open', 1, 1);");
	for (int k = 0; k < KEEP_KINDS; k++)
		all(s, (enum keep)k);
	assert_int_equal(count(s, "select count(*) from outbox"), 3);
	assert_int_equal(count(s, "select count(body) from outbox"), 2);
	assert_int_equal(count(s, "select count(phone) from callback"), 1);
	assert_int_equal(count(s, "select count(person) from handover"), 1);
}

static void conversations(void **state)
{
	struct scratch *s = *state;

	two_people(s);
	script(s, "insert into conversation(chat, person, state, at) values(1, 1, seal('s'), " OLD
		  "), (2, 2, seal('s'), " NEW "), (3, 1, seal('s'), " NEW "), (3, 2, seal('s'), " OLD ")");
	assert_int_equal(all(s, KEEP_CONVERSATION), 2);
	assert_int_equal(
		count(s,
		      "select count(*) from conversation where (chat = 2 and person = 2) or (chat = 3 and person = 1)"),
		2);
}

/* Pictures wait ten minutes, those for a form a day; voices a day. */
static void pictures_that_wait(void **state)
{
	struct scratch *s = *state;
	int64_t from = 0;

	two_people(s);
	db_run(s->db,
	       "insert into photo(chat, person, at, kept) values(1, 1, ?1 - 601000, 0), (1, 1, ?1 - 599000, 0),"
	       " (1, 1, ?1 - 601000, 1), (1, 1, ?1 - 87100000, 1)",
	       V(NOW));
	db_run(s->db,
	       "insert into voice(chat, person, at, source) values(1, 1, ?1 - 80000000, seal('v')), (1, 1, ?1 - 87100000, seal('v'))",
	       V(NOW));
	assert_int_equal(step(s, KEEP_WAITING, 0, 100, &from), 3);
	assert_int_equal(count(s, "select count(*) from photo"), 2);
	assert_int_equal(count(s, "select count(*) from voice"), 1);
}

/* 1, 2 finished long ago; 3 lately; 4 is not finished. */
static void cases(struct scratch *s)
{
	two_people(s);
	script(s,
	       "insert into cases(number, uid, kind, category, state, live, person, on_behalf, behalf, chat, place, lat, lon,"
	       " text, filed_at, closed_at) values"
	       " (1, 'c1', 'grievance', 'pay', 'closed', 0, 1, 2, seal('乙'), 1, seal('p'), seal('1'), seal('1'), seal('t'), 1, " OLD
	       "),"
	       " (2, 'c2', 'hazard', 'road', 'withdrawn', 0, 1, null, null, 3, seal('p'), null, null, seal('t'), 1, " OLD
	       "),"
	       " (3, 'c3', 'grievance', 'pay', 'closed', 0, 1, null, null, 1, seal('p'), seal('1'), seal('1'), seal('t'), 1, " NEW
	       "),"
	       " (4, 'c4', 'grievance', 'pay', 'assigned', 1, 1, null, null, 1, seal('p'), seal('1'), seal('1'), seal('t'), 1, null);"
	       "insert into case_event(number, at, event, person, text) select number, 1, 'filed', 1, seal('e') from cases;"
	       "insert into case_event(number, at, event, person, text) values(1, 2, 'answered', 2, seal('e')), (2, 1, 'answered', 2, seal('e'));"
	       "insert into case_supporter(number, person, at) values(2, 2, 1), (4, 2, 1);"
	       "insert into photo(number, person, chat, at, bytes) select number, 1, 1, 1, seal('b') from cases;"
	       "insert into voice(number, person, chat, at, source) select number, 1, 1, 1, seal('b') from cases;");
}

static void old_cases_lose_pictures(void **state)
{
	struct scratch *s = *state;

	cases(s);
	assert_int_equal(all(s, KEEP_PICTURES), 4);
	assert_int_equal(count(s, "select min(number) = 3 and count(*) = 2 from photo"), 1);
	assert_int_equal(count(s, "select min(number) = 3 and count(*) = 2 from voice"), 1);
}

static void old_cases_are_nobodys(void **state)
{
	struct scratch *s = *state;

	cases(s);
	assert_int_equal(all(s, KEEP_CASE_LINK), 2);
	assert_int_equal(all(s, KEEP_CASE_LINK), 0);
	assert_int_equal(count(s, "select group_concat(number, '') = '34' from cases where person = 1"), 1);
	/* counted as before: same trade and street; nobody can tell that both were one person's */
	assert_int_equal(
		count(s,
		      "select count(distinct c.person) from cases c join person p on p.id = c.person"
		      " where c.number < 3 and p.trade = 'delivery' and p.street = 1 and p.name is null and p.uid <> 'a'"),
		2);
	assert_int_equal(count(s,
			       "select count(*) from cases where number < 3 and (lat is not null or behalf is not null"
			       " or on_behalf is not null or chat = 1)"),
			 0);
	assert_int_equal(count(s, "select chat from cases where number = 2"), 3); /* a group */
	assert_int_equal(count(s, "select count(*) from case_supporter s join person p on p.id = s.person"
				  " where s.number = 2 and p.trade = 'courier' and p.name is null"),
			 1);
	assert_int_equal(count(s, "select person from case_supporter where number = 4"), 2);
	/* what they did in it is not theirs any more either; the words stay */
	assert_int_equal(count(s, "select count(*) from case_event where number < 3 and person in (1, 2)"), 0);
	assert_int_equal(count(s, "select count(text) from case_event where number < 3"), 4);
	assert_int_equal(count(s, "select count(*) from photo where person is not null and number < 3"), 0);
}

static void old_cases_lose_their_words(void **state)
{
	struct scratch *s = *state;

	cases(s);
	assert_int_equal(all(s, KEEP_CASE_TEXT), 2 + 4);
	assert_int_equal(all(s, KEEP_CASE_TEXT), 0);
	assert_int_equal(count(s, "select group_concat(number, '') = '34' from cases where unseal(text) = 't'"), 1);
	assert_int_equal(count(s, "select count(text) from case_event"), 2);
}

/* Who once wrote and is nothing else is forgotten; whoever has any part stays. */
static void strangers_and_leavers(void **state)
{
	static const char *const parts[] = {
		"insert into role(person, role) values(?1, 'patrol')",
		"insert into member(person, state) values(?1, 'verified')",
		"insert into volunteer(person, area, state, since_at) values(?1, 'a', 'active', 1)",
		"insert into cases(number, uid, kind, category, text, filed_at, person) values(?1, ?1, 'hazard', 'road', seal('t'), 1, ?1)",
		"insert into callback(uid, person, at) values(?1, ?1, 1)",
		"insert into conversation(chat, person, state, at) values(1, ?1, seal('s'), 1)",
		"update person set registered = 1 where id = ?1",
		"update person set created_at = " NEW ", left_at = nullif(left_at, left_at) where id = ?1",
		"insert into lesson_reading(person, lesson, opened_at, at) values(?1, 1, 1, " NEW ")",
	};
	enum { PARTS = sizeof parts / sizeof *parts };
	struct scratch *s = *state;

	two_people(s);
	script(s, "insert into lesson(code, title, body) values(1, 't', 'b'); update person set registered_at = 1");
	for (int k = 0; k < 2; k++) {
		for (size_t i = 0; i <= PARTS; i++) {
			db_run(s->db,
			       "insert into person(uid, name, name_key, created_at, registered_at, left_at)"
			       " values(hex(randomblob(8)), seal('丙'), keyed('丙'), 1, ?1, ?2)",
			       k ? V(1) : NULL_VAL, k ? V(INT64_C(5)) : NULL_VAL);
			int64_t id = db_last_id(s->db);

			db_run(s->db,
			       "insert into identity(channel, key, native, person) values('x', keyed('x:' || ?1), seal(?1), ?1)",
			       V(id));
			if (i < PARTS)
				db_run(s->db, parts[i], V(id));
			assert_int_equal(db_error(s->db), OK);
		}
		assert_int_equal(all(s, k ? KEEP_LEAVER : KEEP_STRANGER), 1);
		assert_int_equal(count(s, "select count(*) from person where name is null"), k + 1);
		assert_int_equal(count(s, "select forgotten_at is not null from person order by id desc limit 1"), 1);
	}
	assert_int_equal(access(scratch_path(s, "a.db.ledger"), F_OK), -1); /* nobody asked for it */
	assert_int_equal(count(s, "select count(*) from audit where action = 'person.forget' and detail = 'in time'"),
			 2);
	struct verified v;

	assert_int_equal(verify(s->db, s->a, &v), OK);
	assert_true(v.ok);
}

/* Every kind has its number in the configuration. */
static void every_kind_is_configured(void **state)
{
	struct config *c;
	struct buf why;

	(void)state;
	buf_init(&why, 1000);
	assert_int_equal(config_load(NULL, &c, &why), OK);
	for (int k = 0; k < KEEP_KINDS; k++) {
		assert_non_null(retention_name((enum keep)k));
		if (!retention_age((enum keep)k, c->keep_days[k]))
			fail_msg("%s is kept for ever", retention_name((enum keep)k));
	}
	config_free(c);
	buf_free(&why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(simple_kinds),
		SCRATCH_DB_TEST(what_is_needed_stays),
		SCRATCH_DB_TEST(conversations),
		SCRATCH_DB_TEST(pictures_that_wait),
		SCRATCH_DB_TEST(old_cases_lose_pictures),
		SCRATCH_DB_TEST(old_cases_are_nobodys),
		SCRATCH_DB_TEST(old_cases_lose_their_words),
		SCRATCH_DB_TEST(strangers_and_leavers),
		SCRATCH_DB_TEST(every_kind_is_configured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
