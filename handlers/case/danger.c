/* danger.c - somebody is in danger: first the number to call and what to do, then the
 * case, then the alarm. Whoever takes it says so; until somebody has, nobody is
 * told that help is under way. */
#include <string.h>

#include "bot/base/utf8.h"
#include "handlers/case/danger.h"
#include "handlers/turn/jobs.h"
#include "handlers/case/case.h"
#include "handlers/turn/mask.h"
#include "handlers/turn/notice.h"
#include "store/case/alert.h"
#include "store/case/desk.h"
#include "store/case/same.h"
#include "store/db/number.h"
#include "store/person/role.h"
#include "store/case/routing.h"

enum {
	NEXT_STEP = 5 * MS_MINUTE,
	LAST_STEP = 8, /* then it stands on the lists as urgent: who has not looked by now is not woken again */
	SAME_DANGER = 2 * MS_HOUR,
	PEOPLE_MAX = 48,
	SAID_SHOWN = 120,
};

/* ------------------------------------------------------------------------- the alarm */

static size_t add_people(int64_t *v, size_t n, const int64_t *more, size_t n_more)
{
	for (size_t i = 0; i < n_more && n < PEOPLE_MAX; i++) {
		size_t k = 0;

		while (k < n && v[k] != more[i])
			k++;
		if (k == n)
			v[n++] = more[i];
	}
	return n;
}

/* First those on duty by routing and those of the street; then the city; then all of them, again and again. */
static size_t whom(const struct turn_world *w, const struct case_info *c, int step, int64_t *v, struct arena *a)
{
	int64_t some[STAFF_MAX];
	size_t n = 0;

	if (step != 1) {
		int64_t department = c->department_id
					     ? c->department_id
					     : routing_department(w->db, c->kind, c->category, c->street, a).id;

		n = add_people(v, n, some, routing_staff(w->db, department, some, STAFF_MAX));
		n = add_people(v, n, some, routing_street_staff(w->db, c->street, some, STAFF_MAX));
	}
	if (step > 0)
		n = add_people(v, n, some, routing_city_staff(w->db, some, STAFF_MAX));
	return n;
}

static struct str where(const struct turn_world *w, const struct case_info *c, struct arena *a)
{
	return c->place.n ? c->place : phrase(w->pack, PHRASE("case.no_place"), 0, NULL, 0, a);
}

static bool alert(const struct turn_world *w, const struct case_info *c, int64_t person, int step, ms_t now,
		  struct arena *a)
{
	struct str number = case_number(a, c->number);
	struct str label = phrase(w->pack, PHRASE("urgent.take"), 0, NULL, 0, a);
	struct button button = { .text = label,
				 .data = arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(number), STR_ARG(label)) };
	struct fill fills[] = { FILL("number", number), FILL("what", case_category(w, c->kind, c->category)),
				FILL("place", where(w, c, a)),
				FILL("said", utf8_cut(case_text(w->db, c->number, a), SAID_SHOWN)) };
	struct notice notice = { .person = person,
				 .phrase = step > 0 ? PHRASE("urgent.alert.again") : PHRASE("urgent.alert"),
				 .fills = fills,
				 .n = sizeof fills / sizeof *fills,
				 .buttons = &button,
				 .n_buttons = 1,
				 .flags = NOTICE_URGENT | NOTICE_RECEIPT,
				 .subject = number };

	int64_t chat = notice_send(w, &notice, now, a);

	if (chat)
		case_make_last(w->db, c->number, chat, person, "alert", now, a);
	return chat != 0;
}

/* False: nobody of this step could be reached. */
static bool alert_step(const struct turn_world *w, const struct case_info *c, int step, ms_t now, struct arena *a)
{
	int64_t v[PEOPLE_MAX];
	size_t n = whom(w, c, step, v, a), reached = 0;

	for (size_t i = 0; i < n; i++) {
		if (v[i] == c->person || routing_manages(w->db, v[i], c->number) || !alert(w, c, v[i], step, now, a))
			continue;
		case_alerted(w->db, c->number, v[i], step, now);
		reached++;
	}
	if (reached)
		case_note(w->db, c->number,
			  &(struct case_note){ .event = "alerted", .detail = arena_printf(a, "%d", step) }, now);
	return reached > 0;
}

/* False: nobody at all could be reached; then it is tried again, as long as it may be of use. */
static bool alert_from(const struct turn_world *w, const struct case_info *c, int step, ms_t now, struct arena *a)
{
	while (step <= LAST_STEP && !alert_step(w, c, step, now, a))
		step++;
	if (step < LAST_STEP || (step > LAST_STEP && now < c->filed_at + SAME_DANGER))
		timer_set(w->db, CASE_TIMER_DANGER, c->number, now + NEXT_STEP);
	return step <= LAST_STEP;
}

