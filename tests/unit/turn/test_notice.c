/* test_notice.c - telling somebody: what it returns, and that it undoes nothing. */
#include "handlers/turn/notice.h"

#include "tests/unit/engine/city_fixture.h"

#define TO_PHONE "select count(*) from callback where person = 1 and why = 'unreached' and subject = 'Q-7'"

static bool nobody(void *arg, struct str channel)
{
	(void)arg;
	(void)channel;
	return false;
}

static int64_t tell(struct city *k, unsigned flags)
{
	return notice_send(&k->w,
			   &(struct notice){ .person = 1,
					     .phrase = PHRASE("case.news.group"),
					     .fills = FILLS_(FILL("number", STR("Q-7"))),
					     .n = 1,
					     .flags = flags,
					     .subject = STR("Q-7") },
			   k->now, k->turn);
}

static void begin(struct city *k, struct scratch *s, const char *sql)
{
	city_new(k, s, 1);
	city_begin(k);
	db_run0(s->db, "update person set phone = seal('13800000101') where id = 1");
	if (sql)
		assert_int_equal(db_script(s->db, sql), OK);
}

static void end(struct city *k)
{
	city_commit(k);
	city_free(k);
}

static void the_chat_used_is_told_by_day_and_by_night(void **state)
{
	struct city k;

	begin(&k, *state, NULL);
	int64_t chat = tell(&k, NOTICE_AWAITED);

	assert_true(chat > 0);
	assert_int_equal(city_count(&k, "select count(*) from outbox"), 1);
	k.now += 15 * MS_HOUR;
	assert_int_equal(tell(&k, NOTICE_AWAITED), chat);
	assert_int_equal(city_count(&k, "select count(*) from outbox"), 1);
	assert_int_equal(city_count(&k, "select count(*) from notice"), 1);
	assert_int_equal(city_count(&k, TO_PHONE), 0);
	end(&k);
}

static void no_way_is_known_at_once_at_night(void **state)
{
	struct city k;

	begin(&k, *state, NULL);
	k.w.may_write_first = nobody;
	k.now += 15 * MS_HOUR;
	assert_int_equal(tell(&k, NOTICE_AWAITED), 0);
	assert_int_equal(city_count(&k, "select count(*) from notice"), 0);
	assert_int_equal(city_count(&k, TO_PHONE), 1);
	end(&k);
}

/* He could be written to in the evening, and no more in the morning. */
static void the_way_is_looked_for_again_in_the_morning(void **state)
{
	struct city k;

	begin(&k, *state, NULL);
	k.now += 15 * MS_HOUR;
	assert_true(tell(&k, NOTICE_AWAITED) > 0);
	db_run0(k.s->db, "update chat set gone = 1 where person = 1");
	city_commit(&k);
	k.now += 10 * MS_HOUR;
	city_jobs(&k);
	assert_int_equal(city_count(&k, "select count(*) from outbox where person = 1"), 0);
	city_begin(&k);
	assert_int_equal(city_count(&k, TO_PHONE), 1);
	end(&k);
}

static void fails(struct scratch *s, const char *trigger, ms_t later)
{
	struct city k;

	begin(&k, s, trigger);
	k.now += later;
	db_savepoint(s->db);
	db_run0(s->db, "update person set trade = 'truck' where id = 1"); /* the act */
	assert_int_equal(tell(&k, NOTICE_AWAITED), 0);
	assert_int_equal(db_release(s->db), OK);
	assert_int_equal(city_count(&k, "select count(*) from person where id = 1 and trade = 'truck'"), 1);
	assert_int_equal(city_count(&k, TO_PHONE), 1);
	end(&k);
}

static void one_that_fails_undoes_nothing(void **state)
{
	fails(*state, "create trigger fail before insert on outbox begin select raise(abort, 'no'); end", 0);
}

static void one_that_cannot_wait_undoes_nothing(void **state)
{
	fails(*state, "create trigger fail before insert on notice begin select raise(abort, 'no'); end", 15 * MS_HOUR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(the_chat_used_is_told_by_day_and_by_night),
		SCRATCH_DB_TEST(no_way_is_known_at_once_at_night),
		SCRATCH_DB_TEST(the_way_is_looked_for_again_in_the_morning),
		SCRATCH_DB_TEST(one_that_fails_undoes_nothing),
		SCRATCH_DB_TEST(one_that_cannot_wait_undoes_nothing),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
