/* ride.h - rides to the exam: drivers who offered themselves, rides with two ends
 * and an hour.
 *
 * open → matched → off → picked → done; from each before done also withdrawn or
 * to_staff; back to open when the driver cannot. Every step leaves only the state
 * that it expects. A ride has a number of the same row as tasks. */
#ifndef STORE_RIDE_RIDE_H
#define STORE_RIDE_RIDE_H

#include <stdbool.h>

#include "store/db/db.h"

struct ride_driver {
	int64_t person; /* 0: never offered */
	struct str state, phone;
	int64_t seats;
};

/* Offers himself, or changes what he offered (first_day absent: any day). New, or
 * back again: pending. */
void ride_driver_offer(struct db *, const struct ride_driver *, struct str first_day, struct str last_day,
		       const char *actor, ms_t now);
struct ride_driver ride_driver_load(struct db *, int64_t person, struct arena *);
/* Licence and insurance were looked at. False: he does not wait for it. */
bool ride_driver_decide(struct db *, int64_t person, bool yes, const char *actor, ms_t now);
/* Off the list. False: was not on it. */
bool ride_driver_leave(struct db *, int64_t person, const char *actor, ms_t now);
size_t ride_drivers_waiting(struct db *, int64_t *out, size_t room);

struct ride {
	int64_t code; /* 0: no such ride */
	struct str state;
	int64_t person, driver, street; /* or 0 */
	struct str start, goal, phone;	/* absent: not known */
	ms_t at;
	int64_t seats, alarm;
};

/* A timer for a ride that a list brought: handlers/ watches it when the gateway runs. */
#define RIDE_LISTED "ride.listed"

int64_t ride_new(struct db *, const struct ride *, const char *actor, ms_t now, struct arena *);
struct ride ride_load(struct db *, int64_t code, struct arena *);

/* When, where, how many and whom to call, of a ride that nobody has set off for. False: too late. */
bool ride_change(struct db *, const struct ride *, const char *actor, ms_t now);

/* Active drivers with seats enough, of that day, free for two hours before and
 * after, who did not give this ride back: those of its street first, then who drives
 * least. */
size_t ride_proposals(struct db *, int64_t code, int64_t *out, size_t room);

/* Gives it to a driver of the proposals; one who had it and has not set off has it
 * no longer. False: it is not to be had, or he cannot. */
bool ride_match(struct db *, int64_t code, int64_t driver, const char *actor, ms_t now);
bool ride_give_back(struct db *, int64_t code, int64_t driver, const char *actor, ms_t now);
/* matched → "off" → "picked" → "done". False: not his, or not its turn. */
bool ride_step(struct db *, int64_t code, int64_t driver, const char *to, const char *actor, ms_t now);
/* state: "withdrawn" (he drives it no more) or "to_staff". */
bool ride_close(struct db *, int64_t code, const char *state, const char *actor, ms_t now);
void ride_release(struct db *, int64_t code); /* nobody drives it */
void ride_set_alarm(struct db *, int64_t code, int64_t alarm);

/* Rides not over, the next first: the family's own, those that he drives, all; and the
 * family's own that were withdrawn and that somebody still means to drive. */
enum ride_list { RIDES_ASKED, RIDES_DRIVEN, RIDES_ALL, RIDES_LEFT };
size_t ride_list(struct db *, enum ride_list, int64_t person, int64_t *out, size_t room);

#endif
