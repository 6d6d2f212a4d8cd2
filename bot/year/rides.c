/* rides.c - rides to the exam: eighteen drivers, and the families that they drive. */
#include "bot/year/stage.h"

enum { DRIVERS = 18, FAMILIES = 39, CALLED_OFF = 2 /* go by themselves in the end */ };

/* The mornings of the two exams, and how many ride on each. */
static const struct {
	int month, day, rides;
	const char *exam;
} mornings[] = { { 6, 7, 11, "高考" }, { 6, 8, 9, "高考" }, { 6, 13, 10, "中考" }, { 6, 14, 9, "中考" } };

static const char *const schools[] = { "邛崃一中", "强项中学", "文君中学", "羊安中学", "平乐中学" };
static const char *const families[] = { "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡" };
static const char *const relations[] = { "妈妈", "爸爸", "孃孃" };

static const struct citizen *driver(struct year *y, int i)
{
	for (int k = 0, found = 0; k < RIDERS; k++)
		if (str_is(y->riders[k].trade, "ridehail") && found++ == i)
			return &y->riders[k];
	return city(y);
}

static void offer(struct year *y, struct deed *d)
{
	static const char *const words[] = { "我有车 想参加爱心送考 4座", "送考算我一个 我开网约车的 4座",
					     "今年送考还缺车不 我出一台 4座" };

	say(y, d->who, "%s " STR_FMT, words[d->n % 3], STR_ARG(d->who->phone));
	heard(y, "保险");
}

static void pass(struct year *y, struct deed *d)
{
	say(y, city(y), STR_FMT "通过", STR_ARG(d->who->name));
	heard(y, "可以派送考");
}

static void set_off(struct year *y, struct deed *d)
{
	if (!press(y, d->who, "已出发"))
		heard(y, "已出发");
}

static void picked(struct year *y, struct deed *d)
{
	if (!press(y, d->who, "已接到"))
		heard(y, "已接到");
}

static void there(struct year *y, struct deed *d)
{
	if (!press(y, d->who, "已送到"))
		heard(y, "已送到");
}

static void call_off(struct year *y, struct deed *d)
{
	say(y, d->who, "送考取消嘛 我们自己去");
	heard(y, "取消");
}

/* n counts the rides: every driver has two or three, never two on one morning. */
static void give(struct year *y, struct deed *d)
{
	const struct citizen *who = driver(y, d->n % DRIVERS);
	ms_t day = month_day(y, mornings[d->turns].month, mornings[d->turns].day, 0);

	say(y, city(y), STR_FMT "给" STR_FMT, STR_ARG(d->number), STR_ARG(who->name));
	if (!heard(y, "已派给"))
		return;
	later(y, day + (6 * 60 + 40 + (ms_t)roll(y, 10)) * MS_MINUTE, set_off, who);
	later(y, day + (7 * 60 + 20 + (ms_t)roll(y, 15)) * MS_MINUTE, picked, who);
	later(y, day + (7 * 60 + 45 + (ms_t)roll(y, 20)) * MS_MINUTE, there, who);
}

static void ask(struct year *y, struct deed *d)
{
	const char *school = schools[roll(y, 5)];
	static const char *const streets[] = { "书院街", "水井巷", "永丰路", "长安大道",
					       "文君街", "南街",   "北街",   "鹤山路" };
	const char *home = streets[roll(y, 8)];

	say(y, d->who, "我家娃%s 能不能派车送一下", mornings[d->turns].exam);
	say(y, d->who, "%s%u号", home, 1 + roll(y, 40));
	say(y, d->who, "%s考点", school);
	say(y, d->who, "%d月%d号早上七点半", mornings[d->turns].month, mornings[d->turns].day);
	say(y, d->who, STR_FMT, STR_ARG(d->who->phone));
	if (!heard(y, "T-"))
		return;
	struct deed *next = later(y, office(y, y->w.now, 0), d->n < 0 ? call_off : give, d->who);

	next->number = number_heard(y, 'T');
	next->n = d->n;
	next->turns = d->turns;
}

static const struct citizen *family(struct year *y, int i)
{
	struct citizen *c = arena_one(y->w.arena, struct citizen);

	*c = (struct citizen){ .id = arena_printf(y->w.arena, "f%02d", i + 1),
			       .name = arena_printf(y->w.arena, "考生%s%s的%s", families[i % 13],
						    &"甲\0乙\0丙"[i / 13 * 4], relations[i % 3]),
			       .phone = arena_printf(y->w.arena, "138000004%02d", i) };
	return c;
}

void year_plan_rides(struct year *y)
{
	int n = 0, i = 0;

	for (; i < DRIVERS; i++) {
		ms_t at = month_day(y, 5, 20 + i % 8, 9 * 60 + (int)roll(y, 120));

		later(y, at, offer, driver(y, i))->n = i;
		later(y, at + MS_HOUR, pass, driver(y, i));
	}
	i = 0;
	for (size_t m = 0; m < sizeof mornings / sizeof *mornings; m++)
		for (int k = 0; k < mornings[m].rides; k++, i++) {
			ms_t at = month_day(y, mornings[m].month, mornings[m].day - 4, 9 * 60 + (int)roll(y, 7 * 60));
			struct deed *d = later(y, at, ask, family(y, i));

			d->turns = (int)m;
			d->n = k == 0 && m < CALLED_OFF ? -1 : n++;
		}
}
