/* scratch.h - a folder that is gone after the test, with a key and a database. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/db/db.h"

struct scratch {
	char dir[64];
	struct keys keys;
	struct arena *a;
	struct db *db; /* "a.db" in the folder, or NULL */
};

static inline const char *scratch_path(struct scratch *s, const char *name)
{
	return arena_printf(s->a, "%s/%s", s->dir, name).p;
}

static inline int scratch_set_up(void **state)
{
	struct scratch *s = calloc(1, sizeof *s);

	assert_non_null(s);
	strcpy(s->dir, "/tmp/xiaodeng-test-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	keys_random(&s->keys);
	s->a = arena_new();
	*state = s;
	return 0;
}

static inline int scratch_set_up_db(void **state)
{
	struct scratch *s;

	scratch_set_up(state);
	s = *state;
	assert_int_equal(db_open(scratch_path(s, "a.db"), DB_SCRATCH, &s->keys, &s->db), OK);
	return 0;
}

static inline int scratch_remove(const char *path, const struct stat *st, int type, struct FTW *f)
{
	(void)st;
	(void)type;
	(void)f;
	return remove(path);
}

static inline int scratch_tear_down(void **state)
{
	struct scratch *s = *state;

	db_close(s->db);
	nftw(s->dir, scratch_remove, 8, FTW_DEPTH | FTW_PHYS);
	arena_free(s->a);
	free(s);
	return 0;
}

static inline void scratch_write(struct scratch *s, const char *name, const char *text)
{
	FILE *f = fopen(scratch_path(s, name), "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

/* A whole file, in the arena. */
static inline struct str scratch_read(struct scratch *s, const char *name)
{
	FILE *f = fopen(scratch_path(s, name), "r");

	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	long n = ftell(f);
	char *p = arena_alloc(s->a, (size_t)n + 1);

	rewind(f);
	assert_int_equal(fread(p, 1, (size_t)n, f), n);
	fclose(f);
	return (struct str){ p, (size_t)n };
}

#define SCRATCH_TEST(f) cmocka_unit_test_setup_teardown(f, scratch_set_up, scratch_tear_down)
#define SCRATCH_DB_TEST(f) cmocka_unit_test_setup_teardown(f, scratch_set_up_db, scratch_tear_down)

#endif