bool urgent_alarm(struct turn *t, int64_t number)
{
	struct case_info c = case_load(t->db, number, t->arena);

	return alert_from(t->world, &c, 0, t->now, t->arena);
}

/* Five minutes, and nobody took it. */
static void not_taken(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct case_info c = case_load(w->db, t->subject, a);

	if (c.number && !c.taken_by && case_may(c.state, c.kind, CASE_PROGRESS))
		(void)alert_from(w, &c, case_alert_step(w->db, c.number) + 1, now, a);
}

/* --------------------------------------------------------------- what is said first */

static const char *first_words(struct str danger)
{
	if (str_is(danger, "fire"))
		return PHRASE("urgent.fire");
	if (str_is(danger, "gas"))
		return PHRASE("urgent.gas");
	if (str_is(danger, "violence"))
		return PHRASE("urgent.violence");
	return str_is(danger, "despair") ? PHRASE("urgent.despair") : PHRASE("urgent.life");
}

static bool hidden(const struct turn *t, const struct case_new *c)
{
	return turn_is_group(t) && (case_delicate(str_c(c->kind), c->category) || strcmp(c->danger, "despair") == 0 ||
				    strcmp(c->danger, "violence") == 0);
}

/* The number, and that people on duty were told: not that anybody comes. */
static void say_filed(struct turn *t, const struct case_new *c, int64_t number, const char *name)
{
	struct fill fill = FILL("number", case_number(t->arena, number));

	if (hidden(t, c)) {
		turn_say(t, "urgent.private", FILL("name", t->who.name));
		turn_private_n(t, name, &fill, 1);
	} else {
		turn_say_n(t, name, &fill, 1);
		if (!c->place.n && !c->position)
			turn_say(t, "urgent.where", FILL("name", t->who.name));
	}
	turn_receipt(t);
	case_remember(t, number);
	turn_expect(t, "filed", SAME_DANGER);
}

/* Told again by the same person, or by another who sees the same: no second alarm
 * while the first is on its way. */
static int64_t known_danger(struct turn *t, const struct case_new *c, bool *his_own)
{
	int64_t own = case_last_of(t->db, t->who.id, t->now - SAME_DANGER);
	struct case_info last = case_load(t->db, own, t->arena);
	int64_t other = case_of_another(t, c);
	struct case_info there = case_load(t->db, other, t->arena);

	bool elsewhere = c->place.n && last.place.n && !str_has(c->place, last.place) && !str_has(last.place, c->place);

	*his_own = own && str_is(last.danger, c->danger) && !last.answered_at && !elsewhere;
	if (*his_own)
		return own;
	return there.danger.n && there.filed_at >= t->now - SAME_DANGER ? other : 0;
}

bool urgent_filed(struct turn *t, struct case_new *c)
{
	bool own = false;

	if (!c->danger)
		return false;
	turn_say_n(t, first_words(str_c(c->danger)), NULL, 0);
	int64_t number = known_danger(t, c, &own);

	if (number && own) {
		case_note(t->db, number, &(struct case_note){ .event = "added", .person = t->who.id, .text = c->text },
			  t->now);
		case_attach(t, number);
		say_filed(t, c, number, PHRASE("urgent.again"));
		return true;
	}
	if (number) {
		(void)case_support(t->db, number, t->who.id, c->text, t->now);
		case_attach(t, number);
		say_filed(t, c, number, PHRASE("urgent.joined"));
		return true;
	}
	number = case_open(t->db, c, t->now, t->arena);
	case_attach(t, number);
	say_filed(t, c, number, urgent_alarm(t, number) ? PHRASE("urgent.filed") : PHRASE("urgent.filed.nobody"));
	return true;
}

void urgent_say_again(struct turn *t, const struct case_info *c)
{
	turn_say_n(t, first_words(c->danger), NULL, 0);
	turn_say(t, "urgent.again", FILL("number", case_number(t->arena, c->number)));
	turn_receipt(t);
}

bool urgent_in_form(struct turn *t)
{
	struct form_state *form = &t->conv.form;
	const struct handler *of_form = form->form ? handler_for(form->form) : NULL, *h = handler_for(t->u.intent);

	if (!slots_get(&t->u.slots, "danger").n || !(of_form && of_form->flags & HANDLER_CASE) || !h || !h->before)
		return false;
	struct str place = slots_get(&form->slots, "place"), now = t->m->text;

	t->slots = t->u.slots;
	if (!slots_get(&t->slots, "place").n)
		slots_set(&t->slots, "place", place);
	if (slots_get(&form->slots, "position").n)
		slots_set(&t->slots, "position", slots_get(&form->slots, "position"));
	t->said = form->said.n ? arena_printf(t->arena, STR_FMT "\n" STR_FMT, STR_ARG(form->said), STR_ARG(now)) : now;
	conversation_unpark(&t->conv);
	return h->before(t);
}

