/* test_dialogs_matters.c - two matters in one message, with the shipped Chinese pack. */
#include "dialogs/build/build.h"
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "dialogs/form/matters.h"

static struct pack *pack;
static struct arena *arena;

struct row {
	const char *text;
	size_t matters; /* 0: it is one */
	const char *texts[MATTERS_MAX];
};

static const struct row rows[] = {
	{ "万福广场没得地方停车 还有就是南街路口的井盖不见了", 2, { "万福广场没得地方停车", "南街路口的井盖不见了" } },
	{ "我要反映站上拖工资不发。对了，瑞云府保安不让进", 2, { "我要反映站上拖工资不发", "瑞云府保安不让进" } },
	{ "站长扣我工资 另外换电柜吞了我的电池 还有一个事南街路口有个大坑",
	  3,
	  { "站长扣我工资", "换电柜吞了我的电池", "南街路口有个大坑" } },
	{ "换电柜吞了我的电池 顺便问一下哪里可以充电", 2, { "换电柜吞了我的电池", "哪里可以充电" } },
	/* the same matter, told at length */
	{ "万福广场没得地方停车 还有就是停一哈就撵人 车位也不划", 0, { 0 } },
	{ "送餐路上摔了 然后站长说不是工伤 医药费也不给报", 0, { 0 } },
	{ "书院街7号三楼有个婆婆一个人住，这几天敲门都没人应，她点的餐挂在门上两天了", 0, { 0 } },
	/* no connector, though the words are there */
	{ "还有没有哪里可以充电的地方哦我电瓶没电了", 0, { 0 } },
	{ "这道题我答对了没有 站长扣我工资", 0, { 0 } },
	/* small talk around it */
	{ "在不在哦 今天热死人 另外我吃了饭的 站上拖了两个月工资不发 谢谢哈", 0, { 0 } },
	{ "你好 还有 谢谢", 0, { 0 } },
	{ "另外", 0, { 0 } },
	{ "", 0, { 0 } },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct heard h = { .text = str_c(rows[i].text), .where = WHERE_PRIVATE, .now = NOON_CLOCK };
		struct understanding u;
		struct matter m[MATTERS_MAX];

		arena_reset(arena);
		understand(pack, &h, arena, &u);
		size_t n = matters_split(pack, &h, &u, NULL, arena, m);

		if (n != rows[i].matters)
			fail_msg("%s: %zu matters, not %zu", rows[i].text, n, rows[i].matters);
		for (size_t k = 0; k < n; k++)
			assert_str(m[k].text, rows[i].texts[k]);
	}
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

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests(tests, begin, end);
}
