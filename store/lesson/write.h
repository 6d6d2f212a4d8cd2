/* write.h - lessons written and changed by staff. What people did with a
 * lesson stays, whatever becomes of it. Every change is audited. */
#ifndef STORE_LESSON_WRITE_H
#define STORE_LESSON_WRITE_H

#include "store/lesson/lesson.h"

/* A draft; its number. */
int64_t lesson_new(struct db *, struct str title, const char *actor, ms_t now);

enum lesson_field {
	LESSON_TITLE,
	LESSON_BODY,
	LESSON_SOURCE,
	LESSON_VALID_UNTIL,
	LESSON_TRADES,
	LESSON_TOPICS,
	LESSON_DAY
};
/* Absent: taken out. A day ("2025-06-12") is taken from the lesson that had it. */
void lesson_set(struct db *, int64_t code, enum lesson_field, struct str value, const char *actor, ms_t now);

/* Replaces words wherever they stand in title, body and questions; how many places. */
int64_t lesson_replace(struct db *, int64_t code, struct str old, struct str new, const char *actor, ms_t now);

struct question_new {
	struct str question, options; /* options separated by ; */
	size_t n_options;
	char answer; /* 'A' … */
	struct str explanation;
};
/* At the end of the quiz; its place. 0: there are five already. */
enum { QUESTIONS_MAX = 5 };
int64_t lesson_add_question(struct db *, int64_t code, const struct question_new *, const char *actor, ms_t now);
/* False: there is no such question. Those behind it move up; its answers stay with it no more. */
bool lesson_drop_question(struct db *, int64_t code, int64_t no, const char *actor, ms_t now);

/* In any state, the newest first; at most `most`. */
size_t lesson_all(struct db *, struct lesson *out, size_t most, struct arena *);
struct str lesson_state(struct db *, int64_t code, struct arena *); /* absent: no such lesson */
void lesson_set_state(struct db *, int64_t code, const char *state, const char *actor, ms_t now);

#endif
