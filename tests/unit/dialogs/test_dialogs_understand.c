/* test_dialogs_understand.c - who is spoken to, which slots, what is near. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "dialogs/pack/labels.h"
#include "dialogs/match/understand.h"

static const char ini[] =
	"[pack]\nname = 小灯\nalias = 崃小灯\nremark = ^(?:笼|泡)\nremark = ^ ?(?:真|好)用\nremark = 那个机器人\n"
	"[slot service]\ncharging = 充电 充个电 充电桩\nmeal = 热饭 热.{0,2}饭\nwater = 水/9\n"
	"[slot place]\ntype = place\npattern = (?<v>\\p{Han}{2}广场)\n"
	"[slot case]\ntype = code\nletter = Q\npattern = 单号\\D{0,2}(?<v>\\d+)\n"
	"[slot when]\ntype = time\n"
	"[slot skill]\nlist = yes\n修车 = 修车\n量血压 = 血压\n"
	"[intent find]\nwhere = GP\nslots = place when\nrule = 哪.{0,6}{service}\nrule = ^求充电 => service=charging, @uncalled\n"
	"example = 哪里可以充电\nexample = 哪里有热水\n"
	"[intent status]\nwhere = P\nslots = case\nrule = 单\nexample = 我的单子咋样了\n"
	"[intent skills]\nwhere = P\nslots = skill\nrule = 我会\nexample = 我会修车\n"
	"[intent caught]\nwhere = P\nrule = 叫(?<name>\\p{Han}{2})(?<_rest>.*)\nexample = 我叫张勇\n"
	"[intent greet]\nwhere = GP\nrule = ^小灯$\nexample = 小灯\n"
	"[intent staff]\nwhere = A\nrule = 报表\nexample = 上个月的报表\n";

static struct try_pack t;

static struct understanding hear(enum where where, const char *text)
{
	struct heard h = { .text = str_c(text), .where = where, .now = NOON_CLOCK };
	struct understanding u;

	understand(t.pack, &h, t.arena, &u);
	return u;
}

static struct understanding line(enum where where, const char *text)
{
	struct understanding u;

	understand_line(t.pack, where, str_c(text), NOON_CLOCK, t.arena, &u);
	return u;
}

static void test_called(void **state)
{
	static const char *const calls[] = { "小灯 哪里可以充电", "小灯，哪里可以充电", "@小灯 哪里可以充电",
					     "@小灯哪里可以充电", "崃小灯哪里可以充电", "哪里可以充电 @小灯",
					     "/哪里可以充电",	  "小燈 哪裡可以充電",	"，小灯：哪里可以充电" };

	(void)state;
	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		struct understanding u = line(WHERE_GROUP, calls[i]);

		if (strcmp(u.intent, "find") != 0 || !u.by_name)
			fail_msg("%s", calls[i]);
		assert_str(u.said, "哪里可以充电");
	}
	assert_string_equal(hear(WHERE_GROUP, "小灯").intent, "greet");
	assert_string_equal(hear(WHERE_GROUP, "/find@xiaodeng_bot 哪有充电").intent, "find");
}

static void test_not_called(void **state)
{
	static const char *const talk[] = { "小灯笼哪里有充电的",
					    "小灯那个机器人挺好用 哪里充电都晓得",
					    "小灯真好用",
					    "小灯好用 哪里充电",
					    "哪里可以充电",
					    "张三 小灯哪里充电",
					    "",
					    "   ",
					    "。。。" };

	(void)state;
	for (size_t i = 0; i < sizeof talk / sizeof talk[0]; i++) {
		struct understanding u = line(WHERE_GROUP, talk[i]);

		if (strcmp(u.intent, "none") != 0 || strcmp(u.rule, "-") != 0)
			fail_msg("%s: %s", talk[i], u.rule);
		assert_int_equal(u.slots.n, 0);
	}
}

static void test_line_and_place(void **state)
{
	(void)state;
	assert_string_equal(line(WHERE_GROUP, "求充电").intent, "find"); /* may answer uncalled */
	assert_true(line(WHERE_GROUP, "求充电").uncalled);
	assert_string_equal(line(WHERE_PRIVATE, "哪里可以充电").intent, "find");
	assert_string_equal(line(WHERE_GROUP, "小灯 我的单").intent, "status"); /* not allowed there still prints */
	assert_string_equal(line(WHERE_PRIVATE, "报表").intent, "staff");
	/* understand leaves the silence to whoever decides on waking */
	assert_string_equal(hear(WHERE_GROUP, "哪里可以充电").intent, "find");
}

