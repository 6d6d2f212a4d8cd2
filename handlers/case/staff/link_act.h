/* link_act.h - what whoever has the link to a case's page may do there: the same as a department
 * does in chat. */
#ifndef HANDLERS_CASE_STAFF_LINK_ACT_H
#define HANDLERS_CASE_STAFF_LINK_ACT_H

#include "handlers/case/act.h"
#include "handlers/case/staff/facts.h"
#include "store/case/page_link.h"

enum { PAGE_WORDS_MAX = 2000, PAGE_ONCE_MIN = 16, PAGE_ONCE_MAX = 64 };

enum page_state {
	PAGE_GOOD,
	PAGE_EXPIRED,
	PAGE_REVOKED,
	PAGE_MOVED, /* another department has the case now, or nobody */
	PAGE_FORGED /* not ours, or no link at all */
};
enum page_state case_page_state(const struct page_link *, ms_t now);

enum page_act { PAGE_NOTHING, PAGE_NOTE, PAGE_ANSWER, PAGE_ADOPT, PAGE_DECLINE, PAGE_EXTEND, PAGE_RETURN, PAGE_ACTS };
/* As the form calls it; PAGE_NOTHING: it is none. */
enum page_act case_page_act(struct str name);
const char *case_page_act_name(enum page_act);
/* Is it offered now? */
bool case_page_may(const struct case_facts *, enum page_act, ms_t now);

struct page_sent {
	enum page_act act;
	struct str words, outcome, once;
	int64_t days, version; /* of the case, as the page showed it */
};

enum page_done {
	PAGE_DONE,
	PAGE_TWICE, /* was done before: nothing more to do */
	PAGE_STALE, /* something else happened to the case since the page was shown */
	PAGE_NO_WORDS,
	PAGE_TOO_LONG,
	PAGE_NO_OUTCOME,
	PAGE_NOT_NOW, /* not in the state in which the case is, or not the department's to do */
};

/* The link is good. */
enum page_done case_page_do(const struct doing *, const struct page_link *, const struct page_sent *);

#endif
