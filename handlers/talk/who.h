/* who.h - people named in a sentence of staff. Several of one name are listed,
 * and it is asked which is meant; then the sentence is done as if it had been
 * said again. */
#ifndef HANDLERS_TALK_WHO_H
#define HANDLERS_TALK_WHO_H

#include "handlers/turn/turn.h"

enum who {
	WHO_ONE,   /* *person is the one */
	WHO_NONE,  /* nobody of a name that we know is named */
	WHO_ASKED, /* several bear the name: they were listed, there is nothing more to do now */
};

/* The (first, longest) name in what this message says. */
enum who who_named(struct turn *, int64_t *person);
/* The same; of several of one name the only one of whom the sentence can be true is meant:
 * "张勇通过" is about the 张勇 who waits. */
enum who who_fitting(struct turn *, bool (*fits)(struct turn *, int64_t person), int64_t *person);
/* The name in a part of it, where a sentence is about two people: `which` 0 the
 * first, 1 the second. */
enum who who_in(struct turn *, int which, struct str part, int64_t *person);

/* "张勇（外卖 美团 文君站）": enough to tell two of one name apart, no phone. */
struct str who_label(struct turn *, int64_t person);

#endif
