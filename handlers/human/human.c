/* human.c - asking for a person: whom to tell, what is kept until one comes. */
#include <inttypes.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "handlers/turn/jobs.h"
#include "handlers/human/handover.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/notice.h"
#include "store/person/department.h"
#include "store/human/desk.h"
#include "store/keep/pref.h"

enum {
	NEXT_ROUND = 15, /* working minutes: then all are told */
	AGAIN = 120,	 /* and then every so many */
	NAMES_SHOWN = 3,
	QUOTED = 120, /* code points of the last message */
	ACK_EVERY = 10 * MS_MINUTE,
};

struct str handover_number(const struct handover *h, struct arena *a)
{
	return arena_printf(a, "H-%" PRId64, h->number);
}

struct str handover_label(const struct turn_world *w, const struct handover *h, struct arena *a)
{
	struct person p = person_load(w->db, h->person, a);
	struct str name = p.name.n ? p.name : phrase(w->pack, PHRASE("handover.nameless"), 0, NULL, 0, a);

	return arena_printf(a, STR_FMT "（" STR_FMT "）", STR_ARG(handover_number(h, a)), STR_ARG(name));
}

/* ---------------------------------------------------------------- telling staff */

static bool ring_one(const struct turn_world *w, const struct handover *h, int64_t staff, ms_t now, struct arena *a)
{
	struct str last = handover_last(w->db, h->id, a), number = handover_number(h, a);
	struct fill fills[] = { FILL("who", handover_label(w, h, a)), FILL("number", number),
				FILL("said", utf8_cut(last.p ? last : STR(""), QUOTED)) };
	struct str take = phrase(w->pack, PHRASE("handover.take"), 0, fills, sizeof fills / sizeof *fills, a);
	struct button button = { take, take };
	struct notice notice = { .person = staff,
				 .phrase = h->rounds ? PHRASE("handover.ring_again") : PHRASE("handover.ring"),
				 .fills = fills,
				 .n = sizeof fills / sizeof *fills,
				 .buttons = &button,
				 .n_buttons = 1,
				 .flags = NOTICE_AWAITED | NOTICE_RECEIPT,
				 .subject = number };

	return notice_send(w, &notice, now, a) != 0;
}

static size_t ring_round(const struct turn_world *w, const struct handover *h, int64_t department, ms_t now,
			 struct arena *a)
{
	int64_t staff[DESK_MAX];
	size_t n = desk_on_duty(w->db, h->person, department, h->rounds > 0, now, staff), rung = 0;

	for (size_t i = 0; i < n; i++) {
		bool first = handover_tell(w->db, h->id, staff[i]);

		/* the second round goes to those who were not told yet, if there are any */
		if (first || h->rounds != 1)
			rung += ring_one(w, h, staff[i], now, a);
	}
	for (size_t i = 0; h->rounds == 1 && rung == 0 && i < n; i++)
		rung += ring_one(w, h, staff[i], now, a);
	return rung;
}

void handover_ring(const struct turn_world *w, const struct handover *h, int64_t department, ms_t now, struct arena *a)
{
	bool rung = ring_round(w, h, department, now, a) > 0;
	int next = h->rounds > 0 ? AGAIN : rung ? NEXT_ROUND : 1; /* nobody can be reached: soon the others */

	handover_rang(w->db, h->id);
	timer_set(w->db, HANDOVER_WAIT, h->id, hours_open_for(w, now, next));
}

/* Nobody has taken it yet, or offices have just opened. */
static void still_waiting(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct handover h = handover_load(w->db, t->subject);

	if (!h.id || h.open || h.closed)
		return;
	if (!hours_working(w, now)) {
		timer_set(w->db, HANDOVER_WAIT, h.id, hours_next_open(w, now));
		return;
	}
	if (h.rounds == 1) {
		struct notice notice = { .person = h.person,
					 .phrase = PHRASE("human.still_waiting"),
					 .flags = NOTICE_AWAITED };

		(void)notice_send(w, &notice, now, a);
	}
	handover_ring(w, &h, 0, now, a);
}

/* -------------------------------------------------------------------- the asking */

static struct str names(struct turn *t, int64_t department)
{
	int64_t staff[DESK_MAX];
	size_t n = desk_on_duty(t->db, t->who.id, department, false, t->now, staff);
	struct str all = NO_STR;

	for (size_t i = 0; i < n && i < NAMES_SHOWN; i++) {
		struct str name = person_load(t->db, staff[i], t->arena).name;

		if (name.n)
			all = all.n ? arena_printf(t->arena, STR_FMT "、" STR_FMT, STR_ARG(all), STR_ARG(name)) : name;
	}
	return all.n ? all : turn_phrase(t, PHRASE("human.staff"), NULL, 0);
}

