/* activity.c - what is on, taking part, not going, being there. */
#include <inttypes.h>
#include <string.h>

#include "handlers/turn/turn.h"
#include "handlers/activity/event.h"
#include "handlers/turn/hours.h"
#include "handlers/talk/listed.h"
#include "store/db/number.h"

enum { LISTED = 6, MINE_MAX = 16, REMINDER = 19 * 60 + 40 /* as in event.c */, STANDS = 30 * MS_MINUTE, CHARACTER = 3 };

static struct event activity(int64_t code)
{
	return (struct event){ "activity", code };
}

static struct str clock_now(struct turn *t)
{
	return arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(day_str(local_day(t->now), t->arena)),
			    STR_ARG(clock_str(local_minute(t->now), t->arena)));
}

static void remember(struct turn *t, int64_t code)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "code", (double)code);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, "activity", memo);
}

/* ------------------------------------------------------------------------ list */

static void list(struct turn *t)
{
	struct activity v[LISTED];
	size_t n = activity_upcoming(t->db, clock_now(t), false, v, LISTED, t->arena);

	if (!n) {
		turn_say(t, "activity.none", FILL("name", t->who.name));
		return;
	}
	turn_say(t, "activity.head", FILL("n", arena_printf(t->arena, "%zu", n)));
	for (size_t i = 0; i < n; i++) {
		struct event e = activity(v[i].code);
		int64_t left = enrolment_left(t->db, &e);
		struct str room = left == INT64_MAX ? turn_phrase(t, PHRASE("activity.no_limit"), NULL, 0)
						    : arena_printf(t->arena, "%" PRId64, left);
		struct fill fills[] = { FILL("number", event_name(t->arena, &e)), FILL("title", v[i].title),
					FILL("when", event_when(v[i].start, t->arena)), FILL("place", v[i].place),
					FILL("left", room) };

		listed_add(t, event_name(t->arena, &e), v[i].title);
		turn_say_n(t,
			   left == INT64_MAX ? PHRASE("activity.line.free")
			   : left	     ? PHRASE("activity.line")
					     : PHRASE("activity.line.full"),
			   fills, 5);
	}
	if (n == 1)
		remember(t, v[0].code);
	turn_receipt(t);
}

/* ------------------------------------------------------------------ which is meant */

/* By number, by its words, by what was just spoken of, or the only one there is.
 * 0: not clear; *n says how many are on. */
static int64_t which(struct turn *t, size_t *n)
{
	struct activity v[LISTED];
	int64_t code = number_parse(slots_get(&t->slots, "activity"), 'A'), worded = 0;
	cJSON *memo = turn_memo(t, "activity");
	size_t best = 2 * CHARACTER - 1;

	*n = activity_upcoming(t->db, clock_now(t), false, v, LISTED, t->arena);
	if (code)
		return code;
	for (size_t i = 0; i < *n; i++) {
		size_t run = str_shared(v[i].title, t->said);

		if (run > best) {
			best = run;
			worded = v[i].code;
		} else if (run == best) {
			worded = 0;
		}
	}
	if (worded)
		return worded;
	if (memo && t->now - json_int(memo, "at", 0) < STANDS)
		return json_int(memo, "code", 0);
	return *n == 1 ? v[0].code : 0;
}

/* Those that he has a place in, or waits for, and that are not over. */
static size_t mine(struct turn *t, int64_t *codes)
{
	size_t n = enrolment_mine(t->db, t->who.id, "activity", codes, MINE_MAX), kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct str start = activity_load(t->db, codes[i], t->arena).start;

		if (!start.n || event_moment(start) > t->now - MS_DAY)
			codes[kept++] = codes[i];
	}
	return kept;
}

/* Of those that he has a place in. */
static int64_t which_of_mine(struct turn *t)
{
	int64_t codes[MINE_MAX], code = number_parse(slots_get(&t->slots, "activity"), 'A'), found = 0;
	size_t n = mine(t, codes), best = 2 * CHARACTER - 1;

	if (code)
		return code;
	for (size_t i = 0; i < n; i++) {
		size_t run = str_shared(activity_load(t->db, codes[i], t->arena).title, t->said);

		if (run > best) {
			best = run;
			found = codes[i];
		}
	}
	return found ? found : n == 1 ? codes[0] : 0;
}

/* ---------------------------------------------------------------------- joining */

/* Is the evening before yet to come? */
static bool reminder_comes(struct turn *t, const struct activity *x)
{
	ms_t start = event_moment(x->start);

	return start && t->now < hours_at(local_day(start) - 1, REMINDER);
}

static void say_joined(struct turn *t, const struct activity *x, const struct enrolled *r)
{
	struct event e = activity(x->code);
	struct fill fills[] = { FILL("number", event_name(t->arena, &e)), FILL("title", x->title),
				FILL("when", event_when(x->start, t->arena)), FILL("place", x->place),
				FILL("n", arena_printf(t->arena, "%" PRId64, r->place)) };
	const char *joined = reminder_comes(t, x) ? PHRASE("activity.joined") : PHRASE("activity.joined.soon");
	const char *name = r->in ? (r->again ? PHRASE("activity.in_already") : joined)
				 : (r->again ? PHRASE("activity.waits_already") : PHRASE("activity.waits"));

	turn_say_n(t, name, fills, 5);
	turn_receipt(t);
}

/* Another thing that he goes to at the same hour. */
static void notice_clash(struct turn *t, const struct activity *x)
{
	int64_t codes[MINE_MAX];
	size_t n = mine(t, codes);

	for (size_t i = 0; i < n; i++) {
		struct activity other = activity_load(t->db, codes[i], t->arena);
		ms_t apart = event_moment(other.start) - event_moment(x->start);

		if (other.code != x->code && other.start.n && apart < 2 * MS_HOUR && apart > -2 * MS_HOUR)
			turn_say(t, "activity.clash", FILL("title", other.title),
				 FILL("when", event_when(other.start, t->arena)));
	}
}

