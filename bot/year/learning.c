/* learning.c - lessons read and quizzes done, study windows, the morning briefing, and
 * what was taught on the spot. */
#include "bot/year/stage.h"

#include <string.h>

#include "store/lesson/lesson.h"

enum { LESSONS = 190, WINDOWS = 140, ON_SITE = 30, SUBSCRIBERS = 16, BRIEFINGS = 40, SCREENS = 3, QUESTIONS = 8 };

static const struct citizen *reader(struct year *y)
{
	return &y->riders[roll(y, RIDERS)];
}

/* The lesson of the day: its screens, then its quiz, mostly right. */
static void study(struct year *y, struct deed *d)
{
	say(y, d->who, chance(y, 60) ? "今天的课" : "来个微课");
	for (int i = 1; i < SCREENS && hears(y, "继续"); i++)
		say(y, d->who, "继续");
	if (chance(y, 15))
		return; /* another order came in */
	say(y, d->who, "开始做题");
	for (int i = 0; i < QUESTIONS && hears(y, "题"); i++) {
		char right = lesson_answer_in(y->w.core.db, y->reply);

		if (!right)
			break;
		say(y, d->who, "%c", chance(y, 85) ? right : 'B');
	}
}

static void visit_window(struct year *y, struct deed *d)
{
	say(y, d->who, chance(y, 70) ? "XW-%d" : "扫了墙上的码 xw%d", 1 + (int)roll(y, 3));
	heard(y, "学习窗口");
}

/* Another one each time. */
static struct str site_in(const struct year *y, struct str street, int n)
{
	struct str found = NO_STR;
	int64_t least = 101;

	for (const struct site_row *s = y->sites; s < y->sites + y->n_sites; s++) {
		int64_t k = (s->id * 37 + n * 11) % 101;

		if (!str_eq(s->street, street) || k >= least)
			continue;
		found = s->name;
		least = k;
	}
	return found;
}

static void teach(struct year *y, struct deed *d)
{
	struct str talk = deal(y, "talk");
	struct str site = site_in(y, d->words, d->n);

	if (d->n % 2)
		say(y, d->who, "今天晨会在" STR_FMT "讲了" STR_FMT " 来了%d人", STR_ARG(site), STR_ARG(talk),
		    14 + (int)roll(y, 20));
	else
		say(y, d->who, "今天在学习窗口现场讲了L-%d " STR_FMT "主讲 %d个人", 1 + (int)roll(y, 6),
		    STR_ARG(d->who->name), 9 + (int)roll(y, 12));
	heard(y, "人");
}

static void subscribe(struct year *y, struct deed *d)
{
	if (d->kind.n)
		say_in(y, d->kind.p, d->who, "小灯 以后每天早上七点半给这个群发早报");
	else
		say(y, d->who, "早报我也要订 早上%s", d->n % 2 ? "八点" : "七点半");
	heard(y, "早报");
}

static void write_briefing(struct year *y, struct deed *d)
{
	struct str words = deal(y, "briefing");

	say(y, d->who, "写明天的早报：" STR_FMT, STR_ARG(words));
	say(y, d->who, "发");
	heard(y, "B-");
}

void year_plan_learning(struct year *y)
{
	static const struct {
		const char *group, *street;
	} groups[] = { { "G1", "文君街道" }, { "G2", "临邛街道" }, { "G3", "羊安街道" } };

	for (int i = 0; i < LESSONS; i++)
		later(y, moment(y, (int)roll(y, 364), busy_minute(y)), study, reader(y));
	for (int i = 0; i < WINDOWS; i++)
		later(y, moment(y, (int)roll(y, 364), 8 * 60 + (int)roll(y, 600)), visit_window, reader(y));
	for (int i = 0; i < ON_SITE; i++) {
		const struct citizen *cadre = cadre_of(y, str_c(groups[i % 3].street));
		struct deed *d = later(y, moment(y, 8 + i * 12, 9 * 60 + 40), teach, cadre);

		d->words = str_c(groups[i % 3].street);
		d->n = i;
	}
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		later(y, moment(y, 1, 18 * 60 + (int)i), subscribe, cadre_of(y, str_c(groups[i].street)))->kind = str_c(
			groups[i].group);
	for (int i = 0; i < SUBSCRIBERS; i++)
		later(y, moment(y, 2 + i * 3, busy_minute(y)), subscribe, &y->riders[i * 29])->n = i;
	for (int i = 0; i < BRIEFINGS; i++)
		later(y, office(y, moment(y, 3 + i * 9, 0), 0), write_briefing, city(y));
}
