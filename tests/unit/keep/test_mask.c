/* test_mask.c - numbers in every way people write them, and the look behind the mask. */
#include "tests/unit/scratch.h"

#include "handlers/turn/mask.h"
#include "store/db/audit.h"
#include "store/person/person.h"

#define NOW INT64_C(1749610800000)

static void masked_as(struct arena *a, const char *text, const char *want)
{
	struct str out = mask_numbers(str_c(text), a);

	assert_string_equal(arena_cstr(a, out), want);
	assert_int_equal(holds_number(str_c(text)), strcmp(text, want) != 0);
}

static void in_a_text(void **state)
{
	struct scratch *s = *state;

	masked_as(s->a, "打13800000101找我", "打138****0101找我");
	masked_as(s->a, "138 0000 0101", "138 ****0101");
	masked_as(s->a, "138-0000-0101。", "138-****0101。");
	masked_as(s->a, "+8613800000101", "+86138****0101");
	masked_as(s->a, "１３８０００００１０１", "１３８****０１０１");
	masked_as(s->a, "一三八零零零零零一零幺呢", "一三八****零一零幺呢");
	masked_as(s->a, "13800000101,13800000102", "138****0101,138****0102");
	masked_as(s->a, "北门3 13800000101", "北门3 138****0101");
	masked_as(s->a, "3-138 0000 0101 2", "3-138 0000 0101 2"); /* could be anything */
	masked_as(s->a, "12 13800000101 13800000102", "12 138****0101 138****0102");
	masked_as(s->a, "单号Q-1190，金额1380元", "单号Q-1190，金额1380元");
	masked_as(s->a, "订单138000001011234", "订单138000001011234"); /* longer than any number */
	masked_as(s->a, "028-88812345", "028-88812345");
	masked_as(s->a, "", "");
}

static void alone(void **state)
{
	struct scratch *s = *state;

	assert_string_equal(mask_phone(STR("13800000101"), s->a).p, "138****0101");
	assert_string_equal(mask_phone(STR("1380000"), s->a).p, "");
	assert_string_equal(mask_phone(NO_STR, s->a).p, "");
	assert_string_equal(mask_name(STR("张勇"), s->a).p, "张*");
	assert_string_equal(mask_name(STR("欧阳小勇"), s->a).p, "欧**");
	assert_string_equal(mask_name(NO_STR, s->a).p, "");
}

static void revealed(void **state)
{
	struct scratch *s = *state;
	struct turn t = { .db = s->db, .arena = s->a, .now = NOW };
	int64_t rows, bad;

	assert_int_equal(db_begin(s->db), OK);
	int64_t he = person_meet(s->db, STR("t"), STR("z"), STR("张勇"), NOW, s->a).id;

	t.who = person_meet(s->db, STR("t"), STR("c"), STR("陈蓉"), NOW, s->a);
	assert_null(reveal_phone(&t, he, STR("问案子")).p); /* he left none */
	db_run(s->db, "update person set phone = seal('13800000101') where id = ?1", V(he));
	assert_null(reveal_phone(&t, he, STR("  ")).p);
	assert_int_equal(db_get_int(s->db, 0, "select count(*) from reveal where id > ?1", V(0)), 0);
	assert_string_equal(arena_cstr(s->a, reveal_phone(&t, he, STR("Q-3 的答复送不到"))), "13800000101");
	assert_string_equal(
		arena_cstr(s->a, db_get_str(s->db, s->a, "select staff || name || reason from v_reveal where at > ?1",
					    V(""))),
		"陈蓉张勇Q-3 的答复送不到");
	assert_int_equal(db_get_int(s->db, 0,
				    "select count(*) from audit where action = 'reveal' and actor = ?1"
				    " and object = (select uid from person where id = ?2) and detail <> ''",
				    V(t.who.uid), V(he)),
			 1);
	assert_int_equal(db_commit(s->db), OK);
	assert_int_equal(audit_verify(s->db, s->a, &rows, &bad), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = { SCRATCH_TEST(in_a_text), SCRATCH_TEST(alone), SCRATCH_DB_TEST(revealed) };

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests_name("masks", tests, NULL, NULL);
}
