/* staff.c - staff publish activities in one sentence, move them, call
 * them off, and see who comes. */
#include <inttypes.h>

#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/activity/event.h"
#include "handlers/talk/list.h"
#include "handlers/turn/notice.h"
#include "store/db/number.h"

enum { PEOPLE_MAX = 500, LISTED = 60, TIMES = 8, ASK_STANDS = 30 * MS_MINUTE };

static struct event activity(int64_t code)
{
	return (struct event){ "activity", code };
}

/* ------------------------------------------------------------------------ words */

static struct str without(struct turn *t, struct str s, struct str part)
{
	ptrdiff_t at = part.n ? str_find(s, part) : -1;

	if (at < 0)
		return s;
	struct str before = str_sub(s, 0, (size_t)at), after = str_sub(s, (size_t)at + part.n, s.n);

	return arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(before), STR_ARG(after));
}

/* What is left of the sentence without its command, time, place and capacity. */
static struct str title_said(struct turn *t, struct str place)
{
	struct str s = t->u.said;
	struct when when[TIMES];
	size_t n = times_find(s, t->now, when, TIMES);

	for (size_t i = n; i-- > 0;) {
		struct str before = str_sub(s, 0, when[i].from), after = str_sub(s, when[i].to, s.n);

		s = arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(before), STR_ARG(after));
	}
	s = without(t, s, slots_get(&t->slots, "command"));
	s = without(t, s, slots_get(&t->slots, "room"));
	s = without(t, s, place);
	struct str title = STR(""), piece;

	while (str_split(&s, ' ', &piece))
		if (piece.n && !str_is(piece, ",") && !str_is(piece, "在") && !str_is(piece, "."))
			title = arena_printf(t->arena, STR_FMT "%s" STR_FMT, STR_ARG(title), title.n ? " " : "",
					     STR_ARG(piece));
	return title;
}

static struct str start_said(struct turn *t)
{
	struct str time = slots_get(&t->slots, "time");

	return time.n >= 16 ? str_sub(time, 0, 16) : NO_STR;
}

static int64_t capacity_said(struct turn *t)
{
	int64_t n = 0;

	return str_int(slots_get(&t->slots, "capacity"), 1, 100000, &n) ? n : 0;
}

/* --------------------------------------------------------------------- publishing */

static void say_one(struct turn *t, const char *name, const struct activity *x)
{
	struct event e = activity(x->code);
	struct fill fills[] = { FILL("number", event_name(t->arena, &e)),
				FILL("title", x->title),
				FILL("when", x->start.n ? event_when(x->start, t->arena)
							: turn_phrase(t, PHRASE("activity.no_date"), NULL, 0)),
				FILL("place",
				     x->place.n ? x->place : turn_phrase(t, PHRASE("activity.no_date"), NULL, 0)),
				FILL("capacity", x->capacity ? arena_printf(t->arena, "%" PRId64, x->capacity)
							     : turn_phrase(t, PHRASE("activity.no_limit"), NULL, 0)),
				FILL("door", activity_door_code(t->db, x->code, t->arena)) };

	turn_say_n(t, name, fills, sizeof fills / sizeof *fills);
	turn_receipt(t);
}

static void ask_date(struct turn *t, int64_t code)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "code", (double)code);
	turn_remember(t, "activity_admin", memo);
	turn_expect(t, "activity_admin", ASK_STANDS);
	turn_say_n(t, PHRASE("activity.when"), NULL, 0);
}

static void publish(struct turn *t)
{
	struct str place = slots_get(&t->slots, "place");
	struct activity x = { .title = title_said(t, place),
			      .start = start_said(t),
			      .place = place.n ? place : STR(""),
			      .capacity = capacity_said(t) };

	if (!x.title.n) {
		turn_say_n(t, PHRASE("activity.how"), NULL, 0);
		return;
	}
	if (x.start.n && event_moment(x.start) < t->now) {
		turn_say_n(t, PHRASE("activity.past"), NULL, 0);
		return;
	}
	x.code = activity_new(t->db, &x, t->who.uid, t->now);
	say_one(t, PHRASE("activity.published"), &x);
	if (!x.start.n)
		ask_date(t, x.code);
}

/* Everybody who has a place or waits for one. */
static void tell_all(struct turn *t, const struct activity *x, const char *name)
{
	struct event e = activity(x->code);
	struct enrolment_row *v = arena_array(t->arena, struct enrolment_row, PEOPLE_MAX);
	size_t n = enrolment_list(t->db, &e, v, PEOPLE_MAX, t->arena);
	struct fill fills[] = { FILL("number", event_name(t->arena, &e)), FILL("title", x->title),
				FILL("when", event_when(x->start, t->arena)), FILL("place", x->place) };

	for (size_t i = 0; i < n; i++)
		turn_tell_n(t, v[i].person, NOTICE_AWAITED | NOTICE_RECEIPT, event_name(t->arena, &e), name, fills, 4);
}

