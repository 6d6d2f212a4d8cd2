/* meeting.c - the secretary's meeting day: when is it, a question booked ahead, the
 * agenda for staff, and each question a case. */
#include "store/meeting/meeting.h"

#include <inttypes.h>

#include "bot/base/utf8.h"
#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/activity/event.h"
#include "handlers/talk/list.h"
#include "handlers/turn/notice.h"
#include "store/case/case.h"
#include "store/db/number.h"

enum { STANDS = 30 * MS_MINUTE, PEOPLE_MAX = 200, QUESTION_MIN = 4, MINE_MAX = 8, CAPACITY = 10 };

static struct event meeting(int64_t code)
{
	return (struct event){ "meeting", code };
}

static struct meeting next(struct turn *t)
{
	return meeting_next(t->db,
			    arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(day_str(local_day(t->now), t->arena)),
					 STR_ARG(clock_str(local_minute(t->now), t->arena))),
			    t->arena);
}

static void say_about(struct turn *t, const char *name, const struct meeting *m, int64_t place)
{
	struct event e = meeting(m->code);
	struct fill fills[] = { FILL("number", event_name(t->arena, &e)),
				FILL("when", m->start.n ? event_when(m->start, t->arena)
							: turn_phrase(t, PHRASE("activity.no_date"), NULL, 0)),
				FILL("place", m->place),
				FILL("left", arena_printf(t->arena, "%" PRId64, enrolment_left(t->db, &e))),
				FILL("capacity", arena_printf(t->arena, "%" PRId64, m->capacity)),
				FILL("n", arena_printf(t->arena, "%" PRId64, place)) };

	turn_say_n(t, name, fills, sizeof fills / sizeof *fills);
	turn_receipt(t);
}

/* ---------------------------------------------------------------------- riders */

static void book(struct turn *t)
{
	struct meeting m = next(t);

	if (!m.code) {
		turn_say(t, "meeting.none", FILL("name", t->who.name));
		return;
	}
	struct event e = meeting(m.code);
	struct enrolled r = turn_is_group(t) ? (struct enrolled){ 0 } : enrolment_of(t->db, &e, t->who.id, 0);

	if (r.id) {
		say_about(t, r.in ? PHRASE("meeting.in_already") : PHRASE("meeting.waits_already"), &m, r.place);
		return;
	}
	say_about(t, turn_is_group(t) ? PHRASE("meeting.next.group") : PHRASE("meeting.next"), &m, 0);
	if (!turn_is_group(t))
		turn_expect(t, "meeting", STANDS);
}

/* The question itself, after the day was told. */
static void question(struct turn *t)
{
	struct meeting m = next(t);

	if (!m.code || utf8_count(t->said) < QUESTION_MIN) {
		turn_say_n(t, m.code ? PHRASE("meeting.ask") : PHRASE("meeting.none"), NULL, 0);
		return;
	}
	struct event e = meeting(m.code);
	struct enrolled r = enrolment_join(t->db, &e, t->who.id, 0, t->said, t->who.uid, t->now);

	turn_expect(t, NULL, 0);
	say_about(t, r.in ? PHRASE("meeting.booked") : PHRASE("meeting.waits"), &m, r.place);
}

static void cancel(struct turn *t)
{
	int64_t codes[MINE_MAX];
	size_t n = enrolment_mine(t->db, t->who.id, "meeting", codes, MINE_MAX);
	struct event e = meeting(n ? codes[n - 1] : 0);

	if (!n || !enrolment_leave(t->db, &e, t->who.id, 0, t->who.uid, t->now)) {
		turn_say_n(t, PHRASE("meeting.not_booked"), NULL, 0);
		return;
	}
	turn_say(t, "meeting.left", FILL("number", event_name(t->arena, &e)));
	event_fill(t->world, &e, t->now, t->arena);
}

/* ----------------------------------------------------------------------- staff */

