/* task.c - somebody asks for help: the request, what became of it, taken back. */
#include "handlers/task/task.h"

#include <string.h>

#include "bot/base/utf8.h"
#include "handlers/ride/ride.h"
#include "handlers/turn/turn.h"
#include "store/db/number.h"

enum { OWN = 8, DAY = 24 };

static struct str or_absent(struct str s)
{
	return s.n ? s : NO_STR;
}

/* By when: what was said, else within a day. */
static void set_time(struct turn *t, struct task *k)
{
	bool exact = false;

	k->deadline = task_time(slots_get(&t->slots, "by"), t->now, &exact);
	if (k->deadline && exact && !slots_get(&t->slots, "before").n)
		k->start = k->deadline;
	if (!k->deadline)
		k->deadline = t->now + DAY * MS_HOUR;
}

/* The hour has passed: it is asked again, and the rest is known. */
static void ask_time(struct turn *t)
{
	struct slots known = t->slots;

	slots_set(&known, "by", NO_STR);
	turn_say_n(t, PHRASE("task.past"), NULL, 0);
	turn_ask(t, "task.request", "by", &known);
	t->conv.form.said = t->said;
}

/* "改成八点半": the one that was filed a moment ago; 0: none. */
static int64_t filed_before(struct turn *t)
{
	int64_t code = t->amends ? json_int(turn_memo(t, "task"), "code", 0) : 0;
	struct task k = task_load(t->db, code, t->arena);

	return k.person == t->who.id && !k.by_staff ? code : 0;
}

static void changed(struct turn *t, struct task *k)
{
	int64_t people[TASK_PEOPLE];

	if (!task_change(t->db, k, t->who.uid, t->now)) {
		task_say(t, k, PHRASE("task.change.late"));
		return;
	}
	*k = task_load(t->db, k->code, t->arena);
	size_t n = task_people(t->db, k->code, "taken", people, TASK_PEOPLE);

	task_say(t, k, PHRASE("task.changed"));
	task_tell_staff(t->world, k, PHRASE("task.staff.changed"), t->now, t->arena);
	for (size_t i = 0; i < n; i++)
		task_tell(t->world, k,
			  &(struct task_notice){
				  .person = people[i], .flags = NOTICE_URGENT, .phrase = PHRASE("task.taker.changed") },
			  t->now, t->arena);
	task_watch(t->world, k->code, t->now, t->arena);
}

static void remember(struct turn *t, int64_t code)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "code", (double)code);
	turn_remember(t, "task", memo);
}

static void requested(struct turn *t)
{
	int64_t before = filed_before(t);
	struct str kind = slots_get(&t->slots, "kind");
	struct task k = {
		.kind = kind.n && !str_is(kind, "exam") ? kind : STR("other"),
		.person = t->who.id,
		.urgent = str_is(slots_get(&t->slots, "urgent"), "yes"),
		.fetch = slots_get(&t->slots, "drug").n > 0,
		.phone = or_absent(slots_get(&t->slots, "phone")),
		.text = or_absent(t->said),
		.skill = or_absent(slots_get(&t->slots, "skill")),
		.vehicle = or_absent(slots_get(&t->slots, "vehicle")),
		.wanted = 1,
	};

	(void)str_int(slots_get(&t->slots, "wanted"), 1, TASK_PEOPLE, &k.wanted);
	task_place(t, &k, slots_get(&t->slots, "place"));
	set_time(t, &k);
	if (k.deadline <= t->now) {
		ask_time(t);
		return;
	}
	if (before) {
		k.code = before;
		changed(t, &k);
		return;
	}
	k.code = task_new(t->db, &k, t->who.uid, t->now, t->arena);
	k.state = STR("requested");
	remember(t, k.code);
	task_say(t, &k, PHRASE("task.saved"));
	if (k.fetch)
		task_say(t, &k, PHRASE("task.saved.fetch"));
	task_tell_staff(t->world, &k, PHRASE("task.staff.new"), t->now, t->arena);
	task_watch(t->world, k.code, t->now, t->arena);
}

/* -------------------------------------------------------------- what became of it */

/* His own, by number or all; returns how many. */
static size_t own(struct turn *t, int64_t out[OWN])
{
	struct str said = slots_get(&t->slots, "task");
	size_t n = task_list(t->db, TASKS_ASKED, t->who.id, out, OWN);
	int64_t code = number_parse(said, 'T');

	if (!said.n)
		return n;
	struct task k = task_load(t->db, code, t->arena);

	out[0] = code;
	return k.code && k.person == t->who.id && !k.by_staff;
}

static void status(struct turn *t)
{
	struct str said = slots_get(&t->slots, "task");

	if (said.n && ride_status(t, number_parse(said, 'T')))
		return;
	int64_t codes[OWN];
	size_t n = own(t, codes);
	bool rides = !said.n && ride_status_all(t);

	if (!n && !rides && !said.n)
		n = task_list(t->db, TASKS_LAST, t->who.id, codes, 1);
	if (!n && said.n && turn_has_right(t, "admin.task"))
		task_staff_list(t);
	else if (!n && !rides)
		turn_say(t, "task.status.none", FILL("name", t->who.name));
	for (size_t i = 0; i < n; i++) {
		struct task k = task_load(t->db, codes[i], t->arena);

		task_say(t, &k, PHRASE("task.status"));
	}
}

static void tell_takers(const struct turn_world *w, const struct task *k, ms_t now, struct arena *a)
{
	int64_t people[TASK_PEOPLE];
	size_t n = task_people(w->db, k->code, "taken", people, TASK_PEOPLE);

	for (size_t i = 0; i < n; i++)
		task_tell(w, k,
			  &(struct task_notice){
				  .person = people[i], .flags = NOTICE_URGENT, .phrase = PHRASE("task.taker.off") },
			  now, a);
}

bool task_call_off(struct turn *t, const struct task *k)
{
	/* who has it must hear it before the row lets go of him */
	bool live = str_is(k->state, "requested") || str_is(k->state, "open") || str_is(k->state, "taken");

	if (!live)
		return false;
	tell_takers(t->world, k, t->now, t->arena);
	task_unwatch(t->db, k->code);
	return task_withdraw(t->db, k->code, t->who.uid, t->now);
}

void task_ended(const struct turn_world *w, int64_t code, ms_t now, struct arena *a)
{
	struct task k = task_load(w->db, code, a);

	tell_takers(w, &k, now, a);
	task_unwatch(w->db, code);
	task_release(w->db, code);
}

static void cancel(struct turn *t)
{
	struct str said = slots_get(&t->slots, "task");

	if (said.n && ride_cancel(t, number_parse(said, 'T')))
		return;
	int64_t codes[OWN];
	size_t n = own(t, codes);
	struct task k = n == 1 ? task_load(t->db, codes[0], t->arena) : (struct task){ 0 };

	if (!n && t->conv.form.form && strcmp(t->conv.form.form, "task.request") == 0) { /* not even filed yet */
		t->conv.form = (struct form_state){ 0 };
		t->conv.changed = true;
		turn_say_n(t, PHRASE("form.cancelled"), NULL, 0);
	} else if (n > 1)
		status(t);
	else if (!n || !task_call_off(t, &k))
		turn_say(t, "task.cancel.none", FILL("name", t->who.name));
	else
		task_say(t, &k, PHRASE("task.cancelled"));
}

const struct handler task_handlers[] = {
	{ .intent = "task.request", .run = requested, .flags = HANDLER_FILES },
	{ .intent = "task.status", .run = status },
	{ .intent = "task.cancel", .run = cancel },
	{ 0 },
};
