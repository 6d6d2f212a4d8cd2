/* task.h - what the files of tasks share: words, notices, publishing. */
#ifndef HANDLERS_TASK_TASK_H
#define HANDLERS_TASK_TASK_H

#include "handlers/talk/errand.h"
#include "handlers/turn/notice.h"
#include "handlers/turn/turn.h"
#include "store/task/task.h"

enum { TASK_FILLS = 12, TASK_PEOPLE = 64, TASKS_SHOWN = 100 };

/* {number} {kind} {near} {when} {urgent} are for anybody; {place} {phone} {text}
 * for the taker and, masked, the staff; {wanted} {taken} {state}. Returns how many. */
size_t task_fills(const struct turn_world *, const struct task *, ms_t now, struct fill out[TASK_FILLS],
		  struct arena *);
/* As staff see it: every number masked, and how to see the whole one. */
struct task task_for_staff(const struct turn_world *, const struct task *, struct arena *);
struct str task_distance(const struct turn_world *, double metres, struct arena *);

/* A notice that may name all of the task's fills, and one more (name NULL: none). `press`: label of a
 * button, or NO_STR. */
struct task_notice {
	int64_t person;
	unsigned flags;
	const char *phrase; /* PHRASE() */
	struct fill more;
	struct str press[2];
};
int64_t task_tell(const struct turn_world *, const struct task *, const struct task_notice *, ms_t now, struct arena *);
/* To the staff of the task's street; urgent tasks at any hour. */
void task_tell_staff(const struct turn_world *, const struct task *, const char *phrase, ms_t now, struct arena *);
/* To whoever asked for it, when that was no staff. */
void task_tell_asker(const struct turn_world *, const struct task *, const char *phrase, struct fill more, ms_t now,
		     struct arena *);

/* Says a phrase with the task's fills here, or in private. */
void task_say(struct turn *, const struct task *, const char *phrase);
void task_private(struct turn *, const struct task *, const char *phrase);

/* publish.c: it is open, from now on or again: the first wave goes out at once
 * or at the first hour at which it may. */
void task_offer_now(const struct turn_world *, int64_t code, ms_t now, struct arena *);
/* Sets the timer of what is next by the clock: the reminder, the question, the deadline. */
void task_watch(const struct turn_world *, int64_t code, ms_t now, struct arena *);
/* It is over: no timers. */
void task_unwatch(struct db *, int64_t code);

/* A place as anybody may read it: without door, floor and room. */
struct str task_near(const struct turn_world *, struct str place, struct arena *);
/* Where it lies and whose street that is, as far as is known. */
void task_place(struct turn *, struct task *, struct str place);

/* What was said of how long it took, in hours; 0: nothing. */
double task_length(const struct slots *);

/* take.c: he gives it back, it is offered again. False: he does not have it. */
bool task_hand_back(const struct turn_world *, int64_t code, int64_t person, const char *actor, ms_t now,
		    struct arena *);
/* task.c: withdrawn, whoever has it is told. False: it is over already. */
bool task_call_off(struct turn *, const struct task *);
/* The same for one that ended with the data of whoever asked for it. */
void task_ended(const struct turn_world *, int64_t code, ms_t now, struct arena *);

/* staff.c: a task is shown, or listed, to staff. */
void task_staff_list(struct turn *);

/* staff.c: staff ask for the whole number, with the reason, or without. */
void task_contact(struct turn *, int64_t code, struct str why);

#endif
