/* case.h - grievances, suggestions and hazards: one aggregate, "case". Filing,
 * finding, and what is written down about a case without changing its state
 * (for that: move.h). */
#ifndef STORE_CASE_CASE_H
#define STORE_CASE_CASE_H

#include <stdbool.h>

#include "bot/base/message.h"
#include "store/db/db.h"

struct case_new {
	const char *kind; /* grievance, suggestion, hazard */
	struct str category;
	bool urgent;
	const char *danger; /* fire, gas, life, violence, despair; NULL: none */
	const char *source; /* rider, member, …; NULL: by the roles of `person` (case_source) */
	int64_t person, chat;
	int64_t on_behalf; /* whose matter it is, or 0 */
	struct str behalf; /* the same as said, or absent */
	bool anonymous;
	struct str place;		 /* as said, or absent */
	int64_t place_id;		 /* or 0 */
	int64_t site, street;		 /* or 0 */
	const struct position *position; /* or NULL */
	struct str text;
	ms_t filed_at;
};

/* Opens a case, with its first event and audit row; returns its number. */
int64_t case_open(struct db *, const struct case_new *, ms_t now, struct arena *);

struct case_info {
	int64_t number; /* 0: no such case */
	const char *uid;
	int64_t person, on_behalf; /* or 0 */
	bool behalf_told, anonymous, urgent, overdue;
	int64_t chat, street, department_id, taken_by, merged_into; /* or 0 */
	struct str state, kind, category;
	struct str place, department, behalf, outside;			      /* or absent */
	struct str danger, outcome, rating, source;			      /* or absent */
	ms_t filed_at, assigned_at, due_at, answered_at, closed_at, taken_at; /* 0: not */
	int64_t reopened, overdue_days, extended;
};

struct case_info case_load(struct db *, int64_t number, struct arena *);
struct str case_text(struct db *, int64_t number, struct arena *);
/* What was answered or decided last; absent: nothing yet. */
struct str case_answer(struct db *, int64_t number, struct arena *);

/* What a person has to do with a case: his own, or his colleague filed it for
 * him and he was told (then he may do all that the reporter may); or he supports
 * it, and may know how it stands. */
enum case_tie { TIE_NONE, TIE_SUPPORTER, TIE_OWN };
enum case_tie case_tie(struct db *, const struct case_info *, int64_t person);

enum { CASES_OWN = 12 };
enum case_which {
	CASES_ALL,	 /* but withdrawn ones; those that he supports too */
	CASES_LIVE,	 /* neither closed, withdrawn nor merged */
	CASES_ANSWERED,	 /* wait for his word */
	CASES_UNRATED,	 /* were closed without it */
	CASES_WITHDRAWN, /* taken back */
};
/* The person's cases, newest first, at most n; returns how many. */
size_t case_of_person(struct db *, int64_t person, enum case_which, struct case_info *out, size_t n, struct arena *);
/* The one that he filed last, since `since`; 0: none. */
int64_t case_last_of(struct db *, int64_t person, ms_t since);
/* The one filed last in a chat, since `since`; 0: none. */
int64_t case_last_in(struct db *, int64_t chat, ms_t since);

/* Something that leaves the state as it is: an event, and an audit row of the same
 * name. Neither person nor link: the program. detail and text may be absent. */
struct case_note {
	const char *event;
	int64_t person;
	int64_t link;	   /* through the link to the case's page (store/case/page_link.h), or 0 */
	struct str detail; /* words of the program */
	struct str text;   /* what people said; sealed */
};
void case_note(struct db *, int64_t number, const struct case_note *, ms_t now);

/* Words that were added at `at` belong to another case after all. */
void case_unadd(struct db *, int64_t number, int64_t person, ms_t at, ms_t now);

/* A position for a case that has none, or a better one. */
void case_set_position(struct db *, int64_t number, const struct position *, int64_t person, ms_t now);
/* A place in words, to those that are there. */
void case_add_place(struct db *, int64_t number, struct str place, struct arena *);
void case_set_anonymous(struct db *, int64_t number, bool, int64_t person, ms_t now);
void case_set_told(struct db *, int64_t number, int64_t person, ms_t now);
/* The live case that has this number elsewhere; 0: none. */
int64_t case_outside(struct db *, struct str outside);
void case_set_outside(struct db *, int64_t number, struct str outside, int64_t person, ms_t now);
/* rider, member, branch, company, patrol, visit. */
void case_set_source(struct db *, int64_t number, struct str source, int64_t person, ms_t now);
/* The outcome of an answer was put down wrongly; false: there is no answer that waits for a word. */
bool case_set_outcome(struct db *, int64_t number, const char *outcome, int64_t person, ms_t now);
/* The term is over; stays, also after a late answer. */
void case_set_overdue(struct db *, int64_t number, ms_t now);
/* A person takes care of a danger; false: another did, or it is over. */
bool case_take(struct db *, int64_t number, int64_t person, ms_t now);

/* Working days from assigning to answer; 0: this kind has no deadline. */
int64_t case_workdays(struct db *, const char *kind, struct str category);

/* The square of 0.01° around a position, as a word; the trace of it stands in cases.cell_key. */
struct str case_cell(const struct position *, struct arena *);

#endif
