/* test_dialogs_form.c - the form engine, sentence by sentence, on the shipped pack. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "bot/base/json.h"
#include "dialogs/build/build.h"
#include "dialogs/form/form.h"
#include "dialogs/pack/phrase.h"

enum { HOUR = MS_HOUR };

static struct pack *pack;
static struct arena *arena;
static struct form_state s;
static struct form_result r;
static struct understanding u;
static ms_t now;

/* Says something to the bot in private; the state goes through JSON each time. */
static enum form_step say_with(const char *text, struct message m)
{
	struct heard h = { .text = str_c(text), .where = WHERE_PRIVATE, .now = now };

	m.type = CHAT_PRIVATE;
	m.text = h.text;
	understand(pack, &h, arena, &u);
	r = (struct form_result){ 0 };
	if (s.form) {
		form_hear(pack, &h, &m, &u, arena, &s, &r);
	} else {
		const struct form *f = pack_form(pack, u.intent);

		if (!f)
			fail_msg("%s is understood as %s, which has no form", text, u.intent);
		form_begin(f, &h, &u, arena, &s, &r);
	}
	cJSON *saved = form_save(&s);
	struct form_state again;

	form_restore(pack, saved, arena, &again);
	cJSON_Delete(saved);
	s = again;
	assert_true(!r.phrase || phrase_exists(pack, r.phrase));
	assert_true(!r.lead || phrase_exists(pack, r.lead));
	return r.step;
}

static enum form_step say(const char *text)
{
	return say_with(text, (struct message){ 0 });
}

static void asks(enum form_step step, const char *phrase_name)
{
	assert_int_equal(step, FORM_ASK);
	assert_non_null(r.phrase);
	assert_string_equal(r.phrase, phrase_name);
}

static struct str slot(const char *name)
{
	return slots_get(&s.slots, name);
}

static int fresh(void **state)
{
	(void)state;
	s = (struct form_state){ 0 };
	now = NOON_CLOCK;
	return 0;
}

/* S03 */
static void test_over_lunch(void **state)
{
	(void)state;
	asks(say("我要反映 万福广场那边不让骑手停车"), "grievance.ask_details");
	assert_int_equal(say("等哈 来单了"), FORM_PAUSE);
	now += 2 * HOUR;
	asks(say("回来了 刚才说到哪儿了"), "grievance.ask_details");
	assert_string_equal(r.lead, "form.resumed");
	assert_int_equal(say("就是广场西门 中午11点到1点最恼火"), FORM_DONE);
	assert_str(slot("category"), "parking");
	assert_str(slot("place"), "万福广场西门");
	assert_str(s.said, "我要反映 万福广场那边不让骑手停车\n就是广场西门 中午11点到1点最恼火");
}

/* S13, S15 */
static void test_complete_at_once(void **state)
{
	(void)state;
	assert_int_equal(say("小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子"), FORM_DONE);
	assert_str(s.said, "万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子");
	assert_str(slot("place"), "万福广场");
	s.form = NULL;
	assert_int_equal(say("换电柜吞了我一块电池 文脉坊门口那个 客服电话打不通"), FORM_DONE);
	assert_str(slot("category"), "battery");
	assert_str(slot("place"), "文脉坊");
}

/* S27 */
static void test_volunteer(void **state)
{
	(void)state;
	asks(say("我想当志愿者"), "volunteer.ask_area");
	assert_int_equal(say("就在文君街道这一片 五公里以内 我会修车 也会量血压"), FORM_DONE);
	assert_str(slot("area"), "文君街道");
	assert_str(slot("radius"), "5");
	assert_str(slot("skill"), "修车;量血压");
	assert_true(form_amends(pack_form(pack, "volunteer.register")));
	now += MS_MINUTE;
	assert_int_equal(say("五公里太远了 三公里嘛"), FORM_DONE);
	assert_str(slot("radius"), "3");
	now += MS_MINUTE;
	assert_int_equal(say("血压那个算了 我证过期了"), FORM_DONE);
	assert_str(slot("skill"), "修车");
	assert_str(slot("area"), "文君街道");
	now += 6 * MS_MINUTE;
	assert_int_equal(say("我登记成志愿者没得"), FORM_ASIDE);
	assert_null(s.form);
}

