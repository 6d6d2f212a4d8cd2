/* duty.c - the three lists: put on, show, finish, remind. */
#include "store/duty/duty.h"

#include <inttypes.h>

#include "handlers/turn/jobs.h"
#include "handlers/turn/hours.h"
#include "handlers/talk/list.h"
#include "handlers/turn/notice.h"
#include "store/person/department.h"
#include "store/db/number.h"

enum { OWNERS_MAX = 16, BEFORE_DAYS = 3, AGAIN_DAYS = 7, REMIND_AT = 9 * 60, DETAIL_STANDS = 30 * MS_MINUTE };

static struct str number(struct arena *a, int64_t code)
{
	return arena_printf(a, "D-%" PRId64, code);
}

static const char *list_word(struct str list)
{
	if (str_is(list, "shortcoming"))
		return PHRASE("duty.list.shortcoming");
	return str_is(list, "key") ? PHRASE("duty.list.key") : PHRASE("duty.list.innovation");
}

static struct str or_missing(const struct turn_world *w, struct str s, struct arena *a)
{
	return s.n ? s : phrase(w->pack, PHRASE("duty.missing"), 0, NULL, 0, a);
}

/* ------------------------------------------------------------------- reminders */

static int64_t day_of(struct str date)
{
	int64_t y = 0, m = 0, d = 0;

	if (date.n != 10 || !str_int(str_sub(date, 0, 4), 1970, 9999, &y) || !str_int(str_sub(date, 5, 7), 1, 12, &m) ||
	    !str_int(str_sub(date, 8, 10), 1, 31, &d))
		return 0;
	return civil_day((int)y, (int)m, (int)d);
}

/* Three days before the last day, on it, the day after, then every week. */
static void set_reminder(struct db *db, int64_t code, struct str due, ms_t now)
{
	int64_t day = day_of(due), today = local_day(now), next = day - BEFORE_DAYS;

	if (!day)
		return;
	if (hours_at(next, REMIND_AT) <= now)
		next = day;
	if (hours_at(next, REMIND_AT) <= now)
		next = day + 1;
	if (hours_at(next, REMIND_AT) <= now)
		next = today + AGAIN_DAYS;
	timer_set(db, DUTY_REMIND, code, hours_at(next, REMIND_AT));
}

static void tell_owners(const struct turn_world *w, const struct duty *d, const char *name, ms_t now, struct arena *a)
{
	struct fill fills[] = { FILL("number", number(a, d->code)), FILL("text", d->text),
				FILL("due", or_missing(w, d->due, a)) };
	int64_t people[OWNERS_MAX];
	size_t n = duty_owners(w->db, d->code, people, OWNERS_MAX);

	for (size_t i = 0; i < n; i++) {
		struct notice notice = { .person = people[i],
					 .phrase = name,
					 .fills = fills,
					 .n = sizeof fills / sizeof *fills,
					 .flags = NOTICE_AWAITED | NOTICE_RECEIPT,
					 .subject = fills[0].value };

		(void)notice_send(w, &notice, now, a);
	}
}

static void remind(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct duty d = duty_load(w->db, t->subject, a);

	int64_t left = day_of(d.due) - local_day(now);

	if (!d.code || !str_is(d.state, "open"))
		return;
	if (d.due.n && left <= BEFORE_DAYS) /* not, when a list has moved its date */
		tell_owners(w, &d, left < 0 ? PHRASE("duty.late") : PHRASE("duty.soon"), now, a);
	set_reminder(w->db, d.code, d.due, now);
}

/* From a list: its owners hear of it as if it had been said. */
static void listed(const struct turn_world *w, const struct timer *t, ms_t now, struct arena *a)
{
	struct duty d = duty_load(w->db, t->subject, a);

	if (!d.code || !str_is(d.state, "open"))
		return;
	tell_owners(w, &d, PHRASE("duty.yours"), now, a);
	set_reminder(w->db, d.code, d.due, now);
}

const struct job duty_jobs[] = {
	{ .name = DUTY_REMIND, .run = remind },
	{ .name = DUTY_LISTED, .run = listed },
	{ 0 },
};

/* ---------------------------------------------------------------------- adding */

