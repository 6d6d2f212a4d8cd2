/* staff.c - staff: a station or one service of it closed for a while or until further
 * notice, opened again, other hours, days off and services; a rider's report confirmed. */
#include <inttypes.h>

#include "dialogs/match/understand.h"
#include "dialogs/pack/labels.h"
#include "dialogs/words/times.h"
#include "handlers/turn/turn.h"
#include "handlers/case/staff/staff.h"
#include "handlers/activity/event.h"
#include "handlers/turn/hours.h"
#include "handlers/talk/list.h"
#include "handlers/station/station.h"
#include "handlers/station/words.h"
#include "handlers/talk/whereabouts.h"
#include "store/db/audit.h"
#include "store/person/department.h"
#include "store/db/number.h"
#include "store/place/place.h"
#include "store/person/role.h"

enum { TIMES = 8, CLOSURES = 32, DAYS_MAX = 366 };

/* ---------------------------------------------------------------------- which one */

/* The station whose name stands in the text; false: none. */
static bool named(struct turn *t, struct str text, struct station *s)
{
	struct calendar days;
	struct position p;

	calendar_load(t->db, t->now, t->arena, &days);
	return stations_named(t->world->stations, whereabouts_place(t, text, &p), &days, s, t->arena);
}

/* Of the city all, of a street those on its ground. A refusal is said. */
static bool may(struct turn *t, const struct station *s)
{
	struct str scope = role_scope_of(t->db, t->who.id, ROLE_STREET, t->arena);

	if (role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY) ||
	    (scope.p && (!scope.n || street_nearest(t->db, s->position) == place_id(t->db, scope))))
		return true;
	audit(t->db, t->now, t->who.uid, "refused", STR("admin.station"),
	      arena_printf(t->arena, "station %" PRId64, s->id));
	turn_say(t, "station.staff.not_yours", FILL("station", s->name));
	return false;
}

static void say(struct turn *t, const char *phrase, const struct station *s, struct str what)
{
	struct fill fills[] = { FILL("station", s->name), FILL("address", s->address),
				FILL("state", station_state_words(t, s)),
				FILL("services", station_services_words(t, s)), FILL("what", what) };

	turn_say_n(t, phrase, fills, sizeof fills / sizeof *fills);
}

/* As it is after the change. */
static void say_now(struct turn *t, const char *phrase, const struct station *before, struct str what)
{
	struct station s = *before;

	(void)named(t, before->name, &s);
	say(t, phrase, &s, what);
}

/* ------------------------------------------------------------------------ until when */

/* "三天": through today and the two after it. */
static ms_t after_days(struct turn *t)
{
	int64_t n = 0;

	if (!str_int(slots_get(&t->slots, "days"), 1, DAYS_MAX, &n))
		return 0;
	return hours_at(local_day(t->now) + n, 0);
}

/* When it opens again. A day that is named is the last one closed, unless it is said that it
 * opens then; a clock is that moment. 0: until further notice. */
static ms_t until_said(struct turn *t)
{
	struct when v[TIMES];
	size_t n = times_find(t->u.said, t->now, v, TIMES);
	bool opens = slots_get(&t->slots, "opens").n > 0;

	if (!n)
		return after_days(t);
	const struct when *w = &v[n - 1];
	int64_t day = w->has_day ? w->day : local_day(t->now);

	if (w->has_clock)
		return hours_at(day, w->minute);
	return w->has_day ? hours_at(opens ? day : day + 1, 0) : after_days(t);
}

static struct str reason_said(struct turn *t)
{
	struct str reason = slots_get(&t->slots, "reason");

	return reason.n ? reason : NO_STR;
}

/* -------------------------------------------------------------------------- closing */

static struct str service_words(struct turn *t, struct str list)
{
	return station_service_words(t, services_read(list));
}

/* Each service of the list, or (empty) the whole station. Returns what was closed, in words;
 * empty: nothing could be. */
static struct str close_all(struct turn *t, const struct station *s, struct str services, ms_t until)
{
	struct station_closure c = { .station = s->id, .service = NO_STR, .until = until, .reason = reason_said(t) };
	struct str one, done = STR("");

