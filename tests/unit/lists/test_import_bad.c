/* test_import_bad.c - tests/fixtures/bad/CASE/: folders that cannot be
 * imported, each with the problems that must be found (expected.txt). */
#include "tests/unit/lists/import_fixture.h"

#define BAD "tests/fixtures/bad"

static struct str contents(struct world *w, const char *path)
{
	char *text = arena_alloc(w->arena, 20000);
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	size_t n = fread(text, 1, 19999, f);

	fclose(f);
	return (struct str){ text, n };
}

/* "FOLDER/" off the front of each line. */
static const char *without_folder(struct world *w, const char *text, const char *folder)
{
	struct str rest = str_c(text), line, out = STR(""), prefix = arena_printf(w->arena, "%s/", folder);

	while (str_split(&rest, '\n', &line)) {
		if (str_starts(line, prefix))
			line = str_sub(line, prefix.n, line.n);
		out = arena_printf(w->arena, STR_FMT STR_FMT "%s", STR_ARG(out), STR_ARG(line), rest.p ? "\n" : "");
	}
	return out.p;
}

static void every_bad_folder(void **state)
{
	struct world *w = *state;
	const char *before = exported_all(w);
	DIR *d = opendir(BAD);
	int n = 0;

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));) {
		if (e->d_name[0] == '.')
			continue;
		const char *dir = arena_printf(w->arena, BAD "/%s", e->d_name).p;
		const char *expected = contents(w, arena_printf(w->arena, "%s/expected.txt", dir).p).p;

		assert_int_equal(load_as(w, dir, dir, false), ERR_INPUT);
		assert_string_equal(without_folder(w, problems(w), dir), expected);
		n++;
	}
	closedir(d);
	assert_true(n >= 7);
	assert_string_equal(exported_all(w), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(every_bad_folder, world_begin, world_end) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
