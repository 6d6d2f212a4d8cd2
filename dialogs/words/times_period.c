/* times_period.c - spans of days: "上个月", "6月1号到6月15号", "这周". */
#include "bot/base/utf8.h"
#include "dialogs/words/times_internal.h"

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
	int64_t n, monday = c->today - scan_weekday(c->today);

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
		if (scan_number(c, 1, 366, &n) && EAT(c, "天", "日"))
			return *from = c->today - n + 1, *to = c->today, true;
		return false;
	}
	if (scan_number(c, 1, 12, &n) && EAT(c, "月份", "月")) {
		int64_t first = scan_nearest_year(c, (int)n, 1);

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
