/* broadcast.c - staff write to many: draft, look, change, send; and what became
 * of it. Nothing leaves before the latest preview was agreed to. */
#include "handlers/broadcast.h"

#include <inttypes.h>
#include <string.h>

#include "bot/base/utf8.h"
#include "handlers/capabilities.h"
#include "handlers/hours.h"
#include "handlers/list.h"
#include "handlers/rights.h"
#include "store/audit.h"
#include "store/number.h"
#include "store/timer.h"

enum {
	DRAFT_STANDS = 30 * MS_MINUTE, /* an old draft can never go out */
	JUST_SENT = 10 * MS_MINUTE,
	TEXT_MAX = 1000,      /* characters */
	PEOPLE_A_SECOND = 25, /* what platforms let through, for the estimate */
	LISTED = 40,
	MORNING = 9, /* the hour, when only a day was said */
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

static struct str clock_of(struct turn *t, ms_t at)
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
				FILL("from", clock_of(t, from)),
				FILL("until", clock_of(t, until)),
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
		return text;
	struct str rest = str_sub(t->said, (size_t)at + verb.n, t->said.n);

	return without_separators(rest);
}

static void refuse(struct turn *t)
{
	audit(t->db, t->now, t->who.uid, "refused", STR("broadcast.audience"), NO_STR);
	turn_say_n(t, PHRASE("broadcast.not_yours"), NULL, 0);
}

int64_t broadcast_offer(struct turn *t, const struct audience *audience, struct str text)
{
	struct broadcast b = {
		.kind = STR("broadcast"), .audience = *audience, .person = t->who.id, .body = STR("{}")
	};
	int64_t number = broadcast_draft(t->db, &b, t->now, t->arena);

	broadcast_rewrite(t->db, number, broadcast_body(t->world, number, text, false, t->arena));
	broadcast_remember(t, number, text, NO_STR);
	preview(t, number, NO_STR);
	return number;
}

/* Text and audience are there: a draft, and how it looks. */
static void draft(struct turn *t)
{
	struct str text = text_said(t), last = json_str(turn_memo(t, "broadcast.last"), "text"),
		   at = slots_get(&t->slots, "send_at");
	struct broadcast b = { .kind = STR("broadcast"),
			       .audience = audience_said(t),
			       .urgent = str_is(slots_get(&t->slots, "urgent"), "yes"),
			       .person = t->who.id,
			       .body = STR("{}") };

	if (!broadcast_may(t, &b.audience)) {
		refuse(t);
		return;
	}
	if (!audience_is_clear(t, &b.audience)) {
		turn_say_n(t, PHRASE("broadcast.which_branch"), NULL, 0);
		return;
	}
	if (b.urgent && !(role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY)))
		b.urgent = false;
	if (!text.n && last.n) /* "也给…发一份": what was sent before */
		text = arena_str(t->arena, last);
	if (text.n < 2 || utf8_count(text) > TEXT_MAX) {
		turn_say_n(t, text.n < 2 ? PHRASE("broadcast.what") : PHRASE("broadcast.too_long"), NULL, 0);
		return;
	}
	int64_t number = broadcast_draft(t->db, &b, t->now, t->arena);

	broadcast_rewrite(t->db, number, broadcast_body(t->world, number, text, false, t->arena));
	broadcast_remember(t, number, text, at);
	preview(t, number, at);
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
	struct str old = slots_get(&t->slots, "old"), new = slots_get(&t->slots, "new"),
		   add = slots_get(&t->slots, "add");

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
	broadcast_rewrite(t->db, number, broadcast_body(t->world, number, text, briefing, t->arena));
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
		 FILL("at", clock_of(t, at)));
	turn_receipt(t);
}

/* --------------------------------------------------------------------- account */

static bool his(struct turn *t, const struct broadcast *b)
{
	return b->person == t->who.id || role_bits(t->db, t->who.id) & ROLE_BIT(ROLE_CITY);
}

static const char *state_phrase(struct str state)
{
	if (str_is(state, "scheduled"))
		return PHRASE("broadcast.state.scheduled");
	if (str_is(state, "sending"))
		return PHRASE("broadcast.state.sending");
	if (str_is(state, "stopped"))
		return PHRASE("broadcast.state.stopped");
	return str_is(state, "missed") ? PHRASE("broadcast.state.missed") : PHRASE("broadcast.state.sent");
}

static struct str line(struct turn *t, const struct broadcast *b, const char *name)
{
	struct broadcast_figures f = broadcast_figures(t->db, b->number);
	struct fill fills[] = { FILL("number", broadcast_name(t->arena, b->number)),
				FILL("state", turn_phrase(t, state_phrase(b->state), NULL, 0)),
				FILL("at", clock_of(t, b->starts_at)),
				FILL("audience", audience_words(t, &b->audience)),
				FILL("copies", count(t, f.copies)),
				FILL("sent", count(t, f.sent)),
				FILL("queued", count(t, f.queued)),
				FILL("failed", count(t, f.failed + f.uncertain)),
				FILL("opted_out", count(t, f.opted_out)),
				FILL("unreached", count(t, f.unreached)),
				FILL("missed", count(t, f.missed)),
				FILL("read", count(t, f.read)),
				FILL("text", broadcast_words(b->body, t->arena)) };

	return turn_phrase(t, name, fills, sizeof fills / sizeof *fills);
}

static void list(struct turn *t)
{
	struct broadcast *v = arena_array(t->arena, struct broadcast, LISTED);
	struct str lines[LISTED];
	size_t n = broadcast_list(t->db, v, LISTED, t->arena), shown = 0;

	for (size_t i = 0; i < n; i++)
		if (his(t, &v[i]))
			lines[shown++] = line(t, &v[i], PHRASE("broadcast.line"));
	if (shown)
		list_say(t, lines, shown);
	else
		turn_say_n(t, PHRASE("broadcast.none"), NULL, 0);
}

static void show_or_stop(struct turn *t, int64_t number, bool stop)
{
	struct broadcast b = broadcast_load(t->db, number, t->arena);
	int64_t left = 0;

	if (!b.number || str_is(b.state, "draft") || !his(t, &b)) {
		turn_say_n(t, PHRASE("broadcast.unknown"), NULL, 0);
	} else if (!stop) {
		turn_say_text(t, line(t, &b, PHRASE("broadcast.account")));
	} else if (broadcast_stop(t->db, number, t->who.uid, t->now, &left)) {
		timer_clear(t->db, BROADCAST_TIMER, number);
		turn_say(t, "broadcast.stopped", FILL("number", broadcast_name(t->arena, number)),
			 FILL("left", count(t, left)));
	} else {
		turn_say(t, "broadcast.out", FILL("number", broadcast_name(t->arena, number)),
			 FILL("left", count(t, left)));
	}
	turn_receipt(t);
}

static void broadcast(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");
	int64_t number = number_parse(slots_get(&t->slots, "broadcast"), 'B');

	if (text_said(t).n) /* whatever words stand in it */
		draft(t);
	else if (number)
		show_or_stop(t, number, str_is(action, "stop"));
	else if (str_is(action, "ledger"))
		list(t);
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
		show_or_stop(t, sent, true);
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
