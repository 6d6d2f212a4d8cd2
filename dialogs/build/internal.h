/* internal.h - from the sections of the INI files to a pack; for dialogs/ only. */
#ifndef DIALOGS_BUILD_INTERNAL_H
#define DIALOGS_BUILD_INTERNAL_H

#include "dialogs/build/sections.h"
#include "dialogs/pack/internal.h"

/* order.c: sorts the sections of pack.raw by subject; those of one file keep their order. */
void order_subjects(struct pack *, struct problems *);

/* words.c: [pack], [concept], [slot], [phrase]. */
void build_settings(struct pack *, const struct section *, struct problems *);
void build_concept(struct pack *, const struct section *, struct concept *, struct problems *);
void build_slot_head(struct pack *, const struct section *, struct slot_def *, struct problems *);
void build_slot_patterns(struct pack *, struct slot_def *, struct problems *);
void build_phrase(struct pack *, const struct section *, struct phrase_def *, struct problems *);

/* rules.c: [intent], [control]. Rules go to pack.rules. */
void build_intent(struct pack *, const struct section *, struct intent *, struct problems *);
void build_control(struct pack *, const struct section *, struct control_def *, struct problems *);

/* form.c */
void build_form(struct pack *, const struct section *, struct form *, struct problems *);

/* Says that the line makes no sense, and why. */
void entry_wrong(struct problems *, const struct entry *, const char *why);
bool entry_yes(struct problems *, const struct entry *, bool *out);
void entry_purpose(struct problems *, const struct entry *, enum purpose *out);
/* The next word of *rest (between spaces and U+3000); false at the end. */
bool next_word(struct str *rest, struct str *word);
/* Cuts " => …" off *value; NO_STR when there is none. */
struct str cut_arrow(struct str *value);
bool is_pattern(struct str word);    /* holds a sign of PCRE2 or a {concept} */
bool name_is_fine(const char *name); /* a-z 0-9 _ . and begins with a letter */

/* pattern.c */
/* Puts the concepts and slots into a pattern. False with a problem. */
bool pattern_expand(struct pack *, struct str source, struct spot, struct str *full, struct problems *);
/* expand and compile; `flags` for pcre2_compile. */
bool pattern_make(struct pack *, struct str source, struct spot, uint32_t flags, struct pattern *, struct problems *);
/* Appends one made from `source`. */
void patterns_add(struct pack *, struct patterns *, struct str source, struct spot, struct problems *);
struct str literal_pattern(struct str word, struct arena *); /* quoted for PCRE2, normalised */

/* The literals that a text must hold to match `full` (literals.c). */
struct literal_set {
	struct str *v;
	size_t n;
};
/* *plain: the pattern is these words and nothing else, so that finding one of
 * them is a match. */
size_t literals_needed(struct str full, struct arena *, struct literal_set **groups, bool *plain);

/* index.c: `groups` holds rule.n_groups sets for each rule. */
void words_build(struct pack *, struct literal_set *const *groups, struct arena *scratch);

#endif
