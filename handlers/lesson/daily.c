/* daily.c - "每天早上八点给我发一课": at his hour a lesson that he has neither read nor
 * been sent; nothing new, nothing sent. */
#include "dialogs/words/times.h"
#include "handlers/broadcast/broadcast.h"
#include "handlers/turn/jobs.h"
#include "handlers/subscription/daily.h"
#include "handlers/lesson/learning.h"

struct round {
	const struct turn_world *w;
	ms_t now;
	struct arena *arena;
	struct str day;
};

/* The broadcast of this lesson on this day; 0: it was stopped. */
static int64_t of_lesson(const struct round *r, const struct lesson *l)
{
	int64_t number = broadcast_of_lesson(r->w->db, r->day, l->code);
	struct broadcast b = { .kind = STR("lesson"), .day = r->day, .lesson = l->code, .body = STR("{}") };

	if (number)
		return broadcast_open(r->w->db, number) ? number : 0;
	b.number = broadcast_draft(r->w->db, &b, r->now, r->arena);
	broadcast_write(r->w, &b, lesson_in_short(r->w, l, r->arena), r->arena);
	return broadcast_schedule(r->w->db, b.number, r->now, NULL, r->now) ? b.number : 0;
}

static void give(void *arg, const struct subscriber *s, bool late)
{
	struct round *r = arg;
	struct recipient to = { .person = s->person, .chat = s->chat, .channel = s->channel };
	const char *trade = lesson_trade(r->w->db, s->person, s->chat, r->arena);
	struct lesson l = late ? (struct lesson){ 0 }
			       : lesson_unread(r->w->db, s->person, s->chat, trade, r->now, r->arena);
	int64_t number = l.code ? of_lesson(r, &l) : 0;

	if (number)
		(void)broadcast_queue(r->w, &(struct broadcast){ .number = number, .lesson = l.code }, &to, r->now,
				      r->arena);
}

static void run(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct round r = { w, now, a, day_str(local_day(now), a) };

	broadcast_end_of_day(w->db, DAILY_LESSON, r.day, NULL, 0, now);
	daily_run(w, DAILY_LESSON, t, now, a, give, &r);
}

static ms_t next(struct db *db, ms_t now)
{
	return daily_next(db, DAILY_LESSON, now);
}

const struct job lesson_daily_jobs[] = { { .name = DAILY_LESSON, .run = run, .next = next }, { 0 } };
