/* test_dialogs_form_fields.c - confirmations, private fields and conditions, on a small pack. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "dialogs/form/form.h"

static const char ini[] =
	"[slot name]\ntype = text\nlongest = 4\n"
	"[slot phone]\ntype = phone\n"
	"[slot platform]\n美团 = 美团\n饿了么 = 饿了么\n"
	"[slot shift]\nday = 白班\nnight = 夜班\n"
	"[intent join]\nwhere = P\nrule = 登记\nexample = 登记\n"
	"[intent ask]\nwhere = GP\nrule = 哪里\nexample = 哪里\n"
	"[form join]\nprivate = yes\nconfirm = say.confirm\nconfirm_buttons = 对=对\n"
	"field = platform\nask = say.platform\n"
	"field = shift\nask = say.shift\nwhen = platform=美团\n"
	"field = name\nask = say.name\n"
	"field = phone\nask = say.phone\nrefuse = say.phone_bad\noptional = yes\nwhy = say.phone_why\nabout = 电话\n"
	"[control correct]\nrule = 不是(?<wrong>.{1,8}?)[ ,]*是(?<rest>.+)\nrule = (?:不对|换到)(?<rest>.*)\n"
	"[control yes]\nrule = ^对$\n[control no]\nrule = ^不对$\n"
	"[control why]\nrule = 可不可以不\n[control skip]\nrule = ^跳过$\n[control cancel]\nrule = ^取消$\n"
	"[control question]\nrule = 哪里\n";

static struct try_pack t;
static struct form_state s;
static struct form_result r;

static enum form_step say(const char *text)
{
	struct heard h = { .text = str_c(text), .where = WHERE_PRIVATE, .now = NOON_CLOCK };
	struct message m = { .type = CHAT_PRIVATE, .text = h.text };
	struct understanding u;

	understand(t.pack, &h, t.arena, &u);
	r = (struct form_result){ 0 };
	if (s.form)
		form_hear(t.pack, &h, &m, &u, t.arena, &s, &r);
	else
		form_begin(pack_form(t.pack, u.intent), &h, &u, t.arena, &s, &r);
	return r.step;
}

static void test_all_of_it(void **state)
{
	(void)state;
	s = (struct form_state){ 0 };
	assert_true(form_private(pack_form(t.pack, "join")));
	say("我要登记");
	assert_string_equal(r.phrase, "say.platform");
	say("跑美团的");
	assert_string_equal(r.phrase, "say.shift"); /* only 美团 is asked that */
	say("白班");
	assert_string_equal(r.phrase, "say.name");
	assert_int_equal(say("哪里充电"), FORM_ASIDE);
	say("张勇");
	assert_string_equal(r.phrase, "say.phone");
	assert_int_equal(say("可不可以不留电话"), FORM_REFUSED);
	assert_string_equal(r.phrase, "say.phone_why");
	assert_int_equal(say("1380000"), FORM_REFUSED);
	assert_string_equal(r.phrase, "say.phone_bad");
	say("一三八 零零零零 零一零一");
	assert_string_equal(r.phrase, "say.confirm");
	assert_string_equal(r.buttons, "对=对");
	assert_str(slots_get(&s.slots, "phone"), "13800000101");
	say("哦不对 换到饿了么了"); /* corrected at the last moment: confirmed again */
	assert_string_equal(r.phrase, "say.confirm");
	assert_str(slots_get(&s.slots, "platform"), "饿了么");
	say("不是张勇 是张永");
	assert_str(slots_get(&s.slots, "name"), "张永");
	assert_int_equal(say("不对"), FORM_ASK);
	assert_string_equal(r.phrase, "form.change");
	assert_int_equal(say("对"), FORM_DONE);
}

static void test_condition_not_met(void **state)
{
	(void)state;
	s = (struct form_state){ 0 };
	say("登记 饿了么");
	assert_string_equal(r.phrase, "say.name");
	say("张勇");
	say("跳过");
	assert_string_equal(r.phrase, "say.confirm");
	assert_null(slots_get(&s.slots, "phone").p);
	assert_int_equal(say("取消"), FORM_CANCELLED);
}

/* A required answer is asked for until it comes; an optional one twice. */
static void test_unusable_answers(void **state)
{
	(void)state;
	s = (struct form_state){ 0 };
	say("登记");
	for (int i = 0; i < 4; i++) {
		assert_int_equal(say("嗯嗯"), FORM_REFUSED);
		assert_string_equal(r.phrase, "say.platform");
		assert_string_equal(r.lead, "form.unclear");
	}
	assert_int_equal(say("跳过"), FORM_REFUSED); /* needed */
	say("饿了么");
	say("张勇");
	assert_int_equal(say("嗯嗯"), FORM_REFUSED);
	assert_int_equal(say("嗯嗯"), FORM_ASK);
	assert_string_equal(r.phrase, "say.confirm");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_of_it),
		cmocka_unit_test(test_condition_not_met),
		cmocka_unit_test(test_unusable_answers),
	};

	t = try_pack(ini);
	show(&t.wrong);
	if (!t.pack)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	try_pack_free(&t);
	return failed;
}
