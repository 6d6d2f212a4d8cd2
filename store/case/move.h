/* move.h - the one door between the states of a case.
 *
 *	open ─assign─▶ assigned ─answer─▶ answered ─rate, close─▶ closed
 *	  ▲──return──────┘                   │                      │
 *	                 reopened ◀──────────┴──reopen──────────────┘
 *
 * withdrawn (and restored) and merged from any state that is live. What the table
 * of move.c does not have is refused, and nothing is changed. Every move is
 * an event and an audit row: who, when, why. A move that ends or begins a term
 * also moves its timers, so that no handler can forget them. */
#ifndef STORE_CASE_MOVE_H
#define STORE_CASE_MOVE_H

#include "store/case/case.h"

enum case_event {
	CASE_ASSIGN,   /* to a department, which has until due_at */
	CASE_RETURN,   /* the department gives it back, with its reason */
	CASE_EXTEND,   /* a longer term, with the reason */
	CASE_PROGRESS, /* "forwarded", "coordinating": no answer */
	CASE_ANSWER,   /* with an outcome; again while it is answered: the better answer */
	CASE_DECIDE,   /* a suggestion is adopted or declined */
	CASE_RATE,     /* the reporter is satisfied */
	CASE_CLOSE,    /* nobody said a word: not rated */
	CASE_REOPEN,   /* not satisfied, or staff see that it is not done */
	CASE_WITHDRAW,
	CASE_RESTORE, /* the withdrawal is taken back */
	CASE_MERGE,   /* the same matter as another case, which goes on */
	CASE_EVENTS
};

struct case_step {
	enum case_event event;
	int64_t person;	     /* who; 0: the program, or */
	int64_t link;	     /* whoever has the link to the case's page (store/case/page_link.h) */
	struct str why;	     /* the reason, the answer, the note */
	int64_t department;  /* ASSIGN */
	ms_t due_at;	     /* ASSIGN, EXTEND, REOPEN, RESTORE: 0 for no term */
	ms_t remind_at;	     /* with due_at */
	const char *outcome; /* ANSWER: solved, explained, not_ours, cannot, void; DECIDE: adopted, declined */
	int64_t into;	     /* MERGE */
	bool by_reporter;    /* REOPEN: it is he who is not satisfied */
};

enum case_result {
	CASE_MOVED,
	CASE_UNKNOWN,	/* no such case */
	CASE_NOT_NOW,	/* not from the state that it is in */
	CASE_NOT_THAT,	/* not for a case of this kind */
	CASE_NO_REASON, /* this move needs words */
	CASE_NOT_THERE, /* MERGE: into itself, or into a case that is over, or of another kind */
	CASE_SHARED,	/* WITHDRAW: others support it and wait */
};

MUST_CHECK enum case_result case_move(struct db *, int64_t number, const struct case_step *, ms_t now);

/* May this move be made from this state, for a case of this kind? */
bool case_may(struct str state, struct str kind, enum case_event);

/* Timers that moves set; their jobs are in handlers/case/deadline.c. Subject: the number. */
#define CASE_TIMER_REMIND "case.remind"	  /* before the term ends */
#define CASE_TIMER_DUE "case.due"	  /* it ends */
#define CASE_TIMER_UNRATED "case.unrated" /* nobody said whether the answer is any good */
#define CASE_TIMER_DANGER "case.danger"	  /* nobody has taken it */

enum { CASE_UNRATED = 7 * MS_DAY };

#endif
