/* act.h - what is done with a case that is filed, in chat, by the link to its page, by the clock:
 * the right, the move, and who hears of it. Nothing is said to whoever does it. */
#ifndef HANDLERS_CASE_ACT_H
#define HANDLERS_CASE_ACT_H

#include "handlers/case/case.h"
#include "handlers/turn/act.h"
#include "store/case/page_link.h"

struct case_request {
	enum act_id act; /* ACT_CASE_… of the table in act.c */
	int64_t number;
	struct str
		words; /* the answer, the reason, the note; RATE, REFUSE, DECIDE and the reporter's acts may do without */
	int64_t department;  /* ASSIGN; ANSWER: whose answer it is, of a case that nobody had; or 0 */
	int64_t helper;	     /* ASSIGN, HELPER: the department that helps, or 0 */
	int64_t days;	     /* ASSIGN: 0: as the kind has it; EXTEND */
	const char *outcome; /* ANSWER, CORRECT: solved, explained, not_ours, cannot, void */
	bool adopt;	     /* DECIDE */
	int64_t into;	     /* MERGE */
	ms_t term;	     /* LINK: how long it is good; 0: as configured, and one that stands may do */
	struct str value;    /* OUTSIDE: its number elsewhere; SOURCE: rider, member, … */
};

struct case_outcome {
	struct case_info before; /* filled by whoever has just read the case; number 0: read here */
	struct case_info now;	 /* ACT_DONE: as it is then */
	bool helped;		 /* ASSIGN, HELPER: a second department helps from now on */
	struct page_link link;	 /* LINK */
	int64_t revoked;	 /* UNLINK: how many links are void now */
	size_t told;		 /* ASSIGN: how many of the department hear of it */
};

enum act_result case_act(const struct doing *, const struct case_request *, struct case_outcome *);

/* A department may lengthen a term once, by so many working days, before it ends; more is the city's. */
enum { CASE_EXTENSION_DAYS = 5 };
bool case_may_extend(const struct case_info *, int64_t days, ms_t now);
/* Also when it was closed because he said nothing: it is never too late to say no. */
bool case_may_refuse(const struct case_info *);

/* Tells those who are meant: {number} {kind} {what} {place} {department} {due} {outcome}, and the words
 * as {why} and {answer}. `ask`: whether it is solved, with buttons. Returns to how many there was a way. */
size_t case_tell_of(const struct doing *, const struct case_info *, enum case_whom, const char *phrase,
		    struct str words, bool ask);

/* ------------------------------------------------- between act.c, act_own.c and act_link.c */

typedef enum act_result case_do(const struct doing *, const struct case_request *, struct case_outcome *);
case_do case_withdraw_act, case_restore_act, case_rate_act, case_refuse_act, case_reason_act, case_name_act,
	case_link_act, case_unlink_act;

/* Makes the step; done, o->now is the case as it is then. */
enum act_result case_step_act(const struct doing *, struct case_outcome *, struct case_step);

#endif
