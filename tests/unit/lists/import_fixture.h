/* import_fixture.h - a scratch database and a folder of CSV files for the
 * tests of import and export. */
#ifndef TESTS_IMPORT_FIXTURE_H
#define TESTS_IMPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/db/db.h"
#include "store/lists/export.h"
#include "store/lists/import.h"

struct world {
	char dir[64]; /* holds db and the folder in/ */
	char in[80];
	struct keys keys;
	struct db *db;
	struct arena *arena;
	struct import_report report;
};

static const ms_t world_now = 1765000000000;

static inline void empty_folder(const char *dir)
{
	DIR *d = opendir(dir);

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));) {
		char path[400];

		snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
		if (e->d_name[0] != '.' || strlen(e->d_name) > 2)
			unlink(path);
	}
	closedir(d);
}

static inline int world_begin(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	char path[100];

	setenv("TZ", "Asia/Shanghai", 1);
	strcpy(w->dir, "/tmp/xiaodeng-import-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->in, sizeof w->in, "%s/in", w->dir);
	assert_int_equal(mkdir(w->in, 0700), 0);
	keys_random(&w->keys);
	w->arena = arena_new();
	snprintf(path, sizeof path, "%s/db", w->dir);
	assert_int_equal(db_open(path, DB_SCRATCH, &w->keys, &w->db), OK);
	*state = w;
	return 0;
}

static inline int world_end(void **state)
{
	struct world *w = *state;

	db_close(w->db);
	arena_free(w->arena);
	empty_folder(w->in);
	rmdir(w->in);
	empty_folder(w->dir);
	rmdir(w->dir);
	free(w);
	return 0;
}

/* A file of the folder in/; n bytes, or up to the NUL when n is 0. */
static inline void put_file(struct world *w, const char *name, const char *text, size_t n)
{
	char path[200];

	snprintf(path, sizeof path, "%s/%s", w->in, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fwrite(text, 1, n ? n : strlen(text), f);
	assert_int_equal(fclose(f), 0);
}

static inline enum err load_as(struct world *w, const char *dir, const char *name, bool dry_run)
{
	struct import_options options = { .now = world_now, .dry_run = dry_run };

	return import_dir(w->db, dir, name, &options, w->arena, &w->report);
}

/* Imports in/ and empties it. */
static inline enum err load_in(struct world *w)
{
	enum err e = load_as(w, w->in, "in", false);

	empty_folder(w->in);
	return e;
}

/* Imports one text as the rows of a kind. */
static inline enum err load_text(struct world *w, const char *kind, const char *text)
{
	char name[80];

	snprintf(name, sizeof name, "%s.csv", kind);
	put_file(w, name, text, 0);
	return load_in(w);
}

static inline void load_fixture(struct world *w, const char *dir)
{
	enum err e = load_as(w, dir, dir, false);

	if (e != OK)
		import_print_problems(&w->report, "# ", stderr);
	assert_int_equal(e, OK);
}

/* The problems as they are printed, or the export of a kind; in the arena. */
static inline const char *problems(struct world *w)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	import_print_problems(&w->report, "", f);
	fclose(f);
	const char *copy = arena_strdup(w->arena, text);

	free(text);
	return copy;
}

static inline const char *exported(struct world *w, enum kind_id kind)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	struct arena *scratch = arena_new();

	struct exported done;

	assert_int_equal(export_kind(w->db, kind, scratch, f, &done), OK);
	assert_int_equal(done.left_out, 0);
	arena_free(scratch);
	fclose(f);
	const char *copy = arena_strdup(w->arena, text);

	free(text);
	return copy;
}

static inline const char *exported_all(struct world *w)
{
	struct str all = STR("");

	for (enum kind_id k = KIND_NONE + 1; k < KIND_COUNT; k++)
		all = arena_printf(w->arena, STR_FMT "%s", STR_ARG(all), exported(w, k));
	return all.p;
}

#define ask(w, sql) db_get_int_n((w)->db, -1, sql, NULL, 0)

/* A text that cannot be imported as rows of the kind. */
struct bad {
	const char *kind;
	const char *csv;
	const char *problems; /* as printed, a line each; a line may be cut short by "~" */
};

static inline bool line_matches(struct str expected, struct str got)
{
	if (str_ends(expected, STR("~")))
		return str_starts(got, str_sub(expected, 0, expected.n - 1));
	return str_eq(expected, got);
}

static inline void expect_problems(const char *expected, const char *got)
{
	struct str e = str_c(expected), g = str_c(got), el, gl;

	while (str_split(&e, '\n', &el)) {
		if (!str_split(&g, '\n', &gl) || !line_matches(el, gl))
			fail_msg("expected:\n%s\n\ngot:\n%s", expected, got);
	}
	if (g.n)
		fail_msg("expected:\n%s\n\ngot:\n%s", expected, got);
}

static inline void refused(struct world *w, const struct bad *cases, size_t n)
{
	const char *before = exported_all(w);
	int64_t rows = ask(w, "select count(*) from audit");

	for (size_t i = 0; i < n; i++) {
		assert_int_equal(load_text(w, cases[i].kind, cases[i].csv), ERR_INPUT);
		expect_problems(cases[i].problems, problems(w));
		assert_false(db_in_transaction(w->db));
	}
	assert_string_equal(exported_all(w), before);
	assert_int_equal(ask(w, "select count(*) from audit"), rows);
}

#define REFUSED(w, cases) refused(w, cases, sizeof(cases) / sizeof *(cases))

#endif
