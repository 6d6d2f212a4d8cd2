/* privacy.h - everything that is kept about one person, kind by kind, for his own
 * eyes. tests/unit/test_privacy.c holds the table against the schema: what is
 * kept cannot be left unsaid. */
#ifndef STORE_KEEP_PRIVACY_H
#define STORE_KEEP_PRIVACY_H

#include <stdbool.h>

#include "store/db/db.h"

/* In the order in which they are told. A handler that tells them names a phrase for each. */
#define PRIVACY_KINDS(X)                                                                                               \
	X(identity)                                                                                                    \
	X(name)                                                                                                        \
	X(phone)                                                                                                       \
	X(work)                                                                                                        \
	X(registered)                                                                                                  \
	X(job)                                                                                                         \
	X(listed)                                                                                                      \
	X(group)                                                                                                       \
	X(member)                                                                                                      \
	X(member_more)                                                                                                 \
	X(team)                                                                                                        \
	X(publicity)                                                                                                   \
	X(role)                                                                                                        \
	X(cases)                                                                                                       \
	X(case_text)                                                                                                   \
	X(case_words)                                                                                                  \
	X(access)                                                                                                      \
	X(supported)                                                                                                   \
	X(picture)                                                                                                     \
	X(voice)                                                                                                       \
	X(lessons)                                                                                                     \
	X(lesson)                                                                                                      \
	X(answer)                                                                                                      \
	X(window)                                                                                                      \
	X(enrolled)                                                                                                    \
	X(enrolled_about)                                                                                              \
	X(volunteer)                                                                                                   \
	X(position)                                                                                                    \
	X(asked)                                                                                                       \
	X(asked_text)                                                                                                  \
	X(helped)                                                                                                      \
	X(offered)                                                                                                     \
	X(child)                                                                                                       \
	X(child_more)                                                                                                  \
	X(ride)                                                                                                        \
	X(ride_text)                                                                                                   \
	X(ride_driver)                                                                                                 \
	X(ride_driven)                                                                                                 \
	X(subscription)                                                                                                \
	X(off)                                                                                                         \
	X(consent)                                                                                                     \
	X(withdrawn)                                                                                                   \
	X(callback)                                                                                                    \
	X(handover)                                                                                                    \
	X(handover_words)                                                                                              \
	X(reveal)                                                                                                      \
	X(reveal_why)                                                                                                  \
	X(broadcast)                                                                                                   \
	X(talk)                                                                                                        \
	X(message)

#define PRIVACY_NAME_(kind) PRIVACY_##kind,
enum privacy_kind { PRIVACY_KINDS(PRIVACY_NAME_) PRIVACY_KINDS_COUNT };
#undef PRIVACY_NAME_

extern const char *const privacy_kind_names[PRIVACY_KINDS_COUNT]; /* "identity", … */

enum { PRIVACY_FACTS = 6 };

/* One thing that is kept: what is filled into the phrase of its kind. Words of the
 * program (states, trades) stand as they are stored. */
struct privacy_row {
	enum privacy_kind kind;
	struct {
		const char *name;
		struct str value;
	} facts[PRIVACY_FACTS];
	size_t n;
};

/* In the arena. `full`: with every word that he wrote, for a copy to take away. */
struct privacy_row *privacy_rows(struct db *, int64_t person, bool full, struct arena *, size_t *n);

/* Does the table say what becomes of this column that refers to a person
 * ("table.column"): shown, or why not? For the test. */
bool privacy_knows(const char *column);

/* Somebody had himself deleted and waits only for the answer to his case: once
 * that stands for `for_ms` without a word from him, the case may be closed. The
 * first such case at `now`, 0: none; and when the next one will be, INT64_MAX: none. */
int64_t leaving_answered(struct db *, ms_t for_ms, ms_t now);
ms_t leaving_next(struct db *, ms_t for_ms);

#endif
