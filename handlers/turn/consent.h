/* consent.h - before anything personal is asked or kept: the person is told what
 * for, how long, who sees it and how to take it back (the pack's phrases
 * consent.PURPOSE), once. For contact and position going on is a yes; health,
 * children and passing_on want one in words.
 *
 * A form says `consent = PURPOSE` in the pack and need do nothing else: `check`
 * fails when a field is personal and does not. A handler without a form:
 *
 *	if (consent_needed(t, PURPOSE_PASSING_ON))
 *		return;
 */
#ifndef HANDLERS_TURN_CONSENT_H
#define HANDLERS_TURN_CONSENT_H

#include "handlers/turn/turn.h"

/* False: go on; what had to be said is said. True: he has to agree first, and was
 * asked. When he does, this message is heard again. In private only. */
bool consent_needed(struct turn *, enum purpose);

/* Between turn.c and here: what a form's next step needs. True: the person was
 * asked to agree instead, nothing more is to be said now. `here`: in this chat,
 * or (a form that leaves the group) in private; that conversation then waits
 * for the answer. */
bool consent_holds_up(struct turn *, struct form_state *, const struct form_result *, struct conversation *, bool here);
/* Is this message the answer to that question? Any other message ends the
 * waiting: whatever still needs the yes asks again. */
bool consent_answered(struct turn *);

#endif
