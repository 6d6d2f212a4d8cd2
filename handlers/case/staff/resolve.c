/* resolve.c - staff end a case, or say how it goes on: answer, adopt, decline, void, merge,
 * reopen; "forwarded" and "coordinating" are progress and end nothing. Also what is put down
 * beside: its number elsewhere, through whom it came. */
#include <strings.h>

#include "dialogs/pack/labels.h"
#include "handlers/turn/turn.h"
#include "handlers/case/staff/staff.h"
#include "store/db/number.h"
#include "store/person/role.h"
#include "store/case/routing.h"

/* Done, *c is the case as it is then; not done, it was said why. */
static bool act(struct turn *t, struct case_info *c, const struct case_request *q)
{
	struct doing doing = turn_doing(t);
	struct case_outcome o = { .before = *c };
	enum act_result r = case_act(&doing, q, &o);

	if (r == ACT_DONE)
		*c = o.now;
	else if (r == ACT_DENIED)
		turn_say(t, "case.resolve.not_yours", FILL("number", case_number(t->arena, c->number)),
			 FILL("department", c->department));
	else
		case_say_refused(t, c, r);
	return r == ACT_DONE;
}

static void say(struct turn *t, const struct case_info *c, const char *name)
{
	struct fill fills[] = { FILL("number", case_number(t->arena, c->number)),
				FILL("outcome",
				     c->outcome.n ? pack_label(t->world->pack, "outcome", c->outcome) : STR("")) };

	turn_say_n(t, name, fills, sizeof fills / sizeof *fills);
	turn_receipt(t);
}

static void note(struct turn *t, struct case_info *c, struct str words)
{
	if (act(t, c, &(struct case_request){ .act = ACT_CASE_PROGRESS, .words = words }))
		say(t, c, PHRASE("case.progress"));
}

/* ------------------------------------------------------- for a department that does not chat */

/* "Q-12 城管回复：…" */
static int64_t replier(struct turn *t)
{
	struct str said = slots_get(&t->slots, "replier");

	return said.n ? department_named_in(t->db, said, t->arena).id : 0;
}

/* Letters and digits, wherever they stand in the sentence; typed in full width they stay as
 * they were understood. */
struct str case_outside_said(struct turn *t)
{
	struct str found = slots_get(&t->slots, "outside"), said = t->said;

	for (size_t i = 0; found.n && i + found.n <= said.n; i++)
		if (strncasecmp(said.p + i, found.p, found.n) == 0)
			return str_sub(said, i, i + found.n);
	return found;
}

static void note_outside(struct turn *t, struct case_info *c, struct str outside)
{
	if (act(t, c, &(struct case_request){ .act = ACT_CASE_OUTSIDE, .value = outside }))
		turn_say(t, "case.outside", FILL("number", case_number(t->arena, c->number)), FILL("outside", outside));
}

static void answer(struct turn *t, struct case_info *c, const char *outcome, struct str words)
{
	struct str outside = case_outside_said(t);
	struct case_request q = {
		.act = ACT_CASE_ANSWER, .outcome = outcome, .words = words, .department = replier(t)
	};

	if (!act(t, c, &q))
		return;
	say(t, c, PHRASE("case.answered"));
	if (outside.n) /* "… 12345编号 20250611-0032": beside the answer */
		note_outside(t, c, outside);
}

static void decide(struct turn *t, struct case_info *c, bool adopt, struct str words)
{
	if (act(t, c, &(struct case_request){ .act = ACT_CASE_DECIDE, .adopt = adopt, .words = words }))
		say(t, c, PHRASE("case.decided"));
}

/* The first two case numbers of the sentence: "Q-12并入Q-10". */
static size_t numbers_said(struct turn *t, int64_t out[2])
{
	struct str s = t->u.said;
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < 2; i++) {
		size_t end = i + 1;

		if (s.p[i] != 'q')
			continue;
		while (end < s.n && (s.p[end] == '-' || (s.p[end] >= '0' && s.p[end] <= '9')))
			end++;
		out[n] = number_parse(str_sub(s, i, end), 'Q');
		n += out[n] > 0;
	}
	return n;
}