/* "我是不是报上了" */
static void am_i_in(struct turn *t)
{
	int64_t codes[MINE_MAX];
	size_t n = mine(t, codes);

	if (!n)
		turn_say(t, "activity.not_in", FILL("name", t->who.name));
	for (size_t i = 0; i < n; i++) {
		struct activity x = activity_load(t->db, codes[i], t->arena);
		struct event e = activity(codes[i]);
		struct enrolled r = enrolment_of(t->db, &e, t->who.id, 0);

		say_joined(t, &x, &r);
	}
}

static void join(struct turn *t)
{
	size_t n = 0;

	if (str_is(slots_get(&t->slots, "asked"), "yes")) {
		am_i_in(t);
		return;
	}
	struct activity x = activity_load(t->db, which(t, &n), t->arena);

	if (!x.code) {
		if (n)
			list(t);
		turn_say_n(t, n ? PHRASE("activity.which") : PHRASE("activity.none"), NULL, 0);
		return;
	}
	if (!str_is(x.state, "open") || event_moment(x.start) < t->now) {
		turn_say(t, "activity.shut", FILL("title", x.title));
		return;
	}
	struct event e = activity(x.code);
	struct enrolled r = enrolment_join(t->db, &e, t->who.id, 0, NO_STR, t->who.uid, t->now);

	remember(t, x.code);
	say_joined(t, &x, &r);
	if (!r.again)
		notice_clash(t, &x);
}

static bool leave(struct turn *t, int64_t code)
{
	struct event e = activity(code);
	struct activity x = activity_load(t->db, code, t->arena);

	if (!code || !enrolment_leave(t->db, &e, t->who.id, 0, t->who.uid, t->now))
		return false;
	turn_say(t, "activity.left", FILL("title", x.title), FILL("number", event_name(t->arena, &e)));
	turn_receipt(t);
	event_fill(t->world, &e, t->now, t->arena);
	return true;
}

static void cancel(struct turn *t)
{
	int64_t code = which_of_mine(t), codes[MINE_MAX];
	size_t n = code ? 1 : mine(t, codes);

	if (code)
		codes[0] = code;
	if (!code && n > 1 && !slots_get(&t->slots, "all").n) { /* which of them, is for him to say */
		am_i_in(t);
		turn_say_n(t, PHRASE("activity.which_to_leave"), NULL, 0);
		return;
	}
	bool left = false;

	for (size_t i = 0; i < n; i++)
		left |= leave(t, codes[i]);
	if (!left)
		turn_say(t, "activity.not_in", FILL("name", t->who.name));
}

/* The code that hangs on the spot. */
static void check_in(struct turn *t)
{
	int64_t code = activity_by_door_code(t->db, slots_get(&t->slots, "door"));
	struct event e = activity(code);
	struct activity x = activity_load(t->db, code, t->arena);

	if (!code || t->now < event_moment(x.start) - 2 * MS_HOUR || t->now > event_moment(x.start) + MS_DAY) {
		turn_say(t, "activity.no_door", FILL("name", t->who.name));
		return;
	}
	/* whoever comes without having signed up is there, too */
	if (!enrolment_of(t->db, &e, t->who.id, 0).in)
		(void)enrolment_join(t->db, &e, t->who.id, 0, NO_STR, t->who.uid, t->now);
	if (enrolment_attend(t->db, &e, t->who.id, t->now))
		turn_say(t, "activity.here", FILL("title", x.title));
	else
		turn_say(t, "activity.shut", FILL("title", x.title));
}

/* A file for the calendar, as a link: of the one that is meant, else of all that he goes to. */
static void say_calendar(struct turn *t, int64_t code)
{
	struct activity x = activity_load(t->db, code, t->arena);
	struct event e = activity(code);
	const char *base = t->world->public_url;
	struct str number = event_name(t->arena, &e);
	struct fill fills[] = { FILL("number", number), FILL("title", x.title),
				FILL("when", event_when(x.start, t->arena)), FILL("place", x.place),
				FILL("url", arena_printf(t->arena, "%s/a/" STR_FMT ".ics", base ? base : "",
							 STR_ARG(number))) };

	turn_say_n(t, base ? PHRASE("activity.calendar") : PHRASE("activity.calendar.bare"), fills,
		   sizeof fills / sizeof *fills);
	turn_receipt(t);
}

static void calendar(struct turn *t)
{
	int64_t codes[MINE_MAX], code = number_parse(slots_get(&t->slots, "activity"), 'A');
	size_t n = code || turn_is_group(t) ? 0 : enrolment_mine(t->db, t->who.id, "activity", codes, MINE_MAX);
	size_t said = 0, on;

	if (!code && !n)
		code = which(t, &on);
	if (code)
		codes[n++] = code;
	for (size_t i = 0; i < n; i++) {
		struct activity x = activity_load(t->db, codes[i], t->arena);

		if (x.start.n < 16 || str_is(x.state, "cancelled") || event_moment(x.start) < t->now)
			continue;
		say_calendar(t, x.code);
		said++;
	}
	if (!said)
		turn_say(t, "activity.not_in", FILL("name", t->who.name));
}

const struct handler activity_handlers[] = {
	{ .intent = "activity.calendar", .run = calendar },
	{ .intent = "activity.list", .run = list },
	{ .intent = "activity.join", .run = join, .flags = HANDLER_FILES },
	{ .intent = "activity.cancel", .run = cancel, .flags = HANDLER_FILES },
	{ .intent = "activity.checkin", .run = check_in, .flags = HANDLER_FILES },
	{ 0 },
};
