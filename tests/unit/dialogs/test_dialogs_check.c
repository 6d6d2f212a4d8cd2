/* test_dialogs_check.c - what `check` finds, and where it says it is. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "dialogs/check/check.h"

#define GOOD "[intent good]\nwhere = P\nrule = 充电\nexample = 充电\n"

static void finds(const char *ini, const char *place, const char *what)
{
	struct try_pack t = try_pack(ini);
	struct problems wrong = { .arena = t.arena }, notes = { .arena = t.arena };

	show(&t.wrong);
	assert_non_null(t.pack);
	pack_check(t.pack, NULL, &wrong, &notes);
	assert_true(said(&wrong, place, what));
	try_pack_free(&t);
}

static void fine(const char *ini)
{
	struct try_pack t = try_pack(ini);
	struct problems wrong = { .arena = t.arena }, notes = { .arena = t.arena };

	assert_non_null(t.pack);
	pack_check(t.pack, NULL, &wrong, &notes);
	show(&wrong);
	assert_int_equal(wrong.n, 0);
	try_pack_free(&t);
}

static void test_examples(void **state)
{
	(void)state;
	fine(GOOD);
	finds("[intent a]\nwhere = P\nrule = 充电\nexample = 停车\n", "a.ini:4:", "understood as none");
	finds("[intent a]\nwhere = P\nrule = 充电\nexample = 充电\nnot = 去充电\n", "a.ini:5:", "not \"去充电\"");
	finds("[intent a]\nwhere = P\nrule = (?<x>充电)\nexample = 充电 => x=停车\n", "a.ini:4:", "gives x=充电");
	finds("[intent a]\nwhere = P\nrule = 充电\n", "a.ini:1:", "no example=");
	finds("[intent a]\nwhere = P\nexample = 充电\n", "a.ini:1:", "no rule=");
	finds(GOOD "[control yes]\nrule = ^对$\nexample = 好\n", "a.ini:7:", "is no yes");
	finds(GOOD "[control yes]\nrule = 对\nexample = 对\nnot = 不对\n", "a.ini:8:", "taken for yes");
	fine("[intent a]\nwhere = P\ncontext = quiz\nrule = ^[a-f]$\nexample = b\n");
	fine("[intent a]\nwhere = A\nrule = 报表\nexample = 报表\n");
}

static void test_order(void **state)
{
	(void)state;
	finds(GOOD "[intent b]\nwhere = P\nrule = 充电\nexample = 充电\n", "a.ini:7:", "always ties with good#1");
	finds("[intent a]\nwhere = P\npriority = 5\nrule = 充\nexample = 充\n[intent b]\nwhere = P\nrule = 充电\nexample = 充电\n",
	      "a.ini:8:", "can never win: a#1");
	finds("[intent a]\nwhere = P\nrule = 充电\nrule = 充电\nexample = 充电\n", "a.ini:4:", "the same rule as a#1");
	fine("[intent a]\nwhere = P\nrule = 充电\nexample = 充电\n[intent b]\nwhere = P\nrule = 充电桩\nexample = 充电桩\n");
	fine("[intent a]\nwhere = P\nrule = 充电 & !桩\nexample = 充电\n[intent b]\nwhere = P\nrule = 充电\nexample = 充电 桩\n");
}

static void test_runaway(void **state)
{
	(void)state;
	finds("[intent a]\nwhere = P\nrule = (投诉|投.{0,5}诉)+我\nexample = 投诉我\n", "a.ini:3:", "can run away");
	finds("[intent a]\nwhere = P\nrule = 我要(?:充|电|充电)+吗\nexample = 我要充电吗\n",
	      "a.ini:3:", "can run away");
	finds("[intent a]\nwhere = P\nrule = 充电\nunless = ^(?:哈+)+$\nexample = 充电\n", "a.ini:4:", "can run away");
	finds(GOOD "[control done]\nrule = ^(?:没了?|了)+完$\nexample = 没了完\n", "a.ini:6:", "can run away");
	fine("[intent a]\nwhere = P\nrule = 我要(?>充电|充|电)+吗\nexample = 我要充电吗\n");
}

static void test_phrases(void **state)
{
	(void)state;
	finds(GOOD "[phrase p]\ntext = {a} {b}\ntext = {a}\n", "a.ini:5:", "has no {b}");
	finds("[slot x]\ntype = text\n[form good]\nfield = x\nask = nope\n" GOOD, "a.ini:4:", "no [phrase nope]");
	finds("[slot x]\ntype = text\n[form lost]\nfield = x\n" GOOD, "a.ini:3:", "belongs to no [intent lost]");
	finds("[slot x]\ntype = text\n[form good]\nfield = x\n" GOOD, "", "no [phrase form.back]");
	finds("[slot x]\ntype = text\n[form good]\nabsorbs = zzz\nfield = x\n" GOOD, "a.ini:3:", "no [intent zzz]");
}

#define PERSONAL                                                                                                       \
	"[slot tel]\ntype = phone\n[slot kid]\ntype = text\npersonal = children\n"                                     \
	"[phrase consent.contact]\ntext = a\n[phrase consent.children]\ntext = b\n" GOOD

static void test_consent(void **state)
{
	static const char *const intents[] = { "good", NULL }, *const phrases[] = { NULL };
	struct check_facts facts = { intents, phrases, intents };
	struct try_pack t = try_pack(PERSONAL "[form good]\nfield = kid\nconsent = children\n");
	struct problems wrong = { .arena = t.arena }, notes = { .arena = t.arena };

	(void)state;
	finds(PERSONAL "[form good]\nfield = tel\n", "a.ini:15:", "field tel is personal: it needs consent = contact");
	finds(PERSONAL "[form good]\nfield = kid\n", "a.ini:15:", "it needs consent = children");
	finds(PERSONAL "[form good]\nconsent = contact\nfield = kid\n", "a.ini:16:", "it needs consent = children");
	finds(PERSONAL "[form good]\nfield = kid\nconsent = health\n", "a.ini:15:", "no [phrase consent.health]");
	pack_check(t.pack, &facts, &wrong, &notes);
	assert_true(said(&wrong, "a.ini:15:", "a case is filed without a yes"));
	try_pack_free(&t);
}

static void test_program(void **state)
{
	static const char *const intents[] = { "good", "other", "none", NULL }, *const phrases[] = { "hello", NULL };
	struct check_facts facts = { .intents = intents, .phrases = phrases };
	struct try_pack t = try_pack(GOOD "[intent lone]\nwhere = P\nrule = 停\nexample = 停\n"
					  "[intent later]\nwhere = P\nplanned = yes\nrule = 找\nexample = 找\n"
					  "[intent bare]\nwhere = P\nplanned = yes\nrule = ^\\d+$\nexample = 12\n");
	struct problems wrong = { .arena = t.arena }, notes = { .arena = t.arena };

	(void)state;
	pack_check(t.pack, &facts, &wrong, &notes);
	assert_true(said(&wrong, "a.ini:5:", "[intent lone] has no handler"));
	assert_true(said(&wrong, "", "there is no [intent other]"));
	assert_true(said(&wrong, "", "there is no [phrase hello]"));
	assert_int_equal(wrong.n, 3);
	assert_true(said(&notes, "a.ini:9:", "[intent later] is planned"));
	assert_true(said(&notes, "a.ini:17:", "bare#1 requires no word"));
	try_pack_free(&t);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples), cmocka_unit_test(test_order),	 cmocka_unit_test(test_runaway),
		cmocka_unit_test(test_phrases),	 cmocka_unit_test(test_consent), cmocka_unit_test(test_program),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
