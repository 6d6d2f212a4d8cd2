/* childcare.h - childcare classes in the holidays: which there are, and which
 * children are in them. Places and waiting list are those of store/activity/enrolment.h. */
#ifndef STORE_CHILDCARE_CHILDCARE_H
#define STORE_CHILDCARE_CHILDCARE_H

#include "store/activity/enrolment.h"

struct care_class {
	int64_t code; /* 0: none */
	struct str title, place, state;
	struct str start, last; /* "2025-07-07", or absent */
	int64_t street, min_age, max_age, capacity;
	double fee; /* yuan, for the whole class */
};

int64_t class_new(struct db *, const struct care_class *, const char *actor, ms_t now);
struct care_class class_load(struct db *, int64_t code, struct arena *);
/* What is given is changed; absent, 0, and a fee below 0 stay. */
void class_change(struct db *, const struct care_class *, const char *actor, ms_t now);
void class_set_state(struct db *, int64_t code, const char *state, const char *actor, ms_t now);
/* Those that can be enrolled in on this day, or (`all`) all that are not over; by first day. */
size_t class_list(struct db *, struct str today, bool all, struct care_class *out, size_t room, struct arena *);

/* -------------------------------------------------------------------- children */

struct care_child {
	int64_t enrolment, code, person, child; /* `child` as in store/activity/enrolment.h */
	struct str name, note, fetch, phone;	/* note, fetch, phone may be absent */
	int64_t age;
	bool in;
	bool here; /* was there on the day that was asked for */
};

/* A place for this child, or the end of the waiting list. A child of this name that the
 * person has there already stays where it is (`again`). Audited. */
struct enrolled class_enrol(struct db *, int64_t code, int64_t person, struct str name, int64_t age, const char *actor,
			    ms_t now);
/* Gives the place back; what was said of the child is gone. Audited. */
bool class_leave(struct db *, const struct care_child *, const char *actor, ms_t now);
/* What is given is kept beside the child; absent stays. */
void class_says(struct db *, int64_t enrolment, struct str note, struct str fetch, struct str phone);

/* The children of one person, in all classes; of one class (who has a place first), with `day`
 * for `here`, or absent. */
size_t class_children_of(struct db *, int64_t person, struct care_child *out, size_t room, struct arena *);
size_t class_children(struct db *, int64_t code, struct str day, struct care_child *out, size_t room, struct arena *);

struct str class_child_name(struct db *, int64_t enrolment, struct arena *);

/* The child is there on this day; false: it has no place. */
bool class_attend(struct db *, int64_t enrolment, struct str day, ms_t now);

/* What was said of children in classes that are over goes. Returns of how many. */
int64_t class_forget_over(struct db *, struct str today, ms_t now);

#endif
