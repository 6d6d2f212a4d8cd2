/* times.c - from "周六下午两点" to a day and a minute. */
#include "dialogs/times.h"

#include "bot/base/utf8.h"
#include "dialogs/numbers.h"

/* --- reading --- */

struct scan {
	struct str s;
	size_t i;
	int64_t today;
	int now_minute;
	int64_t last; /* the day read before: "6月7号8号" */
	bool has_last;
};

static bool eat(struct scan *c, const char *word)
{
	struct str w = str_c(word);

	if (!str_starts(str_sub(c->s, c->i, c->s.n), w))
		return false;
	c->i += w.n;
	return true;
}

static bool eat_any(struct scan *c, const char *const *words)
{
	for (; *words; words++)
		if (eat(c, *words))
			return true;
	return false;
}
#define EAT(c, ...) eat_any((c), (const char *const[]){ __VA_ARGS__, NULL })

static bool number_at(struct scan *c, int64_t min, int64_t max, int64_t *v)
{
	size_t i = c->i;

	if (!whole_read(c->s, &i, v) || *v < min || *v > max)
		return false;
	c->i = i;
	return true;
}

static enum day_part read_part(struct scan *c)
{
	static const struct {
		const char *word;
		enum day_part part;
	} words[] = {
		{ "凌晨", PART_DAWN },	  { "半夜", PART_DAWN },      { "清早", PART_MORNING },
		{ "早上", PART_MORNING }, { "早晨", PART_MORNING },   { "上午", PART_MORNING },
		{ "一早", PART_MORNING }, { "大清早", PART_MORNING }, { "早", PART_MORNING },
		{ "中午", PART_NOON },	  { "晌午", PART_NOON },      { "下午", PART_AFTERNOON },
		{ "傍晚", PART_EVENING }, { "晚上", PART_EVENING },   { "夜里", PART_EVENING },
		{ "晚黑", PART_EVENING }, { "晚", PART_EVENING },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (eat(c, words[i].word))
			return words[i].part;
	return PART_NONE;
}

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
		if (eat(c, words[i].word)) {
			*day = c->today + words[i].days;
			if (words[i].keep)
				c->i -= 3; /* 早 and 晚 are three bytes */
			return true;
		}
	return false;
}

/* Monday is 0. 1970-01-01 was a Thursday. */
static int weekday_of(int64_t day)
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
	else if (number_at(c, 1, 7, &n))
		wanted = (int)n - 1;
	else
		goto none;
	int64_t monday = c->today - weekday_of(c->today);

	if (shift == -1) /* no week named: the next one that comes */
		*day = monday + wanted + (wanted < weekday_of(c->today) ? 7 : 0);
	else
		*day = monday + wanted + 7 * (shift == -2 ? -1 : shift);
	return true;
none:
	c->i = from;
	return false;
}

