/* test_forget.c - a person is forgotten: in every table there is, at once or when
 * his cases are finished, and again after a restore. */
#include "store/keep/forget.h"
#include "bot/base/buf.h"
#include "store/db/audit.h"
#include "store/keep/backup.h"
#include "store/human/callback.h"
#include "store/keep/ledger.h"
#include "store/person/person.h"
#include "store/db/verify.h"
#include "tests/unit/scratch.h"

#include <time.h>

#define DAY INT64_C(86400000)
#define NOW (INT64_C(1765000000000))
#define CANARY "13812345678 金丝雀"
#define ME "1"
#define OTHER "2"

/* Somebody's private chat is 1 (ME) and 2 (OTHER), the group is 3. Case 1 is finished, case 2 is
 * not; both are of ME; 3 is of OTHER and not finished, 4 of OTHER and finished. */
static const char ground[] =
	"insert into place(name, lat, lon) values('镇', 30, 103);"
	"insert into site(name, street) values('站', 1);"
	"insert into lesson(code, title, body) values(1, 't', 'b');"
	"insert into person(uid, name, name_key, phone, phone_key, trade, platform, site, site_said, street, registered,"
	" created_at, registered_at) values"
	" ('me', seal('C'), keyed('C'), seal('C'), keyed('C'), 'delivery', '美团', 1, seal('C'), 1, 1, 1700000012345, 1700000056789),"
	" ('other', seal('O'), keyed('O'), seal('O'), keyed('O'), 'courier', '顺丰', 1, null, 1, 1, 1700000012345, 1700000056789);"
	"insert into identity(channel, key, native, person) values"
	" ('bridge', keyed('bridge:C'), seal('C'), " ME "), ('tg', keyed('tg:C'), seal('C'), " ME "),"
	" ('bridge', keyed('bridge:O'), seal('O'), " OTHER ");"
	"insert into chat(channel, key, native, type, person, title) values"
	" ('bridge', keyed('bridge:C'), seal('C'), 'private', " ME ", 'C'),"
	" ('bridge', keyed('bridge:O'), seal('O'), 'private', " OTHER ", 'O'),"
	" ('bridge', keyed('bridge:G'), seal('G'), 'group', null, 'G');"
	"insert into cases(number, uid, kind, category, state, person, chat, place, lat, lon, datum, text, filed_at) values"
	" (1, 'c1', 'grievance', 'pay', 'closed', " ME ", 1, seal('C'), seal('C'), seal('C'), 'gcj02', seal('C'), 1),"
	" (2, 'c2', 'grievance', 'pay', 'assigned', " ME ", 1, seal('U'), seal('U'), seal('U'), 'gcj02', seal('U'), 1),"
	" (3, 'c3', 'hazard', 'road', 'open', " OTHER ", 3, seal('O'), null, null, null, seal('O'), 1),"
	" (4, 'c4', 'hazard', 'road', 'closed', " OTHER ", 3, seal('O'), null, null, null, seal('O'), 1);"
	"update cases set live = 0 where state = 'closed'; update cases set behalf = seal('C'), cell_key = trace('c') where number = 1;";

