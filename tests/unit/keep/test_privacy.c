/* test_privacy.c - what is kept about somebody is told to him: every kind
 * in words, every state by its name. */
#include "dialogs/build/build.h"
#include "tests/unit/scratch.h"

#include "dialogs/pack/pack.h"
#include "dialogs/pack/phrase.h"
#include "store/person/person.h"
#include "store/keep/privacy.h"
#include "store/schema/words.h"

#define NOW INT64_C(1749610800000)

/* `words`: those that a column may hold. */
static void every_word(struct scratch *s, const struct pack *pack, const char *kind, const char *words)
{
	struct str rest = str_c(words), one;

	while (str_split(&rest, ' ', &one)) {
		struct str name = arena_printf(s->a, "privacy.word.%s." STR_FMT, kind, STR_ARG(one));

		if (!phrase_exists(pack, name.p) && !str_is(one, "offered"))
			fail_msg("the pack has no [phrase " STR_FMT "]", STR_ARG(name));
	}
}

static void everything_has_words(void **state)
{
	struct scratch *s = *state;
	struct problems wrong = { .arena = s->a };
	struct pack *pack = pack_load("dialogs/zh-CN", &wrong);

	assert_non_null(pack);
	for (int k = 0; k < PRIVACY_KINDS_COUNT; k++)
		assert_true(phrase_exists(pack, arena_printf(s->a, "privacy.row.%s", privacy_kind_names[k]).p));
	every_word(s, pack, "cases", CASE_STATE_WORDS);
	every_word(s, pack, "member", MEMBER_STATE_WORDS);
	every_word(s, pack, "role", ROLE_ROLE_WORDS);
	every_word(s, pack, "volunteer", VOLUNTEER_STATE_WORDS);
	every_word(s, pack, "helped", TASK_OFFER_STATE_WORDS);
	every_word(s, pack, "ride", RIDE_STATE_WORDS);
	every_word(s, pack, "ride_driven", RIDE_STATE_WORDS);
	every_word(s, pack, "ride_driver", RIDE_DRIVER_STATE_WORDS);
	every_word(s, pack, "subscription", SUBSCRIPTION_STATE_WORDS);
	every_word(s, pack, "enrolled", ENROLMENT_STATE_WORDS);
	every_word(s, pack, "callback", CALLBACK_STATE_WORDS);
	every_word(s, pack, "handover", HANDOVER_STATE_WORDS);
	pack_free(pack);
}

static bool told(const struct privacy_row *rows, size_t n, enum privacy_kind kind, const char *value)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; rows[i].kind == kind && k < rows[i].n; k++)
			if (str_is(rows[i].facts[k].value, value))
				return true;
	return false;
}

/* Every query runs; words that he wrote stand in the copy only; nothing of others. */
static void only_his_own(void **state)
{
	struct scratch *s = *state;
	size_t n;

	assert_int_equal(db_begin(s->db), OK);
	int64_t he = person_meet(s->db, STR("t"), STR("z"), STR("张勇"), NOW, s->a).id;
	int64_t she = person_meet(s->db, STR("t"), STR("l"), STR("刘敏"), NOW, s->a).id;

	db_run(s->db, "update person set phone = seal('13800000101') where id = ?1", V(he));
	db_run(s->db, "update person set phone = seal('13800000102') where id = ?1", V(she));
	db_run(s->db,
	       "insert into cases(number, uid, kind, category, person, text, filed_at)"
	       " values(1, 'c1', 'grievance', 'pay', ?1, seal('他的话'), ?2), (2, 'c2', 'grievance', 'pay', ?3, seal('她的话'), ?2)",
	       V(he), V(NOW), V(she));
	struct privacy_row *rows = privacy_rows(s->db, he, false, s->a, &n);

	assert_true(told(rows, n, PRIVACY_name, "张勇"));
	assert_true(told(rows, n, PRIVACY_phone, "13800000101"));
	assert_true(told(rows, n, PRIVACY_cases, "Q-1"));
	assert_false(told(rows, n, PRIVACY_case_text, "他的话"));
	rows = privacy_rows(s->db, he, true, s->a, &n);
	assert_true(told(rows, n, PRIVACY_case_text, "他的话"));
	assert_false(told(rows, n, PRIVACY_case_text, "她的话"));
	assert_false(told(rows, n, PRIVACY_cases, "Q-2"));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows[i].n; k++)
			assert_false(str_has(rows[i].facts[k].value, STR("刘敏")) ||
				     str_has(rows[i].facts[k].value, STR("13800000102")));
	assert_int_equal(db_error(s->db), OK);
	assert_int_equal(db_commit(s->db), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(everything_has_words),
		SCRATCH_DB_TEST(only_his_own),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests_name("what is kept is told", tests, NULL, NULL);
}