static void test_amending_ends(void **state)
{
	(void)state;
	say("我要当志愿者 文君街道 三公里以内 会修车");
	assert_int_equal(r.step, FORM_DONE);
	now += 2 * HOUR;
	assert_int_equal(say("五公里嘛"), FORM_ASIDE);
	assert_null(s.form);
	assert_null(r.phrase);
}

static void test_passing_words_amend_nothing(void **state)
{
	(void)state;
	say("我要当志愿者 文君街道 三公里以内 会修车");
	assert_int_equal(say("我在平乐古镇吃饭"), FORM_ASIDE);
	assert_null(s.form);
}

static void test_one_by_one(void **state)
{
	(void)state;
	asks(say("我想当志愿者"), "volunteer.ask_area");
	asks(say("文君街道"), "volunteer.ask_radius");
	asks(say("3公里"), "volunteer.ask_skill");
	assert_non_null(r.buttons);
	assert_int_equal(say("跳过"), FORM_DONE);
	assert_null(slot("skill").p);
}

static void test_default(void **state)
{
	(void)state;
	say("我想当志愿者");
	say("文君街道");
	asks(say("随便"), "volunteer.ask_skill");
	assert_int_equal(say("没得"), FORM_DONE);
	assert_str(slot("radius"), "3");
}

static void test_bad_value(void **state)
{
	(void)state;
	say("我想当志愿者");
	say("文君街道");
	assert_int_equal(say("五百公里"), FORM_REFUSED);
	assert_string_equal(r.phrase, "volunteer.refuse_radius");
	assert_null(slot("radius").p);
	asks(say("那三公里嘛"), "volunteer.ask_skill");
	assert_str(slot("radius"), "3");
}

static void test_question_in_between(void **state)
{
	(void)state;
	say("我想当志愿者");
	assert_int_equal(say("万福广场哪里可以充电"), FORM_ASIDE);
	assert_string_equal(u.intent, "station.find");
	assert_string_equal(r.phrase, "volunteer.ask_area");
	assert_string_equal(r.lead, "form.back");
	assert_null(slot("area").p);
	assert_int_equal(say("文君街道 三公里 会修车"), FORM_DONE);
	assert_str(slot("area"), "文君街道");
}

static void test_place_corrected(void **state)
{
	(void)state;
	say("我要反映 世纪锦城小区不让进");
	assert_str(slot("place"), "世纪锦城小区");
	say("不是世纪锦城 是隔壁那个 瑞云府");
	assert_str(slot("place"), "瑞云府");
	assert_str(slot("category"), "entry");
}

static void test_why_and_keep(void **state)
{
	(void)state;
	asks(say("我要反映 保安骂人"), "grievance.ask_place");
	assert_int_equal(say("可不可以不说地方"), FORM_REFUSED);
	assert_string_equal(r.phrase, "grievance.why_place");
	asks(say("不要取消"), "grievance.ask_place");
	asks(say("不晓得"), "grievance.ask_details"); /* optional: asked once */
	assert_int_equal(say("就这些"), FORM_DONE);
	assert_str(s.said, "我要反映 保安骂人");
}

static void test_cancel(void **state)
{
	(void)state;
	say("我要投诉");
	assert_int_equal(say("算了不报了"), FORM_CANCELLED);
	s.form = NULL;
	say("我要投诉");
	assert_int_equal(say("取消"), FORM_CANCELLED);
}

static void test_nothing_to_hand_in(void **state)
{
	(void)state;
	asks(say("我要投诉"), "grievance.ask_what");
	asks(say("就这些"), "grievance.ask_what");
}

