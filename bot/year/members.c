/* members.c - who comes onto the roster, and Party members who report in. */
#include "bot/year/stage.h"

#include <string.h>

enum {
	MEMBERS = 129,
	UNDECIDED = 3 /* report in on the last days: nobody has looked yet */,
	MOVE_ON = 2,
	REGISTER = 372
};

/* ------------------------------------------------------------------ the roster */

static const char *work_of(const struct citizen *c)
{
	if (str_is(c->trade, "courier"))
		return "跑快递";
	if (str_is(c->trade, "ridehail"))
		return "开网约车";
	return str_is(c->trade, "truck") ? "开货车" : "跑外卖";
}

static void sign_in(struct year *y, struct deed *d)
{
	const struct citizen *c = d->who;
	struct str platform = c->platform.n ? c->platform : STR("没得平台");

	say(y, c, "我叫" STR_FMT " 跑" STR_FMT "的 " STR_FMT " 电话" STR_FMT " 我要登记", STR_ARG(c->name),
	    STR_ARG(platform), STR_ARG(c->site), STR_ARG(c->phone));
	asked(y, c, "哪个站点", c->site);
	asked(y, c, "哪一行", str_c(work_of(c)));
	if (hears(y, "对不对"))
		say(y, c, "对");
	heard(y, "登记好了");
}

/* --------------------------------------------------------------------- members */

static const struct citizen *member(struct year *y, int i)
{
	return &y->riders[(i * 7 + 2) % RIDERS]; /* 7 and 480 share no factor: nobody comes twice */
}

static const char *branch_for(struct year *y, const struct citizen *c)
{
	if (str_is(c->trade, "courier"))
		return "快递员流动党员支部";
	if (str_is(c->trade, "ridehail"))
		return "网约车司机流动党员支部";
	if (str_is(c->trade, "truck"))
		return "货车司机流动党员支部";
	if (str_is(c->street, "羊安街道"))
		return "羊安流动党员联合支部";
	return chance(y, 50) ? "网约配送员流动党员第一支部" : "网约配送员流动党员第二支部";
}

static void leave(struct year *y, struct deed *d)
{
	say(y, city(y), STR_FMT "组织关系转走了", STR_ARG(d->who->name));
	heard(y, d->who->name.p);
}

static void verify(struct year *y, struct deed *d)
{
	const char *branch = branch_for(y, d->who);
	const struct citizen *secretary = secretary_of(y, str_c(branch));

	if (chance(y, 30)) {
		say(y, secretary, "有哪些新报到的");
		heard(y, "报到");
	}
	say(y, secretary, STR_FMT "归%s", STR_ARG(d->who->name), branch);
	if (heard(y, branch) && d->turns)
		later(y, y->w.now + (60 + (ms_t)roll(y, 40)) * MS_DAY, leave, d->who);
}

static void report_in(struct year *y, struct deed *d)
{
	struct str home = deal(y, "home branch");
	unsigned joined = 2008 + roll(y, 14);

	say(y, d->who, "我是党员 组织关系在" STR_FMT " 来邛崃%s%u年了 咋个报到", STR_ARG(home), work_of(d->who),
	    1 + roll(y, 6));
	asked(y, d->who, "名字", d->who->name);
	say(y, d->who, STR_FMT " %u年%u月入的党 %u年转正", STR_ARG(d->who->street), joined, 1 + roll(y, 12),
	    joined + 1);
	if (!heard(y, "报到") || d->n)
		return;
	later(y, office(y, y->w.now, 1 + (int)roll(y, 3)), verify, d->who)->turns = d->turns;
}

void year_plan_members(struct year *y)
{
	for (int i = 0; i < REGISTER; i++) {
		/* half of them in the first two months */
		int day = i % 2 ? (int)roll(y, 60) : (int)roll(y, 350);

		later(y, moment(y, day, busy_minute(y)), sign_in, &y->riders[i]);
	}
	for (int i = 0; i < MEMBERS; i++) {
		bool late = i >= MEMBERS - UNDECIDED;
		int day = late ? 363 : i % 3 ? 5 + (int)roll(y, 90) : 5 + (int)roll(y, 330);
		struct deed *d = later(y, moment(y, day, busy_minute(y)), report_in, member(y, i));

		d->n = late;
		d->turns = i < MOVE_ON;
	}
}