/* For each table with something of a person: a row of ME with the canary in every sealed column. */
static const char fill[] =
	"insert into quarantine(key, at, reason, channel, body) values(trace('q'), 1, 'failed', 'bridge',"
	" seal('{\"from\":\"C\",\"text\":\"C\"}')), (trace('r'), 1, 'failed', 'bridge', seal('{\"from\":\"O\"}'));"
	"insert into outbox(channel, chat, class, person, reply_to, body, state, due_at, created_at) values"
	" ('bridge', 1, 'answer', " ME ", seal('C'), seal('C'), 'sent', 1, 1),"
	" ('bridge', 3, 'answer', " ME ", seal('C'), seal('C'), 'sent', 1, 1),"
	" ('bridge', 3, 'answer', " OTHER ", seal('O'), seal('O'), 'sent', 1, 1);"
	"insert into conversation(chat, person, state, at) values(1, " ME ", seal('C'), 1), (3, " ME ", seal('C'), 1);"
	"insert into person_group(person, chat) values(" ME ", 3);"
	"insert into subscription(chat) values(1), (3);"
	"insert into notice(person, body, subject, at) values(" ME ", seal('C'), 'B-1', 1);"
	"insert into callback(uid, person, phone, at) values('b', " ME ", seal('C'), 1);"
	"insert into case_event(number, at, event, person, text) values"
	" (1, 1, 'filed', " ME ", seal('C')), (1, 2, 'answered', " OTHER ", seal('an answer to C')),"
	" (2, 1, 'filed', " ME ", seal('U')), (3, 1, 'supported', " ME ", seal('C'));"
	"insert into case_supporter(number, person, at) values(3, " ME ", 1);"
	"insert into access_note(number, uid, place, place_key, kind, text, state, person, at) values"
	" (1, 'g1', seal('C'), keyed('C'), 'entry', seal('C'), 'said', " ME ", 1);"
	"insert into photo(number, chat, person, at, source, bytes) values(null, 1, " ME ", 1, seal('C'), seal('C')),"
	" (1, 1, " ME ", 1, seal('C'), seal('C')), (2, 1, " ME ", 1, seal('U'), seal('U')),"
	" (4, 3, " ME ", 1, seal('C'), seal('C'));"
	"insert into voice(number, chat, person, at, source) values(null, 1, " ME ", 1, seal('C')), (1, 1, " ME
	", 1, seal('C')),"
	" (2, 1, " ME ", 1, seal('U'));"
	"insert into volunteer(person, area, lat, lon, skills, hours, since_at) values(" ME
	", 'C', seal('C'), seal('C'), 'C', 1.5, 1);"
	"insert into ride_driver(person, seats, phone, since_at) values(" ME ", 4, seal('C'), 1);"
	"insert into ride(code, uid, person, driver, start, goal, phone, at, created_at) values"
	" (5, 'x', " ME ", " OTHER ", seal('C'), seal('C'), seal('C'), 1, 1), (6, 'y', " OTHER ", " ME
	", seal('O'), null, null, 1, 1);"
	"insert into ride_gone(ride, person) values(6, " ME ");"
	"insert into team(name) values('T'); insert into team_member(team, person, since_at) values(1, " ME ", 1);"
	"insert into publicity(uid, kind, people, day, note, person, at) values('p1', 'fire', 3, '2025-06-11', seal('C'), " ME
	", 1);"
	"insert into task(code, uid, kind, near, place, phone, text, lat, lon, reason, deadline_at, created_at, person, decided_by)"
	" values(1, 't1', 'elder', 'C', seal('C'), seal('C'), seal('C'), seal('C'), seal('C'), seal('C'), 9, 1, " ME
	", " OTHER "),"
	" (2, 't2', 'elder', 'O', seal('O'), null, null, null, null, null, 9, 1, " OTHER ", " ME ");"
	"insert into task_offer(task, person, wave, at, state) values(2, " ME ", 1, 1, 'done');"
	"insert into member(person, state, organisation, joined, confirmed, living, decided_by) values"
	" (" ME ", 'verified', seal('C'), seal('C'), seal('C'), seal('C'), " OTHER "), (" OTHER
	", 'verified', null, null, null, null, " ME ");"
	"update photo set raw = seal('C') where number is null;"
	"insert into job(person, trade, platform, site, from_at, to_at, why) values(" ME
	", 'truck', '美团', 1, 1, 1700000012345, 'left');"
	"insert into bind_code(person, code_key, expires_at) values(" ME ", x'01', 1);"
	"insert into bind_try(person, at, wrong) values(" ME ", 1, 0);"
	"insert into approval(number, uid, kind, a, b, by, at, decided_by) values(1, 'v1', 'role', " ME ", " ME ", " ME
	", 1, " ME ");"
	"insert into responsible(person, what, scope) values(" ME ", 'grid', '镇');"
	"insert into consent(person, purpose, version, told_at) values(" ME ", 'contact', 1, 1);"
	"insert into person_pref(person, kind, off_at) values(" ME ", 'all', 1);"
	"insert into hint(person, kind, at) values(" ME ", 'x', 1);"
	"insert into reveal(uid, staff, person, reason, at) values('r1', " OTHER ", " ME ", seal('C'), 1), ('r2', " ME
	", " OTHER ", seal('O'), 1);"
	"insert into handover(number, uid, person, chat, staff, staff_chat, state, opened_at, last_at) values"
	" (1, 'h1', " ME ", 1, " OTHER ", 2, 'open', 1, 1), (2, 'h2', " OTHER ", 2, " ME ", 1, 'open', 1, 1);"
	"insert into handover_told(handover, person) values(2, " ME ");"
	"insert into handover_line(handover, at, body) values(1, 1, seal('C')), (2, 1, seal('O'));"
	"insert into duty_desk(person, until_at) values(" ME ", 1);"
	"insert into study_window(code, name) values('XW-1', 'w'); insert into window_visit(code, person, day, at) values('XW-1', " ME
	", '2025-06-11', 1);"
	"insert into enrolment(kind, code, person, state, about, at) values('class', 1, " ME ", 'in', seal('C'), 1);"
	"insert into child(enrolment, name, age, note, fetch, phone) values(last_insert_rowid(), seal('C'), 9, seal('C'),"
	" seal('C'), seal('C'));"
	"insert into onsite(uid, kind, speaker, people, day, person, at) values('s1', 'lesson', seal('C'), 5, '2025-06-11', " ME
	", 1);"
	"insert into case_alert(number, person, step, at) values(3, " ME ", 1, 1); update cases set taken_by = " ME
	", on_behalf = " OTHER " where number = 3;"
	"insert into broadcast(number, uid, kind, body, person, created_at) values(1, 'b1', 'broadcast', seal('b'), " ME
	", 1);"
	"insert into broadcast_copy(broadcast, person, chat, outbox, at) values(1, " ME ", 1, 1, 1);"
	"insert into broadcast_read(broadcast, person, at) values(1, " ME ", 1);"
	"insert into topic_wanted(key, kind, person, text, first_at, last_at) values"
	" (keyed('C'), 'lesson', " ME ", seal('C'), 1, 1), (keyed('O'), 'lesson', " OTHER ", seal('O'), 1, 1),"
	" (keyed('C'), 'policy', null, seal('C'), 1, 1);"
	"insert into role(person, role) values(" OTHER ", 'city');"
	"insert into listed(key, person) values(trace('l'), " ME ");"
	"insert into duplicate(a, b, why, at) values(" ME ", " OTHER ", 'phone', 1);"
	"insert into lesson_reading(person, lesson, opened_at, at) values(" ME ", 1, 1, 1);"
	"insert into lesson_answer(person, lesson, no, first, last, correct, at) values(" ME ", 1, 1, 'A', 'B', 1, 1);"
	"insert into duty(code, uid, list, text, person, created_at) values(1, 'd1', 'key', 't', " ME ", 1);"
	"insert into visit(uid, site, person, day, note, at) values('v1', 1, " ME ", '2025-06-11', seal('N'), 1);"
	"insert into later_entry(uid, figure, n, day, source, evidence, person, at) values('l1', 'visits', 1, '2025-06-11', 'p', seal('N'), " ME
	", 1);"
	"insert into report_version(number, uid, from_day, to_day, body, person, at) values(1, 'r1', '2025-06-01', '2025-06-30', '{}', " ME
	", 1);"
	"insert into unmatched(key, place, person, text, first_at, last_at) values"
	" (keyed('C'), 'private', " ME ", seal('C'), 1, 1), (keyed('S'), 'private', " ME ", seal('S'), 1, 1),"
	" (keyed('S'), 'private', " OTHER ", seal('S'), 1, 1), (keyed('C'), 'group', null, seal('C'), 1, 1);"
	"insert into leaving(person) values(" OTHER ");"
	"insert into station(name, address, lat, lon, hours, services, offered_by)"
	" values('站', '街', 30, 103, '24h', 'water', " ME ");"
	"update site set manager = " ME "; insert into department(name, duty) values('局', " ME ");"
	"insert into branch(name, contact) values('支部', " ME ");";