static int64_t nearest_year(struct scan *c, int m, int d)
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

	if (number_at(c, 1970, 2999, &y) && EAT(c, "-", "年", "/", ".") && number_at(c, 1, 12, &m) &&
	    EAT(c, "-", "月", "/", ".") && number_at(c, 1, 31, &d)) {
		EAT(c, "日", "号");
		*day = civil_day((int)y, (int)m, (int)d);
		if (real_day(*day, m, d))
			return true;
	}
	c->i = from;
	if (number_at(c, 1, 12, &m) && EAT(c, "月份", "月") && number_at(c, 1, 31, &d)) {
		EAT(c, "日", "号");
		*day = nearest_year(c, (int)m, (int)d);
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
	number_at(&ahead, 0, 9999, &(int64_t){ 0 });
	return eat_any(&ahead, after);
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
	if (!number_at(c, 1, 31, &d) || !EAT(c, "号", "日")) {
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

static bool read_day(struct scan *c, int64_t *day)
{
	return month_edge(c, day) || relative_day(c, day) || week_day(c, day) || month_day(c, day) ||
	       day_of_month(c, day);
}

/* "差五分": so many minutes before the hour; 0, and nothing moved: it is not said. */
static int read_before(struct scan *c)
{
	size_t from = c->i;
	int64_t m = 15;

	if (eat(c, "差") && (EAT(c, "一刻钟", "一刻") || (number_at(c, 1, 29, &m) && EAT(c, "分钟", "分"))))
		return (int)m;
	c->i = from;
	return 0;
}

static bool read_clock(struct scan *c, int *minute)
{
	size_t from = c->i;
	int64_t h, m = 0;
	int before = read_before(c);

	if (!number_at(c, 0, 24, &h)) {
		c->i = from;
		return false;
	}
	if (eat(c, ":")) {
		size_t k = c->i;

		if (!number_at(c, 0, 59, &m) || c->i - k != 2) {
			c->i = from;
			return false;
		}
		if (eat(c, ":"))
			number_at(c, 0, 59, &(int64_t){ 0 });
	} else if (EAT(c, "点钟", "点整", "时整", "点", "时")) {
		size_t k = c->i;

		if (before)
			m = -before; /* 差五分八点 */
		else if ((before = read_before(c)) != 0)
			m = -before; /* 八点差五分 */
		else if (EAT(c, "半"))
			m = 30;
		else if (EAT(c, "一刻"))
			m = 15;
		else if (EAT(c, "三刻"))
			m = 45;
		else if (EAT(c, "过") && !number_at(c, 1, 59, &m))
			c->i = k, m = 0;
		else if (number_at(c, 0, 59, &m) && !EAT(c, "分钟", "分") &&
			 EAT(c, "点", "个", "号", "月", "块", "公里"))
			c->i = k, m = 0; /* "11点1点": the one is not minutes */
	} else {
		c->i = from;
		return false;
	}
	*minute = (int)((h % 24 * 60 + m + 1440) % 1440);
	return true;
}

static int with_part(int minute, enum day_part part)
{
	int h = minute / 60;

	if ((part == PART_AFTERNOON || part == PART_EVENING) && h < 12)
		return part == PART_EVENING && h == 0 ? minute : minute + 12 * 60;
	if (part == PART_EVENING && h == 12)
		return minute - 12 * 60; /* 晚上12点 */
	if (part == PART_NOON && h < 4)
		return minute + 12 * 60;
	if (part == PART_DAWN && h == 12)
		return minute - 12 * 60;
	return minute;
}

/* 两个小时后, 半小时以后, 20分钟后 */
static bool read_later(struct scan *c, struct when *w)
{
	size_t from = c->i;
	double n;
	int minutes;

	if (!number_read(c->s, &c->i, &n) || n > 10000)
		goto none;
	EAT(c, "个半") ? (void)(n += 0.5) : (void)EAT(c, "个");
	if (EAT(c, "小时", "钟头"))
		minutes = 60;
	else if (EAT(c, "分钟"))
		minutes = 1;
	else if (EAT(c, "天"))
		minutes = 24 * 60;
	else
		goto none;
	if (!EAT(c, "以后", "之后", "过后", "后"))
		goto none;
	int64_t total = c->today * 1440 + c->now_minute + (int64_t)(n * minutes + 0.5);

	w->has_day = true;
	w->day = total / 1440;
	w->has_clock = minutes < 24 * 60;
	w->minute = (int)(total % 1440);
	return true;
none:
	c->i = from;
	return false;
}

static void skip_glue(struct scan *c)
{
	while (EAT(c, " ", ",", "的"))
		;
}

static bool read_when(struct scan *c, struct when *w)
{
	size_t from = c->i, end;

	*w = (struct when){ .from = from };
	if (read_later(c, w)) {
		w->to = c->i;
		return true;
	}
	w->has_day = read_day(c, &w->day);
	end = c->i;
	skip_glue(c);
	w->part = read_part(c);
	if (w->part) {
		end = c->i;
		skip_glue(c);
	}
	w->has_clock = read_clock(c, &w->minute);
	if (w->has_clock) {
		bool midnight = w->part == PART_EVENING && w->minute / 60 == 12;

		end = c->i;
		w->said = w->minute;
		w->minute = with_part(w->minute, w->part);
		if (midnight && w->has_day)
			w->day++;
	}
	c->i = end;
	w->to = end;
	return end > from && (w->has_day || w->part || w->has_clock);
}

/* "下午六点四十不要搞错了哈 是早上": a part of the day that corrects the one before.
 * The words between say that it does. */
static bool corrects(struct str s, const struct when *before, const struct when *w)
{
	static const char *const words[] = { "不对", "错", "是", "不是", "应该", "改", NULL };
	struct str between = str_sub(s, before->to, w->from);

	if (w->has_day || w->has_clock || !w->part || !before->has_clock || w->part == before->part ||
	    utf8_count(between) > 16)
		return false;
	for (size_t i = 0; words[i]; i++)
		if (str_has(between, str_c(words[i])))
			return true;
	return false;
}

static void correct(struct when *before, const struct when *w)
{
	bool late = w->part == PART_AFTERNOON || w->part == PART_EVENING;

	before->part = w->part;
	before->said = before->said % 720 + (before->said >= 720 && late ? 720 : 0);
	before->minute = with_part(before->said, w->part);
	before->to = w->to;
}

/* A lone 早 or 晚 is a word of many others (早报, 晚点). */
static bool worth_keeping(const struct when *w)
{
	return w->has_day || w->has_clock || w->to - w->from > 3;
}

size_t times_find(struct str s, ms_t now, struct when *out, size_t room)
{
	struct scan c = { .s = s, .today = local_day(now), .now_minute = local_minute(now) };
	size_t n = 0;

	while (c.i < s.n && n < room) {
		if (read_when(&c, &out[n]) && worth_keeping(&out[n])) {
			if (n && corrects(s, &out[n - 1], &out[n])) {
				correct(&out[n - 1], &out[n]);
				continue;
			}
			if (out[n].has_day) {
				c.last = out[n].day;
				c.has_last = true;
			}
			n++;
		} else {
			int64_t v;

			/* Past a whole number, not into it: "138…" holds no clock. */
			if (!whole_read(s, &c.i, &v))
				utf8_next(s, &c.i);
		}
	}
	return n;
}

/* --- periods --- */

static bool whole_month(struct scan *c, int shift, int64_t *from, int64_t *to)
{
	int y, m, d;

	civil(c->today, &y, &m, &d);
	*from = civil_day(y, m + shift, 1);
	*to = civil_day(y, m + shift + 1, 1) - 1;
	return true;
}

static bool named_period(struct scan *c, int64_t *from, int64_t *to)
{
	int y, m, d;
	int64_t n, monday = c->today - weekday_of(c->today);

	civil(c->today, &y, &m, &d);
	if (EAT(c, "上上个月", "上上月"))
		return whole_month(c, -2, from, to);
	if (EAT(c, "上个月", "上月"))
		return whole_month(c, -1, from, to);
	if (EAT(c, "这个月", "本月", "当月"))
		return whole_month(c, 0, from, to);
	if (EAT(c, "上周", "上个星期", "上星期", "上礼拜", "上个礼拜"))
		return *from = monday - 7, *to = monday - 1, true;
	if (EAT(c, "这周", "本周", "这个星期", "这星期", "这礼拜", "这个礼拜"))
		return *from = monday, *to = monday + 6, true;
	if (EAT(c, "去年"))
		return *from = civil_day(y - 1, 1, 1), *to = civil_day(y, 1, 1) - 1, true;
	if (EAT(c, "今年", "本年", "全年"))
		return *from = civil_day(y, 1, 1), *to = civil_day(y + 1, 1, 1) - 1, true;
	if (EAT(c, "上半年"))
		return *from = civil_day(y, 1, 1), *to = civil_day(y, 7, 1) - 1, true;
	if (EAT(c, "下半年"))
		return *from = civil_day(y, 7, 1), *to = civil_day(y + 1, 1, 1) - 1, true;
	if (EAT(c, "上季度", "上个季度"))
		return *from = civil_day(y, (m - 1) / 3 * 3 - 2, 1), *to = civil_day(y, (m - 1) / 3 * 3 + 1, 1) - 1,
		       true;
	if (EAT(c, "本季度", "这个季度"))
		return *from = civil_day(y, (m - 1) / 3 * 3 + 1, 1), *to = civil_day(y, (m - 1) / 3 * 3 + 4, 1) - 1,
		       true;
	if (EAT(c, "最近", "近", "这")) {
		if (number_at(c, 1, 366, &n) && EAT(c, "天", "日"))
			return *from = c->today - n + 1, *to = c->today, true;
		return false;
	}
	if (number_at(c, 1, 12, &n) && EAT(c, "月份", "月")) {
		int64_t first = nearest_year(c, (int)n, 1);

		if (first > c->today) /* figures are of the past */
			first = civil_day(y - 1, (int)n, 1);
		civil(first, &y, &m, &d);
		return *from = first, *to = civil_day(y, m + 1, 1) - 1, true;
	}
	return false;
}

bool times_period(struct str s, ms_t now, int64_t *from, int64_t *to)
{
	struct when w[8];
	struct scan c = { .s = s, .today = local_day(now) };
	int64_t days[8];
	size_t n = 0, k = times_find(s, now, w, 8);

	for (size_t i = 0; i < k; i++)
		if (w[i].has_day)
			days[n++] = w[i].day;
	if (n >= 2) {
		*from = days[0] < days[n - 1] ? days[0] : days[n - 1];
		*to = days[0] < days[n - 1] ? days[n - 1] : days[0];
		return true;
	}
	for (size_t i = 0; i < s.n; utf8_next(s, &i)) {
		c.i = i;
		if (named_period(&c, from, to))
			return true;
	}
	if (n == 1) {
		*from = *to = days[0];
		return true;
	}
	return false;
}
