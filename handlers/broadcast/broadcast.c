/* broadcast.c - staff write to many: draft, look, change, send; and what became
 * of it. Nothing leaves before the latest preview was agreed to. */
#include "handlers/broadcast/broadcast.h"

#include <inttypes.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "handlers/turn/turn.h"
#include "handlers/turn/hours.h"
#include "handlers/talk/list.h"
#include "handlers/turn/act.h"
#include "store/db/audit.h"
#include "store/db/number.h"
#include "store/messages/timer.h"

enum {
	DRAFT_STANDS = 30 * MS_MINUTE, /* an old draft can never go out */
	JUST_SENT = 10 * MS_MINUTE,
	TEXT_MAX = 1000,      /* characters */
	PEOPLE_A_SECOND = 25, /* what platforms let through, for the estimate */
	MORNING = 9,	      /* the hour, when only a day was said */
};

static struct str count(struct turn *t, int64_t n)
{
	return arena_printf(t->arena, "%" PRId64, n);
}

/* ---------------------------------------------------------------------- draft */

static cJSON *draft_memo(struct turn *t)
{
	cJSON *memo = turn_memo(t, "broadcast");

	return t->now - json_int(memo, "at", 0) <= DRAFT_STANDS ? memo : NULL;
}

void broadcast_remember(struct turn *t, int64_t number, struct str text, struct str at)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "number", (double)number);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	json_put(memo, "text", text);
	json_put(memo, "send_at", at.n ? at : STR(""));
	turn_remember(t, "broadcast", memo);
	turn_expect(t, "broadcast", DRAFT_STANDS);
}

/* Agreed to a moment ago: "算了 不发了" still means this one. */
static void remember_sent(struct turn *t, int64_t number)
{
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "sent", (double)number);
	cJSON_AddNumberToObject(memo, "at", (double)t->now);
	turn_remember(t, "broadcast", memo);
	turn_expect(t, "broadcast", JUST_SENT);
}

static int64_t just_sent(struct turn *t)
{
	return json_int(draft_memo(t), "sent", 0);
}

static bool may_write(void *arg, struct str channel)
{
	const struct turn *t = arg;

	return t->world->may_write_first(t->world->arg, channel);
}

/* "2025-06-12 08:00", "2025-06-12" (in the morning) or "14:00" (the next one) → the
 * moment; 0: at once. */
static ms_t moment(struct str at, ms_t now)
{
	int64_t h = MORNING, mi = 0, day = local_day(now);
	bool dated = at.n >= 10 && day_read(str_sub(at, 0, 10), &day);
	struct str clock = !dated ? at : at.n >= 16 ? str_sub(at, 11, 16) : NO_STR;

	if (clock.n >= 5 && (!str_int(str_sub(clock, 0, 2), 0, 23, &h) || !str_int(str_sub(clock, 3, 5), 0, 59, &mi)))
		return 0;
	if (!dated && clock.n < 5)
		return 0;
	if (!dated && h * 60 + mi < local_minute(now))
		day++;
	return hours_at(day, (int)(h * 60 + mi));
}

/* When it will leave: as asked, but not at night nor in a peak unless urgent. */
static ms_t start(struct turn *t, const struct broadcast *b, struct str at)
{
	ms_t wanted = moment(at, t->now);

	if (wanted < t->now)
		wanted = t->now;
	return b->urgent ? wanted : hours_next_push(t->world, wanted);
}

/* When it will be out: not at night nor in a peak either. */
static ms_t end(struct turn *t, const struct broadcast *b, ms_t from, int64_t reached)
{
	ms_t at = from;

	for (int64_t left = reached; left > 0; left -= PEOPLE_A_SECOND * 60)
		at = (b->urgent ? at : hours_next_push(t->world, at)) + MS_MINUTE;
	return at > from ? at : from + MS_MINUTE;
}

struct str broadcast_clock(struct turn *t, ms_t at)
{
	struct str day = day_str(local_day(at), t->arena), clock = clock_str(local_minute(at), t->arena);

	return arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(day), STR_ARG(clock));
}

