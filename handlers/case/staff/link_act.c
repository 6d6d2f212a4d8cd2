/* link_act.c - a department acts on its case through a link. */
#include "handlers/case/staff/link_act.h"

#include <string.h>

#include "bot/base/utf8.h"

enum page_state case_page_state(const struct page_link *l, ms_t now)
{
	if (!l->id)
		return PAGE_FORGED;
	if (l->revoked_at)
		return PAGE_REVOKED;
	if (l->expires_at <= now)
		return PAGE_EXPIRED;
	return l->current ? PAGE_GOOD : PAGE_MOVED;
}

static const char *const names[PAGE_ACTS] = {
	[PAGE_NOTE] = "note",	    [PAGE_ANSWER] = "answer", [PAGE_ADOPT] = "adopt",
	[PAGE_DECLINE] = "decline", [PAGE_EXTEND] = "extend", [PAGE_RETURN] = "return"
};

enum page_act case_page_act(struct str name)
{
	for (enum page_act a = PAGE_NOTHING + 1; a < PAGE_ACTS; a++)
		if (str_is(name, names[a]))
			return a;
	return PAGE_NOTHING;
}

const char *case_page_act_name(enum page_act a)
{
	return names[a];
}

bool case_page_may(const struct case_facts *f, enum page_act act, ms_t now)
{
	static const enum case_event events[PAGE_ACTS] = {
		[PAGE_NOTE] = CASE_PROGRESS,  [PAGE_ANSWER] = CASE_ANSWER, [PAGE_ADOPT] = CASE_DECIDE,
		[PAGE_DECLINE] = CASE_DECIDE, [PAGE_EXTEND] = CASE_EXTEND, [PAGE_RETURN] = CASE_RETURN
	};

	return act != PAGE_NOTHING && case_may(f->c.state, f->c.kind, events[act]) &&
	       (act != PAGE_EXTEND || case_may_extend(&f->c, 1, now));
}

/* What a department may say of its own answer; that a case is void is for the city. */
static const char *outcome_of(struct str said)
{
	static const char *const all[] = { "solved", "explained", "not_ours", "cannot" };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_is(said, all[i]))
			return all[i];
	return NULL;
}

static struct case_request request(const struct page_sent *s)
{
	static const enum act_id ids[PAGE_ACTS] = {
		[PAGE_NOTE] = ACT_CASE_PROGRESS,  [PAGE_ANSWER] = ACT_CASE_ANSWER, [PAGE_ADOPT] = ACT_CASE_DECIDE,
		[PAGE_DECLINE] = ACT_CASE_DECIDE, [PAGE_EXTEND] = ACT_CASE_EXTEND, [PAGE_RETURN] = ACT_CASE_RETURN
	};

	return (struct case_request){ .act = ids[s->act],
				      .words = s->words,
				      .outcome = s->act == PAGE_ANSWER ? outcome_of(s->outcome) : NULL,
				      .adopt = s->act == PAGE_ADOPT,
				      .days = s->days };
}

static enum page_done refused(const struct doing *d, const struct case_facts *f, const struct page_sent *s)
{
	if (s->once.n < PAGE_ONCE_MIN || s->once.n > PAGE_ONCE_MAX || s->version != f->version)
		return PAGE_STALE;
	if (!case_page_may(f, s->act, d->now) ||
	    (s->act == PAGE_EXTEND && (s->days < 1 || s->days > CASE_EXTENSION_DAYS)))
		return PAGE_NOT_NOW;
	if (!s->words.n && s->act != PAGE_ADOPT)
		return PAGE_NO_WORDS;
	if (utf8_count(s->words) > PAGE_WORDS_MAX)
		return PAGE_TOO_LONG;
	return s->act == PAGE_ANSWER && !outcome_of(s->outcome) ? PAGE_NO_OUTCOME : PAGE_DONE;
}

enum page_done case_page_do(const struct doing *d, const struct page_link *l, const struct page_sent *s)
{
	struct db *db = d->w->db;

	if (page_link_was_sent(db, l->id, s->once))
		return PAGE_TWICE;
	struct case_facts f = case_facts(d->w, l->number, d->arena);
	enum page_done why = refused(d, &f, s);

	if (why != PAGE_DONE)
		return why;
	struct case_request q = request(s);

	if (case_act(d, &q, &(struct case_outcome){ .before = f.c }) != ACT_DONE)
		return PAGE_NOT_NOW;
	page_link_keep_sent(db, l->id, s->once);
	return PAGE_DONE;
}
