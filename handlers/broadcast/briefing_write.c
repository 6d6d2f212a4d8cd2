/* briefing_write.c - staff write the briefing of a day in points: at most five,
 * two hundred characters in all. */
#include <inttypes.h>

#include "bot/base/buf.h"
#include "bot/base/utf8.h"
#include "handlers/broadcast/broadcast.h"
#include "handlers/turn/turn.h"
#include "handlers/subscription/daily.h"
#include "handlers/turn/hours.h"
#include "store/db/number.h"
#include "store/broadcast/subscription.h"

enum { POINTS_MAX = 5, CHARACTERS_MAX = 200, POINT_BYTES = 2048 };

struct points {
	struct str v[POINTS_MAX + 1]; /* one more than allowed, to see that there are too many */
	size_t n;
};

/* ----------------------------------------------------------------------- points */

/* "1. ", "2、", "③ ": how a point begins. Returns the bytes of the mark; 0: none. */
static size_t mark(struct str s)
{
	size_t i = 0;
	uint32_t c = s.n ? utf8_next(s, &i) : 0;

	if (c >= 0x2460 && c <= 0x2468) /* ① … ⑨ */
		return i;
	if (c < '1' || c > '9' || i >= s.n)
		return 0;
	c = utf8_next(s, &i);
	return c == '.' || c == 0x3001 || c == ')' || c == 0xFF09 || c == 0xFF0E ? i : 0;
}

static void add_point(struct points *p, struct str s)
{
	s = str_trim(s);
	if (s.n && p->n <= POINTS_MAX)
		p->v[p->n++] = s;
}

/* Points stand on lines, behind numbers, or behind semicolons. */
static struct points points_of(struct str text)
{
	struct points p = { 0 };
	size_t from = 0, i = 0;

	while (i < text.n) {
		size_t at = i, m = at == 0 || text.p[at - 1] == ' ' || text.p[at - 1] == '\n'
					   ? mark(str_sub(text, at, text.n))
					   : 0;
		uint32_t c = utf8_next(text, &i);

		if (m || c == '\n' || c == 0xFF1B || c == ';') {
			add_point(&p, str_sub(text, from, at));
			from = m ? at + m : i;
			i = from;
		}
	}
	add_point(&p, str_sub(text, from, text.n));
	return p;
}

static struct str joined(const struct points *p, struct arena *a)
{
	struct str s = STR("");

	for (size_t i = 0; i < p->n; i++)
		s = p->n == 1 ? p->v[i]
			      : arena_printf(a, STR_FMT "%s%zu. " STR_FMT, STR_ARG(s), i ? "\n" : "", i + 1,
					     STR_ARG(p->v[i]));
	return s;
}

static bool too_long(struct turn *t, const struct points *p)
{
	size_t characters = 0;

	for (size_t i = 0; i < p->n; i++)
		characters += utf8_count(p->v[i]);
	if (p->n <= POINTS_MAX && characters <= CHARACTERS_MAX)
		return false;
	turn_say(t, "briefing.too_long", FILL("characters", arena_printf(t->arena, "%zu", characters)),
		 FILL("points", arena_printf(t->arena, "%zu", p->n)));
	return true;
}

/* ----------------------------------------------------------------------- drafts */

void briefing_preview(struct turn *t, const struct broadcast *b, struct str text)
{
	int64_t groups, people;

	subscription_count(t->db, "briefing", &groups, &people);
	turn_say(t, "briefing.preview", FILL("number", broadcast_name(t->arena, b->number)), FILL("day", b->day),
		 FILL("groups", arena_printf(t->arena, "%" PRId64, groups)),
		 FILL("people", arena_printf(t->arena, "%" PRId64, people)), FILL("text", text));
	turn_button(t, turn_phrase(t, PHRASE("broadcast.send"), NULL, 0), NO_STR);
	turn_button(t, turn_phrase(t, PHRASE("broadcast.drop"), NULL, 0), NO_STR);
	turn_receipt(t);
}

struct str briefing_changed(struct turn *t, struct str text)
{
	struct points p = points_of(text);
	struct str new = turn_typed(t, slots_get(&t->slots, "new")), add = turn_typed(t, slots_get(&t->slots, "add")),
		   old = slots_get(&t->slots, "old");
	int64_t at = 0;
	bool which = str_int(slots_get(&t->slots, "point"), 1, (int64_t)p.n, &at);

	if (which && new.n) {
		p.v[at - 1] = new;
	} else if (which && old.p) { /* 删掉第三点 */
		for (size_t i = (size_t)at; i < p.n; i++)
			p.v[i - 1] = p.v[i];
		p.n--;
	} else if (add.n) {
		add_point(&p, add);
	} else {
		return NO_STR;
	}
	return too_long(t, &p) ? NO_STR : arena_str(t->arena, joined(&p, t->arena));
}

static struct str day_said(struct turn *t)
{
	struct str time = slots_get(&t->slots, "time");
	int64_t today = local_day(t->now);

	if (time.n >= 10)
		return str_sub(time, 0, 10);
	/* in the morning it is today's, later tomorrow's */
	return day_str(local_minute(t->now) < 9 * 60 ? today : today + 1, t->arena);
}

static void take_back(struct turn *t, struct str day)
{
	int64_t left, number = broadcast_of_day(t->db, day);

	if (number && broadcast_stop(t->db, number, t->who.uid, t->now, &left))
		turn_say(t, "broadcast.stopped", FILL("number", broadcast_name(t->arena, number)),
			 FILL("left", arena_printf(t->arena, "%" PRId64, left)));
	else
		turn_say(t, "briefing.none_written", FILL("day", day));
}

void briefing_write(struct turn *t)
{
	struct str text = turn_typed(t, slots_get(&t->slots, "text")), day = day_said(t);

	if (str_is(slots_get(&t->slots, "action"), "stop")) {
		take_back(t, day);
		return;
	}
	struct points p = points_of(text);

	if (!p.n) {
		turn_say(t, "briefing.what", FILL("day", day));
		return;
	}
	if (too_long(t, &p))
		return;
	struct broadcast b = { .kind = STR("briefing"), .day = day, .person = t->who.id, .body = STR("{}") };

	text = joined(&p, t->arena);
	b.number = broadcast_draft(t->db, &b, t->now, t->arena);
	broadcast_write(t->world, &b, text, t->arena);
	broadcast_remember(t, b.number, text, NO_STR);
	briefing_preview(t, &b, text);
}

void briefing_confirmed(struct turn *t, const struct broadcast *b)
{
	int64_t there = broadcast_of_day(t->db, b->day);

	if (there) {
		turn_say(t, "briefing.there", FILL("number", broadcast_name(t->arena, there)), FILL("day", b->day));
	} else if (broadcast_schedule(t->db, b->number, t->now, t->who.uid, t->now)) {
		daily_plan(t->db, DAILY_BRIEFING, t->now);
		turn_say(t, "briefing.scheduled", FILL("number", broadcast_name(t->arena, b->number)),
			 FILL("day", b->day));
	}
	turn_receipt(t);
}