static void merge(struct turn *t, struct case_info *c)
{
	int64_t numbers[2], into = numbers_said(t, numbers) > 1 ? numbers[1] : 0;

	if (!into || !case_sight(t->db, t->who.id, into)) {
		turn_say_n(t, into ? PHRASE("case.staff.unknown") : PHRASE("case.merge.into"),
			   FILLS_(FILL("number", case_number(t->arena, into ? into : c->number))), 1);
		return;
	}
	if (!act(t, c, &(struct case_request){ .act = ACT_CASE_MERGE, .into = into }))
		return;
	turn_say(t, "case.merged", FILL("number", case_number(t->arena, c->number)),
		 FILL("into", case_number(t->arena, into)));
	turn_receipt(t);
}

static void reopen(struct turn *t, struct case_info *c, struct str words)
{
	if (act(t, c, &(struct case_request){ .act = ACT_CASE_REOPEN, .words = words }))
		say(t, c, PHRASE("case.reopened.done"));
}

/* "结果改为解释说明": what was answered stays. */
static void correct(struct turn *t, struct case_info *c, const char *outcome)
{
	if (act(t, c, &(struct case_request){ .act = ACT_CASE_CORRECT, .outcome = outcome }))
		say(t, c, PHRASE("case.corrected"));
}

/* ---------------------------------------------------------------- what was meant */

/* As said, or as the words sound; NULL: not said at all. */
static const char *outcome_said(struct turn *t)
{
	static const char *const all[] = { "solved", "explained", "not_ours", "cannot", "void" };
	struct str s = slots_get(&t->slots, "outcome");

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_is(s, all[i]))
			return all[i];
	return NULL;
}

static void resolve(struct turn *t)
{
	struct str act = slots_get(&t->slots, "act"), words = case_words(t, "content");
	const char *outcome = outcome_said(t);
	struct case_info c;
	int64_t numbers[2];

	if (str_is(act, "merge") && numbers_said(t, numbers) > 1)
		slots_set(&t->slots, "case", case_number(t->arena, numbers[0]));
	if (!case_of_staff(t, "admin.resolve", &c))
		return;
	bool idea = str_is(c.kind, "suggestion");

	if (idea && (str_is(act, "adopt") || str_is(act, "decline")))
		decide(t, &c, str_is(act, "adopt"), words);
	else if (str_is(act, "merge"))
		merge(t, &c);
	else if (str_is(act, "reopen"))
		reopen(t, &c, words);
	else if (str_is(act, "correct"))
		correct(t, &c, outcome);
	else if (str_is(act, "void"))
		answer(t, &c, "void", words);
	else if (!idea && str_is(slots_get(&t->slots, "progress"), "yes"))
		note(t, &c, words);
	else if (!words.n)
		case_say_refused(t, &c, idea ? ACT_UNFIT : ACT_NO_WORDS);
	else
		answer(t, &c, outcome ? outcome : "explained", words);
}

/* How it goes, a question back, its number elsewhere: the term runs on. */
static void progress(struct turn *t)
{
	struct str outside = case_outside_said(t), words = case_words(t, "content");
	struct case_info c;

	if (!case_of_staff(t, "admin.note", &c))
		return;
	if (outside.n) {
		note_outside(t, &c, outside);
		turn_receipt(t);
		return;
	}
	note(t, &c, words.n ? words : t->said);
}

/* Through whom it came is known better than by who filed it. */
static void source(struct turn *t)
{
	struct str said = slots_get(&t->slots, "source");
	struct case_info c;

	if (!case_of_staff(t, "admin.source", &c))
		return;
	if (!said.n) {
		turn_say(t, "case.source.is", FILL("number", case_number(t->arena, c.number)),
			 FILL("source", pack_label(t->world->pack, "case_source", c.source)));
		return;
	}
	if (!act(t, &c, &(struct case_request){ .act = ACT_CASE_SOURCE, .value = said }))
		return;
	turn_say(t, "case.source.set", FILL("number", case_number(t->arena, c.number)),
		 FILL("source", pack_label(t->world->pack, "case_source", said)));
	turn_receipt(t);
}

const struct handler case_resolve_handlers[] = {
	{ .intent = "admin.resolve", .run = resolve, .flags = HANDLER_FILES },
	{ .intent = "admin.note", .run = progress, .flags = HANDLER_FILES },
	{ .intent = "admin.source", .run = source },
	{ 0 },
};
