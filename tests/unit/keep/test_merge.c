/* test_merge.c - two records become one: nothing that refers to a person is
 * left behind, in any table there is. */
#include "store/keep/merge.h"
#include "store/db/audit.h"
#include "tests/unit/scratch.h"

#define STAYS "1"
#define GOES "2"

/* 1 stays, 2 goes, 3 is somebody else. */
static void three_people(struct scratch *s)
{
	assert_int_equal(
		db_script(
			s->db,
			"insert into place(name, lat, lon) values('镇', 30, 103);"
			"insert into site(name, street) values('站', 1);"
			"insert into lesson(code, title, body) values(1, 't', 'b'), (2, 't', 'b'), (3, 't', 'b');"
			"insert into chat(channel, key, native, type) values('x', keyed('g1'), seal('1'), 'group'), ('x', keyed('g2'), seal('2'), 'group');"
			"insert into cases(number, uid, kind, category, text, filed_at) values(9, 'c9', 'grievance', 'pay', seal('t'), 1);"
			"insert into person(uid, name, name_key, created_at) values"
			" ('stays', seal('乙'), keyed('乙'), 20), ('goes', seal('甲'), keyed('甲'), 10), ('other', seal('丙'), keyed('丙'), 30)"),
		OK);
}

/* For every column that refers to people: rows of GOES, and of STAYS where both may have one. */
static const char fill[] =
	"insert into identity(channel, key, native, person) values('x', keyed('i1'), seal('1'), " GOES
	"), ('x', keyed('i2'), seal('2'), " STAYS ");"
	"insert into listed(key, person) values(trace('l1'), " GOES "), (trace('l2'), " STAYS ");"
	"insert into chat(channel, key, native, type, person) values('x', keyed('p1'), seal('1'), 'private', " GOES ");"
	"insert into person_group(person, chat) values(" GOES ", 1), (" GOES ", 2), (" STAYS ", 2);"
	"insert into conversation(chat, person, state, at) values"
	" (1, " GOES ", seal('g'), 1), (2, " GOES ", seal('g'), 1), (2, " STAYS ", seal('s'), 1);"
	"insert into role(person, role) values(" GOES ", 'city'), (" GOES ", 'patrol'), (" STAYS ", 'patrol');"
	"insert into department(name, duty) values('局', " GOES ");"
	"insert into branch(name, contact) values('支部', " GOES ");"
	"insert into member(person, branch, state) values(" GOES ", 1, 'verified'), (" STAYS ", null, 'pending');"
	"update member set decided_by = " GOES ";"
	"insert into job(person, trade, to_at, why) values(" GOES ", 'truck', 1, 'left');"
	"insert into callback(uid, person, phone, at) values"
	" ('b1', " GOES ", seal('13800000001'), 1), ('b2', " STAYS ", seal('13800000002'), 2);"
	"update site set manager = " GOES ";"
	"insert into station(name, address, lat, lon, hours, services, offered_by)"
	" values('站', '街', 30, 103, '24h', 'water', " GOES ");"
	"insert into lesson_reading(person, lesson, opened_at, finished_at, screen, at) values"
	" (" GOES ", 1, 1, 5, 1, 9), (" STAYS ", 1, 2, null, 3, 4), (" GOES ", 2, 1, null, 1, 1);"
	"insert into lesson_answer(person, lesson, no, first, last, correct, at) values"
	" (" GOES ", 1, 1, 'A', 'A', 0, 1), (" STAYS ", 1, 1, 'B', 'B', 1, 1), (" GOES ", 2, 1, 'C', 'C', 1, 1),"
	" (" GOES ", 1, 2, 'C', 'C', 1, 1), (" STAYS ", 1, 2, 'A', 'A', 0, 1);"
	"insert into study_window(code, name) values('XW-1', '窗口');"
	"insert into window_visit(code, person, day, at) values('XW-1', " GOES ", '2025-06-11', 1),"
	" ('XW-1', " GOES ", '2025-06-12', 2), ('XW-1', " STAYS ", '2025-06-12', 3);"
	"insert into cases(number, uid, kind, category, text, filed_at, person, on_behalf, taken_by)"
	" values(1, 'c1', 'grievance', 'pay', seal('t'), 1, " GOES ", " GOES ", " GOES ");"
	"insert into case_alert(number, person, step, at) values(1, " GOES ", 0, 1), (9, " GOES ", 0, 1), (9, " STAYS
	", 0, 2);"
	"insert into case_event(number, at, event, person) values(1, 1, 'opened', " GOES ");"
	"insert into page_link(uid, number, department, assigned_at, made_by, made_at, expires_at)"
	" select 'l1', number, 1, 1, " GOES ", 1, 2 from cases limit 1;"
	"insert into case_supporter(number, person, at) values(1, " GOES ", 1), (9, " GOES ", 1), (9, " STAYS ", 2);"
	"insert into access_note(number, uid, place, place_key, kind, text, state, person, at) values"
	" (1, 'g1', seal('p'), keyed('p'), 'entry', seal('t'), 'said', " GOES ", 1);"
	"insert into photo(number, person, at) values(1, " GOES ", 1);"
	"insert into voice(number, chat, person, at, source) values(1, 1, " GOES ", 1, seal('u'));"
	"insert into volunteer(person, area, hours, since_at) values(" GOES ", '镇', 2, 1), (" STAYS ", '站', 3, 2);"
	"insert into ride_driver(person, seats, since_at) values(" GOES ", 4, 1), (" STAYS ", 4, 2);"
	"insert into ride(code, uid, person, driver, at, created_at) values(5, 'x', " GOES ", " GOES ", 1, 1);"
	"insert into ride_gone(ride, person) values(5, " GOES "), (5, " STAYS ");"
	"insert into team(name) values('队'); insert into team_member(team, person, since_at) values(1, " GOES
	", 1), (1, " STAYS ", 2);"
	"insert into publicity(uid, kind, people, day, person, at) values('p1', 'fire', 3, '2025-06-11', " GOES ", 1);"
	"insert into task(code, uid, kind, near, deadline_at, created_at, person, decided_by) values"
	" (1, 't1', 'elder', '街', 9, 1, " GOES ", " GOES "), (2, 't2', 'elder', '街', 9, 1, null, null);"
	"insert into task_offer(task, person, wave, at, state) values(1, " GOES ", 1, 1, 'offered'),"
	" (2, " GOES ", 1, 1, 'done'), (2, " STAYS ", 1, 2, 'offered');"
	"insert into outbox(channel, chat, class, person, due_at, created_at) values('x', 1, 'answer', " GOES ", 1, 1);"
	"insert into bind_code(person, code_key, expires_at) values(" GOES ", x'01', 1);"
	"insert into bind_try(person, at, wrong) values(" GOES ", 1, 0);"
	"insert into approval(number, uid, kind, a, b, by, at, decided_by) values(1, 'v1', 'role', " GOES ", " GOES
	", " GOES ", 1, " GOES ");"
	"insert into responsible(person, what, scope) values(" GOES ", 'grid', '镇');"
	"insert into notice(person, body, at) values(" GOES ", seal('b'), 1);"
	"insert into leaving(person) values(" GOES ");"
	"insert into duty(code, uid, list, text, person, created_at) values(1, 'd1', 'key', 't', " GOES ", 1);"
	"insert into visit(uid, site, person, day, at) values('w1', 1, " GOES ", '2025-06-11', 1);"
	"insert into enrolment(kind, code, person, state, at) values('activity', 1, " GOES
	", 'in', 1), ('activity', 1, " STAYS ", 'in', 1);"
	"insert into onsite(uid, kind, people, day, person, at) values('o1', 'lesson', 3, '2025-06-11', " GOES ", 1);"
	"insert into later_entry(uid, figure, n, day, source, evidence, person, at) values('l1', 'visits', 1, '2025-06-11', 'p', seal('e'), " GOES
	", 1);"
	"insert into report_version(number, uid, from_day, to_day, body, person, at) values(1, 'r1', '2025-06-01', '2025-06-30', '{}', " GOES
	", 1);"
	"insert into consent(person, purpose, version, told_at, at, withdrawn_at) values"
	" (" GOES ", 'contact', 1, 1, 1, 5), (" STAYS ", 'contact', 1, 1, 2, null), (" GOES
	", 'position', 1, 1, 1, null);"
	"insert into person_pref(person, kind, off_at) values(" GOES ", 'task', 1), (" GOES ", 'all', 1), (" STAYS
	", 'all', 2);"
	"insert into hint(person, kind, at) values(" GOES ", 'number_in_group', 1), (" STAYS ", 'number_in_group', 2);"
	"insert into reveal(uid, staff, person, reason, at) values('r1', " GOES ", " GOES ", seal('r'), 1);"
	"insert into handover(number, uid, person, staff, opened_at, last_at) values(1, 'h1', " GOES ", " GOES
	", 1, 1);"
	"insert into handover_told(handover, person) values(1, " GOES "), (1, " STAYS ");"
	"insert into duty_desk(person, until_at) values(" GOES ", 1), (" STAYS ", 2);"
	"insert into broadcast(number, uid, kind, body, person, created_at) values(1, 'b1', 'broadcast', seal('b'), " GOES
	", 1);"
	"insert into broadcast_copy(broadcast, person, at) values(1, " GOES ", 1), (1, " STAYS ", 1);"
	"insert into broadcast_read(broadcast, person, at) values(1, " GOES ", 1), (1, " STAYS ", 1);"
	"insert into unmatched(key, place, person, text, count, first_at, last_at) values"
	" (keyed('a'), 'private', " GOES ", seal('a'), 2, 3, 9), (keyed('a'), 'private', " STAYS
	", seal('a'), 4, 5, 7),"
	" (keyed('a'), 'group', " GOES ", seal('a'), 1, 1, 1), (keyed('a'), 'private', 3, seal('a'), 1, 1, 1);"
	"insert into topic_wanted(key, kind, person, text, count, first_at, last_at) values"
	" (keyed('b'), 'policy', " GOES ", seal('b'), 2, 3, 9), (keyed('b'), 'policy', " STAYS ", seal('b'), 4, 5, 7);"
	"insert into duplicate(a, b, why, at) values"
	" (" STAYS ", " GOES ", 'phone', 1), (" GOES ", 3, 'name+site', 1), (" STAYS ", 3, 'name+site', 1);";