/* Columns that are not the person's, or that nobody could tell to be his. */
static const char not_his[] = "later_entry.evidence visit.note broadcast.body ";

static void script(struct scratch *s, const char *sql)
{
	/* C: what must go; U: what a case that is not finished needs */
	struct str rest = str_c(sql);
	struct buf b;
	ptrdiff_t at;

	buf_init(&b, 1 << 20);
	while ((at = str_find(rest, STR("'C'"))) >= 0) {
		buf_add(&b, str_sub(rest, 0, (size_t)at));
		buf_addc(&b, "'" CANARY "'");
		rest = str_sub(rest, (size_t)at + 3, rest.n);
	}
	buf_add(&b, rest);
	if (db_script(s->db, b.data) != OK)
		fail_msg("%s", db_error_text(s->db));
	buf_free(&b);
}

static void people(struct scratch *s)
{
	script(s, ground);
	script(s, "update identity set key = keyed(channel || ':' || unseal(native));"
		  "update chat set key = keyed(channel || ':' || unseal(native));");
	script(s, fill);
	script(s,
	       "insert into lesson_discussion(lesson, chat, who_key, at) select 1, 3, trace('1/3/' || channel || ':' || unseal(native)), 1"
	       " from identity where channel = 'bridge'");
	script(s, "update quarantine set body = seal(replace(unseal(body), '\"C\"', '\"" CANARY "\"'));");
}

