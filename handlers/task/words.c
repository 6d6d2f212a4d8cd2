/* words.c - tasks in words: kind, place, time, state; and notices about them. */
#include <inttypes.h>
#include <math.h>

#include "dialogs/words/numbers.h"
#include "handlers/talk/dates.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/mask.h"
#include "handlers/task/task.h"
#include "store/person/department.h"
#include "store/place/place.h"

static const char *kind_word(struct str kind)
{
	static const struct {
		const char *kind, *phrase;
	} words[] = {
		{ "study", "task.kind.study" },	      { "elder", "task.kind.elder" },
		{ "disabled", "task.kind.disabled" }, { "errand", "task.kind.errand" },
		{ "medicine", "task.kind.medicine" }, { "publicity", "task.kind.publicity" },
	};

	(void)PHRASE("task.kind.study"), (void)PHRASE("task.kind.elder"), (void)PHRASE("task.kind.disabled");
	(void)PHRASE("task.kind.errand"), (void)PHRASE("task.kind.medicine"), (void)PHRASE("task.kind.publicity");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is(kind, words[i].kind))
			return words[i].phrase;
	return PHRASE("task.kind.other");
}

static const char *state_word(const struct task *t)
{
	if (str_is(t->state, "requested"))
		return PHRASE("task.state.requested");
	if (str_is(t->state, "open"))
		return PHRASE("task.state.open");
	if (str_is(t->state, "taken"))
		return PHRASE("task.state.taken");
	if (str_is(t->state, "done"))
		return PHRASE("task.state.done");
	return str_is(t->state, "withdrawn") ? PHRASE("task.state.withdrawn") : PHRASE("task.state.to_staff");
}

static struct str word(const struct turn_world *w, const char *name, struct arena *a)
{
	return phrase(w->pack, name, 0, NULL, 0, a);
}

struct str task_distance(const struct turn_world *w, double metres, struct arena *a)
{
	struct str n = metres < 950 ? arena_printf(a, "%d", (int)fmax(100, round(metres / 100) * 100))
				    : arena_printf(a, "%.1f", metres / 1000);
	struct fill fill = FILL("n", n);

	return phrase(w->pack, metres < 950 ? PHRASE("task.metres") : PHRASE("task.kilometres"), 0, &fill, 1, a);
}

static struct str or_word(const struct turn_world *w, struct str s, const char *name, struct arena *a)
{
	return s.n ? s : word(w, name, a);
}

/* "帮忙（要能拉货的车）": what it is, and what only some can. */
static struct str what_words(const struct turn_world *w, const struct task *t, struct arena *a)
{
	struct str kind = word(w, t->fetch ? PHRASE("task.kind.fetch") : kind_word(t->kind), a), need = STR("");
	struct fill skill = FILL("skill", t->skill);

	if (t->vehicle.n)
		need = word(w, str_is(t->vehicle, "seats") ? PHRASE("task.need.seats") : PHRASE("task.need.load"), a);
	if (t->skill.n)
		need = arena_printf(a, STR_FMT STR_FMT, STR_ARG(need),
				    STR_ARG(phrase(w->pack, PHRASE("task.need.skill"), 0, &skill, 1, a)));
	return arena_printf(a, STR_FMT STR_FMT, STR_ARG(kind), STR_ARG(need));
}

size_t task_fills(const struct turn_world *w, const struct task *t, ms_t now, struct fill out[TASK_FILLS],
		  struct arena *a)
{
	struct str day = local_day(t->deadline) == local_day(now) ? word(w, PHRASE("task.today"), a) : STR("");
	size_t n = 0;

	out[n++] = FILL("number", task_number(t->code, a));
	out[n++] = FILL("kind", what_words(w, t, a));
	out[n++] = FILL("near", or_word(w, t->near, PHRASE("task.near.none"), a));
	out[n++] = FILL("when", arena_printf(a, STR_FMT STR_FMT, STR_ARG(day), STR_ARG(task_when(t->deadline, a))));
	out[n++] = FILL("urgent", t->urgent ? word(w, PHRASE("task.urgent"), a) : STR(""));
	out[n++] = FILL("place", or_word(w, t->place, PHRASE("task.unsaid"), a));
	out[n++] = FILL("phone", or_word(w, t->phone, PHRASE("task.unsaid"), a));
	out[n++] = FILL("text", or_word(w, t->text, PHRASE("task.unsaid"), a));
	out[n++] = FILL("wanted", arena_printf(a, "%" PRId64, t->wanted));
	out[n++] = FILL("taken", arena_printf(a, "%" PRId64, t->taken));
	out[n++] = FILL("state", t->code ? word(w, state_word(t), a) : STR(""));
	return n;
}

struct task task_for_staff(const struct turn_world *w, const struct task *t, struct arena *a)
{
	struct task seen = *t;

	seen.place = mask_numbers(t->place, a);
	seen.text = mask_numbers(t->text, a);
	seen.phone = task_phone_masked(w, t->code, t->phone, a);
	return seen;
}

/* --------------------------------------------------------------------- notices */

