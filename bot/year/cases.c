/* cases.c - what is wrong in the city, and what becomes of it: hazards of the patrollers and
 * of others, grievances, suggestions; given to a department, answered after hours or days
 * (some too late), rated, reopened, withdrawn. */
#include "bot/year/stage.h"

#include <time.h>

#include "store/case/case.h"
#include "store/case/routing.h"
#include "store/db/number.h"

enum {
	PATROL_HAZARDS = 426,
	LAST_EVENING = 6, /* more, too late to be answered */
	RIDER_HAZARDS = 38,
	LATE = 6, /* per cent answered after the term */
	LAST_DAY = 364,
};

static const char *const categories[] = { "fire",    "fire",	"fire",	      "road",	    "road",   "road",
					  "parking", "parking", "sanitation", "sanitation", "safety", "safety",
					  "animal",  "fraud",	"care",	      "other" };

/* ------------------------------------------------------------------ on its way */

static void rate(struct year *y, struct deed *d);
static void resolve(struct year *y, struct deed *d);

static struct deed *next(struct year *y, struct deed *d, ms_t at, act *run)
{
	struct deed *n = later(y, at, run, d->who);

	n->kind = d->kind;
	n->number = d->number;
	n->words = d->words;
	n->n = d->n;
	n->turns = d->turns;
	return n;
}

static struct case_info case_of(struct year *y, struct str number)
{
	return case_load(y->w.core.db, number_parse(number, 'Q'), y->w.arena);
}

static void resolve(struct year *y, struct deed *d)
{
	const struct citizen *officer = desk_of(y, case_of(y, d->number).department);

	if (!works(y, y->w.now)) {
		next(y, d, office(y, y->w.now, 0), resolve);
		return;
	}
	say(y, officer, STR_FMT "答复 " STR_FMT, STR_ARG(d->number), STR_ARG(d->words));
	if (heard(y, "已答复"))
		next(y, d, moment(y, day_of(y, y->w.now) + (int)roll(y, 2), busy_minute(y)), rate);
}

static void rate_again(struct year *y, struct deed *d)
{
	static const char *const words[] = { "可以了 满意", "这回满意", "解决了 谢谢" };

	say(y, d->who, "%s", words[roll(y, 3)]);
}

static void answer_again(struct year *y, struct deed *d)
{
	struct deed *n = next(y, d, office(y, y->w.now, 1 + (int)roll(y, 3)), resolve);

	n->turns = 2;
}

/* n is what the reporter thinks: 1 satisfied, 2 not (the first time), 0 says nothing. */
static void rate(struct year *y, struct deed *d)
{
	static const char *const content[] = { "满意", "可以 满意", "解决了", "满意 谢谢", "好的 满意" };

	if (d->turns == 2) {
		rate_again(y, d);
	} else if (d->n == 1) {
		say(y, d->who, STR_FMT " %s", STR_ARG(d->number), content[roll(y, 5)]);
	} else if (d->n == 2) {
		struct str why = deal(y, "why not");

		say(y, d->who, STR_FMT " 不满意 " STR_FMT, STR_ARG(d->number), STR_ARG(why));
		if (heard(y, "重新打开"))
			answer_again(y, d);
	}
}

static void decide(struct year *y, struct deed *d)
{
	say(y, city(y), STR_FMT "%s " STR_FMT, STR_ARG(d->number), d->n ? "采纳" : "不采纳", STR_ARG(d->words));
	heard(y, "采纳");
}

static void withdraw(struct year *y, struct deed *d)
{
	say(y, d->who, "撤回" STR_FMT, STR_ARG(d->number));
	if (hears(y, "吗") || hears(y, "？"))
		say(y, d->who, "对");
}

/* After hours or days, within the term but for some. */
static ms_t answered_at(struct year *y, struct str number)
{
	ms_t due = case_of(y, number).due_at;
	ms_t at = office(y, y->w.now, chance(y, 70) ? (int)roll(y, 2) : 1 + (int)roll(y, 3));

	if (chance(y, LATE))
		return office(y, due, 1 + (int)roll(y, 3));
	if (at < due)
		return at;
	at = due - (10 + (ms_t)roll(y, 90)) * MS_MINUTE;
	return at > y->w.now ? at : y->w.now + 10 * MS_MINUTE;
}

/* Somebody of the city gives it to whom the routing proposes. */
static void assign(struct year *y, struct deed *d)
{
	struct case_info c = case_of(y, d->number);
	struct str to = routing_department(y->w.core.db, c.kind, c.category, 0, y->w.arena).name;

	if (!to.n)
		to = STR("社会工作部");
	say(y, city(y), STR_FMT "派给" STR_FMT, STR_ARG(d->number), STR_ARG(to));
	if (!heard(y, "派给"))
		return;
	next(y, d, answered_at(y, d->number), resolve);
}

/* ---------------------------------------------------------------------- reported */

/* The number of what was just filed. Somebody else had reported it already: then it is joined
 * to his, and this deed is done another day. */
static bool filed(struct year *y, struct deed *d)
{
	if (hears(y, "新的一件"))
		say(y, d->who, "新的");
	if (hears(y, "有人报过") || hears(y, "补到")) {
		next(y, d, y->w.now + MS_DAY, d->run);
		return false;
	}
	d->number = number_heard(y, 'Q');
	return d->number.p || heard(y, "Q-");
}

static struct str some_place(struct year *y)
{
	return y->places[roll(y, (unsigned)y->n_places)];
}

