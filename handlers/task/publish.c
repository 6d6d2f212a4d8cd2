/* publish.c - tasks by the clock: offered in waves that widen, a reminder,
 * a question, and the staff when nobody does it. */
#include "dialogs/words/times.h"
#include "handlers/turn/jobs.h"
#include "handlers/turn/hours.h"
#include "handlers/task/task.h"
#include "store/place/geo.h"
#include "store/volunteer/helpers.h"
#include "store/place/place.h"
#include "store/volunteer/volunteer.h"

#define WAVE_TIMER "task.wave" /* their subject is the task's number */
#define DUE_TIMER "task.due"

enum { REMIND_BEFORE = MS_HOUR, STARTED_LASTS = 3 * MS_HOUR, ANSWER_WITHIN = MS_HOUR, ANSWER_STANDS = MS_HOUR };

/* How many are asked, and how far beyond their own radius. */
static const struct wave {
	size_t people;
	double reach;
} waves[] = { { 5, 1 }, { 10, 1 }, { 20, 1.5 }, { 50, 2 } };

enum { WAVES = sizeof waves / sizeof *waves, MOST = 50 };

/* ----------------------------------------------------------------------- waves */

/* Only its street is known: how far off it is nobody can say. */
static bool is_rough(const struct turn_world *w, const struct task *t)
{
	struct position centre;

	return t->street && place_position_by_id(w->db, t->street, &centre) && geo_distance(centre, t->at) < 1;
}

/* For a while "我去" answers the offer. */
static void expect_answer(struct db *db, int64_t chat, int64_t person, ms_t now, struct arena *a)
{
	conversation_leave(db, chat, person,
			   &(struct conversation_left){ .memo = "offered",
							.value = cJSON_CreateNumber((double)now),
							.context = "offered",
							.until = now + ANSWER_STANDS },
			   now, a);
}

static void offer(const struct turn_world *w, const struct task *t, const struct helper *h, ms_t now, struct arena *a)
{
	struct str label = phrase(w->pack, PHRASE("task.take"), 0, NULL, 0, a);

	volunteer_asked(w->db, h->person, t->code, t->wave, local_day(now), now);
	int64_t chat = task_tell(
		w, t,
		&(struct task_notice){
			.person = h->person,
			.flags = NOTICE_URGENT, /* the wave chose the hour */
			.phrase = is_rough(w, t) ? PHRASE("task.offer.rough") : PHRASE("task.offer"),
			.more = FILL("distance", task_distance(w, h->metres, a)),
			.press = { arena_printf(a, STR_FMT "T-%lld", STR_ARG(label), (long long)t->code) } },
		now, a);

	if (chat)
		expect_answer(w->db, chat, h->person, now, a);
}

static size_t send_wave(const struct turn_world *w, struct task *t, ms_t now, struct arena *a)
{
	struct helper found[MOST];
	const struct wave *wave = &waves[t->wave];
	struct helper_query q = { .task = t->code,
				  .at = t->at,
				  .reach = wave->reach,
				  .skill = t->skill,
				  .vehicle = t->vehicle,
				  .day = local_day(now),
				  .per_day = w->offers_per_day };
	size_t n = t->located ? helpers_for(w->helpers, &q, found, wave->people, a) : 0;

	t->wave++;
	task_set_wave(w->db, t->code, t->wave);
	for (size_t i = 0; i < n; i++)
		offer(w, t, &found[i], now, a);
	return n;
}

/* When volunteers may be asked: what cannot wait until after the peak is asked in it. */
static ms_t when_to_ask(const struct turn_world *w, const struct task *t, ms_t now)
{
	ms_t at = t->urgent ? now : hours_next_push(w, now);

	return at < t->deadline ? at : hours_next_awake(w, now);
}

