/* act.h - what whoever handles a case does with it, in chat or by the link to its page: the
 * move, and who hears of it. Nothing is said to whoever does it, and his rights are the caller's
 * business. */
#ifndef HANDLERS_CASE_ACT_H
#define HANDLERS_CASE_ACT_H

#include "handlers/case/case.h"

/* Who: a person of staff, or whoever has the link. */
struct case_doing {
	const struct turn_world *w;
	int64_t person, link;
	ms_t now;
	struct arena *arena;
};

/* Each is refused or done as case_move says; done, *c is the case as it is then. */
enum case_result case_progress(const struct case_doing *, struct case_info *c, struct str words);
enum case_result case_answer_with(const struct case_doing *, struct case_info *c, const char *outcome,
				  struct str words);
enum case_result case_decide(const struct case_doing *, struct case_info *c, bool adopt, struct str words);
enum case_result case_give_back(const struct case_doing *, struct case_info *c, struct str why);
enum case_result case_extend(const struct case_doing *, struct case_info *c, int64_t days, struct str why);

/* A department may lengthen a term once, by so many working days, before it ends; more is the city's. */
enum { CASE_EXTENSION_DAYS = 5 };
bool case_may_extend(const struct case_info *, int64_t days, ms_t now);

/* Tells those who are meant: {number} {kind} {what} {place} {department} {due} {outcome}, and the words
 * as {why} and {answer}. `ask`: whether it is solved, with buttons. Returns to how many there was a way. */
size_t case_tell_of(const struct case_doing *, const struct case_info *, enum case_whom, const char *phrase,
		    struct str words, bool ask);

#endif
