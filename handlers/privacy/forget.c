/* forget.c - "delete all about me": what goes, what a case still needs, and only
 * after a yes to just that. */
#include "store/keep/forget.h"

#include <string.h>

#include "bot/base/buf.h"
#include "handlers/turn/jobs.h"
#include "handlers/activity/event.h"
#include "handlers/human/handover.h"
#include "handlers/ride/ride.h"
#include "handlers/task/task.h"
#include "store/case/move.h"
#include "store/keep/privacy.h"

#define TIMER "leaving.close"

enum {
	STANDS = 30 * MS_MINUTE,
	CASES = 12,
	PLACES = 32,
	CHILDREN = 32,		  /* of one person in one class: their numbers are smaller */
	LAST_WORD = 12 * MS_HOUR, /* so long after the answer he may still say that it is no good */
};

/* ------------------------------------------------------------ what others wait for */

static void leave_places(struct turn *t)
{
	static const char *const kinds[] = { "activity", "class", "meeting" };
	int64_t codes[PLACES];

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		size_t n = enrolment_mine(t->db, t->who.id, kinds[k], codes, PLACES);

		for (size_t i = 0; i < n; i++) {
			struct event e = { kinds[k], codes[i] };

			for (int64_t child = 0; child <= CHILDREN; child++)
				(void)enrolment_leave(t->db, &e, t->who.id, child, t->who.uid, t->now);
			event_fill(t->world, &e, t->now, t->arena);
		}
	}
}

static void leave_tasks(struct turn *t)
{
	int64_t codes[PLACES];
	size_t n = task_list(t->db, TASKS_TAKEN, t->who.id, codes, PLACES);

	for (size_t i = 0; i < n; i++)
		(void)task_hand_back(t->world, codes[i], t->who.id, t->who.uid, t->now, t->arena);
	n = task_list(t->db, TASKS_ASKED, t->who.id, codes, PLACES);
	for (size_t i = 0; i < n; i++) {
		struct task k = task_load(t->db, codes[i], t->arena);

		if (!k.by_staff)
			(void)task_call_off(t, &k);
	}
}

/* Each capability whose rows hold a place, or keep somebody waiting, gives it free
 * here, with its own words to whoever is next. */
static void (*const leave[])(struct turn *) = { leave_places, leave_tasks, handover_drop };

/* -------------------------------------------------------------------- the asking */

/* "Q-3、Q-7"; absent: all are finished. */
static struct str open_cases(struct turn *t)
{
	int64_t numbers[CASES];
	size_t n = forget_unfinished(t->db, t->who.id, numbers, CASES);
	struct str all = NO_STR;

	for (size_t i = 0; i < n; i++)
		all = arena_printf(t->arena, STR_FMT "%sQ-%lld", STR_ARG(all), i ? "、" : "", (long long)numbers[i]);
	return all;
}

/* step: "how" (after the cases, or now), "sure". */
static void wait_for(struct turn *t, const char *step, bool later)
{
	cJSON *memo = cJSON_CreateObject();

	json_put(memo, "step", str_c(step));
	cJSON_AddBoolToObject(memo, "later", later);
	turn_remember(t, "forget", memo);
	turn_expect(t, "forget", STANDS);
}

static void button(struct turn *t, const char *name)
{
	turn_button(t, turn_phrase(t, name, NULL, 0), NO_STR);
}

static void ask_how(struct turn *t, struct str cases)
{
	turn_say(t, "forget.how", FILL("cases", cases));
	button(t, PHRASE("forget.button.later"));
	button(t, PHRASE("forget.button.now"));
	button(t, PHRASE("forget.button.no"));
	wait_for(t, "how", false);
}

static void ask_sure(struct turn *t, bool later, struct str cases)
{
	if (later)
		turn_say(t, "forget.sure_later", FILL("cases", cases));
	else if (cases.n)
		turn_say(t, "forget.sure_now", FILL("cases", cases));
	else
		turn_say(t, "forget.sure", FILL("name", t->who.name));
	button(t, PHRASE("forget.button.yes"));
	button(t, PHRASE("forget.button.no"));
	wait_for(t, "sure", later);
}

static bool asked(struct turn *t, const char *step)
{
	return t->conv.context && strcmp(t->conv.context, "forget") == 0 &&
	       str_is(json_str(turn_memo(t, "forget"), "step"), step);
}