static void set(struct turn *t, int64_t code)
{
	struct str time = slots_get(&t->slots, "time"), place = slots_get(&t->slots, "where");
	struct meeting known = meeting_load(t->db, code, t->arena);
	struct meeting m = { .code = known.code,
			     .start = time.n >= 16 ? str_sub(time, 0, 16) : NO_STR,
			     .place = place.n ? place : NO_STR };

	(void)str_int(slots_get(&t->slots, "capacity"), 1, 1000, &m.capacity);
	if (!m.start.n && !known.code) {
		turn_say_n(t, PHRASE("meeting.how"), NULL, 0);
		return;
	}
	if (m.start.n && event_moment(m.start) < t->now) {
		turn_say_n(t, PHRASE("activity.past"), NULL, 0);
		return;
	}
	if (!known.code) {
		m.capacity = m.capacity ? m.capacity : CAPACITY;
		m.place = m.place.p ? m.place : STR("");
	}
	m = meeting_load(t->db, meeting_set(t->db, &m, t->who.uid, t->now), t->arena);
	struct event e = meeting(m.code);

	say_about(t, PHRASE("meeting.set"), &m, 0);
	if (known.code && time.n) {
		struct enrolment_row *v = arena_array(t->arena, struct enrolment_row, PEOPLE_MAX);
		size_t n = enrolment_list(t->db, &e, v, PEOPLE_MAX, t->arena);

		for (size_t i = 0; i < n; i++)
			turn_tell(t, v[i].person, NOTICE_AWAITED | NOTICE_RECEIPT, event_name(t->arena, &e),
				  "meeting.moved", FILL("number", event_name(t->arena, &e)),
				  FILL("when", event_when(m.start, t->arena)), FILL("place", m.place));
	}
	event_fill(t->world, &e, t->now, t->arena);
}

static void agenda(struct turn *t, int64_t code)
{
	struct event e = meeting(code);
	struct meeting m = meeting_load(t->db, code, t->arena);
	struct enrolment_row *v = arena_array(t->arena, struct enrolment_row, PEOPLE_MAX);
	struct str *lines = arena_array(t->arena, struct str, PEOPLE_MAX);
	size_t n = enrolment_list(t->db, &e, v, PEOPLE_MAX, t->arena);

	for (size_t i = 0; i < n; i++)
		lines[i] = arena_printf(t->arena, "%zu. " STR_FMT "：" STR_FMT "%s", i + 1, STR_ARG(v[i].name),
					STR_ARG(v[i].about), v[i].in ? "" : "（候补）");
	say_about(t, n ? PHRASE("meeting.agenda") : PHRASE("meeting.agenda_empty"), &m, 0);
	if (n)
		list_say(t, lines, n);
}

/* Every question becomes a case of whoever asked it, once. */
static void file_questions(struct turn *t, int64_t code)
{
	struct event e = meeting(code);
	struct enrolment_row *v = arena_array(t->arena, struct enrolment_row, PEOPLE_MAX);
	size_t n = enrolment_list(t->db, &e, v, PEOPLE_MAX, t->arena), filed = 0;

	for (size_t i = 0; i < n; i++) {
		if (v[i].filed || !v[i].about.n)
			continue;
		struct case_new c = { .kind = "grievance",
				      .category = STR("other"),
				      .source = "visit",
				      .person = v[i].person,
				      .place = NO_STR,
				      .text = v[i].about,
				      .filed_at = t->now };
		int64_t number = case_open(t->db, &c, t->now, t->arena);
		struct str shown = arena_printf(t->arena, "Q-%" PRId64, number);

		meeting_question_filed(t->db, code, v[i].person, number);
		turn_tell(t, v[i].person, NOTICE_AWAITED | NOTICE_RECEIPT, shown, "meeting.filed",
			  FILL("number", shown));
		filed++;
	}
	turn_say(t, "meeting.filed_staff", FILL("n", arena_printf(t->arena, "%zu", filed)));
}

static void admin(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");
	int64_t code = number_parse(slots_get(&t->slots, "meeting"), 'M');
	bool new = str_is(action, "new") && !code;

	if (!code && !new)
		code = next(t).code;
	if (str_is(action, "agenda") || str_is(action, "file")) {
		if (!meeting_load(t->db, code, t->arena).code)
			turn_say_n(t, PHRASE("meeting.none_staff"), NULL, 0);
		else if (str_is(action, "file"))
			file_questions(t, code);
		else
			agenda(t, code);
		return;
	}
	set(t, new ? 0 : code);
}

const struct handler meeting_handlers[] = {
	{ .intent = "meeting.book", .run = book },
	{ .intent = "meeting.question", .run = question, .flags = HANDLER_FILES },
	{ .intent = "meeting.cancel", .run = cancel },
	{ .intent = "admin.meeting", .run = admin },
	{ 0 },
};
