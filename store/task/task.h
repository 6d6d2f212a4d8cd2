/* task.h - help that was asked for: from the request to done, withdrawn, or the
 * staff's desk.
 *
 * requested → open → taken → done; from each of the first three also withdrawn
 * or to_staff, and from taken back to open when a taker gives it back. A task
 * ends once, in exactly one of done, withdrawn, to_staff. Every step changes the
 * row only out of the state it expects, so that of two who are first one is. */
#ifndef STORE_TASK_TASK_H
#define STORE_TASK_TASK_H

#include <stdbool.h>

#include "bot/base/message.h"
#include "store/db/db.h"

struct task {
	int64_t code; /* 0: no such task */
	struct str kind, state;
	int64_t person; /* who asked, or 0 */
	bool by_staff, urgent;
	bool fetch;		 /* medicine: fetched, never bought */
	int64_t street;		 /* place id, or 0 */
	struct str near;	 /* for anybody */
	struct str place, phone; /* for the taker and the staff; absent: not known */
	struct str text, skill;	 /* absent: none */
	struct str vehicle;	 /* must have one for people (seats), for goods (load); absent: need not */
	bool located;
	struct position at; /* when located */
	ms_t start;	    /* 0: no hour named */
	ms_t deadline;
	int64_t wanted, taken, wave;
	int64_t late; /* the taker was 1 reminded, 2 asked what became of it */
	ms_t published_at;
};

/* A timer for a task that a list brought: handlers/ offers it when the gateway runs. */
#define TASK_LISTED "task.listed"

/* Strings absent and numbers 0 where not known; code 0: the next one. Staff's own are
 * open at once. */
int64_t task_new(struct db *, const struct task *, const char *actor, ms_t now, struct arena *);
struct task task_load(struct db *, int64_t code, struct arena *);

/* Where, when, whom to call, and the words, of one that is not over. False: it is. */
bool task_change(struct db *, const struct task *, const char *actor, ms_t now);

/* Reviewed. Where it lies and whose street it is, when nothing was known before. */
bool task_publish(struct db *, int64_t code, int64_t staff, const char *actor, ms_t now);
void task_locate(struct db *, int64_t code, int64_t street, const struct position *);
bool task_refuse(struct db *, int64_t code, int64_t staff, const char *actor, struct str reason, ms_t now);
bool task_withdraw(struct db *, int64_t code, const char *actor, ms_t now);
bool task_to_staff(struct db *, int64_t code, ms_t now);
/* Whoever was asked, or has it, is not bound any longer. Withdrawing does it. */
void task_release(struct db *, int64_t code);

enum task_take {
	TASK_YOURS,  /* now */
	TASK_MINE,   /* had it before */
	TASK_FILLED, /* somebody else has it */
	TASK_CLOSED  /* not open: reviewed still, withdrawn, over, or there is no such */
};

/* The first to come has it. Who gave it back cannot have it again (TASK_CLOSED). */
enum task_take task_take(struct db *, int64_t code, int64_t person, const char *actor, ms_t now);
/* Back on offer. False: he does not have it. */
bool task_give_back(struct db *, int64_t code, int64_t person, const char *actor, ms_t now);

/* The written rule of hours. Measured is the time from the start (the hour named
 * for the task when he took it before that, else from taking it) to now.
 * Said: the smaller of what he said and measured + 1 hour. Nothing said: measured,
 * rounded up to half hours. Never more than TASK_HOURS_MAX, nothing below 0. */
#define TASK_HOURS_MAX 8.0
double task_hours(double said, ms_t measured);

/* His part is done; the task when it was the last part that was wanted. Hours are
 * booked to the volunteer, once. False: he does not have it. said: hours, or 0. */
bool task_finish(struct db *, int64_t code, int64_t person, const char *actor, double said, ms_t now, double *hours);

void task_set_wave(struct db *, int64_t code, int64_t wave);
void task_set_late(struct db *, int64_t code, int64_t late);
/* Offered anew from the first wave: who was asked and said nothing may be asked again. */
void task_ask_again(struct db *, int64_t code);
/* It is time, and fewer took it than were wanted: with those. False: nobody did. */
bool task_settle(struct db *, int64_t code);

/* ------------------------------------------------------------------ who, which */

/* Those with this offer state ("offered", "taken", "done"); returns how many. */
size_t task_people(struct db *, int64_t code, const char *state, int64_t *out, size_t room);
/* City staff, and those of the task's street; street 0: of every street. */
size_t task_staff(struct db *, int64_t street, int64_t *out, size_t room);
bool task_seen_by(struct db *, int64_t code, int64_t staff);

enum task_list {
	TASKS_ASKED,   /* that the person asked for and that are not over */
	TASKS_LAST,    /* that he asked for at any time */
	TASKS_LEFT,    /* that he asked for, that are withdrawn, and that somebody still has */
	TASKS_TAKEN,   /* that he has taken and not finished */
	TASKS_OFFERED, /* offered to him and open */
	TASKS_OPEN,    /* open, and not given back by him */
	TASKS_WAITING, /* for his review, as staff */
	TASKS_STAFF    /* all that he sees as staff, what is not over first */
};
/* The newest first (waiting and open: the most pressing). Returns how many. */
size_t task_list(struct db *, enum task_list, int64_t person, int64_t *out, size_t room);

#endif
