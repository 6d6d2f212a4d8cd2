/* staff.h - what the capabilities of staff around a case share: view.c,
 * assign.c, resolve.c, worded.c, hotline.c. */
#ifndef HANDLERS_CASE_STAFF_STAFF_H
#define HANDLERS_CASE_STAFF_STAFF_H

#include "handlers/case/act.h"
#include "store/case/desk.h"

/* The case that this sentence of staff is about: by its number, by its words ("井盖那个"), or the
 * last one spoken of. SIGHT_NONE: there is none, or he may not see it (that is written down); it was said. */
enum case_sight case_of_staff(struct turn *, const char *intent, struct case_info *out);

/* worded.c: the case whose matter was said, of those that the speaker sees and that wait
 * for an answer; 0: none, or it was asked which, and `intent` is done with the answer. */
int64_t case_worded(struct turn *, struct str about, const char *intent);

/* What was not done: why. Of ACT_DENIED each says whose it is. */
void case_say_refused(struct turn *, const struct case_info *, enum act_result);

/* Its number elsewhere, as this sentence says it; as typed, since it may have capitals. */
struct str case_outside_said(struct turn *);

/* To whom the routing table would give it, with a button; nothing when it names nobody. */
void case_propose(struct turn *, const struct case_info *);

#endif