static void hazard(struct year *y, struct deed *d)
{
	struct str text = filled(y, deal(y, "hazard " STR_FMT, STR_ARG(d->kind)), some_place(y), 1 + (int)roll(y, 60));

	show(y, d->who, text, chance(y, 40), NULL);
	if (!filed(y, d))
		return;
	d->words = deal(y, "answer " STR_FMT, STR_ARG(d->kind));
	d->n = chance(y, 60) ? 1 : chance(y, 8) ? 2 : 0;
	next(y, d, office(y, y->w.now, 0), assign);
}

static void grievance(struct year *y, struct deed *d)
{
	struct str place = some_place(y);
	struct str text = filled(y, deal(y, "grievance " STR_FMT, STR_ARG(d->kind)), place, 1 + (int)roll(y, 20));

	say(y, d->who, STR_FMT, STR_ARG(text));
	asked(y, d->who, "哪", place);
	if (!number_heard(y, 'Q').p)
		say(y, d->who, "就这些");
	if (!filed(y, d))
		return;
	if (d->turns == 9) {
		next(y, d, y->w.now + (2 + (ms_t)roll(y, 40)) * MS_HOUR, withdraw);
		return;
	}
	d->words = d->words.p ? deal(y, STR_FMT, STR_ARG(d->words))
			      : filled(y, deal(y, "solved " STR_FMT, STR_ARG(d->kind)), place, 4 + (int)roll(y, 12));
	next(y, d, office(y, y->w.now, 0), assign);
}

static void suggestion(struct year *y, struct deed *d)
{
	struct str text = filled(y, deal(y, "suggestion"), some_place(y), 1);

	say(y, d->who, STR_FMT, STR_ARG(text));
	if (!filed(y, d))
		return;
	d->words = d->n ? deal(y, "adopted") : deal(y, "declined");
	next(y, d, office(y, y->w.now, 3 + (int)roll(y, 12)), decide);
}

/* ----------------------------------------------------------------------- planned */

/* Some day, fewer in winter than in summer. */
static int some_day(struct year *y, int last)
{
	for (;;) {
		int day = (int)roll(y, (unsigned)last);
		time_t t = (time_t)(moment(y, day, 720) / MS_SECOND);
		struct tm tm;

		localtime_r(&t, &tm);
		static const unsigned weight[12] = { 60, 45, 80, 90, 95, 90, 85, 85, 90, 100, 90, 75 };

		if (chance(y, weight[tm.tm_mon]))
			return day;
	}
}

static const struct citizen *rider(struct year *y)
{
	return &y->riders[roll(y, RIDERS)];
}

static void plan_hazards(struct year *y)
{
	for (int i = 0; i < PATROL_HAZARDS + LAST_EVENING + RIDER_HAZARDS; i++) {
		bool patrol = i < PATROL_HAZARDS + LAST_EVENING, late = patrol && i >= PATROL_HAZARDS;
		const struct citizen *who = patrol ? patroller(y, i % PATROLLERS) : rider(y);
		/* the last weeks are for answering */
		ms_t at = late ? moment(y, LAST_DAY, 18 * 60 + i % 60 * 3)
			       : moment(y, some_day(y, LAST_DAY - 22), busy_minute(y));
		struct deed *d = later(y, at, hazard, who);

		d->kind = str_c(categories[roll(y, sizeof categories / sizeof *categories)]);
	}
}

/* What of, and how it ends: `how` is the heading of the answers, NULL: solved. */
static const struct {
	const char *category, *how;
	int times, unhappy, withdrawn;
} grievances[] = {
	{ "parking", NULL, 12, 2, 0 },	     { "entry", NULL, 6, 1, 0 },	{ "battery", NULL, 2, 0, 0 },
	{ "rest", NULL, 2, 0, 0 },	     { "traffic", NULL, 1, 0, 0 },	{ "pay", NULL, 1, 0, 0 },
	{ "license", NULL, 1, 0, 0 },	     { "family", NULL, 1, 0, 0 },	{ "dispute", NULL, 1, 0, 0 },
	{ "parking", "explained", 5, 0, 0 }, { "entry", "explained", 2, 0, 0 }, { "penalty", "explained", 2, 0, 0 },
	{ "housing", "outside", 2, 0, 0 },   { "traffic", "unable", 2, 0, 0 },	{ "parking", NULL, 4, 0, 1 },
	{ "entry", NULL, 1, 0, 1 },
};

static void plan_grievances(struct year *y)
{
	for (size_t i = 0; i < sizeof grievances / sizeof *grievances; i++)
		for (int k = 0; k < grievances[i].times; k++) {
			struct deed *d = later(y, moment(y, some_day(y, LAST_DAY - 25), busy_minute(y)), grievance,
					       rider(y));

			d->kind = str_c(grievances[i].category);
			d->words = str_c(grievances[i].how);
			d->n = k < grievances[i].unhappy ? 2 : k % 3 ? 1 : 0;
			d->turns = grievances[i].withdrawn ? 9 : 0;
		}
}

static void plan_suggestions(struct year *y)
{
	enum { ADOPTED = 33, DECLINED = 12 };

	for (int i = 0; i < ADOPTED + DECLINED; i++) {
		struct deed *d = later(y, moment(y, some_day(y, LAST_DAY - 30), busy_minute(y)), suggestion, rider(y));

		d->n = i < ADOPTED;
	}
}

void year_plan_cases(struct year *y)
{
	plan_hazards(y);
	plan_grievances(y);
	plan_suggestions(y);
}