static void change(struct turn *t, struct activity *x)
{
	struct activity to = { .code = x->code,
			       .start = start_said(t),
			       .place = slots_get(&t->slots, "place").n ? slots_get(&t->slots, "place") : NO_STR,
			       .capacity = capacity_said(t) };
	struct str day = slots_get(&t->slots, "time");

	if (!to.start.n && day.n >= 10 && x->start.n >= 16) /* another day, the same hour */
		to.start = arena_printf(t->arena, STR_FMT STR_FMT, STR_ARG(str_sub(day, 0, 10)),
					STR_ARG(str_sub(x->start, 10, 16)));
	if (!to.start.n && day.n == 5 && x->start.n >= 10) /* another hour, the same day */
		to.start = arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(str_sub(x->start, 0, 10)), STR_ARG(day));
	if (!to.start.n && !to.place.n && !to.capacity) {
		turn_say_n(t, PHRASE("activity.change_how"), NULL, 0);
		return;
	}
	activity_change(t->db, &to, t->who.uid, t->now);
	*x = activity_load(t->db, x->code, t->arena);
	struct event e = activity(x->code);

	say_one(t, PHRASE("activity.changed"), x);
	if (to.start.n || to.place.n)
		tell_all(t, x, PHRASE("activity.told_change"));
	event_fill(t->world, &e, t->now, t->arena);
}

static void call_off(struct turn *t, const struct activity *x)
{
	activity_set_state(t->db, x->code, "cancelled", t->who.uid, t->now);
	say_one(t, PHRASE("activity.cancelled"), x);
	tell_all(t, x, PHRASE("activity.told_cancelled"));
}

/* Names for staff, in private; no phones. */
static void who_comes(struct turn *t, const struct activity *x)
{
	struct event e = activity(x->code);
	struct enrolment_row *v = arena_array(t->arena, struct enrolment_row, LIST_MAX);
	struct str *lines = arena_array(t->arena, struct str, LIST_MAX);
	size_t n = enrolment_list(t->db, &e, v, LIST_MAX, t->arena), in = 0;

	for (size_t i = 0; i < n; i++) {
		struct str state = turn_phrase(t,
					       v[i].attended ? PHRASE("activity.state.here")
					       : v[i].in     ? PHRASE("activity.state.in")
							     : PHRASE("activity.state.waits"),
					       NULL, 0);

		in += v[i].in;
		lines[i] = arena_printf(t->arena, "%zu. " STR_FMT " " STR_FMT, i + 1, STR_ARG(v[i].name),
					STR_ARG(state));
	}
	say_one(t, PHRASE("activity.account"), x);
	turn_say(t, "activity.numbers", FILL("in", arena_printf(t->arena, "%zu", in)),
		 FILL("waits", arena_printf(t->arena, "%zu", n - in)));
	if (n)
		list_say(t, lines, n);
}

static void list(struct turn *t)
{
	struct activity v[LISTED];
	struct str lines[LISTED];
	size_t n = activity_upcoming(t->db, day_str(local_day(t->now), t->arena), true, v, LISTED, t->arena);

	for (size_t i = 0; i < n; i++) {
		struct event e = activity(v[i].code);
		struct enrolment_row *rows = arena_array(t->arena, struct enrolment_row, PEOPLE_MAX);
		struct fill fills[] = {
			FILL("number", event_name(t->arena, &e)), FILL("title", v[i].title),
			FILL("when", event_when(v[i].start, t->arena)),
			FILL("n", arena_printf(t->arena, "%zu", enrolment_list(t->db, &e, rows, PEOPLE_MAX, t->arena)))
		};

		lines[i] = turn_phrase(t, PHRASE("activity.staff_line"), fills, 4);
	}
	if (n)
		list_say(t, lines, n);
	else
		turn_say_n(t, PHRASE("activity.none_staff"), NULL, 0);
}

static void about_one(struct turn *t, int64_t code, struct str action)
{
	struct activity x = activity_load(t->db, code, t->arena);

	if (!x.code) {
		turn_say_n(t, PHRASE("activity.which_staff"), NULL, 0);
	} else if (str_is(action, "cancel")) {
		call_off(t, &x);
	} else if (str_is(action, "close")) {
		activity_set_state(t->db, x.code, "closed", t->who.uid, t->now);
		say_one(t, PHRASE("activity.closed"), &x);
	} else if (str_is(action, "who")) {
		who_comes(t, &x);
	} else {
		change(t, &x);
	}
}

static void admin(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");
	int64_t code = number_parse(slots_get(&t->slots, "activity"), 'A');
	struct activity v[2];

	if (code) {
		about_one(t, code, action);
	} else if (!action.n) {
		publish(t);
	} else if (activity_upcoming(t->db, day_str(local_day(t->now), t->arena), true, v, 2, t->arena) == 1) {
		about_one(t, v[0].code, action);
	} else if (str_is(action, "who")) {
		list(t);
	} else {
		turn_say_n(t, PHRASE("activity.which_staff"), NULL, 0);
	}
}

/* The date that was missing. */
static void detail(struct turn *t)
{
	int64_t code = json_int(turn_memo(t, "activity_admin"), "code", 0);
	struct activity x = activity_load(t->db, code, t->arena);

	if (!turn_has_right(t, "admin.activity") || !x.code)
		return;
	if (!start_said(t).n) {
		ask_date(t, code);
		return;
	}
	turn_expect(t, NULL, 0);
	change(t, &x);
}

const struct handler activity_admin_handlers[] = {
	{ .intent = "admin.activity", .run = admin },
	{ .intent = "activity.detail", .run = detail },
	{ 0 },
};