/* "table.column" of everything that refers to a person and, where `of` is not
 * 0, has a row of that person. */
static struct str references(struct scratch *s, int64_t of)
{
	struct str all = STR("");
	struct rows *r = db_query0(s->db,
				   "select m.name, f.\"from\" from sqlite_schema m, pragma_foreign_key_list(m.name) f"
				   " where m.type = 'table' and f.\"table\" = 'person' order by 1, 2");

	while (db_next(r)) {
		const char *table = arena_cstr(s->a, db_str(r, 0)), *column = arena_cstr(s->a, db_str(r, 1));
		const char *sql = arena_printf(s->a, "select count(*) from %s where %s = %d", table, column, (int)of).p;

		if (of == 0 || db_get_int_n(s->db, 0, sql, NULL, 0) > 0)
			all = arena_printf(s->a, STR_FMT "%s.%s\n", STR_ARG(all), table, column);
	}
	db_done(r);
	return all;
}

static bool merge(struct scratch *s, int64_t from, int64_t into)
{
	assert_int_equal(db_begin(s->db), OK);
	bool done = person_merge(s->db, from, into, "0123456789abcdef", 77);

	if (db_error(s->db) != OK)
		fail_msg("%s", db_error_text(s->db));
	assert_int_equal(db_commit(s->db), OK);
	return done;
}

