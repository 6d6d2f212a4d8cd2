/* test_dialogs_pack.c - reading packs: what is refused, and where it says the fault is. */
#include "dialogs/build/build.h"
#include "tests/unit/dialogs/test_dialogs_fixture.h"
#include "tests/unit/scratch.h"

#include "dialogs/pack/phrase.h"

static void refused(const char *ini, const char *place, const char *what)
{
	struct try_pack t = try_pack(ini);

	if (t.pack)
		fail_msg("taken: %s", ini);
	assert_true(said(&t.wrong, place, what));
	try_pack_free(&t);
}

static void test_refused(void **state)
{
	(void)state;
	refused("rule = a\n", "a.ini:1:", "before the first [section]");
	refused("[intent a]\nwhere = P\nrule = (a\n", "a.ini:3:", "pattern is wrong");
	refused("[intent a]\nwhere = P\nrule = {nope}\n", "a.ini:3:", "neither a concept nor a slot");
	refused("[intent a]\nrule = a\n", "a.ini:1:", "no where=");
	refused("[intent a]\nwhere = X\nrule = a\n", "a.ini:2:", "G, P or A");
	refused("[intent a]\nwhere = P\nrule = a\n[intent a]\nwhere = P\nrule = b\n", "a.ini:4:", "there already");
	refused("[intent a]\nwhere = P\nrule = a\nrulle = b\n", "a.ini:4:", "an [intent] has");
	refused("[intent a]\nwhere = P\nrule = a => b\n", "a.ini:3:", "after =>");
	refused("[intent a]\nwhere = P\nrule = !a\n", "a.ini:3:", "must not stand");
	refused("[intent a]\nwhere = P\nrule = a &  & b\n", "a.ini:3:", "empty part");
	refused("[intent a]\nwhere = P\nunless = a & b\n", "a.ini:3:", "rule= only");
	refused("[intent A]\nwhere = P\nrule = a\n", "a.ini:1:", "a name has");
	refused("[pack]\norder = a b\n", "a.ini:2:", "there is no b in this pack");
	refused("[intnet a]\n", "a.ini:1:", "no kind of section");
	refused("[concept a]\nwords = {b}\n[concept b]\nwords = {a}\n[intent c]\nwhere = P\nrule = {a}\n",
		"a.ini:7:", "leads back to itself");
	refused("[concept a]\nwords = x\n[slot a]\nb = y\n", "a.ini:3:", "could be either");
	refused("[slot a]\ntype = colour\n", "a.ini:2:", "words text place");
	refused("[slot a.b]\nx = y\n", "a.ini:1:", "needs as=");
	refused("[control nope]\nrule = a\n", "a.ini:1:", "the controls are");
	refused("[form a]\nfield = b\nask = c\n", "a.ini:2:", "no slot");
	refused("[form a]\nprivate = yes\n", "a.ini:1:", "no field=");
	refused("[phrase a]\ntext =\n", "a.ini:2:", "is empty");
	refused("[intent a\nwhere = P\n", "a.ini:1:", "ends in ]");
	refused("[intent a]\nwhere\n", "a.ini:2:", "neither [section]");
	refused("[intent a]\nwhere = P # here\nrule = a\n", "a.ini:2:", "a line of its own");
	refused("[intent a]\n  where = P\n", "a.ini:2:", "continues nothing");
	refused("[intent abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij]\n", "a.ini:1:", "too long");
	refused("[phrase a]\ntext = \xff\n", "a.ini:2:", "not valid UTF-8");
}

static void test_line_too_long_is_an_error(void **state)
{
	struct arena *a = arena_new();
	char *line = arena_alloc(a, 9000);

	(void)state;
	memset(line, 'x', 8999);
	struct str ini = arena_printf(a, "[phrase p]\ntext = short\ntext = %s\n[phrase q]\ntext = y\n", line);
	struct try_pack t = try_pack(ini.p);

	assert_null(t.pack);
	assert_int_equal(t.wrong.n, 1);
	assert_true(said(&t.wrong, "a.ini:3:", "too long"));
	try_pack_free(&t);
	arena_free(a);
}

