/* test_dialogs_wake.c - group manners, case by case. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "dialogs/match/wake.h"

struct row {
	const char *what;
	struct message m;
	struct understanding u;
	struct wake_facts f;
	enum wake want;
};

#define G .type = CHAT_GROUP
#define NOTHING                                                                                                        \
	{                                                                                                              \
		.intent = "none"                                                                                       \
	}
#define ASKED                                                                                                          \
	{                                                                                                              \
		.intent = "lesson.today"                                                                               \
	}
#define OPEN                                                                                                           \
	{                                                                                                              \
		.mode = GROUP_OPEN, .uncalled_left = 3                                                                 \
	}

static const struct row rows[] = {
	{ "private talk is always ours", { .type = CHAT_PRIVATE }, NOTHING, OPEN, WAKE_CALLED },
	{ "another bot", { G, .from_bot = true, .mentions_bot = true }, ASKED, OPEN, WAKE_SILENT },
	{ "another bot in private", { .type = CHAT_PRIVATE, .from_bot = true }, ASKED, OPEN, WAKE_SILENT },
	{ "mentioned, not understood", { G, .mentions_bot = true }, NOTHING, OPEN, WAKE_CALLED },
	{ "mentioned beside another", { G, .mentions_bot = true, .mentions_other = true }, ASKED, OPEN, WAKE_CALLED },
	{ "replied to", { G, .replies_to_bot = true }, NOTHING, OPEN, WAKE_CALLED },
	{ "a button", { G, .button = { "x", 1 } }, NOTHING, OPEN, WAKE_CALLED },
	{ "another person is spoken to",
	  { G, .mentions_other = true },
	  { .intent = "a", .by_name = true, .uncalled = true },
	  OPEN,
	  WAKE_SILENT },
	{ "by name, asked", { G }, { .intent = "lesson.today", .by_name = true }, OPEN, WAKE_CALLED },
	{ "by name, talked about", { G }, { .intent = "none", .by_name = true }, OPEN, WAKE_SILENT },
	{ "by name where only called counts",
	  { G },
	  { .intent = "lesson.today", .by_name = true },
	  { .mode = GROUP_CALLED },
	  WAKE_CALLED },
	{ "by name in a quiet group",
	  { G },
	  { .intent = "lesson.today", .by_name = true },
	  { .mode = GROUP_QUIET, .uncalled_left = 3 },
	  WAKE_CALLED },
	{ "mentioned in a quiet group", { G, .mentions_bot = true }, ASKED, { .mode = GROUP_QUIET }, WAKE_CALLED },
	{ "right after an answer in a quiet group",
	  { G },
	  ASKED,
	  { .mode = GROUP_QUIET, .just_answered = true },
	  WAKE_SILENT },
	{ "not called", { G }, ASKED, OPEN, WAKE_SILENT },
	{ "a safe rule", { G }, { .intent = "station.find", .uncalled = true }, OPEN, WAKE_UNCALLED },
	{ "a safe rule, too often",
	  { G },
	  { .intent = "station.find", .uncalled = true },
	  { .mode = GROUP_OPEN },
	  WAKE_SILENT },
	{ "a safe rule where only called counts",
	  { G },
	  { .intent = "station.find", .uncalled = true },
	  { .mode = GROUP_CALLED, .uncalled_left = 3 },
	  WAKE_SILENT },
	{ "a safe rule in a quiet group",
	  { G },
	  { .intent = "station.find", .uncalled = true },
	  { .mode = GROUP_QUIET, .uncalled_left = 3 },
	  WAKE_SILENT },
	{ "a form of this person here", { G }, NOTHING, { .mode = GROUP_OPEN, .form_here = true }, WAKE_FORM },
	{ "a form, but another is spoken to",
	  { G, .mentions_other = true },
	  NOTHING,
	  { .mode = GROUP_OPEN, .form_here = true },
	  WAKE_SILENT },
	{ "a form and mentioned",
	  { G, .mentions_bot = true },
	  NOTHING,
	  { .mode = GROUP_OPEN, .form_here = true },
	  WAKE_FORM },
	{ "right after an answer, asked", { G }, ASKED, { .mode = GROUP_OPEN, .just_answered = true }, WAKE_CALLED },
	{ "right after an answer, thanks",
	  { G },
	  { .intent = "greeting" },
	  { .mode = GROUP_OPEN, .just_answered = true },
	  WAKE_SILENT },
	{ "right after an answer, talk", { G }, NOTHING, { .mode = GROUP_OPEN, .just_answered = true }, WAKE_SILENT },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (wake_decide(&rows[i].m, &rows[i].u, &rows[i].f) != rows[i].want)
			fail_msg("%s", rows[i].what);
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
