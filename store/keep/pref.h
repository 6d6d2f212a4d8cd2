/* pref.h - what people do not want to be sent, and what is said only once in a while. */
#ifndef STORE_KEEP_PREF_H
#define STORE_KEEP_PREF_H

#include <stdbool.h>

#include "store/db/db.h"

/* Kinds of what is sent unasked. Answers to a person's own matters are none of
 * them: they are always sent. */
enum notify { NOTIFY_BROADCAST, NOTIFY_BRIEFING, NOTIFY_TASK, NOTIFY_LESSON, NOTIFY_ALL, NOTIFY_KINDS };

extern const char *const notify_names[NOTIFY_KINDS]; /* "broadcast", … "all" */
bool notify_read(struct str name, enum notify *out);

/* May this person be sent something of this kind? Whoever sends asks right
 * before the send. (Whether he asked for it is another question: subscription,
 * volunteer.) */
bool notify_allowed(struct db *, int64_t person, enum notify);

/* Off and on again; audited. A private subscription of the kind goes with it (on
 * again: one that there was). One kind on again leaves the others as they are. */
void notify_set(struct db *, int64_t person, const char *actor, enum notify, bool on, ms_t now);

/* What he gets at present, of the kinds but NOTIFY_ALL; returns how many. */
size_t notify_current(struct db *, int64_t person, enum notify out[NOTIFY_KINDS]);
/* What is off at present. */
size_t notify_off(struct db *, int64_t person, enum notify out[NOTIFY_KINDS]);

/* Is it time to say this again? True at most once in `every`; counted as said. */
bool hint_due(struct db *, int64_t person, const char *kind, ms_t every, ms_t now);

#endif
