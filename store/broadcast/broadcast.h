/* broadcast.h - one text to many: written, checked, sent by a cursor, accounted
 * for recipient by recipient.
 *
 * States: draft → scheduled → sending → sent; stopped from any of the first
 * three; missed when its time had passed while the process was down. */
#ifndef STORE_BROADCAST_BROADCAST_H
#define STORE_BROADCAST_BROADCAST_H

#include <stdbool.h>

#include "store/db/db.h"

/* Who gets it. Groups, people in private, or both; all that is given must hold. */
struct audience {
	bool groups, people;
	int64_t street, branch, site; /* ids, or 0 */
	const char *trade;	      /* of people; or NULL */
	const char *titled;	      /* groups with these words in their names ("快递"); or NULL: all */
	bool city;		      /* the whole city was said: nothing to be narrowed; not saved */
	bool members, volunteers;     /* only verified members; only active volunteers */
	bool subscribers;	      /* only who gets the morning briefing, groups and people */
};

struct str audience_save(const struct audience *, struct arena *); /* JSON */
void audience_load(struct str json, struct audience *, struct arena *);

/* The names of its street, branch and site, a space between; "": the whole city. */
struct str audience_place(struct db *, const struct audience *, struct arena *);

/* How many it reaches at this moment. */
struct audience_size {
	int64_t groups, people; /* those who opted out among them */
	int64_t opted_out;
	int64_t unreached; /* nobody may write to them first, or knows how */
};
/* `may_write`: may the bot write first on this channel? */
struct audience_size audience_count(struct db *, const struct audience *, bool (*may_write)(void *, struct str channel),
				    void *arg, struct arena *);

struct broadcast {
	int64_t number; /* 0: none */
	struct str kind, state, day, body;
	struct audience audience;
	bool urgent;
	int64_t person;
	int64_t lesson; /* that it offers to read, or 0 */
	ms_t created_at, starts_at, finished_at;
};

/* A draft; returns its number. `kind` is "broadcast", "briefing" of a `day`, or "lesson": what
 * subscribers get on a day. */
int64_t broadcast_draft(struct db *, const struct broadcast *, ms_t now, struct arena *);
struct broadcast broadcast_load(struct db *, int64_t number, struct arena *);
/* Of a draft only. */
void broadcast_rewrite(struct db *, int64_t number, struct str body);
/* The draft goes out at `at`; false: it is no draft any more, or the day has its briefing. */
bool broadcast_schedule(struct db *, int64_t number, ms_t at, const char *actor, ms_t now);
/* Nothing more leaves; false: it was out already. *left: copies that had left. */
bool broadcast_stop(struct db *, int64_t number, const char *actor, ms_t now, int64_t *left);
/* Copies that left, or may have. */
int64_t broadcast_left(struct db *, int64_t number);
void broadcast_missed(struct db *, int64_t number, ms_t now);
/* The briefing of a day that is to be sent; 0: none is written. */
int64_t broadcast_of_day(struct db *, struct str day);

/* The one that offers this lesson to subscribers of a day, in any state; 0: there is none. */
int64_t broadcast_of_lesson(struct db *, struct str day, int64_t lesson);
bool broadcast_open(struct db *, int64_t number); /* scheduled or being sent */

/* Briefings ("briefing") or lessons ("lesson") of days before this one are finished: sent, or
 * missed when there is not one copy; the numbers of those into unsent, at most `room`; returns
 * how many. */
size_t broadcast_end_of_day(struct db *, const char *kind, struct str day, int64_t *unsent, size_t room, ms_t now);

/* The next recipients after the cursor, groups first; returns how many. chat is 0
 * for a person whose chat is to be found. Those who have it are not among them. */
struct recipient {
	int64_t person, chat;
	struct str channel; /* of a group */
	bool opted_out;
};
size_t broadcast_next(struct db *, const struct broadcast *, struct recipient *out, size_t room, struct arena *);

/* One copy: queued (its outbox row), or skipped and why. False: he had it. Moves
 * the cursor when it is of broadcast_next. */
bool broadcast_copy(struct db *, int64_t number, const struct recipient *, int64_t outbox, const char *skipped,
		    ms_t now);
bool broadcast_has(struct db *, int64_t number, int64_t person, int64_t chat);
/* The broadcasts (not briefings) under way. */
size_t broadcast_sending(struct db *, int64_t *out, size_t room);
void broadcast_finish(struct db *, int64_t number, ms_t now);

/* Does a copy of this one still wait in the outbox? Does not grow with the copies. */
bool broadcast_waits(struct db *, int64_t number);
/* He wants no more of this kind ("broadcast", "briefing", "all"): what waits for him does
 * not leave. */
void broadcast_opted_out(struct db *, int64_t person, const char *kind);
/* Copies of any broadcast that wait in the outbox; 5,000 is that many or more. */
int64_t broadcast_waiting(struct db *);

/* The newest one that came to this chat since then; 0: none. */
int64_t broadcast_to_chat(struct db *, int64_t chat, ms_t since);

void broadcast_read(struct db *, int64_t number, int64_t person, ms_t now);

struct broadcast_figures {
	int64_t copies, queued, sent, failed, uncertain, opted_out, unreached, missed, read;
};
struct broadcast_figures broadcast_figures(struct db *, int64_t number);

/* Newest first; what never was to go out (drafts, dropped ones) and the daily lessons are not among them; at most `room`. */
size_t broadcast_list(struct db *, struct broadcast *out, size_t room, struct arena *);

#endif
