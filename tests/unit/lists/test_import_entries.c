/* test_import_entries.c - what was done without a phone, from a list: as in chat, all or nothing. */
#include "tests/unit/lists/import_fixture.h"

#define HEAD "figure,number,day,street,source,evidence\n"

static int base_begin(void **state)
{
	world_begin(state);
	load_fixture(*state, "tests/fixtures/base");
	return 0;
}

static void rows_are_entered_once(void **state)
{
	struct world *w = *state;
	const char *csv = HEAD
		"走访,3,2025-06-10,文君街道,paper,纸质台账第3页\nvisits,2,2025-06-11,,signatures,签到表\n";

	assert_int_equal(load_text(w, "entries", csv), OK);
	assert_int_equal(w->report.counts[KIND_ENTRIES].added, 2);
	assert_int_equal(load_text(w, "entries", csv), OK);
	assert_int_equal(w->report.counts[KIND_ENTRIES].added, 0);
	assert_int_equal(w->report.counts[KIND_ENTRIES].same, 2);
	assert_int_equal(ask(w, "select sum(n) from v_later_entry where figure = 'visits'"), 5);
	assert_int_equal(ask(w, "select count(*) from v_later_entry where street = '文君街道' and n = 3"), 1);
	assert_int_equal(ask(w, "select count(*) from audit where action = 'report.later'"), 2);
	assert_string_equal(exported(w, KIND_ENTRIES), HEAD "visits,3,2025-06-10,文君街道,paper,纸质台账第3页\n"
							    "visits,2,2025-06-11,,signatures,签到表\n");
	db_run0(w->db, "update later_entry set taken_back_at = 1");
	assert_string_equal(exported(w, KIND_ENTRIES), HEAD);
}

static void bad_rows_are_named(void **state)
{
	struct world *w = *state;
	static const struct bad cases[] = {
		{ "entries",
		  HEAD
		  "visits,3,2025-06-10,,paper,台账\n没有的,1,2025-06-10,,paper,台账\nvisits,0,2025-06-10,,paper,台账\n"
		  "visits,1,2025-06-10,,rumour,台账\nvisits,1,2025-06-10,,paper,\n",
		  "in/entries.csv:3: figure: “没有的” is no figure of the report: its key or its name\n"
		  "in/entries.csv:4: number: “0” is not within 1 … 1000000\n"
		  "in/entries.csv:5: source: “rumour” is none of: paper signatures photo phone names other\n"
		  "in/entries.csv:6: evidence: must be filled" },
		{ "entries", HEAD "visits,3,2099-01-01,无此街,paper,台账\n",
		  "in/entries.csv:2: street: “无此街” is not in places\n"
		  "in/entries.csv:2: day: 2099-01-01 is still to come" },
		{ "entries", HEAD "visits,3,2025-06-10,,paper,台账\n走访,3,2025-06-10,,paper,台账\n",
		  "in/entries.csv:3: figure: the same key as line 2~" },
	};

	REFUSED(w, cases);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, base_begin, world_end)
	const struct CMUnitTest tests[] = { TEST(rows_are_entered_once), TEST(bad_rows_are_named) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
