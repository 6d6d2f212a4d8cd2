/* subscription.h - who wants the morning briefing, and when. One a chat and kind. */
#ifndef STORE_SUBSCRIPTION_H
#define STORE_SUBSCRIPTION_H

#include <stdbool.h>

#include "store/db.h"

/* Subscribes, or changes the hour ("07:30"). */
void subscription_set(struct db *, int64_t chat, struct str time, ms_t now);
bool subscription_off(struct db *, int64_t chat);			 /* false: there was none */
struct str subscription_time(struct db *, int64_t chat, struct arena *); /* absent: none */

struct subscriber {
	int64_t chat, person; /* person 0: a group */
	struct str channel, time;
	ms_t since; /* when it was asked for, or its hour changed */
};
/* Those whose hour is in [from, to], both "HH:MM", that have no copy of this
 * broadcast (0: of none), by hour; at most `room`. Hidden: chats that are gone,
 * people who want nothing at all. */
size_t subscription_due(struct db *, struct str from, struct str to, int64_t broadcast, struct subscriber *out,
			size_t room, struct arena *);
/* The earliest hour of all that is later than this one; absent: none. */
struct str subscription_next(struct db *, struct str after, struct arena *);
void subscription_count(struct db *, int64_t *groups, int64_t *people);

#endif
