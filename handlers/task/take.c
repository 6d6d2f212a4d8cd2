/* take.c - volunteers and tasks: what is there, "I'll take it", done, given back. */
#include <inttypes.h>

#include "handlers/case/case.h"
#include "handlers/ride/ride.h"
#include "handlers/turn/turn.h"
#include "handlers/talk/list.h"
#include "handlers/task/task.h"
#include "store/place/geo.h"
#include "store/volunteer/helpers.h"
#include "store/db/number.h"
#include "store/media/photo.h"
#include "store/place/place.h"
#include "store/volunteer/volunteer.h"

enum { MINE = 8, BUTTONS = 3, WORDS_LEAST = 6 /* bytes: two characters */, PHOTO_BEFORE = 10 * MS_MINUTE };
static const double farthest = 2; /* times his radius: as far as the last wave */

/* --------------------------------------------------------------------- the list */

/* Is it one for him: within his reach, and he can do it? */
static bool for_him(struct turn *t, const struct task *k, const struct volunteer *v, const struct position *at)
{
	struct str rest = v->skills, one;
	bool can = !k->skill.n;

	while (!can && str_split(&rest, ';', &one))
		can = str_eq(str_trim(one), k->skill);
	return can && helper_carries(v->vehicle, k->vehicle) && k->person != t->who.id && k->located && at &&
	       geo_distance(*at, k->at) <= v->radius_km * 1000 * farthest;
}

static const char *why_none(const struct volunteer *v)
{
	if (!v->known || str_is(v->state, "left"))
		return PHRASE("task.list.stranger");
	return str_is(v->state, "pending") ? PHRASE("task.list.pending") : NULL;
}

static void take_buttons(struct turn *t, const int64_t *codes, size_t n)
{
	struct str label = turn_phrase(t, PHRASE("task.take"), NULL, 0);

	for (size_t i = 0; i < n && i < BUTTONS; i++)
		turn_button(t, arena_printf(t->arena, STR_FMT "T-%" PRId64, STR_ARG(label), codes[i]), NO_STR);
}

static void list(struct turn *t)
{
	struct volunteer v = volunteer_load(t->db, t->who.id, t->arena);
	int64_t codes[TASKS_SHOWN], shown[BUTTONS];
	struct position at;
	const char *refusal = why_none(&v);
	bool stands = volunteer_position(t->db, t->who.id, &at, t->arena);
	struct str *lines = arena_array(t->arena, struct str, TASKS_SHOWN);
	struct fill fills[TASK_FILLS];
	size_t n = 0;

	if (turn_is_group(t)) {
		turn_say(t, "private.please", FILL("name", t->who.name));
		return;
	}
	if (refusal) {
		turn_say_n(t, refusal, NULL, 0);
		return;
	}
	size_t all = task_list(t->db, TASKS_OPEN, t->who.id, codes, TASKS_SHOWN);

	for (size_t i = 0; i < all; i++) {
		struct task k = task_load(t->db, codes[i], t->arena);

		if (!for_him(t, &k, &v, stands ? &at : NULL))
			continue;
		if (n < BUTTONS)
			shown[n] = k.code;
		lines[n++] = turn_phrase(t, PHRASE("task.line"), fills,
					 task_fills(t->world, &k, t->now, fills, t->arena));
	}
	turn_say_n(t, n ? PHRASE("task.list.head") : PHRASE("task.list.none"), NULL, 0);
	if (n)
		list_say(t, lines, n);
	if (str_is(v.state, "paused"))
		turn_say_n(t, PHRASE("task.list.paused"), NULL, 0);
	take_buttons(t, shown, n);
}

/* -------------------------------------------------------------------- taking */

/* How much of what is said stands in what the task is called, in bytes. */
static size_t named(struct turn *t, int64_t code)
{
	struct task k = task_load(t->db, code, t->arena);
	struct fill fills[TASK_FILLS];
	struct str words = turn_phrase(t, PHRASE("task.line"), fills,
				       task_fills(t->world, &k, t->now, fills, t->arena));

	return str_shared(arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(words), STR_ARG(k.text)), t->said);
}

/* Those that were offered to him, with a button each. */
static void ask_which(struct turn *t, const int64_t *codes, size_t n)
{
	struct fill fills[TASK_FILLS];

	turn_say_n(t, PHRASE("task.which"), NULL, 0);
	for (size_t i = 0; i < n; i++) {
		struct task k = task_load(t->db, codes[i], t->arena);

		turn_say_n(t, PHRASE("task.line"), fills, task_fills(t->world, &k, t->now, fills, t->arena));
	}
	take_buttons(t, codes, n);
}

/* Which one is meant, by its number, its words, or because it is the only one; 0: that
 * was asked, or there is none. */
static int64_t meant(struct turn *t)
{
	struct str said = slots_get(&t->slots, "task");
	int64_t codes[MINE], found = 0;
	size_t best = WORDS_LEAST - 1;

	if (said.n)
		return number_parse(said, 'T');
	size_t n = task_list(t->db, TASKS_OFFERED, t->who.id, codes, MINE);

	if (n == 1)
		return codes[0];
	for (size_t i = 0; i < n; i++) {
		size_t run = named(t, codes[i]);

		found = run > best ? codes[i] : run == best ? 0 : found;
		best = run > best ? run : best;
	}
	if (!n)
		turn_say_n(t, PHRASE("task.list.none"), NULL, 0);
	else if (!found)
		ask_which(t, codes, n);
	return found;
}

