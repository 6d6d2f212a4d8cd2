/* childcare.h - what the files of childcare classes share. */
#ifndef HANDLERS_CHILDCARE_CHILDCARE_H
#define HANDLERS_CHILDCARE_CHILDCARE_H

#include "handlers/turn/turn.h"
#include "store/childcare/childcare.h"

enum { CARE_CHILDREN = 6, CARE_CLASSES = 12, CARE_CLASS_MAX = 200, CARE_FILLS = 8 };

/* A child that a family speaks of. */
struct care_wish {
	struct str name; /* absent: not said yet */
	int64_t age;
};

/* The children of the slots "children" (王梓涵 9岁;7岁) and "children_count"; at most `room`. */
size_t care_said(const struct slots *, struct care_wish *out, size_t room, struct arena *);
/* Names, as said in one breath: "王梓涵和李想". */
size_t care_names(struct str said, struct str *out, size_t room);

/* {number} {title} {place} {when} {ages} {fee} {left} {capacity} of a class; room for CARE_FILLS. */
size_t care_fills(struct turn *, const struct care_class *, struct fill *out);
void care_say(struct turn *, const char *phrase, const struct care_class *);
/* "A、B" */
struct str care_joined(struct arena *, struct str list, struct str one);
struct str care_today(struct turn *);

/* The same with {child}, and {n}: a place in the waiting list, or places left. */
void care_say_child(struct turn *, const char *phrase, const struct care_class *, struct str name, int64_t n);

/* ------------------------------------------------------------- wish.c */

/* What is being talked about: kept with the conversation, sealed, until it is settled. */
struct care_wishes {
	int64_t code; /* of the class; 0: not clear yet */
	struct care_wish v[CARE_CHILDREN];
	size_t n;
	struct care_wish first[CARE_CHILDREN]; /* partly full: who goes first */
	size_t n_first;
};

void wish_remember(struct turn *, const struct care_wishes *);
bool wish_recall(struct turn *, struct care_wishes *); /* false: nothing, or too long ago */
void wish_drop(struct turn *);
/* Looks at what is known, says which children cannot be in it, and asks the next thing:
 * which class, whether it is right, who goes first. Nothing is guessed. */
void wish_settle(struct turn *, struct care_wishes *);

/* Those that one can enrol in; at most CARE_CLASSES. Returns how many. */
size_t care_on_offer(struct turn *, struct care_class *out);
void care_say_classes(struct turn *, const struct care_class *, size_t n);

/* after.c: these children have a place now; each family is told once. False: it is no class. */
struct event;
bool childcare_moved_up(const struct turn_world *, const struct event *, const int64_t *people,
			const int64_t *enrolments, size_t n, ms_t now, struct arena *);

#endif