/* What is still to be said is asked; the next sentence may answer. */
static void ask_missing(struct turn *t, const struct duty *d)
{
	if (d->department.n && d->due.n)
		return;
	cJSON *memo = cJSON_CreateObject();

	cJSON_AddNumberToObject(memo, "code", (double)d->code);
	turn_remember(t, "duty", memo);
	turn_expect(t, "duty", DETAIL_STANDS);
	if (!d->department.n)
		turn_say(t, "duty.whose", FILL("number", number(t->arena, d->code)));
	else
		turn_say(t, "duty.when", FILL("number", number(t->arena, d->code)));
}

static void say_one(struct turn *t, const char *name, const struct duty *d)
{
	struct fill fills[] = { FILL("number", number(t->arena, d->code)),
				FILL("list", turn_phrase(t, list_word(d->list), NULL, 0)), FILL("text", d->text),
				FILL("department", or_missing(t->world, d->department, t->arena)),
				FILL("due", or_missing(t->world, d->due, t->arena)) };

	turn_say_n(t, name, fills, sizeof fills / sizeof *fills);
	turn_receipt(t);
}

static struct named department_said(struct turn *t)
{
	struct str said = slots_get(&t->slots, "department");
	struct named d = said.n ? department_named_in(t->db, said, t->arena) : (struct named){ 0 };

	return d.id ? d : department_named_in(t->db, t->said, t->arena);
}

static void add(struct turn *t)
{
	struct str list = slots_get(&t->slots, "list"), text = slots_get(&t->slots, "text");
	struct str said = slots_get(&t->slots, "department");

	if (!list.n || !text.n) {
		turn_say_n(t, PHRASE("duty.how"), NULL, 0);
		return;
	}
	/* a place within the matter's own words is not whose duty it is */
	struct named owner = said.n ? department_named_in(t->db, said, t->arena) : (struct named){ 0 };
	int64_t code = duty_add(t->db,
				&(struct duty_new){ .list = list,
						    .text = text,
						    .department = owner.id,
						    .due = slots_get(&t->slots, "due"),
						    .person = t->who.id,
						    .actor = t->who.uid },
				t->now, t->arena);
	struct duty d = duty_load(t->db, code, t->arena);

	say_one(t, PHRASE("duty.added"), &d);
	tell_owners(t->world, &d, PHRASE("duty.yours"), t->now, t->arena);
	set_reminder(t->db, code, d.due, t->now);
	ask_missing(t, &d);
}

static void change(struct turn *t, int64_t code)
{
	struct named owner = department_said(t);
	struct str due = slots_get(&t->slots, "due");

	if (!owner.id && !due.n) {
		turn_say_n(t, PHRASE("duty.change_what"), NULL, 0);
		return;
	}
	struct duty before = duty_load(t->db, code, t->arena);

	duty_change(t->db, code, owner.id, due, t->who.uid, t->now);
	struct duty d = duty_load(t->db, code, t->arena);

	say_one(t, PHRASE("duty.changed"), &d);
	if (owner.id && owner.id != before.department_id)
		tell_owners(t->world, &d, PHRASE("duty.yours"), t->now, t->arena);
	set_reminder(t->db, code, d.due, t->now);
	ask_missing(t, &d);
}

/* The sentence after "whose is it?" */
static void detail(struct turn *t)
{
	int64_t code = json_int(turn_memo(t, "duty"), "code", 0);

	if (turn_has_right(t, "admin.duty") && code && duty_seen_by(t->db, code, t->who.id))
		change(t, code);
}

/* --------------------------------------------------------------------- showing */

static struct str line(struct turn *t, const struct duty *d)
{
	const char *state = str_is(d->state, "done")			     ? PHRASE("duty.state.done")
			    : d->due.n && day_of(d->due) < local_day(t->now) ? PHRASE("duty.state.late")
									     : PHRASE("duty.state.open");
	struct fill fills[] = { FILL("number", number(t->arena, d->code)),
				FILL("list", turn_phrase(t, list_word(d->list), NULL, 0)),
				FILL("text", d->text),
				FILL("department", or_missing(t->world, d->department, t->arena)),
				FILL("due", or_missing(t->world, d->due, t->arena)),
				FILL("state", turn_phrase(t, state, NULL, 0)) };

	return turn_phrase(t, PHRASE("duty.line"), fills, sizeof fills / sizeof *fills);
}