/* Those who were asked need not think about it any longer. */
static void tell_others(struct turn *t, const struct task *k)
{
	int64_t people[TASK_PEOPLE];
	size_t n = task_people(t->db, k->code, "offered", people, TASK_PEOPLE);

	for (size_t i = 0; str_is(k->state, "taken") && i < n; i++)
		task_tell(t->world, k,
			  &(struct task_notice){
				  .person = people[i], .flags = NOTICE_AWAITED, .phrase = PHRASE("task.filled") },
			  t->now, t->arena);
}

static void won(struct turn *t, int64_t code)
{
	struct task k = task_load(t->db, code, t->arena);

	volunteer_served(t->db, t->who.id, t->now);
	if (turn_is_group(t)) {
		task_say(t, &k, PHRASE("task.yours.group"));
		task_private(t, &k, PHRASE("task.yours"));
	} else {
		task_say(t, &k, PHRASE("task.yours"));
	}
	task_tell_asker(t->world, &k, PHRASE("task.asker.taken"), FILL("name", t->who.name), t->now, t->arena);
	tell_others(t, &k);
	task_watch(t->world, code, t->now, t->arena);
}

static void take(struct turn *t)
{
	struct str said = slots_get(&t->slots, "task");
	struct volunteer v = volunteer_load(t->db, t->who.id, t->arena);
	const char *refusal = why_none(&v);

	if (said.n && ride_take(t, number_parse(said, 'T')))
		return;
	int64_t code = refusal ? 0 : meant(t);

	if (refusal) {
		turn_say_n(t, refusal, NULL, 0);
		return;
	}
	if (!code)
		return;
	enum task_take got = task_take(t->db, code, t->who.id, t->who.uid, t->now);
	struct task k = task_load(t->db, code, t->arena);

	if (!k.code)
		k.code = code;
	if (got == TASK_YOURS)
		won(t, code);
	else if (got == TASK_MINE && !turn_is_group(t))
		task_say(t, &k, PHRASE("task.mine"));
	else if (got == TASK_MINE)
		task_say(t, &k, PHRASE("task.yours.group"));
	else
		task_say(t, &k, got == TASK_FILLED ? PHRASE("task.filled") : PHRASE("task.closed"));
}

/* ---------------------------------------------------------------- done, given back */

static int64_t in_hand(struct turn *t)
{
	struct str said = slots_get(&t->slots, "task");
	int64_t codes[MINE], code = number_parse(said, 'T');
	size_t n = task_list(t->db, TASKS_TAKEN, t->who.id, codes, MINE);

	for (size_t i = 0; i < n; i++)
		if (codes[i] == code || (!said.n && n == 1))
			return codes[i];
	if (n && !said.n)
		turn_say_n(t, PHRASE("task.done.which"), NULL, 0);
	else
		turn_say_n(t, PHRASE("task.done.none"), NULL, 0);
	return 0;
}

bool task_hand_back(const struct turn_world *w, int64_t code, int64_t person, const char *actor, ms_t now,
		    struct arena *a)
{
	if (!task_give_back(w->db, code, person, actor, now))
		return false;
	task_ask_again(w->db, code);
	struct task k = task_load(w->db, code, a);

	task_tell_asker(w, &k, PHRASE("task.asker.back"), (struct fill){ 0 }, now, a);
	task_tell_staff(w, &k, PHRASE("task.staff.back"), now, a);
	task_offer_now(w, code, now, a);
	return true;
}

static void give_back(struct turn *t, int64_t code)
{
	struct task k = task_load(t->db, code, t->arena);

	if (task_hand_back(t->world, code, t->who.id, t->who.uid, t->now, t->arena))
		task_say(t, &k, PHRASE("task.gave_up"));
}

static bool has_task(struct turn *t)
{
	return task_list(t->db, TASKS_TAKEN, t->who.id, &(int64_t){ 0 }, 1) > 0;
}

/* A ride is given back in the same words as a task. */
static bool gives_up_ride(struct turn *t)
{
	struct str said = slots_get(&t->slots, "task");

	if (!said.n && has_task(t))
		return false;
	return ride_give_up(t, said.n ? number_parse(said, 'T') : 0);
}

static void done(struct turn *t)
{
	bool gives_up = str_is(slots_get(&t->slots, "action"), "giveup");
	double hours = 0;

	if (gives_up && gives_up_ride(t))
		return;
	if (!gives_up && !slots_get(&t->slots, "task").n && !has_task(t) && ride_arrived(t))
		return;
	int64_t code = in_hand(t);

	if (!code)
		return;
	if (gives_up) {
		give_back(t, code);
		return;
	}
	if (!task_finish(t->db, code, t->who.id, t->who.uid, task_length(&t->slots), t->now, &hours))
		return;
	struct task k = task_load(t->db, code, t->arena);

	turn_say(t, "task.done", FILL("number", task_number(code, t->arena)),
		 FILL("hours", arena_printf(t->arena, "%g", hours)));
	turn_receipt(t);
	case_wait_photos(t); /* of this message; those of the last minutes wait already */
	if (photo_attach_task(t->db, t->chat.id, t->who.id, code, t->now - PHOTO_BEFORE))
		turn_say_n(t, PHRASE("task.done.photo"), NULL, 0);
	if (!str_is(k.state, "done"))
		return;
	task_unwatch(t->db, code);
	task_tell_asker(t->world, &k, PHRASE("task.asker.done"), (struct fill){ 0 }, t->now, t->arena);
}

const struct handler task_take_handlers[] = {
	{ .intent = "task.list", .run = list },
	{ .intent = "task.accept", .run = take },
	{ .intent = "task.done", .run = done, .flags = HANDLER_FILES },
	{ 0 },
};
