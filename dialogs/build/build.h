/* build.h - from the sections of the INI files to a pack; for dialogs/ only. */
#ifndef DIALOGS_BUILD_BUILD_H
#define DIALOGS_BUILD_BUILD_H

#include "dialogs/pack/internal.h"

/* Whatever is wrong goes to *wrong; the pack can be freed in any case. */
void build_pack(struct pack *, struct problems *wrong);

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

#endif
