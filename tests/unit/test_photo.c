/* test_photo.c - photos wait for a report, become part of a case, are fetched. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/photo.h"

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
		       "insert into chat(id, channel, key, native, type) values(1, 'telegram', 'k1', seal('-5'), 'group');"
		       "insert into chat(id, channel, key, native, type) values(2, 'bridge', 'k2', seal('g'), 'group');"
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
	return db_script(db, "delete from photo") == OK ? 0 : -1;
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

static void test_waits_then_belongs(void **state)
{
	struct photo by_id = { .file_id = STR("AgAC") }, bytes = { .bytes = JPEG, .mime = STR("text/html") };
	struct photo fake = { .bytes = STR("MZ not a picture") }, nothing = { 0 };
	int64_t ids[4];
	struct str mime;

	(void)state;
	int64_t first = photo_add(db, 1, 1, 1000, &by_id), second = photo_add(db, 1, 1, 2000, &bytes);

	assert_true(first > 0 && second > first);
	assert_true(photo_add(db, 1, 2, 2000, &by_id) > 0); /* another person's */
	assert_int_equal(photo_add(db, 1, 1, 2000, &fake), 0);
	assert_int_equal(photo_add(db, 1, 1, 2000, &nothing), 0);
	assert_int_equal(photo_attach(db, 1, 1, 1190, 1500), 1); /* the first is too old */
	assert_int_equal(photo_attach(db, 2, 1, 1190, 0), 0);	 /* another chat */
	assert_int_equal(photo_attach(db, 1, 1, 1190, 0), 1);
	assert_int_equal(photo_attach(db, 1, 1, 1191, 0), 0); /* taken already */
	assert_int_equal(photo_of_case(db, 1190, ids, 4), 2);
	assert_true(ids[0] == first && ids[1] == second);
	assert_int_equal(photo_of_case(db, 1190, ids, 1), 1);
	struct str got = photo_bytes(db, second, arena, &mime);

	assert_true(str_eq(got, JPEG));
	assert_true(str_is(mime, "image/jpeg")); /* not what was claimed */
	assert_null(photo_bytes(db, first, arena, &mime).p);
	assert_int_equal(photo_purge(db, 2000), 0);
	assert_int_equal(photo_purge(db, 2001), 1); /* the other person's; those of the case stay */
	assert_int_equal(db_error(db), OK);
}

static void test_sealed(void **state)
{
	struct photo both = { .file_id = STR("AgAC-secret"), .bytes = JPEG };
	int64_t id = photo_add(db, 1, 1, 1000, &both);

	(void)state;
	assert_int_equal(db_get_int(db, -1,
				    "select instr(source, 'AgAC') + instr(bytes, 'picture') from photo where id = ?1",
				    V(id)),
			 0);
}

static void test_too_many(void **state)
{
	struct photo by_id = { .file_id = STR("AgAC") };

	(void)state;
	for (int i = 0; i < PHOTO_WAITING; i++)
		assert_true(photo_add(db, 1, 1, 1000, &by_id) > 0);
	assert_int_equal(photo_add(db, 1, 1, 1000, &by_id), 0);
	assert_true(photo_add(db, 1, 2, 1000, &by_id) > 0);
	assert_true(photo_add(db, 2, 1, 1000, &by_id) > 0);
}

static void test_fetching(void **state)
{
	struct photo by_id = { .file_id = STR("AgAC") }, by_url = { .url = STR("https://example.invalid/a.jpg") };
	struct photo_wanted w;
	struct str mime;

	(void)state;
	int64_t id = photo_add(db, 1, 1, 1000, &by_id);

	assert_true(photo_add(db, 2, 1, 900, &by_url) > 0);
	assert_false(photo_next_to_fetch(db, arena, &w)); /* group talk: only the reference, only for a while */
	photo_attach(db, 1, 1, 1190, 0);
	photo_attach(db, 2, 1, 1191, 0);
	assert_true(photo_next_to_fetch(db, arena, &w));
	assert_true(w.id == id && w.at == 1000);
	assert_true(str_is(w.channel, "telegram") && str_is(w.file_id, "AgAC"));
	photo_not_fetched(db, id, 2000, "502");
	assert_true(photo_next_to_fetch(db, arena, &w) && w.at == 2000 + 60000);
	photo_not_fetched(db, id, 70000, "no answer");
	assert_true(photo_next_to_fetch(db, arena, &w) && w.at == 70000 + 480000);
	photo_not_fetched(db, id, 600000, "400");
	assert_false(photo_next_to_fetch(db, arena, &w));
	assert_true(str_is(db_get_str(db, arena, "select why || tries from photo where id = ?1", V(id)), "4003"));

	id = photo_add(db, 1, 1, 1000, &by_id);
	photo_attach(db, 1, 1, 1190, 0);
	photo_store(db, id, JPEG);
	assert_true(str_eq(photo_bytes(db, id, arena, &mime), JPEG));
	assert_false(photo_next_to_fetch(db, arena, &w));
	id = photo_add(db, 1, 1, 1000, &by_id);
	photo_attach(db, 1, 1, 1190, 0);
	photo_store(db, id, STR("<html>not a picture</html>"));
	assert_null(photo_bytes(db, id, arena, &mime).p);
	assert_false(photo_next_to_fetch(db, arena, &w));
	assert_int_equal(db_error(db), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mime),
		cmocka_unit_test_setup(test_waits_then_belongs, start_empty),
		cmocka_unit_test_setup(test_sealed, start_empty),
		cmocka_unit_test_setup(test_too_many, start_empty),
		cmocka_unit_test_setup(test_fetching, start_empty),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