static void preview(struct turn *t, int64_t number, struct str at)
{
	struct broadcast b = broadcast_load(t->db, number, t->arena);
	struct audience_size size = audience_count(t->db, &b.audience, may_write, t, t->arena);
	int64_t reached = size.people - size.opted_out - size.unreached + size.groups;
	ms_t from = start(t, &b, at), until = end(t, &b, from, reached);
	struct fill fills[] = { FILL("number", broadcast_name(t->arena, number)),
				FILL("audience", audience_words(t, &b.audience)),
				FILL("reached", count(t, reached)),
				FILL("opted_out", count(t, size.opted_out)),
				FILL("unreached", count(t, size.unreached)),
				FILL("from", broadcast_clock(t, from)),
				FILL("until", broadcast_clock(t, until)),
				FILL("text", broadcast_words(b.body, t->arena)) };

	turn_say_n(t, PHRASE("broadcast.preview"), fills, sizeof fills / sizeof *fills);
	turn_button(t, turn_phrase(t, PHRASE("broadcast.send"), NULL, 0), NO_STR);
	turn_button(t, turn_phrase(t, PHRASE("broadcast.drop"), NULL, 0), NO_STR);
	turn_receipt(t);
}

static struct str without_separators(struct str s)
{
	static const char *const separators[] = { " ", ",", ":", "，", "：", "、", "\n" };

	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		if (str_starts(s, str_c(separators[i]))) {
			s = str_sub(s, strlen(separators[i]), s.n);
			i = (size_t)-1; /* from the first again */
		}
	}
	return s;
}

/* The words behind "发个通知": as typed, when the verb is found there. */
static struct str text_said(struct turn *t)
{
	struct str verb = slots_get(&t->slots, "verb"), text = slots_get(&t->slots, "text");
	ptrdiff_t at = verb.n ? str_find(t->said, verb) : -1;

	if (at < 0)
		return turn_typed(t, text);
	struct str rest = str_sub(t->said, (size_t)at + verb.n, t->said.n);

	return without_separators(rest);
}

static void refuse(struct turn *t)
{
	audit(t->db, t->now, t->who.uid, "refused", STR("broadcast.audience"), NO_STR);
	turn_say_n(t, PHRASE("broadcast.not_yours"), NULL, 0);
}

static void show_draft(struct turn *t, struct broadcast *b, struct str text, struct str at)
{
	b->number = broadcast_draft(t->db, b, t->now, t->arena);
	broadcast_write(t->world, b, text, t->arena);
	broadcast_remember(t, b->number, text, at);
	preview(t, b->number, at);
}

int64_t broadcast_offer(struct turn *t, const struct audience *audience, struct str text)
{
	struct broadcast b = {
		.kind = STR("broadcast"), .audience = *audience, .person = t->who.id, .body = STR("{}")
	};

	show_draft(t, &b, text, NO_STR);
	return b.number;
}

void broadcast_begin(struct turn *t, struct broadcast *b, struct str text, struct str at)
{
	if (!broadcast_may(t, &b->audience))
		refuse(t);
	else if (!audience_is_clear(t, &b->audience))
		turn_say_n(t, PHRASE("broadcast.which_branch"), NULL, 0);
	else if (text.n < 2 || utf8_count(text) > TEXT_MAX)
		turn_say_n(t, text.n < 2 ? PHRASE("broadcast.what") : PHRASE("broadcast.too_long"), NULL, 0);
	else
		show_draft(t, b, text, at);
}

/* Text and audience are there: a draft, and how it looks. */
static void draft(struct turn *t)
{
	struct str text = text_said(t), last = json_str(turn_memo(t, "broadcast.last"), "text"),
		   at = slots_get(&t->slots, "send_at");
	struct broadcast b = { .kind = STR("broadcast"),
			       .audience = audience_said(t),
			       .urgent = str_is(slots_get(&t->slots, "urgent"), "yes") &&
					 role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY),
			       .person = t->who.id,
			       .body = STR("{}") };

	if (!text.n && last.n) /* "也给…发一份": what was sent before */
		text = arena_str(t->arena, last);
	broadcast_begin(t, &b, text, at);
}

/* --------------------------------------------------------------------- changes */

static struct str replaced(struct turn *t, struct str text, struct str old, struct str new)
{
	ptrdiff_t at = old.n ? str_find(text, old) : -1;

	if (at < 0)
		return NO_STR;
	struct str before = str_sub(text, 0, (size_t)at), after = str_sub(text, (size_t)at + old.n, text.n);

	return arena_printf(t->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(before), STR_ARG(new), STR_ARG(after));
}

static struct str changed(struct turn *t, struct str text)
{
	struct str old = slots_get(&t->slots, "old"), new = turn_typed(t, slots_get(&t->slots, "new")),
		   add = turn_typed(t, slots_get(&t->slots, "add"));

