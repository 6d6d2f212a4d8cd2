/* cases.h - the list of cases that goes with a report: what they are and how they stand,
 * never whose they are nor what was said. */
#ifndef STORE_REPORT_CASES_H
#define STORE_REPORT_CASES_H

#include "store/report/report.h"

struct report_case {
	int64_t number;
	struct str kind, category, state;			    /* as they are stored */
	struct str street, department;				    /* absent: none */
	struct str outcome;					    /* or absent */
	ms_t filed_at, assigned_at, due_at, answered_at, closed_at; /* 0: not */
	bool overdue;
};

/* Those filed within the period that somebody of the scope may see, oldest first; at most `room`. */
size_t report_cases(struct db *, const struct figure_period *, const struct figure_scope *, struct arena *,
		    struct report_case *out, size_t room);

/* The words of the table for people. */
struct str report_case_kind(struct str kind);
struct str report_case_state(struct str state);
struct str report_case_outcome(struct str outcome);

#endif
