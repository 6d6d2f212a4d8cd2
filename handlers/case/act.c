/* act.c - what those who handle a case do with it, and who hears of it. */
#include "handlers/case/act.h"

#include "dialogs/pack/labels.h"
#include "handlers/turn/notice.h"

enum { OWN_EXTENSIONS = 1 };

size_t case_tell_of(const struct case_doing *d, const struct case_info *c, enum case_whom whom, const char *name,
		    struct str words, bool ask)
{
	struct str outcome = c->outcome.n ? pack_label(d->w->pack, "outcome", c->outcome) : STR("");
	struct str due = c->due_at ? case_moment(d->w, c->due_at, d->arena)
				   : phrase(d->w->pack, PHRASE("case.no_term"), 0, NULL, 0, d->arena);
	struct fill fills[] = {
		FILL("number", case_number(d->arena, c->number)),
		FILL("kind", case_kind(d->w, c->kind)),
		FILL("what", case_category(d->w, c->kind, c->category)),
		FILL("place", c->place.n ? c->place : STR("")),
		FILL("department", c->department.n ? c->department : STR("")),
		FILL("due", due),
		FILL("outcome", outcome),
		FILL("why", words),
		FILL("answer", words),
	};
	struct button buttons[] = {
		{ phrase(d->w->pack, PHRASE("case.rate.yes"), 0, NULL, 0, d->arena),
		  case_rate_data(d->w, c->number, true, d->arena) },
		{ phrase(d->w->pack, PHRASE("case.rate.no"), 0, NULL, 0, d->arena),
		  case_rate_data(d->w, c->number, false, d->arena) },
	};
	struct case_message m = { .w = d->w,
				  .c = c,
				  .whom = whom,
				  .but = d->person,
				  .flags = NOTICE_AWAITED,
				  .phrase = name,
				  .fills = fills,
				  .n = sizeof fills / sizeof *fills,
				  .buttons = ask ? buttons : NULL,
				  .n_buttons = ask ? 2 : 0,
				  .expects = ask ? "rate" : NULL };

	return case_tell(&m, d->now, d->arena);
}

static enum case_result move(const struct case_doing *d, struct case_info *c, struct case_step step)
{
	step.person = d->person;
	step.link = d->link;
	enum case_result r = case_move(d->w->db, c->number, &step, d->now);

	if (r == CASE_MOVED)
		*c = case_load(d->w->db, c->number, d->arena);
	return r;
}

enum case_result case_progress(const struct case_doing *d, struct case_info *c, struct str words)
{
	enum case_result r = move(d, c, (struct case_step){ .event = CASE_PROGRESS, .why = words });

	if (r == CASE_MOVED)
		(void)case_tell_of(d, c, TELL_REPORTER, PHRASE("case.progress.reporter"), words, false);
	return r;
}

enum case_result case_answer_with(const struct case_doing *d, struct case_info *c, const char *outcome,
				  struct str words)
{
	enum case_result r = move(d, c, (struct case_step){ .event = CASE_ANSWER, .why = words, .outcome = outcome });

	if (r != CASE_MOVED)
		return r;
	(void)case_tell_of(d, c, TELL_REPORTER,
			   str_is(c->outcome, "void") ? PHRASE("case.answered.void") : PHRASE("case.answered.reporter"),
			   words, true);
	(void)case_tell_of(d, c, TELL_SUPPORTERS, PHRASE("case.answered.supporter"), words, false);
	return r;
}

enum case_result case_decide(const struct case_doing *d, struct case_info *c, bool adopt, struct str words)
{
	const char *name = !adopt    ? PHRASE("case.declined.reporter")
			   : words.n ? PHRASE("case.adopted.reporter")
				     : PHRASE("case.adopted.reporter.bare");
	enum case_result r = move(
		d, c,
		(struct case_step){ .event = CASE_DECIDE, .why = words, .outcome = adopt ? "adopted" : "declined" });

	if (r != CASE_MOVED)
		return r;
	(void)case_tell_of(d, c, TELL_REPORTER, name, words, false);
	(void)case_tell_of(d, c, TELL_SUPPORTERS, name, words, false);
	return r;
}

enum case_result case_give_back(const struct case_doing *d, struct case_info *c, struct str why)
{
	const struct case_info before = *c;
	enum case_result r = move(d, c, (struct case_step){ .event = CASE_RETURN, .why = why });

	if (r == CASE_MOVED)
		(void)case_tell_of(d, &before, TELL_CITY, PHRASE("case.returned.staff"), why, false);
	return r;
}

bool case_may_extend(const struct case_info *c, int64_t days, ms_t now)
{
	return c->extended < OWN_EXTENSIONS && days <= CASE_EXTENSION_DAYS && c->due_at > now;
}

enum case_result case_extend(const struct case_doing *d, struct case_info *c, int64_t days, struct str why)
{
	struct case_term term = case_term_of(d->w, days, c->due_at > d->now ? c->due_at : d->now);
	enum case_result r = move(
		d, c,
		(struct case_step){
			.event = CASE_EXTEND, .why = why, .due_at = term.due_at, .remind_at = term.remind_at });

	if (r != CASE_MOVED)
		return r;
	(void)case_tell_of(d, c, TELL_REPORTER, PHRASE("case.extended.reporter"), why, false);
	(void)case_tell_of(d, c, TELL_CITY, PHRASE("case.extended.staff"), why, false);
	return r;
}
