/* internal.h - between the files of `check`. */
#ifndef DIALOGS_CHECK_INTERNAL_H
#define DIALOGS_CHECK_INTERNAL_H

#include "dialogs/check/check.h"
#include "dialogs/match/internal.h"

struct checking {
	const struct pack *pack;
	const struct check_facts *facts; /* or NULL */
	struct problems *wrong, *notes;
	size_t left_out;     /* of the program, by a partial pack */
	struct arena *arena; /* for the check only; reset between things */
};

/* rules.c */
void check_examples(struct checking *);
void check_order(struct checking *); /* rules that can never win, or only by their place */
/* probe.c: rules that can run away. */
void check_runaways(struct checking *);

/* The place where examples of an intent are judged. */
enum where check_where(const struct intent *);

#endif