static void everything_moves(void **state)
{
	struct scratch *s = *state;

	three_people(s);
	assert_int_equal(db_script(s->db, fill), OK);
	struct str filled = references(s, 2), all = references(s, 0), one;

	while (str_split(&all, '\n', &one))
		if (one.n && !str_has(filled, one))
			fail_msg("`fill` has no row of GOES in " STR_FMT, STR_ARG(one));
	assert_true(merge(s, 2, 1));
	assert_int_equal(references(s, 2).n, 0);
	assert_int_equal(db_get_int_n(s->db, 0, "select count(*) from person", NULL, 0), 2);
	assert_int_equal(db_get_int_n(s->db, 0, "select count(*) from pragma_foreign_key_check", NULL, 0), 0);
}

#define IS(sql, expected) assert_int_equal(db_get_int_n(s->db, -1, sql, NULL, 0), expected)

static void what_both_have(void **state)
{
	struct scratch *s = *state;

	three_people(s);
	assert_int_equal(db_script(s->db, fill), OK);
	assert_true(merge(s, 2, 1));
	IS("select count(*) from identity where person = 1", 2);
	IS("select count(*) from person_group where person = 1", 2);
	IS("select count(*) from conversation where person = 1 and chat = 2 and unseal(state) = 's'", 1);
	IS("select count(*) from role where person = 1", 2);
	IS("select count(*) from member where person = 1 and state = 'verified' and branch = 1", 1);
	IS("select withdrawn_at from consent where person = 1 and purpose = 'contact'", 5);
	IS("select count(*) from callback where person = 1", 2);
	IS("select count(*) from callback where state = 'open' and unseal(phone) = '13800000002'", 1);
	IS("select count(*) from callback where state = 'withdrawn' and phone is null and done_at = 77", 1);
	IS("select count(*) from lesson_reading where person = 1 and lesson = 1 and opened_at = 1 and finished_at = 5",
	   1);
	IS("select count(*) from lesson_reading where person = 1", 2);
	IS("select count(*) from lesson_answer where person = 1 and lesson = 1 and first = 'B'", 1);
	IS("select count(*) from lesson_answer where person = 1", 3);
	IS("select count(*) from lesson_answer where person = 1 and no = 2 and first = 'A' and last = 'C' and correct",
	   1);
	IS("select count(*) from lesson_reading where person = 1 and lesson = 1 and screen = 3 and at = 9", 1);
	IS("select count(*) from window_visit where person = 1", 2);
	IS("select count(*) from case_supporter where person = 1", 2);
	IS("select count(*) from task where person = 1 and decided_by = 1", 1);
	IS("select count(*) from task_offer where person = 1 and (task = 1 or state = 'done')", 2);
	IS("select count(*) from volunteer where person = 1 and area = '站' and hours = 5 and since_at = 1", 1);
	IS("select count(*) from unmatched", 3);
	IS("select count(*) from unmatched where person = 1 and place = 'private' and count = 6 and first_at = 3"
	   " and last_at = 9",
	   1);
	IS("select count(*) from topic_wanted where person = 1 and count = 6 and first_at = 3 and last_at = 9", 1);
	IS("select count(*) from duplicate", 2);
	IS("select count(*) from duplicate where state = 'merged' and a = 1 and b is null and gone = 'goes' and done_at = 77",
	   1);
	IS("select count(*) from duplicate where state = 'proposed' and a = 1 and b = 3", 1);
	IS("select count(*) from audit where action = 'person.merge' and object = 'stays' and detail = 'goes'"
	   " and actor = '0123456789abcdef'",
	   1);
}

