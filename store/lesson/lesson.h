/* lesson.h - lessons, their quizzes, and each person's record.
 *
 * A lesson is current while it is published and not past its valid_until; nobody
 * is shown another one, and what people did with it stays.
 *
 * The one scoring rule: a question counts as right when its last answer is
 * right, however many tries it took; a skipped question counts nothing; a
 * lesson is finished when all its questions are right, or, if it has none, when
 * its last screen was shown. Whoever shows a figure, to the person or in a
 * report, takes it from here. */
#ifndef STORE_LESSON_LESSON_H
#define STORE_LESSON_LESSON_H

#include <stdbool.h>

#include "store/db/db.h"

struct lesson {
	int64_t code; /* 0: none */
	struct str title, topics, body, source;
	struct str valid_until; /* its last day, "2027-12-31"; absent: no end */
	struct str changed;	/* the day its words were last written here; absent: not known */
	int64_t questions;
};

/* The lesson of the day for somebody of this trade (NULL: not known): that of
 * the date before the one for any day, one for his trade before one for all; a trade
 * that is not known gets one for all if there is one. */
struct lesson lesson_of_day(struct db *, ms_t now, const char *trade, struct arena *);
/* The one whose day that was ("2025-06-11"), if it is still current. */
struct lesson lesson_on(struct db *, struct str day, ms_t now, const char *trade, struct arena *);
struct lesson lesson_load(struct db *, int64_t code, ms_t now, struct arena *); /* a current one */
struct lesson lesson_read(struct db *, int64_t code, struct arena *);		/* in any state */

enum lesson_is { LESSON_NONE, LESSON_CURRENT, LESSON_WITHDRAWN, LESSON_EXPIRED }; /* a draft is none */
enum lesson_is lesson_is(struct db *, int64_t code, ms_t now);

/* Whose lesson of the day counts: the trade of the group's branch, the person's own,
 * that of the branch he is a member of; NULL: none is known. */
const char *lesson_trade(struct db *, int64_t person, int64_t chat, struct arena *);

/* The screens of a body: an empty line begins the next. Returns how many there
 * are; at most LESSON_SCREENS are given. Borrowed from the body. */
enum { LESSON_SCREENS = 8 };
size_t lesson_screens(struct str body, struct str out[LESSON_SCREENS]);

/* Current lessons, those for this trade first, then the newest; at most `most`
 * into out. Returns how many those are. */
size_t lesson_list(struct db *, ms_t now, const char *trade, struct lesson *out, size_t most, struct arena *);

/* One for somebody of this trade (or, person 0, for this group) that he has not opened and that
 * was not sent to this chat: that of the day, else those for his trade first, the oldest first. */
struct lesson lesson_unread(struct db *, int64_t person, int64_t chat, const char *trade, ms_t now, struct arena *);

int64_t lesson_count(struct db *, ms_t now); /* of current lessons */

/* Full text (store/db/terms.h) over current lessons. all: those that hold every pair of
 * characters of `text`, in title or topics before elsewhere, the newest first. Else
 * those that hold any of the rarer pairs, the best first. Returns how many are in out. */
size_t lesson_search(struct db *, struct str text, bool all, ms_t now, struct lesson *out, size_t most, struct arena *);

/* --------------------------------------------------------------- questions */

enum { OPTIONS_MAX = 6 };

struct question {
	int64_t no; /* 0: none */
	struct str question, explanation;
	struct str options[OPTIONS_MAX];
	size_t n_options;
	char answer; /* 'A' … */
};

struct question lesson_question(struct db *, int64_t lesson, int64_t no, struct arena *);
/* The right answer to the question that stands in the text; 0: none does. */
char lesson_answer_in(struct db *, struct str text);
/* The first question after `after` that this person has not answered right; no 0: none. */
struct question lesson_next_question(struct db *, int64_t person, int64_t lesson, int64_t after, struct arena *);

/* ------------------------------------------------ records (record.c) */

void lesson_opened(struct db *, int64_t person, int64_t lesson, ms_t now);
/* Screen number `screen` (from 1) of `screens` was shown. */
void lesson_shown(struct db *, int64_t person, int64_t lesson, size_t screen, size_t screens, ms_t now);
/* Records an answer. The same answer as the last one counts nothing more. */
void lesson_answered(struct db *, int64_t person, int64_t lesson, const struct question *, char choice, ms_t now);

/* How far a person is with a lesson; all 0: never opened. */
struct lesson_reading {
	int64_t lesson, screen; /* the furthest screen that was shown */
	int64_t left;		/* questions not yet right */
	bool finished;
	ms_t at; /* when it was last touched */
};
struct lesson_reading lesson_reading(struct db *, int64_t person, int64_t lesson);
/* The current lesson that this person touched last; with `quiz` the last one with
 * questions left. lesson 0: none. */
struct lesson_reading lesson_last(struct db *, int64_t person, bool quiz, ms_t now);

/* The person's figures: over all lessons, or (lesson != 0) of one. */
struct lesson_figures {
	int64_t opened, finished;	    /* lessons */
	int64_t right, answered, questions; /* questions of the opened lessons */
};
struct lesson_figures lesson_figures(struct db *, int64_t person, int64_t lesson);

/* What is still to do for this person: current lessons begun and not finished, then
 * those of the days since `since` that he never opened. Returns how many are in out. */
struct lesson_due {
	int64_t lesson;
	struct str title;
	bool begun;
};
size_t lesson_due(struct db *, int64_t person, const char *trade, ms_t since, ms_t now, struct lesson_due *out,
		  size_t most, struct arena *);

/* The sums of everybody for a report: what happened in [from, to), of a trade (NULL:
 * all) or the members of a branch (0: all). The caller merges what is too few. */
struct lesson_sums {
	int64_t people;		  /* who opened a lesson */
	int64_t opened, finished; /* person-times */
};
struct lesson_sums lesson_sums(struct db *, ms_t from, ms_t to, const char *trade, int64_t branch);

/* Somebody (CHANNEL:ID) replied to this lesson's message in a group: counted once, his
 * words are not looked at. */
void lesson_discussed(struct db *, int64_t lesson, int64_t chat, struct str who, ms_t now);

#endif
