/* test_photo.c - photos wait for a report, become part of a case, are worked on,
 * and whoever sent one that is of no use is told once. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/media/photo.h"
#include "store/keep/retention.h"
#include "store/messages/timer.h"

#define JPEG STR("\xff\xd8\xff\xe0 a picture \0 with a NUL")

static char dir[] = "/tmp/xiaodeng-photo-XXXXXX";
static char path[64];
static struct keys keys;
static struct db *db;
static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(path, sizeof path, "%s/db", dir);
	keys_random(&keys);
	arena = arena_new();
	if (db_open(path, DB_SCRATCH, &keys, &db) != OK)
		return -1;
	return db_script(
		       db,
		       "insert into chat(id, channel, key, native, type) values(1, 'telegram', x'01', seal('-5'), 'group');"
		       "insert into chat(id, channel, key, native, type) values(2, 'bridge', x'02', seal('g'), 'group');"
		       "insert into person(id, uid, created_at) values(1, 'a', 0), (2, 'b', 0);"
		       "insert into cases(number, uid, kind, category, text, filed_at)"
		       " values(1190, 'c', 'hazard', 'fire', seal('x'), 0), (1191, 'd', 'hazard', 'fire', seal('y'), 0)") ==
			       OK
		       ? 0
		       : -1;
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	db_close(db);
	arena_free(arena);
	snprintf(command, sizeof command, "rm -r %s", dir);
	return system(command);
}

static int start_empty(void **state)
{
	(void)state;
	return db_script(db, "delete from photo; delete from timer") == OK ? 0 : -1;
}

static void test_mime(void **state)
{
	(void)state;
	assert_string_equal(photo_mime(JPEG), "image/jpeg");
	assert_string_equal(photo_mime(STR("\x89PNG\r\n\x1a\nrest")), "image/png");
	assert_string_equal(photo_mime(STR("RIFF\1\2\3\4WEBPVP8 ")), "image/webp");
	assert_null(photo_mime(STR("RIFF\1\2\3\4WAVE")));
	assert_null(photo_mime(STR("GIF89a")));
	assert_null(photo_mime(STR("<svg/>")));
	assert_null(photo_mime(STR("\xff\xd8")));
	assert_null(photo_mime(NO_STR));
}

static int64_t count(const char *sql)
{
	return db_get_int_n(db, -1, sql, NULL, 0);
}

static struct str state_of(int64_t id)
{
	return db_get_str(db, arena, "select state || ' ' || coalesce(why, '-') from photo where id = ?1", V(id));
}

static int64_t add(int64_t chat, int64_t person, ms_t at, struct photo photo)
{
	int64_t id = photo_add(db, chat, person, at, &photo);

	assert_true(id > 0);
	return id;
}

static const struct photo by_id = { .file_id = { "AgAC-secret", 11 } };

/* One of case 1190, sent at 1000. */
static int64_t add_to_case(struct photo photo)
{
	int64_t id = add(1, 1, 1000, photo);

	assert_int_equal(photo_attach(db, 1, 1, 1190, 0), 1);
	return id;
}

static void test_waits_then_belongs(void **state)
{
	int64_t ids[4];

	(void)state;
	add(1, 1, 1000, by_id);
	int64_t second = add(1, 1, 2000, (struct photo){ .bytes = JPEG, .mime = STR("text/html") });

	add(1, 2, 2000, by_id); /* another person's */
	assert_int_equal(photo_add(db, 1, 1, 2000, &(struct photo){ 0 }), 0);
	assert_int_equal(photo_attach(db, 1, 1, 1190, 1500), 1); /* the first is too old */
	assert_int_equal(photo_attach(db, 2, 1, 1190, 0), 0);	 /* another chat */
	assert_int_equal(photo_attach(db, 1, 1, 1190, 0), 1);
	assert_int_equal(photo_attach(db, 1, 1, 1191, 0), 0); /* taken already */
	assert_int_equal(photo_of_case(db, 1190, ids, 4), 0); /* nothing to be shown yet */
	assert_null(photo_load(db, second, arena).p);	      /* least of all the bytes as sent */
	photo_done(db, second, JPEG);
	assert_int_equal(photo_of_case(db, 1190, ids, 4), 1);
	assert_int_equal(ids[0], second);
	assert_true(str_eq(photo_load(db, second, arena), JPEG));
	int64_t from = 0;

	assert_int_equal(retention_step(db, KEEP_WAITING, 0, 2000 + 10 * MS_MINUTE, 10, &from), 0);
	/* the other person's; those of the case stay */
	assert_int_equal(retention_step(db, KEEP_WAITING, 0, 2001 + 10 * MS_MINUTE, 10, &from), 1);
	assert_int_equal(db_error(db), OK);
}

static void test_sealed(void **state)
{
	int64_t id = add(1, 1, 1000, (struct photo){ .bytes = JPEG }), other = add(1, 1, 1000, by_id);

	(void)state;
	assert_int_equal(count("select count(raw) + 10 * count(source) + 100 * count(bytes) from photo"), 11);
	assert_int_equal(count("select sum(instr(raw, 'picture')) from photo"), 0);
	assert_int_equal(count("select count(*) from photo where instr(source, 'AgAC')"), 0);
	photo_done(db, id, JPEG);
	photo_done(db, other, JPEG);
	assert_int_equal(count("select count(bytes) from photo"), 2);
	assert_int_equal(count("select sum(instr(bytes, 'picture')) from photo"), 0);
	assert_int_equal(count("select count(raw) + count(source) from photo"), 0); /* what was sent is gone */
}

