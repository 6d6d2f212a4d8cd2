/* test_import_cmd.c - the words of the command "import": exit codes, what goes
 * to which stream. */
#include "bot/commands/command.h"
#include "tests/unit/lists/import_fixture.h"

struct ran {
	enum exit_code code;
	char *out, *err;
};

static struct ran command(struct world *w, int argc, const char *const *words)
{
	struct ran r = { .code = EXIT_FAILED };
	char *argv[8] = { NULL };
	size_t n_out, n_err;
	struct invocation inv = { .arena = w->arena, .db = w->db, .argc = argc, .argv = argv, .cwd = w->in };

	for (int i = 0; i < argc; i++)
		argv[i] = arena_strdup(w->arena, words[i]);
	inv.out = open_memstream(&r.out, &n_out);
	inv.err = open_memstream(&r.err, &n_err);
	r.code = cmd_import.run(&inv);
	fclose(inv.out);
	fclose(inv.err);
	return r;
}

#define N_WORDS(...) (sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void expect(struct world *w, enum exit_code code, const char *out, const char *err, int argc,
		   const char *const *words)
{
	struct ran r = command(w, argc, words);

	assert_int_equal(r.code, code);
	assert_string_equal(r.out, out);
	if (str_ends(str_c(err), STR("~")))
		assert_true(str_starts(str_c(r.err), str_sub(str_c(err), 0, strlen(err) - 1)));
	else
		assert_string_equal(r.err, err);
	free(r.out);
	free(r.err);
}

#define EXPECT(w, code, out, err, ...)                                                                                 \
	expect(w, code, out, err, (int)N_WORDS(__VA_ARGS__), (const char *const[]){ __VA_ARGS__ })

static void misuse(void **state)
{
	struct world *w = *state;

	EXPECT(w, EXIT_USAGE, "", "xiaodeng: import: a folder, or a kind and a file, is needed\nusage: ~", "import");
	EXPECT(w, EXIT_USAGE, "", "xiaodeng: import: a folder, or a kind and a file, is needed\n~", "import", "a", "b",
	       "c");
	EXPECT(w, EXIT_USAGE, "", "xiaodeng: import: unknown option --dryrun\n~", "import", "--dryrun", "people", "x");
	EXPECT(w, EXIT_USAGE, "", "xiaodeng: import: unknown kind folk\n~", "import", "folk", "x.csv");
	EXPECT(w, EXIT_USAGE, "", "xiaodeng: import: the file of the kind people is missing\n~", "import", "people");
}

static void one_file(void **state)
{
	struct world *w = *state;

	put_file(w, "f.csv", "id,name\nx:a,甲\n", 0);
	EXPECT(w, EXIT_DONE, "people: 1 new, 0 changed, 0 unchanged\ndry run: nothing was stored\n", "", "import",
	       "people", "f.csv", "--dry-run");
	assert_int_equal(ask(w, "select count(*) from person"), 0);
	EXPECT(w, EXIT_DONE, "people: 1 new, 0 changed, 0 unchanged\n", "", "import", "people", "f.csv");
	EXPECT(w, EXIT_DONE, "people: 0 new, 0 changed, 1 unchanged\n", "", "import", "people", "f.csv");
	put_file(w, "f.csv", "id,name\nx:a,\nx,乙\n", 0);
	EXPECT(w, EXIT_FAILED, "",
	       "xiaodeng: f.csv:2: name: must be filled\nxiaodeng: f.csv:3: id: “x” is not CHANNEL:ID\n"
	       "xiaodeng: import: 2 problems; nothing was stored\n",
	       "import", "people", "f.csv");
	EXPECT(w, EXIT_FAILED, "",
	       "xiaodeng: nofile: No such file or directory\nxiaodeng: import: 1 problem; nothing was stored\n",
	       "import", "people", "nofile");
}

static void a_folder(void **state)
{
	struct world *w = *state;

	put_file(w, "people.csv", "id,name\nx:a,甲\n", 0);
	put_file(w, "places.csv", "name,lat,lon\n镇,30,103\n", 0);
	EXPECT(w, EXIT_DONE, "places: 1 new, 0 changed, 0 unchanged\npeople: 1 new, 0 changed, 0 unchanged\n", "",
	       "import", "--", ".");
	EXPECT(w, EXIT_FAILED, "", "xiaodeng: nowhere: No such file or directory\nxiaodeng: import: 1 problem~",
	       "import", "nowhere/");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, world_begin, world_end)
	const struct CMUnitTest tests[] = { TEST(misuse), TEST(one_file), TEST(a_folder) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