static void begin(struct turn *t)
{
	struct str cases = open_cases(t), how = slots_get(&t->slots, "how");

	if (slots_get(&t->slots, "bare").n) { /* "删了", out of nothing */
		turn_say(t, "forget.what", FILL("name", t->who.name));
		button(t, PHRASE("forget.button.all"));
		button(t, PHRASE("forget.button.no"));
	} else if (t->who.staff) {
		turn_say(t, "forget.staff", FILL("name", t->who.name));
	} else if (!cases.n) {
		ask_sure(t, false, cases);
	} else if (how.n) {
		ask_sure(t, str_is(how, "later"), cases);
	} else {
		ask_how(t, cases);
	}
}

static void how(struct turn *t)
{
	struct str cases = open_cases(t);

	ask_sure(t, cases.n && str_is(slots_get(&t->slots, "how"), "later"), cases);
}

/* --------------------------------------------------------------------- the doing */

static void forget(struct turn *t, bool later, struct str cases)
{
	struct forget f = {
		.person = t->who.id, .actor = t->who.uid, .keep_case_contact = later, .last_chat = t->chat.id
	};

	for (size_t i = 0; i < sizeof leave / sizeof *leave; i++)
		leave[i](t);
	(void)person_forget(t->db, &f, t->now, t->arena);
	t->conv.form = (struct form_state){ 0 };
	memset(t->conv.parked, 0, sizeof t->conv.parked);
	cJSON_Delete(t->conv.memo);
	t->conv.memo = NULL;
	if (later)
		turn_say(t, "forget.done_later", FILL("cases", cases));
	else if (cases.n)
		turn_say(t, "forget.done_now", FILL("cases", cases));
	else
		turn_say(t, "forget.done", FILL("name", t->who.name));
}

static void yes(struct turn *t)
{
	struct str cases = open_cases(t);
	bool later = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(turn_memo(t, "forget"), "later")) && cases.n;

	if (t->who.staff)
		turn_say(t, "forget.staff", FILL("name", t->who.name));
	else if (!asked(t, "sure"))
		ask_how(t, cases);
	else {
		turn_expect(t, NULL, 0);
		forget(t, later, cases);
	}
}

static void no(struct turn *t)
{
	turn_expect(t, NULL, 0);
	turn_remember(t, "forget", NULL);
	turn_say(t, "forget.kept", FILL("name", t->who.name));
}

/* "Will you still see to my case?" */
static void the_case(struct turn *t)
{
	struct str cases = open_cases(t);

	if (!cases.n) {
		turn_say(t, "forget.no_case", FILL("name", t->who.name));
		return;
	}
	turn_say(t, "forget.case_goes_on", FILL("cases", cases));
	button(t, PHRASE("forget.button.later"));
	button(t, PHRASE("forget.button.now"));
	wait_for(t, "how", false);
}

/* --------------------------------------------------------------- after the answer */

/* An answer that nobody objected to for half a day ends the case of somebody who
 * waits for nothing else; then the link goes (forget_sweep). */
static void close_answered(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	int64_t number;

	(void)timer;
	(void)a;
	while ((number = leaving_answered(w->db, LAST_WORD, now)))
		if (case_move(w->db, number, &(struct case_step){ .event = CASE_CLOSE }, now) != CASE_MOVED)
			return;
}

static ms_t next(struct db *db, ms_t now)
{
	(void)now;
	return leaving_next(db, LAST_WORD);
}

const struct handler forget_handlers[] = {
	{ .intent = "privacy.delete", .run = begin }, { .intent = "forget.how", .run = how },
	{ .intent = "forget.yes", .run = yes },	      { .intent = "forget.no", .run = no },
	{ .intent = "forget.case", .run = the_case }, { 0 },
};

/* Somebody was deleted by others: on the command line, by two of the staff, by a restore, or because
 * his time was over. After his own words only rides are left to do. */
static void left(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	int64_t codes[PLACES];
	size_t n = task_list(w->db, TASKS_TAKEN, timer->subject, codes, PLACES);

	for (size_t i = 0; i < n; i++)
		(void)task_hand_back(w, codes[i], timer->subject, NULL, now, a);
	n = task_list(w->db, TASKS_LEFT, timer->subject, codes, PLACES);
	for (size_t i = 0; i < n; i++)
		task_ended(w, codes[i], now, a);
	ride_forget(w, timer->subject, now, a);
	event_fill_all(w, now, a);
}

const struct job forget_jobs[] = { { .name = TIMER, .run = close_answered, .next = next },
				   { .name = FORGET_TIMER, .run = left },
				   { 0 } };
