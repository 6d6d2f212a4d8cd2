/* briefing.c - the morning briefing: asked for, stopped, and sent at each one's
 * hour. A day has one briefing: what staff wrote for it, else what there is to
 * say anyway; nothing to say, nothing sent. */
#include <inttypes.h>
#include <string.h>

#include "handlers/broadcast.h"
#include "handlers/capabilities.h"
#include "handlers/hours.h"
#include "handlers/notice.h"
#include "handlers/pref.h"
#include "store/briefing.h"
#include "store/lesson.h"
#include "store/pref.h"
#include "store/role.h"
#include "store/subscription.h"

#define TIMER "briefing"

enum {
	FOLLOWED = 10 * MS_MINUTE, /* so long "六点半嘛" is about it */
	LATE = 120,		   /* minutes after its hour in which it is still sent */
	AT_ONCE = 200,
	SOLVED_TOLD = 3, /* fewer would point at people */
	OFFICE_MOST = 8,
};

/* ----------------------------------------------------------------- subscribing */

static void subscribed(struct turn *t)
{
	struct str time = slots_get(&t->slots, "time");

	subscription_set(t->db, t->chat.id, time.n ? time : STR("07:30"), t->now);
	if (!turn_is_group(t) && !notify_allowed(t->db, t->who.id, NOTIFY_BRIEFING)) /* "nothing at all" is over */
		notify_set(t->db, t->who.id, t->who.uid, NOTIFY_BRIEFING, true, t->now);
	briefing_plan(t->db, t->now);
	turn_expect(t, "briefing", FOLLOWED);
	if (turn_is_group(t))
		turn_say(t, "briefing.group_on", FILL("time", time));
	else
		turn_say(t, "briefing.on", FILL("time", time));
}

/* What a group gets is for those who look after it to say. */
static bool not_yours(struct turn *t)
{
	if (!turn_is_group(t) || group_may_change(t, t->chat.id))
		return false;
	turn_say(t, "briefing.group_not_yours", FILL("name", t->who.name));
	return true;
}

static void unsubscribe(struct turn *t)
{
	if (not_yours(t))
		return;
	if (slots_get(&t->slots, "bare").n && !turn_is_group(t) && pref_ask_which(t))
		return;
	if (!subscription_off(t->db, t->chat.id))
		turn_say_n(t, PHRASE("briefing.none"), NULL, 0);
	else if (turn_is_group(t))
		turn_say_n(t, PHRASE("briefing.group_off"), NULL, 0);
	else
		turn_say_n(t, PHRASE("briefing.off"), NULL, 0);
	briefing_plan(t->db, t->now);
}

/* -------------------------------------------------------------------- the day's */

static void add_line(struct str *text, struct str line, struct arena *a)
{
	*text = arena_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(*text), text->n ? "\n" : "", STR_ARG(line));
}

/* What there is to say when nobody wrote anything: solved, stations, today's lesson. */
static struct str composed(const struct turn_world *w, ms_t now, struct arena *a)
{
	struct str text = STR(""), shut = briefing_shut(w->db, a);
	int64_t solved = briefing_solved(w->db, now - MS_DAY);
	struct lesson lesson = lesson_of_day(w->db, now, NULL, a);
	struct fill fill;

	if (solved >= SOLVED_TOLD) {
		fill = FILL("n", arena_printf(a, "%" PRId64, solved));
		add_line(&text, phrase(w->pack, PHRASE("briefing.solved"), 0, &fill, 1, a), a);
	}
	if (shut.n) {
		fill = FILL("stations", shut);
		add_line(&text, phrase(w->pack, PHRASE("briefing.shut"), 0, &fill, 1, a), a);
	}
	if (lesson.code) {
		fill = FILL("title", lesson.title);
		add_line(&text, phrase(w->pack, PHRASE("briefing.lesson"), 0, &fill, 1, a), a);
	}
	return text;
}

/* The number of today's briefing; 0: there is nothing to say. */
static int64_t of_today(const struct turn_world *w, struct str day, ms_t now, struct arena *a)
{
	int64_t number = broadcast_of_day(w->db, day);

	if (number)
		return number;
	struct str text = composed(w, now, a);

	if (!text.n)
		return 0;
	number = broadcast_draft(w->db, &(struct broadcast){ .kind = STR("briefing"), .day = day, .body = STR("{}") },
				 now, a);
	broadcast_rewrite(w->db, number, broadcast_body(w, number, text, true, a));
	return broadcast_schedule(w->db, number, now, NULL, now) ? number : 0;
}

