/* help.c - volunteers and what they do, and the red riders' publicity team. */
#include "bot/year/stage.h"

#include <string.h>

#include "store/person/person.h"
#include "store/volunteer/volunteer.h"

enum {
	VOLUNTEERS = 60,
	TASKS = 122,
	FOR_TWO = 8, /* every so many tasks need two people */
	TEAM = 24,
	OUTINGS = 54,
	TRIES = 8,
	FIRST = 100 /* riders 100, 103 … are the volunteers */
};

static const struct citizen *volunteer(struct year *y, int i)
{
	return &y->riders[(FIRST + i * 3) % RIDERS];
}

/* --------------------------------------------------------------------- volunteers */

static void offer(struct year *y, struct deed *d)
{
	struct str skill = deal(y, "skill");

	say(y, d->who, "我要当志愿者 " STR_FMT " %s公里以内 " STR_FMT, STR_ARG(d->who->street),
	    chance(y, 60) ? "五" : "三", STR_ARG(skill));
	asked(y, d->who, "拿手的", STR("跳过"));
	heard(y, "登记好了");
}

static void pass(struct year *y, struct deed *d)
{
	const struct citizen *cadre = cadre_of(y, d->who->street);

	say(y, cadre, STR_FMT "通过", STR_ARG(d->who->name));
	heard(y, "通过");
}

static void plan_volunteers(struct year *y)
{
	for (int i = 0; i < VOLUNTEERS; i++) {
		/* most in the first weeks, some the whole year */
		int day = i < 40 ? 3 + (int)roll(y, 25) : 30 + (int)roll(y, 240);
		ms_t at = moment(y, day, busy_minute(y));

		later(y, at, offer, volunteer(y, i));
		later(y, office(y, at, 1), pass, volunteer(y, i));
	}
}

/* -------------------------------------------------------------------------- tasks */

static bool serves(struct year *y, const struct citizen *who)
{
	int64_t person = person_find(y->w.core.db, str_c(y->w.config->channels[0].name), who->id, y->w.arena).id;

	return str_is(volunteer_load(y->w.core.db, person, y->w.arena).state, "active");
}

static void finish(struct year *y, struct deed *d)
{
	struct str line = deal(y, "task done"); /* "T" stands for the number */

	say(y, d->who, STR_FMT STR_FMT, STR_ARG(d->number), STR_ARG(str_sub(line, 1, line.n)));
	heard(y, "小时");
}

/* Somebody of that street takes it. */
static void take(struct year *y, struct deed *d)
{
	for (int i = 0; i < TRIES * VOLUNTEERS; i++) {
		const struct citizen *who = volunteer(y, (int)roll(y, VOLUNTEERS));

		if (!str_eq(who->street, d->words) || who == d->who || !serves(y, who))
			continue;
		say(y, who, chance(y, 50) ? "接" STR_FMT : STR_FMT "我接", STR_ARG(d->number));
		if (!hears(y, "归你"))
			continue;
		struct deed *done = later(y, y->w.now + (40 + (ms_t)roll(y, 60)) * MS_MINUTE, finish, who);

		done->number = d->number;
		return;
	}
	heard(y, "归你");
}

static void publish(struct year *y, struct deed *d)
{
	struct str place = place_in(y, d->words), what = deal(y, "task");

	say(y, d->who, "发布任务 今天下午%d点前" STR_FMT STR_FMT " %d人", 4 + (int)roll(y, 2), STR_ARG(place),
	    STR_ARG(what), d->n);
	if (!heard(y, "T-"))
		return;
	struct str number = number_heard(y, 'T');

	for (int i = 0; i < d->n; i++) {
		struct deed *t = later(y, y->w.now + (10 + 15 * i + (ms_t)roll(y, 40)) * MS_MINUTE, take, NULL);

		t->number = number;
		t->words = d->words;
	}
}

static void plan_tasks(struct year *y)
{
	for (int i = 0; i < TASKS; i++) {
		int day = 30 + i * 330 / TASKS;
		struct str street = volunteer(y, (int)roll(y, 40))->street;
		struct deed *d = later(y, moment(y, day, 13 * 60 + 5 + (int)roll(y, 40)), publish, cadre_of(y, street));

		d->words = street;
		d->n = i % FOR_TWO || str_ends(street, STR("镇")) ? 1 : 2;
	}
}

/* ---------------------------------------------------------------------- publicity */

static const struct citizen *team_mate(struct year *y, int i)
{
	return &y->riders[7 + i * 11];
}

static void join_team(struct year *y, struct deed *d)
{
	say(y, d->who, "加入红骑手宣传队");
	heard(y, "欢迎");
}

static void go_out(struct year *y, struct deed *d)
{
	struct str line = deal(y, "publicity"), place = y->places[roll(y, (unsigned)y->n_places)];
	struct str text = filled(y, line, place, d->n);

	say(y, d->who, STR_FMT, STR_ARG(text));
	heard(y, "人次");
}

static void plan_team(struct year *y)
{
	for (int i = 0; i < TEAM; i++)
		later(y, moment(y, 5 + i, 9 * 60 + (int)roll(y, 60)), join_team, team_mate(y, i));
	for (int i = 0; i < OUTINGS; i++) {
		const struct citizen *who = team_mate(y, (int)roll(y, TEAM));

		later(y, moment(y, 32 + i * 6, 15 * 60 + (int)roll(y, 100)), go_out, who)->n = 3 + i % 4;
	}
}

void year_plan_help(struct year *y)
{
	plan_volunteers(y);
	plan_tasks(y);
	plan_team(y);
}
