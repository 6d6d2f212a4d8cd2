/* times.c - from "周六下午两点" to a day and a minute. */
#include "dialogs/words/times.h"

#include "bot/base/utf8.h"
#include "dialogs/words/numbers.h"
#include "dialogs/words/times_internal.h"

/* --- reading --- */

bool scan_eat(struct scan *c, const char *word)
{
	struct str w = str_c(word);

	if (!str_starts(str_sub(c->s, c->i, c->s.n), w))
		return false;
	c->i += w.n;
	return true;
}

bool scan_any(struct scan *c, const char *const *words)
{
	for (; *words; words++)
		if (scan_eat(c, *words))
			return true;
	return false;
}

bool scan_number(struct scan *c, int64_t min, int64_t max, int64_t *v)
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
		if (scan_eat(c, words[i].word))
			return words[i].part;
	return PART_NONE;
}

/* "差五分": so many minutes before the hour; 0, and nothing moved: it is not said. */
static int read_before(struct scan *c)
{
	size_t from = c->i;
	int64_t m = 15;

	if (scan_eat(c, "差") && (EAT(c, "一刻钟", "一刻") || (scan_number(c, 1, 29, &m) && EAT(c, "分钟", "分"))))
		return (int)m;
	c->i = from;
	return 0;
}

static bool read_clock(struct scan *c, int *minute)
{
	size_t from = c->i;
	int64_t h, m = 0;
	int before = read_before(c);

	if (!scan_number(c, 0, 24, &h)) {
		c->i = from;
		return false;
	}
	if (scan_eat(c, ":")) {
		size_t k = c->i;

		if (!scan_number(c, 0, 59, &m) || c->i - k != 2) {
			c->i = from;
			return false;
		}
		if (scan_eat(c, ":"))
			scan_number(c, 0, 59, &(int64_t){ 0 });
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
		else if (EAT(c, "过") && !scan_number(c, 1, 59, &m))
			c->i = k, m = 0;
		else if (scan_number(c, 0, 59, &m) && !EAT(c, "分钟", "分") &&
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
	if (!EAT(c, "以后", "之后", "过后", "后") && (minutes == 24 * 60 || !EAT(c, "以内", "之内", "内")))
		goto none; /* "within two hours" is by then; "within three days" is mostly of the past */
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
	w->has_day = scan_day(c, &w->day);
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