int64_t task_tell(const struct turn_world *w, const struct task *t, const struct task_notice *what, ms_t now,
		  struct arena *a)
{
	struct fill fills[TASK_FILLS + 1];
	struct button *buttons = arena_array(a, struct button, 2);
	size_t n = task_fills(w, t, now, fills, a), n_buttons = 0;

	if (what->more.name)
		fills[n++] = what->more;
	for (size_t i = 0; i < 2; i++)
		if (what->press[i].n)
			buttons[n_buttons++] = (struct button){ .text = what->press[i], .data = what->press[i] };
	return notice_send(w,
			   &(struct notice){ .person = what->person,
					     .phrase = what->phrase,
					     .fills = fills,
					     .n = n,
					     .buttons = buttons,
					     .n_buttons = n_buttons,
					     .flags = what->flags | NOTICE_RECEIPT,
					     .subject = task_number(t->code, a) },
			   now, a);
}

void task_tell_staff(const struct turn_world *w, const struct task *t, const char *name, ms_t now, struct arena *a)
{
	int64_t people[TASK_PEOPLE];
	size_t n = task_staff(w->db, t->street, people, TASK_PEOPLE);
	struct task_notice what = { .flags = t->urgent ? NOTICE_URGENT : NOTICE_AWAITED, .phrase = name };
	struct task seen = task_for_staff(w, t, a);

	if (str_is(t->state, "requested")) {
		what.press[0] = arena_printf(a, "T-%" PRId64 " " STR_FMT, t->code,
					     STR_ARG(word(w, PHRASE("review.pass"), a)));
		what.press[1] = arena_printf(a, "T-%" PRId64 " " STR_FMT, t->code,
					     STR_ARG(word(w, PHRASE("review.refuse"), a)));
	}
	for (size_t i = 0; i < n; i++) {
		what.person = people[i];
		task_tell(w, &seen, &what, now, a);
	}
}

void task_tell_asker(const struct turn_world *w, const struct task *t, const char *name, struct fill more, ms_t now,
		     struct arena *a)
{
	if (t->person && !t->by_staff)
		task_tell(w, t,
			  &(struct task_notice){
				  .person = t->person, .flags = NOTICE_AWAITED, .phrase = name, .more = more },
			  now, a);
}

void task_say(struct turn *t, const struct task *k, const char *name)
{
	struct fill fills[TASK_FILLS];

	turn_say_n(t, name, fills, task_fills(t->world, k, t->now, fills, t->arena));
	turn_receipt(t);
}

void task_private(struct turn *t, const struct task *k, const char *name)
{
	struct fill fills[TASK_FILLS];

	turn_private_n(t, name, fills, task_fills(t->world, k, t->now, fills, t->arena));
}

static double slot_number(const struct slots *slots, const char *name)
{
	struct str s = slots_get(slots, name);
	int64_t n = 0;

	return str_int(s, 0, 100000, &n) ? (double)n : 0;
}

/* ------------------------------------------------------------------ when and where */

/* Does such a word as 号, 栋, 楼 begin here? The pack has the list. */
static bool is_door(const struct turn_world *w, struct str rest, struct arena *a)
{
	struct str doors = word(w, PHRASE("task.doors"), a), one;

	while (str_split(&doors, ' ', &one))
		if (one.n && str_starts(rest, one))
			return true;
	return false;
}

/* Where the number of a house begins: digits, or a figure before such a word. */
static size_t door_at(const struct turn_world *w, struct str place, struct arena *a)
{
	for (size_t i = 0; i < place.n; i++) {
		size_t after = i;
		double value;

		if (((unsigned char)place.p[i] & 0xC0) == 0x80 || !number_read(place, &after, &value))
			continue;
		if ((place.p[i] >= '0' && place.p[i] <= '9') || is_door(w, str_sub(place, after, place.n), a))
			return i;
	}
	return place.n;
}

struct str task_near(const struct turn_world *w, struct str place, struct arena *a)
{
	struct str known = w->places ? w->places->longest(w->places->arg, place, a) : NO_STR;

	return known.n ? known : str_trim(str_sub(place, 0, door_at(w, place, a)));
}

void task_place(struct turn *t, struct task *k, struct str place)
{
	struct str known = t->world->places ? t->world->places->longest(t->world->places->arg, place, t->arena)
					    : NO_STR;

	k->place = place.n ? place : NO_STR;
	k->near = task_near(t->world, place, t->arena);
	if (t->m->position) {
		k->at = *t->m->position;
		k->located = true;
	} else {
		k->located = known.n && place_position(t->db, known, &k->at);
	}
	k->street = street_named_in(t->db, place, t->arena).id;
	if (!k->street && k->located)
		k->street = street_nearest(t->db, k->at);
	if (!k->street)
		k->street = t->who.street;
	/* near enough to find somebody; the address itself is for the taker */
	if (!k->located && k->street)
		k->located = place_position_by_id(t->db, k->street, &k->at);
}

double task_length(const struct slots *slots)
{
	double hours = slot_number(slots, "took_hours") + slot_number(slots, "took_minutes") / 60;

	return hours + (slots_get(slots, "took_half").n ? 0.5 : 0);
}
