/* notice.h - messages to people who did not just write: answers to their cases,
 * reminders, alerts. From a turn: turn_tell(). From a job: notice_send().
 *
 * A notice keeps to quiet hours and peaks (what waits is kept sealed and sent at
 * the first better moment) unless it is urgent. Whoever cannot be reached in
 * private stands on the staff's list to phone, with the notice's subject: at once,
 * by night as by day, when the way was lost while it waited, and when the platform
 * refuses it (bot/engine/sender.c). A notice that fails takes nothing with it: what
 * it tells of stands. */
#ifndef HANDLERS_TURN_NOTICE_H
#define HANDLERS_TURN_NOTICE_H

#include "handlers/turn/turn.h"

enum notice_flag {
	NOTICE_URGENT = 1,  /* at any hour */
	NOTICE_AWAITED = 2, /* the person waits for it: in peaks as well, but not at night */
	NOTICE_RECEIPT = 4, /* carries a number */
};

struct notice {
	int64_t person; /* whom it is for; 0: the group `chat` */
	int64_t chat;	/* there; 0: wherever he can be written to in private */
	const char *phrase;
	const struct fill *fills;
	size_t n;
	const struct button *buttons;
	size_t n_buttons;
	unsigned flags;
	struct str subject; /* what to tell on the phone: "Q-12", or a value of the pack's [slot call_about]; absent:
			       nothing worth a call */
};

/* The chat to which it goes, now or at the better moment; 0: there is no way. */
int64_t notice_send(const struct turn_world *, const struct notice *, ms_t now, struct arena *);

/* The chat in which a person can be written to in private, and its channel; 0: none. */
int64_t notice_chat(const struct turn_world *, int64_t person, struct arena *, struct str *channel);

#endif