static int64_t count(struct scratch *s, const char *sql)
{
	int64_t n = db_get_int_n(s->db, -1, sql, NULL, 0);

	if (db_error(s->db) != OK)
		fail_msg("%s: %s", sql, db_error_text(s->db));
	return n;
}

static enum forgotten forget(struct scratch *s, struct forget f, ms_t now)
{
	assert_int_equal(db_begin(s->db), OK);
	enum forgotten how = person_forget(s->db, &f, now, s->a);

	if (db_error(s->db) != OK)
		fail_msg("%s", db_error_text(s->db));
	assert_int_equal(db_commit(s->db), OK);
	return how;
}

static void sweep(struct scratch *s, ms_t now)
{
	assert_int_equal(db_begin(s->db), OK);
	forget_sweep(s->db, now, s->a);
	assert_int_equal(db_commit(s->db), OK);
}

static void assert_whole(struct scratch *s)
{
	struct verified v;

	assert_int_equal(verify(s->db, s->a, &v), OK);
	if (!v.ok)
		fail_msg(STR_FMT, STR_ARG(verify_complaint(&v, s->a)));
}

/* How many values of all sealed and text columns hold this text; the first such column. */
static int64_t holding(struct scratch *s, const char *text, const char **where)
{
	int64_t all = 0;

	for (const struct secret_column *c = sealed_columns; c->name; c++) {
		ptrdiff_t dot = str_find(str_c(c->name), STR("."));
		const char *sql = arena_printf(s->a, "select count(*) from %.*s where instr(unseal(%s), '%s')",
					       (int)dot, c->name, c->name + dot + 1, text)
					  .p;
		int64_t n = count(s, sql);

		if (n && where)
			*where = c->name;
		all += n;
	}
	return all;
}

/* ------------------------------------------------------------- all tables */

/* What was put in holds the canary in every sealed column, and nothing of it is left. */
static void nothing_is_left(void **state)
{
	struct scratch *s = *state;
	const char *where = NULL;

	people(s);
	script(s, "update cases set state = 'withdrawn', live = 0 where person = " ME);
	for (const struct secret_column *c = sealed_columns; c->name; c++) {
		ptrdiff_t dot = str_find(str_c(c->name), STR("."));
		const char *sql = arena_printf(s->a, "select count(*) from %.*s where instr(unseal(%s), '" CANARY "')",
					       (int)dot, c->name, c->name + dot + 1)
					  .p;

		if (!count(s, sql) && !str_has(str_c(not_his), str_c(c->name)))
			fail_msg("`fill` has no canary in %s", c->name);
	}
	assert_int_equal(forget(s, (struct forget){ .person = 1, .actor = "me" }, NOW), FORGOTTEN);
	if (holding(s, CANARY, &where) > 0)
		fail_msg("the canary is still in %s", where);
	assert_int_equal(holding(s, "U", NULL), 0);
	assert_int_equal(count(s, "select count(*) from identity where person = 1"), 0);
	assert_int_equal(
		count(s, "select count(*) from chat where title like '%金丝雀%' and type = 'private' and not gone"), 0);
	assert_int_equal(count(s, "select count(*) from cases where number = 1 and cell_key is not null"), 0);
	assert_int_equal(count(s, "select count(*) from lesson_discussion"), 2);
	assert_int_equal(
		count(s, "select count(*) from lesson_discussion where who_key = trace('1/3/bridge:" CANARY "')"), 0);
	assert_int_equal(count(s, "select count(*) from volunteer where area <> '' or skills is not null"), 0);
	assert_int_equal(count(s, "select count(*) from leaving where person = 1"), 0);
	assert_whole(s);
}

