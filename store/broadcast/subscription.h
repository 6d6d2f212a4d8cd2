/* subscription.h - who wants the morning briefing, or a lesson a day, and when. One a chat
 * and kind ("briefing", "lesson"). */
#ifndef STORE_BROADCAST_SUBSCRIPTION_H
#define STORE_BROADCAST_SUBSCRIPTION_H

#include <stdbool.h>

#include "store/db/db.h"

/* Subscribes, or changes the hour ("07:30"). */
void subscription_set(struct db *, int64_t chat, const char *kind, struct str time, ms_t now);
bool subscription_off(struct db *, int64_t chat, const char *kind);			   /* false: there was none */
struct str subscription_time(struct db *, int64_t chat, const char *kind, struct arena *); /* absent: none */

struct subscriber {
	int64_t chat, person; /* person 0: a group */
	struct str channel, time;
	ms_t since; /* when it was asked for, or its hour changed */
};
/* Those whose hour is not later than `to` ("HH:MM"), asked for before that hour of the day that
 * began at `midnight`, that have no copy of a broadcast of this kind and day; by chat, those
 * behind `after`; at most `room`. Hidden: chats that are gone, people who want nothing at all. */
struct subscription_search {
	const char *kind;
	struct str to, day;
	ms_t midnight;
	int64_t after;
};
size_t subscription_due(struct db *, const struct subscription_search *, struct subscriber *out, size_t room,
			struct arena *);
/* The earliest hour of all that is later than this one; absent: none. */
struct str subscription_next(struct db *, const char *kind, struct str after, struct arena *);
void subscription_count(struct db *, const char *kind, int64_t *groups, int64_t *people);

#endif
