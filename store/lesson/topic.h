/* topic.h - what people asked to learn or to know and no lesson says, with counts,
 * so that staff see what to write. Masked and sealed; store/keep/retention.c forgets it. */
#ifndef STORE_LESSON_TOPIC_H
#define STORE_LESSON_TOPIC_H

#include "store/db/db.h"

enum topic_kind { TOPIC_LESSON, TOPIC_POLICY };

/* `said` is the normalised topic or question. It goes with the person (store/keep/forget.h). */
void topic_wanted(struct db *, int64_t person, struct str said, enum topic_kind, ms_t now, struct arena *);

struct topic_row {
	struct str text, kind; /* "lesson", "policy" */
	int64_t count;
	struct str last; /* local "YYYY-MM-DD HH:MM" */
};

/* The most wanted, at most `most`; in the arena. */
struct topic_row *topic_list(struct db *, size_t most, struct arena *, size_t *n);

#endif
