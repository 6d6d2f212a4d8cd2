/* internal.h - running a pack: for the files of dialogs/ only. */
#ifndef DIALOGS_MATCH_INTERNAL_H
#define DIALOGS_MATCH_INTERNAL_H

#include "dialogs/match/understand.h"
#include "dialogs/pack/internal.h"

/* pattern_run.c: 1 match, 0 none, -1 given up at the limit (counted). Spans of named groups
 * are read with pattern_group until the next run in this thread. */
int pattern_run(const struct pattern *, struct str text);
int pattern_run_limit(const struct pattern *, struct str text, uint32_t steps);	     /* counts nothing */
struct str pattern_group(const struct pattern *, struct str text, const char *name); /* NO_STR: not set */
struct str pattern_span(struct str text);					     /* the whole match */
bool patterns_match(const struct patterns *, struct str text);
/* The groups that a part caught, by name; stops at `room`. Runs the part. */
size_t part_caught(const struct part *, struct str said, struct slot *, size_t room);

/* match.c: rules that match the text, the best first. */
struct hit {
	const struct rule *rule;
	int weight; /* code points of the rule's words that stand in the text */
};
/* Which rules are looked at. */
enum match {
	MATCH_ALL,
	MATCH_UNCALLED, /* all, but only when one that may answer uncalled matches */
	MATCH_LETTER,	/* those that a letter may be about */
	MATCH_PUBLIC	/* all but those for staff */
};
/* The best rule, or NULL; *weight beside it. */
const struct rule *match_best(const struct pack *, struct str said, const struct heard *, enum match, int *weight);
/* All candidates in order, matched or not; for --explain and check. */
size_t match_candidates(const struct pack *, struct str said, const struct heard *, struct hit *, size_t room);
enum lost { LOST_NOT, LOST_PATTERN, LOST_LIMIT, LOST_UNLESS };
enum lost match_try(const struct rule *, struct str said); /* LOST_NOT: it matches */

/* slots.c: the value of one slot in a text, NO_STR when it is not said; *bad
 * when something was said that cannot be its value. */
struct str slot_find(const struct slot_def *, const struct heard *, struct str text, struct arena *, bool *bad);
/* Does the text name several values of it? Then they are those of slot_find. */
bool slot_several(const struct slot_def *, struct str text);
/* The canonical value of captured text. */
struct str slot_value(const struct slot_def *, const struct heard *, struct str captured, struct arena *);

/* A word of the person's own for a slot with others = yes. */
struct str slot_words_own(const struct slot_def *, struct str text, struct arena *);

/* letter.c: long enough to be read sentence by sentence? Then the rule of what most of it says, and
 * the sentence that says it best; NULL: nothing that a letter is about. */
bool is_letter(struct str said);
const struct rule *letter_best(const struct pack *, struct str said, const struct heard *, struct str *sentence);

/* near.c */
void near_build(struct pack *);
void near_find(const struct pack *, struct str said, enum where, struct arena *, const char *near[3]);

#endif
