/* capability.h - what a subject brings to the turn, besides the intents that it handles.
 *
 * The turn names no subject. What several of them may want (a photo without words, a
 * sentence that nothing understood) is offered in the order of the one table,
 * handlers/capabilities.c, until one takes it. */
#ifndef HANDLERS_TURN_CAPABILITY_H
#define HANDLERS_TURN_CAPABILITY_H

#include "handlers/turn/jobs.h"

struct event;

/* All may be NULL. A bool that is true: it was taken, and nobody else is asked. */
struct capability {
	const struct handler *handlers; /* ends in { 0 } */
	const struct job *jobs;		/* ends in { 0 } */

	/* A reply to one of our messages, whether it is for us or for people. */
	void (*replied)(struct turn *);
	/* A message was understood: does it mean something else here? `ambient`: also of
	 * group talk that calls nobody. */
	void (*listens)(struct turn *);
	bool ambient;
	/* Group talk that is not ours. */
	void (*overhears)(struct turn *);
	/* It is ours: is it not for the bot at all, but for somebody who took over? */
	bool (*interrupts)(struct turn *);
	/* A photo, a position or a voice without a word: while a form is open / when none is. */
	bool (*wordless_in_form)(struct turn *);
	bool (*wordless)(struct turn *);
	/* Words while a form is open that may not wait for its end. */
	bool (*in_form)(struct turn *);
	/* What came with a message while a form is open waits for its end / the form is given up. */
	void (*form_keeps)(struct turn *);
	void (*form_dropped)(struct turn *);
	/* Words that nothing understood. */
	bool (*takes_words)(struct turn *);
	/* It was answered. */
	void (*after)(struct turn *);
	/* Places became free (store/activity/event.h), and these moved up: tell them in your own words. */
	bool (*moved_up)(const struct turn_world *, const struct event *, const int64_t *people,
			 const int64_t *enrolments, size_t n, ms_t now, struct arena *);
};

extern const struct capability capabilities[];
extern const size_t capabilities_n;

/* Offers it to all that have such a hook, or until one takes it. */
#define capabilities_tell(t, hook)                                                                                     \
	do {                                                                                                           \
		for (const struct capability *c_ = capabilities; c_ < capabilities + capabilities_n; c_++)             \
			if (c_->hook)                                                                                  \
				c_->hook(t);                                                                           \
	} while (0)
#define capabilities_ask(t, hook)                                                                                      \
	(__extension__({                                                                                               \
		bool taken_ = false;                                                                                   \
		for (const struct capability *c_ = capabilities; c_ < capabilities + capabilities_n && !taken_; c_++)  \
			taken_ = c_->hook && c_->hook(t);                                                              \
		taken_;                                                                                                \
	}))

#endif
