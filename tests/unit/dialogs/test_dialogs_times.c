/* test_dialogs_times.c - days and times, counted from Wednesday 2025-06-11, 11:00. */
#include "tests/unit/dialogs/test_dialogs_fixture.h"

#include "dialogs/words/normalise.h"
#include "dialogs/words/times.h"

static void last(const char *text, const char *want)
{
	struct arena *a = arena_new();
	struct when w[12];
	size_t n = times_find(normalise(str_c(text), a), NOON_CLOCK, w, 12);
	struct str got = n ? when_str(&w[n - 1], a) : STR("-");

	if (!str_is(got, want))
		fail_msg("%s is " STR_FMT ", want %s", text, STR_ARG(got), want);
	arena_free(a);
}

static void test_clocks(void **state)
{
	static const char *const cases[][2] = {
		{ "七点半", "07:30" },	       { "早上七点半", "07:30" },
		{ "下午六点四十", "18:40" },   { "六点四十", "06:40" },
		{ "7:30", "07:30" },	       { "07：30", "07:30" },
		{ "7点一刻", "07:15" },	       { "晚上8点", "20:00" },
		{ "中午12点", "12:00" },       { "中午一点", "13:00" },
		{ "凌晨两点", "02:00" },       { "19时30分", "19:30" },
		{ "二十一点", "21:00" },       { "早上6点钟", "06:00" },
		{ "晚上十二点", "00:00" },     { "六点太早 六点四十", "06:40" },
		{ "每天早上八点整", "08:00" }, { "十二点二十", "12:20" },
		{ "八点零五", "08:05" },       { "零点", "00:00" },
		{ "中午十二点半", "12:30" },   { "差五分八点", "07:55" },
		{ "八点差十分", "07:50" },     { "下午三点过五分", "15:05" },
		{ "晚上9:30", "21:30" },       { "两点多", "02:00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		last(cases[i][0], cases[i][1]);
}

/* The part of the day was wrong, and is put right. */
static void test_corrections(void **state)
{
	static const char *const cases[][2] = {
		{ "下午六点四十不要搞错了哈 是早上", "06:40" },
		{ "早上六点四十 不对 是下午", "18:40" },
		{ "明天早上七点 错了 是晚上", "2025-06-12 19:00" },
		{ "18点40 搞错了 是早上", "06:40" },
		{ "七点半 是晚上哈", "19:30" },
		{ "早上七点半 晚上再说", "evening" },
		{ "早上七点半 不是下午七点", "19:00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		last(cases[i][0], cases[i][1]);
}

static void test_days(void **state)
{
	static const char *const cases[][2] = {
		{ "今天", "2025-06-11" },
		{ "明天早上", "2025-06-12 morning" },
		{ "明早八点", "2025-06-12 08:00" },
		{ "今晚八点", "2025-06-11 20:00" },
		{ "后天", "2025-06-13" },
		{ "大后天", "2025-06-14" },
		{ "昨天", "2025-06-10" },
		{ "周六下午两点", "2025-06-14 14:00" },
		{ "本周五晚上八点", "2025-06-13 20:00" },
		{ "星期三", "2025-06-11" },
		{ "周一", "2025-06-16" },
		{ "下周一", "2025-06-16" },
		{ "下周三上午9点半", "2025-06-18 09:30" },
		{ "上周五", "2025-06-06" },
		{ "礼拜天", "2025-06-15" },
		{ "6月7号", "2025-06-07" },
		{ "六月三十日前", "2025-06-30" },
		{ "1月3号", "2025-01-03" },
		{ "2025年12月31日", "2025-12-31" },
		{ "2025-06-07", "2025-06-07" },
		{ "15号", "2025-06-15" },
		{ "3号", "2025-07-03" },
		{ "下个月3号", "2025-07-03" },
		{ "半小时后", "2025-06-11 11:30" },
		{ "两个小时以后", "2025-06-11 13:00" },
		{ "三天后", "2025-06-14" },
		{ "一个半小时后", "2025-06-11 12:30" },
		{ "明天一早", "2025-06-12 morning" },
		{ "后天晌午", "2025-06-13 noon" },
		{ "这个月底", "2025-06-30" },
		{ "月底", "2025-06-30" },
		{ "下个月初", "2025-07-01" },
		{ "周末", "2025-06-14" },
		{ "下周末", "2025-06-21" },
		{ "6月18", "2025-06-18" },
		{ "7号三楼", "-" },
		{ "水井巷14号二单元", "-" },
		{ "2月30号", "2025-06-30" },
		{ "13800000101", "-" },
		{ "早报", "-" },
		{ "", "-" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		last(cases[i][0], cases[i][1]);
}

static void test_two_days(void **state)
{
	struct arena *a = arena_new();
	struct when w[8];
	size_t n = times_find(STR("6月7号8号两天"), NOON_CLOCK, w, 8);

	(void)state;
	assert_int_equal(n, 2);
	assert_str(when_str(&w[0], a), "2025-06-07");
	assert_str(when_str(&w[1], a), "2025-06-08");
	arena_free(a);
}

static void period(const char *text, const char *from, const char *to)
{
	struct arena *a = arena_new();
	int64_t x, y;

	if (!times_period(normalise(str_c(text), a), NOON_CLOCK, &x, &y))
		fail_msg("%s is no period", text);
	assert_str(day_str(x, a), from);
	assert_str(day_str(y, a), to);
	arena_free(a);
}

static void test_periods(void **state)
{
	int64_t x, y;

	(void)state;
	period("上个月的报表", "2025-05-01", "2025-05-31");
	period("本月", "2025-06-01", "2025-06-30");
	period("6月1号到6月15号的", "2025-06-01", "2025-06-15");
	period("6月1号到15号", "2025-06-01", "2025-06-15");
	period("上周", "2025-06-02", "2025-06-08");
	period("这周", "2025-06-09", "2025-06-15");
	period("2月份", "2025-02-01", "2025-02-28");
	period("十二月", "2024-12-01", "2024-12-31");
	period("最近7天", "2025-06-05", "2025-06-11");
	period("上半年", "2025-01-01", "2025-06-30");
	period("上季度", "2025-01-01", "2025-03-31");
	period("今年", "2025-01-01", "2025-12-31");
	period("昨天的", "2025-06-10", "2025-06-10");
	assert_false(times_period(STR("报表"), NOON_CLOCK, &x, &y));
}

static void test_calendar(void **state)
{
	int y, m, d;

	(void)state;
	for (int64_t day = -20000; day < 40000; day++) {
		civil(day, &y, &m, &d);
		assert_int_equal(civil_day(y, m, d), day);
	}
	assert_int_equal(civil_day(2025, 0, 1), civil_day(2024, 12, 1));
	assert_int_equal(civil_day(2025, 13, 1), civil_day(2026, 1, 1));
	assert_int_equal(civil_day(2025, -2, 1), civil_day(2024, 10, 1));
	assert_int_equal(local_minute(NOON_CLOCK), 11 * 60);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_corrections), cmocka_unit_test(test_clocks),  cmocka_unit_test(test_days),
		cmocka_unit_test(test_two_days),    cmocka_unit_test(test_periods), cmocka_unit_test(test_calendar),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
