/* event.c - what activities, classes and meeting days share: moving up, reminding,
 * naming. */
#include "handlers/activity/event.h"

#include <inttypes.h>
#include <string.h>

#include "handlers/turn/capability.h"
#include "handlers/turn/jobs.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/notice.h"
#include "store/activity/event.h"

enum { REMINDED_MAX = 2000, FILLED_MAX = 200 /* at a time; the job goes on with the rest */ };

struct str event_name(struct arena *a, const struct event *e)
{
	char letter = strcmp(e->kind, "activity") == 0 ? 'A' : strcmp(e->kind, "class") == 0 ? 'C' : 'M';

	return arena_printf(a, "%c-%" PRId64, letter, e->code);
}

static int64_t number(struct str s, size_t from, size_t to)
{
	int64_t n = 0;

	return s.n >= to && str_int(str_sub(s, from, to), 0, 9999, &n) ? n : 0;
}

struct str event_when(struct str start, struct arena *a)
{
	if (start.n < 10)
		return STR("");
	struct str day = arena_printf(a, "%d月%d日", (int)number(start, 5, 7), (int)number(start, 8, 10));

	if (start.n < 16)
		return day;
	return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(day), STR_ARG(str_sub(start, 11, 16)));
}

ms_t event_moment(struct str start)
{
	if (start.n < 10)
		return 0;
	return hours_at(civil_day((int)number(start, 0, 4), (int)number(start, 5, 7), (int)number(start, 8, 10)),
			(int)(number(start, 11, 13) * 60 + number(start, 14, 16)));
}

struct str event_title(struct db *db, const struct event *e, struct arena *a)
{
	struct event_facts f = event_facts(db, e, a);
	struct str when = event_when(f.start, a);

	return arena_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(f.title), when.n ? " " : "", STR_ARG(when));
}

static void tell(const struct turn_world *w, const struct event *e, int64_t person, const char *name, unsigned flags,
		 ms_t now, struct arena *a)
{
	struct event_facts f = event_facts(w->db, e, a);
	struct fill fills[] = { FILL("number", event_name(a, e)), FILL("title", f.title),
				FILL("when", event_when(f.start, a)), FILL("place", f.place) };
	struct notice notice = { .person = person,
				 .phrase = name,
				 .fills = fills,
				 .n = sizeof fills / sizeof *fills,
				 .flags = flags | NOTICE_RECEIPT,
				 .subject = event_name(a, e) };

	(void)notice_send(w, &notice, now, a);
}

struct str event_clock(ms_t now, struct arena *a)
{
	return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(day_str(local_day(now), a)),
			    STR_ARG(clock_str(local_minute(now), a)));
}

void event_fill(const struct turn_world *w, const struct event *e, ms_t now, struct arena *a)
{
	int64_t people[FILLED_MAX], enrolments[FILLED_MAX];
	size_t n = 0;

	if (!event_to_come(w->db, e, event_clock(now, a)))
		return;
	while (n < FILLED_MAX && (enrolments[n] = enrolment_move_up(w->db, e, now, &people[n])) != 0)
		n++;
	for (const struct capability *c = capabilities; c < capabilities + capabilities_n; c++)
		if (c->moved_up && c->moved_up(w, e, people, enrolments, n, now, a))
			return;
	for (size_t i = 0; i < n; i++)
		tell(w, e, people[i], PHRASE("event.moved_up"), NOTICE_AWAITED, now, a);
}

void event_fill_all(const struct turn_world *w, ms_t now, struct arena *a)
{
	struct event e;

	while (event_with_room(w->db, event_clock(now, a), &e))
		event_fill(w, &e, now, a);
}

/* When more places were given, by an import. */
static void fill_all(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	(void)t;
	event_fill_all(w, now, a);
}

static ms_t when_fill(struct db *db, ms_t now)
{
	struct arena *a = arena_new();
	struct event e;
	bool any = event_with_room(db, event_clock(now, a), &e);

	arena_free(a);
	return any ? now : INT64_MAX;
}

/* The evening before. */
static void remind(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct event_place *v = arena_array(a, struct event_place, REMINDED_MAX);
	size_t n = event_places_on(w->db, day_str(local_day(now) + 1, a), v, REMINDED_MAX);
	(void)t;

	for (size_t i = 0; i < n; i++)
		tell(w, &v[i].event, v[i].person, PHRASE("event.tomorrow"), NOTICE_AWAITED, now, a);
}

const struct job event_jobs[] = {
	{ .name = "event.fill", .run = fill_all, .next = when_fill },
	{ .name = "event.remind", .run = remind, .daily = "19:40" },
	{ 0 },
};
