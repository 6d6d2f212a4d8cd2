/* times_day.c - days: "明天", "下周三", "6月7号", "15号", "月底". */
#include "dialogs/words/times_internal.h"

static bool relative_day(struct scan *c, int64_t *day)
{
	static const struct {
		const char *word;
		int days;
		bool keep; /* the second character is the part of the day */
	} words[] = {
		{ "大后天", 3, false }, { "大前天", -3, false }, { "今天", 0, false },	{ "今日", 0, false },
		{ "今儿", 0, false },	{ "今早", 0, true },	 { "今晚", 0, true },	{ "明天", 1, false },
		{ "明日", 1, false },	{ "明儿", 1, false },	 { "明早", 1, true },	{ "明晚", 1, true },
		{ "后天", 2, false },	{ "后日", 2, false },	 { "昨天", -1, false }, { "昨日", -1, false },
		{ "昨儿", -1, false },	{ "昨晚", -1, true },	 { "前天", -2, false }, { "当天", 0, false },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (scan_eat(c, words[i].word)) {
			*day = c->today + words[i].days;
			if (words[i].keep)
				c->i -= 3; /* 早 and 晚 are three bytes */
			return true;
		}
	return false;
}

/* 1970-01-01 was a Thursday. */
int scan_weekday(int64_t day)
{
	return (int)(((day + 3) % 7 + 7) % 7);
}

static bool week_day(struct scan *c, int64_t *day)
{
	size_t from = c->i;
	int shift = -1, wanted;
	int64_t n;

	if (EAT(c, "下下"))
		shift = 2;
	else if (EAT(c, "下个", "下"))
		shift = 1;
	else if (EAT(c, "上个", "上"))
		shift = -2;
	else if (EAT(c, "这个", "这", "本", "次"))
		shift = 0;
	if (!EAT(c, "星期", "礼拜", "周"))
		goto none;
	if (EAT(c, "日", "天"))
		wanted = 6;
	else if (EAT(c, "末"))
		wanted = 5;
	else if (scan_number(c, 1, 7, &n))
		wanted = (int)n - 1;
	else
		goto none;
	int64_t monday = c->today - scan_weekday(c->today);

	if (shift == -1) /* no week named: the next one that comes */
		*day = monday + wanted + (wanted < scan_weekday(c->today) ? 7 : 0);
	else
		*day = monday + wanted + 7 * (shift == -2 ? -1 : shift);
	return true;
none:
	c->i = from;
	return false;
}

int64_t scan_nearest_year(const struct scan *c, int m, int d)
{
	int y, mm, dd;

	civil(c->today, &y, &mm, &dd);
	int64_t day = civil_day(y, m, d);

	if (day < c->today - 183)
		return civil_day(y + 1, m, d);
	return day > c->today + 183 ? civil_day(y - 1, m, d) : day;
}

static bool real_day(int64_t day, int64_t m, int64_t d)
{
	int y, mm, dd;

	civil(day, &y, &mm, &dd);
	return mm == m && dd == d;
}

/* 2025-06-07, 2025年6月7日, 6月7号 */
static bool month_day(struct scan *c, int64_t *day)
{
	size_t from = c->i;
	int64_t y, m, d;

	if (scan_number(c, 1970, 2999, &y) && EAT(c, "-", "年", "/", ".") && scan_number(c, 1, 12, &m) &&
	    EAT(c, "-", "月", "/", ".") && scan_number(c, 1, 31, &d)) {
		EAT(c, "日", "号");
		*day = civil_day((int)y, (int)m, (int)d);
		if (real_day(*day, m, d))
			return true;
	}
	c->i = from;
	if (scan_number(c, 1, 12, &m) && EAT(c, "月份", "月") && scan_number(c, 1, 31, &d)) {
		EAT(c, "日", "号");
		*day = scan_nearest_year(c, (int)m, (int)d);
		if (real_day(*day, m, d))
			return true;
	}
	c->i = from;
	return false;
}

/* "书院街7号", "7号三楼": a house, not a day. */
static bool is_house(struct scan *c, size_t from)
{
	static const char *const before[] = { "路", "街", "巷", "道", "弄", "段", "村", "组", "第", NULL };
	static const char *const after[] = { "楼", "栋", "单元", "院",	 "门", "线", "店", "铺", "房", "机", "桌", "桥",
					     "桩", "柜", "单",	 "任务", "车", "厂", "库", "口", "室", "层", NULL };
	struct str left = str_sub(c->s, 0, from);
	struct scan ahead = *c;

	for (size_t i = 0; before[i]; i++)
		if (str_ends(left, str_c(before[i])))
			return true;
	scan_number(&ahead, 0, 9999, &(int64_t){ 0 });
	return scan_any(&ahead, after);
}

/* "下个月3号", "15号": a house number is no day. */
static bool day_of_month(struct scan *c, int64_t *day)
{
	size_t from = c->i;
	int64_t d;
	int y, m, dd, shift = 0;
	bool named = true;

	if (EAT(c, "下个月", "下月"))
		shift = 1;
	else if (EAT(c, "上个月", "上月"))
		shift = -1;
	else if (!EAT(c, "这个月", "本月"))
		named = false;
	if (!scan_number(c, 1, 31, &d) || !EAT(c, "号", "日")) {
		c->i = from;
		return false;
	}
	if (is_house(c, from)) {
		c->i = from;
		return false;
	}
	civil(c->has_last ? c->last : c->today, &y, &m, &dd);
	*day = civil_day(y, m + shift, (int)d);
	if (!named && !c->has_last && *day < c->today)
		*day = civil_day(y, m + 1, (int)d);
	return true;
}

/* "月底", "下个月初" */
static bool month_edge(struct scan *c, int64_t *day)
{
	size_t from = c->i;
	int y, m, d, shift = 0;

	if (EAT(c, "下个月", "下月"))
		shift = 1;
	else if (EAT(c, "上个月", "上月"))
		shift = -1;
	else if (!EAT(c, "这个月", "本月", "月"))
		return false;
	civil(c->today, &y, &m, &d);
	if (EAT(c, "底", "末"))
		return *day = civil_day(y, m + shift + 1, 1) - 1, true;
	if (EAT(c, "初"))
		return *day = civil_day(y, m + shift, 1), true;
	c->i = from;
	return false;
}

bool scan_day(struct scan *c, int64_t *day)
{
	return month_edge(c, day) || relative_day(c, day) || week_day(c, day) || month_day(c, day) ||
	       day_of_month(c, day);
}