	if (!services.n)
		return station_close(t->db, &c, t->who.uid, t->now)
			       ? turn_phrase(t, PHRASE("station.staff.whole"), NULL, 0)
			       : done;
	while (str_split(&services, ';', &one)) {
		c.service = one;
		if (one.n && station_close(t->db, &c, t->who.uid, t->now))
			done = done.n ? arena_printf(t->arena, STR_FMT ";" STR_FMT, STR_ARG(done), STR_ARG(one)) : one;
	}
	return service_words(t, done);
}

/* The services that are named; what is said of the reason ("装修") names none. */
static struct str services_said(struct turn *t)
{
	struct str text = t->u.said, reason = reason_said(t);
	ptrdiff_t at = reason.n ? str_find(text, reason) : -1;

	if (at >= 0)
		text = arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(str_sub(text, 0, (size_t)at)),
				    STR_ARG(str_sub(text, (size_t)at + reason.n, text.n)));
	text = understand_slot(t->world->pack, "service", text, t->arena);
	return text.p ? text : STR("");
}

static void close_it(struct turn *t, const struct station *s)
{
	struct str services = services_said(t), done;
	ms_t until = until_said(t);

	/* "今天关门 停水": what is said to be the reason is not the only thing closed */
	if (slots_get(&t->slots, "whole").n)
		services = STR("");
	done = close_all(t, s, services, until);
	if (done.n)
		say_now(t, PHRASE("station.staff.closed"), s, done);
	else
		say(t, PHRASE("station.staff.cannot_close"), s, service_words(t, services));
}

static void open_it(struct turn *t, const struct station *s)
{
	struct str services = slots_get(&t->slots, "service"), one, done = STR("");
	bool any = false;

	if (!services.n && (any = station_open(t->db, s->id, NO_STR, t->who.uid, t->now)))
		done = turn_phrase(t, PHRASE("station.staff.whole"), NULL, 0);
	while (str_split(&services, ';', &one))
		if (one.n && station_open(t->db, s->id, one, t->who.uid, t->now)) {
			any = true;
			done = done.n ? arena_printf(t->arena, STR_FMT "、" STR_FMT, STR_ARG(done),
						     STR_ARG(service_words(t, one)))
				      : service_words(t, one);
		}
	say_now(t, any ? PHRASE("station.staff.opened") : PHRASE("station.staff.was_open"), s, done);
}

/* ------------------------------------------------------------------------- changing */

struct str station_hours_said(struct turn *t, struct str said)
{
	struct when v[TIMES];
	size_t n = times_find(said, t->now, v, TIMES), clocks = 0;
	struct str hours = NO_STR;
	int from = 0;

	for (size_t i = 0; i < n; i++) {
		if (!v[i].has_clock)
			continue;
		if (clocks++ % 2 == 0) {
			from = v[i].minute;
			continue;
		}
		struct str span = arena_printf(t->arena, STR_FMT "-" STR_FMT, STR_ARG(clock_str(from, t->arena)),
					       STR_ARG(clock_str(v[i].minute, t->arena)));

		hours = hours.n ? arena_printf(t->arena, STR_FMT ";" STR_FMT, STR_ARG(hours), STR_ARG(span)) : span;
	}
	if (!hours.n && (str_has(said, STR("24小时")) || str_has(said, STR("全天")) || str_has(said, STR("24h"))))
		return STR("24h");
	return hours;
}

bool station_where(struct turn *t, struct str address, struct position *p)
{
	if (t->m->position) {
		*p = *t->m->position;
		return true;
	}
	return whereabouts_place(t, address, p).n > 0;
}

static void change_services(struct turn *t, const struct station *s, bool add)
{
	struct str services = slots_get(&t->slots, "service");
	service_set all = s->has | s->closed, said = services_read(services);
	struct station_change c = { .id = s->id, .services = services_list(add ? all | said : all & ~said, t->arena) };
	struct str why;

	if (!said || !c.services.n || !station_change(t->db, &c, t->who.uid, t->now, t->arena, &why))
		say(t, PHRASE("station.staff.change_how"), s, STR(""));
	else
		say_now(t, PHRASE("station.staff.changed"), s, STR(""));
}

