/* test_dialogs_zh.c - the shipped Chinese pack: it proves itself, understands the
 * sentences of the scenarios, stays silent where it must, and no text can hold it up. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include <time.h>

#include "bot/base/utf8.h"
#include "bot/base/buf.h"
#include "dialogs/build/build.h"
#include "dialogs/check/check.h"
#include "dialogs/match/internal.h"
#include "dialogs/form/matters.h"
#include "dialogs/words/normalise.h"
#include "dialogs/pack/phrase.h"

static struct pack *pack;
static struct arena *arena;

static void test_proves_itself(void **state)
{
	struct problems wrong = { .arena = arena }, notes = { .arena = arena };

	(void)state;
	pack_check(pack, NULL, &wrong, &notes);
	show(&wrong);
	assert_int_equal(wrong.n, 0);
}

struct sentence {
	char where;
	const char *text;
	const char *intent;
	const char *slot, *value;
};

static const struct sentence sentences[] = {
	{ 'P', "我要登记", "register", NULL, NULL },
	{ 'P', "我要反映 万福广场那边不让骑手停车", "grievance.file", "category", "parking" },
	{ 'P', "我是党员 组织关系在达州 来邛崃跑快递一年了 咋个报到", "member.checkin", NULL, NULL },
	{ 'P', "我的支部是哪个 联系人哪个 啥子时候开会", "member.branch", NULL, NULL },
	{ 'G', "小灯 今天的课呢", "lesson.today", NULL, NULL },
	{ 'P', "开始做题", "quiz.start", NULL, NULL },
	{ 'P', "我学了好多了", "lesson.progress", NULL, NULL },
	{ 'G', "小灯 以后每天早上七点半给这个群发早报", "briefing.subscribe", "time", "07:30" },
	{ 'G', "小灯 莫发了 吵得很", "briefing.unsubscribe", NULL, NULL },
	{ 'A', "给我们支部发个通知 本周五晚上八点文君驿站二楼主题党日 带笔记本", "admin.broadcast", "time",
	  "2025-06-13 20:00" },
	{ 'G', "小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子", "grievance.file", "category", "parking" },
	{ 'G', "对头，我上周也遭了", "none", NULL, NULL },
	{ 'G', "+1", "none", NULL, NULL },
	{ 'P', "换电柜吞了我一块电池 文脉坊门口那个 客服电话打不通", "grievance.file", "place", "文脉坊" },
	{ 'G', "哦豁 好危险", "none", NULL, NULL },
	{ 'G', "小灯 这个在瓮亭公园旁边 水井巷14号二单元 飞线充电", "hazard.report", "category", "fire" },
	{ 'G', "小灯 书院街7号三楼有个婆婆一个人住 这几天敲门都没人应 她点的餐挂在门上两天了", "hazard.report", "place",
	  "书院街7号三楼" },
	{ 'G', "遭了 快打电话嘛", "none", NULL, NULL },
	{ 'A', "未派的单", "admin.cases", "status", "open" },
	{ 'A', "Q-12派给城管", "admin.assign", "case", "Q-12" },
	{ 'P', "我那个停车的咋样了", "case.status", NULL, NULL },
	{ 'A', "Q-12答复 已在万福广场西侧划定骑手临停车位12个，每次限停15分钟", "admin.resolve", "case", "Q-12" },
	{ 'P', "可以 满意", "case.rate", NULL, NULL },
	{ 'P', "都一个星期了 还没得人理我", "case.status", NULL, NULL },
	{ 'G', "小灯 我有个建议 高温天把驿站冰柜加满水 再放点藿香正气水", "suggestion.file", "category", "rest" },
	{ 'G', "我建议晚上吃烧烤", "none", NULL, NULL },
	{ 'G', "小灯 我想当志愿者", "volunteer.register", NULL, NULL },
	{ 'G', "可以嘛三娃 我去年当过", "none", NULL, NULL },
	{ 'P', "我妈一个人在家 高血压药吃完了 我在外地 能不能找人帮忙买了送上去", "task.request", "kind", "medicine" },
	{ 'G', "小灯 T-31我接", "task.accept", "task", "T-31" },
	{ 'P', "我这半个月不接志愿了 家里有事", "volunteer.pause", "action", "pause" },
	{ 'A', "发布活动 周六下午两点电动车保养义诊 文君驿站 限3人", "admin.activity", "time", "2025-06-14 14:00" },
	{ 'G', "小灯 最近有啥子活动", "activity.list", NULL, NULL },
	{ 'P', "我周六要上班 去不成了", "activity.cancel", NULL, NULL },
	{ 'A', "补短清单加一条 文君驿站夜间照明不足 责任文君街道 6月30日前", "admin.duty", "list", "shortcoming" },
	{ 'A', "6月1号到6月15号的", "admin.report", "to", "2025-06-15" },
	{ 'P', "把我的资料全部删了 我不干了", "privacy.delete", NULL, NULL },
	{ 'P', "你有我啥子资料", "privacy.show", NULL, NULL },
	{ 'G', "哪儿可以热个饭", "station.find", "service", "meal" },
	{ 'P', "我刚充完电", "none", NULL, NULL },
	{ 'P', "今天累得冒烟", "none", NULL, NULL },
	{ 'G', "小灯那个机器人挺好用", "none", NULL, NULL },
	{ 'P', "哪点能充电又能热饭", "station.find", "service", "charging;meal" },
	{ 'P', "哪里能接热水又能歇脚", "station.find", "service", "water;rest" },
	{ 'P', "饭冷了 哪里有微波炉", "station.find", "service", "meal" },
	{ 'P', "药店门口 想上厕所", "station.find", "service", "toilet" },
	{ 'P', "哪裡可以充電", "station.find", "service", "charging" },
	{ 'P', "ｑ１１９０ 处理得咋样了", "case.status", "case", "Q-1190" },
};

static void test_scenarios(void **state)
{
	struct understanding u;

	(void)state;
	for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
		const struct sentence *x = &sentences[i];

		understand_line(pack, (enum where)x->where, str_c(x->text), NOON_CLOCK, arena, &u);
		if (strcmp(u.intent, x->intent) != 0)
			fail_msg("%s: %s (%s), not %s", x->text, u.intent, u.rule, x->intent);
		if (x->slot)
			assert_str(slots_get(&u.slots, x->slot), x->value);
	}
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* 4,096 characters made of a rule's own words, with a tail that nearly fits. */
static struct str long_text(const struct rule *r, uint32_t seed)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	for (size_t n = 0; utf8_count(buf_str(&b)) < 4096; n++) {
		const struct group *g = &r->groups[seed % r->n_groups];