static void counts_stay(void **state)
{
	struct scratch *s = *state;

	people(s);
	script(s, "update cases set state = 'withdrawn', live = 0 where person = " ME);
	forget(s, (struct forget){ .person = 1 }, NOW);
	assert_int_equal(count(s, "select count(*) from cases where person = 1"), 2);
	assert_int_equal(count(s, "select count(*) from lesson_answer where person = 1 and correct"), 1);
	assert_int_equal(count(s, "select hours = 1.5 and state = 'left' from volunteer where person = 1"), 1);
	assert_int_equal(count(s, "select state = 'left' from member where person = 1"), 1);
	assert_int_equal(count(s, "select count(*) from case_supporter where number = 3"), 1);
	assert_int_equal(
		count(s,
		      "select count(*) from broadcast_copy c join outbox o on o.id = c.outbox where o.state = 'sent'"),
		1);
	assert_int_equal(count(s, "select trade = 'delivery' and street = 1 and site is null and not registered"
				  " from person where id = 1"),
			 1);
	/* the day stays, the hour does not; nobody bears the uid that the audit knows */
	assert_int_equal(count(s, "select count(*) from person where id = 1 and day(created_at) = day(1700000012345)"
				  " and day(registered_at) = day(1700000056789) and clock(registered_at) like '% 00:00'"
				  " and clock(forgotten_at) like '% 00:00' and length(uid) = 16"),
			 1);
	assert_int_equal(count(s, "select object = 'me' from audit where action = 'person.forget'"), 1);
}

/* Nothing of anybody else is touched. */
static void others_stay(void **state)
{
	struct scratch *s = *state;

	people(s);
	script(s, "update site set manager = " OTHER);
	int64_t before = holding(s, "O", NULL);

	forget(s, (struct forget){ .person = 1 }, NOW);
	assert_int_equal(holding(s, "O", NULL), before);
	assert_int_equal(count(s, "select count(*) from role"), 1);
	assert_int_equal(count(s, "select manager from site"), 2);
	assert_int_equal(count(s, "select count(*) from subscription where chat = 3"), 1);
	assert_int_equal(count(s, "select count(*) from chat where id in (2, 3) and not gone"), 2);
	assert_int_equal(count(s, "select count(*) from outbox where chat = 3"), 2);
}

/* What was not understood, by whom it was said; the same words of somebody else are his. */
static void sentences_go(void **state)
{
	struct scratch *s = *state;

	people(s);
	forget(s, (struct forget){ .person = 1 }, NOW);
	assert_int_equal(count(s, "select count(*) from unmatched where person = " OTHER), 1);
	assert_int_equal(count(s, "select count(*) from unmatched"), 1);
	assert_int_equal(count(s, "select count(*) from topic_wanted where person = " OTHER), 1);
	assert_int_equal(count(s, "select count(*) from topic_wanted"), 1);
}

/* What a member of staff wrote in cases of others is the office's. */
static void staff_words_stay(void **state)
{
	struct scratch *s = *state;

	people(s);
	script(s, "insert into case_event(number, at, event, person, text) values(1, 5, 'progress', " OTHER
		  ", seal('progress'))");
	assert_int_equal(forget(s, (struct forget){ .person = 2, .last_chat = 2 }, NOW), FORGOTTEN_BUT_CASES);
	sweep(s, NOW);
	assert_int_equal(count(s, "select count(*) from case_event where person = 2 and text is not null"), 2);
	assert_int_equal(count(s, "select count(*) from role"), 0);
	assert_int_equal(count(s, "select count(*) from person where id = 2 and name is null"), 1);
}

/* ---------------------------------------------------------- later, in turn */

static void what_a_case_needs_stays(void **state)
{
	struct scratch *s = *state;
	int64_t numbers[3];

	people(s);
	assert_int_equal(forget_unfinished(s->db, 1, numbers, 3), 1);
	assert_int_equal(numbers[0], 2);
	assert_int_equal(forget(s, (struct forget){ .person = 1, .keep_case_contact = true }, NOW),
			 FORGOTTEN_BUT_CASES);
	/* without name and phone, but known and reached in one chat; the other id is gone */
	struct person p = person_meet(s->db, STR("bridge"), STR(CANARY), STR("刘敏"), NOW, s->a);

	assert_true(p.id == 1 && !p.registered);
	assert_int_equal(count(s, "select count(*) from identity where person = 1"), 1);
	assert_int_equal(count(s, "select count(*) from person where id = 1 and name is null and phone is null"), 1);
	assert_int_equal(count(s, "select count(*) from chat where id = 1 and not gone"), 1);
	assert_int_equal(holding(s, "U", NULL), 8); /* place, lat, lon, text; event; photo; voice */
	assert_int_equal(count(s, "select unseal(text) = '' and place is null from cases where number = 1"), 1);
	/* not finished yet: nothing more happens */
	sweep(s, NOW + DAY);
	assert_int_equal(count(s, "select count(*) from identity where person = 1"), 1);
	/* finished, and the last word is still on its way */
	script(s, "update cases set state = 'closed', live = 0 where number = 2;"
		  "insert into outbox(channel, chat, class, person, body, due_at, created_at) values"
		  " ('bridge', 1, 'notice', 1, seal('C'), 1, 1)");
	sweep(s, NOW + DAY);
	assert_int_equal(count(s, "select count(*) from identity where person = 1"), 1);
	script(s, "update outbox set state = 'sent' where state = 'queued'");
	sweep(s, NOW + DAY);
	assert_int_equal(holding(s, CANARY, NULL) + holding(s, "U", NULL), 0);
	assert_int_equal(count(s, "select count(*) from leaving where person = 1"), 0);
	assert_int_equal(count(s, "select count(*) from cases where person = 1 and chat is null"), 2);
	assert_int_equal(person_find(s->db, STR("bridge"), STR(CANARY), s->a).id, 0);
	assert_whole(s);
}

