/* childcare.c - classes in the holidays: opened by the teacher in charge, filled by
 * families, attended, and some change their minds in time. */
#include "bot/year/stage.h"

enum {
	FAMILIES = 19, /* who sign up for each class */
	CAPACITY = 20,
	LEAVE = 1, /* of them, who say in time that they do not come */
	FROM = 14, /* days before the first day */
	AGES = 6,
	YOUNGEST = 6
};

static const struct {
	const char *title, *street;
	int month, day, until_month, until_day, fee;
} classes[] = {
	{ "寒假托管班", "文君街道", 1, 20, 1, 26, 180 },     { "暑期托管班一期", "文君街道", 7, 7, 7, 25, 300 },
	{ "暑期托管班", "羊安街道", 7, 9, 7, 29, 300 },	     { "暑期托管班", "临邛街道", 7, 14, 8, 1, 300 },
	{ "暑期托管班二期", "文君街道", 7, 28, 8, 15, 320 }, { "暑期托管班", "平乐镇", 8, 4, 8, 22, 260 },
};

enum { CLASSES = sizeof classes / sizeof *classes };

static const struct citizen *teacher(struct year *y)
{
	return staff_named(y, "韦老师");
}

static const struct citizen *family(struct year *y, int class, int i)
{
	return &y->riders[(class * FAMILIES + i) * 4 % RIDERS];
}

/* The family's name, and one that was given. */
static struct str child_of(struct year *y, const struct citizen *who)
{
	static const char *const given[] = { "梓涵", "一诺", "浩然", "子墨", "雨桐", "欣怡", "乐天", "可欣" };

	return arena_printf(y->w.arena, STR_FMT "%s", STR_ARG(str_sub(who->name, 0, 3)), given[roll(y, 8)]);
}

static void enrol(struct year *y, struct deed *d)
{
	struct str child = child_of(y, d->who);

	say(y, d->who, "给娃报托管班" STR_FMT " " STR_FMT " %u岁", STR_ARG(d->number), STR_ARG(child),
	    YOUNGEST + roll(y, AGES));
	asked(y, d->who, "同意", STR("同意"));
	say(y, d->who, "对 报吧");
	if (!heard(y, "报上了"))
		return;
	asked(y, d->who, "过敏", chance(y, 80) ? STR("没有") : STR("花生过敏"));
	asked(y, d->who, "来接", chance(y, 50) ? STR("外婆来接") : STR("我自己来接"));
	asked(y, d->who, "手机", STR("跳过"));
}

static void leave(struct year *y, struct deed *d)
{
	say(y, d->who, STR_FMT "不去了", STR_ARG(d->number));
	heard(y, "退了");
}

static void take_attendance(struct year *y, struct deed *d)
{
	say(y, d->who, STR_FMT "都到了", STR_ARG(d->number));
	heard(y, "已记");
}

static void publish(struct year *y, struct deed *d)
{
	int i = d->n, first = day_of(y, y->w.now);
	ms_t start = month_day(y, classes[i].month, classes[i].day, 0);

	say(y, d->who, "发布托管班 %s %s %d到%d岁 %d人 %d月%d日到%d月%d日 %d元", classes[i].title, classes[i].street,
	    YOUNGEST, YOUNGEST + AGES, CAPACITY, classes[i].month, classes[i].day, classes[i].until_month,
	    classes[i].until_day, classes[i].fee);
	if (!heard(y, "C-"))
		return;
	struct str number = number_heard(y, 'C');

	for (int k = 0; k < FAMILIES; k++)
		later(y, moment(y, first + 1 + (int)roll(y, 7), busy_minute(y)), enrol, family(y, i, k))->number =
			number;
	for (int k = 0; k < LEAVE; k++)
		later(y, start - 2 * (ms_t)MS_DAY + 20 * MS_HOUR, leave, family(y, i, k))->number = number;
	for (int k = 0; k < 4; k++)
		later(y, start + k * (ms_t)MS_DAY + 9 * MS_HOUR, take_attendance, d->who)->number = number;
}

void year_plan_childcare(struct year *y)
{
	for (int i = 0; i < CLASSES; i++)
		later(y, month_day(y, classes[i].month, classes[i].day, 10 * 60 + i) - FROM * (ms_t)MS_DAY, publish,
		      teacher(y))
			->n = i;
}
