/* ride.h - what the files of rides share. */
#ifndef HANDLERS_RIDE_RIDE_H
#define HANDLERS_RIDE_RIDE_H

#include "handlers/turn/notice.h"
#include "handlers/turn/turn.h"
#include "store/ride/ride.h"

enum { RIDE_FILLS = 12, RIDES_SHOWN = 100, RIDE_PROPOSED = 5, RIDE_STAFF = 64 };

/* {number} {when} {start} {goal} {seats} {phone} (the family's) {driver} {driver_phone}
 * {drivers} (who could take it) {state}. Staff see the numbers masked. */
size_t ride_fills(const struct turn_world *, const struct ride *, bool masked, struct fill out[RIDE_FILLS],
		  struct arena *);
void ride_say(struct turn *, const struct ride *, const char *phrase);

struct ride_notice {
	int64_t person;
	unsigned flags;
	const char *phrase; /* PHRASE() */
	const char *press;  /* label of a button: PHRASE(), or NULL; after the number when `numbered` */
	bool numbered;
	bool masked;
};
void ride_tell(const struct turn_world *, const struct ride *, const struct ride_notice *, ms_t now, struct arena *);
/* To a driver, at any hour; driver 0: nobody. */
void ride_tell_driver(const struct turn_world *, const struct ride *, int64_t driver, const char *phrase, ms_t now,
		      struct arena *);
void ride_tell_staff(const struct turn_world *, const struct ride *, const char *phrase, unsigned flags, ms_t now,
		     struct arena *);

/* ride.c: whoever is deleted drives no more, and needs no ride; who counted on it is told. */
void ride_forget(const struct turn_world *, int64_t person, ms_t now, struct arena *);

/* clock.c: sets the timer of the next step before the hour. */
void ride_watch(struct db *, const struct ride *, ms_t now);

/* Numbers of rides are like those of tasks, so these are asked first. False: it is no ride (of his). */
bool ride_take(struct turn *, int64_t code);
/* Staff ask for the whole numbers; false: there is no such ride. */
bool ride_contact(struct turn *, int64_t code, struct str why);
bool ride_cancel(struct turn *, int64_t code);
bool ride_status(struct turn *, int64_t code);
bool ride_status_all(struct turn *); /* all of his, as family and as driver; false: there is none */
/* He cannot drive it; code 0: the only one that he drives. False: there is no such. */
bool ride_give_up(struct turn *, int64_t code);
/* "送到了": of the ride that is under way. False: none is. */
bool ride_arrived(struct turn *);

#endif