static void test_line_within_the_limit_is_whole(void **state)
{
	struct arena *a = arena_new();
	char *line = arena_alloc(a, 7001);

	(void)state;
	memset(line, 'x', 7000);
	struct str ini = arena_printf(a, "[phrase p]\ntext = %s\n", line);
	struct try_pack t = try_pack(ini.p);

	assert_non_null(t.pack);
	assert_str(phrase(t.pack, "p", 0, NULL, 0, t.arena), line);
	try_pack_free(&t);
	arena_free(a);
}

static void test_nul_byte(void **state)
{
	static const char ini[] = "[phrase p]\ntext = a\0b\n";
	struct try_pack t = try_pack_n(ini, sizeof ini - 1);

	(void)state;
	assert_null(t.pack);
	assert_true(said(&t.wrong, "a.ini:2:", "NUL"));
	try_pack_free(&t);
}

static void test_taken(void **state)
{
	struct try_pack t = try_pack(
		"\xef\xbb\xbf# a comment\r\n[pack]\r\nname = 小灯\r\n\r\n[phrase p]\r\ntext = 一;二 # 三?\r\n"
		"[concept c]\nwords = 甲 乙\n  丙\n[intent i]\nwhere = GA\nplanned = yes\nrule = {c}\n");

	(void)state;
	show(&t.wrong);
	/* " # " would be a comment that is none; the phrase above has it, so this is refused … */
	assert_null(t.pack);
	try_pack_free(&t);
	t = try_pack("\xef\xbb\xbf# a comment\r\n[pack]\r\nname = 小灯\r\n\r\n[phrase p]\r\ntext = 一;二#三?\r\n"
		     "[concept c]\nwords = 甲 乙\n  丙\n[intent i]\nwhere = GA\nplanned = yes\nrule = {c}\n");
	show(&t.wrong);
	assert_non_null(t.pack);
	assert_str(phrase(t.pack, "p", 0, NULL, 0, t.arena), "一;二#三?");
	assert_int_equal(pack_intents(t.pack), 1);
	const struct intent *i = pack_intent(t.pack, "i");

	assert_ptr_equal(i, pack_intent_at(t.pack, 0));
	assert_null(pack_intent_at(t.pack, 1));
	assert_null(pack_intent(t.pack, "j"));
	assert_true(intent_planned(i) && intent_admin(i) && intent_in_group(i) && !intent_in_private(i));
	try_pack_free(&t);
}

static void test_no_folder(void **state)
{
	struct problems wrong = { .arena = arena_new() };

	(void)state;
	assert_null(pack_load("/nonexistent/pack", &wrong));
	assert_true(said(&wrong, "/nonexistent/pack", "cannot be opened"));
	arena_free(wrong.arena);
	pack_free(NULL);
}

static void test_folders(void **state)
{
	static const char *const files[] = { "b.ini", "b/c/no.txt", "b/c/z.ini", "b/y.ini", "x.ini" };
	static const char *const read_as[] = { "b.ini", "b.c.z.ini", "b.y.ini", "x.ini" };
	struct scratch *s = *state;
	struct problems wrong = { .arena = s->a };

	mkdir(scratch_path(s, "b"), 0700);
	mkdir(scratch_path(s, "b/c"), 0700);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *name = strdup(files[i]);

		for (char *c = name; (c = strchr(c, '/'));)
			*c = '.';
		scratch_write(s, files[i], arena_printf(s->a, "[intent %s]\nwhere = P\nrule = 甲\n", name).p);
		free(name);
	}
	struct pack *p = pack_load(s->dir, &wrong);

	show(&wrong);
	assert_non_null(p);
	assert_int_equal(pack_intents(p), 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(intent_name(pack_intent_at(p, i)), read_as[i]);
	pack_free(p);
	scratch_write(s, "pack.ini", "[pack]\norder = x\n  b\n");
	p = pack_load(s->dir, &wrong);
	assert_string_equal(intent_name(pack_intent_at(p, 0)), "x.ini");
	assert_string_equal(intent_name(pack_intent_at(p, 1)), "b.ini");
	pack_free(p);
	scratch_write(s, "b/c/z.ini", "[intnet x]\n");
	assert_null(pack_load(s->dir, &wrong));
	assert_true(said(&wrong, "/b/c/z.ini:1:", "no kind of section"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		SCRATCH_TEST(test_folders),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_line_too_long_is_an_error),
		cmocka_unit_test(test_line_within_the_limit_is_whole),
		cmocka_unit_test(test_nul_byte),
		cmocka_unit_test(test_taken),
		cmocka_unit_test(test_no_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
