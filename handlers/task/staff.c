/* staff.c - staff publish tasks, look at them, take them back. */
#include <string.h>

#include "handlers/turn/turn.h"
#include "handlers/talk/list.h"
#include "handlers/task/task.h"
#include "store/db/number.h"
#include "store/person/reveal.h"

static struct str or_absent(struct str s)
{
	return s.n ? s : NO_STR;
}

/* Without the command in front: volunteers read the rest. */
static struct str bare(struct str said)
{
	struct str s = str_trim(said);

	for (const char *const *c = (const char *const[]){ "发布任务", "新建任务", "下发任务", NULL }; *c; c++)
		if (str_starts(s, str_c(*c)))
			s = str_sub(s, strlen(*c), s.n);
	while (s.n && (s.p[0] == ':' || s.p[0] == ' ' || s.p[0] == ','))
		s = str_sub(s, 1, s.n);
	if (str_starts(s, STR("：")))
		s = str_sub(s, strlen("："), s.n);
	s = str_trim(s);
	return s.n ? s : said;
}

static void say_masked(struct turn *t, const struct task *k, const char *phrase)
{
	struct task seen = task_for_staff(t->world, k, t->arena);

	task_say(t, &seen, phrase);
}

static void publish(struct turn *t)
{
	struct str kind = slots_get(&t->slots, "kind"), place = slots_get(&t->slots, "place");
	bool exact = false;
	struct task k = {
		.kind = kind.n && !str_is(kind, "exam") ? kind : STR("other"),
		.person = t->who.id,
		.by_staff = true,
		.urgent = str_is(slots_get(&t->slots, "urgent"), "yes"),
		.fetch = slots_get(&t->slots, "drug").n > 0,
		.phone = or_absent(slots_get(&t->slots, "phone")),
		.text = bare(t->said),
		.skill = or_absent(slots_get(&t->slots, "skill")),
		.vehicle = or_absent(slots_get(&t->slots, "vehicle")),
		.deadline = task_time(slots_get(&t->slots, "by"), t->now, &exact),
		.wanted = 1,
	};

	if (!k.deadline || k.deadline <= t->now) {
		turn_say_n(t, PHRASE("task.publish.how"), NULL, 0);
		return;
	}
	task_place(t, &k, place);
	if (!k.located) {
		turn_say_n(t, PHRASE("task.publish.where"), NULL, 0);
		return;
	}
	if (exact && !slots_get(&t->slots, "before").n)
		k.start = k.deadline;
	(void)str_int(slots_get(&t->slots, "wanted"), 1, TASK_PEOPLE, &k.wanted);
	k.code = task_new(t->db, &k, t->who.uid, t->now, t->arena);
	say_masked(t, &k, PHRASE("task.published"));
	task_offer_now(t->world, k.code, t->now, t->arena);
}

static void one(struct turn *t, int64_t code, bool withdraw)
{
	struct task k = task_load(t->db, code, t->arena);

	if (!k.code || !task_seen_by(t->db, code, t->who.id))
		turn_say_n(t, PHRASE("task.unknown"), NULL, 0);
	else if (!withdraw)
		say_masked(t, &k, PHRASE("task.staff.one"));
	else if (task_call_off(t, &k))
		task_say(t, &k, PHRASE("task.withdrawn"));
	else
		task_say(t, &k, PHRASE("task.over"));
}

/* Whom to call: whole, for a reason, which is kept. */
void task_contact(struct turn *t, int64_t code, struct str why)
{
	struct task k = task_load(t->db, code, t->arena);
	struct fill fills[] = { FILL("number", task_number(code, t->arena)), FILL("phone", k.phone) };

	if (!k.code || !task_seen_by(t->db, code, t->who.id))
		turn_say_n(t, PHRASE("task.unknown"), NULL, 0);
	else if (!k.phone.n)
		turn_say_n(t, PHRASE("task.contact.none"), fills, 1);
	else if (!why.n)
		turn_say_n(t, PHRASE("task.contact.why"), fills, 1);
	else {
		reveal_note(t->db, k.person, t->who.id, t->who.uid, why, t->now, t->arena);
		turn_say_n(t, PHRASE("task.contact.whole"), fills, 2);
		turn_receipt(t);
	}
}

void task_staff_list(struct turn *t)
{
	struct str said = slots_get(&t->slots, "task");
	int64_t codes[TASKS_SHOWN];
	struct str *lines = arena_array(t->arena, struct str, TASKS_SHOWN);
	struct fill fills[TASK_FILLS];

	if (said.n) {
		one(t, number_parse(said, 'T'), false);
		return;
	}
	size_t n = task_list(t->db, TASKS_STAFF, t->who.id, codes, TASKS_SHOWN);

	for (size_t i = 0; i < n; i++) {
		struct task k = task_load(t->db, codes[i], t->arena);

		lines[i] = turn_phrase(t, PHRASE("task.staff.line"), fills,
				       task_fills(t->world, &k, t->now, fills, t->arena));
	}
	turn_say_n(t, n ? PHRASE("task.staff.head") : PHRASE("task.staff.none"), NULL, 0);
	if (n)
		list_say(t, lines, n);
}

static void task(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");

	if (str_is(action, "withdraw") && slots_get(&t->slots, "task").n)
		one(t, number_parse(slots_get(&t->slots, "task"), 'T'), true);
	else if (str_is(action, "show") || slots_get(&t->slots, "task").n)
		task_staff_list(t);
	else
		publish(t);
}

const struct handler task_staff_handlers[] = {
	{ .intent = "admin.task", .run = task },
	{ 0 },
};