/* He did not want to be reached: the case goes on without him. */
static void without_contact(void **state)
{
	struct scratch *s = *state;

	people(s);
	assert_int_equal(forget(s, (struct forget){ .person = 1 }, NOW), FORGOTTEN_BUT_CASES);
	assert_int_equal(holding(s, CANARY, NULL), 0);
	assert_int_equal(holding(s, "U", NULL), 8);
	assert_int_equal(count(s, "select count(*) from cases where person = 1 and chat is not null"), 0);
	/* nobody is to phone somebody who is not there */
	callback_unreached(s->db, 1, STR("Q-2"), NOW, s->a);
	assert_int_equal(count(s, "select count(*) from callback where state = 'open'"), 0);
	script(s, "update cases set state = 'withdrawn', live = 0 where number = 2");
	sweep(s, NOW + DAY);
	assert_int_equal(holding(s, "U", NULL), 0);
	assert_int_equal(count(s, "select count(*) from leaving where person = 1"), 0);
}

/* The answer "it is done" still goes out, and what the turn wrote goes with it. */
static void the_last_answer(void **state)
{
	struct scratch *s = *state;

	people(s);
	script(s, "update cases set state = 'withdrawn', live = 0 where person = " ME);
	assert_int_equal(forget(s, (struct forget){ .person = 1, .last_chat = 1 }, NOW), FORGOTTEN);
	script(s, "insert into conversation(chat, person, state, at) values(1, 1, seal('C'), 1);"
		  "insert into outbox(channel, chat, class, person, body, due_at, created_at) values"
		  " ('bridge', 1, 'answer', 1, seal('C'), 1, 1)");
	sweep(s, NOW);
	assert_int_equal(count(s, "select count(*) from chat where id = 1 and not gone"), 1);
	script(s, "update outbox set state = 'sent' where state = 'queued'");
	sweep(s, NOW);
	assert_int_equal(holding(s, CANARY, NULL), 0);
	assert_int_equal(count(s, "select count(*) from leaving where person = 1"), 0);
	assert_int_equal(forget(s, (struct forget){ .person = 1 }, NOW), FORGOTTEN_NOBODY);
	assert_int_equal(forget(s, (struct forget){ .person = 99 }, NOW), FORGOTTEN_NOBODY);
}

/* Changed his mind: everything now after all; or he comes back. */
static void changed_his_mind(void **state)
{
	struct scratch *s = *state;

	people(s);
	forget(s, (struct forget){ .person = 1, .keep_case_contact = true }, NOW);
	assert_int_equal(forget(s, (struct forget){ .person = 1 }, NOW), FORGOTTEN_BUT_CASES);
	assert_int_equal(count(s, "select count(*) from identity where person = 1"), 0);
	forget(s, (struct forget){ .person = 2, .keep_case_contact = true }, NOW);
	script(s, "update person set registered = 1, name = seal('新'), name_key = keyed('新') where id = 2;"
		  "update cases set state = 'closed', live = 0");
	sweep(s, NOW);
	assert_int_equal(count(s, "select count(*) from identity where person = 2"), 1);
	assert_int_equal(count(s, "select unseal(name) = '新' and forgotten_at is null from person where id = 2"), 1);
	assert_int_equal(count(s, "select count(*) from leaving where person = 2"), 0);
}

/* ------------------------------------------------------------- the old bytes */

static bool in_files(struct scratch *s, struct str bytes)
{
	static const char *const names[] = { "a.db", "a.db-wal" };

	for (size_t i = 0; i < 2; i++)
		if (access(scratch_path(s, names[i]), F_OK) == 0 && str_has(scratch_read(s, names[i]), bytes))
			return true;
	return false;
}

static struct str value(struct scratch *s, const char *sql)
{
	struct str v = db_get_str_n(s->db, s->a, sql, NULL, 0);

