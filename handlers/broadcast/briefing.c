/* briefing.c - the morning briefing: asked for, stopped, and sent at each one's
 * hour. A day has one briefing: what staff wrote for it, else what there is to
 * say anyway; nothing to say, nothing sent. */
#include <inttypes.h>
#include <string.h>

#include "dialogs/words/times.h"
#include "handlers/broadcast/broadcast.h"
#include "handlers/group/group.h"
#include "handlers/turn/jobs.h"
#include "handlers/subscription/daily.h"
#include "handlers/turn/notice.h"
#include "handlers/privacy/pref.h"
#include "store/broadcast/briefing.h"
#include "store/lesson/lesson.h"
#include "store/keep/pref.h"
#include "store/person/role.h"
#include "store/broadcast/subscription.h"

enum {
	FOLLOWED = 10 * MS_MINUTE, /* so long "六点半嘛" is about it */
	SOLVED_TOLD = 3,	   /* fewer would point at people */
	OFFICE_MOST = 8,
};

/* ----------------------------------------------------------------- subscribing */

/* "每天一课" is a subscription of its own. */
static const char *kind_said(const struct turn *t)
{
	return str_is(slots_get(&t->slots, "kind"), "lesson") ? DAILY_LESSON : DAILY_BRIEFING;
}

static void subscribed(struct turn *t)
{
	struct str time = slots_get(&t->slots, "time");
	const char *kind = kind_said(t);
	bool lesson = strcmp(kind, DAILY_LESSON) == 0, group = turn_is_group(t);
	enum notify notify = lesson ? NOTIFY_LESSON : NOTIFY_BRIEFING;

	subscription_set(t->db, t->chat.id, kind, time.n ? time : STR("07:30"), t->now);
	if (!group && !notify_allowed(t->db, t->who.id, notify)) /* "nothing at all" is over */
		notify_set(t->db, t->who.id, t->who.uid, notify, true, t->now);
	daily_plan(t->db, kind, t->now);
	if (!lesson)
		turn_expect(t, "briefing", FOLLOWED);
	if (group && lesson)
		turn_say(t, "lesson.daily.group_on", FILL("time", time));
	else if (group)
		turn_say(t, "briefing.group_on", FILL("time", time));
	else if (lesson)
		turn_say(t, "lesson.daily.on", FILL("time", time));
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
	const char *kind = kind_said(t);

	/* who gets only the lesson and says "退订" means that */
	if (!slots_get(&t->slots, "kind").n && !subscription_time(t->db, t->chat.id, DAILY_BRIEFING, t->arena).p)
		kind = DAILY_LESSON;
	bool was = subscription_off(t->db, t->chat.id, kind), lesson = strcmp(kind, DAILY_LESSON) == 0;

	daily_plan(t->db, kind, t->now);
	if (!was)
		turn_say_n(t, PHRASE("briefing.none"), NULL, 0);
	else if (lesson)
		turn_say_n(t, PHRASE("lesson.daily.off"), NULL, 0);
	else if (turn_is_group(t))
		turn_say_n(t, PHRASE("briefing.group_off"), NULL, 0);
	else
		turn_say_n(t, PHRASE("briefing.off"), NULL, 0);
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
	struct broadcast b = { .kind = STR("briefing"), .day = day, .body = STR("{}") };

	b.number = broadcast_draft(w->db, &b, now, a);
	broadcast_write(w, &b, text, a);
	return broadcast_schedule(w->db, b.number, now, NULL, now) ? b.number : 0;
}

/* ---------------------------------------------------------------------- sending */

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
	size_t n = broadcast_end_of_day(w->db, DAILY_BRIEFING, day, unsent, OFFICE_MOST, now);

	for (size_t i = 0; i < n; i++)
		broadcast_tell_author(w, unsent[i], PHRASE("broadcast.missed"), now, a);
}

struct round {
	const struct turn_world *w;
	ms_t now;
	struct arena *arena;
	struct str day;
	int64_t number; /* of the day's briefing, when there is one */
	int64_t missed;
};

static void give(void *arg, const struct subscriber *s, bool late)
{
	struct round *r = arg;
	struct recipient to = { .person = s->person, .chat = s->chat, .channel = s->channel };

	if (!r->number)
		r->number = of_today(r->w, r->day, r->now, r->arena);
	if (!r->number)
		return;
	if (late)
		r->missed += broadcast_copy(r->w->db, r->number, &to, 0, "missed", r->now);
	else
		(void)broadcast_queue(r->w, &(struct broadcast){ .number = r->number }, &to, r->now, r->arena);
}

static void run(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct str day = day_str(local_day(now), a);
	struct round r = { w, now, a, day, broadcast_of_day(w->db, day), 0 };

	close_days_before(w, day, now, a);
	daily_run(w, DAILY_BRIEFING, t, now, a, give, &r);
	if (r.missed)
		tell_missed(w, r.number, r.missed, now, a);
}

static ms_t next(struct db *db, ms_t now)
{
	return daily_next(db, DAILY_BRIEFING, now);
}

const struct job briefing_jobs[] = { { .name = DAILY_BRIEFING, .run = run, .next = next }, { 0 } };

const struct handler briefing_handlers[] = {
	{ .intent = "briefing.subscribe", .run = subscribed, .before = not_yours },
	{ .intent = "briefing.unsubscribe", .run = unsubscribe },
	{ .intent = "admin.briefing", .run = briefing_write },
	{ 0 },
};