static void go_on(const struct turn_world *w, int64_t code, ms_t now, struct arena *a)
{
	struct task t = task_load(w->db, code, a);

	if (!t.code || !str_is(t.state, "open"))
		return;
	ms_t at = when_to_ask(w, &t, now);

	if (at > now) {
		timer_set(w->db, WAVE_TIMER, code, at);
	} else if (t.wave < WAVES) {
		(void)send_wave(w, &t, now, a);
		timer_set(w->db, WAVE_TIMER, code, now + w->wave_minutes * MS_MINUTE);
	} else {
		task_tell_staff(w, &t, PHRASE("task.nobody"), now, a);
	}
}

static void next_wave(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	go_on(w, timer->subject, now, a);
}

void task_offer_now(const struct turn_world *w, int64_t code, ms_t now, struct arena *a)
{
	go_on(w, code, now, a);
	task_watch(w, code, now, a);
}

/* -------------------------------------------------------------------- by the clock */

/* When it should be over. */
static ms_t over(const struct task *t)
{
	return t->start ? t->deadline + STARTED_LASTS : t->deadline;
}

void task_watch(const struct turn_world *w, int64_t code, ms_t now, struct arena *a)
{
	struct task t = task_load(w->db, code, a);
	ms_t at = t.deadline;

	if (str_is(t.state, "taken") && t.late == 0 && t.deadline - REMIND_BEFORE > now)
		at = t.deadline - REMIND_BEFORE;
	else if (str_is(t.state, "taken"))
		at = hours_next_awake(w, over(&t) > now ? over(&t) : now + ANSWER_WITHIN);
	timer_set(w->db, DUE_TIMER, code, at);
}

void task_unwatch(struct db *db, int64_t code)
{
	timer_clear(db, WAVE_TIMER, code);
	timer_clear(db, DUE_TIMER, code);
}

static void tell_takers(const struct turn_world *w, const struct task *t, const char *name, ms_t now, struct arena *a)
{
	int64_t people[TASK_PEOPLE];
	size_t n = task_people(w->db, t->code, "taken", people, TASK_PEOPLE);

	for (size_t i = 0; i < n; i++)
		task_tell(w, t, &(struct task_notice){ .person = people[i], .flags = NOTICE_AWAITED, .phrase = name },
			  now, a);
}

static void hand_over(const struct turn_world *w, const struct task *t, const char *staff, ms_t now, struct arena *a)
{
	if (!task_to_staff(w->db, t->code, now))
		return;
	task_unwatch(w->db, t->code);
	struct task after = task_load(w->db, t->code, a);

	task_tell_staff(w, &after, staff, now, a);
	task_tell_asker(w, &after, PHRASE("task.asker.to_staff"), (struct fill){ 0 }, now, a);
}

/* Taken: reminded before, asked after, and then it is the staff's. */
static void taken_due(const struct turn_world *w, const struct task *t, ms_t now, struct arena *a)
{
	if (t->late == 0 && now < t->deadline) {
		task_set_late(w->db, t->code, 1);
		tell_takers(w, t, PHRASE("task.remind"), now, a);
	} else if (t->late < 2 && now >= over(t)) {
		task_set_late(w->db, t->code, 2);
		tell_takers(w, t, PHRASE("task.what_became"), now, a);
	} else if (t->late == 2) {
		hand_over(w, t, PHRASE("task.staff.silent"), now, a);
		return;
	}
	task_watch(w, t->code, now, a);
}

static void due(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	struct task t = task_load(w->db, timer->subject, a);

	if (str_is(t.state, "taken")) {
		taken_due(w, &t, now, a);
	} else if (str_is(t.state, "open") && task_settle(w->db, t.code)) {
		task_tell_staff(w, &t, PHRASE("task.staff.fewer"), now, a);
		task_watch(w, t.code, now, a);
	} else if (str_is(t.state, "open") || str_is(t.state, "requested")) {
		hand_over(w, &t, PHRASE("task.staff.not_taken"), now, a);
	}
}

static void listed(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	task_offer_now(w, timer->subject, now, a);
}

const struct job task_jobs[] = {
	{ .name = WAVE_TIMER, .run = next_wave },
	{ .name = DUE_TIMER, .run = due },
	{ .name = TASK_LISTED, .run = listed },
	{ 0 },
};
