/* facts.h - what a department that does not chat is shown of a case that it has, on a page or
 * on paper: what it needs to act, and no more.
 *
 * Who filed it is in it only when he agreed to be named to departments and did not ask to stay
 * unnamed; his phone never is. Numbers in what people wrote are masked. */
#ifndef HANDLERS_CASE_STAFF_FACTS_H
#define HANDLERS_CASE_STAFF_FACTS_H

#include "handlers/case/case.h"

enum { FACTS_EVENTS = 40, FACTS_PHOTOS = 9 };

struct fact_event {
	ms_t at;
	struct str who, what, text; /* "提交人", "补充", words or absent */
};

struct case_facts {
	struct case_info c;
	struct str kind, what, standing; /* in the pack's words */
	struct str name;		 /* of whoever filed it, or absent */
	struct str text, helpers;	 /* the latter may be absent */
	struct str answer, outcome;	 /* absent: not answered */
	struct fact_event *events;	 /* oldest first */
	size_t n_events, n_photos;
	int64_t photos[FACTS_PHOTOS];
	int64_t version; /* changes with all that a reader of the page should know */
};

/* All in the arena; c.number 0: there is no such case. */
struct case_facts case_facts(const struct turn_world *, int64_t number, struct arena *);

#endif
