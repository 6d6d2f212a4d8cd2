/* figure_words.c - labels and values of figures as people read them. */
#include <inttypes.h>
#include <math.h>

#include "store/report/figure.h"

static const struct word {
	const char *label, *words;
} trades[] = {
	{ "delivery", "外卖骑手" },	{ "courier", "快递员" },    { "ridehail", "网约车司机" },
	{ "truck", "货车司机" }, { "live", "网络从业者" }, { "other", "其他行业" },
	{ 0 },
}, categories[] = {
	/* matters */
	{ "parking", "停车" }, { "entry", "进门、门禁" }, { "pay", "工资报酬" }, { "penalty", "罚款扣分" },
	{ "dispatch", "派单" }, { "injury", "工伤保险" }, { "contract", "合同押金" }, { "traffic", "交通" },
	{ "battery", "充电换电" }, { "rest", "休息" }, { "housing", "住房" }, { "family", "子女、老人" },
	{ "dispute", "纠纷" }, { "license", "证照" }, { "theft", "被盗" },
	/* hazards */
	{ "fire", "消防" }, { "road", "道路" }, { "care", "困难人群" }, { "fraud", "诈骗" },
	{ "sanitation", "环境卫生" }, { "safety", "安全" }, { "animal", "动物" },
	/* lists */
	{ "shortcoming", "补短" }, { "key", "重点" }, { "innovation", "创新" },
	/* tasks, publicity */
	{ "medicine", "送医送药" }, { "study", "送学" }, { "elder", "助老" }, { "disabled", "助残" },
	{ "exam", "送考" }, { "publicity", "宣传" }, { "errand", "跑腿" }, { "civility", "文明劝导" },
	{ "order", "秩序维护" },
	/* services of a station */
	{ "water", "饮水" }, { "charging", "充电" }, { "meal", "热饭" }, { "toilet", "厕所" }, { "wifi", "无线网" },
	{ "umbrella", "雨伞" }, { "aircon", "空调" }, { "heating", "取暖" }, { "reading", "阅读" },
	{ "repair", "维修" }, { "haircut", "理发" }, { "tea", "茶水" }, { "print", "打印" }, { "swap", "换电" },
	{ "air", "打气" }, { "shower", "洗澡" }, { "mother", "母婴室" }, { "legal", "法律咨询" }, { "aed", "AED" },
	{ "storage", "寄存" }, { "nap", "午休" }, { "counsel", "心理咨询" }, { "checkup", "体检" },
	{ "helmet", "头盔雨衣" }, { "phone", "应急电话" }, { "jobs", "招工" },
	{ "other", "其他" },
	{ 0 },
};

struct str figure_label(enum figure_by by, struct str label)
{
	if (!label.n)
		return STR("未填");
	if (str_is(label, FIGURE_MERGED))
		return STR("其他（不足三人的并入）");
	if (by == BY_TRADE || by == BY_CATEGORY)
		for (const struct word *w = by == BY_TRADE ? trades : categories; w->label; w++)
			if (str_is(label, w->label))
				return str_c(w->words);
	return label;
}

double figure_percent(struct figure_value v)
{
	return v.of > 0 ? v.n * 100 / v.of : -1;
}

struct str figure_words(const struct figure *x, struct figure_value v, struct arena *a)
{
	if (!figure_is_rate(x))
		return x->flags & FIGURE_HOURS && v.n != floor(v.n) ? arena_printf(a, "%.1f", v.n)
								    : arena_printf(a, "%.0f", v.n);
	return v.of > 0 ? arena_printf(a, "%.1f%%", figure_percent(v)) : STR("—");
}
