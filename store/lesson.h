/* lesson.h - lessons, their quizzes, and each person's record.
 *
 * The one scoring rule: a question counts as right when its last answer is
 * right, however many tries it took; a skipped question counts nothing; a
 * lesson is finished when all its questions are right. Whoever shows a figure
 * takes it from here. */
#ifndef STORE_LESSON_H
#define STORE_LESSON_H

#include <stdbool.h>

#include "store/db.h"

struct lesson {
	int64_t code; /* 0: none */
	struct str title, body, source;
	int64_t questions;
};

/* The published lesson of the day: that of the date, else the one for any day. */
struct lesson lesson_of_day(struct db *, ms_t now, struct arena *);
struct lesson lesson_load(struct db *, int64_t code, struct arena *); /* published ones only */

enum { OPTIONS_MAX = 6 };

struct question {
	int64_t no; /* 0: none */
	struct str question, explanation;
	struct str options[OPTIONS_MAX];
	size_t n_options;
	char answer; /* 'A' … */
};

struct question lesson_question(struct db *, int64_t lesson, int64_t no, struct arena *);
/* The first question after `after` that this person has not answered right; no 0: none. */
struct question lesson_next_question(struct db *, int64_t person, int64_t lesson, int64_t after, struct arena *);

void lesson_opened(struct db *, int64_t person, int64_t lesson, ms_t now);

/* Records an answer. The same answer as the last one counts nothing more. */
void lesson_answered(struct db *, int64_t person, int64_t lesson, const struct question *, char choice, ms_t now);

/* The person's figures: over all lessons, or (lesson != 0) of one. */
struct lesson_figures {
	int64_t opened, finished;	    /* lessons */
	int64_t right, answered, questions; /* questions of the opened lessons */
};
struct lesson_figures lesson_figures(struct db *, int64_t person, int64_t lesson);

#endif
