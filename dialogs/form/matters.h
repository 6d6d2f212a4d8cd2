/* matters.h - two matters in one message: a long dictation with a complaint
 * about parking and a hole in the road becomes two. */
#ifndef DIALOGS_FORM_MATTERS_H
#define DIALOGS_FORM_MATTERS_H

#include "dialogs/form/form.h"
#include "dialogs/match/understand.h"

enum { MATTERS_MAX = 3 };

struct matter {
	struct str text; /* of the message as typed, borrowed */
	struct understanding u;
};

/* Splits what was heard, understood as `whole`, into at most MATTERS_MAX
 * matters, in their order, each with evidence of its own (dialogs/FORMAT.md).
 * `open`: the form that is being filled (or NULL): its answers come first, and
 * what is not of its matter is another.
 * Returns how many; 0: it is one matter, or none, and `out` is not used. */
size_t matters_split(const struct pack *, const struct heard *, const struct understanding *whole,
		     const struct form_state *open, struct arena *, struct matter out[MATTERS_MAX]);

#endif
