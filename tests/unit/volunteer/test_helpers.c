/* test_helpers.c - whom to ask for a task: whose area reaches the place, who can, and
 * of those who was asked or served longest ago. */
#include "tests/unit/scratch.h"

#include "bot/base/clock.h"
#include "store/volunteer/helpers.h"
#include "store/person/person.h"
#include "store/task/task.h"
#include "store/volunteer/volunteer.h"

enum { MANY = 8 };

static const struct position here = { 30.41, 103.46, DATUM_GCJ02 };

/* So far to the north, in metres. */
static struct position off(double metres)
{
	return (struct position){ here.lat + metres / 111320, here.lon, DATUM_GCJ02 };
}

static int64_t volunteer(struct scratch *s, const char *id, double metres, double km, const char *skills)
{
	struct position at = off(metres);
	struct person p = person_meet(s->db, STR("t"), str_c(id), str_c(id), 1, s->a);

	volunteer_save(s->db, p.id, p.uid, STR("x"), &at, km, str_c(skills), 1, s->a);
	assert_true(volunteer_decide(s->db, p.id, p.uid, true, 1));
	return p.id;
}

/* asker 0: somebody who is no volunteer */
static int64_t task(struct scratch *s, int64_t asker)
{
	if (!asker)
		asker = person_meet(s->db, STR("t"), STR("family"), STR("family"), 1, s->a).id;
	return task_new(s->db,
			&(struct task){ .kind = STR("elder"),
					.person = asker,
					.near = STR(""),
					.deadline = MS_DAY,
					.located = true,
					.at = here,
					.wanted = 1 },
			"a", 1, s->a);
}

/* Who would be asked, in order, as "abc" of their ids. */
static struct str asked(struct scratch *s, struct helpers *h, struct helper_query q)
{
	struct helper out[MANY];
	struct str all = STR("");

	q.at = here;
	if (!q.reach)
		q.reach = 1;
	if (!q.per_day)
		q.per_day = 3;
	size_t n = helpers_for(h, &q, out, MANY, s->a);

	for (size_t i = 0; i < n; i++)
		all = arena_printf(s->a, STR_FMT STR_FMT, STR_ARG(all),
				   STR_ARG(person_load(s->db, out[i].person, s->a).name));
	return all;
}
#define ASKED(want, ...)                                                                                               \
	assert_string_equal(arena_cstr(s->a, asked(s, h, (struct helper_query){ __VA_ARGS__ })), (want))

static void reach_and_turns(void **state)
{
	struct scratch *s = *state;
	struct helpers *h = helpers_new(s->db);

	assert_int_equal(db_begin(s->db), OK);
	int64_t a = volunteer(s, "a", 900, 1, ""), b = volunteer(s, "b", 300, 1, ""),
		c = volunteer(s, "c", 1400, 1, "");
	int64_t t = task(s, 0), other = task(s, a);

	/* nobody was asked yet: the nearer first; c only when the area is stretched */
	ASKED("ba", .task = t, .day = 1);
	ASKED("bac", .task = t, .day = 1, .reach = 1.5);
	/* who was asked, or served, goes to the end */
	volunteer_asked(s->db, b, other, 1, 1, 100);
	ASKED("ab", .task = t, .day = 1);
	volunteer_served(s->db, a, 200);
	ASKED("ba", .task = t, .day = 1);
	/* not twice for the same task, and not for his own */
	ASKED("", .task = other, .day = 1);
	/* so often a day, and the next day again */
	volunteer_asked(s->db, b, task(s, 0), 1, 1, 300);
	volunteer_asked(s->db, b, task(s, 0), 1, 1, 400);
	ASKED("a", .task = t, .day = 1);
	ASKED("ab", .task = t, .day = 2);
	/* paused, back, gone: at once */
	assert_true(volunteer_pause(s->db, a, "x", NO_STR, 500));
	ASKED("b", .task = t, .day = 2);
	assert_true(volunteer_resume(s->db, a, "x", 600));
	ASKED("ab", .task = t, .day = 2);
	assert_true(volunteer_leave(s->db, a, "x", 700));
	assert_true(volunteer_leave(s->db, c, "x", 700));
	ASKED("b", .task = t, .day = 2, .reach = 2);
	assert_int_equal(db_commit(s->db), OK);
	helpers_free(h);
}

static void what_one_can(void **state)
{
	struct scratch *s = *state;
	struct helpers *h = helpers_new(s->db);

	assert_int_equal(db_begin(s->db), OK);
	int64_t a = volunteer(s, "a", 100, 1, "修车;量血压"), b = volunteer(s, "b", 200, 1, "修车"),
		c = volunteer(s, "c", 300, 1, ""), d = volunteer(s, "d", 400, 1, "");
	int64_t t = task(s, 0);

	ASKED("ab", .task = t, .skill = STR("修车"));
	ASKED("a", .task = t, .skill = STR("量血压"));
	ASKED("", .task = t, .skill = STR("理发"));
	/* what he drives himself goes before what his trade drives */
	db_run(s->db, "update person set trade = 'ridehail' where id = ?1 or id = ?2", V(b), V(c));
	volunteer_drives(s->db, a, STR("trike"));
	volunteer_drives(s->db, c, STR("van"));
	volunteer_drives(s->db, d, STR("ebike"));
	volunteer_served(s->db, b, 0); /* his row is read again */
	ASKED("bc", .task = t, .vehicle = STR("seats"));
	ASKED("ac", .task = t, .vehicle = STR("load"));
	ASKED("a", .task = t, .vehicle = STR("load"), .skill = STR("修车"));
	ASKED("abcd", .task = t);
	assert_int_equal(db_commit(s->db), OK);
	helpers_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(reach_and_turns),
		SCRATCH_DB_TEST(what_one_can),
	};

	return cmocka_run_group_tests_name("helpers", tests, NULL, NULL);
}