	assert_true(v.n > 0);
	return v;
}

/* The sealed bytes themselves are on no page any more, neither of the database nor of its log. */
static void the_bytes_are_gone(void **state)
{
	struct scratch *s = *state;

	people(s);
	struct str bytes[] = {
		value(s, "select name from person where id = 1"),
		value(s, "select phone from person where id = 1"),
		value(s, "select phone_key from person where id = 1"),
		value(s, "select native from identity where person = 1"),
		value(s, "select key from chat where id = 1"),
		value(s, "select text from cases where number = 1"),
		value(s, "select bytes from photo where number = 1"),
		value(s, "select state from conversation where person = 1"),
		value(s, "select body from outbox where chat = 1"),
		value(s, "select body from quarantine where id = 1"),
	};
	enum { N = sizeof bytes / sizeof *bytes };

	assert_int_equal(db_scrub(s->db), OK);
	for (size_t i = 0; i < N; i++)
		assert_true(in_files(s, bytes[i]));
	assert_false(db_scrub_due(s->db));
	forget(s, (struct forget){ .person = 1 }, NOW);
	assert_true(db_scrub_due(s->db));
	assert_int_equal(db_scrub(s->db), OK);
	assert_false(db_scrub_due(s->db));
	for (size_t i = 0; i < N; i++)
		if (in_files(s, bytes[i]))
			fail_msg("value %zu is still in the files", i);
	assert_int_equal(scratch_read(s, "a.db-wal").n, 0);
}

/* Somebody reads: the log cannot be emptied now, and nobody waits for it. */
static void scrub_beside_a_reader(void **state)
{
	struct scratch *s = *state;
	struct db *reader;

	people(s);
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_READ, &s->keys, &reader), OK);
	assert_int_equal(db_script(reader, "begin; select count(*) from person"), OK);
	forget(s, (struct forget){ .person = 1 }, NOW);
	assert_int_equal(db_scrub(s->db), ERR_BUSY);
	assert_true(db_scrub_due(s->db));
	db_close(reader);
	assert_int_equal(db_scrub(s->db), OK);
}

/* ----------------------------------------------------------------- restore */

static void shut(struct scratch *s)
{
	db_close(s->db);
	s->db = NULL;
}

static void reopen(struct scratch *s)
{
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_SCRATCH, &s->keys, &s->db), OK);
}

