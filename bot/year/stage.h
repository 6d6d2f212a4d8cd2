/* stage.h - what the files of the year share: the stage of a story with a clock that is
 * moved, people who say something and hear what is answered, and a diary of what is to
 * happen. Each file plans its part (year_plan_…) and then acts it, deed by deed. */
#ifndef BOT_YEAR_STAGE_H
#define BOT_YEAR_STAGE_H

#include "bot/story/world.h"
#include "bot/year/year.h"
#include "store/place/place.h"

/* Somebody who speaks. */
struct citizen {
	int64_t person;		    /* of those who are known at the start; else 0 */
	struct str id, name, phone; /* id: on the channel, without its name */
	struct str trade, platform, site, street;
};

struct year;
struct deed;
typedef void act(struct year *, struct deed *);

/* Something that will happen, and what its doer must remember. */
struct deed {
	ms_t at;
	act *run;
	const struct citizen *who;
	struct str kind, number, words;
	int n, turns;
	struct deed *next;
};

enum {
	RIDERS = 480, /* of the census, those who write to the bot */
	PATROLLERS = 15,
	STREETS_MAX = 32,
	PLACES_MAX = 128
};

/* What is said: lines by heading, dealt out like a pack of cards. */
struct lines {
	struct str head;
	struct str *v;
	size_t n, dealt;
};

struct year {
	const struct year_setup *setup;
	struct story_world w;
	ms_t from, to; /* the first midnight, and the one after the last day */
	uint64_t dice;
	struct deed *diary; /* by time */
	struct str reply;   /* what the last speaker heard in that chat */
	int64_t said;
	int missed;

	struct lines *lines;
	size_t n_lines;
	struct citizen riders[RIDERS];
	struct citizen *staff; /* all of people.csv */
	size_t n_staff;
	struct str places[PLACES_MAX];	      /* that are no street or town */
	struct str place_streets[PLACES_MAX]; /* in which each of them lies */
	size_t n_places;
	struct str street_names[STREETS_MAX];
	size_t n_streets;
	struct site_row *sites;
	size_t n_sites;
};

/* ---- chance, always the same */
unsigned roll(struct year *, unsigned n); /* 0 … n-1 */
bool chance(struct year *, unsigned percent);
struct str deal(struct year *, const char *head, ...) PRINTF_LIKE(2, 3); /* a line of sentences.txt */
/* The line with {place} and {n} filled in. */
struct str filled(struct year *, struct str line, struct str place, int n);
bool has_lines(struct year *, struct str head);

/* ---- time */
ms_t moment(struct year *, int day, int minute); /* of the year's day 0, 1, 2 … */
int day_of(struct year *, ms_t);
ms_t month_day(struct year *, int month, int day, int minute); /* of the calendar, wherever it lies in the year */
bool works(struct year *, ms_t);			       /* is it a working day? */
ms_t office(struct year *, ms_t from, int workdays);	       /* so many working days later, at some office hour */
int busy_minute(struct year *); /* when riders write: more around noon and in the evening */

void wait_until(struct year *, ms_t);

/* ---- the diary */
struct deed *later(struct year *, ms_t at, act *, const struct citizen *who);

/* ---- speaking. y->reply is what came back to that chat. */
void say(struct year *, const struct citizen *, const char *fmt, ...) PRINTF_LIKE(3, 4);
void say_in(struct year *, const char *group, const struct citizen *, const char *fmt, ...) PRINTF_LIKE(4, 5);
void show(struct year *, const struct citizen *, struct str text, bool photo, const struct position *);
bool press(struct year *, const struct citizen *, const char *label); /* false: there is no such button */
bool heard(struct year *, const char *words);			      /* in the reply; false is noted as missed */
bool hears(struct year *, const char *words);			      /* the same, and nothing is noted */
struct str number_heard(struct year *, char letter);		      /* "Q-17", or absent */
/* When the bot asks back with these words, it is answered; true: it did. */
bool asked(struct year *, const struct citizen *, const char *words, struct str answer);

/* ---- people */
const struct citizen *staff_named(struct year *, const char *name);
struct str place_in(struct year *, struct str street);		     /* some place there */
const struct citizen *desk_of(struct year *, struct str department); /* who works there */
const struct citizen *cadre_of(struct year *, struct str street);
const struct citizen *secretary_of(struct year *, struct str branch);
const struct citizen *patroller(struct year *, int i);
const struct citizen *city(struct year *);

/* ---- the parts: what of the year they put into the diary */
enum err year_people(struct year *); /* imports the city and its census */
void year_plan_cases(struct year *);
void year_plan_help(struct year *);
void year_plan_rides(struct year *);
void year_plan_members(struct year *);
void year_plan_activities(struct year *);
void year_plan_learning(struct year *);
void year_plan_office(struct year *);
void year_plan_childcare(struct year *);

#endif