		buf_add(&b, pack->words.v[g->v[(n + seed / 7) % g->n]].text);
		if (seed & 1 && n % 3 == 0)
			buf_addc(&b, "呜");
		seed = seed % 5 == 0 ? seed + 1 : seed;
	}
	struct str s = normalise(buf_str(&b), arena);

	buf_free(&b);
	return s;
}

static void test_no_text_holds_it_up(void **state)
{
	double worst = 0;

	(void)state;
	for (size_t i = 0; i < pack->n_rules; i++) {
		const struct rule *r = &pack->rules[i];

		for (uint32_t k = 0; r->n_groups && k < 4; k++) {
			arena_reset(arena);
			struct str text = long_text(r, k * 3 + 1);
			double best = 1;

			for (int again = 0; again < 3 && best > 0.02; again++) { /* the machine may be busy */
				double from = seconds();

				match_try(r, text);
				if (seconds() - from < best)
					best = seconds() - from;
			}
			if (best > 0.02)
				fail_msg("%s takes %.0f ms", r->name, 1e3 * best);
			worst = best > worst ? best : worst;
		}
	}
	print_message("slowest rule on 4,096 characters: %.2f ms\n", 1e3 * worst);
}

/* Texts that are made for nobody: what the words of all rules, repeats and near
 * misses can do to every pattern of the pack, and to the engine as a whole. */
static struct str hostile(uint32_t seed)
{
	static const char *const bits[] = { "我", "哈", "投诉", "不要", "万福广场", " ",
					    "1",  "a",	"的",	"是",	"还有",	    "给我" };
	struct buf b;

	buf_init(&b, 1 << 20);
	for (size_t n = 0; utf8_count(buf_str(&b)) < 4096; n++) {
		if (seed < 12)
			buf_addc(&b, bits[seed]);
		else if (seed < 16)
			buf_addc(&b, bits[(n * seed + n / 7) % 12]);
		else
			buf_add(&b, pack->words.v[(n * seed + seed / 3) % pack->words.n].text);
	}
	buf_addc(&b, "呜");
	struct str s = arena_str(arena, buf_str(&b));

	buf_free(&b);
	return s;
}

/* The shortest of three: the machine may be busy. */
static double time_of(void (*run)(struct str), struct str text)
{
	double best = 1e9;

	for (int again = 0; again < 3 && best > 0.02; again++) {
		double from = seconds();

		run(text);
		if (seconds() - from < best)
			best = seconds() - from;
	}
	return best;
}

static const struct patterns *tried;

static void run_patterns(struct str text)
{
	for (size_t i = 0; i < tried->n; i++)
		pattern_run(&tried->v[i], text);
}

static void run_all(struct str text)
{
	struct heard h = { .text = text, .where = WHERE_PRIVATE, .now = NOON_CLOCK };
	struct understanding u;
	struct matter m[MATTERS_MAX];

	understand(pack, &h, arena, &u);
	matters_split(pack, &h, &u, NULL, arena, m);
}

static void test_no_control_holds_it_up(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < 24; seed++) {
		arena_reset(arena);
		struct str text = hostile(seed), said = normalise(text, arena);

		for (size_t k = 0; k < CTL_COUNT; k++) {
			tried = &pack->controls[k].rules;
			double t = time_of(run_patterns, said);

			if (t > 0.02 * (double)tried->n)
				fail_msg("%s takes %.0f ms on text %u", control_names[k], 1e3 * t, seed);
		}
	}
}

static void test_no_text_holds_up_the_whole(void **state)
{
	double worst = 0;

	(void)state;
	for (uint32_t seed = 0; seed < 24; seed++) {
		arena_reset(arena);
		double t = time_of(run_all, hostile(seed));

		worst = t > worst ? t : worst;
	}
	print_message("slowest whole understanding of 4,096 characters: %.1f ms\n", 1e3 * worst);
	assert_true(worst < 0.2); /* some 65 ms; a busy machine takes twice that */
}

/* Whatever people may mean can be offered to them. */
static void test_every_intent_has_a_label(void **state)
{
	(void)state;
	for (size_t i = 0; i < pack->n_intents; i++) {
		const struct intent *x = &pack->intents[i];
		struct str name = arena_printf(arena, "choice.%s", x->name);

		if (x->admin || x->context || !x->private || strcmp(x->name, "greeting") == 0 ||
		    strcmp(x->name, "cancel") == 0)
			continue;
		if (!phrase_exists(pack, name.p))
			fail_msg("there is no [phrase " STR_FMT "]", STR_ARG(name));
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
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scenarios),
		cmocka_unit_test(test_proves_itself),
		cmocka_unit_test(test_every_intent_has_a_label),
		cmocka_unit_test(test_no_text_holds_it_up),
		cmocka_unit_test(test_no_control_holds_it_up),
		cmocka_unit_test(test_no_text_holds_up_the_whole),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests(tests, begin, end);
}