static void test_slots(void **state)
{
	struct understanding u;

	(void)state;
	u = hear(WHERE_PRIVATE, "明天下午两点 万福广场哪里可以充个电");
	assert_str(slots_get(&u.slots, "service"), "charging");
	assert_str(slots_get(&u.slots, "place"), "万福广场");
	assert_str(slots_get(&u.slots, "when"), "2025-06-12 14:00");
	u = hear(WHERE_PRIVATE, "求充电");
	assert_str(slots_get(&u.slots, "service"), "charging");
	u = hear(WHERE_PRIVATE, "查单子 ｑ０１１９０");
	assert_str(slots_get(&u.slots, "case"), "Q-1190");
	u = hear(WHERE_PRIVATE, "单号是1190");
	assert_str(slots_get(&u.slots, "case"), "Q-1190");
	u = hear(WHERE_PRIVATE, "我会修车 也会量血压");
	assert_str(slots_get(&u.slots, "skill"), "修车;量血压");
	u = hear(WHERE_PRIVATE, "我叫张勇 跑外卖");
	assert_str(slots_get(&u.slots, "name"), "张勇");
	assert_int_equal(u.slots.n, 1);
}

static struct str known(void *arg, struct str text, struct arena *a)
{
	(void)arg;
	(void)a;
	if (str_has(text, STR("书院街")))
		return STR("书院街");
	return str_has(text, STR("文君片区")) || str_has(text, STR("文君广场")) ? STR("文君街道") : NO_STR;
}

static void test_gazetteer(void **state)
{
	struct gazetteer g = { .longest = known };
	struct heard h = { .text = STR("书院街哪里充电"), .where = WHERE_PRIVATE, .places = &g };
	struct understanding u;

	(void)state;
	understand(t.pack, &h, t.arena, &u);
	assert_str(slots_get(&u.slots, "place"), "书院街");
	h.text = STR("文君片区哪里充电");
	understand(t.pack, &h, t.arena, &u);
	assert_str(slots_get(&u.slots, "place"), "文君街道");
	h.text = STR("文君广场哪里充电"); /* an alias inside the free text */
	understand(t.pack, &h, t.arena, &u);
	assert_str(slots_get(&u.slots, "place"), "文君街道");
}

static void test_near(void **state)
{
	struct understanding u = hear(WHERE_PRIVATE, "可以充电不");

	(void)state;
	assert_string_equal(u.intent, "none");
	assert_string_equal(u.near[0], "find");
	u = hear(WHERE_PRIVATE, "今天天气巴适");
	assert_null(u.near[0]);
	u = hear(WHERE_PRIVATE, "上个月报了表");
	assert_null(u.near[0]); /* the administrators' are not offered to others */
	u = hear(WHERE_GROUP, "可以充电不");
	assert_null(u.near[0]);
}

static void test_labels(void **state)
{
	(void)state;
	assert_str(pack_label(t.pack, "service", STR("charging")), "充电");
	assert_str(pack_label(t.pack, "service", STR("meal")), "热饭");
	assert_str(pack_label(t.pack, "service", STR("nope")), "nope");
	assert_str(pack_label(t.pack, "nope", STR("charging")), "charging");
}

static void test_slots_set(void **state)
{
	struct slots s = { .n = 0 };

	(void)state;
	slots_set(&s, "a", STR("1"));
	slots_set(&s, "b", STR(""));
	slots_set(&s, "a", STR("2"));
	assert_int_equal(s.n, 2);
	assert_str(slots_get(&s, "a"), "2");
	assert_non_null(slots_get(&s, "b").p);
	slots_set(&s, "a", NO_STR);
	slots_set(&s, "c", NO_STR);
	assert_int_equal(s.n, 1);
	assert_null(slots_get(&s, "a").p);
	static char names[2 * SLOTS_MAX][8];

	for (int i = 0; i < 2 * SLOTS_MAX; i++) {
		snprintf(names[i], sizeof names[i], "s%d", i);
		slots_set(&s, names[i], STR("x"));
	}
	assert_int_equal(s.n, SLOTS_MAX);
}

static int begin(void **state)
{
	(void)state;
	t = try_pack(ini);
	show(&t.wrong);
	return t.pack ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	try_pack_free(&t);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_called),	       cmocka_unit_test(test_not_called),
		cmocka_unit_test(test_line_and_place), cmocka_unit_test(test_slots),
		cmocka_unit_test(test_gazetteer),      cmocka_unit_test(test_near),
		cmocka_unit_test(test_slots_set),      cmocka_unit_test(test_labels),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests(tests, begin, end);
}