static void say_state(struct turn *t, const struct handover *h, int64_t department, bool new)
{
	struct fill fills[] = {
		FILL("number", handover_number(h, t->arena)),
		FILL("who", names(t, department)),
		FILL("hours", str_c(t->world->workday ? t->world->workday : "")),
		FILL("when", hours_words(t->world, hours_next_open(t->world, t->now), t->now, t->arena)),
	};
	const char *open = new ? PHRASE("human.waiting") : PHRASE("human.waiting_still");

	turn_say_n(t, hours_working(t->world, t->now) ? open : PHRASE("human.closed"), fills,
		   sizeof fills / sizeof *fills);
	turn_receipt(t);
}

static void ask(struct turn *t)
{
	struct str said = t->m->text.p ? t->m->text : STR("");
	int64_t department = department_named_in(t->db, said, t->arena).id, staff[DESK_MAX];
	struct handover h = handover_of_chat(t->db, t->chat.id);

	if (h.id) {
		say_state(t, &h, department, false);
		return;
	}
	if (desk_on_duty(t->db, t->who.id, department, true, t->now, staff) == 0) {
		turn_say(t, "human.nobody", FILL("name", t->who.name));
		return;
	}
	h = handover_load(t->db, handover_open(t->db, t->who.id, t->chat.id, t->who.uid, t->now, t->arena));
	if (said.n)
		handover_keep(t->db, h.id, said, t->now);
	say_state(t, &h, department, true);
	if (hours_working(t->world, t->now))
		handover_ring(t->world, &h, department, t->now, t->arena);
	else
		timer_set(t->db, HANDOVER_WAIT, h.id, hours_next_open(t->world, t->now));
}

static void human(struct turn *t)
{
	if (turn_is_group(t))
		turn_say(t, "human.group", FILL("name", t->who.name));
	else
		ask(t);
}

/* --------------------------------------------------------- while he is put through */

/* While he waits, a plain question that the bot can answer is answered by it. */
static bool for_the_bot(const struct turn *t, const struct handover *h)
{
	static const char *const talk[] = { "none", "greeting", "cancel", "menu.pick", "quiz.answer", NULL };
	const struct intent *intent = pack_intent(t->world->pack, t->u.intent);
	const struct handler *does = handler_for(t->u.intent);
	const struct form_state *form = &t->conv.form;
	const struct handler *asks = form->form && form->touched > h->opened_at ? handler_for(form->form) : NULL;

	if (asks && !(asks->flags & HANDLER_FILES))
		return true; /* the answer to "where are you?" */
	for (size_t i = 0; talk[i]; i++)
		if (strcmp(t->u.intent, talk[i]) == 0)
			return false;
	if (strcmp(t->u.intent, "human") == 0 || (intent && intent_admin(intent)))
		return true;
	return does && !(does->flags & HANDLER_FILES);
}

static void close(struct turn *t, const struct handover *h)
{
	struct fill fill = FILL("who", handover_label(t->world, h, t->arena));

	handover_close(t->db, h, "person", t->who.uid, t->now);
	timer_clear(t->db, HANDOVER_WAIT, h->id);
	timer_clear(t->db, HANDOVER_IDLE, h->id);
	if (h->open)
		handover_say(t->world, h, TO_STAFF, PHRASE("handover.ended_by_person"), &fill, 1, t->now, t->arena);
}

static void end(struct turn *t, const struct handover *h)
{
	close(t, h);
	turn_say(t, "human.ended", FILL("name", t->who.name));
}

void handover_drop(struct turn *t)
{
	struct handover h = handover_of_chat(t->db, t->chat.id);

	if (h.id)
		close(t, &h);
}

static void keep(struct turn *t, const struct handover *h, struct str words)
{
	handover_keep(t->db, h->id, words, t->now);
	if (hint_due(t->db, t->who.id, "handover_kept", ACK_EVERY, t->now))
		turn_say(t, "human.kept", FILL("name", t->who.name));
}

bool handover_hear_person(struct turn *t)
{
	struct handover h = handover_of_chat(t->db, t->chat.id);
	struct understanding u;

	if (!h.id)
		return false;
	const char *means = handover_means(t, "handed", &u);
	struct str words = handover_words(t);

	if (strcmp(means, "human.end") == 0 || (strcmp(means, "human.stop") == 0 && !h.open)) {
		end(t, &h);
		return true;
	}
	bool danger = strcmp(means, "human.danger") == 0;

	if (!danger && !h.open && for_the_bot(t, &h))
		return false;
	if (danger)
		turn_say(t, "human.danger", FILL("name", t->who.name));
	if (h.open)
		handover_to_staff(t, &h, words);
	else if (words.n)
		keep(t, &h, words);
	return true;
}

/* Said when nobody is being put through any more. */
static void nothing_to_end(struct turn *t)
{
	turn_say(t, "cancel.nothing", FILL("name", t->who.name));
}

const struct handler human_handlers[] = {
	{ .intent = "human", .run = human, .flags = HANDLER_FILES },
	{ .intent = "human.end", .run = nothing_to_end },
	{ .intent = "human.stop", .run = nothing_to_end },
	{ .intent = "human.danger", .run = nothing_to_end },
	{ 0 },
};

const struct job human_jobs[] = { { .name = HANDOVER_WAIT, .run = still_waiting }, { 0 } };
