/* learning.h - what the files about lessons share. */
#ifndef HANDLERS_LESSON_LEARNING_H
#define HANDLERS_LESSON_LEARNING_H

#include "handlers/turn/turn.h"
#include "store/lesson/write.h"

struct str lesson_name(struct turn *, int64_t code); /* "L-1" */

/* The lesson that the slot `lesson` names, or 0. */
int64_t lesson_named(const struct turn *);

/* The same; in private also the one whose message is replied to. */
int64_t lesson_meant(const struct turn *);

/* In private: goes on where this person stopped. In a group: how to come to it; who
 * presses that button gets it in private. */
void lesson_present(struct turn *, const struct lesson *);

/* Why this lesson cannot be shown: withdrawn, out of date, never there. */
void lesson_say_gone(struct turn *, int64_t code);

/* The lesson of the day for the speaker in this chat. */
struct lesson lesson_for_today(struct turn *);

/* "…？A.能 B.不能 答案B 因为…" False: it is not understood. In the arena. */
bool question_read(struct turn *, struct str said, struct question_new *);

/* Where the facts come from and until when they hold: filled into `name`
 * (lesson.source, policy.source). NO_STR: the lesson names no source. */
struct str lesson_source(struct turn *, const struct lesson *, const char *name);

/* A reply to a lesson's message in a group: people discuss it. */
void lesson_is_discussed(struct turn *);

/* quiz.c: after a message was understood: was it the text of an option of the question
 * that stands? */
void quiz_listen(struct turn *);
/* Words that nothing else understood may be most of an option's. True: they were, and
 * are answered. */
bool quiz_takes(struct turn *);
/* A few words that are no option of the question that stands: which one? False: none stands. */
bool quiz_asks_again(struct turn *);

/* window.c: after a message was understood: was it the code of a study window? */
void window_listen(struct turn *);

#endif