/* -------------------------------------------------------------- somebody takes it */

/* Whoever acts for a department takes it for his department, when nobody has it. */
static void assign(struct turn *t, const struct case_info *c)
{
	struct named department = routing_department_of(t->db, t->who.id, t->arena);
	struct case_term term = case_term(t->world, c->kind, c->category, t->now);
	struct case_step step = { .event = CASE_ASSIGN,
				  .person = t->who.id,
				  .department = department.id,
				  .due_at = term.due_at,
				  .remind_at = term.remind_at };

	if (department.id && str_is(c->state, "open"))
		(void)!case_move(t->db, c->number, &step, t->now);
}

static void tell_the_others(struct turn *t, const struct case_info *c, struct str who)
{
	int64_t v[PEOPLE_MAX];
	size_t n = case_alert_people(t->db, c->number, v, PEOPLE_MAX);
	struct str number = case_number(t->arena, c->number);
	struct fill fills[] = { FILL("number", number), FILL("who", who) };
	struct case_message m = { .w = t->world,
				  .c = c,
				  .whom = TELL_REPORTER,
				  .but = t->who.id,
				  .flags = NOTICE_URGENT,
				  .phrase = PHRASE("urgent.taken.reporter"),
				  .fills = fills,
				  .n = 2 };

	(void)case_tell(&m, t->now, t->arena);
	for (size_t i = 0; i < n; i++)
		if (v[i] != t->who.id)
			turn_tell(t, v[i], NOTICE_URGENT | NOTICE_RECEIPT, number, "urgent.taken.staff",
				  FILL("number", number), FILL("who", who));
}

/* How the reporter is found: only whoever took it needs that. */
static void say_contact(struct turn *t, const struct case_info *c)
{
	struct person reporter = person_load(t->db, c->person, t->arena);
	struct str phone = reveal_phone(t, c->person, turn_phrase(t, PHRASE("urgent.reveal"), NULL, 0));

	turn_say(t, "urgent.taken", FILL("number", case_number(t->arena, c->number)),
		 FILL("place", where(t->world, c, t->arena)), FILL("said", case_text(t->db, c->number, t->arena)),
		 FILL("name", reporter.name.n ? reporter.name : turn_phrase(t, PHRASE("case.nobody"), NULL, 0)),
		 FILL("phone", phone.n ? phone : turn_phrase(t, PHRASE("case.no_phone"), NULL, 0)));
	turn_receipt(t);
}

static void take(struct turn *t)
{
	struct str asked = slots_get(&t->slots, "case");
	int64_t number = asked.n ? number_parse(asked, 'Q') : case_spoken_of(t);
	struct case_info c = case_load(t->db, number, t->arena);
	bool may = c.number && (case_sight(t->db, t->who.id, number) || case_was_alerted(t->db, number, t->who.id));
	struct str who = role_office(t->db, t->who.id, t->arena);

	if (!may) {
		turn_say(t, "case.staff.unknown", FILL("number", case_number(t->arena, number)));
		return;
	}
	case_remember(t, number);
	if (case_take(t->db, number, t->who.id, t->now)) {
		timer_clear(t->db, CASE_TIMER_DANGER, number);
		assign(t, &c);
		say_contact(t, &c);
		tell_the_others(t, &c, who.n ? who : turn_phrase(t, PHRASE("case.city"), NULL, 0));
		return;
	}
	struct str by = c.taken_by ? person_load(t->db, c.taken_by, t->arena).name : NO_STR;

	turn_say_n(t, c.taken_by ? PHRASE("urgent.taken.already") : PHRASE("urgent.take.nothing"),
		   FILLS_(FILL("number", case_number(t->arena, number)),
			  FILL("who", by.n ? by : turn_phrase(t, PHRASE("case.city"), NULL, 0))),
		   2);
	turn_receipt(t);
}

/* ---------------------------------------------------- figures of speech, and a kind word */

static void comfort(struct turn *t)
{
	turn_say(t, "comfort", FILL("name", t->who.name));
}

const struct handler urgent_handlers[] = {
	{ .intent = "admin.take", .run = take },
	{ .intent = "comfort", .run = comfort },
	{ 0 },
};

const struct job urgent_jobs[] = {
	{ .name = CASE_TIMER_DANGER, .run = not_taken },
	{ 0 },
};