static void test_ending_in_the_sentence(void **state)
{
	(void)state;
	say("我要反映 万福广场不让停车");
	assert_int_equal(say("西门 就这些"), FORM_DONE);
	assert_str(slot("place"), "万福广场西门");
}

static void test_photo_and_position(void **state)
{
	struct position at = { 30.41, 103.46, DATUM_GCJ02 };
	struct photo p = { .url = STR("x") };

	(void)state;
	asks(say("我要反映 保安骂人"), "grievance.ask_place");
	asks(say_with("", (struct message){ .photos = &p, .n_photos = 1 }), "grievance.ask_place");
	assert_str(slot("photo"), "yes");
	asks(say_with("", (struct message){ .position = &at }), "grievance.ask_details");
	assert_str(slot("position"), "30.410000,103.460000,gcj02");
	assert_int_equal(say_with("", (struct message){ 0 }), FORM_PAUSE);
	assert_null(r.phrase);
}

static void test_expired(void **state)
{
	(void)state;
	say("我要反映 万福广场不让停车");
	now += 30 * (ms_t)HOUR;
	assert_int_equal(say("那个嘛"), FORM_EXPIRED);
	assert_string_equal(r.phrase, "form.expired");
	assert_str(s.said, "我要反映 万福广场不让停车");
	asks(say("要"), "grievance.ask_details");
	s.form = NULL;
	say("我要反映 万福广场不让停车");
	now += 30 * (ms_t)HOUR;
	assert_int_equal(say("哪里可以充电"), FORM_ASIDE); /* answered, and the draft offered */
	assert_string_equal(r.phrase, "form.expired");
	assert_int_equal(say("今天的课呢"), FORM_ASIDE); /* not taken up */
	assert_null(s.form);
	s.form = NULL;
	say("我要反映 万福广场不让停车");
	now += 30 * (ms_t)HOUR;
	say("那个嘛");
	assert_int_equal(say("不"), FORM_CANCELLED);
}

static void test_form_gone_from_the_pack(void **state)
{
	(void)state;
	say("我要反映 万福广场不让停车");
	cJSON *saved = form_save(&s);

	cJSON_ReplaceItemInObjectCaseSensitive(saved, "form", cJSON_CreateString("gone.file"));
	cJSON_ReplaceItemInObjectCaseSensitive(saved, "asked", cJSON_CreateString("colour"));
	form_restore(pack, saved, arena, &s);
	cJSON_Delete(saved);
	assert_null(s.form);
	assert_null(s.asked);
	assert_str(slot("place"), "万福广场");
	assert_str(s.said, "我要反映 万福广场不让停车");
	form_restore(pack, NULL, arena, &s);
	assert_null(s.form);
	assert_int_equal(s.slots.n, 0);
}

static int begin(void **state)
{
	struct problems wrong;

	(void)state;
	arena = arena_new();
	wrong = (struct problems){ .arena = arena };
	pack = pack_load("dialogs/zh-CN", &wrong);
	show(&wrong);
	return pack ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	pack_free(pack);
	arena_free(arena);
	return 0;
}

#define form_test(f) cmocka_unit_test_setup(f, fresh)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		form_test(test_over_lunch),
		form_test(test_complete_at_once),
		form_test(test_volunteer),
		form_test(test_amending_ends),
		form_test(test_passing_words_amend_nothing),
		form_test(test_one_by_one),
		form_test(test_default),
		form_test(test_bad_value),
		form_test(test_question_in_between),
		form_test(test_place_corrected),
		form_test(test_why_and_keep),
		form_test(test_cancel),
		form_test(test_nothing_to_hand_in),
		form_test(test_ending_in_the_sentence),
		form_test(test_photo_and_position),
		form_test(test_expired),
		form_test(test_form_gone_from_the_pack),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests(tests, begin, end);
}