	if (add.n)
		return arena_printf(t->arena, STR_FMT " " STR_FMT, STR_ARG(text), STR_ARG(add));
	if (old.n)
		return replaced(t, text, old, new.n ? new : STR(""));
	return new.n ? new : NO_STR;
}

static void edit(struct turn *t)
{
	cJSON *memo = draft_memo(t);
	int64_t number = json_int(memo, "number", 0);

	if (!turn_has_right(t, "admin.broadcast"))
		return;
	if (!number) {
		turn_say(t, "broadcast.on_its_way", FILL("number", broadcast_name(t->arena, just_sent(t))));
		return;
	}
	struct broadcast b = broadcast_load(t->db, number, t->arena);
	bool briefing = str_is(b.kind, "briefing");
	struct str at = json_str(memo, "send_at"), text = json_str(memo, "text");

	struct str other = briefing ? briefing_changed(t, text) : changed(t, text), hour = slots_get(&t->slots, "time");

	if (!briefing && hour.n && !other.n) /* the same, but later */
		at = hour;
	else
		text = other;
	if (!text.n || utf8_count(text) > TEXT_MAX) {
		turn_say_n(t, PHRASE("broadcast.change_how"), NULL, 0);
		turn_expect(t, "broadcast", DRAFT_STANDS);
		return;
	}
	text = arena_str(t->arena, text);
	at = arena_str(t->arena, at);
	broadcast_write(t->world, &b, text, t->arena);
	broadcast_remember(t, number, text, at);
	if (briefing)
		briefing_preview(t, &b, text);
	else
		preview(t, number, at);
}

static void send(struct turn *t)
{
	cJSON *memo = draft_memo(t);
	struct broadcast b = broadcast_load(t->db, json_int(memo, "number", 0), t->arena);

	if (!turn_has_right(t, "admin.broadcast"))
		return;
	if (just_sent(t)) {
		turn_say(t, "broadcast.already", FILL("number", broadcast_name(t->arena, just_sent(t))));
		return;
	}
	if (!b.number || b.person != t->who.id || (str_is(b.kind, "broadcast") && !broadcast_may(t, &b.audience))) {
		turn_say_n(t, PHRASE("broadcast.no_draft"), NULL, 0);
		return;
	}
	if (str_is(b.kind, "briefing")) {
		remember_sent(t, b.number);
		briefing_confirmed(t, &b);
		return;
	}
	ms_t at = start(t, &b, json_str(memo, "send_at"));
	cJSON *last = cJSON_CreateObject();

	json_put(last, "text", json_str(memo, "text"));
	turn_remember(t, "broadcast.last", last);

	remember_sent(t, b.number);
	if (!broadcast_schedule(t->db, b.number, at, t->who.uid, t->now))
		return;
	timer_set(t->db, BROADCAST_TIMER, b.number, at);
	turn_say(t, "broadcast.scheduled", FILL("number", broadcast_name(t->arena, b.number)),
		 FILL("at", broadcast_clock(t, at)));
	turn_receipt(t);
}

/* ------------------------------------------------------------------------ what is wanted */

static void broadcast(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");
	int64_t number = number_parse(slots_get(&t->slots, "broadcast"), 'B');

	int64_t lesson = number_parse(slots_get(&t->slots, "lesson"), 'L');

	if (text_said(t).n) /* whatever words stand in it */
		draft(t);
	else if (number)
		broadcast_show_or_stop(t, number, str_is(action, "stop"));
	else if (lesson)
		broadcast_lesson(t, lesson);
	else if (str_is(action, "ledger"))
		broadcast_list_say(t);
	else
		draft(t);
}

static void drop(struct turn *t)
{
	int64_t left, number = json_int(draft_memo(t), "number", 0), sent = just_sent(t);

	if (!turn_has_right(t, "admin.broadcast"))
		return;
	turn_remember(t, "broadcast", NULL);
	turn_expect(t, NULL, 0);
	if (sent) {
		broadcast_show_or_stop(t, sent, true);
		return;
	}
	if (number)
		(void)broadcast_stop(t->db, number, t->who.uid, t->now, &left);
	turn_say_n(t, PHRASE("broadcast.dropped"), NULL, 0);
}

const struct handler broadcast_handlers[] = {
	{ .intent = "admin.broadcast", .run = broadcast },
	{ .intent = "broadcast.edit", .run = edit },
	{ .intent = "broadcast.confirm", .run = send },
	{ .intent = "broadcast.drop", .run = drop },
	{ 0 },
};
