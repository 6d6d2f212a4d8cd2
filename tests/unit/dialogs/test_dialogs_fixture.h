/* test_dialogs_fixture.h - small packs for tests, written to a scratch folder. */
#ifndef TEST_DIALOGS_FIXTURE_H
#define TEST_DIALOGS_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "dialogs/build/build.h"
#include "dialogs/pack/pack.h"

/* Wednesday 2025-06-11, 11:00 in China. */
#define NOON_CLOCK INT64_C(1749610800000)

struct try_pack {
	char dir[64];
	struct arena *arena;
	struct problems wrong;
	struct pack *pack;
};

static inline void try_pack_free(struct try_pack *t)
{
	char path[96];

	pack_free(t->pack);
	arena_free(t->arena);
	snprintf(path, sizeof path, "%s/a.ini", t->dir);
	unlink(path);
	rmdir(t->dir);
}

/* A pack of one file, "a.ini". `pack` is NULL when it is refused. */
static inline struct try_pack try_pack_n(const char *ini, size_t n)
{
	struct try_pack t = { .dir = "/tmp/xd-pack-XXXXXX", .arena = arena_new() };
	char path[96];

	assert_non_null(mkdtemp(t.dir));
	snprintf(path, sizeof path, "%s/a.ini", t.dir);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(ini, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	t.wrong.arena = t.arena;
	t.pack = pack_load(t.dir, &t.wrong);
	return t;
}

static inline struct try_pack try_pack(const char *ini)
{
	return try_pack_n(ini, strlen(ini));
}

static inline void show(const struct problems *p)
{
	for (size_t i = 0; i < p->n; i++)
		print_message(STR_FMT "\n", STR_ARG(p->lines[i]));
}

/* A problem names this place ("a.ini:3:") and says this. */
static inline bool said(const struct problems *p, const char *place, const char *what)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_has(p->lines[i], str_c(place)) && str_has(p->lines[i], str_c(what)))
			return true;
	show(p);
	return false;
}

#define assert_str(value, text)                                                                                        \
	do {                                                                                                           \
		struct str v_ = (value);                                                                               \
		if (!str_is(v_, text)) {                                                                               \
			print_error("got \"" STR_FMT "\", want \"%s\"\n", STR_ARG(v_), text);                          \
			fail();                                                                                        \
		}                                                                                                      \
	} while (0)

#endif