/* ---------------------------------------------------------------------- sending */

/* True: it is too late for it. */
static bool send_to(const struct turn_world *w, const struct broadcast *b, const struct subscriber *s, bool missed,
		    ms_t now, struct arena *a)
{
	struct recipient to = { .person = s->person, .chat = s->chat, .channel = s->channel };

	if (missed)
		return broadcast_copy(w->db, b->number, &to, 0, "missed", now);
	(void)broadcast_queue(w, b, &to, now, a);
	return false;
}

/* Whoever wrote it, else the city's office, hears that copies were not sent. */
static void tell_missed(const struct turn_world *w, int64_t number, int64_t missed, ms_t now, struct arena *a)
{
	struct broadcast b = broadcast_load(w->db, number, a);
	struct fill fills[] = { FILL("number", broadcast_name(a, number)), FILL("day", b.day),
				FILL("n", arena_printf(a, "%" PRId64, missed)) };
	int64_t to[OFFICE_MOST] = { b.person };
	size_t n = b.person ? 1 : role_holders(w->db, ROLE_CITY, to, OFFICE_MOST);

	for (size_t i = 0; i < n && i < OFFICE_MOST; i++)
		(void)notice_send(w,
				  &(struct notice){ .person = to[i],
						    .phrase = PHRASE("briefing.missed"),
						    .fills = fills,
						    .n = 3,
						    .flags = NOTICE_AWAITED | NOTICE_RECEIPT },
				  now, a);
}

/* What was written for days on which the machine was off. */
static void close_days_before(const struct turn_world *w, struct str day, ms_t now, struct arena *a)
{
	int64_t unsent[OFFICE_MOST];
	size_t n = broadcast_end_of_day(w->db, day, unsent, OFFICE_MOST, now);

	for (size_t i = 0; i < n; i++)
		broadcast_tell_author(w, unsent[i], PHRASE("broadcast.missed"), now, a);
}

static int minute_of(struct str time)
{
	int64_t h = 0, m = 0;

	(void)str_int(str_sub(time, 0, 2), 0, 23, &h);
	(void)str_int(str_sub(time, 3, 5), 0, 59, &m);
	return (int)(h * 60 + m);
}

static void run(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	int64_t day = local_day(now);
	int64_t missed = 0;
	int minute = local_minute(now);
	struct broadcast b = { .number = broadcast_of_day(w->db, day_str(day, a)) };
	struct subscriber *v = arena_array(a, struct subscriber, AT_ONCE);
	size_t n = subscription_due(w->db, STR("00:00"), clock_str(minute, a), b.number, v, AT_ONCE, a);
	(void)t;

	close_days_before(w, day_str(day, a), now, a);
	for (size_t i = 0; i < n; i++) {
		ms_t hour = hours_at(day, minute_of(v[i].time));

		if (hour < v[i].since)
			continue; /* asked for after its hour: from tomorrow on */
		if (!b.number)
			b.number = of_today(w, day_str(day, a), now, a);
		if (b.number)
			missed += send_to(w, &b, &v[i], minute - minute_of(v[i].time) > LATE, now, a);
	}
	if (missed)
		tell_missed(w, b.number, missed, now, a);
	briefing_plan(w->db, now);
	if (n == AT_ONCE && b.number)
		timer_set(w->db, TIMER, 0, now + 1);
}

static ms_t next(struct db *db, ms_t now)
{
	struct arena *a = arena_new();
	struct str time = subscription_next(db, clock_str(local_minute(now), a), a);
	int64_t day = local_day(now);

	if (!time.p) {
		time = subscription_next(db, STR(""), a);
		day++;
	}
	ms_t at = time.p ? hours_at(day, minute_of(time)) : INT64_MAX;

	arena_free(a);
	return at;
}

void briefing_plan(struct db *db, ms_t now)
{
	ms_t at = next(db, now);

	if (at == INT64_MAX)
		timer_clear(db, TIMER, 0);
	else
		timer_set(db, TIMER, 0, at);
}

const struct job briefing_jobs[] = { { .name = TIMER, .run = run, .next = next }, { 0 } };

const struct handler briefing_handlers[] = {
	{ .intent = "briefing.subscribe", .run = subscribed, .before = not_yours },
	{ .intent = "briefing.unsubscribe", .run = unsubscribe },
	{ .intent = "admin.briefing", .run = briefing_write },
	{ 0 },
};