static void backup(struct scratch *s, const char *name)
{
	struct verified v;
	struct str why = NO_STR;

	if (backup_make(s->db, scratch_path(s, name), true, s->a, &v, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
}

static int64_t restore(struct scratch *s, const char *name)
{
	struct restore r = { scratch_path(s, name), scratch_path(s, "a.db"), scratch_path(s, "a.db.ledger"), &s->keys,
			     NOW + DAY };
	struct restored done;
	struct str why = NO_STR;

	shut(s);
	if (backup_restore(&r, s->a, &done, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	reopen(s);
	assert_whole(s);
	return done.forgotten;
}

static void not_brought_back(void **state)
{
	struct scratch *s = *state;

	people(s);
	script(s, "update cases set state = 'withdrawn', live = 0");
	backup(s, "before");
	forget(s, (struct forget){ .person = 1 }, NOW);
	backup(s, "after");
	assert_int_equal(restore(s, "after"), 0); /* it knows */
	assert_int_equal(restore(s, "before"), 1);
	assert_int_equal(holding(s, CANARY, NULL), 0);
	assert_int_equal(count(s, "select count(*) from cases where person = 1"), 2);
	assert_true(forget_is_current(s->db, scratch_path(s, "a.db.ledger")));
	assert_int_equal(count(s, "select count(*) from person where id = 2 and name is not null"), 1);
}

/* He came back after he was deleted: that is somebody new, whom the ledger does not mean. */
static void who_came_back_stays(void **state)
{
	struct scratch *s = *state;

	people(s);
	script(s, "update cases set state = 'withdrawn', live = 0");
	backup(s, "before");
	forget(s, (struct forget){ .person = 1 }, NOW);
	struct person p = person_meet(s->db, STR("bridge"), STR(CANARY), STR("刘敏"), NOW + 5, s->a);

	assert_int_equal(p.id, 3);
	backup(s, "after");
	assert_int_equal(restore(s, "after"), 0);
	assert_true(str_is(person_load(s->db, 3, s->a).name, "刘敏"));
	/* also in a database that never knew him, before he comes */
	assert_int_equal(restore(s, "before"), 1);
	p = person_meet(s->db, STR("bridge"), STR(CANARY), STR("刘敏"), NOW + 9, s->a);
	backup(s, "later");
	assert_int_equal(restore(s, "later"), 0);
	assert_true(str_is(person_load(s->db, p.id, s->a).name, "刘敏"));
}

static void contact_kept_and_finished(void **state)
{
	struct scratch *s = *state;

	people(s);
	backup(s, "before");
	forget(s, (struct forget){ .person = 1, .keep_case_contact = true }, NOW);
	backup(s, "between");
	assert_int_equal(restore(s, "before"), 1);
	assert_int_equal(count(s, "select count(*) from identity where person = 1"), 1);
	assert_int_equal(count(s, "select count(*) from leaving where person = 1 and contact"), 1);
	script(s, "update cases set state = 'closed', live = 0 where number = 2");
	sweep(s, NOW);
	assert_int_equal(count(s, "select count(*) from identity where person = 1"), 0);
	assert_int_equal(restore(s, "between"), 1);
	assert_int_equal(count(s, "select count(*) from identity where person = 1"), 0);
	assert_int_equal(restore(s, "before"), 1); /* first the one, then the rest */
	assert_int_equal(count(s, "select count(*) from identity where person = 1"), 0);
	assert_int_equal(holding(s, CANARY, NULL), 0);
}

/* Known from a list only, by his phone. */
static void without_an_id(void **state)
{
	struct scratch *s = *state;

	people(s);
	script(s,
	       "update cases set state = 'withdrawn', live = 0; delete from identity where person = 1; delete from quarantine");
	backup(s, "before");
	forget(s, (struct forget){ .person = 1 }, NOW);
	assert_int_equal(restore(s, "before"), 1);
	assert_int_equal(holding(s, CANARY, NULL), 0);
}

/* A deletion that could not be committed is made up for; a ledger that cannot be read stops it. */
static void half_done(void **state)
{
	struct scratch *s = *state;
	const char *ledger = scratch_path(s, "a.db.ledger");
	int64_t found;
	struct str why = NO_STR;

	people(s);
	assert_true(forget_is_current(s->db, ledger));
	assert_int_equal(db_begin(s->db), OK);
	person_forget(s->db, &(struct forget){ .person = 1 }, NOW, s->a);
	db_rollback(s->db);
	assert_false(forget_is_current(s->db, ledger));
	assert_int_equal(holding(s, CANARY, NULL) > 0, 1);
	/* somebody else's deletion meanwhile does not hide it */
	forget(s, (struct forget){ .person = 2 }, NOW);
	assert_false(forget_is_current(s->db, ledger));
	assert_int_equal(db_begin(s->db), OK);
	assert_int_equal(forget_again(s->db, ledger, NOW, s->a, &found, &why), OK);
	assert_int_equal(db_commit(s->db), OK);
	assert_int_equal(found, 1);
	assert_int_equal(holding(s, CANARY, NULL), 0);
	assert_true(forget_is_current(s->db, ledger));
	scratch_write(s, "a.db.ledger", "nonsense\n");
	assert_int_equal(forget_again(s->db, ledger, NOW, s->a, &found, &why), ERR_INPUT);
	db_set_ledger(s->db, "/dev/full");
	script(s, "insert into identity(channel, key, native, person) values('x', keyed('x:1'), seal('1'), 2);"
		  "update person set forgotten_at = null where id = 2");
	assert_int_equal(db_begin(s->db), OK);
	person_forget(s->db, &(struct forget){ .person = 2 }, NOW, s->a);
	assert_int_equal(db_commit(s->db), ERR_FULL);
	assert_int_equal(count(s, "select count(*) from identity where person = 2"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(nothing_is_left),	SCRATCH_DB_TEST(counts_stay),
		SCRATCH_DB_TEST(others_stay),		SCRATCH_DB_TEST(sentences_go),
		SCRATCH_DB_TEST(staff_words_stay),	SCRATCH_DB_TEST(what_a_case_needs_stays),
		SCRATCH_DB_TEST(without_contact),	SCRATCH_DB_TEST(the_last_answer),
		SCRATCH_DB_TEST(changed_his_mind),	SCRATCH_DB_TEST(the_bytes_are_gone),
		SCRATCH_DB_TEST(scrub_beside_a_reader), SCRATCH_DB_TEST(not_brought_back),
		SCRATCH_DB_TEST(who_came_back_stays),	SCRATCH_DB_TEST(contact_kept_and_finished),
		SCRATCH_DB_TEST(without_an_id),		SCRATCH_DB_TEST(half_done),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
