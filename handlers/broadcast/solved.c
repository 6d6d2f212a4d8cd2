/* solved.c - once a week, what was solved: staff are asked on the last working afternoon, look
 * at a draft, and what they agree to goes to the groups like any broadcast. */
#include "store/case/solved.h"

#include <inttypes.h>

#include "dialogs/pack/labels.h"
#include "handlers/broadcast/broadcast.h"
#include "handlers/turn/jobs.h"
#include "handlers/case/case.h"
#include "handlers/turn/hours.h"
#include "handlers/turn/notice.h"
#include "store/place/holiday.h"
#include "store/case/routing.h"

enum { WEEK = 7, MONDAY_OF_1970 = 4 /* 1970-01-05 */ };

/* Monday, 00:00. */
static ms_t week_begins(ms_t now)
{
	int64_t day = local_day(now);

	return hours_at(day - (day - MONDAY_OF_1970) % WEEK, 0);
}

static struct str count(struct arena *a, int64_t n)
{
	return arena_printf(a, "%" PRId64, n);
}

static struct str said(const struct turn_world *w, const char *name, const struct fill *fills, size_t n,
		       struct arena *a)
{
	return phrase(w->pack, name, 0, fills, n, a);
}

/* "：停车 4 件、进门 3 件、其他 5 件" */
static struct str parts(const struct turn_world *w, const struct solved *s, struct arena *a)
{
	struct str all = STR("");

	if (s->n < 2) /* all of them are "the rest", or of one kind: nothing to tell apart */
		return s->n && s->v[0].kind.n
			       ? said(w, PHRASE("solved.all"),
				      FILLS_(FILL("what", case_category(w, s->v[0].kind, s->v[0].category))), 1, a)
			       : all;
	for (size_t i = 0; i < s->n; i++) {
		struct str what = s->v[i].kind.n ? case_category(w, s->v[i].kind, s->v[i].category)
						 : said(w, PHRASE("solved.rest"), NULL, 0, a);
		struct fill fills[] = { FILL("what", what), FILL("n", count(a, s->v[i].n)) };

		all = arena_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(all), i ? "、" : "：",
				   STR_ARG(said(w, PHRASE("solved.part"), fills, 2, a)));
	}
	return all;
}

/* Empty: there is nothing to say. */
static struct str text_of_week(const struct turn_world *w, ms_t now, struct arena *a)
{
	struct solved s = solved_between(w->db, now - WEEK * (ms_t)MS_DAY, now, a);
	struct fill fills[] = { FILL("n", count(a, s.total)), FILL("parts", parts(w, &s, a)),
				FILL("adopted", count(a, s.adopted)) };
	const char *name = s.total && s.adopted ? PHRASE("solved.both")
			   : s.total		? PHRASE("solved.cases")
						: PHRASE("solved.adopted");

	return s.total || s.adopted ? said(w, name, fills, 3, a) : STR("");
}

/* The last working day of a week. */
static bool ends_week(struct db *db, int64_t day)
{
	int64_t sunday = day - (day - MONDAY_OF_1970) % WEEK + WEEK - 1;

	if (!holiday_workday(db, day))
		return false;
	while (++day <= sunday)
		if (holiday_workday(db, day))
			return false;
	return true;
}

static void propose(const struct turn_world *w, const struct timer *timer, ms_t now, struct arena *a)
{
	struct str text = text_of_week(w, now, a);
	struct fill fill = FILL("text", text);
	struct notice notice = { .phrase = PHRASE("solved.propose"), .fills = &fill, .n = 1 };
	struct button button = { said(w, PHRASE("solved.button"), NULL, 0, a), NO_STR };
	int64_t v[STAFF_MAX];

	(void)timer;
	if (!ends_week(w->db, local_day(now)) || !text.n || solved_told(w->db, week_begins(now)))
		return;
	notice.buttons = &button;
	notice.n_buttons = 1;
	size_t n = routing_city_staff(w->db, v, STAFF_MAX);

	for (size_t i = 0; i < n; i++) {
		notice.person = v[i];
		(void)notice_send(w, &notice, now, a);
	}
}

/* A draft of it for all groups, to be looked at, changed, sent or dropped. */
static void draft(struct turn *t)
{
	int64_t told = solved_told(t->db, week_begins(t->now));
	struct str text = text_of_week(t->world, t->now, t->arena);

	if (told) {
		turn_say(t, "solved.told", FILL("number", broadcast_name(t->arena, told)));
		return;
	}
	if (!text.n) {
		turn_say_n(t, PHRASE("solved.nothing"), NULL, 0);
		return;
	}
	solved_tell(t->db, broadcast_offer(t, &(struct audience){ .groups = true, .city = true }, text), t->now);
}

const struct handler solved_handlers[] = {
	{ .intent = "admin.solved", .run = draft },
	{ 0 },
};

const struct job solved_jobs[] = { { .name = "solved.propose", .run = propose, .daily = "15:30" }, { 0 } };