static void what_one_says(void **state)
{
	struct scratch *s = *state;

	three_people(s);
	assert_int_equal(
		db_script(
			s->db,
			"update person set phone = seal('13800000001'), phone_key = keyed('13800000001'), trade = 'courier',"
			" platform = '顺丰', site = 1, street = 1, registered = 1, registered_at = 15 where id = 2;"
			"update person set trade = 'delivery', platform = '美团' where id = 1"),
		OK);
	assert_true(merge(s, 2, 1));
	IS("select count(*) from v_person where name = '乙' and phone = '13800000001' and trade = 'delivery'"
	   " and platform = '美团' and site = '站' and street = '镇' and registered",
	   1);
	IS("select count(*) from person where uid = 'stays' and phone_key = keyed('13800000001') and created_at = 10"
	   " and registered_at = 15",
	   1);
}

static void nothing_to_merge(void **state)
{
	struct scratch *s = *state;

	three_people(s);
	assert_false(merge(s, 1, 1));
	assert_false(merge(s, 1, 4));
	assert_false(merge(s, 4, 1));
	IS("select count(*) from person", 3);
	IS("select count(*) from audit", 0);
	/* merged once, the other order finds nobody */
	assert_true(merge(s, 3, 1));
	assert_false(merge(s, 3, 1));
}

/* A table that the description does not know makes the merge fail; nothing is half done. */
static void a_forgotten_table_stops_it(void **state)
{
	struct scratch *s = *state;

	three_people(s);
	assert_int_equal(db_script(s->db,
				   "create table later(person integer not null references person(id));"
				   "insert into later values(2); insert into role(person, role) values(2, 'city')"),
			 OK);
	assert_int_equal(db_begin(s->db), OK);
	person_merge(s->db, 2, 1, NULL, 77);
	assert_int_not_equal(db_commit(s->db), OK);
	IS("select count(*) from person", 3);
	IS("select person from role", 2);
	IS("select count(*) from audit", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(everything_moves),
		SCRATCH_DB_TEST(what_both_have),
		SCRATCH_DB_TEST(what_one_says),
		SCRATCH_DB_TEST(nothing_to_merge),
		SCRATCH_DB_TEST(a_forgotten_table_stops_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
