/* office.c - what the office does itself: every site is visited, the three lists of duties
 * are kept. */
#include "bot/year/stage.h"

#include <string.h>
#include <time.h>

enum { ROUNDS = 3, ABSENT = 7 /* per cent */, DUTIES = 8 /* of each list */ };

/* ------------------------------------------------------------------------ visits */

static void visit(struct year *y, struct deed *d)
{
	struct str seen = deal(y, "visit");

	if (!works(y, y->w.now)) {
		struct deed *n = later(y, office(y, y->w.now, 0), visit, d->who);

		n->words = d->words;
		return;
	}
	if (chance(y, ABSENT))
		say(y, d->who, "今天走访了" STR_FMT " 没人", STR_ARG(d->words));
	else
		say(y, d->who, "今天走访了" STR_FMT " 见到%d个人 " STR_FMT, STR_ARG(d->words), 3 + (int)roll(y, 15),
		    STR_ARG(seen));
	heard(y, "已记走访");
}

static void plan_visits(struct year *y)
{
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < y->n_sites; i++) {
			int day = round * 120 + 4 + (int)roll(y, 110);
			struct deed *d = later(y, moment(y, day, 9 * 60 + (int)roll(y, 480)), visit,
					       cadre_of(y, y->sites[i].street));

			d->words = y->sites[i].name;
		}
}

/* ------------------------------------------------------------------------ duties */

static const char *const departments[] = { "文君街道", "住建局",   "城管局",   "临邛街道",
					   "交警大队", "市总工会", "羊安街道", "教育局" };

static void done(struct year *y, struct deed *d)
{
	struct str evidence = deal(y, "duty done");

	say(y, d->who, STR_FMT " 完成了 " STR_FMT, STR_ARG(d->number), STR_ARG(evidence));
	heard(y, "完成");
}

static void put_down(struct year *y, struct deed *d)
{
	static const struct {
		const char *list, *words;
	} lists[] = { { "shortcoming", "补短清单加一条" },
		      { "key", "重点清单加一条" },
		      { "innovation", "创新清单加一条" } };
	const char *department = departments[d->n % 8];
	ms_t due = y->w.now + (ms_t)(25 + roll(y, 60)) * MS_DAY;
	time_t t = (time_t)(due / MS_SECOND);
	struct str text = filled(y, deal(y, "duty %s", lists[d->turns].list), place_in(y, STR("文君街道")), 1);
	struct tm tm;

	localtime_r(&t, &tm);
	say(y, city(y), "%s " STR_FMT " 责任%s %d月%d日前", lists[d->turns].words, STR_ARG(text), department,
	    tm.tm_mon + 1, tm.tm_mday);
	if (!heard(y, "D-") || d->n % 8 == 7)
		return; /* one of each list is never done */
	/* every fifth is late */
	struct deed *f = later(y, d->n % 5 ? office(y, due - 9 * (ms_t)MS_DAY, 0) : office(y, due, 4), done,
			       desk_of(y, str_c(department)));

	f->number = number_heard(y, 'D');
}

/* Two stations of the sample city are closed until further notice: they open in spring. */
static void reopen(struct year *y, struct deed *d)
{
	static const char *const closed[] = { "回龙场驿站", "竹海路口驿站" };

	say(y, d->who, "%s恢复开放", closed[d->n]);
	heard(y, "已恢复");
}

void year_plan_office(struct year *y)
{
	plan_visits(y);
	for (int i = 0; i < 2; i++)
		later(y, month_day(y, 3, 10 + i * 7, 10 * 60), reopen, city(y))->n = i;
	for (int i = 0; i < 3 * DUTIES; i++) {
		struct deed *d = later(y, office(y, moment(y, 10 + i * 11, 0), 0), put_down, NULL);

		d->turns = i % 3;
		d->n = i / 3;
	}
}