static void test_too_many(void **state)
{
	(void)state;
	for (int i = 0; i < PHOTO_WAITING; i++)
		add(1, 1, 1000, by_id);
	assert_int_equal(photo_add(db, 1, 1, 1000, &by_id), 0);
	add(1, 2, 1000, by_id);
	add(2, 1, 1000, by_id);
}

static void test_work(void **state)
{
	struct photo_work w;

	(void)state;
	int64_t third = add(1, 1, 1000, by_id);
	int64_t first = add(2, 1, 900, (struct photo){ .url = STR("https://example.invalid/a.jpg") });
	int64_t second = add(2, 1, 950, (struct photo){ .bytes = JPEG, .url = STR("https://not.this") });

	assert_false(photo_next_work(db, arena, &w)); /* group talk: nothing is done with it */
	photo_attach(db, 1, 1, 1190, 0);
	photo_attach(db, 2, 1, 1191, 0);
	assert_true(photo_next_work(db, arena, &w));
	assert_int_equal(w.id, first);
	assert_int_equal(w.at, 900);
	assert_null(w.raw.p);
	assert_true(str_is(w.channel, "bridge") && str_is(w.source, "https://example.invalid/a.jpg"));
	photo_end(db, first, PHOTO_REFERENCE, "its host", 1000);
	assert_true(str_is(state_of(first), "reference its host"));
	assert_true(str_is(db_get_str(db, arena, "select unseal(source) from photo where id = ?1", V(first)),
			   "https://example.invalid/a.jpg"));
	assert_true(photo_next_work(db, arena, &w) && w.id == second);
	assert_true(str_eq(w.raw, JPEG));
	assert_null(w.source.p);
	photo_done(db, second, JPEG);
	assert_true(photo_next_work(db, arena, &w) && w.id == third);
	assert_true(str_is(w.channel, "telegram") && str_is(w.source, "AgAC-secret"));
	photo_done(db, third, JPEG);
	assert_false(photo_next_work(db, arena, &w));
}

static void test_tries(void **state)
{
	struct photo_work w;
	int64_t id = add_to_case(by_id);

	(void)state;
	photo_failed(db, id, PHOTO_LOST, "502", 2000);
	assert_true(photo_next_work(db, arena, &w) && w.at == 2000 + 60000);
	photo_failed(db, id, PHOTO_LOST, "no answer", 70000);
	assert_true(photo_next_work(db, arena, &w) && w.at == 70000 + 480000);
	assert_int_equal(timer_at(db, PHOTO_TIMER, id), INT64_MAX);
	photo_failed(db, id, PHOTO_LOST, "400", 600000);
	assert_false(photo_next_work(db, arena, &w));
	assert_true(str_is(state_of(id), "lost 400"));
	assert_int_equal(timer_at(db, PHOTO_TIMER, id), 600000);
}

static void test_no_picture(void **state)
{
	struct photo_work w;
	int64_t id = add(1, 1, 1000, (struct photo){ .bytes = STR("MZ not a picture"), .mime = STR("image/jpeg") });

	(void)state;
	assert_int_equal(count("select count(raw) + count(source) from photo"), 0); /* not kept */
	assert_int_equal(timer_at(db, PHOTO_TIMER, id), INT64_MAX);
	photo_attach(db, 1, 1, 1190, 0);
	assert_false(photo_next_work(db, arena, &w));
	assert_true(str_is(state_of(id), "unreadable no picture"));
	assert_int_equal(timer_at(db, PHOTO_TIMER, id), 1000);
}

static void test_told_once(void **state)
{
	int64_t first = add_to_case(by_id), second = add_to_case(by_id), third = add_to_case(by_id);
	int64_t fine = add_to_case(by_id);
	struct photo_news news;

	(void)state;
	photo_done(db, fine, JPEG);
	photo_end(db, first, PHOTO_LARGE, "x", 2000);
	photo_end(db, second, PHOTO_UNREADABLE, "x", 2000);
	photo_end(db, third, PHOTO_LOST, "x", 700000);
	assert_true(photo_tell(db, first, 2000, &news));
	assert_int_equal(news.person, 1);
	assert_int_equal(news.number, 1190);
	assert_int_equal(news.end, PHOTO_LARGE);
	assert_int_equal(news.at, 1000);
	assert_false(photo_tell(db, first, 2000, &news));
	assert_false(photo_tell(db, second, 3000, &news)); /* the next of a handful */
	assert_true(photo_tell(db, third, 700000, &news)); /* much later */
	assert_int_equal(news.end, PHOTO_LOST);
	assert_false(photo_tell(db, 999, 700000, &news));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mime),
		cmocka_unit_test_setup(test_waits_then_belongs, start_empty),
		cmocka_unit_test_setup(test_sealed, start_empty),
		cmocka_unit_test_setup(test_too_many, start_empty),
		cmocka_unit_test_setup(test_work, start_empty),
		cmocka_unit_test_setup(test_tries, start_empty),
		cmocka_unit_test_setup(test_no_picture, start_empty),
		cmocka_unit_test_setup(test_told_once, start_empty),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
