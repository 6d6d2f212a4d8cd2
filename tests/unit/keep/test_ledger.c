/* test_ledger.c - lines of who was forgotten. */
#include <sys/stat.h>

#include "store/keep/ledger.h"
#include "tests/unit/scratch.h"

static struct ledger_entry entry(const char *who, bool kept)
{
	struct ledger_entry e = { .at = 1765000000000, .key = 1, .case_kept = kept };

	memset(e.hash, who[0], sizeof e.hash);
	strcpy(e.who, who);
	return e;
}

static enum err add(struct scratch *s, const char *who, bool kept)
{
	struct ledger_entry e = entry(who, kept);
	int64_t before, after;
	enum err err = ledger_add(scratch_path(s, "l"), &e, 1, &before, &after);

	if (err == OK)
		assert_int_equal(after, ledger_size(scratch_path(s, "l")));
	return err;
}

static size_t entries(struct scratch *s, struct ledger_entry **v)
{
	struct str why = NO_STR;
	size_t n;

	if (ledger_read(scratch_path(s, "l"), s->a, v, &n, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	return n;
}

static void lines_come_back(void **state)
{
	struct scratch *s = *state;
	struct ledger_entry *v, two[2] = { entry("c", false), entry("c", false) };
	int64_t before, after;
	struct stat st;

	assert_int_equal(entries(s, &v), 0);
	assert_int_equal(ledger_size(scratch_path(s, "l")), 0);
	assert_int_equal(add(s, "0123456789abcdef", true), OK);
	assert_int_equal(add(s, "b", false), OK);
	two[1].hash[0] = 0xff;
	assert_int_equal(ledger_add(scratch_path(s, "l"), two, 2, &before, &after), OK);
	assert_int_equal(stat(scratch_path(s, "l"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(before > 0 && after == st.st_size);
	assert_int_equal(entries(s, &v), 4);
	assert_string_equal(v[0].who, "0123456789abcdef");
	assert_true(v[0].case_kept && v[0].at == 1765000000000 && v[0].key == 1 && v[0].hash[15] == '0');
	assert_true(!v[1].case_kept && v[1].who[0] == 'b');
	assert_int_equal(v[3].hash[0], 0xff);
}

/* The machine stopped in the middle of a line. */
static void half_a_line(void **state)
{
	struct scratch *s = *state;
	struct ledger_entry *v;

	assert_int_equal(add(s, "a", false), OK);
	FILE *f = fopen(scratch_path(s, "l"), "a");

	assert_true(f && fputs("1 1765000000000 1 6161", f) >= 0 && fclose(f) == 0);
	assert_int_equal(entries(s, &v), 1);
	assert_int_equal(add(s, "b", false), OK);
	assert_int_equal(entries(s, &v), 2);
	assert_string_equal(v[1].who, "b");
	scratch_write(s, "l", "no line at all");
	assert_int_equal(add(s, "c", false), OK);
	assert_int_equal(entries(s, &v), 1);
}

static void damaged_lines(void **state)
{
	static const char *const bad[] = {
		"x\n",
		"\n",
		"1 5 1 61616161616161616161616161616161 who\n",
		"1 5 1 61616161616161616161616161616161 who nothing more\n",
		"2 5 1 61616161616161616161616161616161 who nothing\n",
		"1 -5 1 61616161616161616161616161616161 who nothing\n",
		"1 5 0 61616161616161616161616161616161 who nothing\n",
		"1 5 1 6161616161616161616161616161616z who nothing\n",
		"1 5 1 616161616161616161616161616161 who nothing\n",
		"1 5 1 61616161616161616161616161616161 longer-than-sixteen nothing\n",
		"1 5 1 61616161616161616161616161616161 who everything\n",
	};
	struct scratch *s = *state;
	struct ledger_entry *v;
	struct str why = NO_STR;
	size_t n;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str text = arena_printf(s->a, "1 5 1 61616161616161616161616161616161 who case\n%s", bad[i]);

		scratch_write(s, "l", text.p);
		if (ledger_read(scratch_path(s, "l"), s->a, &v, &n, &why) != ERR_INPUT)
			fail_msg("taken: %s", bad[i]);
		assert_true(str_has(why, STR("line 2")));
	}
}

static void merged(void **state)
{
	struct scratch *s = *state;
	struct ledger_entry *v;
	struct str why = NO_STR;
	size_t added;

	assert_int_equal(add(s, "a", false), OK);
	assert_int_equal(add(s, "b", true), OK);
	assert_int_equal(ledger_merge(scratch_path(s, "copy"), scratch_path(s, "l"), s->a, &added, &why), OK);
	assert_int_equal(added, 2);
	assert_int_equal(add(s, "c", false), OK);
	assert_int_equal(ledger_merge(scratch_path(s, "copy"), scratch_path(s, "l"), s->a, &added, &why), OK);
	assert_int_equal(added, 1);
	assert_int_equal(ledger_merge(scratch_path(s, "l"), scratch_path(s, "copy"), s->a, &added, &why), OK);
	assert_int_equal(added, 0);
	assert_int_equal(entries(s, &v), 3);
	scratch_write(s, "copy", "nonsense\n");
	assert_int_equal(ledger_merge(scratch_path(s, "l"), scratch_path(s, "copy"), s->a, &added, &why), ERR_INPUT);
	assert_int_equal(ledger_merge(scratch_path(s, "l"), scratch_path(s, "none"), s->a, &added, &why), OK);
	assert_int_equal(entries(s, &v), 3);
}

static void cannot_be_written(void **state)
{
	struct scratch *s = *state;
	struct ledger_entry e = entry("a", false);
	int64_t before, after;

	assert_int_not_equal(ledger_check(scratch_path(s, "no/folder/l")), OK);
	assert_int_not_equal(ledger_add(scratch_path(s, "no/folder/l"), &e, 1, &before, &after), OK);
	assert_int_equal(ledger_add("/dev/full", &e, 1, &before, &after), ERR_FULL);
	assert_int_equal(ledger_check(scratch_path(s, "l")), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(lines_come_back), SCRATCH_TEST(half_a_line),	SCRATCH_TEST(damaged_lines),
		SCRATCH_TEST(merged),	       SCRATCH_TEST(cannot_be_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