static void change_hours(struct turn *t, const struct station *s)
{
	struct station_change c = { .id = s->id,
				    .hours = station_hours_said(t, t->u.said),
				    .closed_days = slots_get(&t->slots, "weekdays") };
	struct str why;

	if (slots_get(&t->slots, "every_day").n)
		c.closed_days = STR("");
	if ((!c.hours.p && !c.closed_days.p) || !station_change(t->db, &c, t->who.uid, t->now, t->arena, &why))
		say(t, PHRASE("station.staff.change_how"), s, STR(""));
	else
		say_now(t, PHRASE("station.staff.changed"), s, STR(""));
}

/* ------------------------------------------------------------------------ confirmed */

/* A rider's report of a station that is true: what it is about is closed until it is said to be
 * mended. */
static void confirm(struct turn *t)
{
	struct case_info c;
	struct station s;

	if (case_of_staff(t, "admin.station", &c) == SIGHT_NONE)
		return;
	struct str text = arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(c.place),
				       STR_ARG(case_text(t->db, c.number, t->arena)));
	struct str services = slots_get(&t->slots, "service");
	struct fill number = FILL("number", case_number(t->arena, c.number));

	if (!named(t, text, &s)) {
		turn_say_n(t, PHRASE("station.staff.no_station"), &number, 1);
		return;
	}
	if (!may(t, &s))
		return;
	if (!services.n)
		services = understand_slot(t->world->pack, "service", text, t->arena);
	/* of what is named only what it has; when that is nothing, the station is shut as a whole */
	services = services_list(services_read(services) & (s.has | s.closed), t->arena);
	struct str done = close_all(t, &s, services, until_said(t));

	if (!done.n) {
		say(t, PHRASE("station.staff.cannot_close"), &s, service_words(t, services));
		return;
	}
	struct case_note note = { .event = "station", .person = t->who.id, .detail = s.name, .text = NO_STR };

	case_note(t->db, c.number, &note, t->now);
	say_now(t, PHRASE("station.staff.confirmed"), &s, done);
}

/* ------------------------------------------------------------------------- the list */

static void list_closed(struct turn *t)
{
	struct str *lines = arena_array(t->arena, struct str, LIST_MAX);
	struct str names[LIST_MAX];
	size_t n = station_closed_names(t->db, t->now, names, LIST_MAX, t->arena), shown = 0;

	for (size_t i = 0; i < n; i++) {
		struct station s;
		struct calendar days;

		calendar_load(t->db, t->now, t->arena, &days);
		if (!stations_named(t->world->stations, names[i], &days, &s, t->arena))
			continue;
		struct fill fills[] = { FILL("station", s.name), FILL("state", station_state_words(t, &s)),
					FILL("services", station_services_words(t, &s)) };

		lines[shown++] = turn_phrase(t, PHRASE("station.staff.line"), fills, 3);
	}
	if (shown)
		list_say(t, lines, shown);
	else
		turn_say_n(t, PHRASE("station.staff.none_closed"), NULL, 0);
}

static void admin(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");
	struct station s;

	if (str_is(action, "confirm")) {
		confirm(t);
	} else if (str_is(action, "shut")) {
		list_closed(t);
	} else if (!named(t, t->said, &s)) {
		turn_say_n(t, PHRASE("station.staff.which"), NULL, 0);
	} else if (!may(t, &s)) {
		return;
	} else if (str_is(action, "open")) {
		open_it(t, &s);
	} else if (str_is(action, "hours")) {
		change_hours(t, &s);
	} else if (str_is(action, "add") || str_is(action, "remove")) {
		change_services(t, &s, str_is(action, "add"));
	} else {
		close_it(t, &s);
	}
}

const struct handler station_admin_handlers[] = {
	{ .intent = "admin.station", .run = admin },
	{ 0 },
};
