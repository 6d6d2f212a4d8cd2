/* activities.c - what is on: published, joined, put off, attended; and the secretary's
 * meeting days. */
#include "bot/year/stage.h"

#include <string.h>
#include <time.h>

#include "store/activity/enrolment.h"

enum {
	ACTIVITIES = 34,
	GUESTS = 36,  /* who sign up for each */
	NO_SHOWS = 4, /* of them, who stay away without a word */
	WITHDRAW = 2, /* of them, who say so in time */
	WALK_INS = 6, /* who come without having signed up */
	CAPACITY = 45,
	MEETINGS = 4,
	QUESTIONS = 6
};

/* ------------------------------------------------------------------ activities */

/* n is the activity, turns the guest. */
static const struct citizen *guest(struct year *y, int activity, int i)
{
	return &y->riders[(activity * 53 + i * 11) % RIDERS];
}

static void join(struct year *y, struct deed *d)
{
	struct str line = deal(y, "join");
	ptrdiff_t at = str_find(line, STR("{title}"));
	size_t n = strlen("{title}");
	struct str value = d->words;

	if (at < 0) {
		at = str_find(line, STR("{number}"));
		n = strlen("{number}");
		value = d->number;
	}
	say(y, d->who, STR_FMT STR_FMT STR_FMT, STR_ARG(str_sub(line, 0, (size_t)at)), STR_ARG(value),
	    STR_ARG(str_sub(line, (size_t)at + n, line.n)));
	heard(y, "报上了");
}

static void stay_away(struct year *y, struct deed *d)
{
	say(y, d->who, STR_FMT "我去不了了", STR_ARG(d->number));
	heard(y, "退了");
}

static void check_in(struct year *y, struct deed *d)
{
	say(y, d->who, "签到 " STR_FMT, STR_ARG(d->kind));
	heard(y, "签到好了");
}

static struct str door_code(struct year *y)
{
	ptrdiff_t at = str_find(y->reply, STR("签到码 "));

	return at < 0 ? NO_STR : str_sub(y->reply, (size_t)at + strlen("签到码 "), (size_t)at + strlen("签到码 ") + 6);
}

static void invite(struct year *y, const struct deed *d, ms_t start, struct str number, struct str door)
{
	for (int i = 0; i < GUESTS + WALK_INS; i++) {
		const struct citizen *who = guest(y, d->n, i);
		bool walks_in = i >= GUESTS;

		if (!walks_in) {
			/* most in the first days after it was announced */
			int day = day_of(y, y->w.now) + 1 + (int)roll(y, 1 + roll(y, 6));
			ms_t at = moment(y, day, busy_minute(y));
			struct deed *j = later(y, at, join, who);

			j->words = d->words;
			j->number = number;
		}
		if (i < WITHDRAW) {
			later(y, moment(y, day_of(y, start) - 1, 19 * 60 + (int)roll(y, 120)), stay_away, who)->number =
				number;
		} else if (walks_in || i >= WITHDRAW + NO_SHOWS) {
			struct deed *c = later(y, start + ((ms_t)roll(y, 45) - 30) * MS_MINUTE, check_in, who);

			c->kind = door;
		}
	}
}

static void publish(struct year *y, struct deed *d)
{
	static const int hours[] = { 14, 15, 10 };
	time_t start = (time_t)((y->w.now + (ms_t)(7 + roll(y, 4)) * MS_DAY) / MS_SECOND);
	struct str place = place_in(y, STR("文君街道"));
	struct tm tm;

	localtime_r(&start, &tm);
	tm.tm_hour = hours[roll(y, 3)];
	tm.tm_min = tm.tm_sec = 0;
	say(y, d->who, "发布活动 %d月%d号%s%d点" STR_FMT " " STR_FMT " 限%d人", tm.tm_mon + 1, tm.tm_mday,
	    tm.tm_hour < 12 ? "上午" : "下午", tm.tm_hour < 12 ? tm.tm_hour : tm.tm_hour - 12, STR_ARG(d->words),
	    STR_ARG(place), CAPACITY);
	if (!heard(y, "已发布") || !heard(y, "签到码"))
		return;
	invite(y, d, (ms_t)mktime(&tm) * MS_SECOND, arena_str(y->w.arena, number_heard(y, 'A')),
	       arena_str(y->w.arena, door_code(y)));
}

static void plan_activities(struct year *y)
{
	for (int i = 0; i < ACTIVITIES; i++) {
		struct deed *d = later(y, office(y, moment(y, 6 + i * 340 / ACTIVITIES, 0), 0), publish, city(y));

		d->words = deal(y, "activity");
		d->n = i;
	}
}

/* ----------------------------------------------------------------- meeting days */

static void book(struct year *y, struct deed *d)
{
	struct str question = deal(y, "question");

	say(y, d->who, "我想约见书记");
	say(y, d->who, STR_FMT, STR_ARG(question));
	heard(y, "约上了");
}

/* What was asked there becomes cases, and is answered as such. */
static void answer(struct year *y, struct deed *d)
{
	struct str words = deal(y, "explained");

	say(y, city(y), STR_FMT "答复 " STR_FMT, STR_ARG(d->number), STR_ARG(words));
	heard(y, "已答复");
}

static void into_cases(struct year *y, struct deed *d)
{
	struct enrolment_row asked[QUESTIONS];
	const struct event meeting = { "meeting", d->n };

	say(y, city(y), STR_FMT "的问题转成单子", STR_ARG(d->number));
	heard(y, "件");
	size_t n = enrolment_list(y->w.core.db, &meeting, asked, QUESTIONS, y->w.arena);

	for (size_t i = 0; i < n; i++) {
		if (!asked[i].filed)
			continue;
		struct deed *a = later(y, office(y, y->w.now, 2 + (int)roll(y, 4)), answer, NULL);

		a->number = arena_printf(y->w.arena, "Q-%d", (int)asked[i].filed);
	}
}

static void arrange(struct year *y, struct deed *d)
{
	ms_t at = office(y, y->w.now + 12 * (ms_t)MS_DAY, 0);
	time_t day = (time_t)(at / MS_SECOND);
	struct tm tm;

	localtime_r(&day, &tm);
	say(y, city(y), "安排见面日 %d月%d号下午三点 党群服务中心 8个名额", tm.tm_mon + 1, tm.tm_mday);
	if (!heard(y, "M-"))
		return;
	for (int i = 0; i < QUESTIONS; i++)
		later(y, moment(y, day_of(y, y->w.now) + 1 + (int)roll(y, 9), busy_minute(y)), book,
		      &y->riders[(200 + d->n * 17 + i * 31) % RIDERS]);
	struct deed *c = later(y, moment(y, day_of(y, at), 17 * 60), into_cases, NULL);

	c->number = number_heard(y, 'M');
	c->n = d->n;
}

void year_plan_activities(struct year *y)
{
	plan_activities(y);
	for (int i = 0; i < MEETINGS; i++)
		later(y, office(y, moment(y, 20 + i * 90, 0), 0), arrange, NULL)->n = i + 1;
}