static void show(struct turn *t, bool late)
{
	struct str today = day_str(local_day(t->now), t->arena), list = slots_get(&t->slots, "list");
	struct duty_query q = { .viewer = t->who.id,
				.department = department_said(t).id,
				.list = list.n ? list : NO_STR,
				.late_on = late ? today : NO_STR };
	struct duty *d = arena_array(t->arena, struct duty, LIST_MAX);
	struct str *lines = arena_array(t->arena, struct str, LIST_MAX);
	size_t n = duty_list(t->db, &q, d, LIST_MAX, t->arena);

	for (size_t i = 0; i < n; i++)
		lines[i] = line(t, &d[i]);
	if (!n) {
		turn_say_n(t, late ? PHRASE("duty.none_late") : PHRASE("duty.none"), NULL, 0);
		return;
	}
	turn_say(t, "duty.head", FILL("n", arena_printf(t->arena, "%zu", n)));
	list_say(t, lines, n);
}

static void sums(struct turn *t)
{
	struct duty_sum v[LIST_MAX];
	struct str lines[LIST_MAX];
	size_t n = duty_sums(t->db, t->who.id, day_str(local_day(t->now), t->arena), v, LIST_MAX, t->arena);

	for (size_t i = 0; i < n; i++) {
		struct fill fills[] = { FILL("department", or_missing(t->world, v[i].department, t->arena)),
					FILL("open", arena_printf(t->arena, "%" PRId64, v[i].open)),
					FILL("late", arena_printf(t->arena, "%" PRId64, v[i].late)),
					FILL("done", arena_printf(t->arena, "%" PRId64, v[i].done)) };

		lines[i] = turn_phrase(t, PHRASE("duty.sum"), fills, sizeof fills / sizeof *fills);
	}
	if (n)
		list_say(t, lines, n);
	else
		turn_say_n(t, PHRASE("duty.none"), NULL, 0);
}

/* ------------------------------------------------------------------- finishing */

static void finish(struct turn *t, int64_t code, bool drop)
{
	struct str words = slots_get(&t->slots, "evidence");
	bool first = drop ? duty_drop(t->db, code, words.n ? words : NO_STR, t->who.uid, t->now)
			  : duty_done(t->db, code, words.n ? words : NO_STR, t->who.uid, t->now);
	struct duty d = duty_load(t->db, code, t->arena);

	timer_clear(t->db, DUTY_REMIND, code);
	if (!first)
		say_one(t, PHRASE("duty.closed_before"), &d);
	else if (drop)
		say_one(t, PHRASE("duty.dropped"), &d);
	else if (!d.evidence.n)
		say_one(t, PHRASE("duty.done_bare"), &d);
	else
		turn_say(t, "duty.done", FILL("number", number(t->arena, code)), FILL("text", d.text),
			 FILL("evidence", d.evidence));
}

/* Which one is meant, by number or by its words; 0: said that it is not clear. */
static int64_t which(struct turn *t)
{
	struct str said = slots_get(&t->slots, "duty"), words = slots_get(&t->slots, "which");
	int64_t code = said.n ? number_parse(said, 'D')
			      : duty_worded(t->db, t->who.id, words.n ? words : t->said, t->arena);

	if (code && duty_seen_by(t->db, code, t->who.id))
		return code;
	turn_say_n(t, PHRASE("duty.which"), NULL, 0);
	return 0;
}

static void duty(struct turn *t)
{
	struct str action = slots_get(&t->slots, "action");
	bool drop = str_is(action, "drop");

	if (slots_get(&t->slots, "adding").n) /* its own words may be "…器材过期", "…完成情况不好" */
		action = NO_STR;
	else if (!action.n && !slots_get(&t->slots, "text").n) /* "清单" alone asks for it */
		action = STR("show");

	if (str_is(action, "show") || str_is(action, "late")) {
		show(t, str_is(action, "late"));
	} else if (str_is(action, "sum")) {
		sums(t);
	} else if (drop || str_is(action, "done") || str_is(action, "change")) {
		int64_t code = which(t);

		if (code && str_is(action, "change"))
			change(t, code);
		else if (code)
			finish(t, code, drop);
	} else {
		add(t);
	}
}

const struct handler duty_handlers[] = {
	{ .intent = "admin.duty", .run = duty },
	{ .intent = "duty.detail", .run = detail },
	{ 0 },
};
