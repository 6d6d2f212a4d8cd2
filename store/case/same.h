/* same.h - cases that may be about the same thing, and what ties them:
 * supporters of one case, links between two. */
#ifndef STORE_CASE_SAME_H
#define STORE_CASE_SAME_H

#include "store/case/case.h"

enum { CASE_CANDIDATES = 200 };

/* A live case to be compared. Text in the arena. */
struct case_candidate {
	int64_t number, person, on_behalf, place_id;
	struct str place, text;
	bool has_position;
	struct position position; /* its own, or that of the place */
	bool danger;
};

struct case_wanted {
	const char *kind;
	struct str category;
	int64_t person;			 /* his own are among them whatever the place is */
	int64_t place_id;		 /* or 0 */
	const struct position *position; /* or NULL */
	ms_t since;
};

/* At most CASE_CANDIDATES, newest first: of this person; at the same place; within some
 * hundred metres; and the newest ones of the category, for their words. */
size_t case_candidates(struct db *, const struct case_wanted *, struct case_candidate *out, struct arena *);

/* A person waits for this case, too; false: he does already, or it is his own. `words` may be absent. */
bool case_support(struct db *, int64_t number, int64_t person, struct str words, ms_t now);
int64_t case_supporters(struct db *, int64_t number);
/* Their ids, at most n. */
size_t case_supporter_ids(struct db *, int64_t number, int64_t *out, size_t n);

/* Several people with the same kind of matter at one place (or, when no place was said, at one site). */
struct case_cluster {
	int64_t people;	  /* reporters and supporters, each once */
	struct str place; /* its name */
};
/* Is the case one of so many people's, filed since then, and was nobody told of them since?
 * From now on somebody was. */
bool case_cluster_new(struct db *, int64_t number, int64_t people, ms_t since, ms_t now, struct case_cluster *out,
		      struct arena *);

/* Two cases about the same thing; audited at the newer one. */
void case_link(struct db *, int64_t a, int64_t b, ms_t now);
/* Numbers of the cases linked with this one, at most n. */
size_t case_linked(struct db *, int64_t number, int64_t *out, size_t n);

#endif
